"""The claims of a document while it is read, and which of them holds a token: the innermost content around it, the
claim beside it, the outlet's narration of its sentence.

A claim that holds several quotations, or an event less sure than itself, has parts: claims of their own with the same
speaker and chain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.modality import hedge
from loaders.reading.parse import Paragraph, paragraph_at
from schema import Claim, Span


@dataclass
class Claims:
    """Claims by document order, id and paragraph. Built by `attributed.claims_of`."""

    paragraphs: Sequence[Paragraph]
    actors: Actors
    text: str
    outlet: str
    published: str | None
    all: list[Claim] = field(default_factory=list)
    parts: list[Claim] = field(default_factory=list)
    covers: dict[str, dict[int, set[int]]] = field(default_factory=dict)  # claim -> paragraph -> content tokens
    effects: dict[str, str | None] = field(default_factory=dict)  # claim -> what its cue does to its content
    by_id: dict[str, Claim] = field(default_factory=dict)
    covering: defaultdict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))  # by paragraph
    saying: defaultdict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))  # cue or speaker there
    last_reporters: list[str] = field(default_factory=list)  # the outlets last named as speakers
    last_quoted: list[str] = field(default_factory=list)  # who last spoke in quotation marks
    _parts: dict[tuple[str, int, int, str, str], Claim] = field(default_factory=dict)
    _by_parse: dict[int, int] = field(default_factory=dict)  # id of the parse -> paragraph
    _count: Counter[str] = field(default_factory=Counter)  # parts of a claim
    _narration: dict[tuple[int, int], Claim] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_parse = {id(p.doc): p.index for p in self.paragraphs}

    def add(self, claim: Claim) -> None:
        """Enter the claim, its content being in `covers`, where it will be looked for."""
        self.all.append(claim)
        self.by_id[claim.id] = claim
        for number in self.covers[claim.id]:
            self.covering[number].append(claim)
        homes = (paragraph_at(self.paragraphs, s.start) for s in (*claim.speaker_spans, *claim.cue_spans))
        for number in dict.fromkeys(home.index for home in homes if home):
            self.saying[number].append(claim)
        named = [n for n in claim.speaker if self.actors.entities[n].values.get("kind") in ("outlet", "agency")]
        self.last_reporters = named or self.last_reporters
        if claim.quote:
            self.last_quoted = claim.speaker

    def cover(self, spans: Sequence[Span]) -> dict[int, set[int]]:
        touched = set()
        for span in spans:
            last = bisect_left(self.paragraphs, span.end, key=lambda paragraph: paragraph.start)
            first = max(0, bisect_right(self.paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1)
            touched |= set(range(first, last))
        covered = {n: {t.i for t in self.paragraphs[n].tokens(spans)} for n in sorted(touched)}
        return {n: tokens for n, tokens in covered.items() if tokens}

    def words(self, spans: Sequence[Span]) -> str:
        return " … ".join(self.text[span.start : span.end] for span in spans)

    def home(self, token: Token) -> Paragraph:
        """The paragraph of a token of ours."""
        return self.paragraphs[self._by_parse[id(token.doc)]]

    def narration(self, paragraph: Paragraph, sentence: Tokens) -> Claim:
        """The outlet's own statement that the sentence makes, one a sentence."""
        key = (paragraph.index, sentence.start)
        if key not in self._narration:
            span = trimmed(paragraph, paragraph.span(sentence))
            claim = Claim(
                f"n{len(self._narration) + 1}",
                "narration",
                self.text[span.start : span.end],
                content_spans=[span],
                speaker=[self.outlet],
                act="report",
            )
            claim.modality = hedge(sentence.root, sentence.start, sentence.end).modality
            self.covers[claim.id] = {paragraph.index: set(range(sentence.start, sentence.end))}
            self.effects[claim.id] = None
            self._narration[key] = claim
            self.add(claim)
        return self._narration[key]

    def at(self, paragraph: Paragraph, token: Token) -> Claim:
        """The innermost claim whose content holds the token; else the narration of its sentence."""
        holding = self._holding(paragraph, token)
        if holding:
            return min(holding, key=lambda c: (self._extent(c), -self._depth(c)))
        return self.narration(paragraph, token.sent)

    def beside(self, paragraph: Paragraph, token: Token) -> Claim:
        """The claim whose content, cue or speaker the token is part of; else the narration of its sentence."""
        at = paragraph.start + token.idx
        for claim in self.saying[paragraph.index]:
            if claim.kind != "narration" and any(
                s.start <= at < s.end for s in (*claim.speaker_spans, *claim.cue_spans)
            ):
                return claim
        return self.at(paragraph, token)

    def presupposed(self, paragraph: Paragraph, token: Token) -> Claim:
        """The claim beside the token, for what it takes for granted ("the Sudanese proposal", "President X"):
        asserted, however hedged the rest of it is. What is said of a speaker is the outlet's word, not the speaker's.
        """
        claim = self.beside(paragraph, token)
        if claim.modality == "asserted":
            return claim
        told_by_outlet = not self._holding(paragraph, token)
        key = (claim.id, paragraph.index, -1, "asserted", "presupposed")
        if key not in self._parts:
            part = self.copy(claim, f"{claim.id}s", list(claim.content_spans), claim.text)
            owner, last = self.actors.names.owner[paragraph.index], token.i + 1
            while last < len(paragraph.doc) and owner[last] and owner[last] == owner[token.i]:
                last += 1
            phrase = trimmed(paragraph, paragraph.span(paragraph.doc[token.left_edge.i : last]))
            part.content_spans, part.text = [phrase], self.text[phrase.start : phrase.end]
            part.modality, part.act, part.stance = "asserted", "say", "neutral"
            if told_by_outlet:
                part.kind, part.act, part.speaker, part.via = "narration", "report", [self.outlet], []
                part.addressee, part.time = [], None
            self._parts[key] = part
            self._count[claim.id] += 1
            self.parts.append(part)
        return self._parts[key]

    def _holding(self, paragraph: Paragraph, token: Token) -> list[Claim]:
        """The claims, other than the outlet's own, whose content holds the token."""
        return [
            c
            for c in self.covering[paragraph.index]
            if c.kind not in ("narration", "request") and token.i in self.covers[c.id][paragraph.index]
        ]

    def holds(self, paragraph: Paragraph, token: Token) -> bool:
        """Whether somebody's words, not the outlet's own, hold the token."""
        return bool(self._holding(paragraph, token))

    def _extent(self, claim: Claim) -> int:
        """Tokens of its content."""
        return sum(len(tokens) for tokens in self.covers[claim.id].values())

    def levels(self, claim: Claim) -> Iterator[Claim]:
        """The claim (of a part, the claim it is a piece of) and those that relay it, outwards."""
        seen: set[str] = set()
        claim = self.by_id.get(claim.part_of or claim.id, claim)
        while claim.id not in seen:
            seen.add(claim.id)
            yield claim
            if not claim.via:
                return
            claim = self.by_id[claim.via[0]]

    def _depth(self, claim: Claim) -> int:
        return sum(1 for _ in self.levels(claim)) - 1

    def within(self, paragraph: Paragraph, token: Token) -> tuple[int, int]:
        """Token range of the innermost claim around the token, cut to its sentence: how far a hedge may look."""
        holding = self._holding(paragraph, token)
        sentence = token.sent
        first, last = sentence.start, sentence.end
        if not holding:
            return first, last
        claim = min(holding, key=self._extent)
        tokens = [i for i in self.covers[claim.id][paragraph.index] if first <= i < last]
        return min(tokens), max(tokens) + 1

    def part(self, claim: Claim, paragraph: Paragraph, first: int, last: int, modality: str, act: str) -> Claim:
        """A piece of the claim, for something in it that is less sure or another act: the claim itself where
        nothing differs."""
        if (
            claim.kind == "narration"
            and claim.act == "report"
            and (claim.modality == modality or not self._used(claim))
        ):
            claim.act, claim.modality = act, modality
            return claim
        if claim.modality == modality and claim.act == act:
            return claim
        inside = self.covers[claim.id].get(paragraph.index, set())
        tokens = [i for i in range(first, last) if i in inside] or sorted(inside)
        first, last = min(tokens), max(tokens) + 1
        key = (claim.id, paragraph.index, first, modality, act)
        if key not in self._parts:
            span = trimmed(paragraph, paragraph.span(paragraph.doc[first:last]))
            part = self.copy(
                claim,
                f"{claim.id}p{self._count[claim.id] + 1}",
                [span],
                self.text[span.start : span.end],
            )
            part.modality, part.act, part.quote, part.stance = modality, act, None, "neutral"
            if claim.kind in ("direct", "mixed"):
                part.kind = "indirect" if claim.kind == "mixed" else "direct"
            self._parts[key] = part
            self._count[claim.id] += 1
            self.parts.append(part)
        return self._parts[key]

    def _used(self, claim: Claim) -> bool:
        return bool(claim.about) or claim.act != "report"

    @staticmethod
    def copy(claim: Claim, name: str, spans: list[Span], text: str) -> Claim:
        return Claim(
            name,
            claim.kind,
            text,
            claim.modality,
            claim.act,
            claim.stance,
            claim.time,
            None,
            claim.cue,
            claim.confidence,
            spans,
            list(claim.cue_spans),
            list(claim.speaker_spans),
            list(claim.speaker),
            list(claim.addressee),
            [],
            list(claim.via),
            [],
            claim.venue,
            claim.id,
        )


def trimmed(paragraph: Paragraph, span: Span) -> Span:
    text = paragraph.text[span.start - paragraph.start : span.end - paragraph.start]
    left = len(text) - len(text.lstrip())
    return Span(span.start + left, span.end - (len(text) - len(text.rstrip())))
