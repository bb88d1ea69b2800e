"""Annotated news in brat's form: DIR/text/NAME.txt and DIR/attributions/NAME_xxxx.ann, xxxx naming the annotator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

Spans = list[tuple[int, int]]


def read_brat(path: Path) -> list[dict[str, Spans]]:
    """The attributions of a brat file as {"Source": spans, "Cue": spans, "Content": spans}, offsets into its text."""
    spans: dict[str, Spans] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2].split(";")
            spans[name] = [(int(a), int(b)) for a, b in (place.split() for place in places if place.strip())]
        elif name.startswith("E"):
            roles: dict[str, Spans] = {"Source": [], "Cue": [], "Content": []}
            for argument in rest.split()[1:]:
                role, _, target = argument.partition(":")
                roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(target, []))
            found.append(roles)
    return [one for one in found if one["Cue"] and one["Content"]]


def gold_texts(folder: Path) -> Iterator[tuple[str, list[dict[str, Spans]]]]:
    """(text, attributions) of every annotated text of a folder; of several annotators, the first by file name."""
    by_text: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_text.setdefault(re.sub(r"_[^_]{4}$", "", path.stem), []).append(path)
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem in by_text:
            with open(path, encoding="utf-8", newline="") as file:
                yield file.read(), read_brat(by_text[path.stem][0])
