"""The colours of `palette.yaml`, for Python and as CSS variables: light, dark by the system's or the reader's wish."""

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


def css() -> str:
    """`:root` with every colour; the dark ones by the system's preference unless the reader chose."""
    day, night = ("".join(f"--{name}:{pair[at]};" for name, pair in colours().items()) for at in (0, 1))
    return (f":root{{color-scheme:light;{day}}}\n"
            f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{night}}}}}\n"
            f":root[data-theme=dark]{{color-scheme:dark;{night}}}")
