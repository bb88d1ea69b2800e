"""The speaker's own words: the quotations within a claim's content."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.claims import Claims
from loaders.reading.parse import Paragraph
from loaders.reading.tidy import quoted
from schema import Claim, Span

MARKS = ('"', "''", "``")


def said_beside(claims: Claims, content: Sequence[Token], quotes: Sequence[Span]) -> bool:
    """Whether more than a word of the content stands outside the quotations."""
    at = [claims.home(t).start + t.idx for t in content if t.is_alpha]
    return sum(not any(q.start <= offset < q.end for q in quotes) for offset in at) > 1


def quotes_in(claims: Claims, claim: Claim) -> list[Span]:
    """The quotations inside the content, in order, without scare quotes."""
    found = []
    for number, tokens in claims.covers[claim.id].items():
        paragraph = claims.paragraphs[number]
        cue = {t.i for t in paragraph.tokens(claim.cue_spans)}
        for first, last in quotations(paragraph):
            if cue and any(first <= i < last for i in cue):
                continue  # who is told of within a quotation did not say its words: "They fear the truth," X said
            inside = [i for i in range(first, last) if i in tokens]
            if len(inside) * 2 > last - first and not _scare(paragraph, first, last, tokens):
                found.append(paragraph.span(paragraph.doc[first:last]))
    return list(dict.fromkeys(found))


def quotations(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, the marks not included; an unclosed one runs to the paragraph's end."""
    doc = paragraph.doc
    inside = [(first + 1, last - (doc[last - 1].text in MARKS)) for first, last in quoted(doc, MARKS)]
    return [(first, last) for first, last in inside if last > first]


def _scare(paragraph: Paragraph, first: int, last: int, content: set[int]) -> bool:
    """A word or two in quotation marks that only qualify a noun outside: 'an "all-for-all" exchange'."""
    doc = paragraph.doc
    if last - first > 6 or last + 1 >= len(doc) or last - first >= len(content) - 2:
        return False
    following = doc[last + 1]
    return (
        following.pos_ in ("NOUN", "PROPN")
        and any(t.head.i == following.i or t.head.head.i == following.i for t in doc[first:last])
        and not doc[last - 1].is_punct
    )
