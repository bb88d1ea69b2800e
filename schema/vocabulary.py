"""The table of `vocabulary.yaml` as an object."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("vocabulary.yaml")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Vocabulary:
    """Classes, relations and properties, with what follows from them. `VOCABULARY` is the one instance."""

    def __init__(self, path: Path = TABLE) -> None:
        self.path = path

    @cached_property
    def table(self) -> dict[str, Any]:
        return yaml.load(self.path.read_text(encoding="utf-8"), Loader=Loader)

    @property
    def namespace(self) -> str:
        return self.table["namespace"]

    @property
    def classes(self) -> dict[str, dict[str, Any]]:
        return self.table["classes"]

    @property
    def relations(self) -> dict[str, dict[str, Any]]:
        return self.table["relations"]

    @property
    def properties(self) -> dict[str, dict[str, Any]]:
        return self.table["properties"]

    def labels(self, cls: str) -> list[str]:
        """The class with its superclasses, widest first: `labels("Person")` is `["Actor", "Person"]`."""
        parent = self.classes[cls].get("is")
        return [*(self.labels(parent) if parent else []), cls]

    def subclasses(self, cls: str) -> list[str]:
        """The class itself and all below it."""
        return [name for name in self.classes if cls in self.labels(name)]

    def values_of(self, cls: str) -> list[str]:
        """The properties that a node of the class may have, inherited ones first."""
        return list(dict.fromkeys(v for name in self.labels(cls) for v in self.classes[name].get("values", [])))

    def value_type(self, cls: str, name: str) -> str:
        """string, strings, integer, float, date or edtf; a Span's `start` and `end` are integers."""
        return "integer" if name in self.classes[cls].get("offsets", []) else self.properties[name]["type"]

    def iri(self, name: str) -> str:
        """The IRI of a class, relation or property: POINT_OF becomes `urn:communique:schema:pointOf`."""
        return self.namespace + (camel(name) if name in self.relations else name)


def camel(relation: str) -> str:
    """`POINT_OF` -> `pointOf`."""
    first, *rest = relation.lower().split("_")
    return first + "".join(part.title() for part in rest)


VOCABULARY = Vocabulary()
