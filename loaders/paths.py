"""Files, folders, globs and standard input to documents."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.problem import Problem
from loaders.readers import read_source, suffixes
from loaders.source import Source
from schema import Document

ABOUT = {"readme", "license", "licence", "contributing", "changelog"}   # files about a folder, not articles
PEEK = 64_000   # bytes of standard input that tell what it is


def sources(paths: Iterable[str | Path]) -> list[Source | Problem]:
    """Every file that `paths` name, each once, in the order given; folders and globs sorted, hidden files left out.

    A folder gives the files whose format a reader knows, but no README or licence; a file named outright is always
    taken; "-" is standard input.
    """
    found: list[Source | Problem] = []
    seen: set[str] = set()
    for path in paths:
        for one in _expand(str(path)):
            same = os.path.realpath(one.path) if isinstance(one, Source) and one.path else str(one)
            if same not in seen:
                seen.add(same)
                found.append(one)
    return found


def read_paths(paths: Iterable[str | Path]) -> Iterator[Document | Problem]:
    """The documents that `paths` hold, and a Problem for each that cannot be had; never raises one."""
    for one in sources(paths):
        if isinstance(one, Problem):
            yield one
        else:
            yield from read_source(one)


def _expand(path: str) -> Iterator[Source | Problem]:
    if path == "-":
        yield Source("standard input", None, sys.stdin.buffer.read(PEEK))
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield Source(path, Path(path))
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        for match in matches:
            yield from _folder(match, quiet=True) if os.path.isdir(match) else [Source(match, Path(match))]
        if not matches:
            yield Problem(path, "no file matches")
    else:
        yield Problem(path, "no such file or directory")


def _folder(top: str, quiet: bool = False) -> Iterator[Source | Problem]:
    known, empty = suffixes(), not quiet
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        problems.append(Problem(str(error.filename), (error.strerror or str(error)).lower()))

    for folder, folders, files in os.walk(top, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(name)
            if not name.startswith(".") and path.suffix.lower() in known and path.stem.lower() not in ABOUT:
                empty = False
                yield Source(os.path.join(folder, name), Path(folder, name))
    yield from problems
    if empty and not problems:
        yield Problem(top, f"no article in this folder ({', '.join(sorted(known))})")
