"""What an article of a sentence or two says: what tests of single rules of the reader are given."""

from __future__ import annotations

from loaders.reading import read_document
from schema import Document, Reading


def read(prose: str) -> Reading:
    """The reading of a note of Wednesday 4 March 2026 by an invented outlet."""
    return read_document(Document("note", prose, published="2026-03-04", publisher="The Daily Note"))
