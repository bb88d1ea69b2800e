// What the map shows, at any scale, onto any canvas: far out discs and bundles with counts, close by nodes and lines.
import { LOOKS, STANCES, PARTS, COLOURED } from "./explorer-data.js";

export const CLOSE = 7;      // pixels to the space of a node from which nodes have shapes and lines are drawn one by one
export const MANY_LINES = 2500, MANY_BUNDLES = 60;     // drawn at once; what is more is thinned out, and the page says so
const DASH = { record: [], unnamed: [7, 4], possible: [1.5, 4], denied: [] };
const OUTLINE = { record: [], unnamed: [4, 3], possible: [1.5, 3], denied: [] };
const TURN = Math.PI * 2;

export function readColours() {
  const css = getComputedStyle(document.documentElement), found = {};
  for (const key of ["none", "for", "against", "neutral", "back", "card", "ink", "dim", "rule"]) found[key] = css.getPropertyValue(`--${key}`).trim();
  found.sides = Array.from({ length: COLOURED }, (_, at) => css.getPropertyValue(`--side${at}`).trim());
  return found;
}

const FILLED = ["Person", "Organization", "State", "Group"];
export const sideColour = (colours, side) => colours.sides[side] || colours.none;

// How a line runs: bent a little, each of several between the same two nodes a little more.
export function bend(g, line) {
  const a = g.from[line], b = g.to[line], turn = 0.07 + 0.13 * g.lane[line], dx = g.x[b] - g.x[a], dy = g.y[b] - g.y[a];
  return [(g.x[a] + g.x[b]) / 2 - dy * turn, (g.y[a] + g.y[b]) / 2 + dx * turn];
}

// -- what is drawn together

// What a line is drawn together with: within a disc the parts that it joins (from 0), else the two discs (below 0).
function bundleKey({ from, to, disc, discs, part }, line) {
  const a = from[line], b = to[line], one = disc[a], two = disc[b];
  if (one !== two) return -1 - (one < two ? one * discs + two : two * discs + one);
  const p = part[a], q = part[b];
  return (one * PARTS + (p < q ? p : q)) * PARTS + (p < q ? q : p);
}

// Lines that are drawn together: counts by stance and certainty, most first.
export function bundles(g, hidden) {
  const found = new Map(), list = [], { lines, stance, look } = g;
  for (let line = 0; line < lines; line++) {
    if (hidden[line]) continue;
    const key = bundleKey(g, line);
    let at = found.get(key);
    if (at === undefined) {
      found.set(key, at = list.length);
      const inside = key >= 0, row = inside ? Math.floor(key / PARTS) : Math.floor((-1 - key) / g.discs);
      list.push({ key, inside, disc: Math.floor(row / PARTS), a: inside ? row % PARTS : row, b: inside ? key % PARTS : (-1 - key) % g.discs, total: 0, counts: new Uint32Array(12) });
    }
    const one = list[at];
    one.total++;
    one.counts[stance[line] * 4 + look[line]]++;
  }
  // Where the parts of a disc lie: the middle of their nodes.
  const sums = new Float32Array(g.discs * PARTS * 3);
  for (let node = 0; node < g.count; node++) {
    const at = (g.disc[node] * PARTS + g.part[node]) * 3;
    sums[at] += g.x[node]; sums[at + 1] += g.y[node]; sums[at + 2]++;
  }
  const centre = at => [sums[at * 3] / sums[at * 3 + 2], sums[at * 3 + 1] / sums[at * 3 + 2]];
  list.sort((one, two) => two.total - one.total);
  for (const one of list) one.ends = one.inside ? [centre(one.disc * PARTS + one.a), centre(one.disc * PARTS + one.b)] : rim(g, one.a, one.b);
  const across = list.filter(one => !one.inside), within = list.filter(one => one.inside && one.a !== one.b);
  return { across: across.slice(0, MANY_BUNDLES), left: across.slice(MANY_BUNDLES), within };
}

export function linesIn(g, hidden, one) {
  const found = [];
  for (let line = 0; line < g.lines; line++) if (!hidden[line] && bundleKey(g, line) === one.key) found.push(line);
  return found;
}

function rim(g, a, b) {
  const dx = g.discX[b] - g.discX[a], dy = g.discY[b] - g.discY[a], far = Math.hypot(dx, dy) || 1;
  return [[g.discX[a] + dx / far * g.discR[a], g.discY[a] + dy / far * g.discR[a]], [g.discX[b] - dx / far * g.discR[b], g.discY[b] - dy / far * g.discR[b]]];
}

export const ofStance = (one, stance) => [0, 1, 2, 3].reduce((sum, look) => sum + one.counts[stance * 4 + look], 0);
export const ofLook = (one, look) => [0, 1, 2].reduce((sum, stance) => sum + one.counts[stance * 4 + look], 0);
export const wideness = count => Math.min(4, 0.5 + 0.4 * Math.log2(1 + count));

// A bundle's strands side by side, one a stance; dashed as its lines are where all are alike.
export function strands(one, k) {
  const parts = [0, 1, 2].map(stance => [stance, ofStance(one, stance)]).filter(part => part[1]);
  const wide = parts.map(part => one.inside ? Math.min(1.5, 0.5 + k / 12) : wideness(part[1]) * Math.min(1, 0.6 + k / 12)), whole = wide.reduce((sum, w) => sum + w, 0);
  let left = -whole / 2;
  return parts.map(([stance, count], at) => {
    const look = [1, 2, 3].find(look => one.counts[stance * 4 + look] === count) || 0, shift = left + wide[at] / 2;
    left += wide[at];
    return { stance, look, width: wide[at], shift };
  });
}

function drawBundle(pen, one, scene, k, to, alpha) {
  const [[ax, ay], [bx, by]] = one.ends.map(to), far = Math.hypot(bx - ax, by - ay) || 1, nx = -(by - ay) / far, ny = (bx - ax) / far;
  const bow = one.inside ? 0 : Math.min(60, far * 0.12);
  pen.globalAlpha = alpha;
  for (const { stance, look, width, shift } of strands(one, k)) {
    pen.strokeStyle = scene.colours[STANCES[stance]];
    pen.lineWidth = width;
    pen.setLineDash(DASH[LOOKS[look]].map(length => length * Math.max(1, width / 2)));
    pen.beginPath();
    pen.moveTo(ax + nx * shift, ay + ny * shift);
    pen.quadraticCurveTo((ax + bx) / 2 + nx * (shift + bow), (ay + by) / 2 + ny * (shift + bow), bx + nx * shift, by + ny * shift);
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

export function middle(one, to) {
  const [[ax, ay], [bx, by]] = one.ends.map(to), far = Math.hypot(bx - ax, by - ay) || 1, bow = one.inside ? 0 : Math.min(60, far * 0.12) / 2;
  return [(ax + bx) / 2 - (by - ay) / far * bow, (ay + by) / 2 + (bx - ax) / far * bow];
}

// -- painting: `box` is what is seen, in the map's units; `to` takes a point of the map to the canvas

export function paint(pen, scene, box, k, to) {
  const { g, colours } = scene, discs = [];
  for (let at = 0; at < g.discs; at++) if (g.discX[at] + g.discR[at] > box[0] && g.discX[at] - g.discR[at] < box[2] && g.discY[at] + g.discR[at] > box[1] && g.discY[at] - g.discR[at] < box[3]) discs.push(at);
  const close = k >= CLOSE;
  for (const one of scene.bundles.across) drawBundle(pen, one, scene, k, to, close ? 0.3 : 0.5);
  pen.lineWidth = 1;
  pen.fillStyle = colours.card;
  pen.strokeStyle = colours.rule;
  for (const at of discs) {
    const [x, y] = to([g.discX[at], g.discY[at]]);
    pen.beginPath();
    pen.arc(x, y, g.discR[at] * k, 0, TURN);
    pen.globalAlpha = 0.85;      // a bundle that passes behind a disc shines through
    pen.fill();
    pen.globalAlpha = 1;
    pen.stroke();
  }
  if (close) drawLines(pen, scene, box, k, to);
  drawNodes(pen, scene, box, k, to);
  if (!close) for (const one of scene.bundles.within) if (discs.includes(one.disc) && g.discR[one.disc] * k > 24) drawBundle(pen, one, scene, k, to, Math.min(0.75, 0.12 + Math.log2(1 + one.total) / 12));
}

// Lines within a disc, every n-th; of those that lead to another disc the first bit. As in all that goes through every
// line before the first frame, columns have names of their own: nothing is compiled yet, and each `g.` is looked up.
function drawLines(pen, scene, box, k, to) {
  const { g, hidden, nth } = scene, { lines, from, to: ends, disc, x, y, stance: stances, look } = g, groups = Array.from({ length: 12 }, () => []), stubs = [], near = k >= 2 * CLOSE;
  const left = box[0] - 4, top = box[1] - 4, right = box[2] + 4, bottom = box[3] + 4;
  for (let line = 0; line < lines; line++) {
    if (hidden[line]) continue;
    const a = from[line], b = ends[line];
    if (disc[a] !== disc[b]) { if (near) stubs.push(line); continue; }
    if (line % nth) continue;
    const ax = x[a], bx = x[b], ay = y[a], by = y[b];
    if ((ax < left && bx < left) || (ax > right && bx > right) || (ay < top && by < top) || (ay > bottom && by > bottom)) continue;
    groups[stances[line] * 4 + look[line]].push(line);
  }
  pen.globalAlpha = Math.min(0.8, 0.22 + k / 60);
  boxLines(pen, scene, box, k, to);
  groups.forEach((list, at) => strokeLines(pen, scene, list, at >> 2, at & 3, k, to));
  pen.globalAlpha = Math.min(0.6, 0.15 + k / 90);
  for (const stance of [0, 1, 2]) {
    pen.strokeStyle = scene.colours[STANCES[stance]];
    pen.lineWidth = 1.2;
    pen.beginPath();
    for (const line of stubs) if (g.stance[line] === stance) for (const [one, two] of [[g.from[line], g.to[line]], [g.to[line], g.from[line]]]) {
      if (g.x[one] < box[0] - 2 || g.x[one] > box[2] + 2 || g.y[one] < box[1] - 2 || g.y[one] > box[3] + 2) continue;
      const far = Math.hypot(g.x[two] - g.x[one], g.y[two] - g.y[one]) || 1, [x, y] = to([g.x[one], g.y[one]]);
      pen.moveTo(x, y);
      pen.lineTo(x + (g.x[two] - g.x[one]) / far * k * 0.9, y + (g.y[two] - g.y[one]) / far * k * 0.9);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function boxLines(pen, { g, colours, gone }, box, k, to) {
  pen.strokeStyle = colours.dim;
  pen.lineWidth = 0.6;
  pen.beginPath();
  for (let node = 0; node < g.count; node++) {
    const whole = g.box[node] - 1;
    if (whole < 0 || gone[node] || gone[whole] || g.disc[node] !== g.disc[whole] || g.x[node] < box[0] - 9 || g.x[node] > box[2] + 9 || g.y[node] < box[1] - 9 || g.y[node] > box[3] + 9) continue;
    pen.moveTo(...to([g.x[node], g.y[node]]));
    pen.lineTo(...to([g.x[whole], g.y[whole]]));
  }
  pen.stroke();
}

// Lines of one stance and certainty: the dash says how surely, the end what stance, a cross that it is denied.
export function strokeLines(pen, { g, colours }, list, stance, look, k, to, wide = 1) {
  if (!list.length) return;
  pen.strokeStyle = pen.fillStyle = colours[STANCES[stance]];
  pen.lineWidth = Math.max(0.7, Math.min(1.8, k / 22)) * wide;
  pen.lineCap = look === 2 ? "round" : "butt";
  pen.setLineDash(k < CLOSE && wide === 1 ? [] : DASH[LOOKS[look]]);
  pen.beginPath();
  const { from, to: ends, x, y, lane } = g, [left, top] = to([0, 0]);
  for (const line of list) {
    const a = from[line], b = ends[line], turn = 0.07 + 0.13 * lane[line], ax = x[a], ay = y[a], bx = x[b], by = y[b];
    pen.moveTo(left + ax * k, top + ay * k);
    pen.quadraticCurveTo(left + ((ax + bx) / 2 - (by - ay) * turn) * k, top + ((ay + by) / 2 + (bx - ax) * turn) * k, left + bx * k, top + by * k);
  }
  pen.stroke();
  pen.setLineDash([]);
  pen.lineCap = "butt";
  if (k < 16 && wide === 1) return;
  for (const line of list) {
    const control = to(bend(g, line)), target = g.to[line], end = to([g.x[target], g.y[target]]), turn = Math.atan2(end[1] - control[1], end[0] - control[0]);
    const off = g.radius[target] * k + 1;
    pen.save();
    pen.translate(end[0] - Math.cos(turn) * off, end[1] - Math.sin(turn) * off);
    pen.rotate(turn);
    pen.beginPath();
    if (stance === 1) { pen.moveTo(0, 0); pen.lineTo(-8, -4); pen.lineTo(-8, 4); pen.fill(); }
    else if (stance === 2) { pen.moveTo(0, -5); pen.lineTo(0, 5); pen.stroke(); }
    else { pen.moveTo(-6, -3.5); pen.lineTo(0, 0); pen.lineTo(-6, 3.5); pen.stroke(); }
    pen.restore();
    if (look === 3) {
      const start = to([g.x[g.from[line]], g.y[g.from[line]]]), x = (start[0] + 2 * control[0] + end[0]) / 4, y = (start[1] + 2 * control[1] + end[1]) / 4;
      pen.beginPath();
      pen.moveTo(x - 4, y - 4); pen.lineTo(x + 4, y + 4); pen.moveTo(x + 4, y - 4); pen.lineTo(x - 4, y + 4);
      pen.stroke();
    }
  }
}

function drawNodes(pen, scene, box, k, to) {
  const { g, gone, colours } = scene, close = k >= CLOSE, groups = new Map(), [left, top] = to([0, 0]), heavy = g.classes.map(one => ["Meeting", "Proposal"].includes(one));
  for (let node = 0; node < g.count; node++) {
    if (gone[node] || g.x[node] < box[0] - 1 || g.x[node] > box[2] + 1 || g.y[node] < box[1] - 1 || g.y[node] > box[3] + 1) continue;
    const key = close ? g.cls[node] * 4096 + g.nodeLook[node] * 1024 + g.side[node] : (g.nodeLook[node] ? 4096 : 0) + (g.actor[node] ? g.side[node] : 1000 + heavy[g.cls[node]]);
    const list = groups.get(key);
    if (list) list.push(node); else groups.set(key, [node]);
  }
  for (const [key, list] of [...groups].sort((one, two) => one[0] - two[0])) {
    if (close) { shapes(pen, scene, list, k, to); continue; }
    // A filled dot is on record, a hollow one is not.
    const kind = key % 4096, hollow = key >= 4096;
    pen.fillStyle = pen.strokeStyle = kind >= 1000 ? (kind > 1000 ? colours.ink : colours.dim) : sideColour(colours, kind);
    pen.lineWidth = 0.7;
    for (const node of list) {
      const x = left + g.x[node] * k, y = top + g.y[node] * k, r = Math.max(0.6, g.radius[node] * k);
      if (hollow) pen.strokeRect(x - r + 0.35, y - r + 0.35, 2 * r - 0.7, 2 * r - 0.7); else pen.fillRect(x - r, y - r, 2 * r, 2 * r);
    }
  }
}

// Nodes of one class, side and certainty: the fill is the side, the shape the class, the dash how surely.
export function shapes(pen, { g, colours }, list, k, to, halo = "") {
  const cls = g.classes[g.cls[list[0]]], look = LOOKS[g.nodeLook[list[0]]], colour = sideColour(colours, g.side[list[0]]), filled = FILLED.includes(cls);
  pen.beginPath();
  for (const node of list) {
    const [x, y] = to([g.x[node], g.y[node]]), r = g.radius[node] * k + (halo ? 4 : 0);
    if (["Person", "UnnamedSource", "Meeting", "Issue"].includes(cls)) { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, TURN); }
    else if (cls === "Deadline" || cls === "Place") { pen.moveTo(x, y - r); pen.lineTo(x + r, cls === "Place" ? y + r * 0.8 : y); if (cls === "Deadline") pen.lineTo(x, y + r); pen.lineTo(x - r, cls === "Place" ? y + r * 0.8 : y); pen.closePath(); }
    else pen.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
  }
  if (halo) { pen.strokeStyle = halo; pen.lineWidth = 3; pen.stroke(); return; }
  pen.fillStyle = filled ? colour : colours.card;
  pen.fill();
  if (filled) return;
  pen.strokeStyle = cls === "UnnamedSource" ? colour : ["Meeting", "Proposal", "Deadline"].includes(cls) ? colours.ink : colours.dim;
  pen.lineWidth = ({ Proposal: 3, Meeting: 1.8, Deadline: 1.5, UnnamedSource: 2 }[cls] || 1) * Math.min(1, 0.35 + k / 40);
  pen.setLineDash(k > 12 ? OUTLINE[look] : []);
  pen.stroke();
  pen.setLineDash([]);
  if (look !== "denied" || k < 10) return;
  pen.beginPath();
  for (const node of list) {
    const [x, y] = to([g.x[node], g.y[node]]), r = g.radius[node] * k * 0.6;
    pen.moveTo(x - r, y - r); pen.lineTo(x + r, y + r); pen.moveTo(x + r, y - r); pen.lineTo(x - r, y + r);
  }
  pen.stroke();
}
