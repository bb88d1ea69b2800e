"""From a graph to a picture of it: which claims are lines, between whom, and which of them say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import networkx as nx

from viz.evidence import Evidence, read_evidence
from viz.growing import growing
from viz.links import Links
from viz.picture import Actor, Item, Line, Picture
from viz.sides import Sides

AGENDA = ("Meeting", "Proposal", "PlanPoint", "Deadline", "Issue", "Place")
STRUCTURE = {"COUNTERS": "counter", "VERSION_OF": "version of", "DEPENDS_ON": "depend on",
             "DEADLINE_OF": "deadline of"}
HAPPENING = {"meet": "say", "cancel": "say cancelled", "postpone": "say postponed", "continue": "say continuing"}
PLAIN = ("say", "report", "announce")                                           # acts that say nothing of a position
PERSONAL = ("praise", "criticise", "thank", "threaten", "ask", "warn")          # acts that aim at somebody
WITHIN = ("POINT_OF", "ON_ISSUE", "DEADLINE_OF", "PARTICIPANT", "AT_PLACE", "PROPOSED_BY")


History = Mapping[str, Sequence[tuple[str, str | None]]]


@growing()
def make_picture(graph: nx.MultiDiGraph, texts: dict[str, str] | None = None,
                 history: History | None = None) -> Picture:
    """Everything that can be drawn of a graph. `texts` maps document uris to full texts, for the paragraphs. `history`
    maps an item's uri to its statuses, [(ISO day, status)] by day, for the picture as of an earlier one; without it,
    statuses stay the latest."""
    picture = _Maker(graph, texts or {}).make()
    for uri, was in (history or {}).items():
        if uri in picture.items:
            picture.items[uri].was = [(day, status or "") for day, status in was]
    return picture


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
        drawn = {(line.source, line.target) for line in found}
        found += [line for proposal in links.of("Proposal") for actor in links.out(proposal, "PROPOSED_BY")
                  if (actor, proposal) not in drawn
                  for line in [self._edge_line(proposal, "PROPOSED_BY", actor, actor, proposal, "propose")]]
        found += [self._edge_line(item, relation, other, item, other, words) for relation, words in STRUCTURE.items()
                  for cls in AGENDA[:4] for item in links.of(cls) for other in links.out(item, relation)]
        picture.lines = sorted(found, key=lambda line: (line.source, line.target, line.act, line.id))
        self._nodes()
        picture.without(set())
        picture.by_weight()
        return picture

    # -- lines

    def _statements(self) -> list[Line]:
        links, groups = self.links, defaultdict[tuple[str, str, str, str, str, bool], list[str]](list)
        claims = links.of("Claim")
        relaying = {relay for claim in claims for relay in links.out(claim, "VIA")}
        speakers = {claim: [a for a in links.out(claim, "SPEAKER") if not links.is_relay(a)] for claim in claims}
        siblings = self._siblings(speakers)
        for claim in claims:
            evidence = self.picture.evidence[claim]
            for target in links.out(claim, "ABOUT"):
                self.about[target].append(claim)
            if claim in relaying and evidence.unnamed and all(links.has(a, "UnnamedSource") for a in speakers[claim]):
                continue  # the source of a relayed claim is that claim's chain, not a party of its own
            targets = self._narrowest(claim, siblings[claim])
            for speaker in speakers[claim]:
                mine = [one for one in targets if self._worth_a_line(speaker, one, evidence)]
                for target in mine:
                    if not self._said_better(claim, target, siblings[claim]):
                        groups[speaker, target, self._act(speaker, target, evidence), evidence.stance,
                               evidence.modality, evidence.unnamed].append(claim)
                if not mine and not any(links.out(one, "ABOUT") for one in siblings[claim]):
                    self.picture.unplaced.setdefault(speaker, []).append(claim)
        return [self._line(Line(*key, evidence=claims)) for key, claims in groups.items()]

    def _siblings(self, speakers: dict[str, list[str]]) -> dict[str, list[str]]:
        """For each claim the others of the same speakers from the same words: the pieces of one thing said."""
        found: dict[str, list[str]] = {claim: [] for claim in speakers}
        said: dict[tuple[str, ...], list[tuple[int, int, str]]] = defaultdict(list)
        for claim, actors in speakers.items():
            for span in self.links.out(claim, "EVIDENCE")[:1]:
                node = self.links.graph.nodes[span]
                if actors and isinstance(node.get("start"), int) and isinstance(node.get("end"), int):
                    said[*actors, *self.links.out(span, "IN_DOCUMENT")].append((node["start"], node["end"], claim))
        for spans in said.values():
            spans.sort()
            for at, (_, end, claim) in enumerate(spans):
                for start, _, other in spans[at + 1:]:
                    if start >= end:
                        break
                    found[claim].append(other)
                    found[other].append(claim)
        return found

    def _narrowest(self, claim: str, siblings: list[str]) -> list[str]:
        """What a claim is about, without what another of its targets stands in: a claim about a point of a plan is
        drawn to the point alone, one about a meeting not to those who meet."""
        links = self.links
        targets = links.out(claim, "ABOUT")
        joint = {*targets, *(target for one in siblings for target in links.out(one, "ABOUT"))}
        wider = {up for one in joint for relation in WITHIN for up in links.out(one, relation)}
        wider.update(up for one in list(wider) for up in links.out(one, "PROPOSED_BY"))
        on_agenda = any(links.cls(one) in AGENDA[:4] for one in joint)
        personal = self.picture.evidence[claim].act in PERSONAL
        return [one for one in targets if one in links.graph and one not in wider and not links.is_relay(one)
                and (links.cls(one) in AGENDA[:4] or not on_agenda or (personal and links.has(one, "Actor")))]

    def _worth_a_line(self, speaker: str, target: str, evidence: Evidence) -> bool:
        """Whether it says where somebody stands: what one says of oneself, or neutrally of one's own side, does not."""
        if speaker == target:
            return False
        side = self.sides.of(speaker)
        own = side is not None and self.links.has(target, "Actor") and self.sides.of(target) == side
        return not own or evidence.stance != "neutral" or evidence.act in PERSONAL

    def _said_better(self, claim: str, target: str, siblings: list[str]) -> bool:
        """Whether the same words say more of the target than that something was said about it."""
        evidence = self.picture.evidence
        return evidence[claim].act in PLAIN and any(
            evidence[one].act not in PLAIN and target in self.links.out(one, "ABOUT") for one in siblings)

    def _act(self, speaker: str, target: str, evidence: Evidence) -> str:
        """The act as the line's label: to meet is what those do who take part; others say, or deny, that it is so."""
        act = evidence.act
        if act in HAPPENING and self.links.cls(target) == "Meeting":
            if evidence.modality == "denied" and act != "cancel":
                return "deny"
            return "take part" if act == "meet" and speaker in self.links.out(target, "PARTICIPANT") else HAPPENING[act]
        return act

    def _participants(self, statements: list[Line]) -> list[Line]:
        links, found = self.links, []
        between = defaultdict[tuple[str, str], list[Line]](list)
        for line in statements:
            between[line.source, line.target].append(line)
        for meeting in links.of("Meeting"):
            leaders: set[str] = set()
            for actor in links.out(meeting, "PARTICIPANT"):
                by = set(links.claims(meeting, "PARTICIPANT", actor))
                for leader in links.out(actor, "LED_BY"):
                    if leader not in leaders and by & set(links.claims(actor, "LED_BY", leader)):
                        leaders.add(leader)
                        found.append(self._edge_line(actor, "LED_BY", leader, leader, meeting, "lead"))
            for actor in links.out(meeting, "PARTICIPANT"):
                said = between.get((actor, meeting), [])
                by = set(links.claims(meeting, "PARTICIPANT", actor))
                if actor in leaders or links.is_relay(actor) or (by and any(by <= {*line.evidence} for line in said)):
                    continue
                line = self._edge_line(meeting, "PARTICIPANT", actor, actor, meeting, "take part")
                same = [one for one in said if (one.act, one.modality, one.unnamed)
                        == ("take part", line.modality, line.unnamed)]
                for one in same:
                    one.evidence = [*{*one.evidence, *line.evidence}]
                    self._line(one)
                found += [] if same else [line]
        return found

    def _edge_line(self, subject: str, relation: str, target: str, source: str, to: str, act: str) -> Line:
        claims = self.links.claims(subject, relation, target)
        return self._line(Line(source, to, act, modality=self.links.certainty(subject, relation, target),
                               unnamed=bool(claims) and all(self.picture.evidence[c].unnamed for c in claims),
                               kind=relation, evidence=claims))

    def _line(self, line: Line) -> Line:
        line.origins = self.picture.independent(line.evidence)
        line.evidence.sort(key=lambda claim: (self.picture.evidence[claim].published, claim))
        return line

    # -- nodes

    def _nodes(self) -> None:
        links, picture = self.links, self.picture
        weight = Counter[str]()
        on_lines = defaultdict[str, set[str]](set)
        for line in picture.lines:
            weight.update({line.source: len(line.evidence) or 1, line.target: len(line.evidence) or 1})
            on_lines[line.source].update(line.evidence)
            on_lines[line.target].update(line.evidence)
        drawn = set(weight) | set(picture.unplaced)
        drawn.update(node for cls in ("Meeting", "Proposal", "PlanPoint", "Deadline") for node in links.of(cls))
        for node in sorted(drawn):
            if links.has(node, "Actor"):
                picture.actors[node] = Actor(node, links.cls(node), links.label(node), self.sides.of(node),
                                             self._office(node), weight[node] + len(picture.unplaced.get(node, ())))
            else:
                picture.items[node] = self._item(node, weight[node], on_lines[node])
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

    def _item(self, node: str, weight: int, on_lines: set[str]) -> Item:
        links = self.links
        makers = {claim for relation in ("POINT_OF", "PROPOSED_BY", "AT_PLACE", "PARTICIPANT")
                  for other in links.out(node, relation) for claim in links.claims(node, relation, other)}
        known = {*self.about[node], *makers, *on_lines}
        boxes = links.out(node, "POINT_OF")
        return Item(
            node, links.cls(node), links.label(node), links.value(node, "kind"), links.value(node, "status"),
            bool(known) and all(self.picture.evidence[claim].unnamed for claim in known),
            links.value(node, "time"), links.value(node, "start"), links.value(node, "end"),
            ", ".join(links.label(place) for place in links.out(node, "AT_PLACE")), boxes[0] if boxes else None,
            [links.label(issue) for issue in links.out(node, "ON_ISSUE")], sorted(known - on_lines), weight)
