"""The SPARQL projection: pyoxigraph, on disk.

An edge made by claims stands in the named graph of each of its claims, and the claim's own description with it; what
describes a document stands in the document's graph, and what is known of actors, meetings and proposals in one graph
of entities. A query sees the union of them all as its default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, QueryRefused
from kg.projection import Change, Projection
from schema import VOCABULARY, Edge, Node, PropertyGraph

if TYPE_CHECKING:
    import pyoxigraph

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ENTITIES = "urn:communique:graph:entities"
PREFIXES = {"cq": VOCABULARY.namespace, "rdf": RDF, "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": XSD,
            "schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#"}
_DATATYPE = {"date": "date", "integer": "integer", "float": "double"}
_SERVICE = re.compile(r"\bSERVICE\s+(?:SILENT\b|<|\w*:|[?$])", re.I)
_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.I)


class Sparql(Projection):
    """Queries in SPARQL 1.1 over the graph."""

    name = "sparql"
    sources = ("sparql.py",)

    def __init__(self, store: Path) -> None:
        super().__init__(store)
        self._db: Any = None

    def version(self) -> str:
        from importlib.metadata import version
        return f"{super().version()}-pyoxigraph-{version('pyoxigraph')}"

    @property
    def quads(self) -> pyoxigraph.Store:
        """The open store, read-only."""
        return self._db

    def query(self, text: str, params: dict[str, Any], most: int | None = None) -> list[dict[str, Any]]:
        """The rows, or the first `most`; see `with_params` for parameters.

        ASK gives one row with `answer`, CONSTRUCT one for each triple. Raises `QueryRefused` for an update and
        `QueryError` for a query that cannot be run.
        """
        import pyoxigraph as ox
        if _SERVICE.search(_bare(text)):
            raise QueryRefused("this query would ask another server, and queries only read the graph")
        try:
            found = self._db.query(with_params(text, params), prefixes=PREFIXES, use_default_graph_as_union=True)
            if isinstance(found, ox.QueryBoolean):
                return [{"answer": bool(found)}]
            if isinstance(found, ox.QueryTriples):
                return [{name: _plain(getattr(one, name)) for name in ("subject", "predicate", "object")}
                        for one in islice(found, most)]
            names = [variable.value for variable in found.variables]
            return [{name: _plain(value) for name, value in zip(names, row, strict=True)}
                    for row in islice(found, most)]
        except SyntaxError as error:
            if _writes(text):
                raise QueryRefused() from None
            raise _explained(str(error)) from None
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"SPARQL: {' '.join(str(error).split())[:300]}") from None

    def _open(self, folder: Path) -> None:
        import pyoxigraph as ox
        self._db = ox.Store.read_only(str(folder))

    def _close(self) -> None:
        self._db = None

    def _build(self, folder: Path, graph: PropertyGraph) -> None:
        import pyoxigraph as ox
        db = ox.Store(str(folder))
        db.bulk_extend(quads(graph))
        db.flush()

    def _change(self, folder: Path, change: Change) -> None:
        import pyoxigraph as ox
        db = ox.Store(str(folder))
        before, after = ([pair[side] for pair in change.changed_nodes] for side in (0, 1))
        for quad in _quads(change.removed_nodes + before, change.removed_edges, change.old):
            db.remove(quad)
        db.extend(_quads(change.added_nodes + after, change.added_edges, change.new))
        db.flush()


def quads(graph: PropertyGraph) -> Iterator[pyoxigraph.Quad]:
    """The whole graph as RDF: what the store holds and what the RDF exports write."""
    yield from _quads(graph.nodes.values(), graph.edges.values(), graph)


def _quads(nodes: Iterable[Node], edges: Iterable[Edge], whole: PropertyGraph) -> Iterator[pyoxigraph.Quad]:
    """The quads of some nodes and edges of the graph `whole`."""
    from pyoxigraph import NamedNode, Quad
    iri: dict[str, NamedNode] = {}

    def named(uri: str) -> NamedNode:
        if uri not in iri:
            iri[uri] = NamedNode(uri)
        return iri[uri]

    predicates = {name: NamedNode(VOCABULARY.iri(name)) for name in (*VOCABULARY.relations, *VOCABULARY.properties)}
    described: dict[str, list[tuple[NamedNode, Any]]] = {}

    def describe(node: Node) -> list[tuple[NamedNode, Any]]:
        found: list[tuple[NamedNode, Any]] = [(NamedNode(RDF + "type"), named(VOCABULARY.iri(label)))
                                              for label in node.labels]
        for name, value in node.values.items():
            kind = VOCABULARY.value_type(node.cls, name)
            for one in value if isinstance(value, list) else [value]:
                found.append((predicates[name], _literal(one, kind)))
        return found

    for node in nodes:
        if node.cls == "Span":
            continue                      # stands in the graph of each claim read from it: written with EVIDENCE below
        graph = named(node.uri if node.cls in ("Claim", "Document") else ENTITIES)
        for predicate, term in describe(node):
            yield Quad(named(node.uri), predicate, term, graph)
    for edge in edges:
        for uri in edge.graphs:
            yield Quad(named(edge.subject), predicates[edge.relation], named(edge.object), named(uri))
            if edge.relation == "EVIDENCE":
                if edge.object not in described:
                    described[edge.object] = describe(whole.nodes[edge.object])
                for predicate, term in described[edge.object]:
                    yield Quad(named(edge.object), predicate, term, named(uri))


def _literal(value: Any, kind: str) -> pyoxigraph.Literal:
    from pyoxigraph import Literal, NamedNode
    if kind in _DATATYPE:
        return Literal(repr(float(value)) if kind == "float" else str(value), datatype=NamedNode(XSD + _DATATYPE[kind]))
    return Literal(str(value))


def _plain(term: Any) -> Any:
    """A term as a plain value: IRIs and dates as text, numbers and booleans as such, None where there is none."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return getattr(term, "value", str(term))
    kind = datatype.value.removeprefix(XSD)
    if kind in ("integer", "int", "long", "nonNegativeInteger"):
        return int(term.value)
    if kind in ("double", "decimal", "float"):
        return float(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    return term.value


# what may hold a `$name` that is no parameter: comments, IRIs, strings
_TOKEN = re.compile(r"""(?P<skip>\#[^\n]*|<[^<>\s"{}|^`\\]*>"""
                    r"""|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
                    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<bound>\bBOUND\s*\(\s*\$(?P<asked>\w+)\s*\))"""
                    r"""|\$(?P<name>\w+)""", re.I | re.S)


def with_params(text: str, params: dict[str, Any]) -> str:
    """`text` with the values of its parameters, which it writes as `$name` (a variable that it binds is `?name`).

    `BOUND($name)` asks whether a value was given; a parameter that is None stays an unbound variable. A list is for
    `IN $name`. A `datetime.date` becomes an xsd:date, everything else a plain literal: make an IRI of a uri with
    `IRI($uri)`. Raises `QueryError` for a value that is none of these.

    >>> with_params("SELECT ?n { ?p cq:name ?n FILTER(!BOUND($n) || ?n = $n) }", {"n": "Lavrov"})
    'SELECT ?n { ?p cq:name ?n FILTER(!true || ?n = "Lavrov") }'
    """
    def value(match: re.Match[str]) -> str:
        asked, name = match["asked"], match["name"]
        if asked in params:
            return "false" if params[asked] is None else "true"
        if name is not None and params.get(name) is not None:
            return _term(name, params[name])
        return match[0]

    return _TOKEN.sub(value, text)


def _term(name: str, value: Any) -> str:
    from pyoxigraph import Literal
    if isinstance(value, (list, tuple)):
        return "(" + ", ".join(_term(name, one) for one in value) + ")"
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^<{XSD}date>'
    if isinstance(value, (str, int, float)):
        return str(Literal(value))
    raise QueryError(f"the parameter {name} cannot be a {type(value).__name__}")


def _bare(text: str) -> str:
    """The query with `<>` for every IRI, and without its strings and comments."""
    return _TOKEN.sub(lambda match: ("<>" if match[0][0] == "<" else " ") if match["skip"] else match[0], text)


def _writes(text: str) -> bool:
    bare = _bare(text)
    first = re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", bare, re.I)
    update = _UPDATE.search(bare)
    return update is not None and (first is None or update.start() < first.start())


def _explained(message: str) -> QueryError:
    """The parser's complaint as one line, without the list of all characters that it would have liked better."""
    plain = " ".join(message.split())
    at = re.match(r"error at (\d+):(\d+): (.*)", plain)
    if not at:
        return QueryError(f"SPARQL: {plain[:300]}")
    why = "a prefix that is not declared" if "Prefix not found" in at[3] else re.sub(r"^expected one of.*", "", at[3])
    return QueryError(f"SPARQL: syntax error at line {at[1]}, column {at[2]}" + (f": {why[:200]}" if why else ""))
