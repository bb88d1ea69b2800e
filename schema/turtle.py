"""Turtle written by hand, so that a generated file reads well and stays the same under any version of any library."""

from __future__ import annotations

import json
from collections.abc import Iterable

from schema.vocabulary import Vocabulary

STANDARD = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sh": "http://www.w3.org/ns/shacl#"}
DATATYPES = {"string": "xsd:string", "strings": "xsd:string", "edtf": "xsd:string", "integer": "xsd:integer",
             "float": "xsd:double", "date": "xsd:date"}


def prefixes(table: dict[str, str]) -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(table.items()))


def text(value: str) -> str:
    """A string literal; Turtle's escapes are a superset of JSON's."""
    return json.dumps(value, ensure_ascii=False)


def items(values: Iterable[str]) -> str:
    """An RDF list."""
    return f"( {' '.join(values)} )"


def block(subject: str, rows: Iterable[tuple[str, str]]) -> str:
    """One subject with its predicates, a line each."""
    return f"{subject} " + " ;\n    ".join(f"{predicate} {value}" for predicate, value in rows) + " .\n"


def datatypes(vocabulary: Vocabulary, name: str) -> list[str]:
    """The datatypes that a property has, one for each way in which classes use it (a Span's `start` is a number)."""
    users = [cls for cls in vocabulary.classes if name in vocabulary.values_of(cls)]
    return list(dict.fromkeys(DATATYPES[vocabulary.value_type(cls, name)] for cls in users))
