"""The graph in a real Neo4j, and behind the embedded engine's own Bolt listener: the same promises for both."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from kg import Graph
from kg.errors import ExportError
from kg.export import bolt
from kg.export.difference import MARK
from kg.export.neo4j import Exported, export
from schema import Edge, Node, PropertyGraph
from tests.neo4j_server import Server, free_port
from tests.story import ADA, BEN, TALKS, paper

pytestmark = pytest.mark.timeout(300)    # the first test may have to fetch a server


@pytest.fixture(params=["neo4j", "arcadedb"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the two servers, empty."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    found.query("MATCH (n) DETACH DELETE n")
    return found


@pytest.fixture
def graph(told: Graph) -> Graph:
    return told


def send(graph: Graph | PropertyGraph, server: Server, **options: Any) -> Exported:
    return export(graph, server.uri, server.user, server.password, server.database, **options)


def content(server: Server) -> tuple[dict, dict]:
    """Everything in the database: nodes by uri, edges by subject, relation and object, without our marks."""
    def plain(values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name not in (MARK, "uri")}

    nodes = server.query("MATCH (n) RETURN n.uri, labels(n), properties(n)")
    edges = server.query("MATCH (a)-[r]->(b) RETURN a.uri, type(r), b.uri, properties(r)")
    assert len({row[0] for row in nodes}) == len(nodes) and len({tuple(row[:3]) for row in edges}) == len(edges)
    return ({uri: (set(labels), plain(values)) for uri, labels, values in nodes},
            {(a, relation, b): plain(values) for a, relation, b, values in edges})


def expected(graph: Graph | PropertyGraph) -> tuple[dict, dict]:
    found = graph if isinstance(graph, PropertyGraph) else graph.property_graph()
    return ({node.uri: (set(node.labels), node.values) for node in found.nodes.values()},
            {key: {"claims": edge.claims, "certainty": edge.certainty} if edge.claims else {}
             for key, edge in found.edges.items()})


def test_the_database_holds_the_graph_and_nothing_else(graph, server):
    result = send(graph, server)
    assert content(server) == expected(graph)
    assert (result.nodes_written, result.edges_written) == (len(expected(graph)[0]), len(expected(graph)[1]))


def test_an_edge_tells_its_certainty_to_a_plain_match(graph, server):
    send(graph, server)
    assert server.query("MATCH (m:Meeting)-[r:PARTICIPANT]->(p:Actor:Person) RETURN p.name, r.certainty ORDER BY p.name"
                        ) == [["Ada Moreau", "planned"], ["Ben Ito", "denied"]]


def test_a_second_export_writes_nothing_and_changes_nothing(graph, server):
    send(graph, server)
    before = server.query("MATCH (n) RETURN n.uri, properties(n) ORDER BY n.uri")
    assert send(graph, server) == Exported()
    assert server.query("MATCH (n) RETURN n.uri, properties(n) ORDER BY n.uri") == before


def test_a_withdrawn_document_leaves_the_database(graph, server):
    send(graph, server)
    graph.withdraw("paper")
    result = send(graph, server)
    assert content(server) == expected(graph)
    assert BEN not in content(server)[0] and result.nodes_deleted > 0 and result.edges_deleted > 0 and not result.kept
    assert content(server)[1][TALKS, "PARTICIPANT", ADA]["certainty"] == "planned"


def test_a_document_that_comes_back_is_there_again(graph, server):
    send(graph, server)
    graph.withdraw("paper")
    send(graph, server)
    graph.add(paper())
    send(graph, server)
    assert content(server) == expected(graph)


def test_an_empty_store_empties_what_is_ours(server):
    send(PropertyGraph({"urn:a": Node("urn:a", ["Actor", "State"], {"name": "A"})}), server)
    send(PropertyGraph(), server)
    assert content(server) == ({}, {})


def test_a_value_that_is_gone_is_taken_out_and_the_users_own_stays(server):
    send(PropertyGraph({"urn:a": Node("urn:a", ["Actor", "Person"], {"name": "A", "wikidata": "Q1"})}), server)
    server.query("MATCH (n:Person {uri: 'urn:a'}) SET n.note = 'mine'")
    send(PropertyGraph({"urn:a": Node("urn:a", ["Actor", "Person"], {"name": "B"})}), server)
    assert content(server)[0]["urn:a"] == ({"Actor", "Person"}, {"name": "B", "note": "mine"})


def test_an_edge_that_no_claim_makes_any_more_loses_its_certainty(server):
    nodes = {uri: Node(uri, ["Actor", "Person"], {"name": uri}) for uri in ("urn:a", "urn:b")}
    key = ("urn:a", "REPRESENTS", "urn:b")
    send(PropertyGraph(nodes, {key: Edge(*key, ["urn:c1", "urn:c2"], "disputed")}), server)
    assert content(server)[1][key] == {"claims": ["urn:c1", "urn:c2"], "certainty": "disputed"}
    send(PropertyGraph(nodes, {key: Edge(*key)}), server)
    assert content(server)[1][key] == {}


def test_a_node_of_another_class_than_before_has_only_the_new_labels_and_all_of_its_edges(server):
    def of(cls: str, **values: str) -> PropertyGraph:
        key = ("urn:a", "REPRESENTS", "urn:b")
        return PropertyGraph({"urn:a": Node("urn:a", ["Actor", cls], {"name": "A", **values}),
                              "urn:b": Node("urn:b", ["Actor", "State"], {"name": "B"})}, {key: Edge(*key)})

    send(of("Organization", kind="party"), server)
    send(of("Group"), server)
    assert content(server) == expected(of("Group"))


def test_the_users_own_nodes_and_relationships_are_not_touched(graph, server):
    server.query("CREATE (:Person {name: 'Mine'})-[:KNOWS {since: 1999}]->(:Note {text: 'mine'})")
    send(graph, server)
    graph.withdraw("paper")
    graph.withdraw("wire")
    send(graph, server)
    assert server.query("MATCH (a)-[r:KNOWS]->(b) RETURN a.name, r.since, b.text") == [["Mine", 1999, "mine"]]
    assert server.query("MATCH (n) RETURN count(n)") == [[2]]


def test_a_withdrawn_node_that_the_user_tied_something_to_stays_without_what_it_said(graph, server):
    send(graph, server)
    server.query("MATCH (p:Person {uri: $uri}) CREATE (:Note {text: 'mine'})-[:REMARKS]->(p)", uri=BEN)
    graph.withdraw("paper")
    assert send(graph, server).kept == 1
    assert server.query("MATCH (n:Note)-[:REMARKS]->(p) RETURN p.uri, p.name") == [[BEN, None]]
    server.query("MATCH (n:Note) DETACH DELETE n")
    assert send(graph, server).kept == 0
    assert content(server) == expected(graph)


def test_a_node_that_the_user_tied_something_to_keeps_the_tie_when_its_document_comes_back(graph, server):
    send(graph, server)
    server.query("MATCH (p:Person {uri: $uri}) CREATE (:Note {text: 'mine'})-[:REMARKS]->(p)", uri=BEN)
    graph.withdraw("paper")
    send(graph, server)
    graph.add(paper())
    send(graph, server)
    assert server.query("MATCH (n:Note)-[:REMARKS]->(p:Person) RETURN p.name") == [["Ben Ito"]]


def test_progress_runs_to_the_end(graph, server):
    seen: list[tuple[int, int]] = []
    result = send(graph, server, progress=lambda done, total: seen.append((done, total)))
    total = result.nodes_written + result.edges_written
    assert seen[0] == (0, total) and seen[-1] == (total, total) and seen == sorted(seen)


def test_an_export_that_was_killed_goes_on_where_it_was(graph, server):
    class Killed(Exception):
        pass

    def kill(done: int, total: int) -> None:
        if done > total / 2:
            raise Killed

    with pytest.raises(Killed):
        send(graph, server, progress=kill)
    there = server.query("MATCH (n) RETURN count(n)")[0][0]
    assert there > 0 and content(server) != expected(graph)
    result = send(graph, server)
    assert content(server) == expected(graph)
    assert 0 < result.nodes_written + result.edges_written < sum(map(len, expected(graph)))


@contextmanager
def line(server: Server, cut_after: int) -> Iterator[str]:
    """A way to the server that is cut for good after so many bytes have been sent to it."""
    host, port = server.uri.removeprefix("bolt://").split(":")
    listener = socket.create_server(("127.0.0.1", 0))
    left, open_sockets = [cut_after], [listener]

    def cut() -> None:
        for one in open_sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def carry(source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                if counted:
                    left[0] -= len(data)
                    if left[0] < 0:
                        return cut()
                target.sendall(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                beyond = socket.create_connection((host, int(port)))
                open_sockets.extend([client, beyond])
                for pair in ((client, beyond, True), (beyond, client, False)):
                    threading.Thread(target=carry, args=pair, daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        cut()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_an_export_whose_connection_is_cut_says_so_and_goes_on_from_there(graph, server, monkeypatch, share):
    monkeypatch.setattr(bolt, "RETRY_SECONDS", 0.1)
    sent = sum(len(str(node)) for node in graph.property_graph().nodes.values())
    with line(server, int(4000 + share * sent)) as uri, pytest.raises(ExportError) as told:
        export(graph, uri, server.user, server.password, server.database)
    assert "lost; run the export again" in str(told.value) and "\n" not in str(told.value)
    send(graph, server)
    assert content(server) == expected(graph)


def test_a_wrong_password_is_told_in_one_line(graph, server):
    with pytest.raises(ExportError, match=r"refuses the user .*wrong name or password") as told:
        export(graph, server.uri, server.user, "not the password", server.database)
    assert "\n" not in str(told.value)


def test_no_password_is_told_in_one_line(graph, server):
    with pytest.raises(ExportError, match="asks for a user and a password") as told:
        export(graph, server.uri, None, None, server.database)
    assert "\n" not in str(told.value)


def test_a_wrong_database_is_told_in_one_line(graph, server):
    with pytest.raises(ExportError, match="has no database 'nowhere'") as told:
        export(graph, server.uri, server.user, server.password, "nowhere")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("address, said", [
    ("bolt://127.0.0.1:{port}", "no Bolt server answers at bolt://127.0.0.1:"),
    ("neo4j://127.0.0.1:{port}", "no Bolt server answers at neo4j://127.0.0.1:"),
    ("bolt://host.invalid:7687", "no Bolt server answers at bolt://host.invalid:7687"),
    ("http://127.0.0.1:{port}", "is not the address of a Bolt server"),
    ("127.0.0.1:{port}", "is not the address of a Bolt server"),
    ("bolt://", "bolt://"),
    ("bolt://127.0.0.1:no", "bolt://127.0.0.1:no"),
])
def test_a_server_that_is_not_there_is_told_in_one_line(address, said):
    with pytest.raises(ExportError) as told:
        export(PropertyGraph(), address.format(port=free_port()), "neo4j", "secret")
    assert said in str(told.value) and "\n" not in str(told.value)


def test_a_users_node_with_a_uri_of_ours_is_never_overwritten(server):
    """Neo4j refuses a second Person with the uri, in one line. ArcadeDB keeps uris apart only among nodes of exactly
    the same labels: there ours comes to stand beside it."""
    send(PropertyGraph(), server)
    server.query("CREATE (:Person {uri: 'urn:x', name: 'Mine'})")
    ours = PropertyGraph({"urn:x": Node("urn:x", ["Actor", "Person"], {"name": "X"})})
    if server.user == "neo4j":
        with pytest.raises(ExportError, match="refused") as told:
            send(ours, server)
        assert "\n" not in str(told.value)
    else:
        send(ours, server)
    assert server.query("MATCH (n:Person {uri: 'urn:x'}) WHERE NOT n:Actor RETURN n.name") == [["Mine"]]
