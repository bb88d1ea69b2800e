"""The words of points: an item of a list, a verb with its object, a clause, as they stand in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from loaders.reading.noun_phrases import ARTICLES, conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.series import series
from loaders.reading.tabled import Tabled
from loaders.reading.words import words

# what tells of no point yet: changes to what? which principles?
CHANGES = {"amendment", "basis", "change", "detail", "framework", "modification", "principle", "revision", "vision"}
OPENING = ARTICLES | {"that", "to", "both", "either", "for"}   # in front of an item's own words


@dataclass(slots=True)
class PointSeen:
    """One item: the tokens [first, last), the proposal it belongs to, and what the clause does with it (`act`)."""

    paragraph: int
    first: int
    last: int
    token: int
    proposal: Tabled | None
    act: str
    owner: tuple[str, ...] = ()


def counted(item: Token) -> bool:
    """Whether the thing is measured: "a bonus of 400 euros", "a 4% coupon"."""
    return item.pos_ == "NOUN" and any(t.like_num and t.ent_type_ != "DATE" for t in item.subtree)


def phrases_of(paragraph: Paragraph, verb: Token, source: Tabled | None, act: str, end: int) -> Iterator[PointSeen]:
    """A verb and those listed with it, each a point: "to cut a, to end b and to open c"."""
    to = next((c.i for c in verb.children if c.lower_ == "to" and c.dep_ == "aux" and c.i < verb.i), verb.i)
    listed = series(paragraph.doc, to if to == verb.i - 1 else verb.i, end)
    for first, last in listed:
        first += paragraph.doc[first].lower_ == "to"
        yield PointSeen(paragraph.index, first, last, first, source, act)
    for part in verbs_of(verb) if not listed else ():
        yield verb_phrase(paragraph, part, source, act, end)


def verbs_of(token: Token) -> list[Token]:
    """The verb and those that go on with its subject, in a list that the tagger may have taken for a side clause."""
    found = [token]
    for verb in [*conjoined(token), *(c for c in token.children if _goes_on(c))]:
        for part in [verb, *conjoined(verb)]:
            listed = part.pos_ == "VERB" or any(c.dep_ == "dobj" for c in part.children)
            own = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < part.i for c in part.children)
            if listed and not own and part.lemma_ != "fail" and part not in found:
                found.append(part)
    return sorted(found, key=lambda verb: verb.i)


def _goes_on(child: Token) -> bool:
    """ "offered to build X, lift Y and buy Z": a plain verb behind a comma, without conjunction or "to"."""
    return (
        child.dep_ in ("advcl", "ccomp", "xcomp", "dep")
        and child.tag_ in ("VB", "VBP", "VBD")
        and child.i > child.head.i
        and child.doc[child.left_edge.i - 1].text == ","
        and child.left_edge == child
        and any(c.dep_ == "dobj" for c in child.children)
    )


def items_of(paragraph: Paragraph, item: Token, proposal: Tabled | None, act: str, end: int) -> Iterator[PointSeen]:
    """The item and those listed with it, without their articles."""
    doc, that = paragraph.doc, next((c.i for c in item.children if c.lower_ == "that" and c.dep_ == "mark"), None)
    subject = any(c.dep_ == "nsubj" and c.i < item.i for c in item.children)
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in item.children)
    if item.pos_ in ("VERB", "AUX") and that is None and item.tag_ != "VBG" and (to or not subject):
        yield from phrases_of(paragraph, item, proposal, act, end)
        return
    colon = item.right_edge.i + 1 if item.right_edge.i + 1 < end and doc[item.right_edge.i + 1].text == ":" else next(
        (t.i for t in item.subtree if t.text == ":"), None)
    if colon is not None and item.lemma_.lower() in words("nouns", "points"):
        return      # "four conditions: a, b and c": they are read from the colon
    if item.lemma_.lower() in CHANGES:
        return
    listed = series(doc, that if that is not None else item.left_edge.i, end)
    for first, last in listed or [(*phrase_of(part),) for part in _listed(item)]:
        first = opened(doc, first, last)
        inside = [t for t in doc[first:last] if not first <= t.head.i < last or t.head == t]
        head = next((t for t in inside if t.pos_ in ("VERB", "NOUN", "PROPN", "AUX", "NUM")), doc[first])
        yield PointSeen(paragraph.index, first, min(last, max(end, first + 1)), head.i, proposal, act)


def _listed(item: Token) -> list[Token]:
    """The items of a list from its first; the tagger takes "a, b and c" for an apposition with its own "and"."""
    if item.pos_ in ("VERB", "AUX"):
        own = [c for c in conjoined(item) if c.pos_ in ("VERB", "NOUN", "PROPN", "NUM")]
        return sorted({*verbs_of(item), *own}, key=lambda part: part.i)
    found = [item, *(c for c in conjoined(item) if c.pos_ in ("NOUN", "VERB", "PROPN", "NUM"))]
    for head in list(item.subtree):
        listed = head.dep_ == "appos" and head.i > item.i and head.left_edge.i > 0
        if listed and head.doc[head.left_edge.i - 1].text == "," and conjoined(head) and head.head.i >= item.i:
            found += [part for part in [head, *conjoined(head)] if part not in found]
    found += [part for part in _strayed(item) if part not in found]
    return sorted(found, key=lambda part: part.i)


def _strayed(item: Token) -> Iterator[Token]:
    """Of "the plan calls for a, b and c" the rest of the list, where the tagger hangs it on "the plan"."""
    for head in item.sent:
        apart = head.dep_ == "appos" and head.i > item.right_edge.i and head.head.i < item.head.i
        if apart and conjoined(head) and head.doc[head.left_edge.i - 1].text == ",":
            yield from (head, *conjoined(head))


def phrase_of(token: Token) -> tuple[int, int]:
    """The item's own words: its subtree without further items, article or marker."""
    doc = token.doc
    others = _listed(token)[1:]
    cut = min([_start(o) for o in others if o.i > token.i] or [token.right_edge.i + 1])
    first, last = token.left_edge.i, min(token.right_edge.i + 1, cut)
    for child in token.children:  # a side clause behind a comma is no part of it
        if (
            child.dep_ in ("advcl", "relcl", "parataxis", "ccomp", "nsubj")
            and child.i > token.i
            and child.left_edge.i > 0
            and doc[child.left_edge.i - 1].text in (",", "-", "–", "—")
        ):
            last = min(last, child.left_edge.i)
    while last - 1 > token.i and (
        doc[last - 1].text in (",", ".", ";", ":")
        or doc[last - 1].pos_ == "CCONJ"
        or doc[last - 1].is_space
        or doc[last - 1].lower_ in ("that",)
    ):
        last -= 1
    first = opened(doc, first, token.i + 1)
    if (doc[first:last].text.count('"')) % 2:
        if first > 0 and doc[first - 1].text == '"':
            first -= 1
        elif doc[last - 1].text == '"':
            last -= 1
    return first, last


def opened(doc: Doc, first: int, last: int) -> int:
    """Where the item's own words begin, behind its article or "that"."""
    while first < last - 1 and (
        doc[first].lower_ in OPENING
        or doc[first].text in (",", ":")
        or doc[first].pos_ == "CCONJ"
    ):
        first += 1
    return first


def _start(token: Token) -> int:
    left = token.left_edge.i
    while left > 0 and (token.doc[left - 1].pos_ == "CCONJ" or token.doc[left - 1].text == ","):
        left -= 1
    return left


def verb_phrase(paragraph: Paragraph, verb: Token, proposal: Tabled | None, act: str, end: int) -> PointSeen:
    """ "would halt all flights" without subject and auxiliary: "halt all flights"."""
    _, last = phrase_of(verb)
    return PointSeen(paragraph.index, verb.i, max(min(last, end), verb.i + 1), verb.i, proposal, act)


def clause_point(paragraph: Paragraph, verb: Token, proposal: Tabled | None, act: str) -> PointSeen:
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    seen = verb_phrase(paragraph, verb, proposal, act, len(paragraph.doc))
    if subject is not None and subject.pos_ != "PRON":
        seen.first = subject.left_edge.i
    return seen
