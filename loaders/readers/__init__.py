"""Formats to documents. A reader is a module, or any object, with two names:

    SUFFIXES = (".txt",)                                            # the file names that it is for, lower case
    def read(source: Source) -> Iterator[Document | Problem]: ...   # may raise Problem, which ends this source

A package adds one by the entry-point group "communique.readers" (name = module); the readers here are entry points
of the same kind, and a package's reader comes before one of ours for the same suffix.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol

from loaders.problem import Problem
from loaders.source import Source
from schema import Document

GROUP = "communique.readers"

BUILT_IN = [EntryPoint(name, f"loaders.readers.{name}", GROUP) for name in ("text", "html", "markdown", "jsonl")]


class Reader(Protocol):
    """What the hook asks for."""

    SUFFIXES: tuple[str, ...]

    def read(self, source: Source) -> Iterator[Document | Problem]: ...


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """Every reader by suffix."""
    found: dict[str, Reader] = {}
    for point in [*BUILT_IN, *entry_points(group=GROUP)]:
        reader: Reader = point.load()
        for suffix in reader.SUFFIXES:
            found[suffix] = reader
    return found


def suffixes() -> frozenset[str]:
    """The file names that some reader knows, as ".txt"."""
    return frozenset(readers())


def reader_of(source: Source) -> Reader:
    """By suffix; what has none of ours is text, or JSONL where it begins with a brace."""
    known = readers()
    if source.suffix in known:
        return known[source.suffix]
    start = source.peeked.lstrip(b"\xef\xbb\xbf \t\r\n")
    return known[".jsonl"] if start.startswith(b"{") else known[".txt"]


def read_source(source: Source) -> Iterator[Document | Problem]:
    """The documents of one source. What is wrong with it is yielded, not raised."""
    try:
        yield from reader_of(source).read(source)
    except Problem as problem:
        yield problem
