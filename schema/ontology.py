"""The vocabulary as an OWL ontology: classes, relations, properties, and what they correspond to elsewhere."""

from __future__ import annotations

from schema.turtle import STANDARD, block, datatypes, items, prefixes, text
from schema.vocabulary import Vocabulary, camel


def ontology(vocabulary: Vocabulary) -> str:
    """Turtle. A class or relation is put below the terms it is aligned to, never said to be the same as they are."""
    name = vocabulary.table["prefix"]
    parts = [prefixes(_used(vocabulary) | {name: vocabulary.namespace}),
             block(f"<{vocabulary.namespace.rstrip(':')}>", [
                 ("a", "owl:Ontology"), ("rdfs:label", text("Communiqué")),
                 ("rdfs:comment", text("Claims about a negotiation: who said what, on whose word, how surely."))])]
    parts += [_class(vocabulary, one) for one in vocabulary.classes]
    tops = [f"{name}:{one}" for one, entry in vocabulary.classes.items() if "is" not in entry]
    parts.append(block("[]", [("a", "owl:AllDisjointClasses"), ("owl:members", items(tops))]))
    parts += [_relation(vocabulary, one) for one in vocabulary.relations]
    parts += [_property(vocabulary, one) for one in vocabulary.properties]
    return "\n".join(parts)


def _used(vocabulary: Vocabulary) -> dict[str, str]:
    return vocabulary.table["prefixes"] | {one: STANDARD[one] for one in ("owl", "rdfs", "xsd")}


def _class(vocabulary: Vocabulary, cls: str) -> str:
    name, entry = vocabulary.table["prefix"], vocabulary.classes[cls]
    above = [f"{name}:{entry['is']}"] if "is" in entry else []
    above += entry.get("align", [])
    return block(f"{name}:{cls}", [
        ("a", "owl:Class"), ("rdfs:label", text(cls)), ("rdfs:comment", text(entry["about"])),
        *([("rdfs:subClassOf", ", ".join(above))] if above else [])])


def _relation(vocabulary: Vocabulary, relation: str) -> str:
    name, entry = vocabulary.table["prefix"], vocabulary.relations[relation]
    rows = [("a", "owl:ObjectProperty"), ("rdfs:label", text(relation)), ("rdfs:comment", text(entry["about"])),
            ("rdfs:domain", _either(name, entry["from"])), ("rdfs:range", _either(name, entry["to"]))]
    if "align" in entry:
        rows.append(("rdfs:subPropertyOf", entry["align"]))
    return block(f"{name}:{camel(relation)}", rows)


def _property(vocabulary: Vocabulary, prop: str) -> str:
    name, entry = vocabulary.table["prefix"], vocabulary.properties[prop]
    users = [cls for cls, row in vocabulary.classes.items() if prop in row.get("values", [])]
    types = datatypes(vocabulary, prop)
    if "values" in entry:
        span = f"[ a rdfs:Datatype ; owl:oneOf {items(map(text, entry['values']))} ]"
    else:
        span = types[0] if len(types) == 1 else f"[ a rdfs:Datatype ; owl:unionOf {items(types)} ]"
    return block(f"{name}:{prop}", [
        ("a", "owl:DatatypeProperty"), ("rdfs:label", text(prop)), ("rdfs:comment", text(entry["about"])),
        ("rdfs:domain", _either(name, users)), ("rdfs:range", span)])


def _either(prefix: str, classes: list[str]) -> str:
    names = [f"{prefix}:{cls}" for cls in classes]
    return names[0] if len(names) == 1 else f"[ a owl:Class ; owl:unionOf {items(names)} ]"
