// What may be typed next: labels, relations, properties and values of the vocabulary, columns of the named questions.
const CYPHER = "MATCH|OPTIONAL MATCH|WHERE|RETURN|WITH|UNWIND|ORDER BY|LIMIT|SKIP|AS|DISTINCT|AND|OR|NOT|IN|IS NULL|IS NOT NULL|CONTAINS|STARTS WITH|ENDS WITH|UNION|CASE|WHEN|THEN|ELSE|END".split("|");
const CALLS = "count|collect|coalesce|labels|type|size|min|max|avg|sum|toLower|toUpper|keys|nodes|relationships|shortestPath|exists".split("|");
const SPARQL = "SELECT|DISTINCT|WHERE|FILTER|OPTIONAL|UNION|BIND|VALUES|GROUP BY|ORDER BY|LIMIT|OFFSET|ASK|CONSTRUCT|DESCRIBE|PREFIX|GRAPH|MINUS|NOT EXISTS|EXISTS|HAVING|AS|COUNT|GROUP_CONCAT|SAMPLE|MIN|MAX|COALESCE|BOUND|REGEX|CONTAINS|STRSTARTS|LCASE|STR|IF".split("|");

const options = (type, list) => list.map(one => ({ type, label: one.name, detail: one.detail, info: one.about }));

// `words`: the answers of /api/vocabulary and /api/questions.
export function completions(language, { vocabulary, questions }) {
  const cq = one => ({ ...one, name: one.rdf || one.name });
  const labels = options("class", vocabulary.classes);
  const relations = options("type", vocabulary.relations.map(one => ({ ...one, detail: `${[one.from].flat().join(", ")} → ${[one.to].flat().join(", ")}`.slice(0, 40) })));
  const properties = options("property", vocabulary.properties.map(one => ({ ...one, detail: one.values.length ? one.values.join(", ").slice(0, 40) : "" })));
  const values = new Map(vocabulary.properties.map(one => [one.name, options("constant", one.values.map(value => ({ name: value, detail: one.name })))]));
  const every = [...values.values()].flat();
  const seen = new Set();
  const columns = options("variable", questions.flatMap(one => Object.keys(one.columns).map(name => ({ name, detail: `column of ${one.name}` })))
    .filter(one => !seen.has(one.name) && seen.add(one.name)));
  const facts = [...options("type", vocabulary.relations.map(cq)), ...options("property", vocabulary.properties)];
  const plain = language === "cypher" ? [...options("keyword", CYPHER.map(name => ({ name }))), ...options("function", CALLS.map(name => ({ name }))), ...columns]
    : [...options("keyword", SPARQL.map(name => ({ name }))), ...columns.map(one => ({ ...one, label: `?${one.label}` })),
      ...Object.keys(vocabulary.prefixes).map(name => ({ type: "namespace", label: `${name}:`, detail: vocabulary.prefixes[name] }))];

  return context => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 400), context.pos);
    const answer = (pattern, found, validFor = /^\w*$/) => {
      const match = pattern.exec(before);
      return match && { from: context.pos - match.at(-1).length, options: found(match), validFor };
    };
    const valued = match => (values.get(match[1]) || []).length ? values.get(match[1]) : every;
    const asked = context.explicit || /[\w?]$/.test(before);
    if (quoted(before.split("\n").at(-1))) return answer(/(\w+)\s*(?:=|<>|:|IN\s*\[[^\]]*|\s)\s*['"]([\w ]*)$/i, valued, /^[\w ]*$/) || answer(/['"]([\w ]*)$/, () => every, /^[\w ]*$/);
    if (language === "sparql") return answer(/\ba\s+cq:(\w*)$/, () => labels) || answer(/\bcq:(\w*)$/, () => [...facts, ...labels])
      || (asked ? answer(/(\??\w*)$/, () => plain, /^\??\w*$/) : null);
    return answer(/\[\w*\s*:(?:\w+\|)*(\w*)$/, () => relations) || answer(/\(\s*\w*\s*(?::\w+)*:(\w*)$/, () => labels)
      || answer(/\w\.(\w*)$/, () => properties) || answer(/[({,\s]\{(?:[^{}]*,)?\s*(\w*)$/, () => properties)
      || (asked ? answer(/(\w*)$/, () => plain) : null);
  };
}

// Whether the end of a line stands within a string.
function quoted(line) {
  let open = "";
  for (const letter of line) {
    if (open) open = letter === open ? "" : open;
    else if (letter === "'" || letter === '"') open = letter;
  }
  return Boolean(open);
}
