"""What follows from the vocabulary, written to files that are checked in.

    python -m schema.generate           # write them
    python -m schema.generate --check   # say which are stale; exit 1 when any is
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from schema.ontology import ontology
from schema.reference import reference
from schema.shapes import shapes
from schema.turtle import DATATYPES, STANDARD
from schema.vocabulary import VOCABULARY, Vocabulary, camel

ROOT = Path(__file__).parent.parent


def context(vocabulary: Vocabulary) -> str:
    """A JSON-LD 1.1 context: plain keys in, the vocabulary's terms and datatypes out."""
    name = vocabulary.table["prefix"]
    terms: dict[str, object] = {"@version": 1.1, name: {"@id": vocabulary.namespace, "@prefix": True},
                                "xsd": STANDARD["xsd"], "uri": "@id", "type": "@type"}
    terms |= {prop: _term(name, prop, entry["type"]) for prop, entry in vocabulary.properties.items()}
    for cls, entry in vocabulary.classes.items():
        own = {prop: _term(name, prop, "integer") for prop in entry.get("offsets", [])}
        terms[cls] = {"@id": f"{name}:{cls}", "@context": own} if own else f"{name}:{cls}"
    terms |= {camel(one): {"@id": f"{name}:{camel(one)}", "@type": "@id"} for one in vocabulary.relations}
    return json.dumps({"@context": terms}, indent=2, ensure_ascii=False) + "\n"


def _term(name: str, prop: str, kind: str) -> dict[str, str]:
    term = {"@id": f"{name}:{prop}"}
    if DATATYPES[kind] != "xsd:string":
        term["@type"] = DATATYPES[kind]
    if kind == "strings":
        term["@container"] = "@set"
    return term


def constraints(vocabulary: Vocabulary) -> str:
    """Cypher of Neo4j 5, one statement a line: `uri` is unique in each class; what people look up by has an index."""
    lines = ["// Written from schema/vocabulary.yaml by `python -m schema.generate`."]
    for cls in vocabulary.classes:
        lines.append(f"CREATE CONSTRAINT {cls.lower()}_uri IF NOT EXISTS FOR (n:{cls}) REQUIRE n.uri IS UNIQUE;")
    for cls in vocabulary.classes:
        for prop in vocabulary.values_of(cls):
            if vocabulary.properties[prop].get("index") and prop not in vocabulary.classes[cls].get("offsets", []):
                lines.append(f"CREATE INDEX {cls.lower()}_{prop} IF NOT EXISTS FOR (n:{cls}) ON (n.{prop});")
    return "\n".join(lines) + "\n"


OUTPUTS: dict[str, Callable[[Vocabulary], str]] = {
    "schema/generated/ontology.ttl": ontology,
    "schema/generated/shapes.ttl": shapes,
    "schema/generated/context.jsonld": context,
    "schema/generated/constraints.cypher": constraints,
    "docs/vocabulary.md": reference,
}


def stale(root: Path = ROOT, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    """The generated files below `root` that do not say what the vocabulary says, missing ones included."""
    return [name for name, write in OUTPUTS.items()
            if not (root / name).exists() or (root / name).read_text(encoding="utf-8") != write(vocabulary)]


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python -m schema.generate [--check]", file=sys.stderr)
        return 2
    names = stale()
    if arguments:
        for name in names:
            print(f"{name} is stale: run python -m schema.generate", file=sys.stderr)
        return 1 if names else 0
    for name in names:
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OUTPUTS[name](VOCABULARY), encoding="utf-8")
        print(f"wrote {name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
