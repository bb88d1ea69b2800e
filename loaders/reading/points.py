"""Points of proposals: "including surrendering ..., reducing ...", "the plan would halt ... and open ...".

A point is an item of a list, a clause or an object; its words are kept as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.point_items import PointSeen, clause_point, items_of, phrase_of, verbs_of
from loaders.reading.provisions import (
    CONTAINS,
    REMOVING,
    borne,
    by_text,
    judged,
    objects_in,
    provisions_of,
    subject_proposal,
    would_do,
)
from loaders.reading.series import series
from loaders.reading.tabled import Table
from loaders.reading.wishes import BY_PREPOSITION, LISTS, PROPOSE, after_colon, agreed_upon, listed_points, wished
from loaders.reading.words import words

Bounds = Callable[[Paragraph, Token], tuple[int, int]]


def points(paragraphs: Sequence[Paragraph], actors: Actors, tabled: Table, within: Bounds) -> list[PointSeen]:
    """Every point of the document, in order; a stretch of text is one point only. `within` gives the token range of
    the claim that holds a token: a list goes no further."""
    found: list[PointSeen] = []
    for paragraph in paragraphs:
        for token in paragraph.doc:
            for seen in _at(paragraph, token, actors, tabled, within(paragraph, token)[1]):
                clash = next(
                    (f for f in found if f.paragraph == seen.paragraph and f.first < seen.last and seen.first < f.last),
                    None,
                )
                if clash is None and 1 < seen.last - seen.first < 45:
                    found.append(seen)
    return found


def _at(paragraph: Paragraph, token: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """The points that the word at `token` opens; none reaches to token `end`."""
    lemma = token.lemma_.lower()
    if token.text == ":":
        yield from after_colon(paragraph, token, actors, tabled, end)
    if token.lower_ in LISTS or (lemma == "include" and token.tag_ == "VBG"):
        yield from listed_points(paragraph, token, actors, tabled, end)
    if (paragraph.index, token.i) in tabled.at:
        yield from borne(paragraph, token, tabled.at[paragraph.index, token.i], end)
    if token.pos_ != "VERB" and not (token.pos_ == "AUX" and token.dep_ != "aux"):
        return
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    source = subject_proposal(paragraph, subject, tabled) if subject is not None else None
    if source is not None and subject is not None and subject.dep_ == "nsubj" and not judged(token):
        yield from provisions_of(paragraph, token, source, would_do(token), end)
        return
    source = by_text(paragraph, token, tabled)
    if source is not None and subject is not None:
        listed = series(paragraph.doc, token.i, end)
        for first, last in listed[1:]:
            yield PointSeen(paragraph.index, first, last, first, source, "include")
        for verb in verbs_of(token) if not listed else [token]:
            seen = clause_point(paragraph, verb, source, "include")
            seen.last = min(seen.last, listed[0][1]) if listed else seen.last
            yield seen
        for verb in conjoined(token):     # "..., and Washington would cut tariffs"
            if would_do(verb) and any(c.dep_ == "nsubj" for c in verb.children):
                yield clause_point(paragraph, verb, source, "include")
        return
    if lemma == "agree":
        yield from agreed_upon(paragraph, token, actors, tabled, end)
    if lemma in REMOVING and token.dep_ in ("ROOT", "conj", "ccomp", "advcl", "relcl"):
        for item in objects_in(token):
            head = item.lemma_.lower()
            if head in words("nouns", "points") and head != "proposal":
                near = tabled.near(paragraph, token) or tabled.before(paragraph)
                rest = [c for c in item.children if c.dep_ in ("acl", "prep", "relcl", "amod", "compound")]
                if near and rest and (paragraph.index, item.i) not in tabled.at:
                    yield PointSeen(paragraph.index, *phrase_of(item), item.i, near, REMOVING[lemma])
    if lemma in CONTAINS and subject is not None and subject.lemma_.lower() in words("nouns", "points"):
        near = tabled.before(paragraph)      # "Key provisions include a, b and c"
        for item in objects_in(token) if near else ():
            yield from items_of(paragraph, item, near, "include", end)
    act = PROPOSE.get(lemma) if lemma not in BY_PREPOSITION else "demand"
    if lemma == "put" and any(t.lower_ == "table" for c in token.children if c.dep_ == "prep" for t in c.children):
        act = "propose"
    if act and (token.dep_ not in ("aux", "amod", "compound")):
        yield from wished(paragraph, token, act, actors, tabled, end)
