"""What does not fit on a table is drawn together, and counted: never dropped without a word."""

from __future__ import annotations

from collections import defaultdict

from schema.model import DATA
from viz.page import verb
from viz.picture import Actor, Item, Line, Picture

KEPT = 12    # claims that a line or a node keeps on the page, the first and the newest; more are counted
LINES = 90   # lines on one picture: more can be drawn in time, but not be read


def fold(picture: Picture, actors: int, items: int, lines: int = LINES) -> None:
    """Folds the least connected into "n others" of their side, class or proposal, in place; then `condense`, and what
    lost all its lines to that is folded too."""
    spare = sorted(picture.actors.values(), key=lambda actor: (-actor.weight, actor.uri))[actors:]
    boxes = {item.box for item in picture.items.values() if item.box}
    rest = sorted(picture.items.values(), key=lambda item: (-item.weight - (item.uri in boxes), item.uri))[items:]
    _redraw(picture, {**_fold_actors(picture, spare), **_fold_items(picture, rest)})
    condense(picture, lines)
    heard = {end for line in picture.lines for end in (line.source, line.target)}
    boxes = {item.box for item in picture.items.values() if item.box}
    _redraw(picture, _fold_items(picture, [item for item in picture.items.values()
                                           if item.cut and item.uri not in heard | boxes]))
    picture.by_weight()


def condense(picture: Picture, lines: int) -> None:
    """At most `lines` lines, in place: first those that differ in the act alone are joined, then the least said go."""
    if len(picture.lines) > lines:
        _join_acts(picture)
    order = sorted(picture.lines, key=lambda line: (-_matters(picture, line), line.source, line.target, line.id))
    gone = {id(line) for line in order[lines:]}
    picture.count("lines", len(gone))
    for line in picture.lines:
        if id(line) in gone and line.target in picture.items:
            picture.items[line.target].cut = True
    picture.lines = [line for line in picture.lines if id(line) not in gone]
    if gone:
        drawn = {end for line in picture.lines for end in (line.source, line.target)} | set(picture.unplaced)
        silent = set(picture.actors) - drawn
        picture.count("actors", sum(len(picture.actors[uri].folds) or 1 for uri in silent))
        picture.without(silent)
    kept = [line.evidence for line in picture.lines] + [item.evidence for item in picture.items.values()]
    kept += picture.unplaced.values()
    picture.count("repeated claims", sum(max(0, len(claims) - KEPT) for claims in kept))
    for claims in kept:
        claims.sort(key=lambda claim: (picture.evidence[claim].published, claim))
        claims[1:] = claims[1:][1 - KEPT:]
    picture.without(set())


def _matters(picture: Picture, line: Line) -> float:
    """How much is lost without the line: what is said often, takes a stance, or is in doubt stays longer; what is said
    by or about many together says little."""
    stance, doubt = line.stance != "neutral", line.certainty != "record"
    ends = [picture.actors.get(uri) or picture.items[uri] for uri in (line.source, line.target)]
    together = 0.2 ** sum(bool(end.folds) for end in ends)
    return (len(line.evidence) * (1 + stance) * (1 + 0.5 * doubt) + line.origins) * together


def _join_acts(picture: Picture) -> None:
    groups: dict[tuple[str, str, str, str, bool], list[Line]] = defaultdict(list)
    for line in picture.lines:
        groups[line.source, line.target, line.stance, line.modality, line.unnamed].append(line)
    picture.lines = []
    for (source, target, stance, modality, unnamed), group in groups.items():
        group.sort(key=lambda line: (-len(line.evidence), line.act))
        acts = [verb(line.act) for line in group]
        act = ", ".join(acts[:2]) + (f" +{len(acts) - 2}" if len(acts) > 2 else "")
        line = Line(source, target, group[0].act if len(acts) == 1 else act, stance, modality, unnamed, group[0].kind,
                    sorted({claim for one in group for claim in one.evidence}))
        line.origins = picture.independent(line.evidence)
        picture.lines.append(line)


def _fold_actors(picture: Picture, spare: list[Actor]) -> dict[str, str]:
    """Who nobody has named stays nobody whom one has named: sources without a name are folded by themselves."""
    groups: dict[tuple[str | None, bool], list[Actor]] = defaultdict(list)
    for actor in spare:
        groups[actor.side, actor.cls == "UnnamedSource"].append(actor)
    renamed = {}
    for (side, unnamed), folded in groups.items():
        if len(folded) == 1:
            continue  # a fold of one saves no room
        cls, what = ("UnnamedSource", "unnamed sources") if unnamed else ("Others", "others")
        uri = f"{DATA}{what.replace(' ', '-')}:{(side or 'no-side').removeprefix(DATA)}"
        of = f" of {picture.sides[side]}" if side in picture.sides else ""
        picture.actors[uri] = Actor(uri, cls, f"{len(folded)} {what}{of}", side,
                                    weight=sum(actor.weight for actor in folded),
                                    folds=[actor.name for actor in folded])
        for actor in folded:
            renamed[actor.uri] = uri
            picture.unplaced.setdefault(uri, []).extend(picture.unplaced.pop(actor.uri, []))
            del picture.actors[actor.uri]
    picture.unplaced = {uri: claims for uri, claims in picture.unplaced.items() if claims}
    return renamed


def _fold_items(picture: Picture, spare: list[Item]) -> dict[str, str]:
    """What is folded later joins the fold that is there."""
    groups: dict[tuple[str, str | None], list[Item]] = defaultdict(list)
    gone = {item.uri for item in spare}
    for item in spare:
        groups[item.cls, item.box if item.box not in gone else None].append(item)
    renamed = {}
    words = {"PlanPoint": "point", "Issue": "issue"}
    for (cls, box), folded in groups.items():
        uri = f"{DATA}more:{cls.lower()}:{(box or '').removeprefix(DATA)}"
        if uri in picture.items and picture.items[uri] not in folded:
            folded.append(picture.items[uri])
        if len(folded) == 1:
            continue
        names = [name for item in folded for name in item.folds or [item.title]]
        for item in folded:
            renamed[item.uri] = uri
            del picture.items[item.uri]
        picture.items[uri] = Item(uri, cls, f"{len(names)} further {words.get(cls, cls.lower())}s", box=box,
                                  weight=sum(item.weight for item in folded), folds=names,
                                  evidence=sorted({claim for item in folded for claim in item.evidence}),
                                  cut=any(item.cut for item in folded))
    for item in picture.items.values():
        item.box = renamed.get(item.box, item.box) if item.box else None
        if item.box and (item.box not in picture.items or picture.items[item.box].cls != "Proposal"):
            item.box = None
    return renamed


def _redraw(picture: Picture, renamed: dict[str, str]) -> None:
    """Lines of what was folded are lines of the fold, those that then say the same joined."""
    if not renamed:
        return
    joined: dict[tuple[str, str, str, str, str, bool, str], Line] = {}
    for line in picture.lines:
        source, target = renamed.get(line.source, line.source), renamed.get(line.target, line.target)
        if source == target:
            continue
        key = (source, target, line.act, line.stance, line.modality, line.unnamed, line.kind)
        if key in joined:
            joined[key].evidence = sorted({*joined[key].evidence, *line.evidence},
                                          key=lambda claim: (picture.evidence[claim].published, claim))
            joined[key].origins = picture.independent(joined[key].evidence)
        else:
            joined[key] = Line(*key[:6], kind=line.kind, evidence=list(line.evidence), origins=line.origins)
    picture.lines = list(joined.values())
