// The evidence pane: the sentence in its paragraph, who said it, on whose word, when, and how surely.
import { h, span, dim, day, plural, press } from "./dom.js";

const STANCE = { for: "in favour", against: "against", neutral: "no position stated" };
const KIND = { direct: "in the speaker's own words", mixed: "partly in the speaker's own words", indirect: "reported speech",
  narration: "the outlet's own account", request: "asked for comment" };

export const certaintyWords = line => line.words.join(" · ") || "on record";

// Longest stretches first: the two marks nest, and either may be empty.
export function marked(paragraph, [from, to, low, high]) {
  const pale = (a, b) => (a < b ? h("mark", { class: "sentence" }, paragraph.slice(a, b)) : "");
  return h("blockquote", {},
    paragraph.slice(0, Math.min(from, low)),
    pale(from, low), h("mark", { class: "span" }, paragraph.slice(low, high)), pale(high, to),
    paragraph.slice(Math.max(to, high)));
}

function facts(pairs) {
  return h("dl", {}, pairs.filter(([, value]) => value && value.length).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

function article(doc) {
  const words = [doc.outlet, doc.title, day(doc.published)].filter(Boolean).join(" · ");
  return /^https?:\/\//i.test(doc.url || "") ? h("a", { href: doc.url, rel: "noreferrer noopener" }, words) : words;
}

export function showClaim(data, at) {
  const one = data.evidence[at], doc = data.documents[one.doc];
  const doubt = one.modality === "asserted" ? "" : one.modality;
  return h("article", { class: "claim", "data-claim": at },
    marked(data.paragraphs[one.p], one.at),
    facts([
      ["Said by", [one.by.join(", ") || "the outlet itself", one.unnamed ? " (unnamed source)" : ""]],
      ["Said to", (one.to || []).join(", ")],
      ["On whose word", (one.chain || [doc.outlet]).join("; ")],
      ["Independent origin", (one.origins || []).join("; ")],
      ["Where", one.venue],
      ["When said", day(one.said)],
      ["Published", day(doc.published)],
      ["How surely", [doubt || "asserted", one.unnamed ? ", on an unnamed source's word" : ""]],
      ["Stance", STANCE[one.stance]],
      ["Manner", KIND[one.kind]],
      ["Article", doc.title ? [article(doc)] : ""],
      ["Set against", (one.against || []).map(other => data.paragraphs[data.evidence[other].p].slice(...data.evidence[other].at.slice(2)))],
    ]));
}

export function badge(look, words) {
  return span(`badge ${look}`, words);
}

// A line: what it says, then each of its claims; `names` maps node ids to names.
export function lineTitle(line, names) {
  return [names(line.from), " ", span(`stance ${line.stance}`, line.act), " ", span("target", names(line.to))];
}

export function showLine(data, line, names) {
  const claims = line.claims;
  return [
    h("p", { class: "kicker" }, "Evidence"),
    h("h2", {}, lineTitle(line, names)),
    h("p", { class: "badges" }, badge(line.look, certaintyWords(line)), span(`stance ${line.stance}`, STANCE[line.stance]),
      claims.length ? span("dim", `${plural(claims.length, "claim")}, ${plural(line.origins, "independent origin")}`) : ""),
    claims.length ? claims.map(at => showClaim(data, at)) : dim("No sentence is kept for this line."),
  ];
}

export function lineRow(line, names, open) {
  const row = press(`row ${line.look}`, () => open(line.id), lineTitle(line, names), span("dim", ` · ${certaintyWords(line)}`));
  row.dataset.line = line.id;
  return row;
}
