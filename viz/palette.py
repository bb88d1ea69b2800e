"""The colours of `palette.yaml`, for Python and as CSS variables: light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def colours() -> dict[str, tuple[str, str]]:
    """Name -> (light, dark); the sides are `side0`, `side1`, ..."""
    table = yaml.safe_load(Path(__file__).with_name("palette.yaml").read_text(encoding="utf-8"))
    sides = {f"side{at}": pair for at, pair in enumerate(table.pop("sides"))}
    return {name: (pair[0], pair[1]) for name, pair in {**sides, **table}.items()}


def light(name: str) -> str:
    return colours().get(name, colours()["none"])[0]


def css(dark: bool = False) -> str:
    """`:root` with every colour; the dark set stands in a style of its own, so that the reader can choose it."""
    colour = "".join(f"--{name}:{pair[dark]};" for name, pair in colours().items())
    return f":root{{color-scheme:{'dark' if dark else 'light'};{colour}}}"
