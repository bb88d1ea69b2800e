"""The Cypher projection: ArcadeDB, embedded (the native build; no Java).

Dates are ISO 8601 text, which compares as dates do and comes back the same from Neo4j. A node with several labels is
of a type of its own in ArcadeDB, `Actor~Person`, below both; indexes on the labels reach it.
"""

from __future__ import annotations

import os
import re
import threading
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import QueryError, QueryRefused
from kg.projection import Change, Projection
from schema import VOCABULARY, Edge, Node, PropertyGraph

BATCH = 5000
_WORDS_ONLY = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|//[^\n]*|/\*.*?\*/""", re.S)
_FILES = re.compile(r"\bLOAD\s+CSV\b", re.I)
_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")     # how the engine hands out a path

# The engine opens a folder once a process: graphs over one store share it, counted by folder.
_opened: dict[str, list[Any]] = {}
_turn = threading.Lock()


class Cypher(Projection):
    """Queries in Cypher over the graph."""

    name = "cypher"
    sources = ("cypher.py",)

    def __init__(self, store: Path) -> None:
        super().__init__(store)
        self._db: Any = None
        self._folder = ""

    def version(self) -> str:
        from importlib.metadata import version
        return f"{super().version()}-arcadedb-{version('arcadedb')}"

    def query(self, text: str, params: dict[str, Any], most: int | None = None) -> list[dict[str, Any]]:
        """The rows, or the first `most`; the engine works them out one by one.

        Raises `QueryRefused` for a query that writes, `QueryError` for one that cannot be run.
        """
        engine = _engine()
        if _FILES.search(_WORDS_ONLY.sub(" ", text)):
            raise QueryRefused("this query would read a file, and queries only read the graph")
        try:
            return [{name: self._plain(value) for name, value in row.to_dict().items()}
                    for row in islice(self._db.query("opencypher", text, params), most)]
        except engine.ArcadeDBError as error:
            raise _explained(str(error)) from None

    def _plain(self, value: Any) -> Any:
        """A value without the engine's own marks: a node becomes its properties, a path a list of them in turn."""
        if isinstance(value, dict):
            names = sorted(value) if "@rid" in value else value       # the engine gives an element's in any order
            return {name: self._plain(value[name]) for name in names if not name.startswith("@")}
        if isinstance(value, (list, tuple)):
            return [self._plain(one) for one in value]
        if isinstance(value, str) and _PATH.fullmatch(value):
            return [self._plain(self._db.lookup_by_rid(place).to_dict()) for place in re.findall(r"#\d+:\d+", value)]
        return value

    def _open(self, folder: Path) -> None:
        self._folder = str(folder.resolve())
        with _turn:
            if self._folder not in _opened:
                _opened[self._folder] = [_engine().DatabaseFactory(self._folder).open(read_only=True), 0]
            _opened[self._folder][1] += 1
            self._db = _opened[self._folder][0]

    def _close(self) -> None:
        self._db = None
        with _turn:
            _opened[self._folder][1] -= 1
            if not _opened[self._folder][1]:
                _opened.pop(self._folder)[0].close()

    def _build(self, folder: Path, graph: PropertyGraph) -> None:
        with _engine().create_database(str(folder)) as db:
            _declare(db)
            by_labels: dict[str, list[Node]] = defaultdict(list)
            for node in graph.nodes.values():
                by_labels[_type(node.labels)].append(node)
            by_relation: dict[str, list[Edge]] = defaultdict(list)
            for edge in graph.edges.values():
                by_relation[edge.relation].append(edge)
            place: dict[str, str] = {}
            with db.graph_batch(commit_every=BATCH) as batch:
                for type_name, nodes in by_labels.items():
                    places = batch.create_vertices(type_name, [{**node.values, "uri": node.uri} for node in nodes])
                    place.update(zip((node.uri for node in nodes), places, strict=True))
                for relation, edges in by_relation.items():
                    batch.new_edges([place[edge.subject] for edge in edges], relation,
                                    [place[edge.object] for edge in edges], [_edge_values(edge) for edge in edges])

    def _change(self, folder: Path, change: Change) -> None:
        was = {uri: node.cls for uri, node in change.old.nodes.items()}
        now = {uri: node.cls for uri, node in change.new.nodes.items()}
        with _engine().open_database(str(folder)) as db, db.transaction():
            def run(query: str, rows: list[dict[str, Any]]) -> None:
                for start in range(0, len(rows), BATCH):
                    db.command("opencypher", f"UNWIND $rows AS row {query}", {"rows": rows[start:start + BATCH]})

            for key, edges in _alike(change.removed_edges, was).items():
                run(f"MATCH (a:{key[0]} {{uri: row.a}})-[r:{key[1]}]->(b:{key[2]} {{uri: row.b}}) DELETE r", edges)
            for cls, nodes in _by_class(change.removed_nodes).items():
                run(f"MATCH (n:{cls} {{uri: row.uri}}) DETACH DELETE n", nodes)
            for path, nodes in _by_path(change.added_nodes).items():
                run(f"CREATE (n:{path}) SET n = row.values", nodes)
            for cls, nodes in _by_class([new for _, new in change.changed_nodes]).items():
                run(f"MATCH (n:{cls} {{uri: row.uri}}) SET n = row.values", nodes)
            for key, edges in _alike(change.added_edges, now).items():
                run(f"MATCH (a:{key[0]} {{uri: row.a}}) MATCH (b:{key[2]} {{uri: row.b}}) "
                    f"CREATE (a)-[r:{key[1]}]->(b) SET r = row.values", edges)


def _engine() -> Any:
    """The engine's module, imported where it is needed: it takes 0.3 s, and would talk on the console."""
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
    import arcadedb
    return arcadedb


def _declare(db: Any) -> None:
    """All labels and relation types, so that a query for one that no document has yet finds nothing, not an error.

    One script: statement by statement it takes 0.85 s instead of 0.14.
    """
    script = []
    for cls in VOCABULARY.classes:
        script += [f"CREATE VERTEX TYPE {cls} BUCKETS 1", f"CREATE PROPERTY {cls}.uri STRING"]
    for cls in VOCABULARY.classes:
        if len(labels := VOCABULARY.labels(cls)) > 1:
            script.append(f"CREATE VERTEX TYPE `{_type(labels)}` EXTENDS {', '.join(labels)} BUCKETS 1")
    script += [f"CREATE INDEX ON {cls} (uri) UNIQUE" for cls in VOCABULARY.classes]
    script += [f"CREATE EDGE TYPE {relation} BUCKETS 1" for relation in VOCABULARY.relations]
    db.command("sqlscript", ";\n".join(script) + ";")


def _type(labels: list[str]) -> str:
    return "~".join(sorted(labels))


def _edge_values(edge: Edge) -> dict[str, Any]:
    return {"claims": edge.claims, "certainty": edge.certainty} if edge.claims else {}


def _by_class(nodes: list[Node]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        found[node.cls].append({"uri": node.uri, "values": {**node.values, "uri": node.uri}})
    return found


def _by_path(nodes: list[Node]) -> dict[str, list[dict[str, Any]]]:
    return {":".join(VOCABULARY.labels(cls)): rows for cls, rows in _by_class(nodes).items()}


def _alike(edges: list[Edge], cls: dict[str, str]) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Edges in groups of equal relation and classes at both ends: one statement each, which the indexes serve."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        found[cls[edge.subject], edge.relation, cls[edge.object]].append(
            {"a": edge.subject, "b": edge.object, "values": _edge_values(edge)})
    return found


def _explained(message: str) -> QueryError:
    """The engine's complaint as one line of ours, with the position where there is one."""
    if "NotIdempotent" in message:
        return QueryRefused()
    if missing := re.search(r"Expected parameter\(s\): (.*)", message):
        return QueryError(f"no value was given for the parameter {missing[1].strip()}")
    noise = r"\(caused by .*|^Query failed: |^Reading the result set failed: |[\w.]*Exception: "
    plain = re.sub(noise, "", message.replace("\n", " ")).strip()
    if at := re.match(r"Syntax error at line (\d+):(\d+) - (.*)", plain):
        return QueryError(f"Cypher: syntax error at line {at[1]}, column {int(at[2]) + 1}: {at[3][:200]}")
    return QueryError(f"Cypher: {plain[:300]}")
