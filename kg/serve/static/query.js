// The query page: what is asked stands in the address; run() asks it; every row opens its sentences.
import { h, all, dim, plural, press } from "/assets/dom.js";
import { makeEditor } from "./editor.js";
import { drawRows } from "./rows.js";
import { drawForm } from "./form.js";
import { overview, showEvidence } from "./behind.js";
import { get, post, save } from "./net.js";

const $ = id => document.getElementById(id);
const START = {
  cypher: "MATCH (c:Claim)-[:SPEAKER]->(a:Actor)\nRETURN a.name AS speaker, c.act AS act, c.text AS text, c.modality AS modality, c.uri AS claim\nLIMIT 50",
  sparql: "SELECT ?speaker ?act ?text ?modality ?claim WHERE {\n  ?claim a cq:Claim ; cq:act ?act ; cq:text ?text ; cq:modality ?modality ; cq:speaker/cq:name ?speaker .\n}\nLIMIT 50",
};
const narrow = matchMedia("(max-width: 820px)");
const [vocabulary, questions] = await Promise.all([get("/api/vocabulary"), get("/api/questions")]);
const named = new Map(questions.map(one => [one.name, one]));
const state = { mode: "question", question: questions[0].name, engine: "cypher", params: {}, texts: { ...START }, view: "table", row: 0 };
let answer = null, running = null;

const editor = makeEditor($("editor"), { vocabulary, questions }, { changed: () => { state.texts[state.mode] = editor.text; writeHash(); }, run });

// -- the address

function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1)), name = hash.get("question"), mode = hash.get("mode");
  Object.assign(state, { mode: START[mode] ? mode : "question", engine: hash.get("engine") === "sparql" ? "sparql" : "cypher", params: {}, view: hash.get("view") === "picture" ? "picture" : "table", row: +hash.get("row") || 0 });
  if (named.has(name)) state.question = name;
  for (const [key, value] of hash) if (key.startsWith("p.")) state.params[key.slice(2)] = value;
  if (START[mode] && hash.has("text")) state.texts[mode] = hash.get("text");
  return named.has(name) || hash.has("text");
}

function writeHash() {
  const hash = new URLSearchParams();
  if (state.mode === "question") {
    hash.set("question", state.question);
    if (state.engine !== "cypher") hash.set("engine", state.engine);
    for (const [name, value] of Object.entries(state.params)) if (value) hash.set(`p.${name}`, value);
  } else {
    hash.set("mode", state.mode);
    hash.set("text", state.texts[state.mode]);
  }
  if (state.view === "picture") hash.set("view", "picture");
  if (state.row) hash.set("row", state.row);
  history.replaceState(null, "", `#${hash}`);
}

// -- what is asked

const asked = () => (state.mode === "question" ? { question: state.question, engine: state.engine, params: Object.fromEntries(Object.entries(state.params).filter(([, value]) => value)) } : { language: state.mode, text: state.texts[state.mode] });

function showAsked() {
  const free = state.mode !== "question";
  for (const tab of all("[data-mode]")) tab.setAttribute("aria-pressed", tab.dataset.mode === state.mode);
  for (const one of all("[data-name]")) one.setAttribute("aria-pressed", !free && one.dataset.name === state.question);
  $("editor").hidden = !free;
  $("question").hidden = free;
  if (free) editor.set(state.mode, state.texts[state.mode]);
  else $("question").replaceChildren(...drawForm(named.get(state.question), state, { changed: writeHash, run, open }));
}

function ask(change) {
  Object.assign(state, change, { row: 0 });
  writeHash();
  showAsked();
}

// A twin of the question, with the values of its parameters, in the editor.
async function open(language) {
  try {
    const { text } = await post("/api/written", { ...asked(), engine: language });
    ask({ mode: language, texts: { ...state.texts, [language]: text } });
    editor.focus();
  } catch (error) { say(error.message, true); }
}

function say(words, failed = false) {
  $("said").textContent = words;
  $("said").classList.toggle("failed", failed);
}

// -- the answer

async function run(row = 0) {
  running?.abort();
  const mine = running = new AbortController(), request = asked();
  state.row = row;
  writeHash();
  $("stop").hidden = false;
  say("Running …");
  try {
    const found = await post(request.question ? "/api/ask" : "/api/query", request, mine.signal);
    if (mine !== running) return;
    answer = { ...found, asked: request };
    const cut = found.more ? `The first ${plural(found.most, "row")}; there are more: narrow what you ask` : plural(found.rows.length, "row");
    say(`${cut} · ${found.seconds < 0.01 ? "under 0.01" : found.seconds.toFixed(2)} s`);
  } catch (error) {
    if (mine !== running) return;
    answer = null;
    say(error.name === "AbortError" ? "Stopped." : error.message, error.name !== "AbortError");
  }
  running = null;
  $("stop").hidden = true;
  showAnswer();
}

function showAnswer() {
  const picture = state.view === "picture";
  $("tools").hidden = !answer;
  for (const tab of all("[data-view]")) tab.setAttribute("aria-pressed", tab.dataset.view === state.view);
  $("rows").hidden = !answer || picture;
  $("picture").hidden = !answer || !picture;
  document.body.classList.toggle("picturing", Boolean(answer) && picture);
  $("rows").replaceChildren(...(answer ? drawRows(answer, openRow, openValue) : []));
  if (answer && picture) drawPicture();
  else $("picture").replaceChildren();
  if (answer && !picture && answer.rows[state.row - 1]) openRow(state.row - 1);
  else close();
}

// The negotiation table of the rows, as it is drawn of the whole store.
function drawPicture() {
  const { params = {}, ...rest } = answer.asked, query = new URLSearchParams(rest);
  for (const [name, value] of Object.entries(params)) query.set(`p.${name}`, value);
  const address = `/rows?${query}`, frame = h("iframe", { src: address, title: "The rows as a negotiation table" });
  frame.addEventListener("load", () => paint(frame));
  const wait = h("span", { role: "status" }, "Drawing … ");
  frame.addEventListener("load", () => wait.replaceChildren("What the rows hold, drawn as a negotiation table. "));
  $("picture").replaceChildren(dim(wait, h("a", { href: address, target: "_blank", rel: "noopener" }, "By itself")), frame);
}

async function openRow(at) {
  state.row = at + 1;
  writeHash();
  for (const one of all("[data-row]")) one.classList.toggle("chosen", +one.dataset.row === at);
  document.querySelector("[data-row].chosen")?.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
  await pane(answer.rows[at], answer.claims[at] || [], `Row ${at + 1}`);
}

const openValue = (value, name) => pane({ value }, [], name);

let turn = 0;
async function pane(row, claims, name) {
  const mine = ++turn;
  try {
    const found = await post("/api/evidence", { row, claims });
    if (mine !== turn) return;
    $("evidence").replaceChildren(...showEvidence(found, row, name, close));
    $("evidence").scrollTop = 0;
    document.body.classList.add("reading");
  } catch (error) { say(error.message, true); }
}

function close() {
  turn++;
  if (state.row) { state.row = 0; writeHash(); }
  for (const one of all("[data-row].chosen")) one.classList.remove("chosen");
  document.body.classList.remove("reading");
  $("evidence").replaceChildren(...overview(answer));
}

// -- the rest of the page

function drawList() {
  const words = $("find").value.toLowerCase().split(/\s+/);
  const found = questions.filter(one => words.every(word => `${one.name} ${one.sentence}`.toLowerCase().includes(word)));
  $("list").replaceChildren(...found.map(one => {
    const button = press("row", () => {
      if (narrow.matches) $("box").open = false;
      ask({ mode: "question", question: one.name, params: {} });
      run();
    }, one.sentence, h("span", { class: "dim" }, one.name));
    button.dataset.name = one.name;
    button.setAttribute("aria-pressed", state.mode === "question" && one.name === state.question);
    return h("li", {}, button);
  }), ...(found.length ? [] : [h("li", { class: "dim" }, "No question is like that.")]));
}

function paint(frame) {
  const inner = frame.contentDocument && frame.contentDocument.getElementById("dark");
  if (inner) inner.media = $("dark").media;
}

function theme() {
  const dark = $("dark");
  dark.media = matchMedia(dark.media).matches ? "not all" : "all";
  all("#picture iframe").forEach(paint);
}

function restore() {
  const asking = readHash();
  showAsked();
  drawList();
  if (asking) run(state.row);
  else { answer = null; showAnswer(); }
}

all("[data-mode]").forEach(tab => tab.addEventListener("click", () => { ask({ mode: tab.dataset.mode }); if (tab.dataset.mode !== "question") editor.focus(); }));
all("[data-view]").forEach(tab => tab.addEventListener("click", () => { state.view = tab.dataset.view; writeHash(); showAnswer(); }));
all("[data-save]").forEach(button => button.addEventListener("click", () => save(answer, button.dataset.save).catch(error => say(error.message, true))));
$("run").addEventListener("click", () => run());
$("stop").addEventListener("click", () => running?.abort());
$("find").addEventListener("input", drawList);
$("theme").addEventListener("click", theme);
addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) { event.preventDefault(); run(); }
  else if (event.key === "Escape" && !event.defaultPrevented && document.body.classList.contains("reading")) close();
});
addEventListener("hashchange", restore);
if (narrow.matches) $("box").open = false;
restore();
document.querySelector("main").removeAttribute("aria-busy");
