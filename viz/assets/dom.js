// Elements made of text: nothing that comes from a graph is ever read as markup.

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat(9).filter(child => child !== "" && child !== null && child !== undefined && child !== false));
  return element;
}

export const dim = (...words) => h("p", { class: "dim" }, words);
export const span = (look, ...words) => h("span", { class: look }, words);
// In place of what is there; `false`, 0 and the like stand for nothing.
export const put = (element, ...children) => element.replaceChildren(...children.flat(9).filter(Boolean));
export const toggle = (element, look, on) => element.classList.toggle(look, Boolean(on));
export const rowsOf = (list, row) => h("ul", { class: "rows" }, list.map(one => h("li", {}, row(one))));
export const press = (look, click, ...children) => h("button", { class: look, type: "button", on: { click } }, children);
export const all = selector => document.querySelectorAll(selector);

// To set a canvas's font is slow: one canvas a font. To shape text is slow: a word is measured once.
const pens = new Map();
export const measure = (text, font) => {
  if (!pens.has(font)) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    pens.set(font, { pen, known: new Map(), space: pen.measureText(" ").width });
  }
  const { pen, known: widths, space } = pens.get(font);
  let width = -space;
  for (const word of text.split(" ")) {
    if (!widths.has(word)) widths.set(word, pen.measureText(word).width);
    width += widths.get(word) + space;
  }
  return width;
};

// As soon as the next frame is seen and nothing else is to be done.
const idle = window.requestIdleCallback || (does => setTimeout(does, 200));      // Safari has none
export const atLeisure = does => requestAnimationFrame(() => requestAnimationFrame(() => idle(() => does())));

// The page's data, with what is usual, and so left out of it, put back.
export function readPicture() {
  const data = JSON.parse(document.getElementById("picture").textContent);
  data.lines = data.lines.map(line => ({ stance: "neutral", look: "record", kind: "statement", origins: 1, claims: [], words: [], ...line }));
  data.evidence = data.evidence.map(one => ({ stance: "neutral", modality: "asserted", kind: "indirect", doc: 0, day: one.said, ...one }));
  const nodes = [...data.actors, ...data.items];
  for (const one of data.evidence) one.by = (one.by || []).map(by => (nodes[by] || { name: by }).name);
  for (const line of data.lines) { line.from = nodes[line.from].id; line.to = nodes[line.to].id; }
  for (const item of data.items) if (item.cls === "Deadline" && item.name === item.time) item.name = `deadline ${day(item.time)}`;
  return data;
}

export const byId = list => new Map(list.map(one => [one.id, one]));

export function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// EDTF for people: 2025-11-24 -> 24 Nov 2025; an interval keeps its two ends; what is doubtful says so.
export function day(time, year = true) {
  if (!time) return "";
  if (time.includes("/")) {
    const [first, last] = time.split("/");
    if (/^\d{4}-\d\d-\d\d$/.test(first) && first.slice(0, 8) === (last || "").slice(0, 8)) return `${+first.slice(8)}–${day(last, year)}`;
    return `${day(first, year) || "…"} – ${day(last, year) || "…"}`;
  }
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%])?$/.exec(time);
  if (!found) return time;
  const [, y, m, d, doubt] = found;
  return [d && +d, m && MONTHS[m - 1], (year || !m) && y].filter(Boolean).join(" ") + (doubt ? " (uncertain)" : "");
}
