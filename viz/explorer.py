"""The explorer: a large graph on one page, on positions computed in advance, every line open to its sentence.

A canvas of our own, in two dimensions: without a graphics card, as on most servers and in many offices, 60k lines take
0.4 s there and 7.4 s in WebGL (Chromium 156, SwiftShader); what is drawn once is kept as tiles, so that to move costs
copies alone.
"""

from __future__ import annotations

import os
from pathlib import Path

import networkx as nx

from viz import page
from viz.choose import Choice, choose
from viz.explorer_layout import places
from viz.explorer_pack import blocks
from viz.from_graph import History, make_picture
from viz.growing import growing
from viz.picture import Actor, Item, Picture

TITLE = "Who says what about what"
KEPT = "explorer.npz"       # the positions of the last picture, in the folder that is given to keep them


def write_explorer(graph: nx.MultiDiGraph, path: str | os.PathLike[str], texts: dict[str, str] | None = None,
                   title: str = TITLE, *, choice: Choice | None = None, history: History | None = None,
                   keep: str | os.PathLike[str] | None = None) -> None:
    """Writes the explorer of `Graph.to_networkx()` as one HTML file that opens from disk with the network off.

    `texts`, `choice` and `history` are as for `write_table`. `keep` is a folder for the positions: the same graph is
    not placed twice. Documents, their passages and outlets are no nodes; the page counts them.
    """
    picture = make_picture(graph, texts, history)
    choose(picture, choice or Choice())
    picture.count("passages", sum("Span" in (labels or ()) for _, labels in graph.nodes(data="labels")))
    outlets = {outlet for _, outlet, relation in graph.edges(keys=True) if relation == "PUBLISHED_BY"}
    picture.count("outlets", len(outlets - set(picture.actors)))
    page.write_page(path, explorer_html(picture, title, keep))


@growing()
def explorer_html(picture: Picture, title: str = TITLE, keep: str | os.PathLike[str] | None = None) -> str:
    """The page of a picture, as text."""
    nodes: list[Actor | Item] = [*picture.actors.values(), *picture.items.values()]
    order = sorted(range(len(nodes)), key=lambda at: (-nodes[at].weight, nodes[at].uri))
    near, far = blocks(picture, places(picture, Path(keep) / KEPT if keep is not None else None), order)
    told = page.script_json({"left": picture.left_out, "read": picture.documents, "scope": picture.scope})
    return page.render("explorer", title, near=near, far=far, told=told)
