"""Positions told outright: "the union supports the offer", "Chad opposes it". The tagger knows speech best; a plain stand on
what is on the table, in active voice, is found by the parse.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.actors import conjoined
from loaders.reading.acts import act_of
from loaders.reading.attribution import Attribution
from loaders.reading.parse import Paragraph
from loaders.reading.words import words
from schema import Span

ACTS = ("support", "oppose", "reject", "accept", "criticise", "praise", "agree")


def with_positions(paragraphs: Sequence[Paragraph], found: Sequence[Attribution]) -> list[Attribution]:
    """`found` and, behind it (so that its indices hold), an attribution for each stand that none of its cues has."""
    out = list(found)
    cues = [span for one in found for span in one.cue]
    for paragraph in paragraphs:
        for verb in paragraph.doc:
            if verb.pos_ != "VERB" or any(s.start <= paragraph.start + verb.idx < s.end for s in cues):
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
            if subject is None or thing is None or subject.lower_ in ("which", "that", "it") or act_of([verb])[0] not in ACTS:
                continue
            if _on_the_table(thing):
                out.append(Attribution(paragraph.index, [paragraph.span(verb)], [_phrase(paragraph, subject)], [_phrase(paragraph, thing)], 0.7))
    return out


def _on_the_table(thing: Token) -> bool:
    """A proposal, a point of one, or a pronoun for it."""
    lemmas = {t.lemma_.lower() for t in [thing, *conjoined(thing)]}
    known = words("nouns", "proposal") | words("nouns", "points") | words("nouns", "anaphors")
    return bool(lemmas & known) or thing.lower_ in ("it", "them")


def _phrase(paragraph: Paragraph, token: Token) -> Span:
    """The noun phrase with what it is coordinated with, without a side clause behind a comma."""
    doc, last = paragraph.doc, token.right_edge.i + 1
    for child in token.subtree:
        if child.dep_ in ("relcl", "appos") and child.left_edge.i > token.i and doc[child.left_edge.i - 1].text == ",":
            last = min(last, child.left_edge.i - 1)
    return paragraph.span(doc[token.left_edge.i : max(last, token.i + 1)])
