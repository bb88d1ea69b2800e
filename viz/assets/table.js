// The negotiation table: state in the address, one function that applies it, panes that open sentences.
import { h, dim, press, rowsOf, all, byId, readPicture, day, plural } from "./dom.js";
import { showLine, showClaim, lineRow } from "./evidence.js";
import { plan, look } from "./plan.js";
import { drawTable, s, tip } from "./draw.js";
import { drawTimeline, claimDay, stamp, dateOf } from "./timeline.js";
import { CLASS, drawList, drawMatrix, nodeFacts } from "./list.js";

const $ = id => document.getElementById(id);
const data = readPicture();
const nodes = new Map([...byId(data.actors), ...byId(data.items)]);
const lineById = byId(data.lines);
const names = id => (nodes.get(id) || { name: id }).name;
// To set a canvas's font is slow: one canvas a font.
const pens = new Map();
const measure = (text, font) => {
  if (!pens.has(font)) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    pens.set(font, { pen, known: new Map() });
  }
  const { pen, known } = pens.get(font);
  if (!known.has(text)) known.set(text, pen.measureText(text).width);
  return known.get(text);
};
const narrow = matchMedia("(max-width: 820px)");
const state = { line: "", node: "", off: new Set(), q: "", asof: "", view: "" };
let time = null;
const PANE = 388;  // the pane and a scroll bar, as in table.css: to ask for the room that is left costs a layout
const MANY = 6;  // sides with a colour of their own

// -- the address

function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  for (const key of ["line", "node", "q", "asof", "view"]) state[key] = hash.get(key) || "";
  state.off = new Set((hash.get("off") || "").split(",").filter(Boolean));
  if (!lineById.has(state.line)) state.line = "";
  if (!nodes.has(state.node)) state.node = "";
}

function writeHash() {
  const hash = new URLSearchParams();
  for (const key of ["view", "line", "node", "q", "asof"]) if (state[key]) hash.set(key, state[key]);
  if (state.off.size) hash.set("off", [...state.off].sort().join(","));
  history.replaceState(null, "", hash.size ? `#${hash}` : location.pathname + location.search);
}

function set(change) {
  Object.assign(state, change);
  writeHash();
  apply();
}

// -- what is shown

const sideOf = line => `side${Math.min(MANY, (nodes.get(line.from) || {}).side ?? -1)}`;
const words = line => [names(line.from), line.act, names(line.to), ...line.words, ...line.claims.map(at => data.paragraphs[data.evidence[at].p].slice(...data.evidence[at].at.slice(2)))].join(" ").toLowerCase();
const filtered = line => state.off.has(line.stance) || state.off.has(line.look) || state.off.has(sideOf(line));
const later = line => state.asof && line.claims.length && line.claims.every(at => claimDay(data, at) > state.asof);
const matches = line => !state.q || words(line).includes(state.q.toLowerCase());
const shownLines = () => data.lines.filter(line => !filtered(line) && !later(line));

// What the coverage up to the chosen day made of each item; without a history, the status stays the latest.
const latest = new Map(data.items.map(item => [item, item.status]));
let drawnAsOf = "";
function statusAsOf() {
  for (const item of data.items) if (item.was) item.status = state.asof ? (item.was.findLast(([when]) => when <= state.asof) || [])[1] : latest.get(item);
  if (drawnAsOf !== state.asof) $("view-table").replaceChildren();
  drawnAsOf = state.asof;
}

// -- panes

const pane = $("evidence");
const fill = (...children) => {
  const again = pane.hasChildNodes();
  pane.replaceChildren(...children.flat(9).filter(Boolean));
  if (again) pane.scrollTop = 0;      // asks for the layout, which the first frame can do without
};
const openLine = id => set({ line: id, node: "" });
const openNode = id => set({ node: id, line: "" });
const close = () => press("back", () => set({ line: "", node: "", q: "" }), "Overview");
// The first of a list, and how many more there are.
const some = (list, most, row) => [rowsOf(list.slice(0, most), row), list.length > most && dim(`and ${list.length - most} more`)];
const rows = (lines, most = 1e9) => some(lines, most, line => lineRow(line, names, openLine));
const nodeRow = (node, words) => press("row", () => openNode(node.id), h("span", { class: "target" }, node.name), h("span", { class: "dim" }, ` · ${words}`));

function paneLine(line) {
  const others = shownLines().filter(one => one.to === line.to && one !== line && one.kind === "statement");
  fill(close(), showLine(data, line, names), others.length && [h("h3", {}, `Also said about ${names(line.to)}`), rows(others, 12)]);
}

function paneNode(node) {
  const lines = shownLines().filter(line => line.from === node.id || line.to === node.id), more = node.more || [];
  fill(close(), h("p", { class: "kicker" }, CLASS[node.cls] || node.cls), h("h2", {}, node.name), h("p", { class: "badges" }, nodeFacts(node, look(node))),
    node.folds && dim(node.folds.join(", ")),
    lines.length ? rows(lines) : dim(more.length || node.cut ? "No line on the table." : "No position on record."),
    more.length && [h("h3", {}, "Also on record"), more.map(at => showClaim(data, at))]);
}

function paneLines(lines) {
  fill(close(), h("p", { class: "kicker" }, plural(lines.length, "line")), rows(lines));
}

function paneSearch() {
  const found = shownLines().filter(matches), q = state.q.toLowerCase(), named = [...nodes.values()].filter(node => node.name.toLowerCase().includes(q));
  fill(close(), h("h2", {}, `“${state.q}”`), h("p", { class: "dim", role: "status" }, `${plural(named.length, "node")}, ${plural(found.length, "line")}`),
    some(named, 12, node => nodeRow(node, CLASS[node.cls] || node.cls)), rows(found, 40));
}

function paneOverview() {
  const lines = shownLines(), part = (title, list) => list.length && [h("h3", {}, `${title} (${list.length})`), rows(list, 6)];
  const silent = data.actors.filter(actor => (actor.more || []).length), count = silent.reduce((sum, actor) => sum + actor.more.length, 0);
  fill(h("p", { class: "kicker" }, "Evidence"), h("h2", {}, "Choose a line or a name"), dim("Each line opens the sentence it was read from. Its width, and the number beside it, count independent origins."),
    part("Denied or disputed", lines.filter(line => line.look === "denied")), part("Only possible", lines.filter(line => line.look === "possible")),
    part("On an unnamed source's word", lines.filter(line => line.words.includes("unnamed source"))),
    part("From two or more independent origins", lines.filter(line => line.origins > 1)),
    count && [h("h3", {}, `Said on nothing that is drawn (${count})`), rowsOf(silent, actor => nodeRow(actor, plural(actor.more.length, "statement")))]);
}

// -- applying the state

function apply() {
  const view = state.view || (narrow.matches ? "list" : "table"), shown = new Set(shownLines()), hidden = data.lines.filter(filtered).length, after = data.lines.filter(line => !filtered(line) && later(line)).length;
  for (const tab of all("[data-view]")) tab.setAttribute("aria-pressed", tab.dataset.view === view);
  for (const chip of all("[data-filter]")) chip.setAttribute("aria-pressed", !state.off.has(chip.dataset.filter));
  for (const one of ["table", "list", "matrix"]) $(`view-${one}`).hidden = one !== view;
  statusAsOf();
  if (view === "list") $("view-list").replaceChildren(...drawList(data, [...shown].filter(matches), names, look, openLine, openNode).flat(9).filter(Boolean));
  if (view === "matrix") $("view-matrix").replaceChildren(drawMatrix(data, [...shown].filter(matches), names, paneLines));
  if (view === "table") applyTable(shown);
  for (const dot of all(".dot")) {
    const line = lineById.get(dot.dataset.line);
    dot.classList.toggle("gone", filtered(line) || (state.asof && dot.dataset.day > state.asof));
    dot.classList.toggle("faded", !matches(line));
    dot.classList.toggle("chosen", line.id === state.line);
  }
  for (const stack of all(".stack")) stack.classList.toggle("gone", Boolean(state.asof && stack.dataset.day > state.asof) || stack.dataset.lines.split(" ").every(id => filtered(lineById.get(id))));
  if (time) {
    const from = state.asof ? time.x(stamp(state.asof) + 1) : time.right;
    $("later").setAttribute("x", from);
    $("later").setAttribute("width", Math.max(0, time.right - from));
    const slider = $("asof");
    slider.value = state.asof ? stamp(state.asof) : slider.max;
    slider.setAttribute("aria-valuetext", state.asof ? day(state.asof) : "all");
    $("asof-label").textContent = state.asof ? `As of ${day(state.asof)}` : "All days";
  }
  const left = Object.entries(data.left || {}).map(([what, count]) => `${count} ${count === 1 ? what.replace(/s$/, "") : what}`);
  $("count").textContent = [data.scope, `${plural(data.lines.length, "line")} from ${plural(data.read, "document")}`, left.length && `${left.join(", ")} not drawn`, hidden && `${hidden} filtered out`, after && `${after} later`].filter(Boolean).join(" · ");
  if ($("find").value !== state.q) $("find").value = state.q;
  document.body.classList.toggle("reading", Boolean(state.line || state.node));
  if (state.line) paneLine(lineById.get(state.line));
  else if (state.node) paneNode(nodes.get(state.node));
  else if (state.q) paneSearch();
  else paneOverview();
}

function applyTable(shown) {
  if (!$("table")) layTable();
  const focus = state.node, near = new Set(focus ? [focus] : []);
  for (const line of data.lines) if (line.from === focus || line.to === focus) { near.add(line.from); near.add(line.to); }
  for (const element of all("#table .bundle")) {
    const lines = element.dataset.lines.split(" ").map(id => lineById.get(id)), seen = lines.filter(line => shown.has(line));
    element.classList.toggle("gone", !seen.length);
    element.classList.toggle("faded", Boolean(focus ? !lines.some(line => line.from === focus || line.to === focus) : !lines.some(matches)));
    for (const one of element.querySelectorAll(".line")) {
      const line = lineById.get(one.dataset.line);
      one.classList.toggle("gone", !shown.has(line));
      one.classList.toggle("chosen", line.id === state.line);
      one.setAttribute("aria-pressed", line.id === state.line);
    }
  }
  const q = state.q.toLowerCase(), touched = new Set([...shown].filter(matches).flatMap(line => [line.from, line.to]));
  for (const element of all("#table .node")) {
    const id = element.dataset.node;
    element.classList.toggle("chosen", id === focus);
    element.classList.toggle("faded", focus ? !near.has(id) : Boolean(q) && !names(id).toLowerCase().includes(q) && !touched.has(id));
  }
}

// -- drawing

function layTable() {
  const room = $("view-table");
  const place = plan(data, Math.max(820, innerWidth - PANE), measure);
  room.replaceChildren(drawTable(place, names, data.title));
}

function layTimeline() {
  const room = $("time");
  time = drawTimeline(data, Math.max(700, innerWidth), names, measure);
  if (!time) { document.querySelector("footer").hidden = true; return; }
  room.replaceChildren(time.svg);
  const slider = $("asof");
  Object.assign(slider, { min: time.range[0], max: time.range[1], step: 1 });
  slider.style.marginLeft = `${time.left}px`;
  slider.style.width = `${time.right - time.left}px`;
}

function legend() {
  const chip = (filter, sample, text, attributes) => h("button", { class: "chip", type: "button", "data-filter": filter, "aria-pressed": "true", ...attributes, on: { click: () => { const off = new Set(state.off); if (!off.delete(filter)) off.add(filter); set({ off }); } } }, sample, text);
  const svg = (...inner) => s("svg", { width: 30, height: 14, "aria-hidden": "true" }, inner);
  const stroke = (kind, end) => svg(s("g", { class: `bundle ${kind}` }, s("path", { d: `M1 7H${end ? 22 : 29}`, class: "stroke", "stroke-width": 2 }), end && tip(end, 28, 7, 1), kind.includes("denied") && s("path", { d: "M10 2l10 10m0 -10l-10 10", class: "cross" })));
  const group = (label, ...chips) => h("div", { class: "chips", role: "group", "aria-label": label }, chips);
  const open = data.actors.some(actor => actor.side === undefined);
  $("legend").append(
    group("Filter by side", data.sides.slice(0, MANY).map((side, at) => chip(`side${at}`, h("span", { class: "swatch", "data-side": at }), side.name)), data.sides.length > MANY ? chip(`side${MANY}`, h("span", { class: "swatch", "data-side": MANY }), plural(data.sides.length - MANY, "other side")) : "", open ? chip("side-1", h("span", { class: "swatch", "data-side": -1 }), "side not on record") : ""),
    group("Filter by stance", chip("for", stroke("for", "for"), "for"), chip("against", stroke("against", "against"), "against"), chip("neutral", stroke("neutral", "neutral"), "none stated")),
    group("Filter by certainty", chip("record", stroke("ink record"), "on record"), chip("unnamed", stroke("ink unnamed"), "unnamed source"), chip("possible", stroke("ink possible"), "possible"), chip("denied", stroke("ink denied"), "denied")));
}

function theme() {
  const dark = $("dark");
  dark.media = matchMedia(dark.media).matches ? "not all" : "all";
}

const chosen = target => {
  const at = target.closest && target.closest("[data-line], [data-node], [data-lines]");
  if (!at) return false;
  if (at.dataset.line) openLine(at.dataset.line);
  else if (at.dataset.node) openNode(at.dataset.node);
  else { set({ line: "", node: "" }); paneLines(at.dataset.lines.split(" ").map(id => lineById.get(id)).filter(line => !filtered(line) && !later(line))); }
  return true;
};

readHash();
legend();
layTimeline();
apply();
for (const room of [$("view-table"), $("time")]) {
  room.addEventListener("click", event => { if (!chosen(event.target) && (state.line || state.node)) set({ line: "", node: "" }); });
  room.addEventListener("keydown", event => { if ((event.key === "Enter" || event.key === " ") && chosen(event.target)) event.preventDefault(); });
}
all("[data-view]").forEach(tab => tab.addEventListener("click", () => set({ view: tab.dataset.view })));
$("find").addEventListener("input", event => set({ q: event.target.value.trim(), line: "", node: "" }));
$("asof").addEventListener("input", event => set({ asof: event.target.value === event.target.max ? "" : dateOf(+event.target.value) }));
$("theme").addEventListener("click", theme);
addEventListener("keydown", event => {
  if (event.key === "Escape") set({ line: "", node: "", q: "" });
  else if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); $("find").focus(); }
});
addEventListener("hashchange", () => { readHash(); apply(); });
let again = 0;
addEventListener("resize", () => { clearTimeout(again); again = setTimeout(() => { $("view-table").replaceChildren(); layTimeline(); apply(); }, 120); });
narrow.addEventListener("change", apply);
performance.mark("drawn");
