"""`kg check`: whatever is wrong with a store is told with its node, its shape, its document and its span."""

from __future__ import annotations

from copy import deepcopy

import pytest

from kg import Graph, check
from kg.check import Violation, check_graph
from schema import Edge, PropertyGraph
from tests.story import ADA, PAPER, TALKS, WIRE, paper, wire


@pytest.fixture
def graph(told: Graph) -> Graph:
    return told


@pytest.fixture
def broken(graph) -> PropertyGraph:
    """A copy of the graph, to be broken."""
    return deepcopy(graph.property_graph())


def only(found: list[Violation]) -> Violation:
    assert len(found) == 1, found
    return found[0]


def texts(uri: str) -> str:
    return {WIRE.uri: WIRE.text, PAPER.uri: PAPER.text}[uri]


def test_a_sound_store_has_no_violation(graph):
    assert check.check(graph) == []


def test_an_empty_store_has_no_violation(tmp_path):
    with Graph.open(tmp_path / "empty") as graph:
        assert check.check(graph) == []


def test_a_claim_of_no_known_modality_is_told_with_document_and_span(broken):
    claim = wire().claim_uri("c1")
    broken.nodes[claim].values["modality"] = "likely"
    found = only(check_graph(broken, texts))
    assert (found.node, found.shape, found.severity, found.value) == (claim, "Claim.modality", "violation", "likely")
    assert found.document == WIRE.uri and found.exact == "the talks in Lisbon will be held"
    assert WIRE.text[found.start:found.end] == found.exact


def test_an_entity_is_told_with_a_passage_that_speaks_of_it(broken):
    broken.nodes[ADA].values["wikidata"] = "Ada"
    found = only(check_graph(broken, texts))
    assert (found.shape, found.document) == ("Person.wikidata", WIRE.uri)
    assert found.exact == "the talks in Lisbon will be held"


def test_a_meeting_without_a_title_and_a_document_without_a_hash_are_violations(broken):
    del broken.nodes[TALKS].values["title"]
    del broken.nodes[WIRE.uri].values["sha256"]
    assert {(one.shape, one.document) for one in check_graph(broken, texts)} == {
        ("Meeting.title", PAPER.uri), ("Document.sha256", WIRE.uri)}


@pytest.mark.parametrize("change", [{"start": 1}, {"exact": "something else"}, {"end": 10_000}])
def test_a_span_that_is_not_the_text_at_its_offsets_is_a_violation(broken, change):
    span = broken.nodes[wire().span_uri(wire().claims[0].evidence)]
    span.values |= change
    found = only(check_graph(broken, texts))
    assert (found.node, found.shape, found.document) == (span.uri, "span-text", WIRE.uri)


def test_an_edge_that_no_claim_makes_is_a_violation(broken):
    key = (TALKS, "PARTICIPANT", ADA)
    broken.edges[key] = Edge(*key, graphs=[WIRE.uri])
    assert only(check_graph(broken, texts)).shape == "edge-claims"


def test_an_edge_whose_claim_was_read_nowhere_is_a_violation(broken):
    claim = wire().claim_uri("c1")
    broken.edges = {key: edge for key, edge in broken.edges.items() if key[:2] != (claim, "EVIDENCE")}
    found = check_graph(broken, texts)
    assert {(one.node, one.shape) for one in found} >= {(claim, "Claim.EVIDENCE"), (TALKS, "edge-evidence")}


def test_an_edge_to_the_wrong_kind_of_node_is_a_violation(broken):
    key = (TALKS, "AT_PLACE", ADA)
    broken.edges[key] = Edge(*key, [wire().claim_uri("c1")], "planned", [wire().claim_uri("c1")])
    assert only(check_graph(broken, texts)).shape == "Meeting.AT_PLACE"


def test_what_somebody_says_has_a_speaker_and_what_an_unknown_outlet_tells_is_only_a_warning(broken):
    said, told = wire().claim_uri("c1"), paper().claim_uri("c1")
    broken.edges = {key: edge for key, edge in broken.edges.items()
                    if key[1] != "SPEAKER" or key[0] not in (said, told)}
    broken.nodes[told].values["kind"] = "narration"
    assert {(one.node, one.shape, one.severity) for one in check_graph(broken, texts)} == {
        (said, "Claim.said-by-somebody", "violation"), (told, "Claim.told-by-an-outlet", "warning")}


def test_rows_for_printing_name_the_document_by_its_title(graph, monkeypatch):
    broken = deepcopy(graph.property_graph())
    broken.nodes[ADA].values["wikidata"] = "Ada"
    monkeypatch.setattr(graph, "property_graph", lambda: broken)
    assert [(row["shape"], row["document"]) for row in check.violations(graph)] == [("Person.wikidata", "Talks near")]
