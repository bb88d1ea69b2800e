// What stands behind a row: each claim's sentence in its paragraph, as the pictures show it.
import { h, dim, plural, press } from "/assets/dom.js";
import { showClaim } from "/assets/evidence.js";
import { words } from "./rows.js";

// What is usual is left out on the way (viz/page.py); it is put back as in dom.js.
const filled = one => ({ stance: "neutral", modality: "asserted", kind: "indirect", doc: 0, day: one.said, by: [], ...one });

export function showEvidence(found, row, name, close) {
  const data = { ...found, evidence: found.evidence.map(filled) };
  const shown = data.evidence.length, title = Object.values(row).map(words).filter(Boolean).slice(0, 4).join(" · ");
  return [
    press("back", close, "Close"),
    h("p", { class: "kicker" }, `Evidence · ${name}`),
    h("h2", {}, title.length > 160 ? `${title.slice(0, 160)} …` : title || "Nothing"),
    dim(found.how, found.count ? ` ${plural(found.count, "claim")}, ${plural(found.origins, "independent origin")}${shown < found.count ? `; the newest ${shown} are shown` : ""}.` : ""),
    ...data.evidence.map((_, at) => showClaim(data, at)),
  ];
}

export function overview(answer) {
  return [h("p", { class: "kicker" }, "Evidence"), h("h2", {}, answer && answer.rows.length ? "Choose a row" : "Choose a question, or write a query"),
    dim("Every row opens the sentences that it rests on: who says so, on whose word, when, and how surely.")];
}
