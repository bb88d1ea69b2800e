// What lies under a point of the map. Every node and line is asked: at 20k nodes and 60k lines that takes 0.6 ms, so that
// there is no index to keep.
import { bend, middle, strands, CLOSE } from "./explorer-scene.js";

export function hitNode({ g, gone }, view, x, y) {
  const [px, py] = view.back(x, y), reach = 5 / view.k;
  let best = -1, least = Infinity;
  for (let node = 0; node < g.count; node++) {
    if (gone[node]) continue;
    const far = Math.hypot(g.x[node] - px, g.y[node] - py) - Math.max(g.radius[node], view.focus.length && view.k < 12 ? 5 / view.k : 0);
    if (far < reach && far < least && far < 0.5) { least = far; best = node; }
  }
  return best;
}

const apart = (x, y, [ax, ay], [bx, by]) => {
  const dx = bx - ax, dy = by - ay, part = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - part * dx, y - ay - part * dy);
};

// How far a point is from a curve, by way of eight straight pieces.
function farFrom(x, y, from, control, to) {
  let least = Infinity, last = from;
  for (let step = 1; step <= 8; step++) {
    const t = step / 8, u = 1 - t, next = [0, 1].map(at => u * u * from[at] + 2 * u * t * control[at] + t * t * to[at]);
    least = Math.min(least, apart(x, y, last, next));
    last = next;
  }
  return least;
}

// Of the lines that are drawn: those of what is chosen, else close by every n-th within its disc.
export function hitLine({ g, hidden, nth }, view, x, y) {
  const [px, py] = view.back(x, y), reach = 5 / view.k;
  let best = -1, least = reach;
  const ask = line => {
    const a = g.from[line], b = g.to[line], room = reach + 0.5 * Math.hypot(g.x[a] - g.x[b], g.y[a] - g.y[b]) * (0.07 + 0.13 * g.lane[line]);
    if (px < Math.min(g.x[a], g.x[b]) - room || px > Math.max(g.x[a], g.x[b]) + room || py < Math.min(g.y[a], g.y[b]) - room || py > Math.max(g.y[a], g.y[b]) + room) return;
    const far = farFrom(px, py, [g.x[a], g.y[a]], bend(g, line), [g.x[b], g.y[b]]);
    if (far < least) { least = far; best = line; }
  };
  if (view.focus.length) view.focus.forEach(ask);
  else if (view.k >= CLOSE) for (let line = 0; line < g.lines; line++) if (!hidden[line] && line % nth === 0 && g.disc[g.from[line]] === g.disc[g.to[line]]) ask(line);
  return best;
}

export function hitBundle(scene, view, x, y) {
  if (view.focus.length) return null;
  const list = view.k < CLOSE ? [...scene.bundles.within, ...scene.bundles.across] : scene.bundles.across;
  let best = null, least = 6;
  for (const one of list) {
    const [from, to] = one.ends.map(view.to), through = middle(one, view.to), control = [0, 1].map(at => 2 * through[at] - (from[at] + to[at]) / 2);
    const far = farFrom(x, y, from, control, to) - strands(one, view.k).reduce((sum, part) => sum + part.width, 0) / 2;
    if (far < least) { least = far; best = one; }
  }
  return best;
}

export function hitDisc({ g }, view, x, y) {
  const [px, py] = view.back(x, y);
  for (let at = 0; at < g.discs; at++) if (Math.hypot(g.discX[at] - px, g.discY[at] - py) < g.discR[at]) return at;
  return -1;
}
