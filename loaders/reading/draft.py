"""A claim while it is being read: who, cue and what as runs of tokens of one paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

Run = tuple[int, int]     # tokens [start, end) of a paragraph

# Tags of words that mean nothing alone: a run of these only is no speaker and no content.
FUNCTION_TAGS = frozenset(("IN", "DT", "PDT", "CC", "TO", "RP", "POS", "EX", ",", ".", ":", "``", "''", "-LRB-",
                           "-RRB-", "HYPH", "NFP", "_SP", "SYM"))
FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))


@dataclass(slots=True, eq=False)
class Draft:
    """One claim. `parent` is the one that relayed it; `manner` how it was found, where that tells more."""

    cue: list[Run]
    speaker: list[Run]
    content: list[Run]
    confidence: float = 0.9
    parent: Draft | None = None
    manner: str = ""


def runs(mask: NDArray[np.bool_]) -> list[Run]:
    """The stretches of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def covers(parts: Iterable[Run], token: int) -> bool:
    """Whether one of the runs holds the token."""
    return any(start <= token < end for start, end in parts)


def without(parts: Iterable[Run], hole: Run) -> list[Run]:
    """The runs less the tokens of `hole`."""
    out = []
    for start, end in parts:
        for piece in ((start, min(end, hole[0])), (max(start, hole[1]), end)):
            if piece[0] < piece[1]:
                out.append(piece)
    return out


def within(parts: list[Run], bounds: Run) -> list[Run]:
    """What of the runs lies within the bounds."""
    return [(max(start, bounds[0]), min(end, bounds[1])) for start, end in parts
            if max(start, bounds[0]) < min(end, bounds[1])]


def size(parts: Iterable[Run]) -> int:
    """How many tokens the runs hold."""
    return sum(end - start for start, end in parts)


def trimmed(doc: Doc, run: Run, quotes: bool = True) -> Run | None:
    """The run without punctuation and spaces at its ends; quotation marks stay if `quotes`. None if nothing is left."""
    start, end = run
    while start < end and _edge(doc[start], quotes):
        start += 1
    while end > start and _edge(doc[end - 1], quotes):
        end -= 1
    return (start, end) if start < end else None


def _edge(token: Token, quotes: bool) -> bool:
    if token.text == '"':
        return not quotes
    return token.is_space or not any(char.isalnum() or char in "$€£%#@" for char in token.text)


def phrase(token: Token) -> Run:
    """The token with all that depends on it."""
    return token.left_edge.i, token.right_edge.i + 1


def parties(doc: Doc, run: Run) -> list[Run]:
    """A list of names ("Reuters and the Associated Press") as one run each; anything else whole.

    A name that the parser's entity recogniser joins over the "and" stays one.
    """
    start, end = run
    pieces, at = [], start
    for i in range(start, end):
        token = doc[i]
        if token.lower_ in ("and", ",", "&") and not (token.ent_iob_ == "I" or token.text == "&"):
            if at < i:
                pieces.append((at, i))
            at = i + 1
    if at < end:
        pieces.append((at, end))
    proper = all(doc[last - 1].tag_ in ("NNP", "NNPS")
                 and all(token.tag_ in ("NNP", "NNPS", "DT", "POS", "HYPH") for token in doc[first:last])
                 for first, last in pieces)
    return pieces if len(pieces) > 1 and proper else [run]


def replaced(drafts: list[Draft], own: list[Draft], made: Draft) -> list[Draft]:
    """`made` instead of its cue's `own` drafts; those within its content keep within it."""
    bounds = made.content[0]
    for one in drafts:
        if one not in own and covers([bounds], one.cue[0][0]):
            one.content, one.speaker = within(one.content, bounds), within(one.speaker, bounds)
    return [one for one in drafts if one not in own and one.content] + [made]
