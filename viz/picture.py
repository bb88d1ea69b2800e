"""The model of a picture: sides, actors, the agenda, and the lines between them. Every page draws it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from schema import strongest
from viz.evidence import Evidence

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
    """What is on the agenda. `box` is the proposal that a point stands in. `status` is the graph's, `was` its statuses
    by day. `unnamed`: all we know of it rests on unnamed sources. `evidence`: the claims about it that no line stands
    for. `folds` names what was folded into it; `cut` says that lines to it are left out."""

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
    cut: bool = False


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
        """What the dash says, in words; empty for what is on record. Who calls a meeting off does not deny it."""
        words = certainty_words(self.modality, self.unnamed)
        return [word for word in words if (self.act, word) != ("say cancelled", "denied")]


@dataclass(slots=True)
class Picture:
    """`sides` in order of weight. `unplaced` holds, by actor, claims about nothing that is drawn; `left_out` counts, in
    words, what is not drawn; `scope` says what was chosen to be drawn."""

    actors: dict[str, Actor] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    unplaced: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    scope: str = ""

    def by_weight(self) -> None:
        """Orders nodes by how much is said by and about them: what pages list, they list in this order."""
        self.actors = {one.uri: one for one in sorted(self.actors.values(), key=lambda one: (-one.weight, one.uri))}
        self.items = {one.uri: one for one in sorted(self.items.values(), key=lambda one: (-one.weight, one.uri))}

    def without(self, gone: set[str]) -> None:
        """Drops nodes with their lines, and counts both."""
        self.actors = {uri: one for uri, one in self.actors.items() if uri not in gone}
        self.items = {uri: one for uri, one in self.items.items() if uri not in gone}
        kept = [line for line in self.lines if line.source not in gone and line.target not in gone]
        self.count("lines", len(self.lines) - len(kept))
        self.lines = kept
        self.unplaced = {uri: claims for uri, claims in self.unplaced.items() if uri in self.actors}
        peopled = {actor.side for actor in self.actors.values()}
        self.sides = {uri: name for uri, name in self.sides.items() if uri in peopled}
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
        self.count("nodes", len(gone))
        self.without(gone)

    def independent(self, claims: Iterable[str]) -> int:
        """How many independent origins stand behind claims."""
        return len({origin for claim in claims for origin in self.evidence[claim].origins})

    def narrowed(self, line: Line, claims: list[str]) -> Line:
        """A line as some of its claims alone have it: an edge of the graph is then as sure as these are, no surer."""
        kept = [self.evidence[claim] for claim in claims]
        part = replace(line, evidence=claims, origins=self.independent(claims))
        if line.kind != "statement" and kept and len(kept) < len(line.evidence):
            part.modality = strongest([one.modality for one in kept])
            part.unnamed = all(one.unnamed for one in kept)
        return part

    def count(self, what: str, number: int) -> None:
        """Adds to what is said to be left out."""
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
