"""The date that a time expression means, given what it is anchored to: a function for each kind of `date_words`.

What looks like a date and is none ("May said", "of 2000 troops", "Sunday Times") is refused here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.reading.holidays import MONTHS, WEEKDAYS, holiday

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
            "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
            "sixty": 60, "ninety": 90, "a couple of": 2}
_NAMES = re.compile(r"(?:Bloody|Black|Cyber|Super|Palm|Holy|Maundy|Fat|Mail on|Good)\s+$")
_PAPERS = re.compile(r"\s(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Independent|Night Live|Star|Agreement"
                     r"|Rising)\b")
_MOVEMENTS = re.compile(r"\s+(?:Movement|movement|Alliance)\b")
_COUNTED = re.compile(
    r"\s+(?:people|persons|troops|soldiers|men|women|children|prisoners|hostages|detainees|euros?|dollars?|pounds?|tons?"
    r"|tonnes|kms?|kilomet\w+|miles|homes|houses|cases|fighters|civilians|votes|seats|jobs|workers|members|pages|points"
    r"|drones|missiles|tanks|vehicles|hectares|megawatts|barrels|employees|casualties|deaths|pupils|companies)\b")
_BEFORE_MONTH = re.compile(r"\b(?:in|by|since|until|till|during|through|throughout|before|after|from|to|of|between|for"
                           r"|and|or|as of|late|mid|early)\s(?:the\s)?$|[-–—/]$", re.I)
_BEFORE_MAY = re.compile(r"\b(?:in|by|since|until|till|during|through|throughout|before|after|from|of|to)\s$", re.I)
_BEFORE_THE_NAME_MAY = re.compile(r"\b(?:in|since|until|till|during|throughout)\s+$", re.I)
# days that are called by their date, whatever the year of publication
_KNOWN = ((10, 7, 2023, re.compile(r"(?:,? 2023)?[ -](?:Hamas |terror )?(?:attack|massacre|assault|onslaught|raid)")),
          (9, 11, 2001, re.compile(r"[ -](?:terror |terrorist )?(?:attack|hijack)")),
          (1, 6, 2021, re.compile(r"[ -](?:Capitol |committee|riot|insurrection|attack|defendant)")))
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(slots=True)
class Context:
    """What a time expression is anchored to; the last three change from one expression to the next.

    `published` and `previous` (the last day mentioned) are days or unknown; `future` is the tense of the governing
    verb, None where nothing says; `deadline` whether it binds as one; `hint` whether "as early as" or the like
    stands before it.
    """

    published: date | None
    previous: date | None = None
    may_is_a_name: bool = False
    future: bool | None = None
    deadline: bool = False
    hint: bool = False

    @property
    def ahead(self) -> bool:
        return bool(self.future or (self.deadline and self.future is not False))


def _month(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def _number(word: str) -> int:
    word = word.lower()
    return int(word) if word.isdigit() else _NUMBERS[word]


def _after(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    return bool(pattern.match(match.string, match.end()))


def _before(match: re.Match[str], pattern: re.Pattern[str], length: int = 20) -> bool:
    return bool(pattern.search(match.string[max(0, match.start() - length):match.start()]))


def _ym(year: int, month: int) -> str:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{date(year, month, 1).isoformat()[:7]}"


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


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
    if _after(match, _MOVEMENTS):
        return None
    first, second = (match["d"], match["d2"]) if "d" in match.groupdict() else (match["d1"] or match["d0"], match["d0"])
    day = _placed(_month(match["mon"]), int(first), match, context)
    if day is None:
        return None
    if second is None or int(second) <= int(first) or match["to"] == "or":
        return day.isoformat()
    return f"{day.isoformat()}/{day.replace(day=int(second)).isoformat()}"


def _day_first(match: re.Match[str], context: Context) -> str | None:
    day = _placed(_month(match["mon"]), int(match["d" if "d" in match.groupdict() else "d1"]), match, context)
    return day.isoformat() if day else None


def _day_second(match: re.Match[str], context: Context) -> str | None:
    day = _placed(_month(match["mon"]), int(match["d2" if "d" in match.groupdict() else "d0"]), match, context)
    return day.isoformat() if day else None


def _placed(month: int, day: int, match: re.Match[str], context: Context) -> date | None:
    if match["y"]:
        return date(int(match["y"]), month, day)
    for known_month, known_day, year, after in _KNOWN:
        if (month, day) == (known_month, known_day) and _after(match, after):
            return date(year, month, day)
    if context.published is None:
        return None
    return _nearest([date(year, month, day) for year in range(context.published.year - 8, context.published.year + 9)
                     if day <= calendar.monthrange(year, month)[1]], context)


def _nearest(days: list[date], context: Context, slack: int = 30) -> date | None:
    """The day nearest to publication, unless the tense says otherwise and it is more than `slack` days off."""
    published = context.published
    if published is None or not days:
        return None
    best = min(days, key=lambda day: abs((day - published).days))
    if context.future is False and (best - published).days > slack:
        return max((day for day in days if day <= published), default=best)
    if context.ahead and (published - best).days > slack:
        return min((day for day in days if day >= published), default=best)
    return best


def _months(match: re.Match[str], context: Context) -> str | None:
    """November, early November, the end of September 2025, last May, mid-March."""
    word, mode, relative = match["mon"], _mode(match), match["rel"]
    if not (match["y"] or mode or relative) and not _bare_month(match, context):
        return None
    month, published = _month(word), context.published
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
        near = _nearest([date(published.year + step, month, 15) for step in (-1, 0, 1)],
                        Context(published.replace(day=15), future=context.future, deadline=context.deadline), slack=20)
        assert near is not None
        year = near.year
    return _within(mode, date(year, month, 1), _last_day(year, month), _ym(year, month), context)


def _bare_month(match: re.Match[str], context: Context) -> bool:
    word = match["mon"]
    after = match.string[match.end():match.end() + 2]
    if word == "May":
        wanted = _BEFORE_THE_NAME_MAY if context.may_is_a_name else _BEFORE_MAY
        return _before(match, wanted) and after[:1] not in ("'", "’")
    if word in ("March", "MARCH") or (len(word.rstrip(".")) <= 4 and word.title() not in ("June", "July")):
        return _before(match, _BEFORE_MONTH)
    if word in ("April", "June", "August", "January") and re.match(r"\s[A-Z]", after):
        return _before(match, _BEFORE_MONTH)
    return True


def _mode(match: re.Match[str]) -> str:
    words = (match["mode"] or "").lower().replace("-", " ").split()
    if words[-1:] in (["of"], ["in"]) and words[-2] in ("week", "half", "days", "weekend"):
        return " ".join(words[-3:-1])
    return next((word for word in words if word not in ("the", "very", "of", "in")), "")


def _within(mode: str, first: date, last: date, whole: str, context: Context) -> str:
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
    middle = first + (last - first) // 2
    if unit == "half":
        low, high = (first, middle) if which == "first" else (middle + timedelta(1), last)
        return f"{low}/{high}" if which in ("first", "second", "latter") else ""
    if which in ("last", "final", "closing"):
        return f"{last - timedelta(6)}/{last}"
    low = first + timedelta(7 * ("first", "second", "third", "fourth").index("first" if which == "opening" else which))
    return f"{low}/{low + timedelta(6)}"


def _years(match: re.Match[str], context: Context) -> str | None:
    if _after(match, _COUNTED):
        return None
    year = int(match["y"])
    if match["y2"]:
        second = int(match["y2"]) if len(match["y2"]) == 4 else year // 100 * 100 + int(match["y2"])
        return f"{year}/{second}" if second > year else None
    return _within(_mode(match), date(year, 1, 1), date(year, 12, 31), f"{year}", context)


def _decade(match: re.Match[str], context: Context) -> str | None:
    return f"{int(match['dec'])}/{int(match['dec']) + 9}"


def _weekdays(match: re.Match[str], context: Context) -> str | None:
    """Monday, last Friday, Tuesday of next week: on or before publication, after it for what lies ahead."""
    published = context.published
    if published is None or _before(match, _NAMES) or _after(match, _PAPERS):
        return None
    weekday = WEEKDAYS.index(match["wd"])
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
    return (published + timedelta(forth) if context.ahead else published - timedelta(back)).isoformat()


def _today(match: re.Match[str], context: Context) -> str | None:
    if context.published is None:
        return None
    if match.group()[0] == "T" and _before(match, re.compile(r"\w\s$")):   # USA Today, Russia Today
        return None
    steps = {"the day after tomorrow": 2, "the day before yesterday": -2, "yesterday": -1, "last night": -1,
             "tomorrow": 1}
    return (context.published + timedelta(steps.get(match.group().lower(), 0))).isoformat()


def _period(match: re.Match[str], context: Context) -> str | None:
    """this week, late last year, the end of the month, next summer, over the weekend."""
    unit, mode, published = match["unit"].lower(), _mode(match), context.published
    relative = " ".join(match["rel"].lower().split())
    if relative in ("the", "the current") and not mode and unit != "weekend":
        return None
    anchor = context.previous if relative in ("the following", "that", "the previous", "the same") else published
    if anchor is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(relative.split()[-1], 0)
    days = {"week": 7, "month": 30, "year": 365}.get(unit, 0) * step
    if days and relative in ("the past", "the last", "the next", "the coming") and not mode:
        low, high = sorted((anchor, anchor + timedelta(days)))
        return f"{low.isoformat()}/{high.isoformat()}"
    if unit == "weekend":
        return _weekend(anchor, step, relative, context)
    if unit == "week":
        return _week(anchor + timedelta(7 * step), mode, context)
    if unit == "month":
        year, month = (int(part) for part in _ym(anchor.year, anchor.month + step).split("-"))
        return _within(mode, date(year, month, 1), _last_day(year, month), _ym(year, month), context)
    if unit == "year":
        year = anchor.year + step
        return _within(mode, date(year, 1, 1), date(year, 12, 31), f"{year}", context)
    if unit == "quarter":
        quarter = anchor.year * 4 + (anchor.month - 1) // 3 + step
        return _quarter_of(quarter // 4, quarter % 4 + 1)
    start = _SEASONS[unit]
    year = anchor.year - (start == 12 and anchor.month < 3)
    if step > 0 and (anchor.year, anchor.month) >= (year, start):
        year += 1
    elif step < 0 and (anchor.year, anchor.month) <= (year, start + 2):
        year -= 1
    return f"{_ym(year, start)}/{_ym(year, start + 2)}"


def _week(day: date, mode: str, context: Context) -> str:
    monday = day - timedelta(day.weekday())
    sunday, published = monday + timedelta(6), context.published
    if mode in ("end", "close"):
        return sunday.isoformat() if context.deadline else f"{sunday.isoformat()}~"
    low, high = monday, sunday
    if published and monday <= published <= sunday:
        if mode == "earlier":
            high = published
        elif mode == "later" or context.hint or context.future:   # what is to come comes from today on
            low = published
    return f"{low.isoformat()}/{high.isoformat()}"


def _weekend(day: date, step: int, relative: str, context: Context) -> str:
    saturday = day + timedelta(5 - day.weekday())
    inside = day.weekday() >= 5
    if step:
        saturday += timedelta(7 * (0 if relative == "coming" and not inside else step))
    elif not context.ahead and not inside and (context.future is False or (relative == "the" and day.weekday() < 3)):
        saturday -= timedelta(7)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def _quarters(match: re.Match[str], context: Context) -> str | None:
    """Q3, the third quarter of 2025, the first half of next year."""
    published, said = context.published, (match["y"] or "").lower()
    which = match["q"] or match["nth"]
    number = int(which) if which.isdigit() else ("first", "second", "third", "fourth").index(which.lower()) + 1
    half = match["half"] is not None
    if said[:4].isdigit():
        year = int(said[:4])
    elif published is None:
        return None
    else:
        year = published.year + {"last": -1, "next": 1}.get(said.split()[0] if said else "", 0)
        low = (number - 1) * (6 if half else 3) + 1
        if not said and context.ahead and low + (5 if half else 2) < published.month:
            year += 1
        elif not said and context.future is False and low > published.month:
            year -= 1
    if half:
        return f"{_ym(year, number * 6 - 5)}/{_ym(year, number * 6)}" if number < 3 else None
    return _quarter_of(year, number)


def _quarter_of(year: int, quarter: int) -> str:
    return f"{_ym(year, quarter * 3 - 2)}/{_ym(year, quarter * 3)}"


def _season(match: re.Match[str], context: Context) -> str | None:
    year, start = int(match["y"]), _SEASONS[match["season"].lower()]
    return f"{_ym(year, start)}/{_ym(year, start + 2)}"


def _holidays(match: re.Match[str], context: Context) -> str | None:
    name, relative = match["holiday"].replace("’", "'"), (match["rel"] or "").lower()
    if _after(match, re.compile(r"\s+(?:Agreement|Rising|trees?|Island|markets?|cards?|gifts?|carols?|Offensive)\b")):
        return None
    if match["y"]:
        found = holiday(name, int(match["y"]))
    elif context.published is None:
        return None
    else:
        by_day = {one[0]: one for step in (-1, 0, 1) if (one := holiday(name, context.published.year + step))}
        if relative == "last":
            days = [day for day in by_day if day < context.published][-1:]
        elif relative == "next":
            days = [day for day in sorted(by_day) if day > context.published][:1]
        else:
            days = list(by_day)
        best = _nearest(days, context, slack=0)
        found = by_day[best] if best else None
    if not found:
        return None
    first, last, about = found
    mark = "~" if about else ""
    return f"{first.isoformat()}{mark}" + (f"/{last.isoformat()}{mark}" if last != first else "")


def _following(match: re.Match[str], context: Context) -> str | None:
    """the following day, a day earlier, two weeks later: counted from the day mentioned before."""
    if context.previous is None:
        return None
    if not match["n"]:
        words = match.group().lower()
        step = -1 if "previous" in words or "before" in words else 0 if "same" in words or "that" in words else 1
        return (context.previous + timedelta(step)).isoformat()
    sign = -1 if match["dir"].lower() in ("earlier", "before") else 1
    return _moved(context.previous, sign * _number(match["n"]), match["unit"], "")


def _ago(match: re.Match[str], context: Context) -> str | None:
    if context.published is None:
        return None
    sign = -1 if match["dir"].lower() == "ago" else 1
    return _moved(context.published, sign * _number(match["n"]), match["unit"], "~")


def _moved(day: date, count: int, unit: str, about: str) -> str:
    """A count of days is exact, of weeks about a day, of months a month, of years a year."""
    unit = unit.lower().rstrip("s")
    if unit == "hour":
        return (day + timedelta((abs(count) + 23) // 24 * (1 if count > 0 else -1))).isoformat()
    if unit in ("day", "week"):
        return (day + timedelta(count * (7 if unit == "week" else 1))).isoformat() + (about if unit == "week" else "")
    return _ym(day.year, day.month + count) if unit == "month" else f"{day.year + count:04d}"


_PERFECT = re.compile(r"\b(?:has|have|been)\b|['’]ve\b", re.I)


def _span(match: re.Match[str], context: Context) -> str | None:
    """in 90 days, within two weeks, over the past month, for three weeks (only of what still goes on)."""
    published, lead = context.published, match["lead"].lower()
    way = (match["way"] or "").lower().split()[-1:]
    if published is None or _after(match, re.compile(r"\s+(?:of|after|before|from|since|to)\b|-")):
        return None
    count, unit = _number(match["n"]), match["unit"].lower().rstrip("s")
    days = {"hour": (count + 23) // 24, "day": count, "week": 7 * count, "month": 0, "year": 0}[unit]
    months = {"month": count, "year": 12 * count}.get(unit, 0)
    if way in (["past"], ["last"], ["previous"]) or (lead == "for" and not way):
        if lead == "for" and not way and not _before(match, _PERFECT, 60):
            return None
        return f"{_stepped(published, -days, -months).isoformat()}/{published.isoformat()}"
    end = _stepped(published, days, months)
    if lead == "in" and not way:
        return None if context.future is False else end.isoformat()
    return f"{published.isoformat()}/{end.isoformat()}" if lead == "within" or way else None


def _stepped(day: date, days: int, months: int) -> date:
    if not months:
        return day + timedelta(days)
    year, month = (int(part) for part in _ym(day.year, day.month + months).split("-"))
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _year_end(match: re.Match[str], context: Context) -> str | None:
    if context.published is None:
        return None
    return _last_day(context.published.year, context.published.month if match["what"] else 12).isoformat()


_MEANINGS: dict[str, Callable[[re.Match[str], Context], str | None]] = {
    "iso": _iso, "numeric": _numeric, "day": _day, "day_month": _day, "day_first": _day_first,
    "day_second": _day_second, "quarter": _quarters, "month": _months, "season": _season, "holiday": _holidays,
    "year": _years, "decade": _decade, "weekday": _weekdays, "today": _today, "following": _following,
    "period": _period, "year_end": _year_end, "ago": _ago, "span": _span,
}


def meaning(kind: str, match: re.Match[str], context: Context) -> str | None:
    """The date or interval in EDTF, None where the words have none in this context or are no date."""
    try:
        return _MEANINGS[kind](match, context)
    except (OverflowError, ValueError):   # the 31st of November, a thousand years ago
        return None
