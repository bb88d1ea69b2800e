"""Two languages over one graph: the same answers, read-only, current, and never half built."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import Graph, QueryError, QueryRefused
from kg.projection import difference
from kg.sparql import with_params
from schema import Node, PropertyGraph, uri
from tests.lines import reading

ROOT = Path(__file__).parent.parent
GENEVA = "meeting: Geneva talks | talks | 2031-02-27 | Geneva | Ada Moreau, Ben Ito | meet asserted"
VISIT = "meeting: Ito visit | visit |  | Oslo | Ben Ito | meet possible"
LINES = (GENEVA, VISIT, "role: foreign minister | Ada Moreau | Veldania", "unnamed: a diplomat | it may \"fail\" 😀",
         "proposal: 28-point plan | plan | Ada Moreau | propose asserted",
         "point: halt strikes | 28-point plan | want asserted")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """One article, and a second that denies the visit; nobody changes it."""
    with Graph.open(tmp_path_factory.mktemp("projections")) as made:
        made.add(reading("a", *LINES))
        made.add(reading("b", VISIT.replace("possible", "denied"), published="2031-03-02"))
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Graph]:
    with Graph.open(tmp_path / "store") as made:
        made.add(reading("a", *LINES))
        yield made


TWINS = [
    ("MATCH (m:Meeting)-[r:PARTICIPANT]->(p:Actor) RETURN m.status AS status, p.name AS name, m.start AS day "
     "ORDER BY status, name",
     "SELECT DISTINCT ?status ?name ?day { ?m cq:participant ?p; cq:status ?status . ?p a cq:Actor; cq:name ?name "
     "OPTIONAL { ?m cq:start ?day } } ORDER BY ?status ?name"),
    ("MATCH (c:Claim)-[:EVIDENCE]->(s:Span)-[:IN_DOCUMENT]->(d:Document) WHERE d.published >= '2031-03-02' "
     "RETURN c.modality AS modality, s.start AS at, d.published AS published, c.confidence AS sure",
     "SELECT ?modality ?at ?published ?sure { ?c cq:evidence ?s; cq:modality ?modality; cq:confidence ?sure . "
     "?s cq:inDocument ?d; cq:start ?at . ?d cq:published ?published FILTER(?published >= '2031-03-02'^^xsd:date) }"),
    ("MATCH (u:UnnamedSource)<-[:SPEAKER]-(c) RETURN u.name AS name, c.text AS text",
     "SELECT ?name ?text { ?c cq:speaker ?u; cq:text ?text . ?u a cq:UnnamedSource; cq:name ?name }"),
    ("MATCH (n:Deadline) RETURN n.time AS time", "SELECT ?time { ?n a cq:Deadline; cq:time ?time }"),
    ("RETURN 1 AS a, 1.5 AS b, true AS c, null AS d, 'x' AS e",
     "SELECT (1 AS ?a) (1.5e0 AS ?b) (true AS ?c) ?d ('x' AS ?e) {}"),
]


@pytest.mark.parametrize(("cypher", "sparql"), TWINS)
def test_both_languages_give_the_same_rows_of_plain_values(graph: Graph, cypher: str, sparql: str) -> None:
    rows = graph.cypher(cypher)
    assert graph.sparql(sparql) == rows
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, bool, type(None)}
    json.dumps(rows)


def test_a_possible_and_denied_visit_is_held_in_neither_language(graph: Graph) -> None:
    assert graph.cypher("MATCH (m:Meeting {kind: 'visit'})-[r:PARTICIPANT]->() "
                        "RETURN m.status AS s, r.certainty AS c") == [{"s": "disputed", "c": "disputed"}]
    assert graph.sparql("SELECT ?s ?modality { GRAPH ?c { ?m cq:participant ?p } ?m cq:kind 'visit'; cq:status ?s . "
                        "?c cq:modality ?modality } ORDER BY ?modality") == [
        {"s": "disputed", "modality": "denied"}, {"s": "disputed", "modality": "possible"}]


def test_superclass_labels_are_kept(graph: Graph) -> None:
    assert graph.cypher("MATCH (p:Actor:Person {name: 'Ben Ito'}) RETURN labels(p) AS labels") == [
        {"labels": ["Actor", "Person"]}]
    assert graph.sparql("SELECT ?t { ?p cq:name 'Ben Ito'; a ?t } ORDER BY ?t") == [
        {"t": "urn:communique:schema:Actor"}, {"t": "urn:communique:schema:Person"}]


def test_an_edge_stands_in_the_graph_of_each_of_its_claims_and_knows_them(graph: Graph) -> None:
    (row,) = graph.cypher("MATCH (:Meeting {kind: 'visit'})-[r:PARTICIPANT]->(p) RETURN r.claims AS claims")
    assert len(row["claims"]) == 2
    rows = graph.sparql("SELECT ?g { GRAPH ?g { ?m cq:participant ?p } ?m cq:kind 'visit' } ORDER BY ?g")
    assert [one["g"] for one in rows] == sorted(row["claims"])


def test_every_quad_stands_in_a_named_graph(graph: Graph) -> None:
    assert graph.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0]["n"] == sum(
        1 for _ in graph.to_rdflib().quads((None, None, None, None)))
    (document,) = [one["uri"] for one in graph.documents() if one["name"] == "a"]
    assert graph.sparql(f"SELECT ?t {{ GRAPH <{document}> {{ <{document}> cq:title ?t }} }}") == [{"t": "A"}]
    assert graph.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?m cq:status ?s } }") == [
        {"g": "urn:communique:graph:entities"}]


def test_a_whole_node_comes_back_as_its_properties(graph: Graph) -> None:
    (row,) = graph.cypher("MATCH (p:Person {name: 'Ben Ito'}) RETURN p, collect(p) AS all")
    assert row == {"p": {"uri": uri("person", "Ben Ito"), "name": "Ben Ito"},
                   "all": [{"uri": uri("person", "Ben Ito"), "name": "Ben Ito"}]}


def test_a_path_is_its_nodes_and_edges_in_turn(graph: Graph) -> None:
    (row,) = graph.cypher("MATCH p = (:Person {name: 'Ada Moreau'})<-[:HOLDER]-(r:Role)-[:IN_ORG]->(:State) RETURN p")
    assert [one.get("name", one.get("title", one.get("certainty"))) for one in row["p"]] == [
        "Ada Moreau", "asserted", "foreign minister", "asserted", "Veldania"]


def test_words_in_a_text_are_not_taken_for_commands(graph: Graph) -> None:
    assert graph.cypher("RETURN 'LOAD CSV' AS a // LOAD CSV") == [{"a": "LOAD CSV"}]
    assert graph.sparql("SELECT ('SERVICE <x>' AS ?a) {} # SERVICE <x>") == [{"a": "SERVICE <x>"}]


def test_a_query_for_what_no_article_has_finds_nothing(graph: Graph) -> None:
    assert graph.cypher("MATCH (a:Proposal)-[:COUNTERS]->(b:Proposal)-[:VERSION_OF]->() RETURN a") == []
    assert graph.sparql("SELECT ?a { ?a cq:counters ?b }") == []


# parameters

@pytest.mark.parametrize(("params", "n"), [({"name": "Ben Ito"}, 1), ({"name": None}, 2), ({"name": "Nobody"}, 0)])
def test_a_parameter_that_is_none_asks_the_whole_graph(graph: Graph, params: dict[str, Any], n: int) -> None:
    cypher = "MATCH (p:Person) WHERE $name IS NULL OR p.name = $name RETURN p.uri AS uri"
    sparql = "SELECT ?p { ?p a cq:Person; cq:name ?name FILTER(!BOUND($name) || ?name = $name) }"
    assert len(graph.cypher(cypher, **params)) == len(graph.sparql(sparql, **params)) == n


def test_lists_and_dates_are_parameters_too(graph: Graph) -> None:
    names, day = ["Ben Ito", "Eva Lund"], date(2031, 3, 2)
    assert graph.cypher("MATCH (p:Person) WHERE p.name IN $names RETURN p.name AS name", names=names) == graph.sparql(
        "SELECT ?name { ?p a cq:Person; cq:name ?name FILTER(?name IN $names) }", names=names) == [{"name": "Ben Ito"}]
    assert graph.cypher("MATCH (d:Document) WHERE d.published >= $day RETURN d.title AS t", day=day) == graph.sparql(
        "SELECT ?t { ?d a cq:Document; cq:title ?t; cq:published ?p FILTER(?p >= $day) }", day=day) == [{"t": "B"}]


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_no_text_of_a_parameter_can_change_the_query(graph: Graph, text: str) -> None:
    query = "SELECT ?x { VALUES ?x { 'a' } FILTER(?x = 'a' || ?x = $t || '$t' = $t) } # $t"
    assert graph.sparql(query, t=text) == [{"x": "a"}]
    assert graph.cypher("RETURN $t AS t", t=text) == [{"t": text}]


def test_only_parameters_outside_of_strings_iris_and_comments_are_replaced() -> None:
    text = """SELECT * { ?s <urn:$n> "$n" , '$n', '''it's $n''' ; ?p $n, $other FILTER(BOUND($n) && ?n < $n) } # $n"""
    five = '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert with_params(text, {"n": 5}) == (
        f'''SELECT * {{ ?s <urn:$n> "$n" , '$n', \'\'\'it's $n\'\'\' ; ?p {five}, $other '''
        f"FILTER(true && ?n < {five}) }} # $n")


# refusals

@pytest.mark.parametrize("query", [
    "CREATE (n:Person {name: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n) SET n.name = 'x'",
    "MERGE (n:Person {uri: 'x'})", "MATCH (n:Meeting) REMOVE n.status RETURN n", "UNWIND [1] AS x CREATE (:Person)",
    "CREATE INDEX FOR (n:Person) ON (n.name)", "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line"])
def test_a_cypher_query_that_writes_is_refused(graph: Graph, query: str) -> None:
    before = graph.cypher("MATCH (n) RETURN count(n) AS n")
    with pytest.raises(QueryRefused, match="queries only read"):
        graph.cypher(query)
    assert graph.cypher("MATCH (n) RETURN count(n) AS n") == before


@pytest.mark.parametrize("query", [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "DROP GRAPH <urn:a>",
    "PREFIX a: <urn:select> INSERT { ?s a:b ?o } WHERE { SELECT ?s ?o { ?s ?p ?o } }", "# SELECT\nLOAD <file:///etc/hosts>",
    "SELECT * { SERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }"])
def test_a_sparql_query_that_writes_or_asks_elsewhere_is_refused(graph: Graph, query: str) -> None:
    with pytest.raises(QueryRefused, match="queries only read"):
        graph.sparql(query)


@pytest.mark.parametrize(("language", "query", "message"), [
    ("cypher", "MATCH (n RETURN n", "line 1, column 10"), ("cypher", "MATCH (n) RETURN m", "m"),
    ("cypher", "MATCH (n) RETURN $x", "parameter x"), ("cypher", "MATCH (n) RETURN nonsense(n)", "nonsense"),
    ("sparql", "SELECT ?x {\n ?x cq:name }", "line 2, column 13"), ("sparql", "SELECT ?x { ?x foo:bar ?y }", "prefix"),
    ("sparql", "", "line 1, column 1"), ("cypher", "", "")])
def test_a_wrong_query_is_one_line_that_says_where(graph: Graph, language: str, query: str, message: str) -> None:
    with pytest.raises(QueryError) as error:
        getattr(graph, language)(query)
    assert not isinstance(error.value, QueryRefused)
    assert message in str(error.value) and "\n" not in str(error.value) and "Exception" not in str(error.value)


# staying current

def copies(store: Path) -> list[str]:
    return sorted(path.name for path in store.iterdir())


def counts(graph: Graph) -> tuple[int, int]:
    """Nodes by Cypher and by SPARQL; each must be what the compiled graph has."""
    found = (graph.cypher("MATCH (n) RETURN count(n) AS n")[0]["n"],
             graph.sparql("SELECT (COUNT(DISTINCT ?n) AS ?c) { ?n a ?t }")[0]["c"])
    assert found == (len(graph.property_graph().nodes),) * 2
    edges = graph.cypher("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    assert edges == len(graph.property_graph().edges)
    return found


def test_a_change_is_applied_to_the_copy_that_is_there(own: Graph) -> None:
    for number in range(20):
        own.add(reading(f"more {number}", *LINES, published=f"2031-03-{number + 1:02}"))
    counts(own)
    own.add(reading("late", VISIT.replace("possible", "denied"), "role: envoy | Eva Lund | Korrunia"))
    counts(own)
    own.withdraw("more 3")
    counts(own)
    assert copies(own.path) == ["cypher.1", "cypher.lock", "log.sqlite", "log.sqlite-shm", "log.sqlite-wal", "sparql.1",
                                "sparql.lock"]


def test_changed_step_by_step_the_projections_equal_those_built_at_once(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.projection.SMALL", 100)          # so that small graphs are changed in place too
    articles = [reading(f"n{i}", *(LINES[(i + k) % len(LINES)] for k in range(4)), published=f"2031-03-{i + 1:02}")
                for i in range(6)]
    with Graph.open(tmp_path / "steps") as steps, Graph.open(tmp_path / "once") as once:
        for one in articles:
            steps.add(one)
            steps.refresh()
        for i in (0, 4):
            steps.withdraw(f"n{i}")
            steps.refresh()
        for i in (1, 2, 3, 5):
            once.add(articles[i])
        assert {"cypher.1", "sparql.1"} <= set(copies(steps.path))
        assert all_rows(steps) == all_rows(once)


def all_rows(graph: Graph) -> list[list[str]]:
    """Everything that either engine holds, sorted, without the moment of loading."""
    found = (graph.cypher("MATCH (n) RETURN n, labels(n) AS labels"),
             graph.cypher("MATCH (a)-[r]->(b) RETURN a.uri AS a, type(r) AS type, b.uri AS b, r AS values"),
             graph.sparql("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"))
    return [sorted(re.sub(r"20\d\d-\d\d-\d\dT[\d:.]+\+00:00", "", json.dumps(row, sort_keys=True)) for row in rows)
            for rows in found]


def test_the_difference_of_two_graphs_leads_from_one_to_the_other() -> None:
    old = PropertyGraph({"a": Node("a", ["Place"], {"name": "x"}), "b": Node("b", ["Place"])})
    new = PropertyGraph({"a": Node("a", ["Place"], {"name": "y"}), "b": Node("b", ["Actor", "State"])})
    change = difference(old, new)
    assert [node.uri for _, node in change.changed_nodes] == ["a"]
    assert [node.uri for node in change.removed_nodes] == [node.uri for node in change.added_nodes] == ["b"]
    assert len(difference(new, new)) == 0


@pytest.mark.parametrize("name", ["cypher", "sparql"])
def test_a_copy_that_was_left_half_done_is_not_used(own: Graph, name: str) -> None:
    before = counts(own)
    own.close()
    (own.path / f"{name}.1" / "state.json").unlink()
    (own.path / f"{name}.new").mkdir()
    with Graph.open(own.path) as again:
        assert counts(again) == before
    assert f"{name}.1" not in copies(own.path) or (own.path / f"{name}.1" / "state.json").exists()


def test_a_projection_of_another_version_or_store_is_built_anew(own: Graph) -> None:
    counts(own)
    own.close()
    for name, key, value in (("cypher", "version", "old"), ("sparql", "store", "another")):
        path = own.path / f"{name}.1" / "state.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {key: value}))
    with Graph.open(own.path) as again:
        counts(again)
    assert {"cypher.2", "sparql.2"} <= set(copies(own.path))


def test_the_projections_can_be_deleted_at_any_time(own: Graph) -> None:
    before = counts(own)
    own.close()
    for path in [*own.path.glob("cypher*"), *own.path.glob("sparql*")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with Graph.open(own.path) as again:
        assert counts(again) == before


READER = """
import sys
from kg import Graph
with Graph.open(sys.argv[1]) as graph:
    for line in sys.stdin:
        print(graph.cypher("MATCH (d:Document) RETURN count(d) AS n")[0]["n"],
              graph.sparql("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a cq:Document }")[0]["n"], flush=True)
"""


def test_two_processes_read_while_a_third_loads_and_all_see_what_is_new(own: Graph) -> None:
    counts(own)
    command, pipe = [sys.executable, "-c", READER, str(own.path)], subprocess.PIPE
    readers = [subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe) for _ in range(2)]

    def ask() -> list[str]:
        for reader in readers:
            assert reader.stdin is not None
            reader.stdin.write("\n")
            reader.stdin.flush()
        return [reader.stdout.readline().strip() for reader in readers if reader.stdout is not None]

    try:
        for n in range(1, 4):
            assert ask() == [f"{n} {n}"] * 2
            own.add(reading(f"new {n}", GENEVA))
            counts(own)
        assert ask() == ["4 4"] * 2
    finally:
        said = [reader.communicate()[1] for reader in readers]
    assert said == ["", ""]
    assert sum(name.startswith("cypher.") for name in copies(own.path)) <= 4


def test_threads_may_share_a_graph(own: Graph) -> None:
    from concurrent.futures import ThreadPoolExecutor
    query = "MATCH (n) RETURN count(n) AS n"
    expected = own.cypher(query)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: own.cypher(query), range(20))) == [expected] * 20


def test_no_engine_talks_on_the_console(tmp_path: Path) -> None:
    code = ("import sys; from kg import Graph; from tests.lines import reading\n"
            "for i in range(2):\n"
            "    with Graph.open(sys.argv[1]) as g: g.add(reading(str(i), *sys.argv[2:])); g.refresh()\n"
            "    try: g2 = Graph.open(sys.argv[1]); g2.cypher('MATCH (n RETURN n')\n"
            "    except Exception: pass")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "store"), *LINES], cwd=ROOT, capture_output=True,
                          text=True, check=True)
    assert done.stdout == done.stderr == ""


# elsewhere

def test_networkx_has_every_node_and_edge_with_its_certainty(graph: Graph) -> None:
    found = graph.to_networkx()
    assert (found.number_of_nodes(), found.number_of_edges()) == (
        len(graph.property_graph().nodes), len(graph.property_graph().edges))
    ben = uri("person", "Ben Ito")
    assert found.nodes[ben] == {"labels": ["Actor", "Person"], "name": "Ben Ito"}
    edges = {data["certainty"] for _, _, key, data in found.in_edges(ben, keys=True, data=True) if key == "PARTICIPANT"}
    assert edges == {"asserted", "disputed"}


def test_rdflib_asks_the_same_store(graph: Graph) -> None:
    rows = graph.to_rdflib().query("SELECT ?name { ?p a <urn:communique:schema:Person>; "
                                   "<urn:communique:schema:name> ?name } ORDER BY ?name")
    assert [str(row[0]) for row in rows] == ["Ada Moreau", "Ben Ito"]  # type: ignore[index]
