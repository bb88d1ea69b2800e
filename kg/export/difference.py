"""What leads a database from what it holds of ours to what it should hold, as Cypher statements and their rows.

Every node and relationship of ours carries a mark, the property `_communique`, with a digest of what it says. What
carries no mark is the user's own and is never touched.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from schema import VOCABULARY, Edge, Node, PropertyGraph

MARK = "_communique"
KEPT = "withdrawn"      # the mark of a withdrawn node that only the user's own relationships keep in the database

Key = tuple[str, str, str]


@dataclass(slots=True)
class There:
    """What is marked as ours in a database: digests, and the class under which each node stands."""

    nodes: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    edges: dict[Key, str] = field(default_factory=dict)


@dataclass(slots=True)
class Step:
    """Statements over the same rows. Each returns a count: what it is a count of is in `counts`, "" for nothing."""

    texts: list[str]
    rows: list[dict[str, Any]]
    counts: list[str]


def steps(wanted: PropertyGraph, there: There, relabels: bool) -> Iterator[Step]:
    """What goes, then what comes: any prefix of it can be applied, and the next difference is what is left.

    `relabels`: whether the server can change a node's labels in place; else such a node is made anew.
    """
    nodes = {uri: _digest([node.labels, node.values]) for uri, node in wanted.nodes.items()}
    edges = {key: _digest(_edge_values(edge)) for key, edge in wanted.edges.items()}
    classes = {uri: node.cls for uri, node in wanted.nodes.items()}
    moved = {uri for uri, cls in there.classes.items() if classes.get(uri, cls) != cls}
    lost = set() if relabels else moved

    yield from _delete_edges(there, {key for key in there.edges
                                     if key not in edges or key[0] in lost or key[2] in lost})
    yield from _delete_nodes(there, [uri for uri in there.nodes if uri not in nodes])
    yield from _move(there, moved, classes, relabels)
    for cls, uris in _by_class((uri for uri in nodes if there.nodes.get(uri) != nodes[uri] or uri in lost), classes):
        yield Step([f"UNWIND $rows AS row MERGE (n:{_path(cls)} {{uri: row.uri}}) SET n += row.values RETURN count(*)"],
                   [{"uri": uri, "values": _node_values(wanted.nodes[uri], there.classes.get(uri)) | {MARK: nodes[uri]}}
                    for uri in uris], ["nodes_written"])
    for (a, relation, b), keys in _alike((key for key in edges if there.edges.get(key) != edges[key]
                                          or key[0] in lost or key[2] in lost), classes):
        yield Step([f"UNWIND $rows AS row MATCH (a:{a} {{uri: row.a}}) MATCH (b:{b} {{uri: row.b}}) "
                    f"MERGE (a)-[r:{relation}]->(b) SET r += row.values RETURN count(*)"],
                   [{"a": key[0], "b": key[2], "values": _edge_values(wanted.edges[key]) | {MARK: edges[key]}}
                    for key in keys], ["edges_written"])


def _delete_edges(there: There, gone: set[Key]) -> Iterator[Step]:
    for (a, relation, b), keys in _alike(sorted(gone), there.classes):
        yield Step([f"UNWIND $rows AS row MATCH (:{a} {{uri: row.a}})-[r:{relation}]->(:{b} {{uri: row.b}}) "
                    f"WHERE r.{MARK} IS NOT NULL DELETE r RETURN count(*)"],
                   [{"a": key[0], "b": key[2]} for key in keys], ["edges_deleted"])


def _delete_nodes(there: There, gone: list[str]) -> Iterator[Step]:
    """A node to which the user has tied something stays, without what it said: to delete it would delete the tie."""
    for cls, uris in _by_class(gone, there.classes):
        empty = dict.fromkeys(VOCABULARY.values_of(cls)) | {MARK: KEPT}
        yield Step([f"UNWIND $rows AS row MATCH (n:{cls} {{uri: row.uri}}) WHERE NOT (n)--() DELETE n RETURN count(*)",
                    f"UNWIND $rows AS row MATCH (n:{cls} {{uri: row.uri}}) SET n += row.values RETURN count(*)"],
                   [{"uri": uri, "values": empty} for uri in uris], ["nodes_deleted", "kept"])


def _move(there: There, moved: set[str], classes: dict[str, str], relabels: bool) -> Iterator[Step]:
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for uri in sorted(moved):
        ways[there.classes[uri], classes[uri]].append(uri)
    for (old, new), uris in ways.items():
        change = f"REMOVE n:{_path(old)} SET n:{_path(new)}" if relabels else "DETACH DELETE n"
        yield Step([f"UNWIND $rows AS row MATCH (n:{old} {{uri: row.uri}}) {change} RETURN count(*)"],
                   [{"uri": uri} for uri in uris], [""])


def _path(cls: str) -> str:
    return ":".join(VOCABULARY.labels(cls))


def _node_values(node: Node, before: str | None) -> dict[str, Any]:
    """What to set. Of a node that is there already, what it no longer has is set to null: a user's additions stay."""
    ours = [*VOCABULARY.values_of(before), *VOCABULARY.values_of(node.cls)] if before else []
    return dict.fromkeys(ours) | node.values


def _edge_values(edge: Edge) -> dict[str, Any]:
    return {"claims": edge.claims or None, "certainty": edge.certainty}


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _by_class(uris: Iterable[str], classes: dict[str, str]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for uri in uris:
        found[classes[uri]].append(uri)
    return list(found.items())


def _alike(keys: Iterable[Key], classes: dict[str, str]) -> list[tuple[Key, list[Key]]]:
    """Edges in groups of equal relation and classes at both ends: one statement each, which the indexes serve."""
    found: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        if key[0] in classes and key[2] in classes:
            found[classes[key[0]], key[1], classes[key[2]]].append(key)
    return list(found.items())
