"""A gold article: its text, and what its annotation says, every quotation resolved to character offsets of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schema.vocabulary import Loader

Span = tuple[int, int]

ARTICLES = Path(__file__).parent / "articles"
NUMBERED = re.compile(r"(.*\S)@(\d+)\Z", re.DOTALL)
HEADER = re.compile(r"(?:[a-z]+: [^\n]*\n)+\n")
HALVES = ("first", "second", "unseen", "coverage")   # README.md says which is which
SECTIONS = ("claims", "meetings", "proposals", "points", "deadlines", "roles", "requests")


class AnnotationError(ValueError):
    """A quotation that the text does not hold, or holds more than once without a number."""


@dataclass(slots=True)
class Article:
    """`text` is the file, header and all; a row of a section keeps its YAML values, quoted fields replaced by spans."""

    name: str
    text: str
    half: str
    kind: str
    manner: str
    names: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def body(self) -> int:
        """Where the header ends."""
        match = HEADER.match(self.text)
        return match.end() if match else 0

    def quote(self, spans: list[Span]) -> str:
        return " ... ".join(self.text[start:end] for start, end in spans)

    def find(self, quotation: str, near: list[Span] | None = None) -> Span:
        """The span of one quotation; "words@2" is the second occurrence in the text after the header.

        With `near`, a quotation without a number is the occurrence in the same paragraph that is closest, the earlier
        one of two as close. Raises AnnotationError.
        """
        match = NUMBERED.match(quotation)
        words, number = (match[1], int(match[2])) if match else (quotation, 0)
        found = [(at.start(), at.end()) for at in re.finditer(_pattern(words), self.text) if at.start() >= self.body]
        if number:
            if number > len(found):
                raise AnnotationError(f"{self.name}: no occurrence {number} of {words!r}")
            return found[number - 1]
        if near:
            start, end = near[0][0], near[-1][1]
            found = [one for one in found if "\n" not in self.text[min(one[0], start):max(one[1], end)]
                     or any(one[0] < b and a < one[1] for a, b in near)]
            found.sort(key=lambda one: (min(max(a - one[1], one[0] - b, 0) for a, b in near), one[0]))
            found = found[:1]
        if len(found) != 1:
            raise AnnotationError(f"{self.name}: {words!r} is found {len(found)} times" + (", near" if near else ""))
        return found[0]


def articles(folder: Path = ARTICLES) -> Iterator[Article]:
    """Every article of a folder, by name. Raises AnnotationError, yaml.YAMLError, OSError."""
    for path in sorted(folder.glob("*.yaml")):
        yield article(path)


def article(path: Path) -> Article:
    """The article of one YAML file and the text beside it."""
    table = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    found = Article(path.stem, text, table["half"], table["kind"], table["manner"],
                    {str(name): [str(one) for one in also or []] for name, also in table.get("names", {}).items()})
    for section in SECTIONS:
        rows = [{"row": row} if isinstance(row, list) else dict(row) for row in table.get(section) or []]
        found.rows[section] = [_resolved(found, section, row) for row in rows]
    return found


def options(value: Any) -> list[str | None]:
    """`a|b` as its alternatives, each text or None ("" and null)."""
    return [None if one in ("", "null", "None") else one.strip() for one in str(value).split("|")]


def listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _resolved(found: Article, section: str, row: dict[str, Any]) -> dict[str, Any]:
    if section == "claims":
        row["content"] = [found.find(str(one)) for one in listed(row["content"])]
        for name in ("cue", "speaker"):
            row[name] = [found.find(str(one), row["content"]) for one in listed(row.get(name))]
        row["via"] = [str(one) for one in listed(row.get("via"))]
        if not isinstance(row["id"], str):
            raise AnnotationError(f"{found.name}: the id {row['id']!r} is no text (YAML takes yes and no for truth)")
        row["or"] = [[found.find(str(one)) for one in listed(other)] for other in listed(row.get("or"))]
    elif section != "roles":
        row["mention"] = [found.find(str(one)) for one in listed(row.get("mention"))]
    for name in ("time", "status"):
        if row.get(name) is not None:
            row[name] = str(row[name])
    return row


def _pattern(words: str) -> str:
    """The words as a pattern: whole words, any blank between them, curly and straight quotation marks alike."""
    escaped = re.escape(" ".join(words.split())).replace(r"\ ", r"[ \xa0]")
    escaped = re.sub(r"\\?[\"“”]", '["“”]', escaped)
    escaped = re.sub(r"\\?['‘’]", "['‘’]", escaped)
    return (r"(?<!\w)" if words[:1].isalnum() else "") + escaped + (r"(?!\w)" if words[-1:].isalnum() else "")
