"""What claims assert of the world, as edges: meetings, proposals, points, deadlines, offices, delegations.

Each edge is put to the claim that makes it; where an event is less sure than the claim around it, to a part of that
claim with its own modality. Nothing here writes a status: that is derived from these claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.reading.actors import HAS_MEMBER, Actors
from loaders.reading.claims import Claims
from loaders.reading.parse import Paragraph
from loaders.reading.roles import Office
from schema import DATA, Claim, Entity, Fact, bounds, slug, uri


@dataclass
class Facts:
    """Entities and edges of one document, gathered claim by claim. `made` keeps every edge once a claim."""

    paragraphs: Sequence[Paragraph]
    actors: Actors
    claims: Claims
    local: str
    entities: dict[str, Entity] = field(default_factory=dict)
    made: dict[tuple[str, str, str, str], Fact] = field(default_factory=dict)
    at: dict[tuple[int, int], str] = field(default_factory=dict)  # token -> meeting, proposal, point or deadline

    def edge(self, subject: str, relation: str, target: str, claim: Claim) -> None:
        self.made.setdefault((subject, relation, target, claim.id), Fact(subject, relation, target, claim.id))

    @staticmethod
    def about(claim: Claim, node: str) -> None:
        if node not in claim.about:
            claim.about.append(node)

    def timed(self, node: str, time: str) -> None:
        start, end = bounds(time)
        self.entities[node].values.update({k: v for k, v in (("time", time), ("start", start), ("end", end)) if v})

    def offices(self, offices: Sequence[Office]) -> None:
        led = {fact.object: fact.subject for fact in self.made.values() if fact.relation == "LED_BY"}
        for office in offices:
            if office.org_uri is None and office.person in led:  # who leads X's delegation speaks for X
                sent = [t for r, t in self.actors.backing.get(led[office.person], ()) if r == "REPRESENTS"]
                office.org_uri = sent[0] if sent else None
            paragraph = self.paragraphs[office.paragraph]
            claim = self.claims.presupposed(paragraph, paragraph.doc[office.token])
            node = f"{DATA}role:{office.person.rsplit(':', 1)[-1]}:{slug(office.title)}"
            self.entities[node] = Entity(node, "Role", {"title": office.title})
            self.edge(node, "HOLDER", office.person, claim)
            if office.org_uri:
                self.edge(node, "IN_ORG", office.org_uri, claim)

    def backing(self) -> None:
        """Whom groups, bodies and unnamed sources stand for, by the claim in which they are first spoken of."""
        used = {node for fact in self.made.values() for node in (fact.subject, fact.object)}
        used |= {
            n
            for c in (*self.claims.all, *self.claims.parts)
            for n in (*c.speaker, *c.addressee, *c.about, c.venue or "")
        }
        first: dict[str, tuple[int, int]] = {}
        for (paragraph, token), nodes in self.actors.meaning.items():
            for node in nodes:
                if node not in first or (paragraph, token) < first[node]:
                    first[node] = (paragraph, token)
        spoken: dict[str, tuple[int, int]] = {}  # where a group of which it is part is first spoken of
        for node, place in first.items():
            for _, target in self.actors.backing.get(node, ()):
                spoken.setdefault(target, place)
        for node, entity in list(self.actors.entities.items()):
            stands = entity.values.pop("represents", None)
            links = list(self.actors.backing.get(node, ()))
            if stands:
                state = (
                    self.actors.names.add("State", str(stands))
                    if not self._known(str(stands))
                    else self.actors.entities[str(self._known(str(stands)))]
                )
                links.append(("REPRESENTS", state.uri))
            if node not in used:
                continue
            at = first.get(node) or spoken.get(node)
            if not links or at is None:
                continue
            home = self.paragraphs[at[0]]
            claim = self.claims.presupposed(home, home.doc[at[1]])
            for relation, target in dict.fromkeys(links):
                if relation == HAS_MEMBER:
                    self.edge(target, "MEMBER_OF", node, claim)
                elif target != node:
                    self.edge(node, relation, target, claim)

    def _known(self, name: str) -> str | None:
        return next((u for u in (uri("state", name), uri("organization", name)) if u in self.actors.entities), None)
