"""Word lists of `loaders/data/*.yaml`, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/NAME.yaml`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list (or the keys of the map) `key` of `data/NAME.yaml`."""
    return frozenset(table(name)[key])
