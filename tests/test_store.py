"""The store: documents come, are corrected and go, and nothing that dies on the way leaves a half of anything."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import Graph, NotInStore, StoreBroken, StoreBusy, StoreTooNew
from kg.derive import status
from schema import Reading, Run, uri
from tests.lines import RUN, reading

ROOT = Path(__file__).parent.parent
GENEVA = "meeting: Geneva talks | talks | 2031-02-27 | Geneva | Ada Moreau, Ben Ito | meet asserted"
TIMES = ("loaded", "started")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph.open(tmp_path / "store")


def content(graph: Graph) -> tuple[object, object]:
    """All that a graph says, without the times of loading."""
    found = graph.property_graph()
    nodes = {uri: (node.labels, {name: value for name, value in node.values.items() if name not in TIMES})
             for uri, node in found.nodes.items()}
    return nodes, found.edges


def meetings(graph: Graph) -> dict[str, str]:
    """Status by title, after seeing that both engines say the same."""
    rows = graph.cypher("MATCH (m:Meeting) RETURN m.title AS title, m.status AS status ORDER BY title")
    assert graph.sparql("SELECT ?title ?status { ?m a cq:Meeting; cq:title ?title OPTIONAL { ?m cq:status ?status } } "
                        "ORDER BY ?title") == rows
    return {row["title"]: row["status"] for row in rows}


# in and out

def test_loading_twice_changes_nothing(graph: Graph) -> None:
    assert graph.add(reading("a", GENEVA))
    before = graph.property_graph()
    assert not graph.add(reading("a", GENEVA))
    assert graph.property_graph() is before


def test_another_run_over_the_same_text_takes_the_place_of_the_first(graph: Graph) -> None:
    graph.add(reading("a", GENEVA))
    loaded = graph.documents()[0]["loaded"]
    newer = Run("by hand", "2", "none")
    graph.add(reading("a", GENEVA, run=newer))
    assert graph.cypher("MATCH (r:Run) RETURN r.version AS version") == [{"version": "2"}]
    assert len(graph.documents()) == 1 and graph.documents()[0]["loaded"] == loaded
    assert len(graph.cypher("MATCH (c:Claim) RETURN c.uri AS uri")) == 1


def test_a_corrected_date_of_the_same_text_is_taken_over(graph: Graph) -> None:
    graph.add(reading("a", GENEVA, published="2031-03-01"))
    assert graph.add(reading("a", GENEVA, published="2031-03-02"))
    assert [one["published"] for one in graph.documents()] == ["2031-03-02"]


def test_a_withdrawn_document_takes_its_claims_with_it(graph: Graph) -> None:
    graph.add(reading("a", GENEVA))
    alone = content(graph)
    graph.add(reading("b", GENEVA, "role: envoy | Eva Lund | Korrunia", published="2031-03-02"))
    assert graph.cypher("MATCH (p:Person {name: 'Eva Lund'}) RETURN p.name AS name") == [{"name": "Eva Lund"}]
    graph.withdraw("b")
    assert content(graph) == alone
    assert graph.cypher("MATCH (p:Person {name: 'Eva Lund'}) RETURN p.name AS name") == []
    assert graph.sparql("ASK { ?p cq:name 'Eva Lund' }") == [{"answer": False}]
    assert [one["name"] for one in graph.documents()] == ["a"]


def test_a_withdrawn_document_comes_back_when_it_is_loaded_again(graph: Graph) -> None:
    graph.add(reading("a", GENEVA))
    before = content(graph)
    graph.withdraw("a")
    assert content(graph) == ({}, {})
    assert graph.add(reading("a", GENEVA))
    assert content(graph) == before


def test_withdrawing_what_is_not_there_says_so(graph: Graph) -> None:
    with pytest.raises(NotInStore, match="nothing"):
        graph.withdraw("nothing")


def corrected() -> tuple[Reading, Reading]:
    url = "https://news.invalid/talks"
    return (reading("first", GENEVA, "role: envoy | Eva Lund | Korrunia", url=url),
            reading("second", GENEVA.replace("Ben Ito", "Ivo Kral"), url=url, updated="2031-03-01T18:00:00+00:00"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_correction_replaces_the_older_revision_in_whatever_order_they_come(
        graph: Graph, order: tuple[int, int]) -> None:
    for one in order:
        graph.add(corrected()[one])
    people = [row["name"] for row in graph.cypher("MATCH (p:Person) RETURN p.name AS name ORDER BY name")]
    assert people == ["Ada Moreau", "Ivo Kral"]
    old, new = (one.document.uri for one in corrected())
    both = graph.cypher("MATCH (n:Document)-[:REVISION_OF]->(o:Document) RETURN n.uri AS new, o.uri AS old")
    assert both == [{"new": new, "old": old}]
    assert graph.sparql("SELECT ?new ?old { ?new cq:revisionOf ?old }") == both
    assert graph.cypher("MATCH (s:Span)-[:IN_DOCUMENT]->(d:Document {uri: $old}) RETURN s", old=old) == []
    assert {one["uri"]: one["current"] for one in graph.documents()} == {old: False, new: True}


def test_without_its_correction_the_older_revision_speaks_again(graph: Graph) -> None:
    old, new = corrected()
    graph.add(old)
    before = content(graph)
    graph.add(new)
    graph.withdraw(new.document.uri)
    assert content(graph) == before
    graph.withdraw("https://news.invalid/talks")
    assert graph.documents() == []


def test_of_two_revisions_of_one_day_the_later_loaded_holds(graph: Graph) -> None:
    graph.add(reading("a", GENEVA))
    graph.add(reading("a", GENEVA.replace("Ben Ito", "Ivo Kral")))
    assert [one["current"] for one in graph.documents()] == [False, True]


def test_texts_can_be_searched(graph: Graph) -> None:
    graph.add(reading("a", "unnamed: a diplomat | the café talks may fail", GENEVA))
    graph.add(reading("b", GENEVA))
    (found,) = graph.search("CAFE fail")
    assert found["exact"] == "unnamed: a diplomat | the café talks may fail"
    query = "MATCH (s:Span {uri: $uri}) RETURN s.uri AS span, s.exact AS exact"
    assert graph.cypher(query, uri=found["span"]) == [found]
    assert graph.search('"unbalanced') == graph.search("") == []
    graph.withdraw("a")
    assert graph.search("cafe") == []


# what the claims make of a meeting

MADE_BY_CLAIMS = [
    (["meet asserted"], "held"),
    (["meet possible"], "possible"),
    (["meet conditional"], "possible"),
    (["meet expected"], "planned"),
    (["meet planned", "meet possible"], "planned"),
    (["meet denied"], "denied"),
    (["meet denied", "meet denied"], "denied"),
    (["meet denied", "cancel denied"], "cancelled"),
    (["meet planned", "cancel denied"], "cancelled"),
    (["meet planned", "cancel asserted"], "cancelled"),
    (["meet planned", "cancel possible"], "planned"),
    (["meet asserted", "meet denied"], "disputed"),
    (["meet planned", "meet denied"], "disputed"),
    (["meet possible", "meet denied"], "disputed"),
    (["meet planned", "postpone asserted"], "planned"),
    (["continue asserted"], "under way"),
    (["continue asserted", "meet asserted"], "held"),
    (["meet possible", "meet asserted"], "held"),
]


def test_a_meeting_is_what_its_claims_make_it_in_both_languages(graph: Graph) -> None:
    expected = {}
    for claims, answer in MADE_BY_CLAIMS:
        title = ", ".join(claims)
        graph.add(reading(title, *(f"meeting: {title} | talks |  |  | Ada Moreau | {claim}" for claim in claims)))
        expected[title] = answer
    assert meetings(graph) == expected


@pytest.mark.parametrize("modality", ["possible", "planned", "denied", "conditional"])
def test_talk_about_a_meeting_never_makes_it_held(graph: Graph, modality: str) -> None:
    graph.add(reading("a", GENEVA.removesuffix("asserted") + modality, "about: Geneva talks | say asserted",
                      "about: Geneva talks | praise asserted"))
    assert meetings(graph)["Geneva talks"] not in ("held", "disputed")


def test_a_meeting_of_which_only_the_topic_is_told_has_no_status(graph: Graph) -> None:
    graph.add(reading("a", "about: Geneva talks | say asserted"))
    assert meetings(graph) == {"Geneva talks": None}


def test_a_meeting_planned_anew_after_it_was_called_off_is_planned(graph: Graph) -> None:
    line = GENEVA.removesuffix("meet asserted")
    graph.add(reading("a", line + "cancel asserted", published="2031-02-01"))
    graph.add(reading("b", line + "meet planned", published="2031-02-05"))
    assert meetings(graph) == {"Geneva talks": "planned"}


def test_status_can_be_asked_as_of_a_day(graph: Graph) -> None:
    line = GENEVA.removesuffix("meet asserted")
    for day, claim in (("20", "meet planned"), ("22", "cancel asserted"), ("28", "meet asserted")):
        graph.add(reading(day, line + claim, published=f"2031-02-{day}"))
    found = graph.property_graph()
    (meeting,) = [node.uri for node in found.nodes.values() if node.cls == "Meeting"]
    assert [status(found, meeting, day) for day in ("2031-02-19", "2031-02-21", "2031-02-23", "2031-03-01")] == [
        None, "planned", "cancelled", "disputed"]


def test_status_cannot_be_written_by_a_reader(graph: Graph) -> None:
    one = reading("a", GENEVA.replace("meet asserted", "meet possible"))
    next(entity for entity in one.entities if entity.cls == "Meeting").values["status"] = "held"
    graph.add(one)
    assert meetings(graph) == {"Geneva talks": "possible"}


def test_a_point_is_what_the_acts_of_its_claims_make_it(graph: Graph) -> None:
    expected = {"include asserted": "in text", "propose asserted": "proposed", "want asserted": "sought",
                "include possible": "possible", "demand asserted, reject asserted": "sought",
                "reject asserted": "rejected", "include asserted, drop asserted": "dropped",
                "propose asserted, agree asserted": "agreed", "agree possible": "possible", "include denied": "denied"}
    for claims in expected:
        graph.add(reading(claims, *(f"point: {claims} | plan | {claim}" for claim in claims.split(", "))))
    rows = graph.cypher("MATCH (p:PlanPoint) RETURN p.text AS text, p.status AS status")
    assert {row["text"]: row["status"] for row in rows} == expected


# certainty

def test_an_edge_is_as_certain_as_its_claims(graph: Graph) -> None:
    expected = {"meet possible": "possible", "meet possible, meet asserted": "asserted", "meet denied": "denied",
                "meet asserted, meet denied": "disputed"}
    for claims in expected:
        graph.add(reading(claims, *(f"meeting: {claims} | talks |  |  | Ada Moreau | {claim}"
                                    for claim in claims.split(", "))))
    rows = graph.cypher("MATCH (m:Meeting)-[r:PARTICIPANT]->(p) RETURN m.title AS title, r.certainty AS certainty, "
                        "size(r.claims) AS n")
    assert {row["title"]: (row["certainty"], row["n"]) for row in rows} == {
        claims: (certainty, len(claims.split(", "))) for claims, certainty in expected.items()}


# bad stores

def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Graph.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "log.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNew, match=r"log\.sqlite is of version 99"):
        Graph.open(tmp_path)


@pytest.mark.parametrize("other", [b"just some text, and more than a header of it" * 100, None])
def test_a_file_that_is_not_a_store_is_left_alone(tmp_path: Path, other: bytes | None) -> None:
    path = tmp_path / "log.sqlite"
    if other is None:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE recipes (name)")
    else:
        path.write_bytes(other)
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match=r"log\.sqlite"):
        Graph.open(tmp_path)
    assert path.read_bytes() == before


def test_a_file_where_the_folder_should_be_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreBroken, match="store cannot be a store"):
        Graph.open(tmp_path / "store")


def test_a_store_that_another_process_is_writing_to_says_so(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.log.WAIT", 0.1)
    with sqlite3.connect(graph.path / "log.sqlite", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with Graph.open(graph.path) as second, pytest.raises(StoreBusy, match=r"another process has been writing"):
            second.add(reading("a", GENEVA))
        assert graph.documents() == []                    # reading does not wait
        other.execute("ROLLBACK")


def test_two_graphs_may_write_to_one_store(graph: Graph) -> None:
    with Graph.open(graph.path) as second:
        graph.add(reading("a", GENEVA))
        second.add(reading("b", GENEVA))
        query = "MATCH (d:Document) RETURN count(d) AS n"
        assert graph.cypher(query) == second.cypher(query) == [{"n": 2}]
        second.withdraw("a")
        assert graph.cypher(query) == second.cypher(query) == [{"n": 1}]


# sudden death

ARTICLES = 60
LOADER = """
import sys
from pathlib import Path
from kg import Graph
from tests.test_store import ARTICLES, article
with Graph.open(sys.argv[1]) as graph:
    for number in range(ARTICLES):
        graph.add(article(number))
        print(number, flush=True)
    graph.refresh()
"""


def article(number: int) -> Reading:
    return reading(f"article {number}", GENEVA, f"role: envoy | Eva Lund{number % 7} | Korrunia",
                   f"proposal: {number % 5 + 3}-point plan | plan | Ada Moreau | propose asserted",
                   "unnamed: a diplomat | it may fail", published=f"2031-03-{number % 9 + 1:02}")


def start(store: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", LOADER, str(store)], cwd=ROOT, text=True, stdout=subprocess.PIPE,
                            env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_killed_while_loading_and_loaded_again_is_as_if_undisturbed(tmp_path: Path) -> None:
    for kill_after in (3, 25):
        process = start(tmp_path / "store")
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= kill_after:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Graph.open(tmp_path / "store") as half:
            assert kill_after < len(half.documents()) < ARTICLES
            claims = {node.uri for node in half.property_graph().nodes.values() if node.cls == "Claim"}
            assert len(claims) == 4 * len(half.documents())          # all of a document, or none of it
    with Graph.open(tmp_path / "store") as again, Graph.open(tmp_path / "undisturbed") as undisturbed:
        for number in range(ARTICLES):
            again.add(article(number))
            undisturbed.add(article(ARTICLES - 1 - number))
        assert content(again) == content(undisturbed)
        assert meetings(again) == meetings(undisturbed)


@pytest.mark.parametrize("delay", [0.1, 0.5])
def test_killed_while_building_the_projections_they_are_built_again(tmp_path: Path, delay: float) -> None:
    store = tmp_path / "store"
    with Graph.open(store) as graph:
        graph.add(article(0))
        graph.refresh()
        for number in range(ARTICLES - 1):
            graph.add(article(number))
    process = start(store)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) == ARTICLES - 1:
            break
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Graph.open(store) as graph:
        assert graph.cypher("MATCH (c:Claim) RETURN count(c) AS n") == [{"n": 4 * ARTICLES}]
        assert graph.sparql("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a cq:Claim }") == [{"n": 4 * ARTICLES}]
    assert len(list(store.glob("cypher.[0-9]*"))) == len(list(store.glob("sparql.[0-9]*"))) == 1


def test_the_run_is_part_of_the_record(graph: Graph) -> None:
    graph.add(reading("a", GENEVA))
    (row,) = graph.cypher("MATCH (c:Claim)-[:GENERATED_BY]->(r:Run) "
                          "RETURN r.uri AS uri, r.loader AS loader, r.started AS at")
    assert row["uri"] == RUN.uri and row["loader"] == "by hand" and row["at"][:2] == "20"


def test_the_outlet_of_an_older_revision_stays_known(graph: Graph) -> None:
    for one in corrected():
        graph.add(one)
    rows = graph.cypher("MATCH (d:Document)-[:PUBLISHED_BY]->(o:Organization) RETURN o.uri AS uri, count(d) AS n")
    assert rows == [{"uri": uri("organization", "The Courier"), "n": 2}]
