"""What does not fit on a table is drawn together, and counted: never dropped without a word."""

from __future__ import annotations

from collections import defaultdict

from schema.model import DATA
from viz.picture import Actor, Item, Line, Picture

KEPT = 12  # claims that a line keeps on the page, newest last; more are counted


def fold(picture: Picture, actors: int, items: int) -> None:
    """Folds the least connected into "n others" of their side, class or proposal, in place."""
    renamed = {**_fold_actors(picture, actors), **_fold_items(picture, items)}
    if renamed:
        _redraw(picture, renamed)
    cut = sum(len(line.evidence) - KEPT for line in picture.lines if len(line.evidence) > KEPT)
    for line in picture.lines:
        line.evidence = line.evidence[-KEPT:]
    if cut:
        picture.left_out["repeated claims"] = cut
    picture.without(set())


def _fold_actors(picture: Picture, most: int) -> dict[str, str]:
    order = sorted(picture.actors.values(), key=lambda actor: (-actor.weight, actor.uri))
    groups: dict[str | None, list[Actor]] = defaultdict(list)
    for actor in order[most:]:
        groups[actor.side].append(actor)
    renamed = {}
    for side, folded in groups.items():
        uri = f"{DATA}others:{(side or 'no-side').removeprefix(DATA)}"
        of = f" of {picture.sides[side]}" if side in picture.sides else ""
        picture.actors[uri] = Actor(uri, "Others", f"{len(folded)} other{'s' * (len(folded) > 1)}{of}", side,
                                    weight=sum(actor.weight for actor in folded),
                                    folds=[actor.name for actor in folded])
        for actor in folded:
            renamed[actor.uri] = uri
            picture.unplaced.setdefault(uri, []).extend(picture.unplaced.pop(actor.uri, []))
            del picture.actors[actor.uri]
    return renamed


def _fold_items(picture: Picture, most: int) -> dict[str, str]:
    boxes = {item.box for item in picture.items.values() if item.box}
    order = sorted(picture.items.values(), key=lambda item: (-item.weight - (item.uri in boxes), item.uri))
    groups: dict[tuple[str, str | None], list[Item]] = defaultdict(list)
    kept = {item.uri for item in order[:most]}
    for item in order[most:]:
        groups[item.cls, item.box if item.box in kept else None].append(item)
    renamed = {}
    words = {"PlanPoint": "point", "Issue": "issue"}
    for (cls, box), folded in groups.items():
        uri = f"{DATA}more:{cls.lower()}:{(box or '').removeprefix(DATA)}"
        name = f"{len(folded)} further {words.get(cls, cls.lower())}{'s' * (len(folded) > 1)}"
        picture.items[uri] = Item(uri, cls, name, box=box, weight=sum(item.weight for item in folded),
                                  evidence=sorted({claim for item in folded for claim in item.evidence}),
                                  folds=[item.title for item in folded])
        for item in folded:
            renamed[item.uri] = uri
            del picture.items[item.uri]
    for item in picture.items.values():
        item.box = renamed.get(item.box, item.box) if item.box else None
        if item.box and (item.box not in picture.items or picture.items[item.box].cls != "Proposal"):
            item.box = None
    return renamed


def _redraw(picture: Picture, renamed: dict[str, str]) -> None:
    """Lines of what was folded are lines of the fold, those that then say the same joined."""
    joined: dict[tuple[str, str, str, str, str, bool, str], Line] = {}
    for line in picture.lines:
        source, target = renamed.get(line.source, line.source), renamed.get(line.target, line.target)
        if source == target:
            continue
        key = (source, target, line.act, line.stance, line.modality, line.unnamed, line.kind)
        if key in joined:
            joined[key].evidence = sorted({*joined[key].evidence, *line.evidence},
                                          key=lambda claim: (picture.evidence[claim].published, claim))
            found = {one for claim in joined[key].evidence for one in picture.evidence[claim].origins}
            joined[key].origins = len(found)
        else:
            joined[key] = Line(*key[:6], kind=line.kind, evidence=list(line.evidence), origins=line.origins)
    picture.lines = list(joined.values())
