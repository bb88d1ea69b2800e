"""The negotiation table: sides face each other, the agenda between them, every line open to its sentence."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping, Sequence

import networkx as nx

from viz import page
from viz.choose import Choice, choose
from viz.fold import LINES, fold
from viz.from_graph import make_picture
from viz.order import arrange
from viz.palette import css
from viz.picture import Picture

TITLE = "Who stands where"

History = Mapping[str, Sequence[tuple[str, str | None]]]


def write_table(graph: nx.MultiDiGraph, path: str | os.PathLike[str], texts: dict[str, str] | None = None,
                title: str = TITLE, *, choice: Choice | None = None, history: History | None = None, actors: int = 30,
                items: int = 34, lines: int = LINES) -> None:
    """Writes the table of `Graph.to_networkx()` as one HTML file that opens from disk with the network off.

    `texts` maps document uris to their full text. `choice` says what is drawn, all by default. `history` maps an item's
    uri to its statuses, [(ISO day, status)] by day, for the table as of an earlier day; without it, statuses stay the
    latest. At most `actors` actors and `items` agenda items are drawn by themselves, and at most `lines` lines: the
    rest are folded together and counted on the page.
    """
    picture = make_picture(graph, texts)
    for uri, was in (history or {}).items():
        if uri in picture.items:
            picture.items[uri].was = [(day, status or "") for day, status in was]
    choose(picture, choice or Choice())
    fold(picture, actors, items, lines)
    page.write_page(path, table_html(picture, title))


def table_html(picture: Picture, title: str = TITLE) -> str:
    """The page of a picture, as text."""
    data = page.payload(picture, title, page.digest) | page.arranged(picture, arrange(picture))
    parts = {"title": html.escape(title), "dark": css(dark=True), "styles": css() + page.style("base.css", "table.css"),
             "payload": page.script_json(data), "script": page.modules("table.js")}
    template = (page.ASSETS / "table.html").read_text(encoding="utf-8")
    return re.sub(r"\{(title|styles|dark|payload|script)\}", lambda match: parts[match[1]], template)
