"""Plain text: the document's text is the file, character for character; what stands in front is read as its header."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.problem import Problem
from loaders.readers.front import document, front
from loaders.source import Source
from schema import Document

SUFFIXES = (".txt", ".text")


def read(source: Source) -> Iterator[Document | Problem]:
    """The one article of a text file. Raises Problem."""
    text = source.text()
    found = front(text)
    article = document(source.stem, text, found.said, found.blank)
    if not article.prose.strip():
        raise Problem(source.label, "a header and no article")
    yield article
