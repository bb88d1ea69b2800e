"""Points of proposals: "including surrendering ..., reducing ...", "the plan would halt ... and open ...".

A point is an item of a list, a clause or an object; its words are kept as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.parse import Paragraph
from loaders.reading.point_items import PointSeen, items_of, opened, phrase_of
from loaders.reading.proposal_marks import CONTAINS
from loaders.reading.provisions import (
    REMOVING,
    borne,
    by_text,
    judged,
    objects_in,
    provisions_of,
    subject_proposal,
    would_do,
)
from loaders.reading.series import enumerators, series, statement_end, trimmed
from loaders.reading.stipulations import goes_on, modals_of, stipulated
from loaders.reading.tabled import Table, Tabled
from loaders.reading.wishes import (
    BY_PREPOSITION,
    EXCHANGES,
    LISTS,
    PROPOSE,
    after_colon,
    agreed_upon,
    demanded_of,
    listed_points,
    required,
    ruled_out,
    wished,
)
from loaders.reading.words import words

TERMS = ("condition", "detail", "element", "point", "provision", "term")
TELLING = ("include", "propose", "agree")     # after these, the text may go on with what it says
JUDGING = words("cues", "attitudes") | words("terms", "taking") | REMOVING.keys()    # verbs that put no text forward
ASKING = words("terms", "demanding") | words("terms", "appealing")
Bounds = Callable[[Paragraph, Token], tuple[int, int]]


def points(paragraphs: Sequence[Paragraph], actors: Actors, tabled: Table, within: Bounds) -> list[PointSeen]:
    """Every point of the document, in order; a stretch of text is one point only. `within` gives the token range of
    the claim that holds a token: a list goes no further."""
    found: list[PointSeen] = list(_set_as_paragraphs(paragraphs, tabled))
    def add(seen: PointSeen) -> None:
        clash = any(f.paragraph == seen.paragraph and f.first < seen.last and seen.first < f.last for f in found)
        empty = paragraphs[seen.paragraph].doc[seen.first : seen.last].text.lower() in ("do it", "do so", "do that")
        if not clash and not empty and 1 < seen.last - seen.first < 45:
            found.append(seen)

    for paragraph in paragraphs:
        found += _numbered(paragraph, tabled)
        told: PointSeen | None = None       # what the sentence before told of a text, and with which modals
        modals: frozenset[str] = frozenset()
        for sentence in paragraph.doc.sents:
            known = len(found)
            for token in sentence:
                for seen in _at(paragraph, token, actors, tabled, within(paragraph, token)[1]):
                    for part in _exchanged(paragraph, seen):
                        add(part)
            verb = goes_on(sentence, modals) if told and len(found) == known else None
            if told and verb is not None:
                for seen in stipulated(paragraph, verb, told.proposal, within(paragraph, verb)[1], sentence.start):
                    add(replace(seen, act=told.act, owner=told.owner))
                continue
            told = next((one for one in reversed(found[known:]) if one.act in TELLING), None)
            told = told or _presented(paragraph, sentence, tabled)
            modals = modals_of(sentence) if told else modals
    return found


def _exchanged(paragraph: Paragraph, seen: PointSeen) -> Iterator[PointSeen]:
    """Of "free ten hostages in exchange for a truce" both what is given and what for."""
    doc = paragraph.doc
    cut = next((at for at in range(seen.first + 1, seen.last - 3)
                if doc[at : at + 3].text.lower() in EXCHANGES), None)
    if cut is None:
        yield seen
        return
    yield replace(seen, last=trimmed(doc, seen.first, cut), token=min(seen.token, cut - 1))
    for first, last in series(doc, cut + 3, seen.last) or [(cut + 3, seen.last)]:
        first = opened(doc, first, last)
        yield replace(seen, first=first, last=last, token=first)


def _presented(paragraph: Paragraph, sentence: Sentence, tabled: Table) -> PointSeen | None:
    """The text that a sentence speaks of, or its "terms", as if it told of a point: the next may."""
    for token in sentence:
        source = tabled.at.get((paragraph.index, token.i))
        if source is None and token.lemma_.lower() in TERMS:
            source = tabled.before(paragraph)
        if source is None:
            continue
        verb = token.head.head if token.dep_ == "pobj" else token.head
        spoken = token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "pobj") and verb.lemma_.lower() not in JUDGING
        if spoken and not any(c.dep_ == "neg" for c in verb.children):
            return PointSeen(paragraph.index, token.i, token.i + 1, token.i, source, "include")
    return None


def _set_as_paragraphs(paragraphs: Sequence[Paragraph], tabled: Table) -> Iterator[PointSeen]:
    """ "The package includes:" and then a paragraph each, closed by semicolons or opened by bullets."""
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.text.rstrip().endswith(":"):
            continue
        last = paragraph.doc[-1]
        source = tabled.near(paragraph, last) or tabled.before(paragraph)
        for item in paragraphs[number + 1 :] if source else ():
            text = item.text.strip()
            going_on = text.endswith((";", "; and", "; or", ","))
            bullet = text.startswith(("-", "•", "*", "–"))
            if not (going_on or bullet or paragraphs[item.index - 1].text.strip().endswith(("; and", "; or"))):
                break
            solid = [t.i for t in item.doc if t.is_alpha or t.like_num or t.is_currency or t.text == "%"]
            if solid and item.doc[solid[-1]].lower_ in ("and", "or"):
                solid.pop()
            end = solid[-1] + 1 if solid else 0
            if solid and 1 < end - solid[0] < 45:
                yield PointSeen(item.index, solid[0], end, solid[0], source, "include")
            if not going_on and not bullet:
                break


def _numbered(paragraph: Paragraph, tabled: Table) -> Iterator[PointSeen]:
    """ "would (a) cap x, (b) ban y and (c) oblige z"."""
    marks = enumerators(paragraph.doc)
    source = tabled.near(paragraph, paragraph.doc[marks[0]]) or tabled.before(paragraph) if len(marks) > 1 else None
    for start, stop in pairwise([*marks, statement_end(paragraph.doc, marks[-1])]) if source else ():
        first, last = start + 3, trimmed(paragraph.doc, start + 3, stop)
        if 1 < last - first < 45:
            yield PointSeen(paragraph.index, first, last, first, source, "include")


def _at(paragraph: Paragraph, token: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """The points that the word at `token` opens; none reaches to token `end`."""
    lemma = token.lemma_.lower()
    if token.text == ":":
        yield from after_colon(paragraph, token, actors, tabled, end)
    if token.lower_ in LISTS or (lemma == "include" and token.tag_ == "VBG"):
        yield from listed_points(paragraph, token, actors, tabled, end)
    if (paragraph.index, token.i) in tabled.at and token.pos_ != "VERB":
        taken_back = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in words("terms", "taking_back")
        for seen in borne(paragraph, token, tabled.at[paragraph.index, token.i], end):
            yield replace(seen, act="drop") if taken_back else seen
    if token.pos_ != "VERB" and not (token.pos_ == "AUX" and token.dep_ != "aux"):
        return
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    source = subject_proposal(paragraph, subject, tabled) if subject is not None else None
    whether = any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in token.children)
    if source is not None and subject is not None and subject.dep_ == "nsubj" and not judged(token) and not whether:
        yield from provisions_of(paragraph, token, source, would_do(token), end)
        return
    source = by_text(paragraph, token, tabled)
    if source is not None and subject is not None:
        yield from stipulated(paragraph, token, source, end)
        return
    if lemma == "agree":
        yield from agreed_upon(paragraph, token, actors, tabled, end)
    if subject is not None and subject.dep_ == "nsubjpass" and _left_out(token):
        near = tabled.near(paragraph, token) or tabled.before(paragraph)
        other = words("nouns", "meeting") | words("nouns", "unnamed")
        told = (paragraph.index, subject.i) not in tabled.at and subject.lemma_.lower() not in other
        if near and subject.pos_ == "NOUN" and told:
            yield from items_of(paragraph, subject, near, "drop", min(end, token.i))
    if token.lemma_ == "be" and (among := _among(paragraph, token, tabled)) is not None:
        for first, last in series(paragraph.doc, token.i + 1, end):
            yield PointSeen(paragraph.index, opened(paragraph.doc, first, last), last, first, among, "include")
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
    act = PROPOSE.get(lemma) if lemma not in BY_PREPOSITION else "propose" if lemma == "counter" else "demand"
    if lemma in ("have", "put") and "on the table" in paragraph.doc[token.i : token.sent.end].text:
        act = "propose"
    if lemma in ASKING:
        yield from demanded_of(paragraph, token, actors, tabled, end)
    if lemma == "rule":
        yield from ruled_out(paragraph, token, actors, tabled, end)
    if lemma in words("terms", "accepting"):
        yield from required(paragraph, token, actors, tabled)
    if act and (token.dep_ not in ("aux", "amod", "compound")):
        yield from wished(paragraph, token, act, actors, tabled, end)


def _left_out(verb: Token) -> bool:
    """"has been left out", "was dropped"."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    lemma = verb.lemma_.lower()
    return REMOVING.get(lemma) == "drop" or (lemma in ("cut", "leave", "strike", "take") and particle == "out")


def _among(paragraph: Paragraph, verb: Token, tabled: Table) -> Tabled | None:
    """"Among the other measures are a, b and c": whose measures they are."""
    opening = next((c for c in verb.children if c.lower_ == "among" and c.i < verb.i), None)
    nouns = [t for t in opening.children if t.lemma_.lower() in words("nouns", "points")] if opening is not None else []
    return tabled.near(paragraph, verb) or tabled.before(paragraph) if nouns else None
