// Rows as a table: each value by its type, each row with the way to its sentences.
import { h, dim, plural, press } from "/assets/dom.js";

const STEP = 200;   // rows drawn at once
const CLAIM = "urn:communique:claim:", OURS = "urn:communique:", SEPARATOR = "\u001f";

const isNode = value => value !== null && typeof value === "object" && !Array.isArray(value) && typeof value.uri === "string";
export const called = node => node.name || node.title || node.text || node.exact || node.time || node.uri.split(":").at(-1);

// A value in words, for headings.
export function words(value) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "string" && value.includes(SEPARATOR)) return words(value.split(SEPARATOR));
  if (Array.isArray(value)) return value.length && value.every(isClaim) ? plural(value.length, "claim") : value.map(words).filter(Boolean).join(", ");
  if (isNode(value)) return called(value);
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "string" && value.startsWith(OURS) ? value.slice(OURS.length) : String(value);
}

const isClaim = value => typeof value === "string" && value.startsWith(CLAIM);

export function cell(value, open) {
  if (value === null || value === undefined || value === "") return h("span", { class: "dim" }, "–");
  if (typeof value === "string" && value.includes(SEPARATOR)) return cell(value.split(SEPARATOR).filter(Boolean), open);
  if (Array.isArray(value)) {
    if (!value.length) return h("span", { class: "dim" }, "–");
    if (value.every(isClaim)) return opens(value, words(value), open, "", "opens count");
    return h("ul", { class: "members" }, value.map(one => h("li", {}, cell(one, open))));
  }
  if (isNode(value)) return opens(value, called(value), open, [value.uri, ...Object.entries(value).filter(([name]) => name !== "uri").map(([name, one]) => `${name}: ${words(one)}`)].join("\n"));
  if (typeof value === "object") return h("code", {}, JSON.stringify(value));
  if (isClaim(value)) return opens(value, words([value]), open, value, "opens count");
  if (typeof value === "string" && value.startsWith(OURS)) return opens(value, words(value), open);
  if (typeof value === "string" && /^https?:\/\//i.test(value)) return h("a", { href: value, rel: "noreferrer noopener", target: "_blank" }, value);
  return String(value);
}

function opens(value, name, open, title, look = "opens") {
  const button = press(look, event => { event.stopPropagation(); open(value, name); }, name);
  if (title) button.title = title;
  return button;
}

const kind = value => (typeof value === "number" ? "number" : /^\d{4}-\d\d(?:-\d\d)?$/.test(value) ? "date" : undefined);

export function drawRows(answer, openRow, openValue) {
  const { columns, rows } = answer;
  if (!rows.length) return [dim("No row answers this.")];
  const body = h("tbody", {}), more = h("p", {});
  const add = () => {
    const from = body.children.length;
    body.append(...rows.slice(from, from + STEP).map((row, step) => {
      const at = from + step;
      return h("tr", { "data-row": at, on: { click: event => { if (event.target.closest("button") || (!event.target.closest("a") && getSelection().isCollapsed)) openRow(at); } } },
        h("th", { scope: "row" }, h("button", { type: "button", class: "opens", "aria-label": `Evidence of row ${at + 1}` }, at + 1)),
        columns.map(name => h("td", { class: kind(row[name]) }, cell(row[name], openValue))));
    }));
    const left = rows.length - body.children.length;
    more.replaceChildren(...(left ? [press("", add, `Show ${Math.min(STEP, left)} more of ${left}`)] : []));
  };
  add();
  return [
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" }, h("table", {},
      h("caption", {}, "A row, or its number, opens the sentences behind it."),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "No."), columns.map(name => h("th", { scope: "col" }, name)))), body)),
    more,
  ];
}
