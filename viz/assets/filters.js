// The legend, which is the filter of sides, stances and certainty; and, on demand, who, on what, on whose word, when.
import { h, press, plural } from "./dom.js";
import { s, tip } from "./draw.js";
import { claimDay, extent, dateOf } from "./timeline.js";
import { data, nodes, state, sourcesOf, MANY } from "./view.js";

export function drawLegend(set) {
  const flip = filter => () => { const off = new Set(state.off); if (!off.delete(filter)) off.add(filter); set({ off }); };
  const chip = (filter, sample, text) => h("button", { class: "chip", type: "button", "data-filter": filter, "aria-pressed": "true", on: { click: flip(filter) } }, sample, text);
  const swatch = at => h("span", { class: "swatch", "data-side": at });
  const stroke = (kind, end) => s("svg", { width: 30, height: 14, "aria-hidden": "true" }, s("g", { class: `bundle ${kind}` }, s("path", { d: `M1 7H${end ? 22 : 29}`, class: "stroke", "stroke-width": 2 }),
    end && tip(end, 28, 7, 1), kind.includes("denied") && s("path", { d: "M10 2l10 10m0 -10l-10 10", class: "cross" })));
  const group = (label, ...chips) => h("div", { class: "chips", role: "group", "aria-label": label }, chips);
  return [
    group("Filter by side", data.sides.slice(0, MANY).map((side, at) => chip(`side${at}`, swatch(at), side.name)), data.sides.length > MANY && chip(`side${MANY}`, swatch(MANY), plural(data.sides.length - MANY, "other side")),
      data.actors.some(actor => actor.side === undefined) && chip("side-1", swatch(-1), "side not on record")),
    group("Filter by stance", ["for", "against", "neutral"].map(stance => chip(stance, stroke(stance, stance), stance === "neutral" ? "none stated" : stance))),
    group("Filter by certainty", ["record", "unnamed", "possible", "denied"].map(look => chip(look, stroke(`ink ${look}`), { record: "on record", unnamed: "unnamed source" }[look] || look))),
  ];
}

// `save` has what can be saved, by its name on the button.
export function drawFilters(set, save) {
  const choose = (key, label, all, options) => h("label", {}, label, " ", h("select", { name: key, "aria-label": label, on: { change: event => set({ [key]: event.target.value }) } },
    [["", all], ...options].map(([value, text]) => h("option", { value, selected: value === state[key] }, text))));
  const sorted = list => list.map(node => [node.id, node.name]).sort((a, b) => a[1].localeCompare(b[1]));
  const sources = [...new Set(data.evidence.flatMap((_, at) => sourcesOf(at)))].filter(Boolean).sort().map(name => [name, name]);
  const range = extent(data), date = (key, label) => h("label", {}, label, " ", h("input", { type: "date", name: key, "aria-label": label, value: state[key], min: range && dateOf(range[0]), max: range && dateOf(range[1]), on: { change: event => set({ [key]: event.target.value }) } }));
  return [
    choose("actor", "Actor", "any", sorted(data.actors)), choose("on", "On", "anything", sorted(data.items)), choose("source", "Source", "any", sources),
    data.evidence.some((_, at) => claimDay(data, at)) && [date("since", "From"), date("asof", "Up to")],
    press("back", () => set({ off: new Set(), actor: "", on: "", source: "", since: "", asof: "" }), "Show all"),
    h("span", { class: "chips", role: "group", "aria-label": "Save what is shown" }, Object.entries(save).map(([name, click]) => press("back", click, `Save ${name}`))),
  ];
}
