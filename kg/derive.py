"""From the log to the one graph: the current documents, identity applied, certainty and status derived.

A pure function of what the log holds. Older revisions stay as documents without claims; withdrawn documents are out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.identity import Evidence, Joined, Thing, resolve
from kg.log import Log, Stored
from kg.status import status, statuses
from schema import VOCABULARY, Edge, Node, PropertyGraph, bounds, strongest, uri
from schema.model import Value

__all__ = ["derive", "revisions", "status", "statuses"]

_LISTS = {name for name, spec in VOCABULARY.properties.items() if spec["type"] == "strings"}
_TIMED = {cls for cls in VOCABULARY.classes if {"time", "start", "end"} <= set(VOCABULARY.values_of(cls))} - {"Claim"}


def derive(log: Log) -> tuple[PropertyGraph, list[Joined]]:
    """The graph that the log holds, and which nodes were found to be one and the same."""
    stored = [document for document in log.documents() if not document.withdrawn]
    chains = revisions(stored)
    current = [chain[-1] for chain in chains]
    things: dict[str, Thing] = {}
    edges: dict[tuple[str, str, str], list[tuple[str | None, int]]] = defaultdict(list)
    relations = set(VOCABULARY.relations)
    own = _own_names(log.instances("UnnamedSource"), {document.id: document.uri for document in current})
    for row in log.triples(document.id for document in current):
        subject = own.get((row.document, row.subject), row.subject)
        if row.predicate in relations:
            object = str(row.object)
            edges[subject, row.predicate, own.get((row.document, object), object)].append((row.claim, row.document))
            continue
        thing = things.get(subject)
        if thing is None:
            thing = things[subject] = Thing(subject)
        thing.documents.add(row.document)
        if row.predicate == "type":
            thing.classes[str(row.object)] += 1
        elif row.predicate != "status":           # status is ours to derive, whatever a loader may write
            thing.values.setdefault(row.predicate, Counter())[row.object] += 1
    known = {one: thing for one, thing in things.items() if thing.classes}
    joined = resolve(_evidence(known, edges, current), log.decisions())
    canonical = {one.member: one.canonical for one in joined}
    graph = _fold(known, edges, canonical, {document.id: document.uri for document in current})
    _documents(graph, chains, log.runs(), canonical)
    for one, found in statuses(graph).items():
        graph.nodes[one].values["status"] = found
    return graph, joined


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


def _fold(things: dict[str, Thing], edges: dict[tuple[str, str, str], list[tuple[str | None, int]]],
          canonical: dict[str, str], document_uri: dict[int, str]) -> PropertyGraph:
    graph = PropertyGraph()
    members: dict[str, list[Thing]] = defaultdict(list)
    for one in sorted(things):
        members[canonical.get(one, one)].append(things[one])
    for one, parts in members.items():
        parts.sort(key=lambda thing: (thing.uri != one, thing.uri))
        graph.nodes[one] = Node(one, VOCABULARY.labels(parts[0].cls), _values(parts))
    made_by_claims = {name for name, spec in VOCABULARY.relations.items() if spec["made"] == "claim"}
    makers: dict[tuple[str, str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for (subject, relation, object), sources in edges.items():
        subject_now, object_now = canonical.get(subject, subject), canonical.get(object, object)
        if subject_now not in graph.nodes or object_now not in graph.nodes or (
                subject_now == object_now and subject != object):
            continue
        claims, graphs = makers[subject_now, relation, object_now]
        for claim, document in sources:
            graphs.add(claim or document_uri[document])
            if claim and relation in made_by_claims:
                claims.add(claim)
    for key in sorted(makers):
        claims, graphs = makers[key]
        certainty = strongest(str(graph.nodes[claim].values["modality"]) for claim in claims) if claims else None
        graph.edges[key] = Edge(*key, sorted(claims), certainty, sorted(graphs))
    return graph


def _values(parts: list[Thing]) -> dict[str, Value]:
    """One value for each property: what the canonical node says, by most documents; lists are joined."""
    values: dict[str, Value] = {}
    for name in sorted({name for part in parts for name in part.values}):
        if name in _LISTS:
            values[name] = sorted({str(value) for part in parts for value in part.values.get(name, ())})
        else:
            part = next(part for part in parts if name in part.values)
            values[name] = min(part.values[name], key=lambda value: (-part.values[name][value], str(value)))
    cls = parts[0].cls
    if len(parts) > 1:
        _keep_names(values, parts)
    if cls in _TIMED and "time" in values:
        start, end = bounds(str(values["time"]))
        values |= {name: day for name, day in (("start", start), ("end", end)) if day}
    return values


def _keep_names(values: dict[str, Value], parts: list[Thing]) -> None:
    """What the joined nodes are called elsewhere are further names of an actor."""
    if "name" not in values or "aliases" not in VOCABULARY.values_of(parts[0].cls):
        return
    names = {str(name) for part in parts for name in part.values.get("name", ())} - {values["name"]}
    aliases = names | set(values.get("aliases", []))  # type: ignore[arg-type]
    if aliases:
        values["aliases"] = sorted(aliases)


def _documents(graph: PropertyGraph, chains: list[list[Stored]], runs: dict[str, str],
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
