"""Whatever the text, it is read: no crash, spans to the character, in time linear in its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import read
from schema import Document, Reading

# Half of all characters are ones that have broken readers: halves of a pair, controls, marks that turn the direction or
# join, spaces and line ends of every kind, quotation marks that open and never close.
ODD = st.sampled_from(
    "\"'“”‘’«»„,.:;?!…—–-()[] \t\n\r\f\v\x00\x07\x1b\x7f\x85\xa0\xad\u2028\u2029\u202a\u202e\u2066\u200b\u200d\ufeff"
    "\ud800\udfff\U0001f1fa\U0001f1f8e\u0301İßﬁ１²")
ANY = st.text(st.one_of(ODD, st.characters()), max_size=150)

SPEAKING = (
    "said", "told", "denied", "according to", "which cited", "quoted as saying", "backed by", "declined to comment",
    "Reuters", "the Courier", "Ana Lopez", "President Lopez", "the minister", "she", "who", "they", "it", "Kenya",
    "Brussels", "officials", "a second official", "two diplomats briefed on the talks", "sources", "both sides")
DEALING = (
    "the talks", "met", "will meet", "may meet", "a summit in Oslo", "was cancelled", "a video call", "the plan",
    "proposed", "a ceasefire", "20-point", "including", "calls for", "would halt", "open", "and", "by the end of",
    "May", "on Monday", "Nov. 23", "31 February", "the following day", "2031-13-45", "99999999999", "last", "week",
    "if", "unless", "not", "provided that", "respectively", "instead of", "of", "the", "to", "with", "was", "has")
MARKS = ('"', "“", "”", "'", "‘", ".", ",", ";", ":", "-", "―", "(", ")", "\n", "\n\n", "\u2028", "•", "1.")
NEWS = st.lists(st.one_of([st.sampled_from(words) for words in (SPEAKING, DEALING, MARKS)]), max_size=60).map(" ".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A report that somebody cut and pasted badly."""
    text = REPORT
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + draw(st.text(ODD, max_size=3)) + text[end:]
    return text


REPORT = """OSLO (Reuters) - Kenya and Norway will meet in Oslo on Monday, two officials told the Courier, “if nothing
else gets in the way”. President Ana Lopez denied it.

“We never agreed to talks,” she said. “The plan, which would halt the strikes, open the port and set up a fund of $2.5
billion by the end of May, is theirs.”

‘It’s a dead letter,’ a second official said, according to a copy of the memo seen by Reuters. – Per Aas, Oslo
"""


def sound(text: str) -> Reading:
    """The reading, whose every part must fit the text and the rest."""
    reading = read(Document("page", text, published="2031-03-05", publisher="The Courier"))
    ids = {claim.id for claim in reading.claims}
    nodes = {entity.uri for entity in reading.entities}
    assert reading.document.text == text and len(ids) == len(reading.claims)
    for claim in reading.claims:
        for span in (*claim.content_spans, *claim.cue_spans, *claim.speaker_spans):
            assert 0 <= span.start < span.end <= len(text), claim
        assert claim.text == " … ".join(text[slice(*span)] for span in claim.content_spans), claim
        assert claim.quote is None or claim.quote in text, claim
        assert {*claim.via, *claim.contradicts, *([claim.part_of] if claim.part_of else [])} <= ids, claim
        assert {*claim.speaker, *claim.addressee, *claim.about, *([claim.venue] if claim.venue else [])} <= nodes, claim
    assert {fact.claim for fact in reading.facts} <= ids
    assert {node for fact in reading.facts for node in (fact.subject, fact.object)} <= nodes
    for triple in reading.triples():
        assert triple.object is not None
    return reading


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(ANY, NEWS, damaged()))
def test_any_text_is_read_and_every_span_fits(text: str) -> None:
    sound(text)


LONG = ("The minister told Reuters on Monday that Kenya and Norway will meet in Oslo if the plan, which would halt the "
        "strikes and open the port, is dropped. “We never agreed,” she said. ")


def cost(text: str) -> float:
    """Processor time of reading, in seconds."""
    start = time.process_time()
    read(Document("page", text, published="2031-03-05"))
    return time.process_time() - start


@pytest.mark.parametrize("piece", [
    LONG, "Kenya, Norway, ", "He told her that he said that ", "“It ", "24 Nov. 23 and the ", "a", "(", "\u202e\x07",
    "according to X, which cited Y, ", "The plan calls for ships; "])
def test_a_paragraph_without_end_costs_no_more_than_its_share(piece: str) -> None:
    cost(piece)
    short, long = (piece * (size // len(piece)) for size in (5_000, 20_000))
    assert cost(long) < 4 * 4 * max(cost(short), 0.05)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_megabyte_in_one_paragraph_is_read_in_time_linear_in_its_length() -> None:
    sizes = (125_000, 1_000_000)
    short, long = (cost((LONG * (size // len(LONG) + 1))[:size]) for size in sizes)
    assert long < 2.5 * 8 * short
