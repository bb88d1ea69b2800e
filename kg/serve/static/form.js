// A named question as a form: its sentence, a field for each parameter, its twins.
import { h, dim, press } from "/assets/dom.js";
import { get } from "./net.js";

const known = new Map();    // names by kind of parameter, asked for once

async function offer(kind, list) {
  if (!known.has(kind)) known.set(kind, get(`/api/names/${kind}`));
  list.replaceChildren(...(await known.get(kind)).map(name => h("option", { value: name })));
}

function field(param, state, changed) {
  const id = `param-${param.name}`, day = param.kind === "date", list = h("datalist", { id: `${id}-names` });
  const input = h("input", { id, type: day ? "date" : "text", autocomplete: "off", "aria-describedby": `${id}-about`, list: day || param.kind === "text" ? undefined : list.id,
    on: { input: event => { state.params[param.name] = event.target.value; changed(); },
      focus: () => { if (input.hasAttribute("list")) offer(param.kind, list).catch(() => known.delete(param.kind)); } } });
  input.value = state.params[param.name] || "";
  return h("p", { class: "field" }, h("label", { for: id }, param.name), input, h("span", { class: "dim", id: `${id}-about` }, param.about), list);
}

export function drawForm(question, state, { changed, run, open }) {
  const engine = name => h("label", { class: "pick" }, h("input", { type: "radio", name: "engine", value: name, checked: state.engine === name,
    on: { change: () => { state.engine = name; changed(); } } }), name === "cypher" ? "Cypher" : "SPARQL");
  return [
    h("h2", {}, question.sentence),
    dim(`${question.name} · behind each row: ${question.claims}`),
    h("form", { on: { submit: event => { event.preventDefault(); run(); } } },
      question.params.map(param => field(param, state, changed)),
      h("fieldset", { class: "bar" }, h("legend", {}, "Answered by"), engine("cypher"), engine("sparql"), h("span", { class: "dim" }, "the same rows from both"))),
    h("p", { class: "bar" }, press("", () => open("cypher"), "Open as Cypher"), press("", () => open("sparql"), "Open as SPARQL")),
  ];
}
