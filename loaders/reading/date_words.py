"""The words of time expressions: one pattern for each kind, found in one pass from left to right.

Every pattern is bounded, so that reading is linear in the text. `date_meaning` has a function for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.reading.holidays import WEEKDAYS
from loaders.reading.holidays import pattern as holiday_names

_MONTH = (r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
          r"|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
          r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)\b\.?)")
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d\d(?![\d%]|[.,:]\d|-\w)"
_WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_N = (r"(?i:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
      r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|sixty|ninety|a couple of)")
_UNIT = r"(?:hour|day|week|fortnight|month|year)s?"
_MODE = (r"(?i:(?:the\s{1,3})?(?:very\s{1,3})?(?:end|close|beginning|start|middle|turn)\s{1,3}of"
         r"|(?:the\s)?(?:first|second|third|fourth|last|final|opening|closing|latter)\s(?:week|half|days)\s(?:of|in)"
         r"|early(?:\s{1,3}in)?|late(?:\s{1,3}in)?|mid|earlier|later)")
_NOT_COUNT = r"(?![\w%]|[.,:]\d|-point)"
_LEADS = ("in", "by", "since", "until", "till", "from", "of", "before", "after", "during", "through", "to", "and",
          "between", "than", "year", "throughout", "for")
_LED = "|".join(rf"(?<=\b{lead} )|(?<=\b{lead.title()} )" for lead in _LEADS)
_OF_YEAR = rf"(?:,?\s(?:of\s|in\s)?(?P<y>{_Y}|(?:this|last|next)\syear))?"
_HOLIDAY = holiday_names().replace("'", "['’]")

_PATTERNS: dict[str, str] = {
    "iso": r"\b(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b",
    "numeric": rf"\b(?P<a>\d{{1,2}})[./-](?P<b>\d{{1,2}})[./-](?P<y>{_Y})",
    "day": (rf"\b(?P<mon>{_MONTH})\s?(?P<d>{_D}){_TH}{_NOT_COUNT}"
            rf"(?:\s?(?P<to>-|–|—|to|through|until|and)\s?(?P<d2>{_D}){_TH}{_NOT_COUNT}(?!\s{_MONTH}))?"
            rf"(?:,?\s(?P<y>{_Y}))?"),
    "day_month": (rf"(?<![\w.,:-])(?:(?P<d1>{_D}){_TH}\s?(?P<to>-|–|—|to|and|or)\s?(?:the\s)?)?"
                  rf"(?P<d0>{_D}){_TH}\s(?:of\s)?(?P<mon>{_MONTH})(?!\w|\sDay\b)(?:,?\s(?P<y>{_Y}))?"),
    "quarter": (rf"\b(?:Q(?P<q>[1-4])|(?:[Tt]he\s)?(?P<nth>(?i:first|second|third|fourth))\s(?:quarter|(?P<half>half)"
                rf"(?=\sof\s(?:{_Y}|(?:this|last|next)\syear))))(?![\w-]){_OF_YEAR}"),
    "holiday": rf"\b(?:(?P<rel>(?i:last|next|this))\s)?(?P<holiday>{_HOLIDAY})(?!\w)(?:,?\s(?:of\s)?(?P<y>{_Y}))?",
    "month": (rf"\b(?:(?P<mode>{_MODE})[\s-])?(?:(?P<rel>(?i:last|next|this(?:\spast|\scoming)?))\s)?"
              rf"(?P<mon>{_MONTH})(?!\w)(?:,?\s(?:of\s)?(?P<y>{_Y}))?"),
    "season": rf"\b(?i:the\s)?(?P<season>(?i:spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<y>{_Y})",
    "year": (rf"(?:\b(?P<mode>{_MODE})[\s-]|{_LED})(?P<y>(?:19|20)\d\d)(?![\d%]|[.,:]\d)"
             rf"(?:[-–/](?P<y2>(?:19|20)?\d\d)(?!\d)|(?!-))"),
    "decade": r"\b(?i:the\s)?(?:(?i:early|mid|late)[\s-])?(?P<dec>(?:19|20)\d0)s\b",
    "weekday": (rf"\b(?:(?P<rel>(?i:last|next|(?:this\s)?coming|(?:this\s)?past|this))\s)?(?P<wd>{_WEEKDAY})\b"
                rf"(?:\s(?:morning|afternoon|evening|night)\b)?(?:\s(?:of\s)?(?P<week>last|next|this)\sweek\b)?"
                rf"(?:\s(?P<side>before|after)\s(?P<holiday>{_HOLIDAY})(?!\w))?"),
    "today": (r"\b(?i:the\sday\safter\stomorrow|the\sday\sbefore\syesterday|last\snight)\b"
              r"|\b(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b"),
    "following": (rf"\b(?:(?i:(?:the\s)?(?:following|next|same|previous)\sday|that\s(?:same\s)?day"
                  rf"|the\sday\s(?:before|after)(?=[.,;:]|$))"
                  rf"|(?P<n>{_N})\s(?P<unit>{_UNIT})\s(?P<dir>earlier|later|before(?=[.,;:]|$)|after(?=[.,;:]|$)))(?!\w)"),
    "period": (rf"\b(?:(?P<mode>{_MODE})[\s-])?(?P<rel>(?i:this(?:\scoming|\spast)?|last|next|coming|that"
               rf"|the(?:\s(?:current|following|coming|next|past|last|previous|same))?))"
               rf"\s(?P<unit>week|month|year|weekend|quarter|spring|summer|autumn|fall|winter)\b"
               rf"(?!-|\s(?:of|before|after)\b)"),
    "year_end": r"\b(?i:year[\s-]end|(?:the\s)?(?P<what>month)[\s-]end|end[\s-]of[\s-]year|the\syear['’]s\send)\b",
    "ago": rf"\b(?P<n>{_N})\s(?P<unit>{_UNIT})\s(?P<dir>ago|from\s(?:now|today))\b",
    "span": (rf"\b(?P<lead>(?i:in|within|over|during|for))\s(?P<way>the\s(?:past|last|previous|next|coming)\s|next\s"
             rf"|the\s)?(?:(?:more\sthan|nearly|almost|about|over|at\sleast|around)\s)?(?P<n>{_N})\s(?P<unit>{_UNIT})\b"),
}

_COMPILED = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}
# what every kind begins with: a look at it first makes the pass eight times as fast
_BEGINS = (r"(?<!\w)(?=\d|[A-Z]|the\s|very|end|close|beginning|start|middle|turn|earl|late|mid|last|next|this\s"
           r"|th(?:ree|irt)|coming|past|that\s|spring|summer|autumn|fall|winter|to[dmn]|yesterday|following|same|previous|in\s|with|over\s"
           r"|during|for\s|fort|four|year|month|an?\s|one|two|twe|fi|si|se|ei|ni|ten|eleven|opening|closing|latter)")
# one pass for all kinds: groups have their names only in the pattern of their kind
_ANY = re.compile(_BEGINS + "(?:" + "|".join(f"(?P<{kind}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern)})"
                                             for kind, pattern in _PATTERNS.items()) + ")")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
_LIST_ENDS = re.compile(r"\s*(?:[.,;:)]|$|(?:in|at)\b)")
_DAYS = frozenset({"iso", "numeric", "day", "day_month", "day_first", "day_second", "today"})
_ENDS = _DAYS | {"month", "weekday", "year", "holiday", "period"}


@dataclass(frozen=True, slots=True)
class Atom:
    """One time expression at characters [start, end) of a paragraph. `edtf` is filled in when it is anchored.

    `past` says that its verb puts it behind, `ranged` that it is a range of two.
    """

    start: int
    end: int
    kind: str
    match: re.Match[str]
    edtf: str = ""
    past: bool = False
    ranged: bool = False

    @property
    def tensed(self) -> bool:
        """Whether its date may turn on the tense of the verb."""
        return self.kind not in ("iso", "numeric", "year", "decade", "ago")

    @property
    def is_end(self) -> bool:
        """Whether it can open or close a range."""
        return self.kind in _ENDS and not self.ranged

    @property
    def family(self) -> str:
        """The kind, all ways to write a day taken as one."""
        return "day" if self.kind in _DAYS else self.kind

    @property
    def relation(self) -> str | None:
        """What its own words say of how it binds, None where they do not."""
        if self.kind != "span":
            return None
        return {"for": "for", "within": "by"}.get(self.match["lead"].lower(), "at")

    def moved(self, edtf: str, anchor: str, back: bool = False) -> str:
        """The same words past the day `anchor` (or, with `back`, before it), where they leave the week or year open."""
        if self.kind == "weekday" and self.match["holiday"]:
            return edtf
        if self.kind == "weekday" and len(edtf) == len(anchor) == 10 and not back:
            low, day = date.fromisoformat(anchor), date.fromisoformat(edtf)
            return (low + timedelta((day.weekday() - low.weekday()) % 7)).isoformat()
        if self.kind in ("day", "day_month", "month", "holiday") and not self.match["y"] and edtf[:4].isdigit():
            return f"{int(edtf[:4]) + (-1 if back else 1):04d}{edtf[4:]}"
        return edtf


def atoms(text: str) -> Iterator[Atom]:
    """The time expressions of a paragraph from left to right, not yet dated."""
    for found in _ANY.finditer(text):
        kind = found.lastgroup
        assert kind is not None
        match = _COMPILED[kind].match(text, found.start())
        if match is None:   # a group that looked ahead from another start
            continue
        apart = _apart(text, kind, match)
        yield from apart or (Atom(match.start(), match.end(), kind, match),)


def _apart(text: str, kind: str, match: re.Match[str]) -> tuple[Atom, ...]:
    """"3 and 9 May" are two days; "3 and 4 May", "between 3 and 9 May" one stretch; "Nov. 23 and 12 people" is one."""
    if kind not in ("day", "day_month") or match["to"] != "and":
        return ()
    first, second = ("d", "d2") if kind == "day" else ("d1", "d0")
    if int(match[second]) == int(match[first]) + 1 or _BETWEEN.search(text[max(0, match.start() - 12):match.start()]):
        return ()
    one = Atom(match.start(), match.end(first), "day_first", match)
    if kind == "day" and not match["y"] and not _LIST_ENDS.match(text, match.end()):
        return (one,)
    return one, Atom(match.start(second), match.end(), "day_second", match)
