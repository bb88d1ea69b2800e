"""What stands behind a row: the claims that it names, or that join what it names, and their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import networkx

import viz
from kg.collecting import paused
from kg.errors import NotInStore
from kg.graph import Graph
from kg.questions import SEPARATOR
from schema import Edge, PropertyGraph
from viz import page
from viz.evidence import read_evidence
from viz.links import Links

MOST = 60           # claims that one row opens, the newest; more are counted
SILENT = ("Claim", "Span", "Document", "Deadline", "Run", "Role")     # not known by a name: by their uri alone
RECORD = ("SPEAKER", "ADDRESSEE", "VENUE", "VIA", "EVIDENCE", "IN_DOCUMENT", "PUBLISHED_BY", "CONTRADICTS")
SAYS = ("SPEAKER", "ADDRESSEE", "ABOUT", "VENUE")


@dataclass(slots=True)
class Named:
    """What a row names: claims by uri, claims by their words, and other nodes under what the row calls each."""

    claims: set[str] = field(default_factory=set)
    worded: set[str] = field(default_factory=set)
    things: dict[str, set[str]] = field(default_factory=dict)


class Behind:
    """The graph as it was at one position of the log, asked for what stands behind rows."""

    def __init__(self, graph: Graph, elements: PropertyGraph) -> None:
        self.graph, self.elements = graph, elements
        self._out: dict[str, list[Edge]] = defaultdict(list)
        self._touched: dict[str, set[str]] = defaultdict(set)      # claim -> nodes
        self._touching: dict[str, set[str]] = defaultdict(set)     # node -> claims
        self._names: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        with paused():
            self._index()

    def named(self, row: Any) -> Named:
        """What the values of a row name, at whatever depth: uris, nodes, edges with their claims, names, words."""
        found = Named()
        self._name(row, found)
        return found

    def claims(self, row: Mapping[str, Any], known: Iterable[str] = ()) -> tuple[list[str], str]:
        """The claims behind a row, the oldest first, and how they were found. `known`: those that are known to be."""
        named = self.named(row)
        direct = {claim for claim in (*known, *named.claims) if claim in self.elements.nodes}
        if direct:
            return self._by_day(direct), "The claims of this row."
        candidates = named.worded or {claim for uris in named.things.values() for uri in uris
                                      for claim in self._touching.get(uri, ())}
        if not candidates:
            return [], ("No claim is known for what this row names." if named.things else
                        "This row names nothing in the graph: return a node, its uri or its name to open the sentences "
                        "behind it.")
        shares = {claim: sum(not uris.isdisjoint(self._touched[claim]) for uris in named.things.values())
                  for claim in candidates}
        best = max(shares.values())
        names = ", ".join(self._label(called, uris) for called, uris in named.things.items())
        if best == len(named.things):
            how = f"Found by what the row names: {names}." if names else "Found by the words in the row."
        else:
            how = f"No claim has all that the row names ({names}): those that have the most of it."
        return self._by_day(claim for claim, share in shares.items() if share == best), how

    def evidence(self, row: Mapping[str, Any], known: Iterable[str] = ()) -> dict[str, Any]:
        """What the evidence pane shows of a row: `evidence`, `paragraphs` and `documents` as in the pictures' payload;
        `how` its claims were found, the `count` of all of them, of which the newest are shown, and of `origins`."""
        claims, how = self.claims(row, known)
        shown = claims[-MOST:]
        links = Links(self._around(shown))
        texts = {}
        for document in links.of("Document"):
            with suppress(NotInStore):
                texts[document] = self.graph.text(document)
        found = viz.Picture(evidence={claim: read_evidence(links, claim, texts) for claim in shown})
        data = page.payload(found, "")
        return {"how": how, "count": len(claims), "claims": shown, "origins": found.independent(shown),
                **{part: data[part] for part in ("evidence", "paragraphs", "documents")}}

    def drawn(self, rows: Iterable[tuple[Mapping[str, Any], Iterable[str]]]) -> tuple[set[str], set[str]]:
        """The nodes and claims that a picture of rows, each with its known claims, is made of."""
        nodes: set[str] = set()
        claims: set[str] = set()
        for row, known in rows:
            named = self.named(row)
            nodes.update(uri for uris in named.things.values() for uri in uris)
            direct = {claim for claim in (*known, *named.claims, *named.worded) if claim in self.elements.nodes}
            if not direct and len(named.things) > 1:
                found, _ = self.claims(row)
                direct = {claim for claim in found if sum(
                    not uris.isdisjoint(self._touched[claim]) for uris in named.things.values()) > 1}
            claims |= direct
        return nodes, claims

    def _around(self, claims: Iterable[str]) -> networkx.MultiDiGraph:
        """The part of the graph that the evidence of some claims is read from: the record of each, whole."""
        found = networkx.MultiDiGraph()
        ahead = list(claims)
        while ahead:
            node = self.elements.nodes[ahead.pop()]
            if node.uri in found and found.nodes[node.uri]:
                continue
            found.add_node(node.uri, labels=list(node.labels), **node.values)
            for edge in self._out[node.uri]:
                if edge.relation in RECORD:
                    found.add_edge(edge.subject, edge.object, key=edge.relation, relation=edge.relation)
                    ahead.append(edge.object)
        return found

    def _index(self) -> None:
        nodes = self.elements.nodes
        for edge in self.elements.edges.values():
            self._out[edge.subject].append(edge)
            for claim in edge.claims:
                self._touched[claim] |= {edge.subject, edge.object}
        for uri, node in nodes.items():
            if node.cls == "Claim":
                self._touched[uri].update(end for relation in SAYS for end in self._ends(uri, relation))
                self._touched[uri].update(actor for relay in self._ends(uri, "VIA")
                                          for actor in self._ends(relay, "SPEAKER"))
                for span in self._ends(uri, "EVIDENCE"):
                    documents = self._ends(span, "IN_DOCUMENT")
                    outlets = [outlet for one in documents for outlet in self._ends(one, "PUBLISHED_BY")]
                    self._touched[uri].update((span, *documents, *outlets))
                    self._words[str(nodes[span].values.get("exact"))].add(uri)
                for name in ("text", "quote"):
                    self._words[str(node.values.get(name))].add(uri)
            elif node.cls not in SILENT:
                self._names[node.label].add(uri)
        for claim, touched in self._touched.items():
            for uri in touched:
                self._touching[uri].add(claim)

    def _ends(self, uri: str, relation: str) -> list[str]:
        return [edge.object for edge in self._out.get(uri, ()) if edge.relation == relation]

    def _name(self, value: Any, found: Named) -> None:
        if isinstance(value, Mapping):
            if value.get("uri") in self.elements.nodes:
                self._name(value["uri"], found)
            else:
                for one in value.values():
                    self._name(one, found)
        elif isinstance(value, list | tuple):
            for one in value:
                self._name(one, found)
        elif isinstance(value, str) and SEPARATOR in value:
            self._name(value.split(SEPARATOR), found)
        elif isinstance(value, str):
            node = self.elements.nodes.get(value)
            if node is not None and node.cls == "Claim":
                found.claims.add(value)
            elif node is not None:
                found.things[value] = {value}
            elif value in self._names:
                found.things[value] = self._names[value]
            elif value in self._words:
                found.worded |= self._words[value]

    def _label(self, called: str, uris: set[str]) -> str:
        return self.elements.nodes[called].label if uris == {called} else called

    def _by_day(self, claims: Iterable[str]) -> list[str]:
        def published(claim: str) -> str:
            return max((str(self.elements.nodes[document].values.get("published") or "")
                        for span in self._ends(claim, "EVIDENCE") for document in self._ends(span, "IN_DOCUMENT")),
                       default="")
        return sorted(claims, key=lambda claim: (published(claim), claim))
