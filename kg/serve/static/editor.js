// The editor: one view, two languages, completion from the vocabulary.
import { Compartment, EditorState, EditorView, HighlightStyle, Prec, StreamLanguage, autocompletion, bracketMatching, closeBrackets,
  closeBracketsKeymap, completionKeymap, defaultKeymap, history, historyKeymap, keymap, sparql, syntaxHighlighting, tags } from "./vendor/codemirror.min.js";
import { completions } from "./complete.js";
import { cypher } from "./cypher.js";

const LANGUAGES = { cypher: StreamLanguage.define(cypher), sparql: StreamLanguage.define(sparql) };
const NAMES = { cypher: "Cypher query", sparql: "SPARQL query" };

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--side0)", fontWeight: "600" },
  { tag: [tags.atom, tags.typeName, tags.labelName], color: "var(--side2)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--for)" },
  { tag: [tags.standard(tags.variableName), tags.definition(tags.variableName)], color: "var(--side3)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--side4)" },
  { tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--dim)", borderRadius: "8px", fontSize: "13px" },
  "&.cm-focused": { outline: "3px solid var(--ink)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas, monospace", lineHeight: "1.5", maxHeight: "var(--editor, 36vh)", minHeight: "108px" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 4px" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--dim)", borderRadius: "6px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--ink)", color: "var(--back)" },
  ".cm-completionDetail": { color: "inherit", opacity: "1", fontStyle: "normal", marginLeft: "12px" },
  ".cm-completionInfo": { maxWidth: "260px", padding: "4px 8px" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--span)" },
});

// An editor in `place`: text and language to be set and read. `changed` is called when somebody types, `run` for Mod-Enter.
export function makeEditor(place, words, { changed, run }) {
  const language = new Compartment();
  const speaks = name => [LANGUAGES[name], autocompletion({ override: [completions(name, words)], icons: false }),
    EditorView.contentAttributes.of({ "aria-label": NAMES[name], tabindex: "0" })];
  const view = new EditorView({ parent: place, state: EditorState.create({ extensions: [
    EditorView.cspNonce.of(document.querySelector("meta[name=csp-nonce]").content),
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }])),
    history(), bracketMatching(), closeBrackets(), syntaxHighlighting(colours), look, EditorView.lineWrapping,
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of(update => { if (update.docChanged && !update.transactions.some(one => one.isUserEvent("set"))) changed(); }),
    language.of(speaks("cypher")),
  ] }) });
  let spoken = "cypher";
  return {
    get text() { return view.state.doc.toString(); },
    focus: () => view.focus(),
    set(name, text) {
      const effects = name === spoken ? [] : [language.reconfigure(speaks(name))];
      const changes = text === view.state.doc.toString() ? [] : [{ from: 0, to: view.state.doc.length, insert: text }];
      spoken = name;
      if (effects.length || changes.length) view.dispatch({ changes, effects, userEvent: "set" });
    },
  };
}
