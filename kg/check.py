"""Whether a store keeps to the vocabulary, and whether everything in it reaches the characters it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotInStore
from schema import VOCABULARY, PropertyGraph

if TYPE_CHECKING:
    import rdflib

    from kg.graph import Graph, Row

SHAPES = Path(VOCABULARY.path).parent / "generated" / "shapes.ttl"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with one node, and the passage that the node was read from.

    `severity` is "violation" or "warning"; `shape` the last part of the shape's IRI, or "span-text", "edge-claims",
    "edge-evidence" for what SHACL cannot say. `document` (a uri), `start`, `end` and `exact` are None for a node that
    no claim speaks of.
    """

    node: str
    shape: str
    severity: str
    message: str
    value: str | None = None
    document: str | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None


def check(graph: Graph) -> list[Violation]:
    """Everything that is wrong with the store: its RDF against the shapes, its spans against the stored texts."""
    return check_graph(graph.property_graph(), graph.text)


def check_graph(graph: PropertyGraph, text: Callable[[str], str]) -> list[Violation]:
    """The same of a graph by itself; `text` gives the stored text of a document by its uri, or raises `NotInStore`."""
    passages = Passages(graph)
    found = {passages.place(one) for one in (*_shapes(graph), *_spans(graph, passages, text), *_edges(graph, passages))}
    return sorted(found, key=lambda one: (one.severity, one.shape, one.node, one.message, one.value or ""))


def violations(graph: Graph) -> list[Row]:
    """`check` as rows for printing, with the document's title for its uri."""
    nodes = graph.property_graph().nodes
    return [asdict(one) | {"document": nodes[one.document].label if one.document in nodes else one.document}
            for one in check(graph)]


class Passages:
    """Which span each node was read from, and which document each span is cut from."""

    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.evidence: dict[str, str] = {}
        self.document: dict[str, str] = {}
        for edge in graph.edges.values():
            if edge.relation == "EVIDENCE" and edge.object in graph.nodes:
                self.evidence.setdefault(edge.subject, edge.object)
            elif edge.relation == "IN_DOCUMENT":
                self.document[edge.subject] = edge.object
        self._first: dict[str, str] = dict(self.evidence)
        for edge in graph.edges.values():
            for claim in edge.claims or [edge.subject]:
                if claim in self.evidence:
                    for end in (edge.subject, edge.object):
                        self._first.setdefault(end, self.evidence[claim])

    def place(self, violation: Violation) -> Violation:
        """The violation with its passage."""
        node = self.graph.nodes.get(violation.node)
        if node is not None and node.cls == "Document":
            return replace(violation, document=node.uri)
        span = violation.node if node is not None and node.cls == "Span" else self._first.get(violation.node)
        if span is None:
            return violation
        values = self.graph.nodes[span].values
        start, end, exact = (values.get(name) for name in ("start", "end", "exact"))
        return replace(violation, document=self.document.get(span), start=start if isinstance(start, int) else None,
                       end=end if isinstance(end, int) else None, exact=exact if isinstance(exact, str) else None)


def _shapes(graph: PropertyGraph) -> Iterator[Violation]:
    import pyshacl
    import rdflib
    from rdflib.namespace import RDF, SH

    shapes = rdflib.Graph().parse(SHAPES)
    _, report, _ = pyshacl.validate(_triples(graph), shacl_graph=shapes, inplace=True)
    assert isinstance(report, rdflib.Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        value = report.value(result, SH.value)
        path = str(report.value(result, SH.resultPath) or "").removeprefix(VOCABULARY.namespace)
        shape = str(report.value(result, SH.sourceShape)).rsplit(":", 1)[-1]
        closed = shape in VOCABULARY.classes    # the class's own shape: it has something that it may not have
        yield Violation(node=str(report.value(result, SH.focusNode)), shape=shape,
                        severity=str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower(),
                        message=str(report.value(result, SH.resultMessage)) + (f": {path}" if closed else ""),
                        value=None if value is None else str(value))


def _triples(graph: PropertyGraph) -> rdflib.Graph:
    import pyoxigraph
    import rdflib

    from kg.sparql import quads

    triples = pyoxigraph.serialize({quad.triple for quad in quads(graph)}, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples or b"", format="nt")


def _spans(graph: PropertyGraph, passages: Passages, text: Callable[[str], str]) -> Iterator[Violation]:
    """Offsets count characters of the stored text, and `exact` is what stands between them, to the character."""
    by_document: dict[str, list[str]] = defaultdict(list)
    for span, document in passages.document.items():
        by_document[document].append(span)
    for document, spans in by_document.items():
        stored = None
        with suppress(NotInStore):
            stored = text(document)
        for span in spans:
            values = graph.nodes[span].values
            start, end = values.get("start"), values.get("end")
            if stored is None:
                yield Violation(span, "span-text", "violation", "the text that it is cut from is not in the store",
                                document)
            elif isinstance(start, int) and isinstance(end, int) and stored[start:end] != values.get("exact"):
                yield Violation(span, "span-text", "violation", "the stored text says something else at these offsets",
                                stored[start:end])


def _edges(graph: PropertyGraph, passages: Passages) -> Iterator[Violation]:
    """An edge that says something of the world is made by claims, and each claim was read somewhere."""
    for edge in graph.edges.values():
        if VOCABULARY.relations[edge.relation]["made"] != "claim":
            continue
        named = f"{edge.relation} to {edge.object}"
        if not edge.claims:
            yield Violation(edge.subject, "edge-claims", "violation", "no claim makes the edge", named)
        for claim in _without(edge.claims, passages):
            yield Violation(edge.subject, "edge-evidence", "violation", f"the edge {named} reaches no span", claim)


def _without(claims: Iterable[str], passages: Passages) -> Iterator[str]:
    return (claim for claim in claims if passages.evidence.get(claim) not in passages.document)
