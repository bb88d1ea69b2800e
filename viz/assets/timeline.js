// Who spoke when, a lane a side; meetings and deadlines on a lane of their own. Filled is on record, hollow is not.
import { day, plural } from "./dom.js";
import { s } from "./draw.js";
import { FONTS, DOUBT } from "./plan.js";

const DAY = 864e5, LANE = 20, LEVEL = 17, TOP = 6, BINS = [1, 2, 7, 14, 30, 91, 182, 365, 730, 1826];
export const stamp = date => Date.parse(`${date}T00:00:00Z`) / DAY;
export const dateOf = number => new Date(number * DAY).toISOString().slice(0, 10);
const MARK = { role: "button", tabindex: -1 };
const usable = date => /^\d{4}-\d\d-\d\d$/.test(date || "") && !Number.isNaN(stamp(date));

export const claimDay = (data, at) => data.evidence[at].day || data.documents[data.evidence[at].doc].published || "";

const doubtful = item => DOUBT.includes(item.status);
export const isOpen = item => doubtful(item) || item.unnamed;
export const eventTitle = item => [item.name, item.status, day(item.time || item.start)].filter(Boolean).join(" · ");
export const eventText = (name, item) => (doubtful(item) ? `${name} · ${item.status}` : name);

// First and last day drawn: that of the coverage, and what lies near it; an old treaty's date does not squeeze the rest.
export function extent(data) {
  const read = data.documents.map(doc => doc.published).filter(usable).map(stamp);
  const all = [...data.evidence.map((_, at) => claimDay(data, at)), ...data.items.flatMap(item => [item.start, item.end])].filter(usable).map(stamp);
  const core = read.length ? read : all;
  if (!core.length) return null;
  const low = Math.min(...core), high = Math.max(...core), near = Math.max(21, high - low);
  const seen = [...core, ...all.filter(one => one >= low - near && one <= high + near)];
  return [Math.min(...seen), Math.max(...seen)];
}

export function drawTimeline(data, width, names, measure) {
  const range = extent(data);
  if (!range) return null;
  const lanes = [...data.sides.slice(0, 4).map((side, at) => ({ side: at, name: side.name })), { side: -1, name: "Others" }];
  const laneOf = new Map(data.actors.map(actor => [actor.id, actor.side !== undefined && actor.side < 4 ? actor.side : lanes.length - 1]));
  const left = Math.min(150, 24 + Math.max(...lanes.map(lane => measure(lane.name, FONTS.lane)), 50));
  const days = range[1] - range[0] + 1, wide = width - left - 70;
  const bin = BINS.find(size => (wide * size) / days >= 40) || BINS.at(-1), count = Math.ceil(days / bin), step = wide / count;
  const x = number => left + ((number - range[0]) / bin) * step + 10;
  const spot = number => left + Math.floor((number - range[0]) / bin) * step + 10;
  const cells = new Map(), seen = new Set();
  for (const line of data.lines) {
    if (!laneOf.has(line.from)) continue;
    for (const at of line.claims) {
      const when = claimDay(data, at);
      if (!usable(when) || stamp(when) < range[0] || stamp(when) > range[1]) continue;
      const key = `${laneOf.get(line.from)} ${spot(stamp(when))}`, once = line.id + when;
      if (seen.has(once)) continue;
      seen.add(once);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push({ line, when });
    }
  }
  const used = lanes.filter((_, at) => [...cells.keys()].some(key => key.startsWith(`${at} `)));
  const rowOf = new Map(used.map((lane, at) => [lanes.indexOf(lane), at]));
  const [events, crowded] = agenda(data, range, x, left, width, measure), deep = Math.max(0, ...events.map(one => one.level + 1));
  const base = TOP + used.length * LANE, height = base + deep * LEVEL + 20;
  const children = [];
  for (let at = 0; at < count; at += 1) {
    const at_x = left + at * step + 10;
    children.push(s("line", { x1: at_x, x2: at_x, y1: 4, y2: height - 18, class: "tick" }));
    if (at % Math.ceil((days > 300 ? 92 : 64) / step) === 0) children.push(s("text", { x: at_x, y: height - 4, class: "date", "text-anchor": "middle" }, day(dateOf(range[0] + at * bin), days > 300)));
  }
  used.forEach((lane, at) => children.push(s("text", { x: 14, y: TOP + at * LANE + 14, class: "lane", "data-side": lane.side }, clip(lane.name, left - 22, measure))));
  const most = Math.max(1, ...[...cells.values()].map(list => list.length));
  for (const [key, list] of cells) {
    const [lane, at_x] = key.split(" ").map(Number), gap = Math.max(8, Math.min(12, (step - 12) / list.length)), room = Math.max(1, Math.floor((step - 8) / gap)), y = TOP + rowOf.get(lane) * LANE + 10;
    list.sort((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : a.line.id < b.line.id ? -1 : 1));
    if (list.length > room) {
      const high = 4 + 14 * Math.sqrt(list.length / most), wide = Math.min(22, step - 10);
      let top = y + 9 - high;
      const parts = ["for", "neutral", "against"].map(stance => [stance, list.filter(one => one.line.stance === stance).length]).filter(([, count]) => count);
      children.push(s("g", { ...MARK, class: "stack", "data-lines": [...new Set(list.map(one => one.line.id))].join(" "), "data-day": list[0].when }, s("title", {}, [lanes[lane].name, ...parts.map(([stance, count]) => `${count} ${stance}`)].join(", ")),
        parts.map(([stance, count]) => { const size = (high * count) / list.length; top += size; return s("rect", { x: at_x + 4, y: top - size, width: wide, height: size, class: stance }); })));
      continue;
    }
    list.forEach(({ line, when }, nth) => children.push(s("circle", { cx: at_x + 8 + nth * gap, cy: y, r: gap < 10 ? 3.3 : 4.4, ...MARK, class: `dot ${line.stance} ${line.look}`, "data-line": line.id, "data-day": when },
      s("title", {}, `${names(line.from)} ${line.act} ${names(line.to)} · ${day(when)}`))));
  }
  if (deep) children.push(s("text", { x: 14, y: base + 14, class: "lane" }, "Agenda"), crowded.length && s("text", { x: 14, y: base + 14 + LEVEL, class: "date" }, s("title", {}, crowded.join(", ")), `${crowded.length} not drawn`));
  for (const { item, from, to, deadline, text, level, spot: [at_x, anchor] = [] } of events) {
    const y = base + 9 + level * LEVEL;
    children.push(s("g", { ...MARK, class: `event ${item.cls} ${isOpen(item) ? "open" : ""}`, "data-node": item.id }, s("title", {}, eventTitle(item)),
      deadline ? s("path", { d: `M${from} 4V${y + 6}` }) : to > from + 12 ? s("rect", { x: from, y: y - 7, width: to - from, height: 14, rx: 7 }) : s("circle", { cx: from, cy: y, r: 5 }),
      anchor && s("text", { x: at_x, y: y + 4, "text-anchor": anchor, "data-name": text }, eventText(text, item))));
  }
  const svg = s("svg", { id: "timeline", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Timeline, ${plural(data.lines.length, "line")}` }, children, s("rect", { id: "later", y: 0, height: height - 18, x: 0, width: 0 }));
  const first = svg.querySelector("[role=button]");
  if (first) first.setAttribute("tabindex", 0);
  return { svg, range, left: left + 10, right: left + 10 + step * count, x: number => x(number), at: pixel => range[0] + Math.floor(((pixel - left - 10) / step) * bin) };
}

// Meetings and deadlines, on as many levels as it takes for none to lie on another; a name without room is left to the title.
function agenda(data, range, x, left, width, measure) {
  const events = [], levels = [], crowded = [];
  const items = data.items.filter(item => ["Meeting", "Deadline"].includes(item.cls) && usable(item.start || item.end));
  items.sort((a, b) => ((a.start || a.end) < (b.start || b.end) ? -1 : 1));
  for (const item of items) {
    const at = stamp(item.start || item.end), inside = at >= range[0] && at <= range[1], deadline = item.cls === "Deadline";
    const from = inside ? x(at) + 2 : at < range[0] ? left : width - 52;
    const to = inside && !deadline && usable(item.end) ? Math.min(x(Math.min(stamp(item.end), range[1])) + 2, width - 10) : from;
    const sign = inside ? "" : at < range[0] ? "‹ " : "› ";
    const text = sign + (deadline ? `by ${day(item.time || item.end, false)}` : [item.name, !inside && day(item.time || item.start)].filter(Boolean).join(" · "));
    const wide = measure(eventText(text, item), FONTS.label), free = (level, low, high) => !(levels[level] || []).some(([a, b]) => low < b + 4 && high > a - 4);
    const spots = [[to + 9, "start", from - 6, to + 11 + wide], [from - 9, "end", from - 11 - wide, to + 6]].filter(([, , low, high]) => low > left - 8 && high < width - 4);
    if (to - from > wide + 16) spots.unshift([from + 8, "start", from - 6, to + 6]);
    let found = null;
    for (let level = 0; level < 5 && !found; level += 1) for (const spot of spots) found = found || (free(level, spot[2], spot[3]) && { level, spot, low: spot[2], high: spot[3] });
    for (let level = 0; level < 5 && !found; level += 1) found = free(level, from - 6, to + 6) && { level, low: from - 6, high: to + 6 };
    if (!found) { crowded.push(item.name); continue; }
    (levels[found.level] = levels[found.level] || []).push([found.low, found.high]);
    events.push({ item, from, to,  deadline, text, level: found.level, spot: found.spot });
  }
  return [events, crowded];
}

function clip(text, room, measure) {
  if (measure(text, FONTS.label) <= room) return text;
  let end = text.length;
  while (end > 1 && measure(`${text.slice(0, end)}…`, FONTS.label) > room) end -= 1;
  return `${text.slice(0, end)}…`;
}
