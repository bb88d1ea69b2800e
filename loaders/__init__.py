"""From files to documents (`read_paths`) and from a document to what it says (`read`)."""

from __future__ import annotations

from loaders.paths import read_paths, sources
from loaders.problem import Problem
from loaders.readers import read_source
from loaders.source import LIMIT, Source
from schema import Document, Reading, Run

__all__ = ["LIMIT", "Problem", "Source", "current_run", "read", "read_paths", "read_source", "sources"]


def read(document: Document) -> Reading:
    """The claims, entities and facts of one document. The parser is loaded with the first call."""
    from loaders.reading import read_document

    return read_document(document)


def current_run() -> Run:
    """Which reader `read` is: what it has read before need not be read again."""
    from loaders.reading import RUN

    return RUN
