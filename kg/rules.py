"""When two nodes of two documents are one and the same. Every rule would rather leave two apart than join two wrongly.

Persons known by a surname, roles, meetings, proposals, points, deadlines and groups are looked at in that order, since
each leans on what was joined before. Two nodes of one document are never joined: its reader took them for two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from kg.identity import Clusters, Evidence, Thing
from kg.wording import VERSION_STEMS, has_names, plain, stands_out, stems, title_key
from schema import bounds

NEAR = 10            # days between two publications that may speak of one meeting whose day is not told
WEEKS = 21           # days between two publications that may speak of one proposal with a plain title
NUMBERED = 120       # the same for a title that stands out
BACKGROUND = ("outlet", "agency", "platform")    # bodies that turn up in every article and say nothing of its subject
_NEUTRAL_KINDS = frozenset(("meeting", "talks", "session"))


class Scene:
    """The evidence with what was joined so far: edges are looked up between nodes as they are now."""

    def __init__(self, evidence: Evidence, clusters: Clusters) -> None:
        self.evidence, self.clusters = evidence, clusters
        self.things = evidence.things
        self._out: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_class: dict[str, list[str]] = defaultdict(list)
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

    def kindred(self, a: Thing, b: Thing) -> bool:
        """Whether the documents of both speak of at least two of the same actors: likely the same negotiation."""
        return any(len(self.actors[one] & self.actors[other]) >= 2 for one in a.documents for other in b.documents)

    def days_between(self, a: Thing, b: Thing) -> int | None:
        """The least number of days between publications about the two, None if one has no date."""
        days = [[date.fromisoformat(day[:10]) for document in thing.documents
                 if (day := self.evidence.published.get(document)) and re.match(r"\d{4}-\d\d-\d\d", day)]
                for thing in (a, b)]
        return min((abs((one - other).days) for one in days[0] for other in days[1]), default=None)

    def within(self, a: Thing, b: Thing, days: int) -> bool:
        between = self.days_between(a, b)
        return between is not None and between <= days


_USED = frozenset(("HOLDER", "IN_ORG", "PARTICIPANT", "AT_PLACE", "REPRESENTS", "LED_BY", "MEMBER_OF", "PROPOSED_BY",
                   "POINT_OF", "DEADLINE_OF"))


def apply(evidence: Evidence, clusters: Clusters) -> None:
    """All rules, in order."""
    scene = Scene(evidence, clusters)
    for rule in (persons, roles, meetings, proposals, points, deadlines, groups):
        rule(scene)


def persons(scene: Scene) -> None:
    """One who goes by a surname is the only person of that surname, with the same office or in the same story."""
    by_surname: dict[str, set[str]] = defaultdict(set)
    for uri in scene.by_class["Person"]:
        words = plain(text(scene.things[uri], "name")).split()
        if len(words) > 1:
            for start in range(1, len(words)):
                by_surname[" ".join(words[start:])].add(scene.clusters.find(uri))
    for uri in scene.by_class["Person"]:
        name = plain(text(scene.things[uri], "name"))
        found = by_surname.get(name, set())
        if uri not in scene.evidence.local or len(found) != 1:
            continue
        (other,) = found
        ours, theirs = _offices(scene, uri), _offices(scene, other)
        if any(_same_office(one, two) for one in ours for two in theirs) or (
                not ours and scene.kindred(scene.things[uri], scene.things[other])
                and scene.within(scene.things[uri], scene.things[other], WEEKS)):
            scene.clusters.join(uri, other, "surname and office")


def _offices(scene: Scene, person: str) -> list[tuple[frozenset[str], set[str]]]:
    roles = {role for member in scene.clusters.members(person) for role in scene.into(member, "HOLDER")}
    return [(stems(text(scene.things[role], "title")), scene.around(role, "IN_ORG")) for role in roles]


def _same_office(a: tuple[frozenset[str], set[str]], b: tuple[frozenset[str], set[str]]) -> bool:
    (title, org), (other_title, other_org) = a, b
    alike = bool(title and other_title) and (title <= other_title or other_title <= title)
    return alike and (not org or not other_org or bool(org & other_org))


def roles(scene: Scene) -> None:
    """The same title, in the same body, of the same person."""
    blocks: dict[tuple[str, frozenset[str], str], list[str]] = defaultdict(list)
    for uri in scene.by_class["Role"]:
        for holder in scene.out(uri, "HOLDER"):
            thing = scene.things[uri]
            blocks[holder, stems(text(thing, "title")), text(thing, "time")].append(uri)
    for a, b in _pairs(blocks.values()):
        if scene.around(a, "IN_ORG") == scene.around(b, "IN_ORG"):
            scene.clusters.join(a, b, "same office of the same person")


@dataclass(frozen=True, slots=True)
class Encounter:
    """What is compared of a meeting. `sides`: each participant with the bodies that it stands for."""

    thing: Thing
    kind: str
    places: frozenset[str]
    start: str | None
    end: str | None
    sides: tuple[frozenset[str], ...]
    title: frozenset[str]
    special: bool


def meetings(scene: Scene) -> None:
    """Kind, place, time and participants agree; where one is not told, the others must say more. Surest pairs first."""
    known = {uri: _encounter(scene, uri) for uri in scene.by_class["Meeting"]}
    blocks: dict[object, list[str]] = defaultdict(list)
    for uri, one in known.items():
        for key in (*one.places, one.title, *{actor for side in one.sides for actor in side}):
            blocks[key].append(uri)
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for a, b in set(_pairs(blocks.values())):
        if not known[a].thing.documents & known[b].thing.documents:
            found[_same_meeting(scene, known[a], known[b])].add((a, b))
    found.pop(0, None)
    for grade in sorted(found):
        for a, b in sorted(_unambiguous(found[grade], scene.things)):
            scene.clusters.join(a, b, "kind, place, time and participants",
                                lambda one, other: _conflict(known[one], known[other]))


def _encounter(scene: Scene, uri: str) -> Encounter:
    thing = scene.things[uri]
    start, end = bounds(text(thing, "time")) if text(thing, "time") else (None, None)
    sides = tuple(_stands_for(scene, one) for one in sorted(scene.out(uri, "PARTICIPANT")))
    title = text(thing, "title")
    return Encounter(thing, text(thing, "kind") or "meeting", frozenset(scene.out(uri, "AT_PLACE")), start, end, sides,
                     stems(title), has_names(title))


def _stands_for(scene: Scene, actor: str) -> frozenset[str]:
    found = {actor}
    for relation in ("REPRESENTS", "LED_BY", "MEMBER_OF"):
        found |= scene.around(actor, relation)
    for one in list(found):
        for role in {role for member in scene.clusters.members(one) for role in scene.into(member, "HOLDER")}:
            found |= scene.around(role, "IN_ORG")
    return frozenset(found)


def _conflict(a: Encounter, b: Encounter) -> bool:
    """Whether the two cannot be one meeting."""
    if a.kind != b.kind and not {a.kind, b.kind} <= _NEUTRAL_KINDS:
        return True
    if a.places and b.places and not a.places & b.places:
        return True
    if (a.title ^ b.title) & VERSION_STEMS:
        return True                         # the second round is not the first
    return _timed(a) and _timed(b) and not _overlap(a, b)


def _same_meeting(scene: Scene, a: Encounter, b: Encounter) -> int:
    """0 if the two are not to be joined, else how sure it is: 1 surest."""
    if _conflict(a, b):
        return 0
    place, time, shared = bool(a.places & b.places), _timed(a) and _timed(b), _shared(a.sides, b.sides)
    near = scene.within(a.thing, b.thing, NEAR)
    if a.special and a.title == b.title and (time or near):
        return 1
    if a.sides and b.sides and not shared:
        return 0
    if place and time and shared:
        return 1
    if not place and time and shared >= 2 and _short(a) and _short(b):
        return 2
    enough = 1 if a.kind == b.kind == "visit" else 2
    if place and near and shared >= enough:
        return 3
    return 4 if place and time and near and _short(a) and _short(b) and not (a.sides and b.sides) else 0


def _shared(ours: tuple[frozenset[str], ...], theirs: tuple[frozenset[str], ...]) -> int:
    """How many participants of each are, or stand for, some of the other's."""
    return min(sum(any(one & other for other in theirs) for one in ours),
               sum(any(one & other for other in ours) for one in theirs))


def _timed(one: Encounter) -> bool:
    return bool(one.start and one.end)


def _overlap(a: Encounter, b: Encounter) -> bool:
    return str(a.start) <= str(b.end) and str(b.start) <= str(a.end)


def _short(one: Encounter) -> bool:
    return (date.fromisoformat(str(one.end)) - date.fromisoformat(str(one.start))).days <= 3


def proposals(scene: Scene) -> None:
    """Titles agree, and stand out in the same negotiation, or are of the same proposer and kind within some weeks."""
    blocks: dict[frozenset[str], list[str]] = defaultdict(list)
    for uri in scene.by_class["Proposal"]:
        for title in scene.things[uri].values.get("title", ()):
            blocks[title_key(str(title))].append(uri)
    for key, uris in sorted(blocks.items(), key=lambda item: sorted(item[0])):
        for a, b in _pairs([uris] if key else []):
            one, other = scene.things[a], scene.things[b]
            if (text(one, "kind") == "counterproposal") != (text(other, "kind") == "counterproposal"):
                continue
            special = stands_out(text(one, "title")) and stands_out(text(other, "title"))
            proposers = [frozenset().union(*(_stands_for(scene, actor) for actor in scene.out(uri, "PROPOSED_BY")))
                         for uri in (a, b)]
            if special and scene.kindred(one, other) and scene.within(one, other, NUMBERED):
                scene.clusters.join(a, b, "a title that stands out")
            elif (proposers[0] & proposers[1] and text(one, "kind") == text(other, "kind")
                  and scene.within(one, other, WEEKS)):
                scene.clusters.join(a, b, "title, proposer and kind")


def points(scene: Scene) -> None:
    """The same words, in the same proposal."""
    blocks: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for uri in scene.by_class["PlanPoint"]:
        for proposal in scene.out(uri, "POINT_OF"):
            blocks[proposal, stems(text(scene.things[uri], "text"))].append(uri)
    for a, b in _pairs(blocks.values()):
        scene.clusters.join(a, b, "same words in the same proposal")


def deadlines(scene: Scene) -> None:
    """The same day, for the same thing."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for uri in scene.by_class["Deadline"]:
        for target in scene.out(uri, "DEADLINE_OF"):
            if text(scene.things[uri], "time"):
                blocks[target, text(scene.things[uri], "time")].append(uri)
    for a, b in _pairs(blocks.values()):
        scene.clusters.join(a, b, "same day for the same thing")


def groups(scene: Scene) -> None:
    """The same name, led by the same person or at the same meeting for the same side."""
    blocks: dict[frozenset[str], list[str]] = defaultdict(list)
    for uri in scene.by_class["Group"]:
        blocks[stems(text(scene.things[uri], "name"))].append(uri)
    for a, b in _pairs(blocks.values()):
        led = scene.out(a, "LED_BY") & scene.out(b, "LED_BY")
        met = scene.into(a, "PARTICIPANT") & scene.into(b, "PARTICIPANT")
        sides = [scene.out(uri, "REPRESENTS") | scene.out(uri, "MEMBER_OF") for uri in (a, b)]
        if led or (met and (sides[0] & sides[1] or sides[0] == sides[1])):
            scene.clusters.join(a, b, "name, and leader or meeting")


def _pairs(blocks: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """All pairs within each block, each sorted."""
    for block in blocks:
        yield from combinations(sorted(set(block)), 2)


def _unambiguous(pairs: Iterable[tuple[str, str]], things: dict[str, Thing]) -> Iterator[tuple[str, str]]:
    """The pairs without those in which one node has two partners in one document: which it is cannot be told."""
    pairs = list(pairs)
    partners: dict[tuple[str, int], set[str]] = defaultdict(set)
    for a, b in pairs:
        for one, other in ((a, b), (b, a)):
            for document in things[other].documents:
                partners[one, document].add(other)
    for a, b in pairs:
        if all(len(partners[one, document]) == 1
               for one, other in ((a, b), (b, a)) for document in things[other].documents):
            yield a, b


def text(thing: Thing, name: str) -> str:
    """What most documents give as the value, "" if none does."""
    found = thing.values.get(name)
    return min((str(value) for value in found), key=lambda value: (-found[value], value)) if found else ""
