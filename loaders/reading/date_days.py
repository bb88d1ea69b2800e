"""The date of a day, a month, a weekday or a holiday named in a text.

What looks like a date and is none ("May said", "Sunday Times", "the March 23 Movement") is refused here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from loaders.reading.date_context import (
    Context,
    last_day,
    mode_of,
    month_number,
    nearest,
    part_of,
    stands_after,
    stands_before,
    year_month,
)
from loaders.reading.holidays import WEEKDAYS, holiday

_NAMES = re.compile(r"(?:Bloody|Black|Cyber|Super|Palm|Holy|Maundy|Fat|Mail on|Good)\s+$")
_PAPERS = re.compile(r"\s(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Independent|Night Live|Star|Agreement"
                     r"|Rising)\b")
_CALLED_OFF = re.compile(r"[^.;\n]{0,60}\b(?:was|were|has been|have been|had been)(?: \w+)? (?:cancell?ed|called off"
                         r"|scrapped)")
_FESTIVE = re.compile(r"\s(?:Agreement|Rising|trees?|Island|markets?|cards?|gifts?|carols?|Offensive)\b")
_MOVEMENTS = re.compile(r"\s+(?:Movement|movement|Alliance)\b")
_BEFORE_MONTH = re.compile(r"\b(?:in|by|since|until|till|during|through|throughout|before|after|from|to|of|between|for"
                           r"|and|or|as of|late|mid|early)\s(?:the\s)?$|[-–—/]$", re.I)
_BEFORE_MAY = re.compile(r"\b(?:in|by|since|until|till|during|through|throughout|before|after|from|of|to)\s$", re.I)
_BEFORE_THE_NAME_MAY = re.compile(r"\b(?:in|since|until|till|during|throughout)\s+$", re.I)
# days that are called by their date, whatever the year of publication
_KNOWN = ((10, 7, 2023, re.compile(r"(?:,? 2023)?[ -](?:Hamas |terror )?(?:attack|massacre|assault|onslaught|raid)")),
          (9, 11, 2001, re.compile(r"[ -](?:terror |terrorist )?(?:attack|hijack)")),
          (1, 6, 2021, re.compile(r"[ -](?:Capitol |committee|riot|insurrection|attack|defendant)")))


def _iso(match: re.Match[str], context: Context) -> str | None:
    return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()


def _numeric(match: re.Match[str], context: Context) -> str | None:
    """24/11/2025, 11/24/2025, 24.11.2025; where both readings are dates only dots tell (day first)."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if "." in match.group() or first > 12:
        return date(year, second, first).isoformat()
    if second > 12 or first == second:
        return date(year, first, second).isoformat()
    return None


def _day(match: re.Match[str], context: Context) -> str | None:
    """Nov. 24, November 24-26, 24 November 2025, 3 and 4 May: with no year, the nearest to the publication date."""
    if stands_after(match, _MOVEMENTS):
        return None
    first, second = (match["d"], match["d2"]) if "d" in match.groupdict() else (match["d1"] or match["d0"], match["d0"])
    day = _placed(month_number(match["mon"]), int(first), match, context)
    if day is None:
        return None
    if second is None or int(second) <= int(first) or match["to"] == "or":
        return day.isoformat()
    return f"{day.isoformat()}/{day.replace(day=int(second)).isoformat()}"


def _day_first(match: re.Match[str], context: Context) -> str | None:
    day = _placed(month_number(match["mon"]), int(match["d" if "d" in match.groupdict() else "d1"]), match, context)
    return day.isoformat() if day else None


def _day_second(match: re.Match[str], context: Context) -> str | None:
    day = _placed(month_number(match["mon"]), int(match["d2" if "d" in match.groupdict() else "d0"]), match, context)
    return day.isoformat() if day else None


def _placed(month: int, day: int, match: re.Match[str], context: Context) -> date | None:
    if match["y"]:
        return date(int(match["y"]), month, day)
    for known_month, known_day, year, after in _KNOWN:
        if (month, day) == (known_month, known_day) and stands_after(match, after):
            return date(year, month, day)
    if context.published is None:
        return None
    return nearest([date(year, month, day) for year in range(context.published.year - 8, context.published.year + 9)
                     if day <= calendar.monthrange(year, month)[1]], context)


def _months(match: re.Match[str], context: Context) -> str | None:
    """November, early November, the end of September 2025, last May, mid-March."""
    word, mode, relative = match["mon"], mode_of(match), match["rel"]
    if not (match["y"] or mode or relative) and not _bare_month(match, context):
        return None
    month, published = month_number(word), context.published
    if match["y"]:
        year = int(match["y"])
    elif published is None:
        return None
    elif relative:
        relative = relative.lower().split()[-1]
        year = published.year
        if relative in ("last", "past"):
            year -= month >= published.month
        elif relative in ("next", "coming"):
            year += month <= published.month
    else:
        near = nearest([date(published.year + step, month, 15) for step in (-1, 0, 1)],
                        Context(published.replace(day=15), future=context.future, deadline=context.deadline), slack=20)
        assert near is not None
        year = near.year
    return part_of(mode, date(year, month, 1), last_day(year, month), year_month(year, month), context)


def _bare_month(match: re.Match[str], context: Context) -> bool:
    word = match["mon"]
    after = match.string[match.end():match.end() + 2]
    if word == "May":
        wanted = _BEFORE_THE_NAME_MAY if context.may_is_a_name else _BEFORE_MAY
        return stands_before(match, wanted) and after[:1] not in ("'", "’")
    if word in ("March", "MARCH") or (len(word.rstrip(".")) <= 4 and word.title() not in ("June", "July")):
        return stands_before(match, _BEFORE_MONTH)
    if word in ("April", "June", "August", "January") and re.match(r"\s[A-Z]", after):
        return stands_before(match, _BEFORE_MONTH)
    return True


def _weekdays(match: re.Match[str], context: Context) -> str | None:
    """Monday, last Friday, Tuesday of next week: on or before publication, after it for what lies ahead."""
    published = context.published
    if published is None or stands_before(match, _NAMES) or stands_after(match, _PAPERS):
        return None
    weekday = WEEKDAYS.index(match["wd"])
    if match["holiday"] and (found := _near_holiday(match["holiday"], context)):    # "the Sunday before Thanksgiving"
        first, last, _ = found
        if match["side"] == "before":
            return (first - timedelta((first.weekday() - weekday - 1) % 7 + 1)).isoformat()
        return (last + timedelta((weekday - last.weekday() - 1) % 7 + 1)).isoformat()
    back, forth = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    if match["week"]:
        step = {"last": -7, "this": 0, "next": 7}[match["week"].lower()]
        return (published + timedelta(weekday - published.weekday() + step)).isoformat()
    relative = (match["rel"] or "").lower().split()[-1:]
    if relative == ["last"] or relative == ["past"]:
        return (published - timedelta(back or 7)).isoformat()
    if relative == ["next"] or relative == ["coming"]:
        return (published + timedelta(forth or 7)).isoformat()
    if relative == ["this"] and context.future is None:
        return (published + timedelta(weekday - published.weekday())).isoformat()
    if context.ahead and back < forth and stands_after(match, _CALLED_OFF):
        return (published - timedelta(back)).isoformat()
    if context.ahead and not forth and context.next_week:   # "They try again next week. Talks open on Tuesday."
        forth = 7
    return (published + timedelta(forth) if context.ahead else published - timedelta(back)).isoformat()


def _today(match: re.Match[str], context: Context) -> str | None:
    if context.published is None:
        return None
    if match.group()[0] == "T" and stands_before(match, re.compile(r"\w\s$")):   # USA Today, Russia Today
        return None
    steps = {"the day after tomorrow": 2, "the day before yesterday": -2, "yesterday": -1, "last night": -1,
             "tomorrow": 1}
    return (context.published + timedelta(steps.get(match.group().lower(), 0))).isoformat()


def _holidays(match: re.Match[str], context: Context) -> str | None:
    if stands_after(match, _FESTIVE):
        return None
    if match["y"]:
        found = holiday(match["holiday"].replace("’", "'"), int(match["y"]))
    else:
        found = _near_holiday(match["holiday"], context, (match["rel"] or "").lower())
    if not found:
        return None
    first, last, about = found
    mark = "~" if about else ""
    return f"{first.isoformat()}{mark}" + (f"/{last.isoformat()}{mark}" if last != first else "")


def _near_holiday(name: str, context: Context, relative: str = "") -> tuple[date, date, bool] | None:
    """The holiday of that name that is meant: the last, the next, or the nearest to publication."""
    if context.published is None:
        return None
    by_day = {one[0]: one for step in (-1, 0, 1)
              if (one := holiday(name.replace("’", "'"), context.published.year + step))}
    if relative == "last":
        days = [day for day in by_day if day < context.published][-1:]
    elif relative == "next":
        days = [day for day in sorted(by_day) if day > context.published][:1]
    else:
        days = list(by_day)
    best = nearest(days, context, slack=0)
    return by_day[best] if best else None


MEANINGS = {
    "iso": _iso, "numeric": _numeric, "day": _day, "day_month": _day, "day_first": _day_first,
    "day_second": _day_second, "month": _months, "holiday": _holidays, "weekday": _weekdays, "today": _today,
}
