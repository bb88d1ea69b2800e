// The picture out of its two blocks (explorer_pack.py): columns of numbers, tables of strings; who is linked to whom.

async function inflate(bytes) {
  const flow = new DecompressionStream("deflate-raw"), pen = flow.writable.getWriter(), reader = flow.readable.getReader();
  pen.write(bytes);
  pen.close();
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

function column(bytes, at, width, count) {
  if (width === 1) return bytes.subarray(at, at + count);
  const values = width === 2 ? new Uint16Array(count) : new Uint32Array(count);
  for (let plane = 0; plane < width; plane++) for (let i = 0, from = at + plane * count; i < count; i++) values[i] |= bytes[from + i] << (8 * plane);
  return values;
}

export async function unpack(id) {
  const room = document.getElementById(id), text = room.textContent;
  room.remove();
  const bytes = await inflate(Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), letter => letter.charCodeAt(0)));
  const head = bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24;
  const block = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + head)));
  let at = 4 + head;
  for (const [key, width, count] of block.columns) {
    block[key] = column(bytes, at, width, count);
    at += width * count;
  }
  return block;
}

// Where each row's part of a column of lists begins; one more at the end.
export function starts(counts) {
  const found = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) found[i + 1] = found[i] + counts[i];
  return found;
}

export const LOOKS = ["record", "unnamed", "possible", "denied"];
export const STANCES = ["neutral", "for", "against"];
export const NO_SIDE = 255;
// The part of its disc that a node stands in: one of the sides with a colour, the other sides, no side, the agenda.
export const COLOURED = 6, OPEN = 8, AGENDA = 9, PARTS = 10;
const ACTORS = ["Person", "Organization", "State", "Group", "UnnamedSource"];

// The near block as the explorer asks it: nodes and lines by number, lines in the order of where they come from.
export function readNear(block) {
  const count = block.names.length, lines = block.to.length, unit = block.unit;
  const scaled = values => { const found = new Float32Array(values.length); for (let i = 0; i < found.length; i++) found[i] = values[i] / unit; return found; };
  const looked = (table, values) => { const found = new Uint8Array(values.length); for (let i = 0; i < found.length; i++) found[i] = table[values[i]]; return found; };
  const first = starts(block.out), from = new Uint32Array(lines), lane = new Uint8Array(lines);
  for (let node = 0; node < count; node++) from.fill(node, first[node], first[node + 1]);
  for (let i = 1; i < lines; i++) if (from[i] === from[i - 1] && block.to[i] === block.to[i - 1]) lane[i] = Math.min(9, lane[i - 1] + 1);
  const looks = block.manners.map(manner => LOOKS.indexOf(manner[0])), stances = block.ways.map(way => STANCES.indexOf(way[1])), actors = block.classes.map(cls => (ACTORS.includes(cls) ? 1 : 0));
  const radius = new Float32Array(count), part = new Uint8Array(count), actor = looked(actors, block.cls), sizes = Float32Array.from({ length: 1024 }, (_, weight) => Math.min(0.42, 0.2 + 0.035 * Math.log2(1 + weight)));
  for (let node = 0; node < count; node++) {
    radius[node] = sizes[Math.min(1023, block.weight[node])];
    part[node] = !actor[node] ? AGENDA : block.side[node] === NO_SIDE ? OPEN : Math.min(block.side[node], COLOURED);
  }
  return { count, lines, first, from, lane, to: block.to, names: block.names, sides: block.sides, classes: block.classes, cls: block.cls, side: block.side, weight: block.weight, box: block.box,
    x: scaled(block.x), y: scaled(block.y), disc: block.disc, discs: block.shared.length, discX: scaled(block.discX), discY: scaled(block.discY), discR: scaled(block.discR), shared: block.shared,
    look: looked(looks, block.lineManner), nodeLook: looked(looks, block.manner),
    stance: looked(stances, block.way), origins: block.origins, stated: block.stated,
    actor, radius, part,
    act: line => block.ways[block.way[line]][0], words: line => block.manners[block.lineManner[line]].slice(1), nodeWords: node => block.manners[block.manner[node]].slice(1) };
}

// Where in a column each number stands: for number n the places from `first[n]` to `first[n + 1]`.
function standing(column, numbers) {
  const counts = new Uint32Array(numbers), { length } = column;
  for (let i = 0; i < length; i++) counts[column[i]]++;
  const first = starts(counts), next = first.slice(), places = new Uint32Array(length);
  for (let i = 0; i < length; i++) places[next[column[i]]++] = i;
  return { first, places };
}

// Lines that end in a node; those that begin in it stand together as they are.
function incoming(g) {
  if (!g.into) { const { first, places } = standing(g.to, g.count); g.intoFirst = first; g.into = places; }
  return g.into;
}

export function linesOf(g, node, hidden) {
  const into = incoming(g), found = [];
  for (let i = g.first[node]; i < g.first[node + 1]; i++) if (!hidden[i]) found.push(i);
  for (let at = g.intoFirst[node]; at < g.intoFirst[node + 1]; at++) if (!hidden[into[at]]) found.push(into[at]);
  return found;
}

export const other = (g, line, node) => (g.from[line] === node ? g.to[line] : g.from[line]);

// All within so many steps of a node, nearest first.
export function around(g, start, steps, hidden) {
  const found = new Set([start]);
  let ring = [start];
  for (let step = 0; step < steps; step++) {
    const next = [];
    for (const node of ring) for (const line of linesOf(g, node, hidden)) {
      const end = other(g, line, node);
      if (!found.has(end)) { found.add(end); next.push(end); }
    }
    ring = next;
  }
  return found;
}

// The fewest lines from one node to another, in either direction; of ways as short the one with the least doubt.
export function pathBetween(g, start, end, hidden) {
  const doubt = new Map([[start, 0]]), by = new Map();
  let ring = [start];
  while (ring.length && !doubt.has(end)) {
    const next = new Map();
    for (const node of ring) for (const line of linesOf(g, node, hidden)) {
      const to = other(g, line, node), cost = doubt.get(node) + g.look[line];
      if (doubt.has(to) || (next.has(to) && next.get(to) <= cost)) continue;
      next.set(to, cost);
      by.set(to, line);
    }
    for (const [node, cost] of next) doubt.set(node, cost);
    ring = [...next.keys()];
  }
  if (!doubt.has(end)) return null;
  const path = [];
  for (let node = end; node !== start; node = other(g, path[0], node)) path.unshift(by.get(node));
  return path;
}

// -- what is read: the far block

const WORD = / ?\w+|[^\w]/gu;
const FREQUENT = 160;

// The row of a column of lists that a place in it belongs to.
function rowAt(first, place) {
  let low = 0, high = first.length - 1;
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if (first[half] > place) high = half; else low = half;
  }
  return low;
}

export function readFar(far, g) {
  const named = new Set();
  for (const name of g.names) for (const word of ` ${name}`.match(WORD)) named.add(word);
  const words = [...far.frequent, ...[...named].filter((word, at) => far.nameUsed[at]), ...far.rest];
  // Where each paragraph begins, found as far as one was asked for: the first sentence waits for no more. Word 0 ends it.
  const text = far.text, ends = [0], kept = new Map();
  const find = number => {
    let at = ends[ends.length - 1];
    while (ends.length <= number) {
      const code = text[at];
      at += code < FREQUENT ? 1 : code < 255 ? 2 : 4;
      if (!code) ends.push(at);
    }
  };
  const paragraph = number => {
    if (!kept.has(number)) {
      let found = "";
      find(number + 1);
      for (let at = ends[number]; at < ends[number + 1] - 1;) {
        const code = text[at++];
        if (code < FREQUENT) found += words[code];
        else if (code < 255) found += words[FREQUENT + (code - FREQUENT) * 256 + text[at++]];
        else { found += words[text[at] << 16 | text[at + 1] << 8 | text[at + 2]]; at += 3; }
      }
      kept.set(number, found.slice(1));
    }
    return kept.get(number);
  };
  const claims = far.from.length, claimFirst = starts(far.claimsCount), moreFirst = starts(far.moreCount), toFirst = starts(far.addresseesCount), againstFirst = starts(far.againstCount);
  const p = new Uint32Array(claims), start = new Uint32Array(claims), byFirst = new Uint32Array(claims + 1);
  const byStarts = starts(far.byCount), { paragraphStep, from, long, byOther } = far;
  for (let i = 0, last = 0, rows = 0, where = -1; i < claims; i++) {
    p[i] = where += paragraphStep[i];
    if (paragraphStep[i]) last = 0;
    start[i] = last + (from[i] & 1 ? -(from[i] + 1) / 2 : from[i] / 2);
    last = start[i] + long[i];
    byFirst[i] = byStarts[rows];
    if (byOther[i]) rows++;
    byFirst[i + 1] = byStarts[rows];
  }
  const part = (values, first, row) => Array.from(values.subarray(first[row], first[row + 1]));
  const behind = standing(far.claims, claims), linesBehind = at => part(behind.places, behind.first, at).map(place => rowAt(claimFirst, place));
  const some = list => (list.length ? list : undefined);
  const nameOf = by => (by < g.count ? g.names[by] : far.words[by - g.count]);
  const claim = at => {
    const lines = linesBehind(at).filter(line => g.stated[line]), said = far.words[far.said[at]];
    const by = far.byOther[at] ? part(far.by, byFirst, at).map(nameOf) : [...new Set(lines.map(line => g.names[g.from[line]]))];
    const words = lines.length ? g.words(lines[0]) : [];
    const [stance, modality, unnamed] = far.own[at] ? JSON.parse(far.words[far.own[at]]) : [STANCES[g.stance[lines[0]]], words.find(word => word !== "unnamed source") || "asserted", words.includes("unnamed source")];
    return { by, stance, modality, unnamed, said, kind: far.words[far.kind[at]] || "indirect", venue: far.words[far.venue[at]], day: far.words[far.day[at]] || said, doc: far.document[p[at]], chain: some(far.chains[far.chain[at]]), origins: some(far.chains[far.origin[at]]),
      to: part(far.addressees, toFirst, at).map(word => far.words[word]), against: part(far.against, againstFirst, at), p: p[at], at: [start[at] - far.before[at], start[at] + far.long[at] + far.after[at], start[at], start[at] + far.long[at]] };
  };
  const documents = far.documents.map(([title, url, published, outlet]) => ({ title, url, published, outlet }));
  return {
    facts: node => far.words[far.facts[node]],
    claimsOf: line => part(far.claims, claimFirst, line),
    more: node => part(far.more, moreFirst, node),
    // What the evidence pane asks for, of some claims and those that they are set against.
    pane: list => {
      const evidence = {}, paragraphs = {};
      for (const at of [...list, ...list.flatMap(one => part(far.against, againstFirst, one))]) { evidence[at] = claim(at); paragraphs[p[at]] = paragraph(p[at]); }
      return { evidence, paragraphs, documents };
    },
    // Claims whose own words hold the text.
    search: query => {
      const found = [];
      for (let i = 0; i < claims; i++) {
        const body = paragraph(p[i]);
        const low = body.slice(start[i], start[i] + far.long[i]).toLowerCase();
        if (low.includes(query)) found.push(i);
      }
      return found;
    },
    linesOf: linesBehind,
  };
}
