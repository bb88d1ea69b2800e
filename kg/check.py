"""Whether a store keeps to the vocabulary: its RDF against the generated SHACL shapes, by pySHACL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from schema import VOCABULARY, PropertyGraph

if TYPE_CHECKING:
    import rdflib

    from kg.graph import Graph, Row

SHAPES = Path(VOCABULARY.path).parent / "generated" / "shapes.ttl"


def violations(graph: Graph) -> list[Row]:
    """One row for each node that breaks a shape: node, shape, message, value, document (its title), start, end, exact.

    The last four are of the passage that the node was read from; None for a node that no claim speaks of.
    """
    import pyshacl
    import rdflib

    wanted = graph.property_graph()
    shapes = rdflib.Graph().parse(SHAPES)
    _, report, _ = pyshacl.validate(_triples(wanted), shacl_graph=shapes, advanced=True, inplace=True)
    assert isinstance(report, rdflib.Graph)
    where = _passages(wanted)
    rows = [{**row, **_passage(wanted, where.get(str(row["node"])))} for row in _results(report)]
    return sorted(rows, key=lambda row: (str(row["shape"]), str(row["node"]), str(row["value"])))


def _triples(graph: PropertyGraph) -> rdflib.Graph:
    import pyoxigraph
    import rdflib

    from kg.sparql import quads

    triples = pyoxigraph.serialize({quad.triple for quad in quads(graph)}, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert triples is not None
    return rdflib.Graph().parse(data=triples, format="nt")


def _results(report: rdflib.Graph) -> Iterator[Row]:
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, value = report.value(result, SH.sourceShape), report.value(result, SH.value)
        yield {"node": str(report.value(result, SH.focusNode)), "shape": str(shape).rsplit(":", 1)[-1],
               "message": str(report.value(result, SH.resultMessage)), "value": None if value is None else str(value)}


def _passages(graph: PropertyGraph) -> dict[str, str]:
    """A span for each node that has one: itself, its evidence, or the evidence of a claim that speaks of it."""
    spans = {uri: uri for uri, node in graph.nodes.items() if node.cls == "Span"}
    of_claim = {edge.subject: edge.object for edge in graph.edges.values() if edge.relation == "EVIDENCE"}
    spans.update(of_claim)
    for edge in graph.edges.values():
        for claim in edge.claims or ([edge.subject] if edge.subject in of_claim else []):
            for end in (edge.subject, edge.object):
                if claim in of_claim:
                    spans.setdefault(end, of_claim[claim])
    return spans


def _passage(graph: PropertyGraph, span: str | None) -> Row:
    if span is None or span not in graph.nodes:
        return {"document": None, "start": None, "end": None, "exact": None}
    document = next((edge.object for (subject, relation, _), edge in graph.edges.items()
                     if subject == span and relation == "IN_DOCUMENT"), None)
    values = graph.nodes[span].values
    return {"document": graph.nodes[document].label if document in graph.nodes else None,
            **{name: values.get(name) for name in ("start", "end", "exact")}}
