"""On which day a holiday falls in a year. The rules are `loaders/data/holidays.yaml`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent.parent / "data"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")

# the second new moon after the winter solstice in China, and the new moon of Kartika: no short formula gives them
LUNAR = {2010: "02-14", 2011: "02-03", 2012: "01-23", 2013: "02-10", 2014: "01-31", 2015: "02-19", 2016: "02-08",
         2017: "01-28", 2018: "02-16", 2019: "02-05", 2020: "01-25", 2021: "02-12", 2022: "02-01", 2023: "01-22",
         2024: "02-10", 2025: "01-29", 2026: "02-17", 2027: "02-06", 2028: "01-26", 2029: "02-13", 2030: "02-03"}
DIWALI = {2015: "11-11", 2016: "10-30", 2017: "10-19", 2018: "11-07", 2019: "10-27", 2020: "11-14", 2021: "11-04",
          2022: "10-24", 2023: "11-12", 2024: "10-31", 2025: "10-20", 2026: "11-08", 2027: "10-29", 2028: "10-17"}


@lru_cache(maxsize=1)
def rules() -> dict[str, str]:
    """Holiday names and their rules, as in the data file."""
    return yaml.load((DATA / "holidays.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@lru_cache(maxsize=1)
def pattern() -> str:
    """A regular expression for all names, longest first, so that "Christmas Eve" is not read as Christmas."""
    return "|".join(re.escape(name) for name in sorted(rules(), key=len, reverse=True))


@lru_cache(maxsize=512)
def holiday(name: str, year: int) -> tuple[date, date, bool] | None:
    """First and last day of the holiday, and whether they are approximate; None where it is not known for that year.

    >>> holiday("Thanksgiving", 2025)[0], holiday("Easter", 2024)[0], holiday("Yom Kippur", 2025)[0]
    (datetime.date(2025, 11, 27), datetime.date(2024, 3, 31), datetime.date(2025, 10, 2))
    """
    rule = rules().get(name)
    if not rule or not 1900 <= year <= 2100:
        return None
    first, _, last = rule.partition("/")
    start, end = _day(first, year), _day(last or first, year)
    return (start, end, rule.startswith("Islamic")) if start and end else None


def _day(rule: str, year: int) -> date | None:
    if rule in ("lunar", "diwali"):
        rule = (LUNAR if rule == "lunar" else DIWALI).get(year, "")
    if re.fullmatch(r"\d\d-\d\d", rule):
        return date(year, int(rule[:2]), int(rule[3:]))
    if match := re.fullmatch(r"(\d|last)\w* (\w+) of (\w+)", rule):
        return _weekday_of(match[1], WEEKDAYS.index(match[2]), MONTHS.index(match[3]) + 1, year)
    if match := re.fullmatch(r"(Easter|Orthodox|Hebrew) ([+-]\d+)", rule):
        base = {"Easter": easter, "Orthodox": orthodox_easter, "Hebrew": rosh_hashanah}[match[1]](year)
        return base + timedelta(int(match[2]) + _long_autumn(year, match))
    if rule == "Passover":
        return rosh_hashanah(year) - timedelta(163)
    if match := re.fullmatch(r"Islamic (\d\d)-(\d\d)", rule):
        return islamic(int(match[1]), int(match[2]), year)
    return None


def _long_autumn(year: int, match: re.Match[str]) -> int:
    """After Heshvan, which has a day more in a long year, Hebrew days shift by one (25 Kislev)."""
    length = (rosh_hashanah(year + 1) - rosh_hashanah(year)).days
    return int(match[1] == "Hebrew" and int(match[2]) > 58 and length % 10 == 5)


def _weekday_of(which: str, weekday: int, month: int, year: int) -> date:
    if which == "last":
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return end - timedelta((end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (int(which) - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar as a Gregorian date, right from 1900 to 2099 (Meeus 1991)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    return date(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1) + timedelta(13)


def rosh_hashanah(year: int) -> date:
    """The Hebrew new year that falls into the Gregorian year (Reingold and Dershowitz, Calendrical Calculations)."""
    hebrew = year + 3761
    before, this, after = (_elapsed(one) for one in (hebrew - 1, hebrew, hebrew + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(this + delay - 1373427)


def _elapsed(hebrew: int) -> int:
    months = (235 * hebrew - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def islamic(month: int, day: int, year: int) -> date | None:
    """The day of the tabular Islamic calendar that falls into the Gregorian year (the first, when two do)."""
    for hijri in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        ordinal = day + 29 * (month - 1) + (6 * month - 1) // 11 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 227014
        if (found := date.fromordinal(ordinal)).year == year:
            return found
    return None
