"""The dates of periods and of steps from a date to another: this week, mid-2026, the third quarter, two days later."""

from __future__ import annotations

import re
from datetime import date, timedelta

from loaders.reading.date_context import (
    Context,
    last_day,
    mode_of,
    number_of,
    part_of,
    stands_after,
    stands_before,
    stepped,
    year_month,
)

_COUNTED = re.compile(
    r"\s+(?:people|persons|troops|soldiers|men|women|children|prisoners|hostages|detainees|euros?|dollars?|pounds?|tons?"
    r"|tonnes|kms?|kilomet\w+|miles|homes|houses|cases|fighters|civilians|votes|seats|jobs|workers|members|pages|points"
    r"|drones|missiles|tanks|vehicles|hectares|megawatts|barrels|employees|casualties|deaths|pupils|companies)\b")
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PERFECT = re.compile(r"\b(?:has|have|been)\b|['’]ve\b", re.I)


def _years(match: re.Match[str], context: Context) -> str | None:
    if stands_after(match, _COUNTED):
        return None
    year = int(match["y"])
    if match["y2"]:
        second = int(match["y2"]) if len(match["y2"]) == 4 else year // 100 * 100 + int(match["y2"])
        return f"{year}/{second}" if second > year else None
    return part_of(mode_of(match), date(year, 1, 1), date(year, 12, 31), f"{year}", context)


def _decade(match: re.Match[str], context: Context) -> str | None:
    return f"{int(match['dec'])}/{int(match['dec']) + 9}"


def _period(match: re.Match[str], context: Context) -> str | None:
    """this week, late last year, the end of the month, next summer, over the weekend."""
    unit, mode, published = match["unit"].lower(), mode_of(match), context.published
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
        year, month = (int(part) for part in year_month(anchor.year, anchor.month + step).split("-"))
        return part_of(mode, date(year, month, 1), last_day(year, month), year_month(year, month), context)
    if unit == "year":
        year = anchor.year + step
        return part_of(mode, date(year, 1, 1), date(year, 12, 31), f"{year}", context)
    if unit == "quarter":
        quarter = anchor.year * 4 + (anchor.month - 1) // 3 + step
        return _quarter_of(quarter // 4, quarter % 4 + 1)
    start = _SEASONS[unit]
    year = anchor.year - (start == 12 and anchor.month < 3)
    if step > 0 and (anchor.year, anchor.month) >= (year, start):
        year += 1
    elif step < 0 and (anchor.year, anchor.month) <= (year, start + 2):
        year -= 1
    return f"{year_month(year, start)}/{year_month(year, start + 2)}"


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
        return f"{year_month(year, number * 6 - 5)}/{year_month(year, number * 6)}" if number < 3 else None
    return _quarter_of(year, number)


def _quarter_of(year: int, quarter: int) -> str:
    return f"{year_month(year, quarter * 3 - 2)}/{year_month(year, quarter * 3)}"


def _season(match: re.Match[str], context: Context) -> str | None:
    year, start = int(match["y"]), _SEASONS[match["season"].lower()]
    return f"{year_month(year, start)}/{year_month(year, start + 2)}"


def _following(match: re.Match[str], context: Context) -> str | None:
    """the following day, a day earlier, two weeks later: counted from the day mentioned before."""
    coarse = match["n"] and match["unit"].lower().rstrip("s") in ("month", "year")
    anchor = context.mentioned if coarse else context.previous
    if anchor is None:
        return None
    if not match["n"]:
        words = match.group().lower()
        step = -1 if "previous" in words or "before" in words else 0 if "same" in words or "that" in words else 1
        return (anchor + timedelta(step)).isoformat()
    sign = -1 if match["dir"].lower() in ("earlier", "before") else 1
    return _moved(anchor, sign * number_of(match["n"]), match["unit"], "")


def _ago(match: re.Match[str], context: Context) -> str | None:
    if context.published is None:
        return None
    sign = -1 if match["dir"].lower() == "ago" else 1
    return _moved(context.published, sign * number_of(match["n"]), match["unit"], "~")


def _moved(day: date, count: int, unit: str, about: str) -> str:
    """A count of days is exact, of weeks about a day, of months a month, of years a year."""
    unit = unit.lower().rstrip("s")
    if unit == "hour":
        return (day + timedelta((abs(count) + 23) // 24 * (1 if count > 0 else -1))).isoformat()
    if unit in _DAYS_IN:
        return (day + timedelta(count * _DAYS_IN[unit])).isoformat() + (about if unit != "day" else "")
    return year_month(day.year, day.month + count) if unit == "month" else f"{day.year + count:04d}"


def _span(match: re.Match[str], context: Context) -> str | None:
    """in 90 days, within two weeks, over the past month, for three weeks (only of what still goes on)."""
    published, lead = context.published, match["lead"].lower()
    way = (match["way"] or "").lower().split()[-1:]
    if published is None or stands_after(match, re.compile(r"\s+(?:of|after|before|from|since|to)\b|-")):
        return None
    count, unit = number_of(match["n"]), match["unit"].lower().rstrip("s")
    days = {"hour": (count + 23) // 24, **{one: count * length for one, length in _DAYS_IN.items()}}.get(unit, 0)
    months = {"month": count, "year": 12 * count}.get(unit, 0)
    if way in (["past"], ["last"], ["previous"]) or (lead == "for" and not way):
        if lead == "for" and not way and not stands_before(match, _PERFECT, 60):
            return None
        return f"{stepped(published, -days, -months).isoformat()}/{published.isoformat()}"
    end = stepped(published, days, months)
    if lead == "in" and not way:
        return None if context.future is False else end.isoformat()
    return f"{published.isoformat()}/{end.isoformat()}" if lead == "within" or way else None


def _year_end(match: re.Match[str], context: Context) -> str | None:
    if context.published is None:
        return None
    return last_day(context.published.year, context.published.month if match["what"] else 12).isoformat()


MEANINGS = {
    "quarter": _quarters, "season": _season, "year": _years, "decade": _decade, "following": _following,
    "period": _period, "year_end": _year_end, "ago": _ago, "span": _span,
}
