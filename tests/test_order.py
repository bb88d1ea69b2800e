"""The order of the table: everything stands somewhere once, few lines cross, dates run down, nothing left to chance."""

from __future__ import annotations

from random import Random

import pytest

from tests.river_treaty import HERALD, TEXTS, Treaty, river_treaty
from viz.from_graph import make_picture
from viz.order import CROWD, Order, arrange
from viz.picture import Actor, Item, Line, Picture


def crossings(picture: Picture, order: Order) -> int:
    """Two lines of one column cross when their ends are not in the order of their actors."""
    spot = {uri: (side, at) for side, column in enumerate(order.columns)
            for at, uri in enumerate(uri for group in column for uri in group)}
    level = {row: at for at, row in enumerate(row for part in order.parts for row in part)}
    drawn = [(*spot[line.source], (level[line.target], order.ports[number]))
             for number, line in enumerate(picture.lines) if line.source in spot]
    return sum(one[0] == other[0] and one[1] < other[1] and one[2] > other[2] for one in drawn for other in drawn)


def by_chance(seed: int) -> Picture:
    """A picture of two sides and some of none, of points in plans and out of them, with lines from all to all."""
    chance, picture = Random(seed), Picture()
    picture.sides = {"s0": "Veldania", "s1": "Korrun"}
    for at in range(chance.randrange(1, 9)):
        picture.actors[f"a{at}"] = Actor(f"a{at}", "Person", f"A{at}", chance.choice(["s0", "s1", None]))
    for at in range(chance.randrange(1, 12)):
        cls = chance.choice(["Meeting", "Proposal", "PlanPoint", "Deadline", "Issue"])
        start = chance.choice(["", f"2031-03-0{chance.randrange(1, 9)}"])
        plans = [item.uri for item in picture.items.values() if item.cls == "Proposal"]
        box = chance.choice([None, *plans]) if cls == "PlanPoint" else None
        picture.items[f"i{at}"] = Item(f"i{at}", cls, f"I{at}", start=start, box=box)
    for _ in range(chance.randrange(0, 30)):
        source = chance.choice([*picture.actors])
        target = chance.choice([one for one in (*picture.items, *picture.actors) if one != source])
        picture.lines.append(Line(source, target, chance.choice(["say", "want", "reject"]),
                                  chance.choice(["for", "against", "neutral"])))
    return picture


@pytest.mark.parametrize("seed", range(12))
def test_each_actor_and_each_row_stands_in_one_place_and_dates_run_down(seed: int) -> None:
    picture = by_chance(seed)
    order = arrange(picture)
    rows = [row for part in order.parts for row in part]
    about = {line.target for line in picture.lines if line.target in picture.actors}
    assert sorted(rows) == sorted({*picture.items, *about})
    assert sorted(uri for column in order.columns for group in column for uri in group) == sorted(picture.actors)
    for group in (group for column in order.columns for group in column):
        sides = {picture.actors[uri].side for uri in group}
        assert len(sides) == 1 and (sides != {None} or len(group) == 1)
    for cls in ("Meeting", "Deadline"):
        days = [picture.items[row].start for row in rows if row in picture.items and picture.items[row].cls == cls]
        assert [day for day in days if day] == sorted(day for day in days if day)
    for part in order.parts:
        assert all(picture.items[row].box == part[0] for row in part[1:]
                   if row in picture.items and picture.items[row].box)


def test_the_two_main_sides_face_each_other() -> None:
    picture = make_picture(river_treaty(), TEXTS)
    left, right = arrange(picture).columns
    sides = [{picture.actors[uri].side for group in column for uri in group} for column in (left, right)]
    first, second = list(picture.sides)[:2]
    assert (first in sides[0], first in sides[1], second in sides[0], second in sides[1]) == (True, False, False, True)


@pytest.mark.parametrize("seed", range(12))
def test_the_search_leaves_fewer_crossings_than_it_found_and_the_same_each_time(seed: int) -> None:
    picture = by_chance(seed)
    order = arrange(picture)
    assert arrange(picture) == order
    chance, others = Random(seed), []
    for _ in range(5):
        columns = [[chance.sample(group, len(group)) for group in chance.sample(column, len(column))]
                   for column in order.columns]
        others.append(crossings(picture, Order(columns, order.parts, order.ports)))
    assert crossings(picture, order) <= min(others)


def test_what_says_the_same_ends_together_and_what_does_not_apart() -> None:
    treaty = Treaty()
    plan = treaty.node("urn:communique:proposal:plan", "Proposal", title="the plan")
    for name, act in (("A", "support"), ("B", "support"), ("C", "reject")):
        treaty.claim(HERALD, "the treaty is fair", treaty.actor(name), plan, act=act,
                     stance="for" if act == "support" else "against")
    picture = make_picture(treaty.graph)
    for actor in picture.actors.values():
        actor.side = "s"
    picture.sides = {"s": "One side"}
    ends = {line.source[-1]: port for line, port in zip(picture.lines, arrange(picture).ports, strict=True)}
    assert ends["a"] == ends["b"] != ends["c"]


def test_on_a_crowded_row_acts_are_joined_but_never_a_hedge_or_a_stance() -> None:
    treaty = Treaty()
    plan, speaker = treaty.node("urn:communique:proposal:plan", "Proposal", title="the plan"), treaty.actor("A")
    for act in ("say", "want", "warn", "ask", "thank", "expect", "reject", "demand"):
        for modality in ("asserted", "possible", "denied"):
            treaty.claim(HERALD, "the treaty is fair", speaker, plan, act=act, modality=modality,
                         stance="against" if act == "reject" else "neutral")
    picture = make_picture(treaty.graph)
    assert len(picture.lines) > CROWD
    ends: dict[int, set[tuple[str, str]]] = {}
    for line, port in zip(picture.lines, arrange(picture).ports, strict=True):
        ends.setdefault(port, set()).add((line.stance, line.modality))
    assert len(ends) < len(picture.lines) and all(len(kinds) == 1 for kinds in ends.values())
