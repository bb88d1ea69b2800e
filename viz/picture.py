"""The model of a picture: sides, actors, the agenda, and the lines between them. Network and table draw it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import networkx as nx

from schema import strongest
from viz.evidence import Evidence, read_evidence
from viz.links import Links
from viz.sides import Sides

AGENDA = ("Meeting", "Proposal", "PlanPoint", "Deadline", "Issue", "Place")
STRUCTURE = {"COUNTERS": "counters", "VERSION_OF": "version of", "DEPENDS_ON": "depends on",
             "DEADLINE_OF": "deadline of"}
WITHIN = ("POINT_OF", "ON_ISSUE", "DEADLINE_OF", "PARTICIPANT", "AT_PLACE", "PROPOSED_BY")
DOUBTFUL = ("possible", "conditional", "denied", "disputed", "cancelled")


@dataclass(slots=True)
class Actor:
    """Who speaks, meets, proposes, or is spoken about. `side` is an actor's uri, None where the graph does not say."""

    uri: str
    cls: str
    name: str
    side: str | None = None
    office: str = ""
    weight: int = 0
    folds: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """What is on the agenda. `box` is the proposal that a point stands in. `status` is the graph's; `unnamed` says that
    all we know of it rests on unnamed sources; `evidence` are the claims about it that no line stands for; `folds` names
    what was folded into it; `was` holds its statuses by day."""

    uri: str
    cls: str
    title: str
    kind: str = ""
    status: str = ""
    unnamed: bool = False
    time: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    box: str | None = None
    issues: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    weight: int = 0
    folds: list[str] = field(default_factory=list)
    was: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """All that one actor (or item) says of one thing with the same act, stance and certainty.

    `kind` is "statement" or the relation that it was read from. `modality` is the strongest of its claims. `certainty`
    is how it is dashed: record, unnamed, possible, denied. `origins` counts independent origins.
    """

    source: str
    target: str
    act: str
    stance: str = "neutral"
    modality: str = "asserted"
    unnamed: bool = False
    kind: str = "statement"
    evidence: list[str] = field(default_factory=list)
    origins: int = 0

    @property
    def id(self) -> str:
        """Short, and the same for the same line in every picture: it goes into addresses."""
        key = "\n".join((self.source, self.target, self.act, self.stance, self.modality, str(self.unnamed), self.kind))
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    @property
    def certainty(self) -> str:
        return certainty(self.modality, self.unnamed)

    @property
    def words(self) -> list[str]:
        """What the dash says, in words; empty for what is on record."""
        return certainty_words(self.modality, self.unnamed)


@dataclass(slots=True)
class Picture:
    """`sides` in order of weight. `unplaced` holds, by actor, claims about nothing that is drawn; `left_out` counts, in
    words, what is not drawn."""

    actors: dict[str, Actor] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    unplaced: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    documents: int = 0

    def without(self, gone: set[str]) -> None:
        """Drops nodes with their lines, and counts both."""
        self.actors = {uri: one for uri, one in self.actors.items() if uri not in gone}
        self.items = {uri: one for uri, one in self.items.items() if uri not in gone}
        kept = [line for line in self.lines if line.source not in gone and line.target not in gone]
        self._count("lines", len(self.lines) - len(kept))
        self.lines = kept
        self.unplaced = {uri: claims for uri, claims in self.unplaced.items() if uri not in gone}
        for item in self.items.values():
            item.box = None if item.box in gone else item.box
        used = {claim for line in kept for claim in line.evidence}
        used.update(claim for item in self.items.values() for claim in item.evidence)
        used.update(claim for claims in self.unplaced.values() for claim in claims)
        self.evidence = {claim: one for claim, one in self.evidence.items() if claim in used}

    def cap(self, most: int) -> None:
        """Keeps the `most` best connected nodes and counts the rest."""
        nodes: list[Actor | Item] = [*self.actors.values(), *self.items.values()]
        order = sorted(nodes, key=lambda node: (-node.weight, node.uri))
        gone = {node.uri for node in order[most:]}
        self._count("nodes", len(gone))
        self.without(gone)

    def _count(self, what: str, number: int) -> None:
        if number:
            self.left_out[what] = self.left_out.get(what, 0) + number


def certainty(modality: str, unnamed: bool) -> str:
    """How a line is dashed: denied before possible before unnamed; what is merely planned or expected is on record."""
    if modality in ("denied", "disputed"):
        return "denied"
    if modality in ("possible", "conditional"):
        return "possible"
    return "unnamed" if unnamed else "record"


def certainty_words(modality: str, unnamed: bool) -> list[str]:
    return ([] if modality == "asserted" else [modality]) + (["unnamed source"] if unnamed else [])


def make_picture(graph: nx.MultiDiGraph, texts: dict[str, str] | None = None) -> Picture:
    """Everything that can be drawn of a graph. `texts` maps document uris to full texts, for the paragraphs."""
    return _Maker(graph, texts or {}).make()


class _Maker:
    def __init__(self, graph: nx.MultiDiGraph, texts: dict[str, str]) -> None:
        self.links, self.texts, self.picture = Links(graph), texts, Picture()
        self.sides = Sides(self.links)
        self.about: dict[str, list[str]] = defaultdict(list)

    def make(self) -> Picture:
        links, picture = self.links, self.picture
        picture.documents = len(links.of("Document"))
        for claim in links.of("Claim"):
            picture.evidence[claim] = read_evidence(links, claim, self.texts)
        found = self._statements()
        found += self._participants(found)
        found += [line for proposal in links.of("Proposal") for actor in links.out(proposal, "PROPOSED_BY")
                  if not any(line.source == actor and line.target == proposal for line in found)
                  for line in [self._edge_line(proposal, "PROPOSED_BY", actor, actor, proposal, "propose")]]
        found += [self._edge_line(item, relation, other, item, other, words) for relation, words in STRUCTURE.items()
                  for cls in AGENDA[:4] for item in links.of(cls) for other in links.out(item, relation)]
        picture.lines = sorted(found, key=lambda line: (line.source, line.target, line.act, line.id))
        self._nodes()
        picture.without(set())
        return picture

    # -- lines

    def _statements(self) -> list[Line]:
        groups: dict[tuple[str, str, str, str, str, bool], list[str]] = defaultdict(list)
        relaying = {relay for claim in self.links.of("Claim") for relay in self.links.out(claim, "VIA")}
        for claim in self.links.of("Claim"):
            evidence = self.picture.evidence[claim]
            speakers = [actor for actor in self.links.out(claim, "SPEAKER") if not self.links.is_relay(actor)]
            targets = self._narrowest(self.links.out(claim, "ABOUT"))
            for target in targets:
                self.about[target].append(claim)
            if claim in relaying and evidence.unnamed and all(self.links.has(a, "UnnamedSource") for a in speakers):
                continue  # the source of a relayed claim is that claim's chain, not a party of its own
            for speaker in speakers:
                for target in (one for one in targets if one != speaker):
                    key = (speaker, target, evidence.act, evidence.stance, evidence.modality, evidence.unnamed)
                    groups[key].append(claim)
                if not any(one != speaker for one in targets):
                    self.picture.unplaced.setdefault(speaker, []).append(claim)
        return [self._line(Line(*key, evidence=claims)) for key, claims in groups.items()]

    def _narrowest(self, targets: list[str]) -> list[str]:
        """Without what another target stands in: a claim about a point of a plan is drawn to the point alone, and one
        about a meeting not to those who meet."""
        links = self.links
        wider = {up for one in targets for relation in WITHIN for up in links.out(one, relation)}
        wider.update(up for one in list(wider) for up in links.out(one, "PROPOSED_BY"))
        return [one for one in targets if one not in wider and one in links.graph and not links.is_relay(one)]

    def _participants(self, statements: list[Line]) -> list[Line]:
        links, found = self.links, []
        spoken: dict[tuple[str, str], set[str]] = defaultdict(set)
        for line in statements:
            spoken[line.source, line.target].update(line.evidence)
        for meeting in links.of("Meeting"):
            leaders: set[str] = set()
            for actor in links.out(meeting, "PARTICIPANT"):
                by = set(links.claims(meeting, "PARTICIPANT", actor))
                for leader in links.out(actor, "LED_BY"):
                    if leader not in leaders and by & set(links.claims(actor, "LED_BY", leader)):
                        leaders.add(leader)
                        found.append(self._edge_line(actor, "LED_BY", leader, leader, meeting, "lead"))
            found += [self._edge_line(meeting, "PARTICIPANT", actor, actor, meeting, "take part")
                      for actor in links.out(meeting, "PARTICIPANT")
                      if actor not in leaders and not links.is_relay(actor)
                      and not spoken[actor, meeting] >= set(links.claims(meeting, "PARTICIPANT", actor))]
        return found

    def _edge_line(self, subject: str, relation: str, target: str, source: str, to: str, act: str) -> Line:
        claims = self.links.claims(subject, relation, target)
        return self._line(Line(source, to, act, modality=self.links.certainty(subject, relation, target),
                               unnamed=bool(claims) and all(self.picture.evidence[c].unnamed for c in claims),
                               kind=relation, evidence=claims))

    def _line(self, line: Line) -> Line:
        line.origins = len({origin for claim in line.evidence for origin in self.picture.evidence[claim].origins})
        line.evidence.sort(key=lambda claim: (self.picture.evidence[claim].published, claim))
        return line

    # -- nodes

    def _nodes(self) -> None:
        links, picture = self.links, self.picture
        weight = Counter[str]()
        for line in picture.lines:
            weight.update({line.source: len(line.evidence) or 1, line.target: len(line.evidence) or 1})
        drawn = set(weight) | set(picture.unplaced)
        drawn.update(node for cls in ("Meeting", "Proposal", "PlanPoint", "Deadline") for node in links.of(cls))
        for node in sorted(drawn):
            if links.has(node, "Actor"):
                picture.actors[node] = Actor(node, links.cls(node), links.label(node), self.sides.of(node),
                                             self._office(node), weight[node] + len(picture.unplaced.get(node, ())))
            else:
                picture.items[node] = self._item(node, weight[node])
        total = Counter[str]()
        for actor in picture.actors.values():
            if actor.side:
                total[actor.side] += 1 + actor.weight
        picture.sides = {side: links.label(side) for side, _ in sorted(total.items(), key=lambda at: (-at[1], at[0]))}

    def _office(self, actor: str) -> str:
        links = self.links
        held = [(links.value(role, "start"), links.label(role), [links.label(o) for o in links.out(role, "IN_ORG")])
                for role in links.into(actor, "HOLDER")]
        if not held:
            return ""
        _, title, bodies = max(held)
        return ", ".join([title, *bodies])

    def _item(self, node: str, weight: int) -> Item:
        links = self.links
        on_lines = {claim for line in self.picture.lines if node in (line.source, line.target)
                    for claim in line.evidence}
        makers = {claim for relation in ("POINT_OF", "PROPOSED_BY", "AT_PLACE", "PARTICIPANT")
                  for other in links.out(node, relation) for claim in links.claims(node, relation, other)}
        known = {*self.about[node], *makers, *on_lines}
        boxes = links.out(node, "POINT_OF")
        item = Item(
            node, links.cls(node), links.label(node), links.value(node, "kind"), links.value(node, "status"),
            bool(known) and all(self.picture.evidence[claim].unnamed for claim in known),
            links.value(node, "time"), links.value(node, "start"), links.value(node, "end"),
            ", ".join(links.label(place) for place in links.out(node, "AT_PLACE")), boxes[0] if boxes else None,
            [links.label(issue) for issue in links.out(node, "ON_ISSUE")], sorted(known - on_lines), weight)
        if not item.status and known:
            modality = strongest(self.picture.evidence[claim].modality for claim in known)
            item.status = modality if modality in DOUBTFUL else ""
        return item
