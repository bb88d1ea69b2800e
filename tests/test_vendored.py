"""What is not ours is listed with its version and its licence, and is byte for byte what it says it is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LISTS = sorted(path for room in ("schema", "loaders", "kg", "viz", "tests", "bench")
               for path in (ROOT / room).rglob("vendored.yaml"))
PERMISSIVE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "Unlicense", "CC0-1.0"}


@pytest.mark.parametrize("listed", LISTS, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_every_vendored_file_is_listed_with_its_hash_and_licence(listed: Path) -> None:
    table = yaml.safe_load(listed.read_text(encoding="utf-8"))
    texts = {one["text"] for one in table.values()}
    assert {path.name for path in listed.parent.iterdir() if path.is_file()} == {*table, *texts, listed.name}
    for name, one in table.items():
        assert hashlib.sha256((listed.parent / name).read_bytes()).hexdigest() == one["sha256"], name
        assert re.fullmatch(r"\d[\w.+-]*", str(one["version"])) and one["package"]
        allowed = PERMISSIVE | {"MPL-2.0"} if listed.is_relative_to(ROOT / "tests") else PERMISSIVE
        assert one["licence"] in allowed, f"{name}: what ships must be under a permissive licence"


def test_minified_files_stand_in_listed_folders_only() -> None:
    found = [path for room in ("schema", "loaders", "kg", "viz", "tests") for path in (ROOT / room).rglob("*.min.*")]
    assert found and {path.parent for path in found} <= {path.parent for path in LISTS}
