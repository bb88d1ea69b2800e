"""Where the nodes of the network stand: computed once, in advance, from a fixed start; no two boxes overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Box = tuple[float, float]
STEPS = 260


def place(boxes: Sequence[Box], links: Sequence[tuple[int, int]], anchors: Sequence[Box],
          labels: Sequence[Box] = (), aspect: float = 1.4) -> list[Box]:
    """Centres for boxes (width, height in pixels) such that linked ones are near and none overlap.

    `anchors` pull each box towards a place of its own (sides face each other across the agenda). `labels` are the sizes
    of what is written half-way along each link; boxes are moved off them as far as that can be done. The forces are
    those of Fruchterman and Reingold (1991) with a fixed number of cooling steps; equal input gives equal output.
    """
    count = len(boxes)
    if not count:
        return []
    size = np.array(boxes, dtype=float)
    anchor = np.array(anchors, dtype=float)
    turn = np.arange(count) * math.pi * (3 - math.sqrt(5))  # the golden angle: a start without randomness
    at = anchor + np.stack([np.cos(turn), np.sin(turn)], 1) * (40 + 9 * np.sqrt(np.arange(count)))[:, None]
    ends = np.array(sorted(set(links)), dtype=int).reshape(-1, 2)
    reach = math.sqrt(float((size[:, 0] * size[:, 1]).mean())) * (1.7 if count < 40 else 1.35)
    for step in range(STEPS):
        gap = at[:, None, :] - at[None, :, :]
        gap[..., 1] *= aspect                      # boxes are wide: push harder up and down
        distance = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1.0)
        force = (gap * (reach**2 / distance**2)[..., None]).sum(1)
        if len(ends):
            pull = at[ends[:, 1]] - at[ends[:, 0]]
            pull *= (np.hypot(pull[:, 0], pull[:, 1]) / reach)[:, None] * 0.35
            np.add.at(force, ends[:, 0], pull)
            np.add.at(force, ends[:, 1], -pull)
        force += (anchor - at) * 1.2
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        at += force / length[:, None] * np.minimum(length, 60 * (1 - step / STEPS))[:, None]
    spots = [Spot(float(x), float(y), w, h) for (x, y), (w, h) in zip(at, boxes, strict=True)]
    part(spots)
    plain, area = [(spot.x, spot.y) for spot in spots], extent(spots)
    for _ in range(40):
        if not labels or not clear(spots, links, labels):
            break
        part(spots)
        if extent(spots) > 2.2 * area:  # too dense to clear the lines as well: boxes alone keep apart
            return plain
    part(spots)
    return [(spot.x, spot.y) for spot in spots]


def extent(spots: list[Spot]) -> float:
    """The area that the boxes take, from edge to edge."""
    wide = max(spot.x for spot in spots) - min(spot.x for spot in spots)
    return (wide + 200) * (max(spot.y for spot in spots) - min(spot.y for spot in spots) + 200)


@dataclass(slots=True)
class Spot:
    """A box by its centre."""

    x: float
    y: float
    wide: float
    high: float


def overlap(one: Spot, other: Spot, margin: Box) -> Box | None:
    """How deep two boxes reach into one another, across and down; None when they do not."""
    across = (one.wide + other.wide) / 2 + margin[0] - abs(other.x - one.x)
    down = (one.high + other.high) / 2 + margin[1] - abs(other.y - one.y)
    return (across, down) if across > 0.01 and down > 0.01 else None


def push(one: Spot, other: Spot, over: Box, share: float) -> None:
    """Moves `other` away along the axis on which they overlap least, and `one` back by the rest of the way."""
    if over[0] < over[1] * 0.6:
        way = math.copysign(over[0] + 0.02, other.x - one.x)
        one.x, other.x = one.x - way * (1 - share), other.x + way * share
    else:
        way = math.copysign(over[1] + 0.02, other.y - one.y)
        one.y, other.y = one.y - way * (1 - share), other.y + way * share


def part(spots: list[Spot], margin: Box = (34.0, 26.0)) -> None:
    """Pushes boxes apart until none overlaps another, each pair half and half."""
    for _ in range(500):
        moved = False
        order = sorted(spots, key=lambda spot: spot.x)
        for rank, one in enumerate(order):
            for other in order[rank + 1:]:
                over = overlap(one, other, margin)
                if over:
                    push(one, other, over, 0.5)
                    moved = True
        if not moved:
            return


def clear(spots: list[Spot], links: Sequence[tuple[int, int]], labels: Sequence[Box]) -> bool:
    """Moves boxes off the links and off the writing on them, and links off each other's writing; whether any moved."""
    moved = False
    written: list[tuple[Spot, tuple[int, int]]] = []
    for (i, j), (wide, high) in zip(links, labels, strict=False):
        moved |= stretch(spots[i], spots[j], wide, high)
        label = Spot((spots[i].x + spots[j].x) / 2, (spots[i].y + spots[j].y) / 2, wide, high)
        for k, spot in enumerate(spots):
            if k in (i, j):
                continue
            over = overlap(label, spot, (6.0, 4.0))
            if over:
                push(label, spot, over, 1.0)
            moved |= bool(over) | step_aside(spot, spots[i], spots[j])
        for other, ends in written:
            over = overlap(other, label, (4.0, 2.0))
            if over and set(ends) != {i, j}:
                push(other, spots[j], (over[0] * 2, over[1] * 2), 1.0)
                moved = True
        written.append((label, (i, j)))
    return moved


def stretch(one: Spot, other: Spot, wide: float, high: float) -> bool:
    """Draws two linked boxes apart until what is written between them has room."""
    across, down = other.x - one.x, other.y - one.y
    need_across, need_down = (one.wide + other.wide) / 2 + wide + 30, (one.high + other.high) / 2 + high + 26
    share = max(abs(across) / need_across, abs(down) / need_down)
    if share >= 1 or one is other:
        return False
    if share < 1e-6:
        across, share = 1.0, 1 / need_across
    grow = (1 / share - 1) / 2 + 0.001
    one.x, one.y, other.x, other.y = (one.x - across * grow, one.y - down * grow,
                                      other.x + across * grow, other.y + down * grow)
    return True


def step_aside(spot: Spot, one: Spot, other: Spot) -> bool:
    """Moves a box off the straight line between two others, at a right angle to it."""
    across, down = other.x - one.x, other.y - one.y
    length = math.hypot(across, down) or 1.0
    along = ((spot.x - one.x) * across + (spot.y - one.y) * down) / length
    off = ((spot.y - one.y) * across - (spot.x - one.x) * down) / length
    need = (abs(down) * spot.wide + abs(across) * spot.high) / (2 * length) + 8
    if not 0 < along < length or abs(off) >= need:
        return False
    way = math.copysign(need - abs(off) + 0.5, off)
    spot.x, spot.y = spot.x - down / length * way, spot.y + across / length * way
    return True
