"""Draws the pictures of the documentation anew. Needs Chromium.

    python -m tests.pictures [--article FILE]

All are of `examples/`, but for `article.png`: that is of FILE, a news article which is not in the project, and is left
as it is without one.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg import Graph
from kg.cli.look import draw
from tests.browser import Seen, browser

ROOT = Path(__file__).parents[1]
DESK, PHONE = (1500, 940), (390, 844)
Look = tuple[str, tuple[int, int], bool, str, str]      # kind, width and height, dark, the address, what is opened
PICTURES: dict[str, Look] = {
    "table": ("table", DESK, False, "", ""),
    "table-dark": ("table", DESK, True, "", "Carol Whitfield takes part Whitfield visit"),
    "as-of": ("table", DESK, False, "asof=2026-03-03", ""),
    "phone": ("table", PHONE, False, "", ""),
    "explorer": ("explorer", DESK, False, "", ""),
}


ARTICLE: dict[str, Look] = {"article": ("table", DESK, False, "", "")}


def take(articles: Path, pictures: Mapping[str, Look], folder: Path = ROOT / "docs" / "pictures") -> None:
    """Writes one PNG for each of `pictures`, of `articles`."""
    with tempfile.TemporaryDirectory() as place, browser() as running, Graph.open(Path(place) / "store") as graph:
        graph.load(articles)
        for name, (kind, (wide, high), dark, address, line) in pictures.items():
            page = Path(place) / f"{name}.html"
            draw(graph, page, kind)
            seen = Seen(running, page, wide, high, dark)
            seen.page.evaluate("address => { location.hash = address; }", address)
            if line:
                seen.page.locator("#table .line", has=seen.page.locator("title", has_text=line)).first.press("Enter")
            seen.page.wait_for_timeout(200)
            seen.page.screenshot(path=folder / f"{name}.png")
            seen.page.close()


def main() -> None:
    """The command line; see the head of the module."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description="Draws the documentation's pictures.")
    parser.add_argument("--article", type=Path, metavar="FILE", help="the article of article.png")
    given = parser.parse_args()
    take(ROOT / "examples", PICTURES)
    if given.article:
        take(given.article, ARTICLE)


if __name__ == "__main__":
    main()
