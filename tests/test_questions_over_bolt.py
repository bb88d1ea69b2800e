"""Every named question has the same rows on a real Neo4j, and on ArcadeDB over Bolt, as on the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg import Graph, questions
from kg.export.neo4j import export
from tests.made_readings import readings
from tests.neo4j_server import Server

pytestmark = pytest.mark.timeout(300)

EXAMPLES = Path(__file__).parent.parent / "examples"

# A value for each kind of parameter that finds something in the made readings.
VALUES = {"actor": "Krog", "outlet": "Coast Herald", "meeting": "Port Ellen talks", "proposal": "treaty",
          "thing": "treaty", "date": "2031-04-04", "text": "direct"}


class OverBolt:
    """A server behind the methods through which a question is asked. It has no SPARQL; the documents' texts, from
    which evidence takes whole paragraphs, are never exported and come from the store."""

    def __init__(self, server: Server, store: Graph) -> None:
        self.server = server
        self.text = store.text

    def cypher(self, text: str, **params: Any) -> list[dict[str, Any]]:
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in params.items()}
        return self.server.rows(text, plain)

    def sparql(self, text: str, **params: Any) -> list[dict[str, Any]]:
        raise NotImplementedError


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The made readings, and the examples as the reader reads them."""
    with Graph.open(tmp_path_factory.mktemp("store")) as graph:
        for reading in readings():
            graph.add(reading)
        assert not graph.load(EXAMPLES).problems
        yield graph


@pytest.fixture(scope="module", params=["neo4j", "arcadedb"])
def beyond(request: pytest.FixtureRequest, graph: Graph) -> OverBolt:
    server: Server = request.getfixturevalue(f"{request.param}_server")
    server.query("MATCH (n) DETACH DELETE n")
    export(graph, server.uri, server.user, server.password, server.database)
    return OverBolt(server, graph)


def choices() -> list[Any]:
    """Each question bare, and with each of its parameters."""
    found = []
    for question in questions.all():
        found.append(pytest.param(question.name, {}, id=question.name))
        for name, parameter in question.params.items():
            found.append(pytest.param(question.name, {name: VALUES[parameter.kind]}, id=f"{question.name}-{name}"))
    return found


@pytest.mark.parametrize("name, params", choices())
def test_a_question_has_the_same_rows_over_bolt_as_embedded(graph, beyond, name, params):
    wanted = questions.ask(graph, name, params=params, evidence=True)
    assert questions.ask(beyond, name, params=params, evidence=True) == wanted


def test_the_questions_find_something_to_compare(graph):
    """Equal and empty proves little: most questions must have rows in these readings."""
    empty = [question.name for question in questions.all() if not questions.ask(graph, question.name)]
    assert len(empty) <= 2, empty
