"""How well a reader reads the gold.

    python -m tests.gold.score [--half first|second|unseen|coverage] [--errors] [--claims FILE] [FOLDER]

Reads each article with `loaders.read`; with `--claims` the claims are those that `kg claims --format jsonl` printed to
FILE, and the rest is still from the graph. Prints one line a kind, for each half; `--errors` also what was missed,
invented and misread. README.md says how each figure is counted.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.gold.annotation import ARTICLES, HALVES, Article, articles
from tests.gold.match import claims, deadlines, meetings, points, proposals, requests, roles
from tests.gold.predicted import Predicted, predicted

KINDS = {"claims": claims, "meetings": meetings, "proposals": proposals, "points": points, "deadlines": deadlines,
         "roles": roles, "requests": requests}


@dataclass(slots=True)
class Tally:
    """Counts by name: `found`, `wanted` and `given` of a kind, and right out of asked for what is judged of pairs."""

    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wanted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    given: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lost: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def pairs(self, kind: str, found: int, wanted: int, given: int) -> None:
        self.found[kind] += found
        self.wanted[kind] += wanted
        self.given[kind] += given

    def judge(self, what: str, right: bool) -> bool:
        self.asked[what] += 1
        self.right[what] += right
        return right

    def prf(self, kind: str) -> tuple[float, float, float]:
        """Precision, recall and F of a kind; 0 where nothing was given or wanted."""
        precision = self.found[kind] / max(1, self.given[kind])
        recall = self.found[kind] / max(1, self.wanted[kind])
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def share(self, what: str) -> float:
        return self.right[what] / max(1, self.asked[what])


def score(found: Iterable[tuple[Article, Predicted]]) -> Tally:
    """The tally of articles, each with what was read of it."""
    tally = Tally()
    for article, said in found:
        for judge in KINDS.values():
            judge(article, said, tally)
    return tally


def table(tally: Tally) -> list[str]:
    """One line a kind: precision, recall, F, then what is judged of the pairs found."""
    lines = []
    for kind in ("claims", "attributions", "chains", "meetings", "participants", "proposals", "points", "deadlines",
                 "roles", "requests"):
        precision, recall, f = tally.prf(kind)
        rest = "  ".join(f"{what.partition(': ')[2]} {tally.share(what):.3f} ({tally.asked[what]})"
                         for what in tally.asked if what.startswith(f"{kind}: "))
        figures = f"P {precision:.3f}  R {recall:.3f}  F {f:.3f}  of {tally.wanted[kind]:3d}"
        lines.append(f"{kind:13s} {figures}  {rest}".rstrip())
    lines.append(f"times         right {tally.share('times'):.3f} of {tally.asked['times']}")
    lines.append(f"hedges lost   {len(tally.lost)}")
    return lines


def read_all(found: Iterable[Article], folder: Path = ARTICLES, printed: Path | None = None) -> dict[str, Predicted]:
    """Every article as `loaders.read` reads it, by name; claims from the printed lines when they are given."""
    from loaders import Problem, read, read_paths

    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if printed:
        for line in printed.read_text(encoding="utf-8").splitlines():
            claim = json.loads(line)
            lines[claim["document"]].append(claim)
    out = {}
    for article in found:
        for document in read_paths([str(folder / f"{article.name}.txt")]):
            if isinstance(document, Problem):
                raise SystemExit(str(document))
            if document.text != article.text:
                raise SystemExit(f"{article.name}: the stored text is not the file's")
            out[article.name] = predicted(read(document), lines[article.name] if printed else None)
    return out


def main(arguments: list[str]) -> int:
    options = {one: arguments[at + 1] for at, one in enumerate(arguments) if one in ("--half", "--claims")}
    folders = [one for one in arguments if not one.startswith("-") and one not in options.values()]
    folder = Path(folders[0]) if folders else ARTICLES
    gold = [one for one in articles(folder) if options.get("--half") in (None, one.half)]
    said = read_all(gold, folder, Path(options["--claims"]) if "--claims" in options else None)
    for half in HALVES:
        chosen = [one for one in gold if one.half == half]
        if chosen:
            tally = score((one, said[one.name]) for one in chosen)
            more = [*tally.lost, *tally.errors] if "--errors" in arguments else tally.lost
            print(f"{half}, {len(chosen)} articles", *table(tally), *more, "", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
