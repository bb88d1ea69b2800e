// What is shown as a file: CSV, one row a claim with its hedges; SVG and PNG that need nothing beside them.
import { all } from "./dom.js";
import { s } from "./draw.js";
import { data, names, spoken, sourcesOf } from "./view.js";

const COLUMNS = ["actor", "act", "target", "stance", "certainty", "modality", "unnamed source", "independent origins", "speaker", "addressee", "on whose word", "said", "published", "outlet", "article", "url", "words", "sentence"];

// A spreadsheet runs what begins like a formula: a quotation mark before it keeps it text.
const cell = value => `"${String(value ?? "").replace(/^(?=\s*[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;

export function csv(lines) {
  const rows = lines.flatMap(line => line.claims.map(at => {
    const one = data.evidence[at], doc = data.documents[one.doc];
    return [names(line.from), line.act, names(line.to), line.stance, line.words.join(", ") || "on record", one.modality, one.unnamed ? "yes" : "no", (one.origins || sourcesOf(at)).join("; "), one.by.join("; "), (one.to || []).join("; "), (one.chain || [doc.outlet]).join("; "), one.said, doc.published, doc.outlet, doc.title, doc.url, spoken(at), data.paragraphs[one.p].slice(...one.at.slice(0, 2))];
  }));
  return `\ufeff${[COLUMNS, ...rows].map(row => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// Table and timeline under one heading, with the page's own styles inside.
export function svg(title) {
  const parts = [document.getElementById("table"), document.getElementById("timeline")].filter(Boolean).map(one => one.cloneNode(true));
  const wide = Math.max(...parts.map(one => +one.getAttribute("width")));
  let y = 30;
  for (const one of parts) {
    for (const gone of one.querySelectorAll(".gone, .hit, #later")) gone.remove();
    for (const button of one.querySelectorAll("[tabindex]")) button.removeAttribute("tabindex");
    one.setAttribute("y", y);
    y += +one.getAttribute("height");
  }
  const styles = [...all("style")].filter(one => !one.media || matchMedia(one.media).matches).map(one => one.textContent).join("");
  const whole = s("svg", { width: wide, height: y, viewBox: `0 0 ${wide} ${y}` }, s("style", {}, styles), s("rect", { width: "100%", height: "100%", style: "fill:var(--back)" }), s("text", { x: 16, y: 20 }, title), parts);
  return new XMLSerializer().serializeToString(whole);
}

export async function png(title) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg(title))}`;
  await image.decode();
  const canvas = document.createElement("canvas"), scale = Math.min(2, 16000 / image.height);
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done));
}

export function download(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
}
