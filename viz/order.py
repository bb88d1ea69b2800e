"""In which order actors and agenda stand on the table: few lines cross, the same every time.

Two lines cross exactly when the order of their actors is not that of their ends, so crossings are counted without
drawing. One element after another is moved to where it leaves the fewest (sifting, Matuszewski et al. 1999), from a few
fixed starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viz.picture import Actor, Line, Picture

CROWD = 6       # ends on one side of a row: where there are more, those are joined that differ in the act alone
STARTS, WORK = 9, 10_000      # further starts, and times the square of the lines: on a full table one must do
PASSES = 12
DATED = ("Meeting", "Deadline")

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Order:
    """`columns` are left and right: groups of actors, by uri, from top to bottom; a group is of one side, and who is on
    none stands alone. `parts` are the agenda's sections: rows by uri, of items or of actors who are spoken about; a
    proposal heads its points. `ports` says for each of the picture's lines at which of the ends on its side of its row
    it ends, counted from the top; lines that say the same share one."""

    columns: list[list[list[str]]]
    parts: list[list[str]]
    ports: list[int]


def arrange(picture: Picture) -> Order:
    """The order in which to draw a picture. Meetings come first, and stand by date where they have one."""
    lines = [line for line in picture.lines if line.source in picture.actors]
    search, chance = _Search(picture, lines), Random(0)
    found = [(search.run(), search.state())]
    for _ in range(min(STARTS, WORK // max(1, len(lines)) ** 2)):
        search.shuffle(chance)
        found.append((search.run(), search.state()))
    columns, parts = min(found, key=lambda one: one[0])[1]
    return Order(columns, parts, _ports(picture, columns))


class _Search:
    def __init__(self, picture: Picture, lines: list[Line]) -> None:
        self.columns, self.parts = _columns(picture), _parts(picture, lines)
        self.fixed = {actor: at for at, column in enumerate(self.columns) for group in column[:1] for actor in group
                      if picture.actors[actor].side}
        self.start = {uri: item.start for uri, item in picture.items.items() if item.cls in DATED and item.start}
        self.heads = {uri for uri, item in picture.items.items() if item.cls == "Proposal"}
        self.first = [part for part in self.parts if part[0] in picture.items
                      and picture.items[part[0]].cls == "Meeting"]
        self.actor = {uri: at for at, uri in enumerate(picture.actors)}
        self.row = {uri: at for at, uri in enumerate(row for part in self.parts for row in part)}
        ends: dict[Any, int] = {}      # what may end together: on one row, of one kind
        self.source = np.array([self.actor[line.source] for line in lines], dtype=int)
        self.target = np.array([self.row[line.target] for line in lines], dtype=int)
        self.end = np.array([ends.setdefault((line.target, _says(line)), len(ends)) for line in lines], dtype=int)
        self.later = np.tri(len(lines), k=-1, dtype=bool)   # of a row and a column, whether the row's line is the later
        self.best = 0.0

    def state(self) -> tuple[list[list[list[str]]], list[list[str]]]:
        return [[list(group) for group in column] for column in self.columns], [list(part) for part in self.parts]

    def cost(self) -> float:
        """Crossings, and less than one for how far the lines go up and down."""
        return float(self.costs([self.placed()])[0])

    def placed(self) -> tuple[list[int], int, list[int]]:
        """The actors from top to bottom, those on the left first; how many are on the left; the rows."""
        left, right = ([self.actor[uri] for group in column for uri in group] for column in self.columns)
        return left + right, len(left), [self.row[uri] for part in self.parts for uri in part]

    def costs(self, tried: list[tuple[list[int], int, list[int]]]) -> Floats:
        """The cost of each of some orders: of all at once, since there are a hundred to choose from for each move."""
        if not len(self.source):
            return np.zeros(len(tried))
        actors, rows = np.array([one[0] for one in tried]), np.array([one[2] for one in tried])
        each, left = np.arange(len(tried))[:, None], np.array([one[1] for one in tried])[:, None]
        place, right, level = np.zeros(actors.shape, int), np.zeros(actors.shape, bool), np.zeros(rows.shape, int)
        from_top = np.arange(actors.shape[1])
        right[each, actors] = from_top >= left
        place[each, actors] = from_top - left * (from_top >= left)
        level[each, rows] = np.arange(rows.shape[1])
        at, side, row = place[:, self.source], right[:, self.source], level[:, self.target]
        # ends on one row stand in the order of those who speak there
        end = (each * 2 + side) * (1 + self.end.max()) + self.end
        ends = row * len(self.actor) + (np.bincount(end.flat, at.flat) / np.maximum(np.bincount(end.flat), 1))[end]
        height = np.where(side, np.maximum(actors.shape[1] - left, 1), np.maximum(left, 1))
        slope = np.abs(at / height - row / len(self.row)).mean(1)
        # sorted by where they begin, those on the right after all on the left, two cross whose ends stand otherwise
        ends += side * float(actors.shape[1] * (1 + rows.shape[1]))
        ends = np.take_along_axis(ends, np.lexsort((ends, at, side)), 1).astype(np.float32)
        crossed = (ends[:, None] > ends[:, :, None]) & self.later
        return np.count_nonzero(crossed, (1, 2)) + slope

    def shuffle(self, chance: Random) -> None:
        """Another start: what may be moved stands anywhere."""
        groups = [group for column in self.columns for group in column]
        self.columns = [[], []]
        for group in groups:
            self.columns[chance.randrange(2) if group[0] not in self.fixed else self.fixed[group[0]]].append(group)
        for column in self.columns:
            chance.shuffle(column)
        for group in groups:
            chance.shuffle(group)
        for part in self.parts:
            head = part[:1] if part[0] in self.heads else []
            rest = part[len(head):]
            if not self.start.keys() & rest:
                chance.shuffle(rest)
            part[:] = head + rest
        later = self.parts[len(self.first):]
        chance.shuffle(later)
        self.parts[len(self.first):] = later

    def run(self) -> float:
        """Moves whatever may be moved until no move helps; the cost then."""
        self.best = self.cost()
        for _ in range(PASSES):
            before = self.best
            for at, column in enumerate(self.columns):
                self.sift(column)
                for group in column:
                    self.sift(group)
                self.change_sides(column, self.columns[1 - at])
            for part in self.parts:
                self.sift(part, 1 if part[0] in self.heads else 0, self.by_date)
            self.sift(self.parts, len(self.first))
            if self.best > before - 1e-9:
                break
        return self.best

    def sift(self, ones: list[Any], low: int = 0, allowed: Callable[[list[Any]], bool] = lambda ones: True) -> None:
        """Moves each from place `low` on to where it costs least."""
        for one in ones[low:]:
            at = next(place for place, other in enumerate(ones) if other is one)
            del ones[at]
            places = [place for place in range(low, len(ones) + 1) if place != at]
            ones.insert(self.cheapest(ones, one, places, allowed, at), one)

    def cheapest(self, ones: list[Any], one: Any, places: list[int], allowed: Callable[[list[Any]], bool],
                 otherwise: int) -> int:
        """At which of some places it costs least to insert `one`, or `otherwise` where that is not less than before."""
        tried, best = [], otherwise
        for place in places:
            ones.insert(place, one)
            if allowed(ones):
                tried.append((place, self.placed()))
            del ones[place]
        for (place, _), cost in zip(tried, self.costs([order for _, order in tried]) if tried else (), strict=True):
            if cost < self.best - 1e-9:
                self.best, best = float(cost), place
        return best

    def change_sides(self, column: list[list[str]], other: list[list[str]]) -> None:
        """Moves groups across, other than the two main sides, while the columns stay about equally long."""
        for group in list(column):
            if group[0] in self.fixed or sum(map(len, other)) + len(group) > sum(map(len, column)) + 4:
                continue
            at = next(place for place, one in enumerate(column) if one is group)
            del column[at]
            best = self.cheapest(other, group, [*range(len(other) + 1)], lambda ones: True, -1)
            if best < 0:
                column.insert(at, group)
            else:
                other.insert(best, group)

    def by_date(self, rows: list[str]) -> bool:
        days = [self.start[row] for row in rows if row in self.start]
        return days == sorted(days)


def _says(line: Line) -> tuple[Any, ...]:
    """What lines that share an end have in common: their label, down to the number of origins."""
    return line.stance, line.certainty, tuple(line.words), line.act, max(1, line.origins)


def _columns(picture: Picture) -> list[list[list[str]]]:
    """The two main sides face each other; the others go where there is room."""
    def of(side: str | None) -> list[Actor]:
        return [actor for actor in picture.actors.values() if actor.side == side]

    groups = [group for side in picture.sides if (group := [actor.uri for actor in of(side)])]
    alone = [[actor.uri] for actor in picture.actors.values() if actor.side not in picture.sides]
    columns: list[list[list[str]]] = [groups[:1], groups[1:2]]
    for group in [*groups[2:], *alone]:
        left, right = (sum(len(one) + 0.5 for one in column) for column in columns)
        columns[int(right < left)].append(group)
    return columns


def _parts(picture: Picture, lines: list[Line]) -> list[list[str]]:
    items = list(picture.items.values())
    loose = defaultdict[str, list[str]](list)
    for item in sorted(items, key=lambda item: item.start or "9"):
        if item.cls in DATED:
            loose[item.cls].append(item.uri)
    for item in items:
        if item.cls not in (*DATED, "Proposal") and not item.box:
            loose[item.cls].append(item.uri)
    proposals = [[one.uri, *(item.uri for item in items if item.box == one.uri)]
                 for one in items if one.cls == "Proposal"]
    about = list(dict.fromkeys(line.target for line in lines if line.target in picture.actors))
    found = [loose["Meeting"], loose["Deadline"], *proposals, *(loose[cls] for cls in ("PlanPoint", "Issue", "Place")),
             about]
    return [part for part in found if part]


def _ports(picture: Picture, columns: list[list[list[str]]]) -> list[int]:
    """Lines of one side that say the same on one row end together; ends stand so that the fewest lines cross."""
    place = {uri: (side, at) for side, column in enumerate(columns)
             for at, uri in enumerate(uri for group in column for uri in group)}
    rows = defaultdict[tuple[str, int], list[int]](list)
    for number, line in enumerate(picture.lines):
        if line.source in place:
            rows[line.target, place[line.source][0]].append(number)
    ports = [0] * len(picture.lines)
    for numbers in rows.values():
        crowded = len({_says(picture.lines[number]) for number in numbers}) > CROWD
        ends = defaultdict[tuple[Any, ...], list[int]](list)
        for number in numbers:
            ends[_says(picture.lines[number])[:3 if crowded else None]].append(number)
        heights = [sorted(place[picture.lines[number].source][1] for number in end) for end in ends.values()]
        for port, (_, end) in enumerate(_fewest(sorted(zip(heights, ends.values(), strict=True), key=_middle))):
            for number in end:
                ports[number] = port
    return ports


def _middle(end: tuple[list[int], list[int]]) -> tuple[float, list[int]]:
    return sum(end[0]) / len(end[0]), end[1]


def _fewest(ends: list[tuple[list[int], list[int]]]) -> Iterator[tuple[list[int], list[int]]]:
    """Swaps neighbours while that saves crossings."""
    def over(one: list[int], other: list[int]) -> int:
        return sum(mine > theirs for mine in one for theirs in other)

    moved = True
    while moved:
        moved = False
        for at in range(len(ends) - 1):
            one, other = ends[at][0], ends[at + 1][0]
            if over(one, other) > over(other, one):
                ends[at], ends[at + 1] = ends[at + 1], ends[at]
                moved = True
    yield from ends
