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
    return `${day(first, year) || "…"} – ${day(last, year) || "…"}`;
  }
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%])?$/.exec(time);
  if (!found) return time;
  const [, y, m, d, doubt] = found;
  return [d && +d, m && MONTHS[m - 1], (year || !m) && y].filter(Boolean).join(" ") + (doubt ? " (uncertain)" : "");
}
