"""What stands in front of an article's first sentence: a header, a date line, a byline, a note, a dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from loaders.readers.days import MONTH, day, days, iso, moment
from schema import Document, Span

# The keys of a header, by what they say of the document. Others are read over.
KEYS = {
    "title": "title", "headline": "title", "url": "url", "link": "url", "canonical": "url",
    "published": "published", "date": "published", "pubdate": "published", "publication date": "published",
    "published at": "published", "published_at": "published", "updated": "updated", "modified": "updated",
    "updated at": "updated", "updated_at": "updated", "last modified": "updated",
    "publisher": "publisher", "source": "publisher", "outlet": "publisher", "sitename": "publisher",
    "site": "publisher", "language": "language", "lang": "language", "id": "name",
}
HEADER_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z _-]{0,30}?)[ \t]*:[ \t]*([^\r\n]*)(?:\r\n|\r|\n|\Z)")
FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")

# " date 2025-11-24 Editor's note: ..." and " date 2025-11-24 By NAME, NAME ...": how one class of saved pages begins.
DATE_LINE = re.compile(r"\ufeff?\s*date\s+(\d{4}-\d\d-\d\d)(?:T\S+)?(?=\s|\Z)[ \t]*", re.IGNORECASE)
_NOTE = r"\s*editor(?:[’']s|s[’'])\s+note\s*:"
NOTE = re.compile(rf"{_NOTE}[^\r\n]{{0,400}}(?=[\r\n]|\Z)|{_NOTE}[^.\r\n]*\.", re.IGNORECASE)
WORD = r"[A-ZÀ-Þ][\w’'-]+"
NAME = rf"{WORD}(?:[ \t]+[A-ZÀ-Þ]\.)?(?:[ \t]+(?:van|von|der|den|de|del|di|da|bin|al))*[ \t]+{WORD}"
BYLINE = re.compile(rf"\s*By[ \t]+(?!\w+day\b|(?i:{MONTH})){NAME}(?:(?:,[ \t]+and|,|[ \t]+and|[ \t]*&)[ \t]+{NAME})*")

# "GENEVA, Nov 23 (Reuters) - ", "KYIV, Ukraine (AP) —", "BRUSSELS, 23 November 2025 (AFP) – ", "Riyadh, 6 March - ",
# "WASHINGTON — ". What follows begins a sentence, which tells a dateline from a dash within one.
CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+"
TOWN = rf"{CAPITALS}(?:[ \t/]{CAPITALS}){{0,4}}(?:,[ \t]+{WORD}\.?(?:[ \t]{WORD})?)?"
MONTH_DAY = rf"(?P<month>{MONTH})[ \t]+(?P<day>\d\d?)(?:,?[ \t]+(?P<year>\d{{4}}))?"
DAY_MONTH = rf"(?P<day2>\d\d?)[ \t]+(?P<month2>{MONTH})(?:,?[ \t]+(?P<year2>\d{{4}}))?"
DATELINE = re.compile(
    rf"\s*(?:(?P<town>{TOWN}|{WORD}(?:[ \t/]{WORD})?),?[ \t]+)??(?:(?i:{MONTH_DAY}|{DAY_MONTH}))?,?[ \t]*"
    r"(?:[(\[](?P<agency>dpa|[A-Z][\w .&’'/-]{1,40})[)\]][ \t]*)?(?P<dash>--?|–|—|:)[ \t]*(?=[^\w\s]?[A-ZÀ-Þ0-9])")

NEAR = 200   # days between a dateline without a year and a full date in the text that may lend it its year


@dataclass(slots=True)
class Front:
    """What the front says (name, title, url, published, updated, publisher, language, agency) and its stretches."""

    said: dict[str, str] = field(default_factory=dict)
    blank: list[Span] = field(default_factory=list)


def front(text: str, known: dict[str, str] | None = None) -> Front:
    """What stands before the article proper. `known` is what is already sure (from a feed's or a page's metadata)."""
    found = Front(dict(known or {}))
    at = _header(text, found)
    if (match := DATE_LINE.match(text, at)) and (published := day(match[1])):
        found.said.setdefault("published", published)
        at = _cut(found, at, match.end())
        if byline := BYLINE.match(text, at):
            at = _cut(found, at, byline.end())
    if note := NOTE.match(text, at):
        at = _cut(found, at, note.end())
    _dateline(text, at, found)
    return found


def document(name: str, text: str, said: dict[str, str], blank: list[Span]) -> Document:
    """The document that a front describes; dates that name no day are left out."""
    published, updated = moment(said.get("published")), moment(said.get("updated"))
    return Document(
        name=said.get("name") or name, text=text, title=said.get("title") or None, url=said.get("url") or None,
        published=day(said.get("published")), publisher=said.get("publisher") or said.get("agency") or None,
        updated=updated or (published if published and "T" in published else None),
        language=said.get("language") or "en", agency=said.get("agency") or None, blank=tuple(sorted(blank)))


def header_value(key: str, value: str) -> tuple[str, str] | None:
    """A header's key in our words and its value, unquoted; None for a key or a value that says nothing."""
    known = KEYS.get(key.strip().lower().replace("-", " "))
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    return (known, value) if known and value else None


def _header(text: str, found: Front) -> int:
    """A fenced front matter, or lines of `key: value` up to an empty one, the first with a key that we know."""
    lines: list[tuple[str, str]] = []
    if match := FENCE.match(text):
        lines = [pair for line in match[1].splitlines() if (pair := _pair(line))]
        at = match.end()
    else:
        at = 1 if text.startswith("\ufeff") else 0
        while match := BLANK_LINE.match(text, at):
            if match.end() == at or match.end() == len(text):
                break
            at = match.end()
        while (match := HEADER_LINE.match(text, at)) and match.end() > at:
            if not lines and match[1].lower() not in KEYS:
                return 0
            lines.append((match[1], match[2]))
            at = match.end()
        ended = BLANK_LINE.match(text, at)
        if not lines or not ended:
            return 0
        at = ended.end()
    for key, value in lines:
        if pair := header_value(key, value):
            found.said.setdefault(*pair)
    return _cut(found, 0, at)


def _pair(line: str) -> tuple[str, str] | None:
    match = HEADER_LINE.match(line)
    return (match[1], match[2]) if match else None


def _dateline(text: str, at: int, found: Front) -> None:
    match = DATELINE.match(text, at)
    if not match:
        return
    dated = bool(match["month"] or match["month2"])
    if not match["agency"] and not (match["town"] and (dated or match["town"].isupper())):
        return
    if match["agency"]:
        found.said.setdefault("agency", match["agency"].strip())
    month, number = match["month"] or match["month2"], match["day"] or match["day2"]
    if month and not found.said.get("published"):
        year = match["year"] or match["year2"]
        if published := iso(year, month, number) if year else _nearest(text, month, number):
            found.said["published"] = published
    _cut(found, at, match.end())


def _nearest(text: str, month: str, number: str) -> str | None:
    """The year of a dateline that names none: that of the full date in the text which lies nearest, if any is near."""
    best: tuple[int, str] | None = None
    for other in days(text):
        for year in (int(other[:4]) - 1, int(other[:4]), int(other[:4]) + 1):
            here = iso(str(year), month, number)
            if here:
                apart = abs((date.fromisoformat(here) - date.fromisoformat(other)).days)
                if apart <= NEAR and (best is None or apart < best[0]):
                    best = apart, here
    return best[1] if best else None


def _cut(found: Front, start: int, end: int) -> int:
    if end > start:
        found.blank.append(Span(start, end))
    return end
