"""The negotiation table: sides face each other, the agenda between them, every line open to its sentence."""

from __future__ import annotations

import os

import networkx as nx

from viz import page
from viz.choose import Choice, choose
from viz.fold import LINES, fold
from viz.from_graph import History, make_picture
from viz.order import arrange
from viz.picture import Picture

TITLE = "Who stands where"


def write_table(graph: nx.MultiDiGraph, path: str | os.PathLike[str], texts: dict[str, str] | None = None,
                title: str = TITLE, *, choice: Choice | None = None, history: History | None = None, actors: int = 30,
                items: int = 34, lines: int = LINES) -> None:
    """Writes the table of `Graph.to_networkx()` as one HTML file that opens from disk with the network off.

    `texts` and `history` are as for `make_picture`. `choice` says what is drawn, all by default. At most `actors`
    actors and `items` agenda items are drawn by themselves, and at most `lines` lines: the rest are folded together and
    counted on the page.
    """
    picture = make_picture(graph, texts, history)
    choose(picture, choice or Choice())
    fold(picture, actors, items, lines)
    page.write_page(path, table_html(picture, title))


def table_html(picture: Picture, title: str = TITLE) -> str:
    """The page of a picture, as text."""
    data = page.payload(picture, title, page.digest) | page.arranged(picture, arrange(picture))
    return page.render("table", title, payload=page.script_json(data))
