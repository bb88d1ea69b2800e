"""Where the nodes of a large picture stand: one disc a community, in it the agenda in the middle and the sides around.

Communities (who speaks of the same things) are networkx's Louvain with a seed; the rest is arithmetic without physics:
in a disc nodes stand on rings, the weightiest innermost, each where what it is linked to lies (barycentre); discs are
put down largest first, each touching the others as near as it can to those it is linked to. So nodes never overlap and
the same picture is always placed the same. 20k nodes and 60k lines take 2.5 s on one core, of which 1.8 are Louvain's.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from viz.picture import Actor, Item, Picture

VERSION = 1         # of this module's results: raise it, and what is kept from before is placed anew
LARGE = 2000        # nodes from which Louvain's resolution is 2: at 1 it joins whole stories that share a few actors
SMALL = 8           # a community of fewer nodes shares a disc with others; in a picture that is not large, of half that
SHARED = 240        # nodes on a disc of small communities
COLOURED = 6        # sides with a colour of their own; the rest stand together
GAP = 2.2           # between the agenda and the sides, in spaces between nodes
TAU = 2 * math.pi

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Places:
    """`at`: x and y of each node, actors before items; one unit is the space of a node. `disc`: its disc's index.
    `discs`: x, y and radius of each; `shared`: how many communities lie on it, 0 for the nodes without any line."""

    at: Floats
    disc: Ints
    discs: Floats
    shared: Ints


def places(picture: Picture, keep: Path | None = None) -> Places:
    """Positions for a picture's nodes. With `keep`, a file that holds the last ones: read when it is of the same
    picture, else written if it can be."""
    nodes, ends, sides = _numbers(picture)
    weight = _weights(picture)
    content = (VERSION, nodes, ends.tolist(), sides.tolist(), weight.tolist())
    key = hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()
    if keep is not None and (found := _kept(keep, key)):
        return found
    made = _place(len(picture.actors), ends, sides, weight)
    if keep is not None:
        with suppress(OSError):
            _keep(keep, key, made)
    return made


def _kept(path: Path, key: str) -> Places | None:
    """What the file holds, if it is of the same picture; a file that cannot be read is none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["key"]) == key:
                return Places(file["at"], file["disc"], file["discs"], file["shared"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        pass
    return None


def _keep(path: Path, key: str, made: Places) -> None:
    """Written beside and then put in place: whoever reads meanwhile sees all of the old or all of the new."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        np.savez_compressed(file, key=key, at=made.at, disc=made.disc, discs=made.discs, shared=made.shared)
    beside.replace(path)


def _numbers(picture: Picture) -> tuple[list[str], Ints, Ints]:
    """The nodes, the pairs that are linked (lines, and points with their proposals), and the side of each, -1: none."""
    nodes = [*picture.actors, *picture.items]
    number = {uri: at for at, uri in enumerate(nodes)}
    pairs = [(number[line.source], number[line.target]) for line in picture.lines]
    pairs += [(number[item.uri], number[item.box]) for item in picture.items.values() if item.box in number]
    order = {side: at for at, side in enumerate(picture.sides)}
    sides = [order.get(actor.side or "", -1) for actor in picture.actors.values()] + [-1] * len(picture.items)
    return nodes, np.array(pairs, np.int64).reshape(-1, 2), np.array(sides, np.int64)


def _weights(picture: Picture) -> Ints:
    nodes: list[Actor | Item] = [*picture.actors.values(), *picture.items.values()]
    return np.array([one.weight for one in nodes], np.int64)


def _place(actors: int, ends: Ints, sides: Ints, weight: Ints) -> Places:
    count = len(sides)
    groups, shared = _communities(count, ends, weight)
    disc = np.zeros(count, np.int64)
    for number, members in enumerate(groups):
        disc[members] = number
    inside = ends[disc[ends[:, 0]] == disc[ends[:, 1]]]
    at, angle = np.zeros((count, 2)), np.zeros(count)
    for turn in range(3):       # sectors first, then each to where what it is linked to lies, twice
        wanted = _barycentres(angle, inside, count) if turn else angle
        for members in groups:
            _rings(members, actors, sides, weight, wanted, at, angle)
    radius = np.array([np.hypot(*at[members].T).max() + 1 for members in groups] or [1.0])
    middle = _pack(radius, _between(disc[ends], len(groups)))
    if count:
        at += middle[disc]
    return Places(at, disc, np.column_stack([middle, radius]), np.array(shared, np.int64))


def _communities(count: int, ends: Ints, weight: Ints) -> tuple[list[Ints], list[int]]:
    """The nodes of each disc, weightiest first, the largest disc first; and how many communities are on it."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for (a, b), times in Counter(map(tuple, np.sort(ends).tolist())).items():
        if a != b:
            graph.add_edge(a, b, weight=times)
    alone = [node for node, degree in graph.degree() if not degree]
    graph.remove_nodes_from(alone)
    large = count >= LARGE
    small = SMALL if large else SMALL // 2
    found = [sorted(one) for one in nx.community.louvain_communities(graph, resolution=1 + large, seed=1)]
    found.sort(key=lambda one: (-len(one), one))
    groups = [one for one in found if len(one) >= small]
    shared = [1] * len(groups)
    open_disc = False
    for one in found[len(groups):]:
        if open_disc and len(groups[-1]) + len(one) <= SHARED:
            groups[-1] += one
            shared[-1] += 1
        else:
            groups.append(one)
            shared.append(1)
            open_disc = True
    if alone:
        groups.append(alone)
        shared.append(0)
    return [np.array(sorted(one, key=lambda node: (-weight[node], node)), np.int64) for one in groups], shared


def _barycentres(angle: Floats, ends: Ints, count: int) -> Floats:
    """For each node the mean direction of those it is linked to; its own where there are none."""
    turn = np.exp(1j * angle)
    total = turn * 1e-6
    np.add.at(total, ends[:, 0], turn[ends[:, 1]])
    np.add.at(total, ends[:, 1], turn[ends[:, 0]])
    return np.angle(total)


def _rings(members: Ints, actors: int, sides: Ints, weight: Ints, wanted: Floats, at: Floats, angle: Floats) -> None:
    """Puts the nodes of a disc on rings about 0, 0: items within, actors about them, a sector a side."""
    items = [int(one) for one in members if one >= actors]
    ring, radius = 0, 0.0
    while items:
        room = int(TAU * ring) if ring else 1
        _arc(items[:room], float(ring), 0.0, TAU, wanted, at, angle)
        items, radius, ring = items[room:], float(ring), ring + 1
    people: dict[int, list[int]] = defaultdict(list)
    for one in members[members < actors].tolist():
        people[min(int(sides[one]), COLOURED)].append(one)
    if len(people.get(COLOURED, ())):
        people[COLOURED].sort(key=lambda one: sides[one])
    sectors = list(_sectors(people)) if people else []
    radius = radius + GAP if ring else 0.0
    while any(people.values()):
        for side, start, end in sectors:
            room = max(1, int((end - start) * radius - (0.7 if len(sectors) > 1 else 0)))
            row, people[side] = people[side][:room], people[side][room:]
            _arc(row, radius, start, end, wanted, at, angle)
        radius += 1.0


def _sectors(people: dict[int, list[int]]) -> Iterator[tuple[int, float, float]]:
    """Each side with the angles that it takes: the first faces the second, left and right as at the table; further
    ones stand above and below, those whose side is not on record below."""
    known = sorted(side for side in people if side >= 0)
    left, right = known[:1], known[1:2]
    order = [*left, *known[2::2], *right, *([-1] if -1 in people else []), *reversed(known[3::2])]
    total = sum(map(len, people.values()))
    shares = [max(len(people[side]) / total, 0.02) for side in order]
    start = math.pi - TAU * shares[0] / sum(shares) / 2
    for side, share in zip(order, shares, strict=True):
        end = start + TAU * share / sum(shares)
        yield side, start, end
        start = end


def _arc(row: list[int], radius: float, start: float, end: float, wanted: Floats, at: Floats, angle: Floats) -> None:
    """Puts nodes evenly on an arc, in the order of where they want to be; a whole ring is turned to suit them."""
    if not row:
        return
    whole = end - start >= TAU - 1e-9
    from_start = np.mod(wanted[row] - start, TAU) if whole else np.angle(np.exp(1j * (wanted[row] - (start + end) / 2)))
    ranked = np.array(row)[np.argsort(from_start, kind="stable")]
    places = start + (end - start) * (np.arange(len(row)) + 0.5) / len(row)
    if whole:
        places += np.angle(np.exp(1j * (wanted[ranked] - places)).sum())
    angle[ranked] = places
    at[ranked] = radius * np.column_stack([np.cos(places), np.sin(places)])


def _between(pairs: Ints, count: int) -> dict[int, dict[int, int]]:
    """For each disc the others it is linked to, with how often."""
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for a, b in pairs[pairs[:, 0] != pairs[:, 1]].tolist():
        found[a][b] += 1
        found[b][a] += 1
    return found


def _pack(radius: Floats, links: dict[int, dict[int, int]]) -> Floats:
    """Middles of discs that do not touch: the first at 0, 0, each further one beside an earlier one, near the middle
    of the picture (which is wider than high) and near those it is linked to."""
    middle = np.zeros((len(radius), 2))
    gap = 1.5 + 0.12 * float(np.median(radius))
    turns = np.exp(1j * np.linspace(0, TAU, 36, endpoint=False))
    around = np.column_stack([turns.real, turns.imag])
    for one in range(1, len(radius)):
        apart = radius[:one] + radius[one] + gap
        tries = (middle[:one, None] + around[None] * (apart[:, None, None] + 1e-9)).reshape(-1, 2)
        near = {other: times for other, times in links.get(one, {}).items() if other < one}
        cost = np.hypot(tries[:, 0] / 1.5, tries[:, 1])
        if near:
            weight = np.array(list(near.values()), float)
            to = (middle[list(near)] * weight[:, None]).sum(0) / weight.sum()
            cost += 0.5 * np.hypot(*(tries - to).T)
        for chosen in np.argsort(cost, kind="stable"):
            if (np.hypot(*(middle[:one] - tries[chosen]).T) >= apart).all():
                middle[one] = tries[chosen]
                break
    return middle
