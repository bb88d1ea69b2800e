"""A real Neo4j, and ArcadeDB over Bolt, answer what a careful reader expects of the examples and the first article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import questions
from kg.export.neo4j import export
from tests.answers import compare
from tests.negotiations import Asked, Graphs, examples, first_article, shortfalls
from tests.neo4j_server import Server
from tests.test_questions_over_bolt import OverBolt

pytestmark = pytest.mark.timeout(300)


def groups() -> Iterator[object]:
    """The questions, by the files that are in the graph."""
    found: dict[tuple[Path, ...], list[Asked]] = {}
    for asked in (*examples(), *first_article()):
        if str(asked) not in shortfalls():
            found.setdefault(asked.files, []).append(asked)
    for files, asked_of in found.items():
        yield pytest.param(asked_of, id=f"{asked_of[0].negotiation}, {len(files)} files")


@pytest.mark.parametrize("asked_of", list(groups()))
@pytest.mark.parametrize("engine", ["neo4j", "arcadedb"])
def test_the_expected_answers_come_over_bolt(request: pytest.FixtureRequest, graphs: Graphs, engine: str,
                                             asked_of: list[Asked]) -> None:
    server: Server = request.getfixturevalue(f"{engine}_server")
    server.query("MATCH (n) DETACH DELETE n")
    store = graphs.of(asked_of[0].files)
    export(store, server.uri, server.user, server.password, server.database)
    wrong = []
    for asked in asked_of:
        rows = questions.ask(OverBolt(server, store), asked.question, params=asked.params, evidence=True)
        passages = [passage["paragraph"] for row in rows for passage in row.pop("evidence")]
        difference = compare(asked.answer, rows, asked.question, asked.evidence, passages, asked.may)
        wrong += [f"{asked}\n{difference}"] if difference else []
    assert not wrong, "\n\n".join(wrong)
