"""What several sightings of an encounter come to: which of them are one and the same, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.reading.actors import Actors
from loaders.reading.modality import Hedge
from loaders.reading.times import TimeMention
from schema import bounds

FAMILY = {"visit": "visit", "call": "call"}


@dataclass(slots=True)
class Sighting:
    """One mention of an encounter. `clause` are the tokens that tell of it; `light` the verb that carries a noun."""

    paragraph: int
    token: int
    kind: str
    clause: tuple[int, int]
    participants: list[str]
    hedge: Hedge
    place: str | None = None
    time: TimeMention | None = None
    named: str | None = None
    definite: bool = False
    again: str = ""  # the word that tells it from one before: "second", "next"
    firm: bool = False  # with a day of its own, or a clause that says when or whether: enough to be one by itself
    apart: bool = False  # told as the occasion of another: "on the sidelines of the talks"
    such: bool = False  # "any such meeting", "no such talks": the one told last, whatever was said of it


@dataclass(slots=True)
class Encounter:
    """What several sightings speak of."""

    uri: str
    kind: str
    sightings: list[Sighting] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    place: str | None = None
    time: str | None = None
    title: str = ""
    named: bool = False


def gather(seen: Sighting, encounters: list[Encounter], actors: Actors) -> None:
    """Put the sighting to the encounter it speaks of, the last that fits, or begin a new one."""
    if seen.such and encounters and abs(seen.paragraph - encounters[-1].sightings[-1].paragraph) <= 1:
        join(seen, encounters[-1])
        return
    for encounter in reversed(encounters):
        if _same(seen, encounter, actors):
            join(seen, encounter, _fresh(seen.participants, encounter, actors))
            return
    specific = seen.named or seen.participants or seen.place or seen.firm
    if specific and not (seen.definite and not (seen.participants or seen.place or seen.firm)):
        encounters.append(
            Encounter(
                "",
                seen.kind,
                [seen],
                list(seen.participants),
                seen.place,
                seen.time.edtf if seen.time else None,
                seen.named or "",
                bool(seen.named),
            )
        )


def join(seen: Sighting, encounter: Encounter, participants: Sequence[str] = ()) -> None:
    """Put the sighting to an encounter, with those of its participants that are new to it."""
    encounter.sightings.append(seen)
    encounter.participants = unique([*encounter.participants, *participants])
    encounter.place = encounter.place or seen.place
    encounter.time = encounter.time or (seen.time.edtf if seen.time else None)
    if seen.named and not encounter.named:
        encounter.title, encounter.named = seen.named, True
    if encounter.kind == "meeting" and seen.kind in ("talks", "summit"):
        encounter.kind = seen.kind


def _fresh(participants: list[str], encounter: Encounter, actors: Actors) -> list[str]:
    """Participants that are not merely a vaguer word for those already there: "the two sides" of two delegations."""
    known = set(encounter.participants)
    covered = known | {target for node in known for _, target in actors.backing.get(node, ())}
    return (
        [
            n
            for n in participants
            if n not in covered and not all(target in covered for _, target in actors.backing.get(n, [("", "")]))
        ]
        if known
        else participants
    )


def _same(seen: Sighting, encounter: Encounter, actors: Actors) -> bool:
    mine, theirs = _expand(seen.participants, actors), _expand(encounter.participants, actors)
    shared = mine & theirs
    if FAMILY.get(seen.kind, "meet") != FAMILY.get(encounter.kind, "meet") and not (
            encounter.kind == "visit" and seen.kind == "meeting" and len(shared) > 1):
        return False        # but "flew to X to see Y" and "denied that the two had met" are of one
    if seen.apart and encounter.sightings[-1].paragraph == seen.paragraph and not seen.named:
        return False
    if seen.named and encounter.named and seen.named != encounter.title:
        return False
    if seen.again and seen.again not in {s.again for s in encounter.sightings}:
        return False
    if seen.place and encounter.place and seen.place != encounter.place:
        return False
    special = {"summit", "conference", "session", "hearing"}
    if seen.kind != encounter.kind and {seen.kind, encounter.kind} & special and not (seen.named or encounter.named):
        return False
    if "summit" in (seen.kind, encounter.kind) and seen.kind != encounter.kind and not seen.definite:
        return False
    if seen.time and encounter.time and not _overlap(seen.time.edtf, encounter.time):
        return False
    if seen.participants and encounter.participants and not shared:
        return False
    if seen.firm and not seen.definite and not seen.participants and not seen.place:
        return False  # "a meeting which took place yesterday": told as a new one
    if seen.place and seen.place == encounter.place and (not mine or not theirs or shared):
        return True
    if seen.definite and not seen.participants and not seen.place:
        # "the trip": only if it may be one and the same, and near
        held = all(s.hedge.modality == "asserted" for s in encounter.sightings)
        if held and seen.hedge.modality in ("possible", "conditional"):
            return False  # what has been held cannot still be open: "the talks would be resumed"
        open_ = all(s.hedge.modality not in ("asserted", "denied") for s in encounter.sightings)
        if open_ and seen.hedge.modality == "asserted":
            return False  # nor has what is only planned been held: "the meeting went well" is of another
        return abs(seen.paragraph - encounter.sightings[-1].paragraph) <= 6
    happened = {s.hedge.modality == "asserted" for s in encounter.sightings}
    if mine and theirs and (mine == theirs or len(shared) >= 2 or (seen.definite and shared)):
        return (
            (seen.hedge.modality == "asserted") in happened
            or (seen.time is not None and encounter.time is not None)
            or seen.definite
        )
    return bool(shared) and seen.kind == "visit"


def _expand(participants: list[str], actors: Actors) -> set[str]:
    found = set(participants)
    for node in participants:
        found |= {target for _, target in actors.backing.get(node, ())}
    return found


def _overlap(one: str, other: str) -> bool:
    (a, b), (c, d) = bounds(one), bounds(other)
    return bool((a or "") <= (d or "9999") and (c or "") <= (b or "9999"))


def title_of(encounter: Encounter, actors: Actors) -> str:
    names = [_short(node, actors, encounter.participants) for node in encounter.participants]
    place = actors.name(encounter.place) if encounter.place else None
    people = [n for n in encounter.participants if actors.cls(n) in ("Person", "UnnamedSource")]
    if encounter.kind == "visit":
        return f"{names[0] if names else 'Unnamed'} visit" + (f" to {_the(place)}" if place else "")
    if place and not (len(people) == 2 and len(encounter.participants) == 2):
        return f"{place} {encounter.kind}"
    if len(names) == 2 and people:
        return f"{names[0]} {encounter.kind} with {_the(names[1])}"
    states = unique(
        target
        for n in encounter.participants
        for target in ([n] if not actors.backing.get(n) else [t for _, t in actors.backing[n]])
    )
    called = [_short(n, actors, states) for n in states] if len(people) < len(encounter.participants) else names
    if len(called) > 1:
        return (
            "–".join(called[:4]) + f" {encounter.kind}"
            if len(called) < 5
            else f"{called[0]} and others {encounter.kind}"
        )
    return f"{called[0]} {encounter.kind}" if called else (f"{place} {encounter.kind}" if place else encounter.kind)


def _short(node: str, actors: Actors, among: list[str]) -> str:
    """A person's last name where that tells them apart, else the whole name."""
    name = actors.name(node)
    if actors.cls(node) != "Person":
        return name
    last = name.split()[-1]
    entity = actors.entities[node]
    aliases = entity.values.get("aliases") or []
    short = next((a for a in aliases if " " not in str(a)), last) if isinstance(aliases, list) else last
    return (
        name if sum(actors.name(n).split()[-1] == last for n in among if actors.cls(n) == "Person") > 1 else str(short)
    )


def _the(name: str | None) -> str:
    plural = name is not None and (
        name.startswith(("United ", "Nether", "Philipp", "Emirates", "Maldives", "Bahamas"))
        or name.endswith(("Republic", "Islands", "Union", "Kingdom", "States", "Emirates"))
    )
    return f"the {name}" if plural else str(name)


def unique(items: object) -> list[str]:
    return list(dict.fromkeys(items))  # type: ignore[call-overload]
