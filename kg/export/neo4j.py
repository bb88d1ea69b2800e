"""The graph in Neo4j, or in any server that speaks Bolt and openCypher."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import ExportError
from kg.export.bolt import Bolt, connected
from kg.export.difference import MARK, There, steps
from schema import VOCABULARY, PropertyGraph

if TYPE_CHECKING:
    from kg.graph import Graph

BATCH = 2000      # rows a transaction
CONSTRAINTS = Path(VOCABULARY.path).parent / "generated" / "constraints.cypher"

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Exported:
    """What an export did. `kept`: withdrawn nodes that stay, empty, since the user's own relationships hang on them."""

    nodes_written: int = 0
    edges_written: int = 0
    nodes_deleted: int = 0
    edges_deleted: int = 0
    kept: int = 0


def export(graph: Graph | PropertyGraph, uri: str, user: str | None = None, password: str | None = None,
           database: str | None = None, progress: Progress | None = None) -> Exported:
    """Make the database hold the graph and nothing else of ours; only the difference is sent, so twice changes nothing.

    `progress` is called with (done, all) elements. Raises `ExportError`, one line, for a server that does not answer or
    refuses, and for a connection that is lost: what was written stays, and the next export goes on from it.
    """
    wanted = graph if isinstance(graph, PropertyGraph) else graph.property_graph()
    result, done = Exported(), 0
    with connected(uri, user, password, database) as bolt:
        bolt.declare(statements())
        work = list(steps(wanted, _there(bolt), bolt.relabels))
        total = sum(len(step.rows) for step in work)
        for step in work:
            for start in range(0, len(step.rows), BATCH):
                if progress is not None:
                    progress(done, total)
                rows = step.rows[start:start + BATCH]
                found = bolt.write(rows, *step.texts)
                if step.counts == ["edges_written"] and found != [len(rows)]:
                    raise ExportError(f"somebody else is changing the nodes in {uri}: run the export again when it is "
                                      "at rest")
                for name, number in zip(step.counts, found, strict=True):
                    if name:
                        setattr(result, name, getattr(result, name) + number)
                done += len(rows)
        if progress is not None:
            progress(total, total)
    return result


def statements() -> list[str]:
    """The constraints and indexes, one statement each."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return [line.rstrip(";") for line in lines if line and not line.startswith("//")]


def _there(bolt: Bolt) -> There:
    there = There()
    for cls, entry in VOCABULARY.classes.items():
        if not entry.get("abstract"):
            for uri, mark in bolt.read(f"MATCH (n:{cls}) WHERE n.{MARK} IS NOT NULL RETURN n.uri, n.{MARK}"):
                there.nodes[uri], there.classes[uri] = mark, cls
    for relation in VOCABULARY.relations:
        for subject, target, mark in bolt.read(
                f"MATCH (a)-[r:{relation}]->(b) WHERE r.{MARK} IS NOT NULL RETURN a.uri, b.uri, r.{MARK}"):
            there.edges[subject, relation, target] = mark
    return there


def neo4j(
    graph: Graph,
    uri: Annotated[str, typer.Option(envvar="NEO4J_URI", help="The server")] = "bolt://localhost:7687",
    user: Annotated[str, typer.Option(envvar="NEO4J_USER", help="Its user")] = "neo4j",
    password: Annotated[str | None, typer.Option(
        envvar="NEO4J_PASSWORD", help="The user's password; none for a server that asks for none")] = None,
    database: Annotated[str | None, typer.Option(
        envvar="NEO4J_DATABASE", help="The database; default: the server's", show_default=False)] = None,
) -> None:
    """Make a Neo4j database hold the graph. Again after a change, only the difference is sent; twice changes nothing.

    What the store no longer holds goes from the database, too: keep one store to a database. Nodes and relationships
    that are not ours stay untouched, also where they hang on ours. After a lost connection run it again.

    \b
    Examples:
      NEO4J_PASSWORD=... kg export neo4j --uri bolt://localhost:7687
      kg export neo4j --uri neo4j+s://graph.example.org --user ada --database talks
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    wanted = graph.property_graph()
    with Bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
             console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("writing", total=None)
        result = export(wanted, uri, user, password, database,
                        lambda done, total: bar.update(task, completed=done, total=total))
    line = (f"{uri} holds {len(wanted.nodes)} nodes and {len(wanted.edges)} edges: {result.nodes_written} nodes and "
            f"{result.edges_written} edges written, {result.nodes_deleted} and {result.edges_deleted} deleted")
    if result.kept:
        line += f"; {result.kept} withdrawn nodes stay, empty, since relationships of your own hang on them"
    typer.echo(line, err=True)
