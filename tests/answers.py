"""Do the rows that a question returned say what a careful reader expected? For the seed, the examples, anybody's own.

An expected cell is a name, a text, a quotation, a value or a time, by the question's columns (`COLUMNS`). `a|b` means
that either will do, "*" that anything will, None that there is no value, and a list (or names joined by ", ") is one
cell whose order does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Sequence[Any]

# What each column holds. name: equal letter for letter; text: the article's words or a close lemma of them;
# quote: the words between the marks; value: one of the vocabulary's values, or EDTF.
# chain: the whole row is one path, outermost first, in as many columns or lists as the question likes.
COLUMNS: dict[str, list[str]] = {
    "people": ["name", "text", "name"],
    "delegation-leads": ["name", "name", "name"],
    "meetings-by-status": ["text", "value"],
    "visit-source": ["chain"],
    "visit-condition": ["text", "value"],
    "proposals": ["text", "name", "text"],
    "plan-points": ["text"],
    "wanted-points": ["text", "name"],
    "stances": ["name", "value"],
    "verbatim": ["name", "quote", "text", "value"],
    "anonymous-only": ["text", "name"],
    "deadline": ["name", "value", "value"],
    "position-over-time": ["name", "value", "value"],
    "comment-requests": ["name", "name"],
    "addressees": ["name", "value", "name", "text"],
    "contradiction": ["text", "text"],
}

MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-",
                       "—": "-", "\xa0": " "})
WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['-][^\W\d_]+)*")
ISO = re.compile(r"\d{4}(?:-\d\d){1,2}(?:/\d{4}(?:-\d\d){1,2})?")
EMPTY_WORDS = frozenset(re.findall(r"\S+", """
    a an and are as at be been being by for from had has have he her his in into is it its of off on or our she so such
    than that the their them there these they this those to under up was were which who will with would say said says
    saying tell told tells"""))
NEGATIONS = frozenset(["no", "not", "never", "nor", "without", "neither", "cannot", "none"])
RECALL, PRECISION = .75, .34   # share of the expected words found, and of the returned words that were expected


@dataclass(slots=True)
class Difference:
    """What is wrong with an answer; false when nothing is."""

    missing: list[Row] = field(default_factory=list)
    extra: list[Row] = field(default_factory=list)
    evidence: str | None = None

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.evidence)

    def __str__(self) -> str:
        lines = [f"missing: {list(row)}" for row in self.missing] + [f"extra:   {list(row)}" for row in self.extra]
        return "\n".join(lines + ([f"no passage holds: {self.evidence}"] if self.evidence else []))


def compare(expected: Sequence[Row], rows: Iterable[Row | Mapping[str, Any]], question: str | None = None,
            evidence: str | None = None, passages: Iterable[str] = (), may: Sequence[Row] = ()) -> Difference:
    """Pair expected rows with returned ones, one to one; whatever finds no partner is missing or extra.

    `rows` may be sequences or mappings (their values in order); equal rows count once. Without `question` every column
    is compared as text. A returned row like one of `may` is never extra. `evidence`, when given, must stand verbatim in
    one of `passages`.
    """
    columns = COLUMNS.get(question or "")
    found: list[Row] = _distinct(list(row.values()) if isinstance(row, Mapping) else list(row) for row in rows)
    partner: dict[int, int] = {}   # returned row -> expected row
    fits = [[j for j, row in enumerate(found) if same_row(want, row, columns)] for want in expected]

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in partner or place(partner[j], tried):
                    partner[j] = i
                    return True
        return False

    missing = [want for i, want in enumerate(expected) if not place(i, set())]
    extra = [row for j, row in enumerate(found)
             if j not in partner and not any(same_row(one, row, columns) for one in may)]
    lost = evidence if evidence and not any(evidence in passage for passage in passages) else None
    return Difference(missing, extra, lost)


def same_row(expected: Row, row: Row, columns: Sequence[str] | None = None) -> bool:
    """Whether each cell says what is expected of it."""
    if columns == ["chain"]:
        ours, theirs = _chain(expected), _chain(row)
        return len(ours) == len(theirs) and all(same_cell(a, b, "text") for a, b in zip(ours, theirs, strict=True))
    if len(expected) != len(row):
        return False
    kinds = columns or ["text"] * len(row)
    return all(same_cell(a, b, kind) for a, b, kind in zip(expected, row, kinds, strict=True))


def same_cell(expected: Any, value: Any, kind: str = "text") -> bool:
    """Whether one cell fits, as a name, text, quote or value."""
    if expected == "*":
        return True
    if isinstance(expected, str) and "|" in expected:
        return any(same_cell(None if option in ("", "null") else option, value, kind) for option in expected.split("|"))
    if expected is None or value in (None, "", []):
        return expected is None and value in (None, "", [])
    if isinstance(value, (list, tuple)) or isinstance(expected, list):
        ours, theirs = _list(expected), _list(value)
        return len(ours) == len(theirs) and all(any(same_cell(a, b, kind) for b in theirs) for a in ours)
    a, b = _plain(expected), _plain(value)
    if kind in ("name", "value"):
        return a == b or (kind == "name" and ", " in a and sorted(a.split(", ")) == sorted(b.split(", ")))
    if kind == "quote":
        return a.strip(" \"'.,;") == b.strip(" \"'.,;")
    return same_text(a, b)


def same_text(expected: str, value: str) -> bool:
    """The same words or close lemmas of them, or nearly all of them inside more words.

    A "not" on one side only is never the same, nor is another number.
    """
    if _plain(expected).casefold().strip(" .,") == _plain(value).casefold().strip(" .,"):
        return True
    ours, theirs = lemmas(ISO.sub(" ", expected)), lemmas(value)
    if not ours or not theirs or (ours & NEGATIONS) != (theirs & NEGATIONS):
        return False
    if any(word[0].isdigit() and word not in theirs for word in ours):
        return False
    common = len(ours & theirs)
    return common / len(ours) >= RECALL and common / len(theirs) >= PRECISION


def lemmas(text: str) -> set[str]:
    """The words that carry meaning, endings cut off: "reducing its military" and "reduce military" are the same."""
    plain = _plain(text).casefold().replace("u.s.", "united states").replace("n't", " not").replace("'s", "")
    return {_stem(word) for word in WORD.findall(plain) if word not in EMPTY_WORDS}


def _stem(word: str) -> str:
    if word in NEGATIONS or word[0].isdigit():
        return word
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4), ("y", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    word = word.removesuffix("i").removesuffix("e") if len(word) > 3 else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _plain(value: Any) -> str:
    return " ".join(str(value).translate(MARKS).split())


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else _plain(value).split(", ")


def _chain(row: Row) -> list[Any]:
    flat: list[Any] = []
    for cell in row:
        flat += _chain(cell) if isinstance(cell, (list, tuple)) else [] if cell in (None, "") else [cell]
    return flat


def _distinct(rows: Iterable[Row]) -> list[Row]:
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(repr(row), row)
    return list(seen.values())
