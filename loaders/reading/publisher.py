"""Whose article it is, where only its own words tell: an outlet that "has reached out to X for comment" is the
publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.reading import gazetteer
from loaders.reading.parse import Paragraph
from loaders.reading.registry import Names
from schema import Document


def publisher(document: Document, paragraphs: Sequence[Paragraph], names: Names) -> Document:
    """The document with its publisher, canonical where known. Only an outlet that asks for comment on its own
    behalf counts."""
    if document.publisher:
        known = gazetteer.lookup(document.publisher)
        same = (
            known
            and known.kind in ("outlet", "agency")
            and known.name.removeprefix("The ") == document.publisher.removeprefix("The ")
        )
        return replace(document, publisher=known.name) if known and same else document
    for name in names.found:
        entity = names.entities[name.uri]
        paragraph = paragraphs[name.paragraph]
        verb = paragraph.doc[name.last - 1].head
        if (
            entity.values.get("kind") in ("outlet", "agency")
            and verb.pos_ == "VERB"
            and re.search(
                r"\b(reached out|contacted|approached|requested comment|asked .{3,80} for comment|sought comment)\b",
                paragraph.doc[name.last :].text[:200],
            )
        ):
            return replace(document, publisher=str(entity.values["name"]))
    return document
