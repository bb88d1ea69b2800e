"""When two nodes of two documents are one and the same. Every rule would rather leave two apart than join two wrongly.

Persons known by a surname, roles, meetings, proposals, points, deadlines and groups are looked at in that order, since
each leans on what was joined before. Two nodes of one document are never joined: its reader took them for two.
"""

from __future__ import annotations

from collections import defaultdict

from kg.identity import Clusters, Evidence
from kg.same_meeting import meetings
from kg.scene import Scene, text
from kg.wording import plain, stands_out, stems, title_key

WEEKS = 21           # days between two publications that may speak of one proposal with a plain title
NUMBERED = 120       # the same for a title that stands out


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
    offices: dict[str, list[tuple[frozenset[str], set[str]]]] = {}
    for uri in scene.by_class["Person"]:
        found = by_surname.get(plain(text(scene.things[uri], "name")), set())
        if uri not in scene.evidence.local or len(found) != 1:
            continue
        (other,) = found
        for one in (uri, other):
            offices.setdefault(one, _offices(scene, one))
        same_office = any(_same_office(one, two) for one in offices[uri] for two in offices[other])
        if same_office or (not offices[uri] and scene.kindred(uri, other) and scene.within(uri, other, WEEKS)):
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
    blocks: dict[object, list[str]] = defaultdict(list)
    for uri in scene.by_class["Role"]:
        thing = scene.things[uri]
        for holder in scene.out(uri, "HOLDER"):
            body = frozenset(scene.out(uri, "IN_ORG"))
            blocks[holder, stems(text(thing, "title")), text(thing, "time"), body].append(uri)
    for block in blocks.values():
        scene.gather(block, "same office of the same person")
    scene.forget()


def proposals(scene: Scene) -> None:
    """Titles agree, and stand out in the same negotiation, or are of the same proposer and kind within some weeks."""
    blocks: dict[frozenset[str], list[str]] = defaultdict(list)
    proposers, special, kind = {}, {}, {}
    for uri in scene.by_class["Proposal"]:
        thing = scene.things[uri]
        for title in thing.values.get("title", ()):
            blocks[title_key(str(title))].append(uri)
        proposers[uri] = {end for actor in scene.out(uri, "PROPOSED_BY") for end in scene.stands_for(actor)}
        special[uri], kind[uri] = stands_out(text(thing, "title")), text(thing, "kind")

    def alike(a: str, b: str) -> bool:
        if (kind[a] == "counterproposal") != (kind[b] == "counterproposal"):
            return False
        if special[a] and special[b] and scene.kindred(a, b) and scene.within(a, b, NUMBERED):
            return True
        return bool(proposers[a] & proposers[b]) and kind[a] == kind[b] and scene.within(a, b, WEEKS)

    for key in sorted(blocks, key=sorted):
        if key:
            scene.gather(blocks[key], "title, and story or proposer", alike)


def points(scene: Scene) -> None:
    """The same words, in the same proposal."""
    blocks: dict[object, list[str]] = defaultdict(list)
    for uri in scene.by_class["PlanPoint"]:
        for proposal in scene.out(uri, "POINT_OF"):
            blocks[proposal, stems(text(scene.things[uri], "text"))].append(uri)
    for block in blocks.values():
        scene.gather(block, "same words in the same proposal")


def deadlines(scene: Scene) -> None:
    """The same day, for the same thing."""
    blocks: dict[object, list[str]] = defaultdict(list)
    for uri in scene.by_class["Deadline"]:
        for target in scene.out(uri, "DEADLINE_OF"):
            if text(scene.things[uri], "time"):
                blocks[target, text(scene.things[uri], "time")].append(uri)
    for block in blocks.values():
        scene.gather(block, "same day for the same thing")


def groups(scene: Scene) -> None:
    """The same name, led by the same person or at the same meeting for the same side."""
    blocks: dict[frozenset[str], list[str]] = defaultdict(list)
    for uri in scene.by_class["Group"]:
        blocks[stems(text(scene.things[uri], "name"))].append(uri)

    def alike(a: str, b: str) -> bool:
        sides = [scene.out(uri, "REPRESENTS") | scene.out(uri, "MEMBER_OF") | scene.into(uri, "MEMBER_OF")
                 for uri in (a, b)]
        return bool(scene.out(a, "LED_BY") & scene.out(b, "LED_BY") or (
            scene.into(a, "PARTICIPANT") & scene.into(b, "PARTICIPANT")
            and (sides[0] & sides[1] or sides[0] == sides[1])))

    for key in sorted(blocks, key=sorted):
        scene.gather(blocks[key], "name, and leader or meeting", alike)
