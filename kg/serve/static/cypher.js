// Cypher for the editor's colours: what a word is, it is by what stands before it.
const KEYWORDS = /^(?:all|and|any|as|asc|ascending|by|call|case|contains|desc|descending|distinct|else|end|ends|exists|false|in|is|limit|match|none|not|null|on|optional|or|order|return|single|skip|starts|then|true|union|unwind|when|where|with|xor|yield)$/i;

export const cypher = {
  name: "cypher",
  startState: () => ({ before: "", comment: false }),
  languageData: { commentTokens: { line: "//" }, closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] } },
  token(stream, state) {
    if (state.comment) {
      state.comment = !stream.skipTo("*/") && (stream.skipToEnd(), true);
      if (!state.comment) stream.match("*/");
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("//")) { stream.skipToEnd(); return "comment"; }
    if (stream.match("/*")) { state.comment = true; return "comment"; }
    const { before } = state;
    state.before = stream.peek();
    if (stream.match(/^'(?:[^'\\]|\\.)*'?|^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^\d+(?:\.\d+)?(?:e[+-]?\d+)?/i)) return "number";
    if (stream.match(/^\$\w+/)) return "atom";
    if (stream.match(/^(?:[\p{L}_][\p{L}\p{N}_]*|`[^`]*`)/u)) {
      const word = stream.current();
      if (before === ".") return "propertyName";
      if (before === ":" || before === "|") return "typeName";
      if (KEYWORDS.test(word)) return "keyword";
      return stream.match(/^\s*\(/, false) ? "variableName.standard" : stream.match(/^\s*:/, false) && before === "{" ? "propertyName" : "variableName";
    }
    stream.next();
    return null;
  },
};
