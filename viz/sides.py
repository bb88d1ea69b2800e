"""Which side an actor is on: read from the graph, never guessed."""

from __future__ import annotations

from collections import Counter
from functools import cache

from schema import is_joint
from viz.links import Links

_TITLE_PAST = ("former ", "ex-", "then-", "late ")


class Sides:
    """Sides by what the graph says: whom an actor represents, is a member of, leads, or holds an office in.

    The way is followed to the nearest State; where it reaches none, to the body at its end (a union, a company). Two
    different States equally near leave the side open, and so does no way at all: None, drawn in neutral grey.
    """

    def __init__(self, links: Links) -> None:
        self.links = links
        self.of = cache(self._of)
        self._alliances = self._find_alliances()

    def _of(self, actor: str) -> str | None:
        state = self._state(actor)
        return self._alliances.get(state, state) if state else None

    def _state(self, actor: str) -> str | None:
        links = self.links
        if links.has(actor, "State"):
            return actor
        if self._joint(actor):
            return None     # both sides are on none
        seen, ring = {actor}, [actor]
        while ring:
            outer = sorted({up for one in ring for up in self._up(one)} - seen)
            states = [one for one in outer if links.has(one, "State")]
            if states:
                return states[0] if len(states) == 1 else None
            if not outer:
                break
            seen.update(outer)
            ring = outer
        top = ring[0] if len(ring) == 1 else ""
        return top if top and self._is_body(top) and (top != actor or self._down(actor)) else None

    def _is_body(self, actor: str) -> bool:
        return self.links.cls(actor) in ("Organization", "Group") and not self.links.is_relay(actor)

    def _down(self, actor: str) -> bool:
        """Whether somebody belongs to it: a body that stands alone is no side, only a name."""
        links = self.links
        return any(links.into(actor, relation) for relation in ("REPRESENTS", "MEMBER_OF", "IN_ORG"))

    def _up(self, actor: str) -> list[str]:
        links = self.links
        ways = [(actor, relation, body) for relation in ("REPRESENTS", "MEMBER_OF")
                for body in links.out(actor, relation) if not self._joint(body)]
        ways += [(group, "LED_BY", actor) for group in links.into(actor, "LED_BY")]
        found = [group if relation == "LED_BY" else body for group, relation, body in ways
                 if links.certainty(group, relation, body) not in ("denied", "disputed", "possible", "conditional")]
        for role in links.into(actor, "HOLDER"):
            if not links.value(role, "title").lower().startswith(_TITLE_PAST):
                found += links.out(role, "IN_ORG")
        return [one for one in found if links.has(one, "Actor") and not links.is_relay(one)]

    def _joint(self, actor: str) -> bool:
        links = self.links
        return links.cls(actor) == "Group" and is_joint(links.label(actor), len(links.into(actor, "MEMBER_OF")))

    def _find_alliances(self) -> dict[str, str]:
        """State -> the one Group that it is said to belong to with at least one other State."""
        links = self.links
        joined = {state: [group for group in links.out(state, "MEMBER_OF") if links.cls(group) == "Group"
                          and not self._joint(group)
                          and links.certainty(state, "MEMBER_OF", group) not in ("denied", "disputed")]
                  for state in links.of("State")}
        size = Counter(group for groups in joined.values() for group in groups)
        return {state: groups[0] for state, groups in joined.items() if len(groups) == 1 and size[groups[0]] > 1}
