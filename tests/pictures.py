"""Draws the pictures of the documentation anew: `python -m tests.pictures`. Needs Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg import Graph
from kg.cli.look import draw
from tests.browser import Seen, browser

ROOT = Path(__file__).parents[1]
DESK, PHONE = (1500, 940), (390, 844)
# name -> (width and height, dark, the address, what is opened)
PICTURES = {
    "table": (DESK, False, "", ""),
    "table-dark": (DESK, True, "", "Carol Whitfield takes part Whitfield visit"),
    "as-of": (DESK, False, "asof=2026-03-03", ""),
    "phone": (PHONE, False, "", ""),
}


def main(folder: Path = ROOT / "docs" / "pictures") -> None:
    """Writes one PNG for each of `PICTURES`, of the table of the examples."""
    with tempfile.TemporaryDirectory() as place, browser() as running:
        page = Path(place) / "table.html"
        with Graph.open(Path(place) / "store") as graph:
            graph.load(ROOT / "examples")
            draw(graph, page)
        for name, ((wide, high), dark, address, line) in PICTURES.items():
            seen = Seen(running, page, wide, high, dark)
            seen.page.evaluate("address => { location.hash = address; }", address)
            if line:
                seen.page.locator("#table .line", has=seen.page.locator("title", has_text=line)).first.press("Enter")
            seen.page.wait_for_timeout(200)
            seen.page.screenshot(path=folder / f"{name}.png")
            seen.page.close()


if __name__ == "__main__":
    main()
