"""The vocabulary as SHACL shapes: what `kg check` holds a store against.

A shape's name says what it is about: `shape:Claim.modality` is a value, `shape:Claim.SPEAKER` a relation of the
class, `shape:Claim` what it may have at all, `shape:typed` that every node has a class. No shape asks `sh:or` of a
range or a domain, since pySHACL words a refusal for every alternative that fails: without, a check of 6,256 nodes took
15.5 and 20.8 s of CPU where it had taken 26.6 and 26.4 (two runs each, side by side).
"""

from __future__ import annotations

from collections.abc import Iterator

from schema.turtle import DATATYPES, STANDARD, block, items, prefixes, text
from schema.vocabulary import Vocabulary, camel

# ISO 8601-2 level 1, as far as coverage of events needs it: days, months, years and intervals, open or uncertain.
_DATE = r"([0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?)"
EDTF = rf"^({_DATE}(/({_DATE}|\\.\\.)?)?|(\\.\\.)?/{_DATE})$"


def shapes(vocabulary: Vocabulary) -> str:
    """Turtle. Every violation carries a sentence that a person can act on."""
    name = vocabulary.table["prefix"]
    table = {name: vocabulary.namespace, "shape": f"{vocabulary.table['data']}shape:",
             **{one: STANDARD[one] for one in ("rdf", "sh", "xsd")}}
    concrete = [cls for cls, entry in vocabulary.classes.items() if not entry.get("abstract")]
    return "\n".join([prefixes(table), *(part for cls in concrete for part in _class(vocabulary, cls)),
                      *_speaker(name), _typed(vocabulary)])


def _class(vocabulary: Vocabulary, cls: str) -> Iterator[str]:
    name, parts = vocabulary.table["prefix"], []
    for prop in vocabulary.values_of(cls):
        parts.append((f"shape:{cls}.{prop}", _value(vocabulary, cls, prop)))
    mine = [one for one, entry in vocabulary.relations.items() if set(entry["from"]) & set(vocabulary.labels(cls))]
    parts += [(f"shape:{cls}.{one}", _relation(vocabulary, cls, one)) for one in mine]
    others = [f"{name}:{camel(one)}" for one in mine if len(vocabulary.relations[one]["to"]) > 1]
    rows = [("a", "sh:NodeShape"), ("sh:targetClass", f"{name}:{cls}"), ("sh:closed", "true"),
            ("sh:ignoredProperties", items(["rdf:type", *others])),
            ("sh:message", text(f"{cls} has no such property or relation")),
            *(("sh:property", shape) for shape, _ in parts)]
    yield block(f"shape:{cls}", rows)
    for shape, about in parts:
        yield block(shape, about)


def _value(vocabulary: Vocabulary, cls: str, prop: str) -> list[tuple[str, str]]:
    name, entry, kind = vocabulary.table["prefix"], vocabulary.properties[prop], vocabulary.value_type(cls, prop)
    required = any(prop in vocabulary.classes[one].get("required", []) for one in vocabulary.labels(cls))
    rows = [("sh:path", f"{name}:{prop}"), ("sh:datatype", DATATYPES[kind])]
    needs = [{"string": "a text", "strings": "texts", "edtf": "an EDTF date or interval", "integer": "a whole number",
              "float": "a number", "date": "a date"}[kind]]
    if required:
        rows.append(("sh:minCount", "1"))
        needs.insert(0, "required:")
    if kind != "strings":
        rows.append(("sh:maxCount", "1"))
    allowed = vocabulary.classes[cls].get("kinds") if prop == "kind" else entry.get("values")
    if allowed:
        rows.append(("sh:in", items(map(text, allowed))))
        needs = [*needs[:-1], "one of " + ", ".join(allowed)]
    if kind == "edtf":
        rows.append(("sh:pattern", f'"{EDTF}"'))
    if "pattern" in entry:
        rows.append(("sh:pattern", text(entry["pattern"])))
        needs.append("that matches " + entry["pattern"])
    for key, constraint in (("least", "sh:minInclusive"), ("most", "sh:maxInclusive")):
        if key in entry:
            rows.append((constraint, f"{float(entry[key])}e0"))
            needs.append(f"at {key} {entry[key]}")
    if prop == "start":
        rows.append(("sh:lessThan" if kind == "integer" else "sh:lessThanOrEquals", f"{name}:end"))
        needs.append("before the end" if kind == "integer" else "not after the end")
    return [*rows, ("sh:message", text(f"{cls} {prop}: {', '.join(needs).replace(':,', ':')}"))]


def _relation(vocabulary: Vocabulary, cls: str, relation: str) -> list[tuple[str, str]]:
    name, entry = vocabulary.table["prefix"], vocabulary.relations[relation]
    path = f"{name}:{camel(relation)}"
    if len(entry["to"]) == 1:
        rows = [("sh:path", path), ("sh:class", f"{name}:{entry['to'][0]}")]
    else:
        types = {label for to in entry["to"] for one in vocabulary.subclasses(to) for label in vocabulary.labels(one)}
        rows = [("sh:path", items([path, "rdf:type"])), ("sh:in", items(f"{name}:{one}" for one in sorted(types)))]
    needs = " or ".join(entry["to"])
    for key, constraint in (("least", "sh:minCount"), ("most", "sh:maxCount")):
        if key in entry:
            rows.append((constraint, str(entry[key])))
            needs += f", at {key} {entry[key]}"
    return [*rows, ("sh:message", text(f"{cls} {relation} leads to {needs}"))]


def _speaker(name: str) -> Iterator[str]:
    """A speaker whom the text only describes is an UnnamedSource, so what is attributed always has one. Narration has
    the outlet, which a text that was saved without its source does not tell: worth a warning, no more."""
    narration = f'[ sh:property [ sh:path {name}:kind ; sh:hasValue "narration" ] ]'
    has = f"[ sh:property [ sh:path {name}:speaker ; sh:minCount 1 ] ]"
    yield block("shape:Claim.said-by-somebody", [
        ("a", "sh:NodeShape"), ("sh:targetClass", f"{name}:Claim"), ("sh:or", items([has, narration])),
        ("sh:message", text("Claim SPEAKER: what is not narration is said by somebody, if only an UnnamedSource"))])
    yield block("shape:Claim.told-by-an-outlet", [
        ("a", "sh:NodeShape"), ("sh:targetClass", f"{name}:Claim"), ("sh:severity", "sh:Warning"),
        ("sh:or", items([has, f"[ sh:not {narration} ]"])),
        ("sh:message", text("Claim SPEAKER: narration is the outlet's, and the outlet of this document is not known"))])


def _typed(vocabulary: Vocabulary) -> str:
    name = vocabulary.table["prefix"]
    relations = [f"{name}:{camel(one)}" for one in vocabulary.relations]
    return block("shape:typed", [
        ("a", "sh:NodeShape"), *(("sh:targetSubjectsOf", f"{name}:{one}") for one in vocabulary.properties),
        *((target, one) for one in relations for target in ("sh:targetSubjectsOf", "sh:targetObjectsOf")),
        ("sh:property", f"[ sh:path rdf:type ; sh:minCount 1 ; sh:message {text('a node without a class')} ]")])
