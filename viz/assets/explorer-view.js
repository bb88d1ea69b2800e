// Where one looks from: the camera, and the map in tiles, each painted once a scale, so that to move is to copy.
import { measure } from "./dom.js";
import { paint, strokeLines, shapes, middle, ofLook, CLOSE } from "./explorer-scene.js";

const TILE = 512, KEPT = 60, BUDGET = 6;      // pixels; tiles kept; milliseconds a frame for new ones while moving
const LABELS = 90;
export const BOTTOM = 0.2, TOP = 90;          // the smallest and the largest scale
const FONT = '"Inter", "Segoe UI", "DejaVu Sans", system-ui, sans-serif';

export function makeView(canvas, scene) {
  const pen = canvas.getContext("2d", { alpha: false }), view = { x: 0, y: 0, k: 1, width: 0, height: 0, ratio: 1, labels: [], chosen: [], focus: [], matches: [], cursor: -1, faint: false };
  const tiles = new Map();
  let asked = 0, settled = 0, moving = false, zoomed = false, holes = false, shot = null, shotAt = null;

  const to = ([x, y]) => [(x - view.x) * view.k + view.width / 2, (y - view.y) * view.k + view.height / 2];
  const back = (x, y) => [(x - view.width / 2) / view.k + view.x, (y - view.height / 2) / view.k + view.y];

  view.to = to;
  view.back = back;
  view.box = () => [...back(0, 0), ...back(view.width, view.height)];
  view.forget = () => { tiles.clear(); view.labels = []; view.draw(); };
  view.resize = () => {
    view.ratio = Math.min(2, devicePixelRatio || 1);
    view.width = canvas.clientWidth;
    view.height = canvas.clientHeight;
    canvas.width = view.width * view.ratio;
    canvas.height = view.height * view.ratio;
    tiles.clear();
    view.labels = [];
  };

  view.fit = ([left, top, right, bottom], most = TOP) => {
    view.k = Math.max(BOTTOM, Math.min(most, (view.width - 40) / (right - left || 1), (view.height - 84) / (bottom - top || 1)));
    view.x = (left + right) / 2;
    view.y = (top + bottom) / 2 - 4 / view.k;
    tiles.clear();
    view.labels = [];
  };

  view.zoom = (factor, x = view.width / 2, y = view.height / 2) => {
    const [px, py] = back(x, y);
    if (!zoomed) keepShot();
    view.k = Math.max(BOTTOM, Math.min(TOP, view.k * factor));
    zoomed = true;
    view.x = px - (x - view.width / 2) / view.k;
    view.y = py - (y - view.height / 2) / view.k;
    tiles.clear();
    view.labels = [];
    view.draw();
  };

  view.move = (dx, dy) => {
    if (!moving && !zoomed) keepShot();
    view.x -= dx / view.k;
    view.y -= dy / view.k;
    moving = true;
    view.draw();
  };

  // One frame soon, unless it is drawn before; when nothing has moved for a moment, the map is at rest.
  view.draw = () => {
    if (!asked) asked = requestAnimationFrame(() => view.frame());
    clearTimeout(settled);
    settled = setTimeout(() => {
      moving = false;
      if (zoomed || holes) { zoomed = false; view.frame(); }
      view.rest();
      setTimeout(warm, 30);
    }, 140);
  };
  view.rest = () => {};

  // -- a frame: the tiles that are there, on them what is chosen and written. Where tiles are missing: at rest all is
  // painted at once; while moving as many tiles as there is time for, and below them what was seen before.

  const size = () => TILE / view.ratio;
  const wanted = (ring = 0) => {
    const left = view.x * view.k - view.width / 2, top = view.y * view.k - view.height / 2, found = [];
    for (let row = Math.floor(top / size()) - ring; (row - ring) * size() < top + view.height; row++) for (let col = Math.floor(left / size()) - ring; (col - ring) * size() < left + view.width; col++) found.push({ key: `${col},${row}`, col, row, x: Math.round((col * size() - left) * view.ratio), y: Math.round((row * size() - top) * view.ratio) });
    return found;
  };

  view.frame = () => {
    cancelAnimationFrame(asked);
    asked = 0;
    const began = performance.now(), list = zoomed ? [] : wanted(), whole = !zoomed && !moving && list.some(one => !tiles.has(one.key));
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = scene.colours.back;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    holes = false;
    if (whole) {
      pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      paint(pen, scene, view.box(), view.k, to);
    } else {
      if (zoomed || list.some(one => !tiles.has(one.key))) drawShot();
      for (const { key, col, row, x, y } of list) {
        let tile = tiles.get(key);
        if (!tile && performance.now() - began > BUDGET) { holes = true; continue; }
        tile = tile || makeTile(col, row, size());
        tiles.delete(key);      // the one used last stands last
        tiles.set(key, tile);
        pen.drawImage(tile, x, y);
      }
      for (const key of tiles.keys()) { if (tiles.size <= KEPT) break; tiles.delete(key); }
    }
    pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    if (!zoomed) overlay(pen, true);
    if (holes && moving) view.draw();
  };

  // Before anybody moves, one tile after another in the breaks, also those around what is seen.
  function warm() {
    const next = moving || zoomed ? null : [...wanted(), ...wanted(1)].find(one => !tiles.has(one.key));
    if (!next) return;
    tiles.set(next.key, makeTile(next.col, next.row, size()));
    setTimeout(warm, 8);
  }

  // What is seen as a movement begins: it lies below tiles that are not there yet, and is scaled while the scale changes.
  function keepShot() {
    if (!shot) shot = document.createElement("canvas");
    if (shot.width !== canvas.width || shot.height !== canvas.height) { shot.width = canvas.width; shot.height = canvas.height; }
    shot.getContext("2d").drawImage(canvas, 0, 0);
    shotAt = view.box();
  }

  function drawShot() {
    if (!shot) return;
    const [left, top] = to([shotAt[0], shotAt[1]]), [right, bottom] = to([shotAt[2], shotAt[3]]);
    pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    pen.drawImage(shot, left, top, right - left, bottom - top);
    pen.setTransform(1, 0, 0, 1, 0, 0);
  }

  function makeTile(col, row, size) {
    const tile = new OffscreenCanvas(TILE, TILE), brush = tile.getContext("2d", { alpha: false });
    brush.fillStyle = scene.colours.back;
    brush.fillRect(0, 0, TILE, TILE);
    brush.scale(view.ratio, view.ratio);
    const k = view.k, left = col * size, top = row * size;
    paint(brush, scene, [left / k, top / k, (left + size) / k, (top + size) / k], k, ([x, y]) => [x * k - left, y * k - top]);
    return tile.transferToImageBitmap();      // else the painting is put off until the tile is first copied
  }

  // The whole view on a canvas of its own, `scale` times as large, with a line of words below.
  view.picture = (scale, words) => {
    const whole = document.createElement("canvas"), brush = whole.getContext("2d");
    whole.width = view.width * scale;
    whole.height = (view.height + 26) * scale;
    brush.scale(scale, scale);
    brush.fillStyle = scene.colours.back;
    brush.fillRect(0, 0, view.width, view.height + 26);
    paint(brush, scene, view.box(), view.k, to);
    overlay(brush, false);
    brush.fillStyle = scene.colours.card;
    brush.fillRect(0, view.height, view.width, 26);
    brush.font = `12px ${FONT}`;
    brush.fillStyle = scene.colours.dim;
    brush.fillText(words, 10, view.height + 17);
    return whole;
  };

  // -- on top: what is chosen, and names

  function overlay(brush, live) {
    const { g, colours } = scene;
    if (view.focus.length) {
      brush.globalAlpha = 0.72;
      brush.fillStyle = colours.back;
      brush.fillRect(0, 0, view.width, view.height);
      brush.globalAlpha = 1;
      const groups = new Map();
      for (const line of view.focus) { const key = g.stance[line] * 4 + g.look[line]; groups.set(key, [...groups.get(key) || [], line]); }
      for (const [key, list] of groups) strokeLines(brush, scene, list, key >> 2, key & 3, view.k, to, 1.6);
      const near = new Map();
      for (const node of new Set([...view.focus.flatMap(line => [g.from[line], g.to[line]]), ...view.chosen])) { const key = g.cls[node] * 4096 + g.nodeLook[node] * 1024 + g.side[node]; near.set(key, [...near.get(key) || [], node]); }
      for (const list of near.values()) shapes(brush, scene, list, Math.max(view.k, 12), to);
    }
    for (const node of view.matches) shapes(brush, scene, [node], Math.max(view.k, 10), to, colours.ink);
    for (const node of view.chosen) { shapes(brush, scene, [node], Math.max(view.k, 12), to); shapes(brush, scene, [node], Math.max(view.k, 12), to, colours.ink); }
    place(brush);
    // To set a canvas's font is slow: once for all that is written in it.
    for (const font of new Set(view.labels.map(label => label.font))) {
      brush.font = font;
      for (const label of view.labels) {
        if (label.font !== font) continue;
        const [x, y] = to(label.at);
        brush.globalAlpha = label.quiet ? 0.72 : 0.86;
        brush.fillStyle = colours.back;
        brush.fillRect(x + label.dx - 3, y + label.dy - 11, label.width + 6, 15);
        brush.globalAlpha = 1;
        brush.fillStyle = label.colour;
        brush.fillText(label.text, x + label.dx, y + label.dy);
      }
    }
    if (live && view.cursor >= 0) {
      const [x, y] = to([g.x[view.cursor], g.y[view.cursor]]);
      brush.strokeStyle = colours.ink;
      brush.lineWidth = 2.5;
      brush.setLineDash([]);
      brush.strokeRect(x - 13, y - 13, 26, 26);
    }
  }

  // Whether a label would lie on a node; only where nodes stand far enough apart for it to matter.
  function obstacles() {
    if (view.k < 16) return () => false;
    const { g } = scene, cells = new Set(), size = 12;
    for (let node = 0; node < g.count; node++) {
      const [x, y] = to([g.x[node], g.y[node]]);
      if (!scene.gone[node] && x > 0 && y > 0 && x < view.width && y < view.height) cells.add(Math.floor(x / size) * 4096 + Math.floor(y / size));
    }
    return (x, y, w) => {
      for (let col = Math.floor((x - 4) / size); col <= Math.floor((x + w + 4) / size); col++) for (let row = Math.floor((y - 10) / size); row <= Math.floor((y + 2) / size); row++) if (cells.has(col * 4096 + row)) return true;
      return false;
    };
  }

  // Labels stay where they are while they are seen; new ones go where there is room, the weightiest first.
  function place(brush) {
    const { g, colours } = scene, taken = [[view.width - 62, 0, view.width, 126]], covers = obstacles();
    const clear = (left, top, right, bottom) => { for (const one of taken) if (right >= one[0] && one[2] >= left && bottom >= one[1] && one[3] >= top) return false; return true; };
    const free = (x, y, w, part = 0, over = false) => x > 3 - part * w && y > 12 - part * 12 && x + w * (1 - part) < view.width - 3 && y < view.height - 4 && (over || !covers(x, y, w)) && clear(x - 8, y - 12, x + w + 8, y + 4);
    const kept = view.labels.filter(one => { const [x, y] = to(one.at); return free(x + one.dx, y + one.dy, one.width, 0.6, one.must) && taken.push([x + one.dx, y + one.dy - 12, x + one.dx + one.width, y + one.dy + 4]); });
    view.labels = kept;
    const have = new Set(kept.map(one => one.key));
    const put = (key, at, text, tries, look) => {
      if (have.has(key) || view.labels.length >= LABELS) return false;
      const [x, y] = to(at), width = measure(text, look.font);
      for (const over of look.must ? [false, true] : [false]) for (const [dx, dy] of tries(width)) if (free(x + dx, y + dy, width, 0, over)) {
        have.add(key);
        view.labels.push({ key, at, text, dx, dy, width, ...look });
        taken.push([x + dx, y + dy - 12, x + dx + width, y + dy + 4]);
        return true;
      }
      return false;
    };
    const node = (at, strong) => {
      if (scene.gone[at]) return;
      const look = g.nodeLook[at], words = g.nodeWords(at).filter(word => !g.names[at].includes(word)), r = g.radius[at] * view.k + 5;
      const font = `${look === 2 ? "italic " : ""}${strong ? "600 " : ""}12.5px ${FONT}`, text = [short(g.names[at]), ...words.filter(word => look || word === "planned")].join(" · ");
      put(at, [g.x[at], g.y[at]], look === 3 ? `✕ ${text}` : text, width => [[r + 3, 4], [-r - width - 3, 4], [-width / 2, r + 14], [-width / 2, -r - 4], [r, -r], [r, r + 8], [-r - width, -r], [-r - width, r + 8]], { font, colour: strong ? colours.ink : g.actor[at] ? colours.ink : colours.dim, quiet: !strong, must: strong });
    };
    for (const at of view.chosen) node(at, true);
    for (const line of view.focus.slice(0, 60)) { node(g.from[line], false); node(g.to[line], false); }
    for (const at of view.matches.slice(0, 30)) node(at, false);
    for (const line of view.focus.slice(0, 40)) {
      const a = g.from[line], b = g.to[line], bent = (g.x[a] + g.x[b]) / 2;
      const text = [g.act(line), ...g.words(line)].join(" · ");
      put(`l${line}`, [bent, (g.y[a] + g.y[b]) / 2], text, width => [[-width / 2, 4], [-width / 2, -10], [-width / 2, 18]], { font: `${g.look[line] === 2 ? "italic " : ""}11.5px ${FONT}`, colour: colours[["neutral", "for", "against"][g.stance[line]]], quiet: true });
    }
    if (view.focus.length) return;
    if (view.k < 50) for (let at = 0; at < g.discs; at++) {
      if (g.discR[at] * view.k < 26) continue;
      put(`d${at}`, [g.discX[at], g.discY[at] - g.discR[at]], scene.discName(at), width => [[-width / 2, -5], [-width / 2, 14]], { font: `600 13px ${FONT}`, colour: colours.ink });
    }
    const covered = ([x, y]) => g.discR.some((r, at) => Math.hypot(g.discX[at] - x, g.discY[at] - y) < r);
    if (view.k < CLOSE && view.width > 600) for (const one of scene.bundles.across) {
      const at = back(...middle(one, to));
      if (!covered(at)) put(`b${one.key}`, at, tally(one), width => [[-width / 2, 4]], { font: `11.5px ${FONT}`, colour: colours.dim });
    }
    if (view.k * 0.42 < 2) return;
    const [left, top, right, bottom] = view.box(), most = view.k < CLOSE ? 40 : LABELS;
    for (let at = 0, tried = 0; at < g.count && view.labels.length < most && tried < 400; at++) if (g.x[at] > left && g.x[at] < right && g.y[at] > top && g.y[at] < bottom && !scene.gone[at]) { tried++; node(at, false); }
  }

  return view;
}

export const short = text => (text.length > 38 ? `${text.slice(0, 36)}…` : text);

// A bundle in a few words, with what of it is in doubt.
export const tally = one => [counted(one.total, "line"), ...[["possible", 2], ["denied", 3]].map(([word, look]) => [ofLook(one, look), word]).filter(part => part[0]).map(([count, word]) => `${count} ${word}`)].join(" · ");

// 12,345: the locale's own way takes 20 ms to be set up.
export const grouped = count => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
export const counted = (count, word) => `${grouped(count)} ${word}${count === 1 ? "" : "s"}`;
