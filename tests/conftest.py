"""What tests share, made when the first test asks for it: servers, a browser, stores and graphs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from kg import Graph
from tests.browser import browser
from tests.made_readings import readings
from tests.negotiations import Graphs
from tests.neo4j_server import Server, Unavailable, arcadedb, given, missing, neo4j
from tests.served import filled
from tests.story import paper, wire

SERVED = {"tests/test_neo4j.py", "tests/test_questions_over_bolt.py", "tests/test_answers_over_bolt.py"}


class Files(LoadFileScheduling):
    """Where tests run in several processes, those of a file stay together, and all that need the servers too."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "served" if file in SERVED else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files:
    """Ours in place of any: for its own groups xdist 3.8 sets what pytest 9.2 does not read."""
    return Files(config, log)


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


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Graph]:
    """A store of its own that holds the two readings of `tests.story`."""
    with Graph.open(tmp_path / "store") as graph:
        graph.add(wire())
        graph.add(paper())
        yield graph


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds a hostile name too, to be served; nobody changes it."""
    folder = tmp_path_factory.mktemp("served") / "talks"
    with filled(folder) as graph:
        graph.refresh()
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The two negotiations of `tests.made_readings`; nobody changes them."""
    with Graph.open(tmp_path_factory.mktemp("made")) as graph:
        for reading in readings():
            graph.add(reading)
        yield graph


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for the pages; without one, skips (fails in CI).

    One a module: while it is open, no other test of the process can run an event loop of its own.
    """
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graphs]:
    """A graph of any of the examples: each is read once."""
    graphs = Graphs(tmp_path_factory.mktemp("negotiations"))
    yield graphs
    graphs.close()
