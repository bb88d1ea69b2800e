"""Two readings of one invented story, put together by hand: what tests of stores, exports and checks are given."""

from __future__ import annotations

from schema import Claim, Document, Entity, Fact, Reading, Run, Span, uri

RUN = Run("by hand", "1", "none")
WIRE = Document("wire", "Ada Moreau said the talks in Lisbon will be held. A diplomat said that they may fail.",
                title="Talks near", published="2031-03-01", publisher="The Courier")
PAPER = Document("paper", "Ben Ito denied that he goes to Lisbon. “Nobody asked me 😀,” he added.",
                 title="Ito stays", published="2031-03-02", publisher="Evening Post")
ADA, BEN, LISBON, TALKS = (uri("person", "Ada Moreau"), uri("person", "Ben Ito"), uri("place", "Lisbon"),
                           uri("meeting", "Lisbon talks"))


def span(document: Document, exact: str) -> Span:
    start = document.text.index(exact)
    return Span(start, start + len(exact))


def claim(document: Document, number: int, exact: str, **values: object) -> Claim:
    defaults = {"kind": "indirect", "text": exact, "content_spans": [span(document, exact)]}
    return Claim(f"c{number}", **(defaults | values))  # type: ignore[arg-type]


def wire() -> Reading:
    """Ada Moreau asserts the talks, an unnamed diplomat has them possibly fail."""
    diplomat = Entity("urn:communique:unnamed:wire-diplomat", "UnnamedSource", {"name": "a diplomat"})
    return Reading(
        WIRE, RUN,
        [claim(WIRE, 1, "the talks in Lisbon will be held", speaker=[ADA], modality="planned", about=[TALKS],
               time="2031-03", act="announce"),
         claim(WIRE, 2, "they may fail", speaker=[diplomat.uri], modality="possible", about=[TALKS])],
        [Entity(ADA, "Person", {"name": "Ada Moreau", "aliases": ["Moreau", "the envoy"]}), diplomat,
         Entity(LISBON, "Place", {"name": "Lisbon"}),
         Entity(TALKS, "Meeting", {"title": "Lisbon talks", "kind": "talks", "time": "2031-03"})],
        [Fact(TALKS, "PARTICIPANT", ADA, "c1"), Fact(TALKS, "AT_PLACE", LISBON, "c1")])


def paper() -> Reading:
    """Ben Ito denies that he takes part, in a text with characters outside the basic plane."""
    return Reading(
        PAPER, RUN,
        [claim(PAPER, 1, "he goes to Lisbon", speaker=[BEN], modality="denied", about=[TALKS], act="deny"),
         claim(PAPER, 2, "Nobody asked me 😀,", kind="direct", speaker=[BEN], quote="Nobody asked me 😀,")],
        [Entity(BEN, "Person", {"name": "Ben Ito"}), Entity(LISBON, "Place", {"name": "Lisbon"}),
         Entity(TALKS, "Meeting", {"title": "Lisbon talks", "kind": "talks", "time": "2031-03"})],
        [Fact(TALKS, "PARTICIPANT", BEN, "c1"), Fact(TALKS, "AT_PLACE", LISBON, "c1")])
