"""The one representation between the rooms: a Document goes into reading, a Reading comes out of it.

Offsets are characters (Unicode code points) of `Document.text`, which is what the store keeps. Nothing here knows how
a document is read, stored or drawn.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | int | float | list[str]

DATA = "urn:communique:"


class Span(NamedTuple):
    """Characters [start, end) of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One revision of one source document, as stored.

    `name` is the file's name without its extension, or the id that a JSONL line gives. `key` says which documents are
    revisions of one another: the url where there is one, else the name. `published` is the day, ISO 8601; `updated`
    orders revisions (ISO 8601 day or timestamp) and falls back to `published`. `agency` is the wire service that the
    dateline names. `blank` are the stretches of the text that are no prose: a header, a dateline, markup.
    """

    name: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    language: str = "en"
    agency: str | None = None
    blank: tuple[Span, ...] = ()

    @property
    def prose(self) -> str:
        """What there is to read: the text, length and line ends kept, with every `blank` stretch made spaces."""
        pieces, at = [], 0
        for start, end in sorted(self.blank):
            start = max(start, at)
            if end > start:
                pieces += [self.text[at:start], re.sub(r"[^\r\n\u2028\u2029]", " ", self.text[start:end])]
                at = end
        return "".join([*pieces, self.text[at:]])

    @property
    def key(self) -> str:
        return self.url or self.name

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def uri(self) -> str:
        """One uri a revision: the key in words, then what tells revisions apart."""
        digest = hashlib.sha256(f"{self.key}\n{self.sha256}".encode()).hexdigest()[:10]
        return f"{DATA}document:{slug(self.name)}-{digest}"


@dataclass(slots=True)
class Entity:
    """A node that claims speak of. `cls` is a class of the vocabulary, `values` its properties (never `status`)."""

    uri: str
    cls: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Fact:
    """An edge of the graph and the claim (by `Claim.id`) that makes it."""

    subject: str
    relation: str
    object: str
    claim: str


@dataclass(slots=True)
class Claim:
    """Somebody says, thinks, wants or does with words: one speaker side, one content, one modality.

    `id` is unique within the document and stable for the same text. `speaker`, `addressee`, `about` are entity uris;
    `via` and `contradicts` claim ids; the spans are what `kg claims` prints. `part_of` names the claim of which this
    one is a piece (a second quotation, an event less sure than the sentence around it): it shares that claim's speaker
    and chain, and is a claim of its own in the graph.
    """

    id: str
    kind: str
    text: str
    modality: str = "asserted"
    act: str = "say"
    stance: str = "neutral"
    time: str | None = None
    quote: str | None = None
    cue: str | None = None
    confidence: float = 1.0
    content_spans: list[Span] = field(default_factory=list)
    cue_spans: list[Span] = field(default_factory=list)
    speaker_spans: list[Span] = field(default_factory=list)
    speaker: list[str] = field(default_factory=list)
    addressee: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)
    contradicts: list[str] = field(default_factory=list)
    venue: str | None = None
    part_of: str | None = None

    @property
    def evidence(self) -> Span:
        """The stretch of text that holds speaker, cue and content: what a reader is shown."""
        spans = self.content_spans + self.cue_spans + self.speaker_spans
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Run:
    """Which reader made the claims."""

    loader: str
    version: str
    model: str

    @property
    def uri(self) -> str:
        return f"{DATA}run:{slug(f'{self.loader}-{self.version}-{self.model}')}"


@dataclass(slots=True)
class Reading:
    """All that one document says, by one run: pure, with no reference to other documents."""

    document: Document
    run: Run
    claims: list[Claim] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def claim_uri(self, claim_id: str) -> str:
        return f"{DATA}claim:{self.document.uri.removeprefix(DATA + 'document:')}:{claim_id}"

    def span_uri(self, span: Span) -> str:
        return f"{DATA}span:{self.document.uri.removeprefix(DATA + 'document:')}:{span.start}-{span.end}"

    def triples(self) -> Iterator[Triple]:
        """The reading flattened, which is what the log holds. A triple without a claim belongs to the document."""
        document, run = self.document, self.run
        yield from _node(document.uri, "Document", {
            "title": document.title or document.name, "url": document.url, "published": document.published,
            "sha256": document.sha256, "language": document.language})
        yield from _node(run.uri, "Run", {"loader": run.loader, "model": run.model, "version": run.version})
        for entity in self.entities:
            yield from _node(entity.uri, entity.cls, entity.values)
        if document.publisher:
            outlet = uri("organization", document.publisher)
            if not any(entity.uri == outlet for entity in self.entities):
                yield from _node(outlet, "Organization", {"name": document.publisher, "kind": "outlet"})
            yield Triple(document.uri, "PUBLISHED_BY", outlet)
        for claim in self.claims:
            yield from self._claim(claim)
        for fact in self.facts:
            yield Triple(fact.subject, fact.relation, fact.object, self.claim_uri(fact.claim))

    def _claim(self, claim: Claim) -> Iterator[Triple]:
        me = self.claim_uri(claim.id)
        start, end = bounds(claim.time) if claim.time else (None, None)
        yield from _node(me, "Claim", {
            "kind": claim.kind, "act": claim.act, "stance": claim.stance, "modality": claim.modality,
            "time": claim.time, "start": start, "end": end, "text": claim.text, "quote": claim.quote,
            "cue": claim.cue, "confidence": round(claim.confidence, 3)}, me)
        span = claim.evidence
        at = self.span_uri(span)
        yield from _node(at, "Span", {"start": span.start, "end": span.end,
                                      "exact": self.document.text[span.start:span.end]}, me)
        yield Triple(at, "IN_DOCUMENT", self.document.uri, me)
        yield Triple(me, "EVIDENCE", at, me)
        yield Triple(me, "GENERATED_BY", self.run.uri, me)
        for relation, targets in (("SPEAKER", claim.speaker), ("ADDRESSEE", claim.addressee), ("ABOUT", claim.about),
                                  ("VENUE", [claim.venue] if claim.venue else [])):
            for target in targets:
                yield Triple(me, relation, target, me)
        for relation, targets in (("VIA", claim.via), ("CONTRADICTS", claim.contradicts)):
            for target in targets:
                yield Triple(me, relation, self.claim_uri(target), me)


class Triple(NamedTuple):
    """One statement. `predicate` is "type", a property or a relation of the vocabulary; `claim` the uri that makes
    it."""

    subject: str
    predicate: str
    object: Value
    claim: str | None = None


def _node(node: str, cls: str, values: Mapping[str, Value | None], claim: str | None = None) -> Iterator[Triple]:
    yield Triple(node, "type", cls, claim)
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None and one != "":
                yield Triple(node, name, one, claim)


def slug(text: str) -> str:
    """`text` as the last part of a uri: lower-case ASCII letters, digits and hyphens, at most 80, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
    return words or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def uri(kind: str, name: str) -> str:
    """The uri of a thing that goes by one name everywhere: `uri("person", "Marco Rubio")`."""
    return f"{DATA}{kind}:{slug(name)}"


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?$")


def bounds(time: str) -> tuple[str | None, str | None]:
    """First and last day of an EDTF level-1 date or interval (ISO 8601-2:2019), each ISO or None where open or unknown.

    >>> bounds("2025-11?")
    ('2025-11-01', '2025-11-30')
    >>> bounds("2025-11-24/2025-11-30")
    ('2025-11-24', '2025-11-30')
    """
    first, _, last = time.partition("/")
    low, high = _day(first, False), _day(last or first, True)
    return (low, high) if "/" in time else (low, _day(first, True))


def _day(date: str, last: bool) -> str | None:
    match = _DATE.match(date)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return f"{year:04d}-12-31" if last else f"{year:04d}-01-01"
    if not 1 <= month <= 12:
        return None
    if day is None:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        length = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
        return f"{year:04d}-{month:02d}-{length if last else 1:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}"


def strongest(modalities: Iterable[str]) -> str:
    """The certainty of what several claims say: the strongest modality, `denied` when all deny, else `disputed`.

    >>> strongest(["possible", "asserted"]), strongest(["denied", "denied"]), strongest(["asserted", "denied"])
    ('asserted', 'denied', 'disputed')
    """
    found = set(modalities)
    if "denied" in found:
        return "denied" if found == {"denied"} else "disputed"
    return next(one for one in ("asserted", "expected", "planned", "possible", "conditional") if one in found)
