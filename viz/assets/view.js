// What is shown: the page's data as the filters and the chosen day leave it.
import { byId, readPicture } from "./dom.js";
import { claimDay } from "./timeline.js";

export const data = readPicture();
export const nodes = new Map([...byId(data.actors), ...byId(data.items)]);
// Of several drawn together only some said it, or were spoken of.
export const names = id => { const node = nodes.get(id) || { name: id }; return node.folds ? `some of ${node.name}` : node.name; };
export const MANY = 6;  // sides with a colour of their own
const KEYS = ["view", "line", "node", "q", "actor", "on", "source", "since", "asof"];
export const state = { off: new Set() };
export const now = { lines: [], byId: new Map(), items: [] };

export function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  for (const key of KEYS) state[key] = hash.get(key) || "";
  state.off = new Set((hash.get("off") || "").split(",").filter(Boolean));
  if (!data.lines.some(line => line.id === state.line)) state.line = "";
  for (const key of ["node", "actor", "on"]) if (!nodes.has(state[key])) state[key] = "";
}

export function writeHash() {
  const hash = new URLSearchParams();
  for (const key of KEYS) if (state[key]) hash.set(key, state[key]);
  if (state.off.size) hash.set("off", [...state.off].sort().join(","));
  history.replaceState(null, "", hash.size ? `#${hash}` : location.pathname + location.search);
}

export const sourcesOf = at => { const one = data.evidence[at], doc = data.documents[one.doc]; return [...new Set([doc.outlet || doc.title, ...(one.origins || [])])]; };
const originsOf = at => data.evidence[at].origins || sourcesOf(at);

function counts(at) {
  const when = claimDay(data, at);
  return (!when || (when >= state.since && (!state.asof || when <= state.asof))) && (!state.source || sourcesOf(at).includes(state.source));
}

// An edge of the graph is as sure as the claims that are left, and no surer.
function certainty(claims) {
  const found = new Set(claims.map(at => data.evidence[at].modality)), unnamed = claims.every(at => data.evidence[at].unnamed);
  const modality = found.has("denied") ? (found.size > 1 ? "disputed" : "denied") : ["asserted", "expected", "planned", "possible", "conditional"].find(one => found.has(one));
  const look = found.has("denied") ? "denied" : ["possible", "conditional"].includes(modality) ? "possible" : unnamed ? "unnamed" : "record";
  return { look, words: [modality !== "asserted" && modality, unnamed && "unnamed source"].filter(Boolean) };
}

function narrowed(line) {
  const claims = line.claims.filter(counts);
  if (claims.length === line.claims.length) return line;
  const later = line.claims.every(at => state.asof && claimDay(data, at) > state.asof);
  return { ...line, claims, later, none: !claims.length, origins: new Set(claims.flatMap(originsOf)).size, ...(line.kind !== "statement" && claims.length ? certainty(claims) : {}) };
}

// Claims about a node that no line stands for.
export const moreOf = node => (node.more || []).filter(counts);

// Lines with the claims that count, items as these make them: the status of the day, and whether a named source speaks.
export function narrow() {
  now.lines = data.lines.map(narrowed);
  now.byId = byId(now.lines);
  now.items = data.items.map(item => {
    if (!state.asof && !state.since && !state.source) return item;
    const claims = [...now.lines.filter(line => line.from === item.id || line.to === item.id).flatMap(line => line.claims), ...moreOf(item)];
    const status = state.asof && item.was ? (item.was.findLast(([when]) => when <= state.asof) || [])[1] : item.status;
    return { ...item, status, unnamed: item.unnamed || (claims.length && claims.every(at => data.evidence[at].unnamed)) };
  });
  for (const item of now.items) nodes.set(item.id, item);
}

const sideOf = line => `side${Math.min(MANY, (nodes.get(line.from) || {}).side ?? -1)}`;
const within = (id, wanted) => id === wanted || (nodes.get(id) || {}).box === wanted;
export const filtered = line => [line.stance, line.look, sideOf(line)].some(one => state.off.has(one)) || (line.none && !line.later)
  || (state.actor && line.from !== state.actor && line.to !== state.actor) || (state.on && !within(line.to, state.on) && !within(line.from, state.on));
export const shownLines = () => now.lines.filter(line => !line.none && !filtered(line));

export const spoken = at => { const one = data.evidence[at]; return data.paragraphs[one.p].slice(...one.at.slice(2)); };
const said = new Map();
const words = line => {
  if (!said.has(line.id)) said.set(line.id, [names(line.from), line.act, names(line.to), ...line.claims.map(spoken)].join(" ").toLowerCase());
  return [said.get(line.id), ...line.words].join(" ");
};
export const matches = line => !state.q || words(line).includes(state.q.toLowerCase());

// Who and what had been spoken of by the chosen day.
export function known() {
  const found = new Set(now.lines.filter(line => !line.none).flatMap(line => [line.from, line.to]));
  for (const node of nodes.values()) if (!state.asof || moreOf(node).length || (node.was && node.status)) found.add(node.id);
  return found;
}
