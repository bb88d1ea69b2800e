"""JSONL: one article a line, an object with id, text, title, url, published, updated, publisher, language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from loaders.problem import Problem
from loaders.readers.front import document, front, header_value
from loaders.source import LIMIT, Source, decode
from schema import Document

SUFFIXES = (".jsonl", ".ndjson")


def read(source: Source) -> Iterator[Document | Problem]:
    """The articles of a JSONL file in order; a line that is none gives a Problem, and the next one is read."""
    found = False
    for number, line in source.lines():
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            found = True
            yield _line(source, number, line)
    if not found:
        yield Problem(source.label, "empty")


def _line(source: Source, number: int, line: bytes) -> Document | Problem:
    label = f"{source.label}:{number}"
    if len(line) > LIMIT:
        return Problem(label, f"longer than {LIMIT // 1_000_000} MB, the limit of one document")
    try:
        record = json.loads(decode(line, label).removeprefix("\ufeff"))
    except Problem as problem:
        return problem
    except json.JSONDecodeError as error:
        return Problem(label, f"not JSON: {error.msg} at column {error.colno}")
    except (RecursionError, ValueError):
        return Problem(label, "not JSON that can be read")
    if not isinstance(record, dict):
        return Problem(label, "not a JSON object")
    return _article(record, f"{source.stem}-{number}", label)


def _article(record: dict[str, Any], name: str, label: str) -> Document | Problem:
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return Problem(label, 'no "text"')
    said: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, str | int) and not isinstance(value, bool) and (pair := header_value(key, str(value))):
            said.setdefault(*pair)
    if any("\ud800" <= character <= "\udfff" for value in (text, *said.values()) for character in value):
        return Problem(label, "half of a surrogate pair, which is no character")
    if "\0" in text:
        return Problem(label, "a NUL character in the text")
    found = front(text, said)
    return document(name, text, found.said, found.blank)
