"""The registry of names: which tokens name which entity, and what a name looks like without its article."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from loaders.reading.parse import Paragraph
from schema import Entity, uri

HONORIFICS = {
    "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "mr.", "mrs.", "ms.", "dr.", "gen.", "sen.",
    "rep.", "gov.", "prof.", "col.", "lt.", "sheikh", "prince", "princess",
}
PARTICLES = {"de", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "du", "da", "dos", "di", "ter"}
PERSONAL = {
    "say", "tell", "add", "meet", "thank", "accuse", "write", "declare", "state", "recall", "respond", "answer",
    "joke", "caution", "concede", "admit", "warn", "deny", "insist", "call", "urge", "note", "explain",
    "criticise", "praise", "reply", "argue", "stress", "announce", "dismiss", "blast", "condemn", "speak",
}


@dataclass(slots=True)
class Name:
    """Tokens [first, last) of a paragraph that name the entity `uri`."""

    paragraph: int
    first: int
    last: int
    uri: str


@dataclass(slots=True)
class Names:
    """The names of a document: `found` in reading order, `entities` by uri, `owner[paragraph][token]` the uri or
    None."""

    found: list[Name] = field(default_factory=list)
    by_paragraph: defaultdict[int, list[Name]] = field(default_factory=lambda: defaultdict(list))
    entities: dict[str, Entity] = field(default_factory=dict)
    owner: list[list[str | None]] = field(default_factory=list)
    capitals: dict[tuple[int, int], str] = field(
        default_factory=dict
    )  # tokens that stand for a state or body if they act

    def add(self, cls: str, name: str, node: str | None = None, **values: object) -> Entity:
        """The entity of that name, made when it is new."""
        node = node or uri(cls.lower(), name)
        entity = self.entities.get(node)
        if entity is None:
            kept = {key: value for key, value in values.items() if value}
            entity = self.entities[node] = Entity(node, cls, {"name": name, **kept})  # type: ignore[dict-item]
        return entity


def surface_of(paragraph: Paragraph, first: int, last: int) -> str:
    text = paragraph.doc[first:last].text.strip()
    text = re.sub(r"^(?:the|The) (?=\S)", "", text)
    return re.sub(r"(?:'s|’s|')$", "", text).strip(" ,.\"'") if not re.search(r"\b[A-Z]\.[A-Z]\.$", text) else text
