"""From files to documents (`read_paths`) and from a document to what it says (`read`)."""

from __future__ import annotations

from loaders.paths import read_paths, sources
from loaders.problem import Problem, ReaderMissing
from loaders.readers import read_source
from loaders.source import LIMIT, Source
from schema import Document, Reading, Run

READERS = ("default", "accurate")

__all__ = ["LIMIT", "READERS", "Problem", "ReaderMissing", "Source", "current_run", "read", "read_paths",
           "read_source", "sources"]


def read(document: Document, reader: str = "default") -> Reading:
    """The claims, entities and facts of one document. The parser is loaded with the first call.

    `reader` is one of READERS. Raises ReaderMissing when it is not installed.
    """
    from loaders.reading import read_document

    return read_document(document, reader)


def current_run(reader: str = "default") -> Run:
    """Which run `read` with this reader is: what it has read before need not be read again.

    Raises ReaderMissing when the reader is not installed.
    """
    from loaders.reading import RUNS
    from loaders.reading.tagger import check

    check(reader)
    return RUNS[reader]
