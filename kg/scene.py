"""What the rules of identity look at: nodes and edges as they are after what has been joined so far."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from kg.identity import Clusters, Evidence, Thing
from schema import is_joint

BACKGROUND = ("outlet", "agency", "platform")    # bodies that turn up in every article and say nothing of its subject
_USED = frozenset(("HOLDER", "IN_ORG", "PARTICIPANT", "AT_PLACE", "REPRESENTS", "LED_BY", "MEMBER_OF", "PROPOSED_BY",
                   "POINT_OF", "DEADLINE_OF"))


class Scene:
    """The evidence with what was joined so far: edges are looked up between nodes as they are now."""

    def __init__(self, evidence: Evidence, clusters: Clusters) -> None:
        self.evidence, self.clusters = evidence, clusters
        self.things = evidence.things
        self._out: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_class: dict[str, list[str]] = defaultdict(list)
        self._days: dict[str, tuple[int, ...]] = {}
        self._stands_for: dict[str, frozenset[str]] = {}
        for uri in sorted(self.things):
            self.by_class[self.things[uri].cls].append(uri)
        for subject, relation, object in evidence.edges:
            if relation in _USED:
                self._out[subject, relation].append(object)
                self._in[object, relation].append(subject)

    def out(self, uri: str, relation: str) -> set[str]:
        """Where the edges of one node, as its own document has it, lead."""
        return {self.clusters.find(one) for one in self._out.get((uri, relation), ())}

    def into(self, uri: str, relation: str) -> set[str]:
        """Where the edges to one node come from."""
        return {self.clusters.find(one) for one in self._in.get((uri, relation), ())}

    def around(self, uri: str, relation: str) -> set[str]:
        """Where the edges of a node lead, those of all documents taken together."""
        return {end for member in self.clusters.members(uri) for end in self.out(member, relation)}

    @cached_property
    def actors(self) -> dict[int, set[str]]:
        """Who appears in each document, without outlets and agencies."""
        found: dict[int, set[str]] = defaultdict(set)
        for cls in ("Person", "State", "Organization"):
            for uri in self.by_class[cls]:
                if text(self.things[uri], "kind") not in BACKGROUND:
                    for document in self.things[uri].documents:
                        found[document].add(self.clusters.find(uri))
        return found

    def kindred(self, a: str, b: str) -> bool:
        """Whether the documents of both speak of at least two of the same actors: likely the same negotiation."""
        return any(len(self.actors[one] & self.actors[other]) >= 2
                   for one in self.things[a].documents for other in self.things[b].documents)

    def days(self, uri: str) -> tuple[int, ...]:
        """The days of publication of what speaks of a node, counted from year 1."""
        if uri not in self._days:
            published = (self.evidence.published.get(document) for document in self.things[uri].documents)
            self._days[uri] = tuple(sorted({date.fromisoformat(day[:10]).toordinal() for day in published
                                            if day and re.match(r"\d{4}-\d\d-\d\d", day)}))
        return self._days[uri]

    def within(self, a: str, b: str, days: int) -> bool:
        """Whether two publications, one about each, are so many days apart or fewer; not if a date is unknown."""
        return any(abs(one - other) <= days for one in self.days(a) for other in self.days(b))

    def stands_for(self, actor: str) -> frozenset[str]:
        """An actor with those whom it represents, belongs to, is led by, or holds an office of."""
        if actor not in self._stands_for:
            found = {actor}
            for relation in ("REPRESENTS", "LED_BY", "MEMBER_OF"):
                found |= {one for one in self.around(actor, relation) if not self._joint(one)}
            if self._joint(actor):
                found |= self._members(actor)
            for one in list(found):
                for role in {role for member in self.clusters.members(one) for role in self.into(member, "HOLDER")}:
                    found |= self.around(role, "IN_ORG")
            self._stands_for[actor] = frozenset(found)
        return self._stands_for[actor]

    def _members(self, group: str) -> set[str]:
        return {end for member in self.clusters.members(group) for end in self.into(member, "MEMBER_OF")}

    def _joint(self, actor: str) -> bool:
        """Whether it is "A and B": what stands for A does not stand for B."""
        thing = self.things.get(actor)
        return thing is not None and thing.cls == "Group" and is_joint(text(thing, "name"), len(self._members(actor)))

    def forget(self) -> None:
        """What was looked up by way of nodes that have been joined since is to be looked up again."""
        self._stands_for.clear()

    def gather(self, block: Iterable[str], why: str, alike: Callable[[str, str], bool] = lambda a, b: True) -> None:
        """Join each node of a block with the last one before it, by day of publication, that it is `alike`.

        One match is enough, so that a thousand articles about one plan take a thousand comparisons.
        """
        before: list[str] = []
        for uri in sorted(set(block), key=lambda one: (self.days(one), one)):
            for other in reversed(before):
                if self.clusters.find(uri) == self.clusters.find(other) or (
                        alike(uri, other) and self.clusters.join(uri, other, why)):
                    break
            before.append(uri)


def text(thing: Thing, name: str) -> str:
    """What most documents give as the value, "" if none does."""
    found = thing.values.get(name)
    return min((str(value) for value in found), key=lambda value: (-found[value], value)) if found else ""
