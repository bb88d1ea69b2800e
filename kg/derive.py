"""From the log to the one graph: the current documents, identity applied, certainty and status derived.

A pure function of what the log holds. Older revisions stay as documents without claims; withdrawn documents are out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from kg.collecting import paused
from kg.identity import Evidence, Joined, Thing, resolve
from kg.log import Log, Stored
from kg.status import status, statuses
from schema import VOCABULARY, Edge, Node, PropertyGraph, bounds, strongest, uri
from schema.model import Value

__all__ = ["derive", "revisions", "status", "statuses"]

_LISTS = {name for name, spec in VOCABULARY.properties.items() if spec["type"] == "strings"}
_TIMED = {cls for cls in VOCABULARY.classes if {"time", "start", "end"} <= set(VOCABULARY.values_of(cls))} - {"Claim"}


Key = tuple[str, str, str]
Sources = list[tuple[str | None, int]]     # where an edge stands: its claim's uri, if any, its document's number


def derive(log: Log) -> tuple[PropertyGraph, list[Joined]]:
    """The graph that the log holds, and which nodes were found to be one and the same."""
    chains = revisions(document for document in log.documents() if not document.withdrawn)
    current = [chain[-1] for chain in chains]
    graph = PropertyGraph()
    with paused():
        things, edges = _read(log, current, graph)
        joined = resolve(_evidence(things, edges, current), log.decisions())
        canonical = {one.member: one.canonical for one in joined}
        _add_nodes(graph, things, canonical)
        _add_edges(graph, edges, canonical, {document.id: document.uri for document in current})
        _add_documents(graph, chains, log.runs(), canonical)
        for one, found in statuses(graph).items():
            graph.nodes[one].values["status"] = found
        graph.nodes = dict(sorted(graph.nodes.items()))
        graph.edges = dict(sorted(graph.edges.items()))
    return graph, joined


def _read(log: Log, current: list[Stored], graph: PropertyGraph) -> tuple[dict[str, Thing], dict[Key, Sources]]:
    """What the current documents say. Claims and spans, which no other document knows, go straight into the graph."""
    things: dict[str, Thing] = {}
    edges: dict[Key, Sources] = defaultdict(list)
    relations, nodes = set(VOCABULARY.relations), graph.nodes
    own = _own_names(log.instances("UnnamedSource"), {document.id: document.uri for document in current})
    for document, subject, predicate, value, claim in log.triples(document.id for document in current):
        if own:
            subject = own.get((document, subject), subject)
        if predicate in relations:
            object = own.get((document, str(value)), str(value)) if own else str(value)
            edges[subject, predicate, object].append((claim, document))
        elif claim is not None:
            node = nodes.get(subject)
            if node is None:
                node = nodes[subject] = Node(subject, [])
            if predicate == "type":
                node.labels = VOCABULARY.labels(str(value))
            else:
                node.values[predicate] = value
        else:
            thing = things.get(subject)
            if thing is None:
                thing = things[subject] = Thing(subject)
            thing.documents.add(document)
            if predicate == "type":
                thing.classes[str(value)] += 1
            elif predicate != "status":           # status is ours to derive, whatever a loader may write
                thing.values.setdefault(predicate, Counter())[value] += 1
    return {uri: thing for uri, thing in things.items() if thing.classes}, edges


def revisions(stored: Iterable[Stored]) -> list[list[Stored]]:
    """The documents, each with its revisions from the oldest to the current one, ordered by key."""
    chains: dict[str, list[Stored]] = defaultdict(list)
    for document in stored:
        chains[document.key].append(document)
    return [sorted(chains[key], key=lambda document: document.age) for key in sorted(chains)]


def _own_names(sources: Iterable[tuple[int, str]], document_uri: dict[int, str]) -> dict[tuple[int, str], str]:
    """A uri of its own for each source that two documents call by one: nobody knows that they are the same person."""
    documents: dict[str, set[int]] = defaultdict(set)
    for document, source in sources:
        if document in document_uri:
            documents[source].add(document)
    return {(document, source): f"{source}:{document_uri[document].rsplit(':', 1)[-1]}"
            for source, found in documents.items() if len(found) > 1 for document in found}


def _evidence(things: dict[str, Thing], edges: Iterable[tuple[str, str, str]], current: list[Stored]) -> Evidence:
    parts = {document.id: document.uri.rsplit(":", 1)[-1] for document in current}
    local = {one for one, thing in things.items()
             if len(thing.documents) == 1 and parts[next(iter(thing.documents))] in one}
    return Evidence(things, edges, {document.id: document.published for document in current}, local)


def _add_nodes(graph: PropertyGraph, things: dict[str, Thing], canonical: dict[str, str]) -> None:
    members: dict[str, list[Thing]] = defaultdict(list)
    for one in sorted(things):
        members[canonical.get(one, one)].append(things[one])
    for one, parts in members.items():
        parts.sort(key=lambda thing: (thing.uri != one, thing.uri))
        graph.nodes[one] = Node(one, VOCABULARY.labels(parts[0].cls), _values(parts))


def _add_edges(graph: PropertyGraph, edges: dict[Key, Sources], canonical: dict[str, str],
               document_uri: dict[int, str]) -> None:
    """The edges between nodes that are there, but for those that lead from a node to itself since two were joined."""
    if canonical:
        joined: dict[Key, Sources] = defaultdict(list)
        for (a, relation, b), sources in edges.items():
            key = canonical.get(a, a), relation, canonical.get(b, b)
            if key[0] != key[2] or a == b:
                joined[key] += sources
        edges = joined
    made_by_claims = {name for name, spec in VOCABULARY.relations.items() if spec["made"] == "claim"}
    nodes = graph.nodes
    for key, sources in edges.items():
        if key[0] not in nodes or key[2] not in nodes:
            continue
        graphs = sorted({claim or document_uri[document] for claim, document in sources})
        claims = sorted({claim for claim, _ in sources if claim}) if key[1] in made_by_claims else []
        certainty = strongest(str(nodes[claim].values["modality"]) for claim in claims) if claims else None
        graph.edges[key] = Edge(*key, claims, certainty, graphs)


def _values(parts: list[Thing]) -> dict[str, Value]:
    """One value for each property, by most documents; of an actor the canonical node's. Lists are joined."""
    values: dict[str, Value] = {}
    cls = parts[0].cls
    actor = "Actor" in VOCABULARY.labels(cls)
    for name in sorted({name for part in parts for name in part.values}):
        if name in _LISTS:
            values[name] = sorted({str(value) for part in parts for value in part.values.get(name, ())})
        else:
            having = [part for part in parts if name in part.values]
            found: Counter[Value] = sum((part.values[name] for part in having[:1 if actor else None]), Counter())
            values[name] = min(found, key=lambda value: (
                _days(str(value)) if name == "time" else 0, -found[value], -len(str(value)), str(value)))
    if len(parts) > 1:
        _keep_names(values, parts)
    if cls in _TIMED and "time" in values:
        start, end = bounds(str(values["time"]))
        values |= {name: day for name, day in (("start", start), ("end", end)) if day}
    return values


def _days(time: str) -> int:
    """How many days an EDTF time spans: of several that are told of one meeting, the narrowest says most."""
    start, end = bounds(time)
    return (date.fromisoformat(end) - date.fromisoformat(start)).days if start and end else 10_000


def _keep_names(values: dict[str, Value], parts: list[Thing]) -> None:
    """What the joined nodes are called elsewhere are further names of an actor."""
    if "name" not in values or "aliases" not in VOCABULARY.values_of(parts[0].cls):
        return
    names = {str(name) for part in parts for name in part.values.get("name", ())} - {values["name"]}
    aliases = names | set(values.get("aliases", []))  # type: ignore[arg-type]
    if aliases:
        values["aliases"] = sorted(aliases)


def _add_documents(graph: PropertyGraph, chains: list[list[Stored]], runs: dict[str, str],
                   canonical: dict[str, str]) -> None:
    """All revisions as nodes, each newer one pointing to the one it replaces; and when each run began."""
    for chain in chains:
        for place, document in enumerate(chain):
            node = graph.nodes.setdefault(document.uri, Node(document.uri, ["Document"]))
            given = {"title": document.title or document.name, "url": document.url, "published": document.published,
                     "sha256": document.sha256, "language": document.language, "loaded": document.loaded}
            node.values = {name: value for name, value in given.items() if value}
            if place:
                _edge(graph, document.uri, "REVISION_OF", chain[place - 1].uri, document.uri)
            if document.publisher:
                outlet = uri("organization", document.publisher)
                outlet = canonical.get(outlet, outlet)
                graph.nodes.setdefault(outlet, Node(outlet, VOCABULARY.labels("Organization"),
                                                    {"name": document.publisher, "kind": "outlet"}))
                _edge(graph, document.uri, "PUBLISHED_BY", outlet, document.uri)
    for run, started in runs.items():
        if run in graph.nodes:
            graph.nodes[run].values["started"] = started


def _edge(graph: PropertyGraph, subject: str, relation: str, object: str, document: str) -> None:
    graph.edges.setdefault((subject, relation, object), Edge(subject, relation, object, graphs=[document]))
