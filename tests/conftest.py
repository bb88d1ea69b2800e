"""What tests share, one a session, made when the first test asks for it: servers, and graphs of the examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.negotiations import Graphs
from tests.neo4j_server import Server, Unavailable, arcadedb, given, missing, neo4j

SERVED = {"test_neo4j", "test_questions_over_bolt"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run in several processes, those of a file stay together, and all that need the servers too."""
    for item in items:
        name = item.path.stem
        item.add_marker(pytest.mark.xdist_group("served" if name in SERVED else name))


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A real Neo4j: the one of NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD (which must be empty), else one of our own.

    Skips where there is none, and says what is missing; fails instead when CI is set.
    """
    lost = pytest.fail if os.environ.get("CI") else pytest.skip
    with ExitStack() as stack:
        try:
            server = given()
            if server is None:
                if lacks := missing():
                    raise Unavailable(lacks)
                server = stack.enter_context(neo4j())
        except Unavailable as error:
            lost(f"Neo4j {error}")
        yield server


@pytest.fixture(scope="session")
def neo4j_uri(neo4j_server: Server) -> str:
    """Where it answers; user, password and database are those of `neo4j_server`."""
    return neo4j_server.uri


@pytest.fixture(scope="session")
def arcadedb_server() -> Iterator[Server]:
    """The embedded engine's own Bolt listener."""
    with arcadedb() as server:
        yield server


@pytest.fixture(scope="session")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graphs]:
    """A graph of any of the examples: each is read once."""
    graphs = Graphs(tmp_path_factory.mktemp("negotiations"))
    yield graphs
    graphs.close()
