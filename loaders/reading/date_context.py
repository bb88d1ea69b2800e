"""What a time expression is anchored to, and the arithmetic that all kinds of them share."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.reading.holidays import MONTHS

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
            "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
            "sixty": 60, "ninety": 90, "a couple of": 2}


@dataclass(slots=True)
class Context:
    """What a time expression is anchored to; the last four change from one expression to the next.

    `published`, `previous` (the last day mentioned) and `mentioned` (the start of the last date of any length) are days
    or unknown; `future` is the tense of the governing verb, None where nothing says; `deadline` whether it binds as
    one; `hint` whether "as early as" or the like stands before it; `next_week` whether that was spoken of before.
    """

    published: date | None
    previous: date | None = None
    mentioned: date | None = None
    may_is_a_name: bool = False
    future: bool | None = None
    deadline: bool = False
    hint: bool = False
    next_week: bool = False

    @property
    def ahead(self) -> bool:
        return bool(self.future or (self.deadline and self.future is not False))


def month_number(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def number_of(word: str) -> int:
    word = word.lower()
    return int(word) if word.isdigit() else _NUMBERS[word]


def stands_after(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    return bool(pattern.match(match.string, match.end()))


def stands_before(match: re.Match[str], pattern: re.Pattern[str], length: int = 20) -> bool:
    return bool(pattern.search(match.string[max(0, match.start() - length):match.start()]))


def year_month(year: int, month: int) -> str:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{date(year, month, 1).isoformat()[:7]}"


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def stepped(day: date, days: int, months: int) -> date:
    if not months:
        return day + timedelta(days)
    year, month = (int(part) for part in year_month(day.year, day.month + months).split("-"))
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def mode_of(match: re.Match[str]) -> str:
    words = (match["mode"] or "").lower().replace("-", " ").split()
    if words[-1:] in (["of"], ["in"]) and words[-2] in ("week", "half", "days", "weekend"):
        return " ".join(words[-3:-1])
    return next((word for word in words if word not in ("the", "very", "of", "in")), "")


def part_of(mode: str, first: date, last: date, whole: str, context: Context) -> str:
    """A part of a month or year: its end is a day, "early" and "late" make the whole approximate."""
    published = context.published
    if mode.endswith(("week", "half", "days", "weekend")):
        return _piece(mode, first, last)
    if mode in ("end", "close"):
        return last.isoformat() if context.deadline else f"{last.isoformat()}~"
    if mode in ("beginning", "start", "turn"):
        return f"{first.isoformat()}~"
    if mode == "earlier" and published and first < published <= last:
        return f"{first.isoformat()}/{published.isoformat()}"
    if mode == "later" and published and first <= published < last:
        return f"{published.isoformat()}/{last.isoformat()}"
    if mode:
        return f"{whole}~" if "/" not in whole else whole
    return whole


def _piece(mode: str, first: date, last: date) -> str:
    """The first week of December, the second half of May: by count of days."""
    which, unit = mode.split()
    middle = first.replace(day=15)
    if unit == "half":
        low, high = (first, middle) if which == "first" else (middle + timedelta(1), last)
        return f"{low}/{high}" if which in ("first", "second", "latter") else ""
    if which in ("last", "final", "closing"):
        return f"{last - timedelta(6)}/{last}"
    low = first + timedelta(7 * ("first", "second", "third", "fourth").index("first" if which == "opening" else which))
    return f"{low}/{low + timedelta(6)}"


def nearest(days: list[date], context: Context, slack: int = 30) -> date | None:
    """The day nearest to publication, unless the tense says otherwise and it is more than `slack` days off."""
    published = context.published
    if published is None or not days:
        return None
    best = min(days, key=lambda day: abs((day - published).days))
    if context.future is False and not (context.deadline and slack) and (best - published).days > slack:
        return max((day for day in days if day <= published), default=best)
    if context.ahead and (published - best).days > slack:
        return min((day for day in days if day >= published), default=best)
    return best
