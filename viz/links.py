"""A networkx MultiDiGraph, asked by relation. Answers are sorted: the same graph always draws the same picture."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from schema import Node, strongest

RELAYS = frozenset({"outlet", "agency", "platform"})


class Links:
    """What `Graph.to_networkx()` holds, indexed once by (node, relation).

    Nodes carry `labels` (widest first) and the vocabulary's values; edges `relation`, `claims` and `certainty`.
    """

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self.graph = graph
        self._out: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._into: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._edges: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._by_class: dict[str, list[str]] = defaultdict(list)
        for node, labels in sorted((str(n), labels) for n, labels in graph.nodes(data="labels") if labels):
            for label in labels:
                self._by_class[label].append(node)
        for subject, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
            relation = data.get("relation", key)
            self._out[subject, relation].append(target)
            self._into[target, relation].append(subject)
            self._edges[subject, relation, target] = data
        self._publishers = {outlet for doc in self.of("Document") for outlet in self.out(doc, "PUBLISHED_BY")}

    def of(self, cls: str) -> list[str]:
        """All nodes of a class or of the classes below it."""
        return self._by_class.get(cls, [])

    def out(self, node: str, relation: str) -> list[str]:
        return self._out.get((node, relation), [])

    def into(self, node: str, relation: str) -> list[str]:
        return self._into.get((node, relation), [])

    def has(self, node: str, label: str) -> bool:
        return label in (self.graph.nodes[node].get("labels") or ())

    def cls(self, node: str) -> str:
        """The most specific class, "" for a node that is only pointed at."""
        labels = self.graph.nodes[node].get("labels") or [""]
        return labels[-1]

    def value(self, node: str, key: str) -> str:
        """A value as text, "" when there is none."""
        found = self.graph.nodes[node].get(key)
        return "" if found is None else str(found)

    def label(self, node: str) -> str:
        """What a person calls it."""
        data = self.graph.nodes[node]
        return Node(node, list(data.get("labels") or [""]), {k: v for k, v in data.items() if k != "labels"}).label

    def claims(self, subject: str, relation: str, target: str) -> list[str]:
        """The claims that make an edge, as far as the graph holds them."""
        return sorted(c for c in self._edges[subject, relation, target].get("claims") or () if c in self.graph)

    def certainty(self, subject: str, relation: str, target: str) -> str:
        """How surely an edge holds, derived from its claims where the graph does not say."""
        stated = self._edges[subject, relation, target].get("certainty")
        if stated:
            return str(stated)
        found = [self.value(claim, "modality") or "asserted" for claim in self.claims(subject, relation, target)]
        return strongest(found) if found else "asserted"

    def is_relay(self, actor: str) -> bool:
        """Whether an actor passes news on: an outlet, an agency, a platform. Such is evidence, not a party."""
        return self.value(actor, "kind") in RELAYS or actor in self._publishers
