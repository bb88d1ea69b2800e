// The evidence pane: a line, a name, what a search finds, or an overview of what deserves a look.
import { h, span, put, dim, press, rowsOf, plural } from "./dom.js";
import { showLine, showClaim, lineRow } from "./evidence.js";
import { look } from "./plan.js";
import { CLASS, nodeFacts } from "./list.js";
import { data, nodes, names, now, state, shownLines, matches, moreOf } from "./view.js";

const pane = document.getElementById("evidence");
const fill = (...children) => {
  const again = pane.hasChildNodes();
  put(pane, children);
  if (again) pane.scrollTop = 0;      // asks for the layout, which the first frame can do without
};
// The first of a list, and how many more there are.
const some = (list, most, row) => [rowsOf(list.slice(0, most), row), list.length > most && dim(`and ${list.length - most} more`)];

// `set` changes the state of the page.
export function makePane(set) {
  const openLine = id => set({ line: id, node: "" }), openNode = id => set({ node: id, line: "" });
  const close = () => press("back", () => set({ line: "", node: "", q: "" }), "Overview");
  const rows = (lines, most = 1e9) => some(lines, most, line => lineRow(line, names, openLine));
  const nodeRow = (node, about) => press("row", () => openNode(node.id), span("target", node.name), span("dim", ` · ${about}`));

  function showOne(line) {
    const others = shownLines().filter(one => one.to === line.to && one !== line && one.kind === "statement");
    fill(close(), showLine(data, line, names), others.length && [h("h3", {}, `Also said about ${names(line.to)}`), rows(others, 12)]);
  }

  function showNode(node) {
    const lines = shownLines().filter(line => line.from === node.id || line.to === node.id), more = moreOf(node);
    const points = now.items.filter(item => item.box === node.id);
    fill(close(), h("p", { class: "kicker" }, CLASS[node.cls] || node.cls), h("h2", {}, node.name), h("p", { class: "badges" }, nodeFacts(node, look(node))),
      node.folds && dim(node.folds.join(", ")),
      node.was && node.was.length > 1 && dim("Status by day: ", node.was.map(([when, status]) => `${when || "…"} ${status || "none"}`).join(", ")),
      lines.length ? rows(lines) : dim(more.length || node.cut ? "No line on the table." : "No position on record."),
      points.length && [h("h3", {}, "Points"), rowsOf(points, point => nodeRow(point, point.status || "point"))],
      more.length && [h("h3", {}, "Also on record"), more.map(at => showClaim(data, at))]);
  }

  function showLines(lines) {
    fill(close(), h("p", { class: "kicker" }, plural(lines.length, "line")), rows(lines));
  }

  function showFound() {
    const found = shownLines().filter(matches), q = state.q.toLowerCase(), named = [...nodes.values()].filter(node => node.name.toLowerCase().includes(q));
    fill(close(), h("h2", {}, `“${state.q}”`), h("p", { class: "dim", role: "status" }, `${plural(named.length, "node")}, ${plural(found.length, "line")}`),
      some(named, 12, node => nodeRow(node, CLASS[node.cls] || node.cls)), rows(found, 40));
  }

  function showOverview() {
    const lines = shownLines(), part = (title, list) => list.length && [h("h3", {}, `${title} (${list.length})`), rows(list, 6)];
    const silent = data.actors.filter(actor => moreOf(actor).length), count = silent.reduce((sum, actor) => sum + moreOf(actor).length, 0);
    fill(h("p", { class: "kicker" }, "Evidence"), h("h2", {}, "Choose a line or a name"), dim("Each line opens the sentence it was read from. Its width, and the number beside it, count independent origins."),
      part("Denied or disputed", lines.filter(line => line.look === "denied")), part("Only possible", lines.filter(line => line.look === "possible")),
      part("On an unnamed source's word", lines.filter(line => line.words.includes("unnamed source"))),
      part("From two or more independent origins", lines.filter(line => line.origins > 1 && line.look !== "denied")),
      count && [h("h3", {}, `Said on nothing that is drawn (${count})`), rowsOf(silent, actor => nodeRow(actor, plural(moreOf(actor).length, "statement")))]);
  }

  return { openLine, openNode, showLines,
    show: () => (state.line ? showOne(now.byId.get(state.line)) : state.node ? showNode(nodes.get(state.node)) : state.q ? showFound() : showOverview()) };
}
