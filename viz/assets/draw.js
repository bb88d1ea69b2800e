// The plan as SVG. Every node and line is a button with a name.
import { certaintyWords } from "./evidence.js";

const SVG = "http://www.w3.org/2000/svg";

export function s(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) element.setAttribute(name, value);
  element.append(...children.flat(9).filter(Boolean));
  return element;
}

const round = value => Math.round(value * 10) / 10;
// A title names it to a screen reader and to who points at it.
const button = (label, attributes, ...children) => s("g", { tabindex: 0, role: "button", ...attributes }, s("title", {}, label), children);
const width = line => (line.origins > 3 ? 4.2 : line.origins > 1 ? 2.8 : 1.7);

// The end says the stance: triangle for, bar against, open arrow for neither.
export function tip(stance, x, y, d) {
  const path = { for: `M${x - 9 * d} ${y - 5}L${x} ${y}L${x - 9 * d} ${y + 5}Z`, against: `M${x} ${y - 6}V${y + 6}`, neutral: `M${x - 7 * d} ${y - 4.5}L${x} ${y}L${x - 7 * d} ${y + 4.5}` }[stance];
  return s("path", { d: path, class: `tip ${stance}` });
}

const cross = (x, y) => s("path", { d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`, class: "cross" });

function lines(text, x, y, lead, attributes) {
  return text.map((one, at) => s("text", { x: round(x), y: round(y + at * lead), "aria-hidden": "true", ...attributes }, one));
}

function row(one) {
  const node = one.node, h = one.h, rx = one.actor ? (node.cls === "Person" ? 14 : 3) : { Meeting: 14, Proposal: 2, Deadline: 0 }[node.cls] ?? 5;
  const top = one.y + h / 2 - (one.text.length * 16 + one.sub.length * 13) / 2;
  return button([node.name, ...one.sub].join(", "), { class: `node row ${one.actor ? "about" : node.cls} ${one.look}`, "data-node": node.id, "data-side": node.side ?? -1 },
    s("rect", { x: round(one.x), y: round(one.y), width: round(one.w), height: round(h), rx }),
    one.look === "denied" && cross(one.x + 11, one.y + 11),
    lines(one.text, one.x + one.w / 2, top + 12, 16, { class: "name" }),
    lines(one.sub, one.x + one.w / 2, top + one.text.length * 16 + 10, 13, { class: "sub" }));
}

function actor(one) {
  const node = one.node, top = one.y + one.h / 2 - one.text.length * 8;
  return button([node.name, node.office].filter(Boolean).join(", "), { class: `node actor ${node.cls} ${one.look}`, "data-node": node.id, "data-side": node.side ?? -1 },
    s("rect", { x: round(one.x), y: round(one.y), width: round(one.w), height: round(one.h), rx: ["Person", "UnnamedSource"].includes(node.cls) ? 15 : 4 }),
    lines(one.text, one.x + one.w / 2, top + 12, 16, { class: "name" }));
}

function bundle(one, ends, names) {
  const d = one.side ? -1 : 1, x = round(one.x), y = round(one.y), bend = round(one.bend);
  const wide = Math.max(...one.lines.map(width));
  const run = { d: `M${bend} ${y}H${x - (one.stance === "for" ? 7 * d : 0)}` };
  const trunk = [s("path", { ...run, class: "hit" }), s("path", { ...run, class: "stroke", "stroke-width": wide }), tip(one.stance, x, y, d),
    s("text", { x: round(one.x - 13 * d), y: y - 4, "text-anchor": one.side ? "start" : "end", "aria-hidden": "true" }, one.text)];
  const curves = one.lines.map(line => {
    const { x: from, y: start } = ends.get(line.id), turn = (bend - from) * 0.5;
    const curve = { d: `M${round(from)} ${round(start)}C${round(from + turn)} ${round(start)} ${round(bend - turn)} ${y} ${bend} ${y}` };
    const name = [names(line.from), line.act, names(line.to)].join(" ") + `, ${certaintyWords(line)}`;
    return button(name, { class: "line", "data-line": line.id }, s("path", { ...curve, class: "hit" }), s("path", { ...curve, class: "stroke", "stroke-width": width(line) }),
      one.look === "denied" && cross((from + bend) / 2, (start + y) / 2), one.lines.length === 1 && trunk);
  });
  return s("g", { class: `bundle ${one.look} ${one.stance}`, "data-lines": one.lines.map(line => line.id).join(" ") }, curves, one.lines.length > 1 && s("g", { class: "trunk" }, trunk));
}

// The table down to `fold`, and what draws the rest of it (nothing where there is none). Lines lie under rows and actors.
export function drawTable(place, names, title, fold = Infinity) {
  const ends = new Map(place.actors.flatMap(one => one.list.map(end => [end.line.id, end])));
  const layers = [
    [place.boxes, one => s("rect", { x: round(one.x), y: round(one.y), width: round(one.w), height: round(one.h), rx: 8, class: one.proposal ? "box proposal" : "box" })],
    [place.captions, one => s("text", { x: round(one.x), y: round(one.y), "text-anchor": one.anchor, class: "caption", "data-side": one.side }, one.text)],
    [place.bundles, one => bundle(one, ends, names), one => Math.min(one.y, ...one.lines.map(line => ends.get(line.id).y))],
    [place.rows, row], [place.actors, actor],
  ].map(([list, draw, top = one => one.y]) => ({ group: s("g", {}, list.filter(one => top(one) < fold).map(draw)), draw, later: list.filter(one => top(one) >= fold) }));
  const svg = s("svg", { id: "table", viewBox: `0 0 ${round(place.width)} ${round(place.height)}`, width: round(place.width), height: round(place.height), role: "group", "aria-label": title }, layers.map(layer => layer.group));
  const rest = layers.some(layer => layer.later.length) && (() => { for (const { group, draw, later } of layers) group.append(...later.map(draw)); });
  return { svg, rest };
}
