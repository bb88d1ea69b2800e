// The same table as a list by agenda item (a phone, a screen reader, paper) and as a matrix of actors by items.
import { h, span, dim, press, rowsOf, day, plural } from "./dom.js";
import { badge, lineRow } from "./evidence.js";
import { hedgesOf } from "./plan.js";
import { claimDay } from "./timeline.js";

export const CLASS = { Meeting: "Meeting", Deadline: "Deadline", Proposal: "Proposal", PlanPoint: "Point", Issue: "Issue", Place: "Place", Person: "Person", Organization: "Body", State: "State", Group: "Group", UnnamedSource: "Unnamed source", Others: "Several" };

export function nodeFacts(node, look) {
  return [node.status && badge(look, node.status), node.unnamed && badge("unnamed", "unnamed source"), span("dim", [node.office, node.kind, day(node.time), node.place].filter(Boolean).join(" · "))];
}

export function drawList(data, shown, names, lookOf, openLine, openNode) {
  const entry = (node, lines) => h("section", { class: "entry", "data-side": node.side ?? -1 },
    h("h3", {}, press("plain", () => openNode(node.id), node.name)),
    h("p", { class: "badges" }, nodeFacts(node, lookOf(node))),
    lines.length ? rowsOf(lines, line => lineRow(line, names, openLine)) : dim(node.cut ? "Positions not drawn." : "No position on record."));
  const to = id => shown.filter(line => line.to === id);
  const part = (title, nodes, of) => (nodes.length ? [h("h2", {}, title), nodes.map(node => entry(node, of(node)))] : []);
  const items = data.parts.flat().map(at => data.items[at - data.actors.length]).filter(Boolean);      // as on the table
  const boxed = item => items.filter(point => point.box === item.id);
  return [
    part("Meetings", items.filter(item => item.cls === "Meeting"), item => to(item.id)),
    part("Deadlines", items.filter(item => item.cls === "Deadline"), item => to(item.id)),
    items.filter(item => item.cls === "Proposal").map(item => [h("h2", {}, item.name), entry(item, to(item.id)), boxed(item).map(point => entry(point, to(point.id)))]),
    part("Other points and issues", items.filter(item => ["PlanPoint", "Issue", "Place"].includes(item.cls) && !item.box), item => to(item.id)),
    part("About one another", data.actors.filter(actor => to(actor.id).length), actor => to(actor.id)),
  ];
}

const SIGN = { for: "▲ for", against: "⊣ against", neutral: "○ none stated" };

// Latest stance of each actor on each item, with the turns it took on the way; sides and agenda as on the table.
export function drawMatrix(data, shown, names, open) {
  const all = [...data.actors, ...data.items];
  const actors = data.columns.flat(2).map(at => all[at]).filter(actor => shown.some(line => line.from === actor.id));
  const items = data.parts.flat().map(at => all[at]).filter(item => shown.some(line => line.to === item.id && actors.some(actor => actor.id === line.from)));
  if (!actors.length || !items.length) return dim("No actor speaks of anything on the agenda.");
  const cell = (actor, item) => {
    const lines = shown.filter(line => line.from === actor.id && line.to === item.id);
    if (!lines.length) return h("td", {});
    const said = lines.flatMap(line => line.claims.map(at => [claimDay(data, at), line])).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const stated = said.filter(([, line]) => line.stance !== "neutral"), turns = stated.filter(([, line], at) => !at || line.stance !== stated[at - 1][1].stance);
    const last = (stated.at(-1) || said.at(-1) || [0, lines[0]])[1];
    return h("td", {}, h("button", { class: `cell ${last.look}`, type: "button", on: { click: () => open(lines) } }, span("unseen", `${actor.name} on ${item.name}: `),
      span(`stance ${last.stance}`, SIGN[last.stance]), [last.act, ...hedgesOf(last)].map(word => [h("br"), word]),
      turns.length > 1 && [h("br"), span("dim", turns.map(([when, line]) => `${line.stance} ${day(when, false)}`).join(" → "))]));
  };
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Matrix of actors by agenda items" }, h("table", {}, h("caption", {}, "Latest stance of each actor on each item; turns are spelt out"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Actor"), items.map(item => h("th", { scope: "col", title: item.name }, h("div", {}, item.name), item.status ? span("dim", ` ${item.status}`) : "")))),
    h("tbody", {}, actors.map(actor => h("tr", {}, h("th", { scope: "row", "data-side": actor.side ?? -1 }, actor.name), items.map(item => cell(actor, item)))))));
}
