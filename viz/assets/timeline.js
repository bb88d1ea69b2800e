// Who spoke when, a lane a side; meetings and deadlines on a lane of their own. Filled is on record, hollow is not.
import { day, plural } from "./dom.js";
import { s } from "./draw.js";
import { FONTS } from "./plan.js";

const DAY = 864e5, LANE = 22, TOP = 8, BINS = [1, 2, 7, 14, 30, 91, 182, 365, 730, 1826];
export const stamp = date => Date.parse(`${date}T00:00:00Z`) / DAY;
export const dateOf = number => new Date(number * DAY).toISOString().slice(0, 10);
const usable = date => /^\d{4}-\d\d-\d\d$/.test(date || "") && !Number.isNaN(stamp(date));

export const claimDay = (data, at) => data.evidence[at].day || data.documents[data.evidence[at].doc].published || "";

// First and last day drawn: that of the coverage, and what lies near it; an old treaty's date does not squeeze the rest.
export function span(data) {
  const read = data.documents.map(doc => doc.published).filter(usable).map(stamp);
  const all = [...data.evidence.map((_, at) => claimDay(data, at)), ...data.items.flatMap(item => [item.start, item.end])].filter(usable).map(stamp);
  const core = read.length ? read : all;
  if (!core.length) return null;
  const low = Math.min(...core), high = Math.max(...core), near = Math.max(21, high - low);
  const seen = [...core, ...all.filter(one => one >= low - near && one <= high + near)];
  return [Math.min(...seen), Math.max(...seen)];
}

export function drawTimeline(data, width, names, measure) {
  const range = span(data);
  if (!range) return null;
  const lanes = [...data.sides.slice(0, 4).map((side, at) => ({ side: at, name: side.name })), { side: -1, name: "Others" }];
  const laneOf = new Map(data.actors.map(actor => [actor.id, actor.side !== undefined && actor.side < 4 ? actor.side : lanes.length - 1]));
  const left = Math.min(150, 24 + Math.max(...lanes.map(lane => measure(lane.name, FONTS.head)), 50));
  const days = range[1] - range[0] + 1, wide = width - left - 70;
  const bin = BINS.find(size => (wide * size) / days >= 40) || BINS.at(-1), count = Math.ceil(days / bin), step = wide / count;
  const x = number => left + ((number - range[0]) / bin) * step + 10;
  const spot = number => left + Math.floor((number - range[0]) / bin) * step + 10;
  const cells = new Map();
  for (const line of data.lines) {
    if (!laneOf.has(line.from)) continue;
    for (const at of line.claims) {
      const when = claimDay(data, at);
      if (!usable(when) || stamp(when) < range[0] || stamp(when) > range[1]) continue;
      const key = `${laneOf.get(line.from)} ${spot(stamp(when))}`;
      if (!cells.has(key)) cells.set(key, []);
      if (!cells.get(key).some(one => one.line === line && one.when === when)) cells.get(key).push({ line, when });
    }
  }
  const used = lanes.filter((_, at) => [...cells.keys()].some(key => key.startsWith(`${at} `)));
  const rowOf = new Map(used.map((lane, at) => [lanes.indexOf(lane), at]));
  const items = data.items.filter(item => ["Meeting", "Deadline"].includes(item.cls) && usable(item.start || item.end));
  const base = TOP + used.length * LANE, height = base + (items.length ? LANE : 0) + 20;
  const children = [];
  for (let at = 0; at < count; at += 1) {
    const at_x = left + at * step + 10;
    children.push(s("line", { x1: at_x, x2: at_x, y1: 4, y2: height - 18, class: "tick" }));
    if (at % Math.ceil(64 / step) === 0) children.push(s("text", { x: at_x, y: height - 4, class: "date", "text-anchor": "middle" }, day(dateOf(range[0] + at * bin), days > 300)));
  }
  used.forEach((lane, at) => children.push(s("text", { x: 14, y: TOP + at * LANE + 15, class: "lane", "data-side": lane.side }, clip(lane.name, left - 22, measure))));
  const most = Math.max(1, ...[...cells.values()].map(list => list.length));
  for (const [key, list] of cells) {
    const [lane, at_x] = key.split(" ").map(Number), gap = Math.max(8, Math.min(12, (step - 12) / list.length)), room = Math.max(1, Math.floor((step - 8) / gap)), y = TOP + rowOf.get(lane) * LANE + 11;
    list.sort((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : a.line.id < b.line.id ? -1 : 1));
    if (list.length > room) {
      const high = 4 + 14 * Math.sqrt(list.length / most), wide = Math.min(22, step - 10);
      let top = y + 9 - high;
      const parts = ["for", "neutral", "against"].map(stance => [stance, list.filter(one => one.line.stance === stance).length]).filter(([, count]) => count);
      children.push(s("g", { class: "stack", "data-lines": [...new Set(list.map(one => one.line.id))].join(" "), "data-day": list[0].when }, s("title", {}, `${lanes[lane].name}: ${parts.map(([stance, count]) => `${count} ${stance}`).join(", ")}`),
        parts.map(([stance, count]) => { const size = (high * count) / list.length; top += size; return s("rect", { x: at_x + 4, y: top - size, width: wide, height: size, class: stance }); })));
      continue;
    }
    list.forEach(({ line, when }, nth) => children.push(s("circle", { cx: at_x + 8 + nth * gap, cy: y, r: gap < 10 ? 3.3 : 4.4, class: `dot ${line.stance} ${line.look}`, "data-line": line.id, "data-day": when },
      s("title", {}, `${names(line.from)} ${line.act} ${names(line.to)} · ${day(when)}`))));
  }
  if (items.length) {
    const y = base + 11;
    const taken = [];
    // Beside the mark where there is room, right or left; else the title alone says it.
    const label = (text, from, to, y) => {
      const wide = measure(text, FONTS.label);
      for (const [x, anchor, low] of [[to + 9, "start", to + 9], [from - 9, "end", from - 9 - wide]]) {
        if (low < left || low + wide > width - 6 || taken.some(([a, b]) => low < b + 2 && low + wide > a - 2)) continue;
        taken.push([low, low + wide]);
        return s("text", { x, y: y + 4, "text-anchor": anchor }, text);
      }
      return "";
    };
    for (const item of items) {
      const [a, b] = [item.start || item.end, item.end || item.start].map(date => x(stamp(date)));
      taken.push([a - 3, b + 7]);
    }
    children.push(s("text", { x: 14, y: y + 4, class: "lane" }, "Agenda"));
    items.sort((a, b) => ((a.start || a.end) < (b.start || b.end) ? -1 : 1));
    for (const item of items) {
      const at = stamp(item.start || item.end), inside = at >= range[0] && at <= range[1];
      const at_x = inside ? x(at) + 2 : at < range[0] ? left : left + wide + 14, doubt = ["possible", "conditional", "planned", "denied", "disputed", "cancelled"].includes(item.status);
      const name = (inside ? "" : at < range[0] ? "‹ " : "› ") + item.name + (doubt ? ` · ${item.status}` : "") + (inside ? "" : ` · ${day(item.time || item.start)}`);
      const deadline = item.cls === "Deadline", text = deadline ? `${inside ? "" : "› "}by ${day(item.time || item.end, false)}` : name;
      const last = inside && usable(item.end) ? Math.min(x(Math.min(stamp(item.end), range[1])) + 2, width - 10) : at_x;
      children.push(s("g", { class: `event ${item.cls} ${doubt || item.unnamed ? "open" : "firm"}`, "data-node": item.id },
        s("title", {}, `${item.name} · ${item.status || ""} ${day(item.time || item.start)}`),
        deadline ? s("path", { d: `M${at_x} 4V${y + 6}` }) : last > at_x + 12 ? s("rect", { x: at_x, y: y - 5, width: last - at_x, height: 10, rx: 5 }) : s("circle", { cx: at_x, cy: y, r: 5 }),
        label(text, at_x, deadline ? at_x : last, y)));
    }
  }
  const svg = s("svg", { id: "timeline", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Timeline, ${plural(data.lines.length, "line")}` }, children, s("rect", { id: "later", y: 0, height: height - 18, x: 0, width: 0 }));
  return { svg, range, left: left + 10, right: left + 10 + step * count, x: number => x(number) };
}

function clip(text, room, measure) {
  if (measure(text, FONTS.label) <= room) return text;
  let end = text.length;
  while (end > 1 && measure(`${text.slice(0, end)}…`, FONTS.label) > room) end -= 1;
  return `${text.slice(0, end)}…`;
}
