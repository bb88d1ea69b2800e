"""The proposals of a document as records: each with its mentions, and which mention stands for which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from loaders.reading.parse import Paragraph
from loaders.reading.words import words

RENEWED = words("terms", "renewed")
FIRST = words("terms", "first")
COUNTER = re.compile(r"^counter-?(proposal|offer|draft|plan|bid)$")


@dataclass(slots=True)
class Seen:
    """One mention of a proposal: the noun, and who the words around it say is behind it."""

    paragraph: int
    token: int
    proposers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tabled:
    """A proposal and its mentions. `number` as in "28-point"; `lemma` the noun that named it first."""

    uri: str
    lemma: str
    kind: str
    number: str | None
    subject: set[str]
    renewed: set[str]
    seen: list[Seen]
    proposers: list[str]
    counters: Tabled | None = None
    older: Tabled | None = None
    title: str = ""
    named: str | None = None


@dataclass
class Table:
    """Which proposal each mention stands for; `main` is the one that the text speaks of most."""

    proposals: list[Tabled]

    def __post_init__(self) -> None:
        self.at = {(s.paragraph, s.token): p for p in self.proposals for s in p.seen}

    def near(self, paragraph: Paragraph, token: Token) -> Tabled | None:
        """The proposal named in the token's sentence, the nearest; None when the sentence names none."""
        here = [
            (abs(i - token.i), p)
            for (n, i), p in self.at.items()
            if n == paragraph.index and paragraph.doc[i].sent == token.sent
        ]
        return min(here, key=lambda pair: pair[0])[1] if here else None

    def before(self, paragraph: Paragraph) -> Tabled | None:
        """The one spoken of last, up to this paragraph."""
        here = [(key, p) for key, p in self.at.items() if key[0] <= paragraph.index]
        return max(here, key=lambda pair: pair[0])[1] if here else None

    def of(self, owner: Sequence[str]) -> Tabled | None:
        return next((p for p in self.proposals if set(owner) & set(p.proposers)), None)
