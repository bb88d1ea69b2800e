"""The graph as questions and pictures see it: after identity, with status and certainty derived."""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.model import Value


@dataclass(slots=True)
class Node:
    """`labels` holds the class and its superclasses ("Actor", "Person"); `values` its properties, dates as ISO text."""

    uri: str
    labels: list[str]
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def cls(self) -> str:
        """The most specific class."""
        return self.labels[-1]

    @property
    def label(self) -> str:
        """What a person calls it: name, title, text, or the end of its uri."""
        for key in ("name", "title", "text", "exact", "time"):
            if self.values.get(key):
                return str(self.values[key])
        return self.uri.rsplit(":", 1)[-1]


@dataclass(slots=True)
class Edge:
    """One edge between two nodes; `claims` are the uris of the claims that make it, empty for structure.

    `certainty` is derived from those claims (`schema.strongest`), None for structure. `graphs` are the uris of the
    named graphs in which the edge stands in RDF: its claims, or for structure the claim or document it belongs to.
    """

    subject: str
    relation: str
    object: str
    claims: list[str] = field(default_factory=list)
    certainty: str | None = None
    graphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PropertyGraph:
    """Nodes by uri, edges by (subject, relation, object). What every projection, export and picture is made from."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)


def is_joint(name: str, members: int) -> bool:
    """Whether a group is nobody but so many members, called by their names ("Egypt and Sudan"): parties that did
    something together, perhaps opponents, and no alliance that they belong to."""
    return members > 1 and " and " in name
