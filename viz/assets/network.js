// What pyvis leaves out: the evidence behind a click, colours for dark, and the same things as a list.
import { h, dim, press, rowsOf, byId, readPicture, plural, day } from "./dom.js";
import { showLine, showClaim, lineRow, badge } from "./evidence.js";

const data = readPicture(), { network, nodes: shapes, edges: strokes } = window;      // what pyvis has drawn
const pane = document.getElementById("evidence");
const nodesById = new Map([...byId(data.actors), ...byId(data.items)]);
const linesById = byId(data.lines);
const nameOf = id => (nodesById.get(id) || { name: id }).name;
const touching = id => data.lines.filter(line => line.from === id || line.to === id);

function fill(...children) {
  pane.replaceChildren(...children.flat(9).filter(Boolean));
  pane.scrollTop = 0;
}

const back = () => press("back", () => { network.unselectAll(); showAll(); }, "All");

function openLine(id) {
  const line = linesById.get(id);
  network.selectEdges([id]);
  fill(back(), showLine(data, line, nameOf));
}

function openNode(id) {
  const node = nodesById.get(id), lines = touching(id);
  network.selectNodes([id]);
  const facts = [node.cls === "UnnamedSource" ? "unnamed source" : node.kind, node.office, node.status, day(node.time), node.place].filter(Boolean);
  fill(back(), h("p", { class: "kicker" }, node.cls === "PlanPoint" ? "Point" : node.cls), h("h2", {}, node.name),
    facts.length ? dim(facts.join(" · ")) : "",
    rowsOf(lines, line => lineRow(line, nameOf, openLine)),
    (node.more || []).length ? [h("h3", {}, "Also on record"), node.more.map(at => showClaim(data, at))] : "",
    lines.length || (node.more || []).length ? "" : dim("No position on record."));
}

function showAll() {
  const entry = node => press("row", () => openNode(node.id),
    h("span", { class: "target" }, node.name), node.status ? [" ", badge("", node.status)] : "", h("span", { class: "dim" }, ` · ${plural(touching(node.id).length, "line")}`));
  fill(dim("Click a node or a line, or choose here, to read the sentences behind it."),
    h("h2", {}, "Actors"), rowsOf(data.actors, entry),
    h("h2", {}, "On the agenda"), rowsOf(data.items, entry));
}

// Colours follow the page's, so that dark is dark on the canvas too.
function paint() {
  const css = getComputedStyle(document.documentElement), colour = name => css.getPropertyValue(`--${name}`).trim();
  const plain = { background: colour("card"), border: colour("ink"), highlight: { background: colour("card"), border: colour("ink") } };
  shapes.update(shapes.get().map(node => {
    const side = colour(node.side) || colour("none");
    if (!node.filled) return { id: node.id, color: { ...plain, border: node.side ? side : colour(node.edge || "ink") }, font: { ...node.font, color: colour("ink") } };
    return { id: node.id, color: { background: side, border: side, highlight: { background: side, border: colour("ink") } }, font: { ...node.font, color: colour("back") } };
  }));
  strokes.update(strokes.get().map(edge => ({ id: edge.id, color: { color: colour(edge.stance), highlight: colour(edge.stance), hover: colour(edge.stance) },
    font: { ...edge.font, color: colour(edge.stance), background: colour("back") } })));
}

network.on("click", event => {
  if (event.nodes.length) openNode(event.nodes[0]);
  else if (event.edges.length) openLine(event.edges[0]);
  else showAll();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
paint();
showAll();
network.fit({ animation: false });
