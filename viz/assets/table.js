// The negotiation table: state in the address, and one function that applies it to everything on the page.
import { put, toggle, all, day, plural, measure, atLeisure } from "./dom.js";
import { plan, look } from "./plan.js";
import { drawTable } from "./draw.js";
import { drawTimeline, stamp, dateOf, isOpen, eventTitle, eventText } from "./timeline.js";
import { drawList, drawMatrix } from "./list.js";
import { data, nodes, names, now, state, readHash, writeHash, narrow, filtered, shownLines, matches, known } from "./view.js";
import { drawLegend, drawFilters } from "./filters.js";
import { makePane } from "./panes.js";
import { csv, svg, png, download } from "./save.js";

const $ = id => document.getElementById(id);
const narrowScreen = matchMedia("(max-width: 820px)");
const PANE = 388;  // the pane and a scroll bar, as in table.css: to ask for the room that is left costs a layout
let time = null, opened = false, wide = innerWidth;     // asked for before anything is drawn, when it costs no layout
const tall = innerHeight;

function set(change) {
  Object.assign(state, change);
  writeHash();
  apply();
}

const { openLine, openNode, showLines, show } = makePane(set);

// -- applying the state

let laid = "";
function apply() {
  const view = state.view || (narrowScreen.matches ? "list" : "table");
  narrow();
  const shown = new Set(shownLines()), hidden = now.lines.filter(filtered).length, after = now.lines.filter(line => line.later && !filtered(line)).length;
  for (const tab of all("[data-view]")) tab.setAttribute("aria-pressed", tab.dataset.view === view);
  for (const chip of all("[data-filter]")) chip.setAttribute("aria-pressed", !state.off.has(chip.dataset.filter));
  for (const one of ["table", "list", "matrix"]) $(`view-${one}`).hidden = one !== view;
  const drawn = [state.asof, state.since, state.source].join();
  if (laid !== drawn) $("view-table").replaceChildren();
  laid = drawn;
  const heard = known(), found = [...shown].filter(matches), current = { ...data, items: now.items };
  if (view === "list") put($("view-list"), drawList(current, found, names, look, openLine, openNode));
  if (view === "matrix") put($("view-matrix"), drawMatrix(current, found, names, showLines));
  if (view === "table") applyTable(shown, heard);
  applyTime(heard);
  applyFilters();
  const left = Object.entries(data.left || {}).map(([what, count]) => `${count} ${count === 1 ? what.replace(/s$/, "") : what}`);
  $("count").textContent = [data.scope, `${plural(data.lines.length, "line")} from ${plural(data.read, "document")}`, left.length && `${left.join(", ")} not drawn`, hidden && `${hidden} filtered out`, after && `${after} later`].filter(Boolean).join(" · ");
  if ($("find").value !== state.q) $("find").value = state.q;
  toggle(document.body, "reading", state.line || state.node);
  show();
}

function applyTable(shown, heard) {
  // Of a long table the first frame holds two screens, unless the page was opened at a line or a node, wherever it is.
  if (!$("table")) layTable(opened || state.line || state.node ? Infinity : 2 * tall);
  const focus = state.node, near = new Set(focus ? [focus] : []);
  for (const line of now.lines) if (line.from === focus || line.to === focus) { near.add(line.from); near.add(line.to); }
  for (const element of all("#table .bundle")) {
    const lines = element.dataset.lines.split(" ").map(id => now.byId.get(id)), seen = lines.filter(line => shown.has(line));
    toggle(element, "gone", !seen.length);
    toggle(element, "faded", focus ? !lines.some(line => line.from === focus || line.to === focus) : !lines.some(matches));
    for (const one of element.querySelectorAll(".line")) {
      const line = now.byId.get(one.dataset.line);
      toggle(one, "gone", !shown.has(line));
      toggle(one, "chosen", line.id === state.line);
      one.setAttribute("aria-pressed", line.id === state.line);
    }
  }
  const q = state.q.toLowerCase(), touched = new Set([...shown].filter(matches).flatMap(line => [line.from, line.to]));
  for (const element of all("#table .node")) {
    const id = element.dataset.node;
    toggle(element, "chosen", id === focus);
    element.setAttribute("aria-hidden", !heard.has(id));
    element.setAttribute("tabindex", heard.has(id) ? 0 : -1);
    toggle(element, "faded", !heard.has(id) || (focus ? !near.has(id) : q && !names(id).toLowerCase().includes(q) && !touched.has(id)));
  }
}

function applyTime(heard) {
  if (!time) return;
  const out = when => (state.asof && when > state.asof) || when < state.since;
  for (const dot of all(".dot")) {
    const line = now.byId.get(dot.dataset.line);
    toggle(dot, "gone", filtered(line) || out(dot.dataset.day));
    toggle(dot, "faded", !matches(line));
    toggle(dot, "chosen", line.id === state.line);
  }
  for (const stack of all(".stack")) toggle(stack, "gone", out(stack.dataset.day) || stack.dataset.lines.split(" ").every(id => filtered(now.byId.get(id))));
  for (const event of all(".event")) {
    const item = nodes.get(event.dataset.node), text = event.querySelector("text");
    toggle(event, "gone", !heard.has(item.id));
    toggle(event, "open", isOpen(item));
    event.querySelector("title").textContent = eventTitle(item);
    if (text) text.textContent = eventText(text.dataset.name, item);
  }
  const from = state.asof ? time.x(stamp(state.asof) + 1) : time.right, slider = $("asof");
  $("later").setAttribute("x", from);
  $("later").setAttribute("width", Math.max(0, time.right - from));
  slider.value = state.asof ? stamp(state.asof) : slider.max;
  slider.setAttribute("aria-valuetext", state.asof ? day(state.asof) : "all");
  $("asof-label").textContent = state.asof ? `As of ${day(state.asof)}` : "All days";
}

// The filters are made when they are first wanted: the first frame can do without.
function applyFilters() {
  const row = $("filters"), wanted = [state.actor, state.on, state.source, state.since].some(Boolean);
  if (wanted && row.hidden) openFilters();
  for (const field of row.querySelectorAll("[name]")) field.value = state[field.name];
}

function openFilters() {
  const row = $("filters"), name = data.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
  const drawn = () => { if (!$("table")) layTable(); return $("count").textContent; };
  row.hidden = !row.hidden;
  $("more").setAttribute("aria-expanded", !row.hidden);
  if (!row.hasChildNodes()) put(row, drawFilters(set, {
    CSV: () => download(`${name}.csv`, csv(shownLines().filter(matches)), "text/csv;charset=utf-8"),
    SVG: () => download(`${name}.svg`, svg(`${data.title} · ${drawn()}`), "image/svg+xml"),
    PNG: async () => download(`${name}.png`, await png(`${data.title} · ${drawn()}`), "image/png"),
  }));
}

// -- drawing

// What stands below `fold` is drawn after the next frame.
function layTable(fold = Infinity) {
  const place = plan({ ...data, lines: now.lines, items: now.items }, Math.max(820, wide - PANE), measure, names);
  const { svg, rest } = drawTable(place, names, data.title, fold);
  $("view-table").replaceChildren(svg);
  if (rest) atLeisure(() => { rest(); apply(); });
}

function layTimeline() {
  time = drawTimeline(data, Math.max(700, wide), names, measure);
  if (!time) { document.querySelector("footer").hidden = true; return; }
  $("time").replaceChildren(time.svg);
  const slider = $("asof");
  Object.assign(slider, { min: time.range[0], max: time.range[1], step: 1 });
  slider.style.marginLeft = `${time.left}px`;
  slider.style.width = `${time.right - time.left}px`;
}

function theme() {
  const dark = $("dark");
  dark.media = matchMedia(dark.media).matches ? "not all" : "screen";
}

const chosen = target => {
  const at = target.closest && target.closest("[data-line], [data-node], [data-lines]");
  if (!at) return false;
  if (at.dataset.line) openLine(at.dataset.line);
  else if (at.dataset.node) openNode(at.dataset.node);
  else { set({ line: "", node: "" }); showLines(at.dataset.lines.split(" ").map(id => now.byId.get(id)).filter(line => !line.none && !filtered(line))); }
  return true;
};

// The day under the pointer; the last is all days.
function dragTo(event) {
  const number = time.at(event.clientX - $("timeline").getBoundingClientRect().left);
  set({ asof: number >= time.range[1] ? "" : dateOf(Math.max(number, time.range[0])) });
}

// Arrows go from mark to mark along the timeline, which is one stop of the tab key.
function step(event) {
  const marks = [...all("#time [role=button]:not(.gone)")], at = marks.indexOf(event.target.closest("[role=button]"));
  const to = marks[at + { ArrowRight: 1, ArrowLeft: -1 }[event.key]];
  if (at < 0 || !to) return false;
  marks[at].setAttribute("tabindex", -1);
  to.setAttribute("tabindex", 0);
  to.focus();
  return true;
}

readHash();
put($("legend"), drawLegend(set));
layTimeline();
apply();
for (const room of [$("view-table"), $("time")]) {
  room.addEventListener("click", event => { if (!chosen(event.target) && room !== $("time") && (state.line || state.node)) set({ line: "", node: "" }); });
  room.addEventListener("keydown", event => { if (((event.key === "Enter" || event.key === " ") && chosen(event.target)) || (room === $("time") && step(event))) event.preventDefault(); });
}
$("time").addEventListener("pointerdown", event => { if (time && !event.target.closest("[role=button]")) { $("time").setPointerCapture(event.pointerId); dragTo(event); } });
$("time").addEventListener("pointermove", event => { if ($("time").hasPointerCapture(event.pointerId)) dragTo(event); });
all("[data-view]").forEach(tab => tab.addEventListener("click", () => set({ view: tab.dataset.view })));
$("find").addEventListener("input", event => set({ q: event.target.value.trim(), line: "", node: "" }));
$("asof").addEventListener("input", event => set({ asof: event.target.value === event.target.max ? "" : dateOf(+event.target.value) }));
$("theme").addEventListener("click", theme);
$("more").addEventListener("click", openFilters);
addEventListener("keydown", event => {
  if (event.key === "Escape") set({ line: "", node: "", q: "" });
  else if (event.key === "/" && !event.target.closest("input, select")) { event.preventDefault(); $("find").focus(); }
});
addEventListener("hashchange", () => { readHash(); apply(); });
let again = 0;
addEventListener("resize", () => { clearTimeout(again); again = setTimeout(() => { wide = innerWidth; $("view-table").replaceChildren(); layTimeline(); apply(); }, 120); });
narrowScreen.addEventListener("change", apply);
opened = true;
performance.mark("drawn");
