"""When two articles tell of one meeting: kind, place, time and participants agree.

Where one of them is not told, the others must say more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, pairwise

from kg.scene import Scene, text
from kg.wording import VERSION_STEMS, has_names, stems
from schema import bounds

NEAR = 10            # days between two publications that may speak of one meeting whose day is not told
IN_STORY = 5         # the weakest grade of likeness
_NEUTRAL_KINDS = frozenset(("meeting", "talks", "session"))


@dataclass(frozen=True, slots=True)
class Encounter:
    """What is compared of a meeting.

    `sides` holds each participant with those whom it stands for, `days` those of publication.
    """

    kind: str
    places: frozenset[str]
    start: str | None
    end: str | None
    sides: frozenset[frozenset[str]]
    title: frozenset[str]
    special: bool
    days: tuple[int, ...]


def meetings(scene: Scene) -> None:
    """Join what is one, the surest pairs first. What could be either of two is neither.

    Meetings that are told alike are compared once, or a thousand articles would be half a million comparisons.
    """
    told = {uri: _encounter(scene, uri) for uri in scene.by_class["Meeting"]}
    alike: dict[Encounter, list[str]] = defaultdict(list)
    for uri, one in told.items():
        alike[one].append(uri)
    documents = {one: {number for uri in uris for number in scene.things[uri].documents} for one, uris in alike.items()}
    blocks: dict[object, list[Encounter]] = defaultdict(list)
    for one in alike:
        for key in {*one.places, one.title, *(actor for side in one.sides for actor in side)}:
            blocks[key].append(one)
    pairs = {(one, other) if alike[one][0] < alike[other][0] else (other, one)
             for block in blocks.values() for one, other in combinations(block, 2)}
    found: dict[int, list[tuple[Encounter, Encounter]]] = defaultdict(list)
    for one in alike:
        found[_same_meeting(one, one)].append((one, one))
    for one, other in pairs:
        if documents[one].isdisjoint(documents[other]):
            grade = _same_meeting(one, other)
            if grade != IN_STORY or scene.kindred(alike[one][0], alike[other][0]):
                found[grade].append((one, other))
    found.pop(0, None)
    conflict = cache(_conflict)
    within = {uri: {told[member] for member in scene.clusters.members(uri) if member in told} for uri in told}
    for grade in sorted(found):
        joins = {(a, b) for one, other in _unambiguous(found[grade], conflict)
                 for a, b in (pairwise(alike[one]) if one is other else [(alike[one][0], alike[other][0])])
                 if grade != IN_STORY or scene.kindred(a, b)}
        for a, b in sorted(joins):
            a, b = scene.clusters.find(a), scene.clusters.find(b)
            if a == b or any(conflict(one, other) for one in within[a] for other in within[b]):
                continue
            if scene.clusters.join(a, b, "kind, place, time and participants"):
                within[scene.clusters.find(a)] = within[a] | within[b]


def _unambiguous(pairs: list[tuple[Encounter, Encounter]], conflict: Callable[[Encounter, Encounter], bool]
                 ) -> Iterator[tuple[Encounter, Encounter]]:
    """The pairs without those in which one could be several that are not the same."""
    partners: dict[Encounter, list[Encounter]] = defaultdict(list)
    for one, other in pairs:
        partners[one].append(other)
        partners[other].append(one)
    torn = {one for one, others in partners.items() if any(conflict(*two) for two in combinations(others, 2))}
    yield from (pair for pair in pairs if pair[0] is pair[1] or torn.isdisjoint(pair))


def _encounter(scene: Scene, uri: str) -> Encounter:
    thing = scene.things[uri]
    start, end = bounds(text(thing, "time")) if text(thing, "time") else (None, None)
    title = text(thing, "title")
    return Encounter(text(thing, "kind") or "meeting", frozenset(scene.out(uri, "AT_PLACE")), start, end,
                     frozenset(scene.stands_for(one) for one in scene.out(uri, "PARTICIPANT")), stems(title),
                     has_names(title), scene.days(uri))


def _conflict(a: Encounter, b: Encounter) -> bool:
    """Whether the two cannot be one meeting."""
    if a.kind != b.kind and not {a.kind, b.kind} <= _NEUTRAL_KINDS:
        return True
    if a.places and b.places and not a.places & b.places:
        return True
    if (a.title ^ b.title) & VERSION_STEMS:
        return True                         # the second round is not the first
    return _timed(a) and _timed(b) and not _overlap(a, b)


def _same_meeting(a: Encounter, b: Encounter) -> int:
    """0 if the two are not to be joined, else how sure it is, 1 the surest; IN_STORY holds in one story only."""
    if _conflict(a, b):
        return 0
    place, time, shared = bool(a.places & b.places), _timed(a) and _timed(b), _shared(a.sides, b.sides)
    near = any(abs(one - other) <= NEAR for one in a.days for other in b.days)
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
    if place and time and near and _short(a) and _short(b) and not (a.sides and b.sides):
        return 4
    return IN_STORY if place and near and a.title == b.title else 0


def _shared(ours: frozenset[frozenset[str]], theirs: frozenset[frozenset[str]]) -> int:
    """How many participants of each are, or stand for, some of the other's."""
    return min(sum(any(one & other for other in theirs) for one in ours),
               sum(any(one & other for other in ours) for one in theirs))


def _timed(one: Encounter) -> bool:
    return bool(one.start and one.end)


def _overlap(a: Encounter, b: Encounter) -> bool:
    return str(a.start) <= str(b.end) and str(b.start) <= str(a.end)


def _short(one: Encounter) -> bool:
    return (date.fromisoformat(str(one.end)) - date.fromisoformat(str(one.start))).days <= 3
