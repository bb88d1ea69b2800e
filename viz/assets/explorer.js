// The explorer: state in the address, one function that applies it, hands and keys that change it.
import { h, atLeisure } from "./dom.js";
import { unpack, readNear, readFar, linesOf, around, pathBetween, NO_SIDE, LOOKS, STANCES } from "./explorer-data.js";
import { readColours, bundles, middle, CLOSE, MANY_LINES } from "./explorer-scene.js";
import { makeView, short, counted, grouped } from "./explorer-view.js";
import { hitNode, hitLine, hitBundle, hitDisc } from "./explorer-hit.js";
import { pointers, keys } from "./explorer-hands.js";
import { makePanes, classWord, kindOfNode } from "./explorer-panes.js";

const $ = id => document.getElementById(id);
const told = JSON.parse($("told").textContent), canvas = $("map");
const state = { node: -1, line: -1, disc: -1, pair: 0, start: -1, end: -1, steps: 1, off: new Set(), q: "" };
const MOST = 160;     // lines of what is chosen, drawn whole
let g = null, scene = null, view = null, panes = null, reading = null, bounds = null, focusLeft = 0, asking = false, written = "";

const loaded = () => (document.readyState === "loading" ? new Promise(done => document.addEventListener("DOMContentLoaded", done)) : Promise.resolve());
const evidence = () => { reading = reading || loaded().then(() => unpack("far")).then(block => readFar(block, g)); return reading; };

// -- the address: nodes by name, a second one of the same name with its number

function named(name) {
  const found = [];
  for (let node = g.names.indexOf(name); node >= 0; node = g.names.indexOf(name, node + 1)) found.push(node);
  return found;
}

const address = node => { const at = named(g.names[node]).indexOf(node); return at ? `${g.names[node]}~${at + 1}` : g.names[node]; };

function nodeAt(text) {
  if (text === null) return -1;
  const found = named(text);
  if (found.length || !text) return found.length ? found[0] : -1;
  const cut = text.lastIndexOf("~"), node = named(text.slice(0, cut))[text.slice(cut + 1) - 1];
  return node === undefined ? -1 : node;
}

function readHash() {
  written = location.hash;
  const hash = new URLSearchParams(location.hash.slice(1)), end = nodeAt(hash.get("to"));
  state.node = nodeAt(hash.get("node"));
  state.start = nodeAt(hash.get("path"));
  state.end = state.start < 0 ? -1 : end;
  state.steps = Math.max(1, Math.min(4, Number(hash.get("steps")) || 1));
  state.q = hash.get("q") || "";
  state.off = new Set((hash.get("off") || "").split(",").filter(Boolean));
  state.line = -1;
  const from = nodeAt(hash.get("line"));
  if (from >= 0 && end >= 0) for (let line = g.first[from], left = Number(hash.get("nth")) || 0; line < g.first[from + 1]; line++) if (g.to[line] === end && left-- === 0) state.line = line;
  const at = (hash.get("at") || "").split(",").map(Number);
  return at.length === 3 && at.every(Number.isFinite) ? at : null;
}

function writeHash() {
  const hash = new URLSearchParams();
  if (state.line >= 0) {
    hash.set("line", address(g.from[state.line]));
    hash.set("to", address(g.to[state.line]));
    if (g.lane[state.line]) hash.set("nth", g.lane[state.line]);
  } else if (state.start >= 0) {
    hash.set("path", address(state.start));
    if (state.end >= 0) hash.set("to", address(state.end));
  } else if (state.node >= 0) hash.set("node", address(state.node));
  if (state.steps > 1) hash.set("steps", state.steps);
  if (state.q) hash.set("q", state.q);
  if (state.off.size) hash.set("off", [...state.off].sort().join(","));
  if (Math.abs(view.k - view.home[2]) > 1e-3 || Math.abs(view.x - view.home[0]) > 1e-2 || Math.abs(view.y - view.home[1]) > 1e-2) hash.set("at", [view.x.toFixed(2), view.y.toFixed(2), view.k.toFixed(3)].join(","));
  history.replaceState(null, "", hash.size ? `#${hash}` : location.pathname + location.search);
  written = location.hash;
}

const NOTHING = { node: -1, line: -1, disc: -1, pair: 0, start: -1, end: -1, steps: 1 };

function set(change) {
  const filters = "off" in change;
  Object.assign(state, change);
  writeHash();
  apply(filters);
}

// -- what is shown

const sideKey = node => (g.actor[node] ? `side${g.side[node] === NO_SIDE ? -1 : Math.min(6, g.side[node])}` : "");

function filter() {
  const off = state.off, { gone, hidden } = scene;
  if (off.size) {
    const classes = g.classes.map(one => off.has(one)), looks = LOOKS.map(one => off.has(one)), stances = STANCES.map(one => off.has(one));
    for (let node = 0; node < g.count; node++) gone[node] = classes[g.cls[node]] || off.has(sideKey(node)) ? 1 : 0;
    for (let line = 0; line < g.lines; line++) hidden[line] = looks[g.look[line]] || stances[g.stance[line]] || gone[g.from[line]] || gone[g.to[line]] ? 1 : 0;
  } else { gone.fill(0); hidden.fill(0); }
  scene.bundles = bundles(g, scene.hidden);
}

// The lines and nodes that stand out, and how many lines of them are not drawn.
function choose() {
  const { node, line, start, end, steps } = state;
  let lines = [], nodes = [];
  if (line >= 0) { lines = [line]; nodes = [g.from[line], g.to[line]]; }
  else if (start >= 0) {
    const path = end >= 0 ? pathBetween(g, start, end, scene.hidden) : null;
    nodes = end >= 0 ? [start, end] : [start];
    lines = path || [];
    state.path = path;
  } else if (node >= 0) {
    nodes = [node];
    const near = around(g, node, steps - 1, scene.hidden);
    lines = [...new Set([...near].flatMap(one => linesOf(g, one, scene.hidden)))];
  }
  focusLeft = Math.max(0, lines.length - MOST);
  view.focus = lines.slice(0, MOST);
  view.chosen = nodes;
  view.labels = [];
}

function apply(filters) {
  if (filters) { filter(); thin(); view.forget(); }
  for (const chip of document.querySelectorAll("[data-filter]")) chip.setAttribute("aria-pressed", !state.off.has(chip.dataset.filter));
  choose();
  const lost = state.off.size ? scene.hidden.reduce((sum, one) => sum + one, 0) : 0;
  const left = Object.entries(told.left).map(([what, count]) => `${grouped(count)} ${what}`);
  $("count").textContent = [told.scope, `${counted(g.count, "node")}, ${counted(g.lines, "line")} from ${counted(told.read, "document")}`, left.length && `${left.join(", ")} not drawn`, lost && `${counted(lost, "line")} filtered out`].filter(Boolean).join(" · ");
  if ($("find").value !== state.q) $("find").value = state.q;
  const path = state.start >= 0;
  document.body.classList.toggle("reading", state.node >= 0 || state.line >= 0 || path);
  if (state.line >= 0) panes.line(state.line);
  else if (path) panes.path(state.start, state.end, state.path);
  else if (state.node >= 0) panes.node(state.node, view.focus.length + focusLeft);
  else if (state.disc >= 0) panes.disc(state.disc);
  else if (state.pair) panes.bundle(findBundle(state.pair));
  else if (!state.q) panes.overview();
  if (state.q && !document.body.classList.contains("reading")) search(); else view.matches = [];
  view.draw();
  say();
}

const findBundle = key => [...scene.bundles.across, ...scene.bundles.within].find(one => one.key === key);

function search() {
  const query = state.q.toLowerCase(), found = [];
  for (let node = 0; node < g.count; node++) if (!scene.gone[node] && g.names[node].toLowerCase().includes(query)) found.push(node);
  view.matches = found.slice(0, 300);
  evidence().then(far => {
    if (state.q.toLowerCase() !== query) return;
    const claims = query.length > 1 ? far.search(query) : [];
    const lines = [...new Set(claims.flatMap(far.linesOf))].filter(line => !scene.hidden[line]);
    panes.search(state.q, found, lines);
  });
}

// Every how many lines within discs are drawn, so that there are not too many at once.
function thin() {
  const [left, top, right, bottom] = view.box(), { lines, from, to, disc, x, y } = g, { hidden } = scene;
  let count = 0;
  if (view.k >= CLOSE && lines > MANY_LINES) for (let line = 0; line < lines; line++) {
    const a = from[line], b = to[line];
    if (!hidden[line] && disc[a] === disc[b] && (x[a] > left || x[b] > left) && (x[a] < right || x[b] < right) && (y[a] > top || y[b] > top) && (y[a] < bottom || y[b] < bottom)) count++;
  }
  const nth = Math.max(1, Math.ceil(count / MANY_LINES)), changed = nth !== scene.nth;
  scene.nth = nth;
  return changed;
}

const ordinal = count => `${count}${["th", "st", "nd", "rd"][count % 100 > 10 && count % 100 < 14 ? 0 : count % 10] || "th"}`;

// What the map leaves out or draws together, in words.
function say() {
  const words = [], { across, left } = scene.bundles, path = state.start >= 0;
  if (view.focus.length) words.push(focusLeft ? `${MOST} of ${grouped(MOST + focusLeft)} lines of it drawn` : "");
  else if (path && state.end < 0) words.push("Choose the other end");
  else {
    if (view.k < CLOSE) words.push("Lines are drawn together, hollow dots are not on record; come closer for each");
    else if (scene.nth > 1) words.push(`Every ${ordinal(scene.nth)} line drawn`);
    if (view.k >= 2 * CLOSE && across.length) words.push("short ends lead to other groups");
    if (left.length) words.push(`${across.length} of ${across.length + left.length} bundles between groups drawn, ${grouped(left.reduce((sum, one) => sum + one.total, 0))} lines not`);
  }
  $("said").textContent = words.filter(Boolean).join(" · ");
}

// -- moving

const openNode = node => { if (asking && state.start >= 0) { asking = false; set({ ...NOTHING, start: state.start, end: node }); show(view.focus.length ? view.focus.flatMap(line => [g.from[line], g.to[line]]) : [state.start, node]); } else set({ ...NOTHING, node }); };
const openLine = line => set({ ...NOTHING, line });

// Brings nodes into view, near enough to be read.
function show(nodes) {
  const xs = nodes.map(node => g.x[node]), ys = nodes.map(node => g.y[node]);
  view.fit([Math.min(...xs) - 3, Math.min(...ys) - 3, Math.max(...xs) + 3, Math.max(...ys) + 3], 30);
  view.draw();
}

function goTo(node) {
  const [x, y] = view.to([g.x[node], g.y[node]]);
  if (view.k >= CLOSE && x > 40 && y > 40 && x < view.width - 40 && y < view.height - 40) return;
  if (view.k < 2.5 * CLOSE) view.zoom(2.5 * CLOSE / view.k);
  view.x = g.x[node];
  view.y = g.y[node];
  view.draw();
}

function tip(x, y, text) {
  const room = $("tip");
  room.hidden = !text;
  room.textContent = text;
  if (text) Object.assign(room.style, x > view.width - 240 ? { left: "", right: `${view.width - x + 12}px`, top: `${y + 14}px` } : { right: "", left: `${x + 14}px`, top: `${y + 14}px` });
}

function under(x, y) {
  const node = hitNode(scene, view, x, y), line = node < 0 ? hitLine(scene, view, x, y) : -1, pair = node < 0 && line < 0 ? hitBundle(scene, view, x, y) : null;
  return { node, line, pair, disc: node < 0 && line < 0 && !pair ? hitDisc(scene, view, x, y) : -1 };
}

function hover(x, y) {
  const { node, line, pair, disc } = under(x, y);
  canvas.classList.toggle("over", node >= 0 || line >= 0 || Boolean(pair));
  tip(x, y, node >= 0 ? panes.nodeWords(node) : line >= 0 ? panes.lineWords(line) : pair ? panes.bundleWords(pair) : disc >= 0 && view.k < CLOSE ? scene.discName(disc) : "");
}

function click(x, y) {
  const { node, line, pair, disc } = under(x, y);
  if (node >= 0) openNode(node);
  else if (line >= 0) openLine(line);
  else if (pair) set({ ...NOTHING, pair: pair.key });
  else if (state.node >= 0 || state.line >= 0 || state.start >= 0 || state.pair || state.disc >= 0) set(NOTHING);
  else if (disc >= 0) set({ ...NOTHING, disc });
}

function close() { asking = false; set({ ...NOTHING, q: "" }); }
function home() { view.fit(bounds, 42); view.draw(); }
function startPath(node) { asking = true; set({ ...NOTHING, start: node }); $("find").focus(); }

// -- the legend is the filter

function legend() {
  const chip = (filter, sample, text) => h("button", { class: "chip", type: "button", "data-filter": filter, "aria-pressed": "true", on: { click: () => { const off = new Set(state.off); if (!off.delete(filter)) off.add(filter); set({ off }); } } }, sample, text);
  const group = (label, ...chips) => h("div", { class: "chips", role: "group", "aria-label": label }, chips);
  const swatch = at => h("span", { class: "swatch", "data-side": at });
  const open = g.side.some((side, node) => side === NO_SIDE && g.actor[node]), sides = g.sides.slice(0, 6);
  $("legend").append(
    group("Filter by side", sides.map((side, at) => chip(`side${at}`, swatch(at), short(side))), g.sides.length > 6 ? chip("side6", swatch(-1), counted(g.sides.length - 6, "other side")) : "", open ? chip("side-1", swatch(-1), "side not on record") : ""),
    group("Filter by class", g.classes.map(one => chip(one, kindOfNode(one), classWord(one).toLowerCase()))),
    group("Filter by stance", ["for", "against", "neutral"].map(one => chip(one, panes.stroke(one, "record"), one === "neutral" ? "none stated" : one))),
    group("Filter by certainty", LOOKS.map(one => chip(one, panes.stroke("", one), { record: "on record", unnamed: "unnamed source" }[one] || one))));
}

function discNames() {
  const best = new Int32Array(g.discs).fill(-1), counts = new Uint32Array(g.discs), heavy = g.classes.map(one => ["Proposal", "Meeting"].includes(one));
  for (let node = 0; node < g.count; node++) {
    const at = g.disc[node];
    counts[at]++;
    if (best[at] < 0 || (heavy[g.cls[node]] && !heavy[g.cls[best[at]]])) best[at] = node;
  }
  // A disc is called after what is most spoken of in it, with the word for how sure that is.
  const title = at => {
    const node = best[at], many = g.shared[at];
    if (many !== 1) return many ? counted(many, "small group") : "Without a line";
    return short(g.names[node]) + (g.nodeLook[node] ? ` (${g.nodeWords(node).join(", ")})` : "");
  };
  return { discTitle: title, discName: at => `${title(at)} · ${counted(counts[at], "node")}` };
}

function start(block) {
  g = readNear(block);
  scene = { g, colours: readColours(), gone: new Uint8Array(g.count), hidden: new Uint8Array(g.lines), nth: 1, bundles: null, ...discNames() };
  view = makeView(canvas, scene);
  bounds = [0, 1].flatMap(low => [["discX", -1], ["discY", -1]].map(([key]) => g[key].reduce((most, at, disc) => (low ? Math.max(most, at + g.discR[disc]) : Math.min(most, at - g.discR[disc])), low ? 1 : 1e9)));
  panes = makePanes({ g, scene, view, evidence, told, openLine, openNode: node => { openNode(node); goTo(node); }, close, set, startPath, show, state });
  const at = readHash();
  legend();
  filter();
  view.resize();
  view.fit(bounds, 42);
  view.home = [view.x, view.y, view.k];
  if (at) [view.x, view.y, view.k] = at;
  thin();
  apply(false);
  view.frame();
  performance.mark("drawn");
  if (!at && state.line < 0) { if (state.node >= 0) goTo(state.node); else if (view.focus.length) show(view.focus.flatMap(line => [g.from[line], g.to[line]])); }
  view.rest = () => { if (thin()) view.forget(); if (location.hash === written) writeHash(); say(); panes.seen(); };
  pointers(canvas, view, { hover, click, leave: () => tip(0, 0, "") });
  keys(canvas, view, {
    home, close, open: openNode, find: () => $("find").focus(),
    near: () => (state.node >= 0 ? [...around(g, state.node, 1, scene.hidden)].slice(1) : view.labels.map(label => label.key).filter(key => key >= 0)),
    point: node => { goTo(node); $("heard").textContent = panes.nodeWords(node); },
    expand: () => { if (state.node >= 0) set({ steps: Math.min(4, state.steps + 1) }); },
    path: () => { if (state.node >= 0) startPath(state.node); },
  });
  // The sentences are unpacked as soon as the first frame is seen and nothing else is to be done, before anybody asks.
  atLeisure(evidence);
}

// Where things are on the screen, and what stands out: for scripts, and for tests.
const onScreen = at => { const box = canvas.getBoundingClientRect(), [x, y] = view.to(at); return [box.x + x, box.y + y]; };
canvas.where = name => onScreen([g.x[nodeAt(name)], g.y[nodeAt(name)]]);
canvas.whereBundle = () => onScreen(view.back(...middle(scene.bundles.across[0], view.to)));
canvas.groups = () => Array.from(g.shared, (many, at) => scene.discTitle(at));
canvas.shown = () => view.focus.map(line => panes.lineWords(line));
unpack("near").then(start);
$("find").addEventListener("input", event => { const q = event.target.value.trim(); set(asking ? { q } : { ...NOTHING, q }); if (asking) search(); });
$("theme").addEventListener("click", () => { const dark = $("dark"); dark.media = matchMedia(dark.media).matches ? "not all" : "all"; scene.colours = readColours(); view.forget(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { scene.colours = readColours(); view.forget(); });
$("in").addEventListener("click", () => view.zoom(1.4));
$("out").addEventListener("click", () => view.zoom(1 / 1.4));
$("fit").addEventListener("click", home);
$("png").addEventListener("click", () => view.picture(2, [document.title, $("count").textContent, $("said").textContent].filter(Boolean).join(" · ")).toBlob(blob => {
  const link = h("a", { href: URL.createObjectURL(blob), download: "explorer.png" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
}));
addEventListener("hashchange", () => {
  const before = [...state.off].join(), at = readHash();
  if (at) { [view.x, view.y, view.k] = at; view.forget(); }
  apply(before !== [...state.off].join());
});
addEventListener("resize", () => { view.resize(); view.draw(); });
