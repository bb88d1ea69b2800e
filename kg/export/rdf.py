"""RDF as files. TriG, N-Quads and JSON-LD keep the named graphs, which say whose claim an edge is; Turtle has none."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export.base import Output, writing
from kg.sparql import PREFIXES, RDF, XSD, quads
from schema import VOCABULARY

if TYPE_CHECKING:
    import pyoxigraph

    from kg.graph import Graph

CONTEXT = Path(VOCABULARY.path).parent / "generated" / "context.jsonld"


def turtle(graph: Graph, output: Output = None) -> None:
    """Write the graph as Turtle. This loses the claim graphs: trig, nquads and jsonld keep them.

    What a claim says of the world stands there as if it were so, with nothing to tell a possible or denied edge from
    an asserted one: read the claims themselves, or take another format.

    \b
    Example:
      kg export turtle -o graph.ttl
    """
    import pyoxigraph as ox
    triples = sorted({quad.triple for quad in quads(graph.property_graph())}, key=str)
    with writing(output) as out:
        ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def trig(graph: Graph, output: Output = None) -> None:
    """Write the graph as TriG: a block for each claim and document, and one for what is known of the entities.

    \b
    Example:
      kg export trig -o graph.trig
    """
    import pyoxigraph as ox
    with writing(output) as out:
        ox.serialize(_sorted(graph), out, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def nquads(graph: Graph, output: Output = None) -> None:
    """Write the graph as N-Quads, one statement a line with the claim or document that it belongs to.

    \b
    Example:
      kg export nquads | sort > graph.nq
    """
    import pyoxigraph as ox
    with writing(output) as out:
        ox.serialize(_sorted(graph), out, ox.RdfFormat.N_QUADS)


def jsonld(graph: Graph, output: Output = None) -> None:
    """Write the graph as JSON-LD with plain keys: a named graph for each claim and document, and one for the entities.

    \b
    Example:
      kg export jsonld -o graph.jsonld
    """
    document = {"@context": json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"],
                "@graph": _named_graphs(_sorted(graph))}
    with writing(output) as out:
        out.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def _sorted(graph: Graph) -> list[pyoxigraph.Quad]:
    """Each quad once, those of one graph and subject together, in the same order whenever the content is the same."""
    return sorted(set(quads(graph.property_graph())),
                  key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)))


def _named_graphs(found: Iterable[Any]) -> list[dict[str, Any]]:
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for quad in found:
        term = quad.predicate.value.removeprefix(VOCABULARY.namespace)
        one: Any = quad.object.value
        if term == f"{RDF}type":
            term, one = "type", one.removeprefix(VOCABULARY.namespace)
        elif hasattr(quad.object, "datatype"):
            kind = quad.object.datatype.value
            one = int(one) if kind == f"{XSD}integer" else float(one) if kind == f"{XSD}double" else one
        graphs[quad.graph_name.value][quad.subject.value][term].append(one)
    return [{"uri": graph, "@graph": [
        {"uri": subject, **{term: ones[0] if len(ones) == 1 else ones for term, ones in terms.items()}}
        for subject, terms in subjects.items()]} for graph, subjects in graphs.items()]
