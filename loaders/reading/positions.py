"""Positions told outright: "the union supports the offer", "Chad opposes it". The tagger knows speech best; a plain
stand on
what is on the table, in active voice, is found by the parse.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.acts import act_of
from loaders.reading.attribution import Attribution
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph, paragraph_at
from loaders.reading.words import words
from schema import Span

DENYING = {"deny", "dispute", "refute", "dismiss", "reject", "contradict"}
SAID = {"claim", "report", "allegation", "accusation", "account"}
ACTS = ("support", "oppose", "reject", "accept", "criticise", "praise", "agree")


def with_positions(paragraphs: Sequence[Paragraph], found: Sequence[Attribution]) -> list[Attribution]:
    """`found` and, behind it (so that its indices hold), an attribution for each stand that none of its cues has."""
    out = [_called(paragraphs[one.paragraph], one) for one in found]
    cues: dict[int, list[Span]] = {}
    for span in (span for one in found for span in one.cue):
        home = paragraph_at(paragraphs, span.start)
        if home:
            cues.setdefault(home.index, []).append(span)
    for paragraph in paragraphs:
        here = cues.get(paragraph.index, ())
        for verb in paragraph.doc:
            denial = _denied_behind(paragraph, verb, out)
            if denial:
                out.append(denial)
                continue
            if verb.is_punct or any(s.start <= paragraph.start + verb.idx < s.end for s in here):
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
            if (
                subject is None
                or thing is None
                or verb.pos_ not in ("VERB", "ADV", "ADJ", "NOUN")
                or subject.lower_ in ("which", "that", "it")
                or act_of([verb])[0] not in ACTS
            ):
                continue
            if _on_the_table(thing):
                out.append(
                    Attribution(
                        paragraph.index,
                        [paragraph.span(verb)],
                        [_phrase(paragraph, subject)],
                        [_phrase(paragraph, thing)],
                        0.7,
                    )
                )
    return out


def _denied_behind(paragraph: Paragraph, verb: Token, found: Sequence[Attribution]) -> Attribution | None:
    """ "..., which X denied", "..., a claim that X denied": X denies what the clause before says."""
    if verb.pos_ != "VERB" or verb.dep_ != "relcl" or verb.lemma_.lower() not in DENYING:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in ("which", "that", "who")), None)
    which = next((c for c in verb.children if c.lower_ in ("which", "that")), None)
    start = min(verb.left_edge.i, which.i if which is not None else verb.i)
    claim = verb.head if verb.head.lemma_.lower() in SAID else None
    if subject is None or (which is None and claim is None):
        return None
    cut = claim.left_edge.i if claim is not None else start
    if cut < 2 or paragraph.doc[cut - 1].text != ",":
        return None
    end = paragraph.span(paragraph.doc[cut - 2]).end
    inside = [s for one in found for s in one.content if s.start < end <= s.end + 2 and s.start >= paragraph.start]
    first = max([s.start for s in inside], default=paragraph.span(verb.sent).start)
    return Attribution(
        paragraph.index, [paragraph.span(verb)], [_phrase(paragraph, subject)], [Span(first, end)], 0.8
    )


def _called(paragraph: Paragraph, one: Attribution) -> Attribution:
    """ "It produced what one diplomat called 'a nothing'" is the diplomat's word, whoever produced it."""
    inside = paragraph.tokens(one.content)
    verb = next(
        (t for t in inside if t.lemma_.lower() in ("call", "describe", "term", "dub", "label") and t.pos_ == "VERB"),
        None,
    )
    if not inside or inside[0].lower_ != "what" or verb is None:
        return one
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    rest = [t for t in inside if t.i > verb.i]
    if subject is None or not rest:
        return one
    content = Span(paragraph.start + rest[0].idx, paragraph.span(rest[-1]).end)
    return Attribution(
        one.paragraph,
        [paragraph.span(verb)],
        [_phrase(paragraph, subject)],
        [content],
        one.confidence,
        one.parent,
        one.manner,
    )


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
