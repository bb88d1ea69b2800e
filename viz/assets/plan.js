// Where everything on the table stands. Pure: data, a width and a way to measure text in; places out; no physics.
import { day } from "./dom.js";

export const FONT = '"Inter","Segoe UI","DejaVu Sans",system-ui,sans-serif';
export const FONTS = { actor: `600 13px ${FONT}`, row: `13px ${FONT}`, sub: `11px ${FONT}`, label: `12px ${FONT}`, head: `600 11px ${FONT}`, lane: `600 12px ${FONT}` };
const LEAD = 16, SUB = 13, PORT = 17, GAP = 5;
const SAID = ["denies denied", "expects expected", "plans planned"];
export const DOUBT = ["possible", "conditional", "planned", "denied", "disputed", "cancelled"];

export const crossed = line => line.look === "denied";
// The words for how surely, without one that the act has said already.
export const hedgesOf = line => line.words.filter(word => !SAID.includes(`${line.act} ${word}`));

// What is written on a line, in two: the act, which may be cut short, and the hedges, which may not.
export function labelOf(line) {
  const words = hedgesOf(line).map(word => ` · ${word === "unnamed source" ? "unnamed" : word}`);
  return [(crossed(line) ? "✕ " : "") + line.act, words.join("") + (line.origins > 1 ? ` (${line.origins})` : "")];
}

export function look(node) {
  if (node.status === "denied" || node.status === "disputed") return "denied";
  if (node.status === "possible" || node.status === "conditional") return "possible";
  return node.unnamed || node.cls === "UnnamedSource" ? "unnamed" : "record";
}

// Breaks text into at most `most` lines of `width`; what is cut ends in an ellipsis.
export function wrap(text, width, font, measure, most) {
  const lines = [];
  let line = "";
  for (const word of text.split(/[ \n\t]+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer, font) <= width || !line) line = longer;
    else { lines.push(line); line = word; }
  }
  lines.push(line);
  if (lines.length > most) lines.splice(most - 1, lines.length, lines.slice(most - 1).join(" "));
  return lines.map(one => {
    if (measure(one, font) <= width) return one;
    let end = one.length;
    while (end > 1 && measure(`${one.slice(0, end)}…`, font) > width) end -= 1;
    return `${one.slice(0, end).trimEnd()}…`;
  });
}

const mean = list => (list.length ? list.reduce((a, b) => a + b, 0) / list.length : NaN);

// Places in order, each as near to where it wants to be as the order and the distances allow (pool adjacent violators).
export function settle(wants, sizes, low) {
  const pools = [];
  let shift = 0;
  wants.forEach((want, at) => {
    pools.push({ sum: want - shift, count: 1 });
    shift += sizes[at];
    while (pools.length > 1 && pools.at(-2).sum / pools.at(-2).count > pools.at(-1).sum / pools.at(-1).count) {
      const last = pools.pop();
      pools.at(-1).sum += last.sum;
      pools.at(-1).count += last.count;
    }
  });
  const places = [];
  shift = 0;
  for (const pool of pools) {
    for (let one = 0; one < pool.count; one += 1) {
      places.push(Math.max(low, pool.sum / pool.count) + shift);
      shift += sizes[places.length - 1];
    }
  }
  return places;
}

// The agenda's sections and the columns of actors, in the order that the page was written with.
const TITLE = { Meeting: "Meetings", Deadline: "Deadlines", PlanPoint: "Points in no proposal", Issue: "Issues", Place: "Places", Proposal: "" };

function sectionsOf(data, nodes, notes) {
  return data.parts.map(part => {
    const rows = part.map(at => ({ id: nodes[at].id, node: nodes[at], notes: notes.get(nodes[at].id) || [], actor: at < data.actors.length }));
    return { title: rows[0].actor ? "About one another" : TITLE[rows[0].node.cls], proposal: rows[0].node.cls === "Proposal", rows };
  });
}

const columnsOf = data => data.columns.map(column => column.map(group => {
  const actors = group.map(at => data.actors[at]), side = actors[0].side;
  return side === undefined ? { side: -1, title: actors[0].name, actors } : { side, title: data.sides[side].name, actors };
}));

// Lines that share an end: they say the same, or differ only in the act where a row is crowded.
function bundlesOf(lines, ports, columnOf) {
  const bundles = new Map();
  lines.forEach((line, at) => {
    if (!columnOf.has(line.from)) return;
    const side = columnOf.get(line.from), key = [line.to, side, ports[at]].join();
    if (!bundles.has(key)) bundles.set(key, { row: line.to, side, port: ports[at], stance: line.stance, look: line.look, lines: [] });
    bundles.get(key).lines.push(line);
  });
  for (const bundle of bundles.values()) {
    const acts = [...new Set(bundle.lines.map(line => line.act.split(",")[0]))];
    bundle.label = acts.length < 2 && bundle.lines.every(line => line.origins === bundle.lines[0].origins) ? labelOf(bundle.lines[0]) : labelOf({ ...bundle.lines[0], act: acts.slice(0, 2).join(", ") + (acts.length > 2 ? ` +${acts.length - 2}` : ""), origins: 0 });
  }
  return [...bundles.values()];
}

export function plan(data, width, measure, nameOf) {
  const actors = new Map(data.actors.map(one => [one.id, one]));
  const lines = data.lines.filter(line => actors.has(line.from));
  const notes = new Map();
  for (const line of data.lines) {
    if (actors.has(line.from) || line.none) continue;
    const words = [line.kind === "DEADLINE_OF" ? "for" : line.act, nameOf(line.to), ...line.words.map(word => `(${word})`)].join(" ");
    notes.set(line.from, [...(notes.get(line.from) || []), words]);
  }
  const parts = sectionsOf(data, [...data.actors, ...data.items], notes), columns = columnsOf(data);
  const columnOf = new Map(columns.flatMap((column, at) => column.flatMap(group => group.actors.map(actor => [actor.id, at]))));
  const bundles = bundlesOf(data.lines, data.ports, columnOf);

  // widths: what is written decides, the curves get the rest
  const pill = column => Math.min(154, Math.max(110, width * 0.125), Math.max(60, ...columns[column].flatMap(group => group.actors.map(actor => measure(actor.name, FONTS.actor) + 26))));
  const wide = [pill(0), pill(1)];
  const middle = Math.max(190, Math.min(262, width * 0.21));
  const room = side => (width - middle) / 2 - wide[side] - 24;
  const zone = [0, 1].map(side => Math.min(Math.max(40, room(side) - 40), Math.max(40, ...bundles.filter(one => one.side === side)
    .map(one => measure(one.label.join(""), FONTS.label) + 30))));
  const left = (width - middle) / 2, right = left + middle;

  // rows, top to bottom
  let y = 10;
  const rows = [], boxes = [], captions = [];
  for (const part of parts) {
    if (part.title) { captions.push({ x: width / 2, y: y + 11, text: part.title, anchor: "middle" }); y += 19; }
    const top = y;
    y += 5;
    for (const row of part.rows) {
      const node = row.node, font = row.actor || node.cls === "Proposal" ? FONTS.actor : FONTS.row;
      const date = node.cls === "Meeting" ? day(node.time, false).replace(/ /g, "\u00a0") : "";
      const title = node.cls === "Deadline" && node.time ? day(node.time) : node.name;
      row.look = look(node);
      const fit = middle - (row.look === "denied" ? 50 : 20);
      row.text = wrap(date ? `${title} · ${date}` : title, fit, font, measure, 3);
      const silent = !lines.some(line => line.to === row.id && !line.none);
      const deniers = [...new Set(lines.filter(line => !line.none && line.to === node.id && line.act === "denies").map(line => nameOf(line.from)))];
      const stated = DOUBT.includes(node.status) || (node.cls === "PlanPoint" && node.status !== "in text") ? node.status || "" : "";
      const by = deniers.length > 2 ? `${deniers.slice(0, 2).join(", ")} and ${deniers.length - 2} more` : deniers.join(", ");
      const words = [!by ? stated : look(node) === "denied" ? `${stated} by ${by}` : [stated, `denied by ${by}`].filter(Boolean).join(", "), node.unnamed ? "unnamed source" : "", node.place ? `in ${node.place}` : ""].filter(Boolean).join(" · ");
      row.sub = [words, ...row.notes, silent && node.cut ? "positions not drawn" : silent && node.cls === "PlanPoint" ? "no position on record" : ""].filter(Boolean)
        .flatMap(text => wrap(text, fit, FONTS.sub, measure, 2));
      row.ports = [0, 1].map(side => bundles.filter(one => one.row === row.id && one.side === side).sort((a, b) => a.port - b.port));
      const text = row.text.length * LEAD + row.sub.length * SUB + 9;
      row.h = Math.max(text, ...row.ports.map(ports => ports.length * PORT + 5));
      Object.assign(row, { x: left, y, w: middle });
      row.ports.forEach((ports, side) => ports.forEach((bundle, at) => {
        Object.assign(bundle, { y: y + row.h / 2 + (at - (ports.length - 1) / 2) * PORT + 4, x: side ? right + 8 : left - 8, bend: side ? right + 8 + zone[side] : left - 8 - zone[side] });
        const [act, hedges] = bundle.label, room = zone[side] - 26;
        bundle.text = wrap(act, Math.max(24, room - measure(hedges, FONTS.label)), FONTS.label, measure, 1)[0] + hedges;
      }));
      rows.push(row);
      y += row.h + GAP;
    }
    boxes.push({ x: left - 7, y: top, w: middle + 14, h: y - top, proposal: Boolean(part.proposal) });
    y += 8;
  }

  // actors: beside what they speak of, in their order, none over another
  const out = new Map();
  for (const bundle of bundles) for (const line of bundle.lines) out.set(line.from, [...(out.get(line.from) || []), { line, bundle }]);
  const placed = [];
  let bottom = y;
  columns.forEach((column, side) => {
    const wants = [], sizes = [], what = [];
    for (const group of column) {
      const first = wants.length;
      const named = group.actors.length > 1 || group.actors[0].name !== group.title, head = named ? 22 : 4;
      what.push({ caption: named && group });
      sizes.push(head);
      wants.push(NaN);
      for (const actor of group.actors) {
        const list = (out.get(actor.id) || []).sort((a, b) => a.bundle.y - b.bundle.y || (a.line.id < b.line.id ? -1 : 1));
        const text = wrap(actor.name, wide[side] - 22, FONTS.actor, measure, 3);
        const h = Math.max(text.length * LEAD + 13, Math.min(list.length, 14) * 7 + 10, 30);
        what.push({ actor, list, text, h });
        sizes.push(h + 12);
        wants.push(mean(list.map(one => one.bundle.y)) - h / 2);
      }
      for (let at = wants.length - 2; at > first; at -= 1) if (Number.isNaN(wants[at])) wants[at] = wants[at + 1] - sizes[at];
      for (let at = first + 1; at < wants.length; at += 1) if (Number.isNaN(wants[at])) wants[at] = at > first + 1 ? wants[at - 1] + sizes[at - 1] : y;
      wants[first] = wants[first + 1] - head;
    }
    // On a long table those that speak of everything would crowd its middle: spread them over its height instead.
    const total = sizes.reduce((a, b) => a + b, 0), share = Math.min(0.8, Math.max(0, (y - 900) / 1200));
    let so = 0;
    wants.forEach((want, at) => { wants[at] = want * (1 - share) + (so / total) * Math.max(0, y - total) * share + so * share; so += sizes[at]; });
    const need = sizes.reduce((a, b) => a + b, 0);
    const tops = settle(wants.map(want => Math.min(Math.max(want, 8), Math.max(8, y - 40))), sizes, 8);
    const over = tops.length ? tops.at(-1) + sizes.at(-1) - Math.max(y, need + 8) : 0;
    if (over > 0) for (let at = tops.length - 1, limit = tops.at(-1) - over; at >= 0; at -= 1) { tops[at] = Math.min(tops[at], limit); limit = tops[at] - (sizes[at - 1] || 0); }
    what.forEach((one, at) => {
      const edge = side ? width - 12 - wide[1] : 12 + wide[0];
      if (!one.actor) one.caption && captions.push({ x: edge, y: tops[at] + 14, text: one.caption.title, anchor: side ? "start" : "end", side: one.caption.side, w: wide[side] });
      else {
        const w = Math.max(...one.text.map(text => measure(text, FONTS.actor))) + 24;
        const box = { ...one, node: one.actor, side, x: side ? edge : edge - w, y: tops[at], w, look: look(one.actor) };
        const step = Math.min(7, (one.h - 8) / Math.max(1, one.list.length));
        one.list.forEach((end, nth) => { end.y = box.y + box.h / 2 + (nth - (one.list.length - 1) / 2) * step; end.x = edge + (side ? -3 : 3); });
        placed.push(box);
      }
      bottom = Math.max(bottom, tops[at] + sizes[at]);
    });
  });
  for (const caption of captions) if (caption.w) caption.text = wrap(caption.text, caption.w, FONTS.head, measure, 1)[0];
  return { width, height: bottom + 4, rows, boxes, captions, actors: placed, bundles };
}
