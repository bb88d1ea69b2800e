"""A part of a picture that is itself kept whole: for who draws many parts of one large graph."""

from __future__ import annotations

from dataclasses import replace

from viz.choose import Choice, choose
from viz.picture import Picture


def part(picture: Picture, choice: Choice) -> Picture:
    """A new picture of what `choice` chooses, to be folded and drawn like any; `picture` stays as it is."""
    found = replace(
        picture, lines=[replace(one, evidence=[*one.evidence]) for one in picture.lines],
        items={uri: replace(one, evidence=[*one.evidence]) for uri, one in picture.items.items()},
        unplaced={uri: [*claims] for uri, claims in picture.unplaced.items()}, left_out=dict(picture.left_out))
    choose(found, choice)
    return found
