"""Dates as headers, datelines and metadata write them, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

MONTHS = {name: number for number, names in enumerate([
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec"], 1) for name in names.split()}
MONTH = rf"(?:{'|'.join(MONTHS)})\b\.?"

_ISO = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)?\s+({MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({MONTH})\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)


def day(text: str | None) -> str | None:
    """The day that `text` names as YYYY-MM-DD, or None: "2025-11-24T10:00Z", "Nov. 24, 2025", "24 November 2025"."""
    if not text:
        return None
    if match := _ISO.search(text):
        return iso(*match.groups())
    return next(days(text), None) or _other(text)


def days(text: str) -> Iterator[str]:
    """Every full date written in words in `text`, in order of form."""
    for match in _MONTH_FIRST.finditer(text):
        if found := iso(match[3], match[1], match[2]):
            yield found
    for match in _DAY_FIRST.finditer(text):
        if found := iso(match[3], match[2], match[1]):
            yield found


def moment(text: str | None) -> str | None:
    """The moment that `text` names: a day, or with a time of day "YYYY-MM-DDTHH:MM:SSZ" (no zone given is UTC)."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return day(text)
    if len(text.strip()) <= 10:
        return found.date().isoformat()
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")


def iso(year: str, month: str, number: str) -> str | None:
    """The three parts of a date as YYYY-MM-DD, or None where there is no such day. `month` is a number or a name."""
    try:
        return date(int(year), MONTHS.get(month.lower().rstrip("."), 0) or int(month), int(number)).isoformat()
    except ValueError:
        return None


def _other(text: str) -> str | None:
    """What a person or a feed may write besides: left to dateparser, which is slow to load."""
    import dateparser

    found = dateparser.parse(text[:100], languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"]})
    return found.date().isoformat() if found else None
