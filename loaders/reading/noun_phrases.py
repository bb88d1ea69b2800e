"""Noun phrases over the parse: what is coordinated, which token is the head, where a phrase begins and ends."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from loaders.reading.parse import Paragraph
from loaders.reading.words import words

INDEFINITE = frozenset({"a", "an"})
ARTICLES = INDEFINITE | {"the"}
ANOTHER = INDEFINITE | {"another"}   # in front of one of many: of somebody whom no name stands for
SINGLE = ANOTHER | {"one"}
LEADING = ARTICLES | {"their", "its", "his", "her", "our", "my", "these", "those"}   # no part of a description


@cache
def office_words() -> frozenset[str]:
    """What offices are called, by their last word: "executive" of "chief executive"."""
    return frozenset(title.split()[-1] for title in words("nouns", "titles"))


def conjoined(token: Token) -> list[Token]:
    """What follows in a coordination: "A, B and C" from A."""
    out, rest = [], [token]
    while rest:
        here = rest.pop()
        for child in here.children:
            if child.dep_ == "conj" and child.i > here.i:
                out.append(child)
                rest.append(child)
    return out


def acts(token: Token) -> bool:
    """Whether a place name stands where only somebody who acts can: "Brussels rejects", "told Kyiv"."""
    return (
        token.dep_ in ("nsubj", "dative")
        or (
            token.dep_ == "pobj"
            and token.head.lower_ in ("by", "with", "between", "to", "on", "from")
            and token.head.dep_ in ("agent", "dative")
        )
        or token.dep_ == "poss"
        or (
            token.dep_ == "dobj"
            and token.head.lemma_
            in (
                "urge",
                "tell",
                "ask",
                "accuse",
                "press",
                "pressure",
                "criticise",
                "criticize",
                "thank",
                "condemn",
                "warn",
                "lambast",
            )
        )
    )


def root(doc: Doc, first: int, last: int) -> Token | None:
    """The token of [first, last) whose head lies outside it."""
    for token in doc[first:last]:
        if (
            (token.head.i < first or token.head.i >= last or token.head == token)
            and not token.is_punct
            and not token.is_space
        ):
            return token
    return None


def edges(token: Token, tail: bool = True) -> tuple[int, int]:
    """Token range of the noun phrase at `token`: modifiers before, and with `tail` a short description after."""
    left = min(
        [
            c.left_edge.i
            for c in token.children
            if c.dep_ in ("det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "predet", "advmod")
        ]
        or [token.i]
    )
    right = token.i + 1
    if tail:
        for child in token.children:
            if (
                child.i > token.i
                and child.dep_ in ("prep", "acl", "relcl")
                and child.right_edge.i - token.i < 16
                and not any(t.text in (",", '"', "-", "–", "—") for t in token.doc[token.i : child.left_edge.i + 1])
            ):
                comma = next(
                    (t.i for t in token.doc[child.left_edge.i : child.right_edge.i + 1] if t.text in (",", '"')), None
                )
                right = max(right, comma if comma else child.right_edge.i + 1)
    return left, right


def describe(paragraph: Paragraph, first: int, last: int) -> str:
    """The words [first, last) without article or possessor in front."""
    doc = paragraph.doc
    while first < last - 1 and doc[first].ent_type_ == "DATE" and doc[first].dep_ == "npadvmod":
        first += 1  # "Yesterday ministers"
    while first < last - 1 and (
        doc[first].lower_ in LEADING
        or doc[first].is_punct
        or doc[first].is_space
    ):
        first += 1
    return re.sub(r"\s+", " ", doc[first:last].text).strip(" ,.\"'")
