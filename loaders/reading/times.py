"""Time expressions of a text and the dates that they mean, in EDTF (ISO 8601-2:2019, level 1).

`date_words` finds the words, `date_days` and `date_periods` say what each means; here they are anchored: to the
publication date or the dateline ("this week", "on Monday"), to the day mentioned before ("the following day"), to one
another ("Thanksgiving, or Nov. 27", "from Monday to Wednesday").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loaders.reading import date_days, date_periods
from loaders.reading.date_context import Context
from loaders.reading.date_words import Atom, atoms
from loaders.reading.parse import Paragraph, paragraph_at
from loaders.reading.tense import Tense
from schema import Span, bounds

_CLOCK = (r"(?:(?:midnight|noon|midday|the close of business|close of business|the (?:evening|morning|night)"
          r"|\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?)\s+(?:[A-Z]{2,4}\s+)?(?:on\s+|of\s+)?)?")
# what stands before a time expression and says how it binds
_RELATIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"(?:^|\W)(?:{words}),?\s+(?:about\s+|around\s+|late\s+|early\s+)?{_CLOCK}$", re.I))
    for relation, words in (
        ("after", r"no earlier than|not earlier than|not before|no sooner than|(?:after|following)(?: the)?"),
        ("by", r"(?:no|not) later than|on or before|(?:by|before|until|ahead of)(?: the)?|till|up to|prior to"
               r"|due(?: on| by| in)?|deadline (?:of|on|is|was|for)|expir\w+(?: on| in)?|runs? out(?: on| in)?"
               r"|through"),
        ("from", r"since|from|starting(?: on| in| from)?|beginning(?: on| in)?|effective(?: on| from)?|as of|as from"),
    ))
_BY = dict(_RELATIONS)["by"]
_ABOUT = re.compile(r"(?:^|\W)(?:around|about|circa|roughly|approximately|on or (?:about|around))\s+(?:the\s+)?$", re.I)
_PERHAPS = re.compile(r"(?:^|\W)(?:perhaps|possibly|maybe|probably|tentatively|likely)\s+(?:(?:on|in|by|for)\s+)?"
                      r"(?:the\s+)?$", re.I)
_DEADLINE_AFTER = re.compile(r"(?:'s)?\s+(?:\w+\s+)?(?:deadline|cut-?off)\b|\s+at the latest\b", re.I)
_RANGE = re.compile(r"\s*(?:-|–|—)\s*|,?\s+(?:to|until|till|through)\s+(?:the\s+)?", re.I)
_AND = re.compile(r"\s+and\s+", re.I)
_BETWEEN = re.compile(r"(?:^|\W)between\s+(?:the\s+)?$", re.I)
_APPOSED = re.compile(r",?\s+or\s+|,\s+|\s+|\s+\(|\s*,?\s+(?:which (?:is|falls|fell) on|on)\s+", re.I)
_SOON_AS = re.compile(r"\bas (?:early|soon) as\s+$", re.I)
_WEEK_OF = re.compile(r"\b(?:the\s+)?week (?:of|beginning|starting|commencing)\s+$", re.I)
_DATELINE = re.compile(r"\s*[A-Z][A-Z.' /-]{2,30}(?:,\s[A-Z][\w.' ]{1,20})?[,(]?\s$")
_MEANINGS = {**date_days.MEANINGS, **date_periods.MEANINGS}
_REACH = 40   # characters before an expression in which a relation is looked for


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: its characters in the document, its date or interval in EDTF, how what is timed lies to it.

    `relation` is "at", "by" (a deadline: by, before, until, no later than), "from" (since, from, as of), "after", or
    "for" (all through the interval).
    """

    span: Span
    edtf: str
    relation: str


def by_paragraph(
    paragraphs: Sequence[Paragraph], mentions: Iterable[TimeMention]
) -> defaultdict[int, list[TimeMention]]:
    """The mentions by the index of the paragraph in which they begin, in order."""
    found: defaultdict[int, list[TimeMention]] = defaultdict(list)
    for mention in mentions:
        home = paragraph_at(paragraphs, mention.span.start)
        if home:
            found[home.index].append(mention)
    return found


def times(paragraphs: Sequence[Paragraph], published: str | None) -> list[TimeMention]:
    """All times of the paragraphs that can be dated, in order of appearance.

    `published` is the day of publication (ISO 8601). Without it, or with one that is no date, only what is dated by
    itself is found: a full date, a month or quarter with its year, a year.
    """
    found: list[TimeMention] = []
    context = Context(_published(published))
    for paragraph in paragraphs:
        text = paragraph.text
        context.may_is_a_name |= "Theresa May" in text or "Mrs May" in text or "Mrs. May" in text
        for atom in _joined(text, _anchored(text, context, Tense(paragraph.doc)), context):
            span = Span(paragraph.start + atom.start, paragraph.start + atom.end)
            found.append(TimeMention(span, _hedged(text, atom), _relation(text, atom)))
    return found


def _published(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
    return day if day and 1600 <= day.year <= 9000 else None


def _anchored(text: str, context: Context, tense: Tense) -> Iterator[Atom]:
    """The atoms with their dates; each day that is no deadline becomes what "the following day" is counted from."""
    found = list(atoms(text))
    quoted = _quoted(text, found)
    for atom in found:
        before = text[max(0, atom.start - _REACH):atom.start]
        _tell(context, text, atom, before, tense)
        spoken = _spoken(text, found, quoted, context, tense) if atom.kind == "today" and atom in quoted else None
        edtf = _meaning(atom, replace(context, published=spoken) if spoken else context)
        if not edtf:
            continue
        context.next_week |= atom.match.group().lower() == "next week"
        one_day = len(edtf.rstrip("?~")) == 10
        if one_day and atom.family == "day" and atom.start < 60 and _DATELINE.match(text, 0, atom.start):
            context.published = date.fromisoformat(edtf[:10])   # what follows was written on that day
        if not context.deadline:
            context.mentioned = date.fromisoformat(str(bounds(edtf)[0]))
            context.previous = context.mentioned if one_day else context.previous
        if one_day and (week := _WEEK_OF.search(before)):
            monday = date.fromisoformat(edtf[:10])
            monday -= timedelta(monday.weekday())
            yield replace(atom, start=atom.start - len(before) + week.start(), edtf=f"{monday}/{monday + timedelta(6)}")
        else:
            yield replace(atom, edtf=edtf, past=context.future is False)


def _tell(context: Context, text: str, atom: Atom, before: str, tense: Tense) -> None:
    """Puts into the context what the words around the atom say of it."""
    context.future = tense.future(atom.start, atom.end) if atom.tensed else None
    context.deadline = bool(_BY.search(before) or _DEADLINE_AFTER.match(text, atom.end))
    context.hint = bool(_SOON_AS.search(before))


def _meaning(atom: Atom, context: Context) -> str | None:
    """The date or interval in EDTF, None where the words have none in this context or are no date."""
    try:
        edtf = _MEANINGS[atom.kind](atom.match, context)
    except (OverflowError, ValueError):   # the 31st of November, a thousand years ago
        return None
    return edtf if edtf and None not in bounds(edtf) else None


def _quoted(text: str, found: list[Atom]) -> set[Atom]:
    """The atoms inside quotation marks, which the paragraph has straight."""
    inside, place, quoted = False, 0, set()
    for atom in found:
        inside ^= text.count('"', place, atom.start) % 2 == 1
        place = atom.start
        if inside:
            quoted.add(atom)
    return quoted


def _spoken(text: str, found: list[Atom], quoted: set[Atom], context: Context, tense: Tense) -> date | None:
    """The day on which the quotations of a paragraph were said: "We sign tomorrow," she said on Tuesday."""
    for atom in found[:20]:
        if atom.family in ("weekday", "day") and atom.kind != "today" and atom not in quoted:
            anchor = replace(context)
            _tell(anchor, text, atom, text[max(0, atom.start - _REACH):atom.start], tense)
            edtf = _meaning(atom, anchor) if anchor.future is False and not anchor.deadline else None
            if edtf and len(edtf) == 10:
                return date.fromisoformat(edtf)
    return None


def _joined(text: str, found: Iterator[Atom], context: Context) -> Iterator[Atom]:
    """Ranges and appositions are one mention."""
    last: Atom | None = None
    for atom in found:
        between = text[last.end:atom.start] if last and atom.start - last.end <= 25 else None
        joined = _join(text, last, atom, between, context) if last and between is not None else None
        if last and not joined:
            yield last
        last = joined or atom
    if last:
        yield last


def _join(text: str, first: Atom, second: Atom, between: str, context: Context) -> Atom | None:
    if first.is_end and second.is_end and (
            _RANGE.fullmatch(between)
            or (_AND.fullmatch(between) and _BETWEEN.search(text[max(0, first.start - 12):first.start]))):
        return _range(first, second, context)
    if {first.family, second.family} in ({"holiday", "day"}, {"weekday", "day"}) and _APPOSED.fullmatch(between):
        dated = first if first.family == "day" else second
        closing = int("(" in between and text[second.end:second.end + 1] == ")")
        return replace(dated, start=first.start, end=second.end + closing)
    return None


def _range(first: Atom, second: Atom, context: Context) -> Atom | None:
    low, high = first.edtf.partition("/")[0].rstrip("?~"), second.edtf.rpartition("/")[2].rstrip("?~")
    if low > high:
        if second.kind == "weekday" or not first.match.groupdict().get("y"):   # "from Monday to Wednesday"
            high = second.moved(high, low)
        if low > high:                                                          # "from 24 November to 3 January 2026"
            low = first.moved(low, high, back=True)
    if first.kind == second.kind == "weekday" and first.past and context.published:
        while high > context.published.isoformat():
            low, high = (str(date.fromisoformat(day) - timedelta(7)) for day in (low, high))
    starts, ends = bounds(low)[0], bounds(high)[1]
    if not (starts and ends and starts < ends):
        return None
    return replace(first, end=second.end, edtf=f"{low}/{high}", ranged=True)


def _relation(text: str, atom: Atom) -> str:
    if atom.relation:
        return atom.relation
    before = text[max(0, atom.start - _REACH):atom.start]
    if _DEADLINE_AFTER.match(text, atom.end):
        return "by"
    found = next((relation for relation, pattern in _RELATIONS if pattern.search(before)), "at")
    ranged = atom.ranged or (atom.family == "day" and "/" in atom.edtf)
    return "at" if ranged and found == "from" else found   # "from Monday to Wednesday" is when, not since when


def _hedged(text: str, atom: Atom) -> str:
    """"around Nov. 30" is approximate (~), "perhaps on Nov. 30" uncertain (?)."""
    before = text[max(0, atom.start - _REACH):atom.start]
    if "/" in atom.edtf or atom.edtf[-1] in "?~%":
        return atom.edtf
    return atom.edtf + ("~" if _ABOUT.search(before) else "?" if _PERHAPS.search(before) else "")
