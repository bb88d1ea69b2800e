"""Who is who across documents.

Nodes with a uri of their own in the world (people of the gazetteer, states, outlets) are equal by uri already. Here
the others are joined: by a person's decisions from the log first, then by rules, each of which asks for more than a
likeness of wording. The result is a function of the set of documents: their order plays no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.log import Decision
from schema import VOCABULARY
from schema.model import Value


@dataclass(slots=True)
class Thing:
    """A node before identity: what the documents (by their number) say of it, with how many of them say each value."""

    uri: str
    classes: Counter[str] = field(default_factory=Counter)
    values: dict[str, Counter[Value]] = field(default_factory=dict)
    documents: set[int] = field(default_factory=set)

    @property
    def cls(self) -> str:
        """The class that most documents give it; of equally many, the first in the alphabet."""
        return min(self.classes, key=lambda cls: (-self.classes[cls], cls))


@dataclass(frozen=True, slots=True)
class Joined:
    """That `member` is the node `canonical`, and why: a rule's name, or "decision"."""

    canonical: str
    member: str
    why: str


@dataclass(slots=True)
class Evidence:
    """What the rules look at: nodes by uri, edges as (subject, relation, object), the day of each document."""

    things: dict[str, Thing]
    edges: Iterable[tuple[str, str, str]]
    published: dict[int, str | None]
    local: set[str]               # uris that name their document: nodes which nobody outside it knows


def kind_of_node(cls: str) -> str:
    """The widest class above one: only nodes of the same kind can be one and the same."""
    return VOCABULARY.labels(cls)[0]


class Clusters:
    """Union-find over uris that knows who must not meet."""

    def __init__(self, evidence: Evidence, decisions: Iterable[Decision]) -> None:
        self.evidence = evidence
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._documents: dict[str, set[int]] = {}
        self._apart: dict[str, set[str]] = {}
        self.joined: list[tuple[str, str, str]] = []
        decisions = list(decisions)
        for decision in decisions:
            if not decision.same:
                self._apart.setdefault(decision.a, set()).add(decision.b)
                self._apart.setdefault(decision.b, set()).add(decision.a)
        for decision in decisions:
            if decision.same and self._alike(decision.a, decision.b):
                self.join(decision.a, decision.b, "decision", forced=True)

    def _alike(self, a: str, b: str) -> bool:
        """Whether a decision can still be followed: what it was made on may have been withdrawn or read anew."""
        found = [self.evidence.things[uri].cls for uri in (a, b) if uri in self.evidence.things]
        return len(found) == 2 and "UnnamedSource" not in found and kind_of_node(found[0]) == kind_of_node(found[1])

    def find(self, uri: str) -> str:
        while (parent := self._parent.get(uri, uri)) != uri:
            uri = parent
        return uri

    def members(self, uri: str) -> set[str]:
        return self._members.get(self.find(uri), {uri})

    def join(self, a: str, b: str, why: str, forced: bool = False) -> bool:
        """Make two nodes one, with all that each is one with already. False if they are so, or must not be.

        They must not where a decision forbids it, or where one document speaks of both: its reader took them for two.
        `forced` heeds decisions only.
        """
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        ours, theirs = self.members(a), self.members(b)
        if self._apart and any(self._apart.get(one, frozenset()) & theirs for one in ours):
            return False
        documents = self.documents(a), self.documents(b)
        if not forced and not documents[0].isdisjoint(documents[1]):
            return False
        first, second = sorted((a, b), key=self._rank)
        self._parent[second] = first
        self._members[first] = ours | theirs
        self._documents[first] = documents[0] | documents[1]
        self.joined.append((first, second, why))
        return True

    def documents(self, uri: str) -> set[int]:
        """The documents that speak of a node under any of its uris."""
        root = self.find(uri)
        return self._documents.get(root) or self.evidence.things[root].documents

    def _rank(self, uri: str) -> tuple[bool, str]:
        return uri in self.evidence.local, uri


def resolve(evidence: Evidence, decisions: Iterable[Decision]) -> list[Joined]:
    """All nodes that are another one, sorted. Canonical is the smallest uri; one of a single document comes last."""
    from kg.rules import apply
    clusters = Clusters(evidence, decisions)
    apply(evidence, clusters)
    why = {member: reason for _, member, reason in clusters.joined}
    return sorted((Joined(clusters.find(member), member, reason) for member, reason in why.items()),
                  key=lambda one: (one.canonical, one.member))
