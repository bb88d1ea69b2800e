"""The network: pyvis on positions computed in advance, as one page that asks nobody for anything.

pyvis 0.3.2 by itself loads a stylesheet and a script from outside, leaves the heading unescaped, drops parallel edges
and writes in the locale's encoding; `Network` here renders its own page from the vis-network that pyvis brings.
"""

from __future__ import annotations

import html
import math
import os
import textwrap
import webbrowser
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis.network
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from viz import page
from viz.choose import Choice, choose
from viz.fold import condense
from viz.from_graph import make_picture
from viz.layout import place
from viz.palette import css, light
from viz.picture import DOUBTFUL, Actor, Item, Line, Picture, certainty

MOST = 60
WRITTEN = 70  # lines with their act beside them; more are named when pointed at
TITLE = "Who says what about what"
FONT = "Inter, Segoe UI, DejaVu Sans, sans-serif"

OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "multiselect": False,
                    "tooltipDelay": 100, "selectConnectedEdges": False},
    "edges": {"selectionWidth": 2, "hoverWidth": 1},
    "nodes": {"borderWidthSelected": 4, "labelHighlightBold": False},
}
DASHES = {"record": False, "unnamed": [9, 5], "possible": [2, 5], "denied": False}
ENDS = {"for": "triangle", "against": "bar", "neutral": "vee"}


class Network(pyvis.network.Network):
    """A pyvis network whose page is self-contained, however it is written."""

    picture: Picture

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text: no element of it loads anything, and every name is escaped."""
        loader = ChoiceLoader([FileSystemLoader(page.ASSETS), FileSystemLoader(self.template_dir)])
        template = Environment(loader=loader, autoescape=True).get_template("network.html")
        nodes, edges, heading, _, _, options = self.get_network_data()
        self.html = template.render(
            heading=heading, nodes=nodes, edges=edges, options=options, count=count(self.picture),
            legend=legend(self.picture), dark=css(dark=True), styles=css() + page.style("base.css", "network.css"),
            payload=page.script_json(page.payload(self.picture, heading)), script=page.modules("network.js"))
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Writes the page in UTF-8 to `name`."""
        page.write_page(name, self.generate_html())
        if open_browser:
            webbrowser.open(Path(name).resolve().as_uri())

    def show(self, name: str, local: bool = True, notebook: bool = False) -> None:
        """Writes the page and opens it; pyvis' own fails outside a notebook."""
        self.write_html(name, open_browser=not notebook)


def to_pyvis(graph: nx.MultiDiGraph, texts: dict[str, str] | None = None, title: str = TITLE,
             most: int = MOST, choice: Choice | None = None) -> Network:
    """The network of `Graph.to_networkx()`: actors and what they speak of, with a line for each thing said.

    Outlets, documents, spans, runs, roles and claims are not drawn: they are the evidence behind a click. The `most`
    best connected nodes are kept and the rest counted on the page. `texts` maps document uris to their full text;
    `choice` says what is drawn, all by default.
    """
    picture = make_picture(graph, texts)
    choose(picture, choice or Choice())
    drawn = {end for line in picture.lines for end in (line.source, line.target)}
    drawn |= {item.box for item in picture.items.values() if item.box and item.uri in drawn}
    alone = {*picture.actors, *picture.items} - drawn
    picture.count("nodes without a line", len(alone))
    picture.without(alone)
    picture.cap(most)
    condense(picture, 2 * most)
    return draw(picture, title)


def write_network(graph: nx.MultiDiGraph, path: str | os.PathLike[str], texts: dict[str, str] | None = None,
                  title: str = TITLE, most: int = MOST, choice: Choice | None = None) -> None:
    """Writes the network as one HTML file that opens from disk with the network off."""
    to_pyvis(graph, texts, title, most, choice).write_html(os.fspath(path))


def draw(picture: Picture, title: str) -> Network:
    network = Network(height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line")
    network.picture, network.options = picture, OPTIONS
    drawn: list[Actor | Item] = [*picture.actors.values(), *picture.items.values()]
    looks = [_actor(node, picture) if isinstance(node, Actor) else _item(node, picture) for node in drawn]
    at = {node.uri: index for index, node in enumerate(drawn)}
    links = [(at[line.source], at[line.target]) for line in picture.lines]
    links += [(at[item.uri], at[item.box]) for item in picture.items.values() if item.box]
    boxes = [_size(look["label"]) for look in looks]
    written = [(len(line_label(line)) * 6.6 + 8, 14.0) for line in picture.lines]
    for node, look, (x, y) in zip(drawn, looks, place(boxes, links, _anchors(drawn, picture), written), strict=True):
        network.add_node(page.short(node.uri), x=round(x, 1), y=round(y, 1), **look)
    parallel: dict[tuple[str, str], int] = {}
    for line in picture.lines:
        pair = (min(line.source, line.target), max(line.source, line.target))
        turn = parallel[pair] = parallel.get(pair, -1) + 1
        network.add_edge(page.short(line.source), page.short(line.target),
                         **_edge(line, turn, backwards=line.source != pair[0],
                                 written=len(picture.lines) <= WRITTEN))
    for item in picture.items.values():
        if item.box:
            network.add_edge(page.short(item.uri), page.short(item.box), id=f"part:{page.short(item.uri)}", arrows="",
                             width=1, color=light("rule"), stance="rule", smooth=False, font={"size": 1})
    return network


def count(picture: Picture) -> str:
    """What is drawn and what is not, in words."""
    documents = f"{picture.documents} document{'s' * (picture.documents != 1)}"
    drawn = f"{len(picture.actors) + len(picture.items)} nodes, {len(picture.lines)} lines from {documents}"
    left = ", ".join(f"{number} {what}" for what, number in picture.left_out.items())
    return " · ".join(filter(None, (picture.scope, drawn, f"{left} not drawn" if left else "")))


# -- looks


def _label(text: str, words: list[str] | None = None) -> str:
    lines = textwrap.wrap(text, 24, max_lines=4, placeholder=" …") or [text]
    return "\n".join([*lines, *(words or [])])


def _size(label: str) -> tuple[float, float]:
    lines = html.unescape(label.replace("<i>", "").replace("</i>", "")).split("\n")
    return max(map(len, lines)) * 8.4 + 26, len(lines) * 18 + 18


def italic(label: str) -> str:
    """A label that vis-network slants: its only markup, with the name's own characters escaped."""
    return "\n".join(f"<i>{html.escape(line, quote=False)}</i>" for line in label.split("\n"))


def _side(actor: Actor, picture: Picture) -> str:
    sides = list(picture.sides)
    return f"side{sides.index(actor.side)}" if actor.side in sides[:6] else "none"


def _box(label: str, radius: int, dashes: Any, width: float, font: dict[str, Any]) -> dict[str, Any]:
    return {"label": label, "shape": "box", "borderWidth": width, "margin": 8,
            "shapeProperties": {"borderRadius": radius, "borderDashes": dashes},
            "font": {"face": FONT, "size": 14, **font}}


def _actor(actor: Actor, picture: Picture) -> dict[str, Any]:
    side, unnamed = _side(actor, picture), actor.cls == "UnnamedSource"
    name = actor.name or actor.uri
    look = _box(_label(name, ["unnamed"] if unnamed and "unnamed" not in name.lower() else None),
                17 if actor.cls in ("Person", "UnnamedSource") else 3, [6, 4] if unnamed else False,
                2 if unnamed else 1, {"color": light("ink" if unnamed else "card")})
    return look | {"side": side, "filled": not unnamed,
                   "color": {"background": light("card" if unnamed else side), "border": light(side)}}


def _item(item: Item, picture: Picture) -> dict[str, Any]:
    look = certainty(item.status if item.status in DOUBTFUL else "asserted", item.unnamed)
    words = [item.status] if item.status in (*DOUBTFUL, "planned") else []
    if item.unnamed:
        words.append("unnamed source")
    note = " · ".join((["✕"] if look == "denied" else []) + words)
    width = {"Proposal": 3.0, "Meeting": 1.8, "Deadline": 1.5}.get(item.cls, 1.0)
    label = _label(item_title(item), [note] if note else None)
    box = _box(italic(label) if look == "possible" else label, {"Meeting": 15, "Deadline": 0}.get(item.cls, 4),
               DASHES[look], width, {"color": light("ink"), "multi": "html" if look == "possible" else False})
    return box | {"edge": "ink" if width > 1 else "dim",
                  "color": {"background": light("card"), "border": light("ink" if width > 1 else "dim")}}


def item_title(item: Item) -> str:
    if item.cls == "Deadline":
        return f"Deadline: {item.time or item.title}"
    return f"{item.title} ({item.time})" if item.cls == "Meeting" and item.time else item.title


def line_label(line: Line) -> str:
    """The act, what its dash says, and the number of independent origins where there are several."""
    words = [page.verb(line.act), *(word for word in line.words if (line.act, word) != ("deny", "denied"))]
    cross = "✕ " if line.certainty == "denied" else ""
    return cross + " · ".join(words) + (f" ({line.origins})" if line.origins > 1 else "")


def _edge(line: Line, turn: int, backwards: bool, written: bool) -> dict[str, Any]:
    bend = (turn + 1) // 2 * 0.16 * (1 if turn % 2 else -1) * (-1 if backwards else 1)
    curve = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    width = 1.5 if line.origins < 2 else 2.5 if line.origins < 4 else 4.0
    label, slanted = line_label(line), line.certainty == "possible"
    return {"id": line.id, "title": label, "color": light(line.stance),
            "label": (italic(label) if slanted else label) if written else "",
            "stance": line.stance, "dashes": DASHES[line.certainty], "width": width, "smooth": curve if bend else False,
            "arrows": {"to": {"enabled": True, "type": ENDS.get(line.stance, "vee"), "scaleFactor": 0.7}},
            "font": {"face": FONT, "size": 11, "color": light(line.stance), "strokeWidth": 0,
                     "background": light("back"), "multi": "html" if slanted else False}}


def _anchors(drawn: list[Actor | Item], picture: Picture) -> list[tuple[float, float]]:
    """The first two sides face each other, the others stand around them, the agenda lies between."""
    spread = 170 + 62 * math.sqrt(len(drawn))
    sides = list(picture.sides)
    angle = {side: (math.pi, 0.0)[at] if at < 2 else (at - 1) * math.pi / max(2, len(sides) - 1)
             for at, side in enumerate(sides)}
    places: list[tuple[float, float]] = []
    for node in drawn:
        if isinstance(node, Actor) and node.side in angle:
            turn = angle[node.side]
            places.append((spread * 1.25 * math.cos(turn), spread * 0.8 * math.sin(turn)))
        else:
            places.append((0.0, -spread * 0.75) if isinstance(node, Actor) else (0.0, 0.0))
    return places


# -- legend


def legend(picture: Picture) -> list[tuple[Markup, str]]:
    """Samples, as small drawings, with their words; only of what is in the picture, and the lines always."""
    def sample(inner: str, width: int = 30) -> Markup:
        return Markup(f'<svg width="{width}" height="14" aria-hidden="true">{inner}</svg>')

    def line(colour: str, dash: str = "", end: str = "") -> Markup:
        return sample(f'<g stroke="var(--{colour})" fill="none" stroke-width="2">'
                      f'<path d="M1 7H28" stroke-dasharray="{dash}"/>{end}</g>')

    rows = [(sample(f'<rect width="12" height="12" y="1" rx="2" fill="var(--side{at})"/>', 12), name)
            for at, name in enumerate(list(picture.sides.values())[:6])]
    rows += [(sample('<rect width="12" height="12" y="1" rx="2" fill="var(--none)"/>', 12), "side not on record")]
    shape = '<rect x="1" y="1" width="26" height="12" rx="{}" fill="none" stroke="var(--ink)" stroke-width="{}" {}/>'
    rows += [(sample(shape.format(6, 1, 'style="fill:var(--ink)"')), "person"),
             (sample(shape.format(1, 1, 'style="fill:var(--ink)"')), "state, body, group"),
             (sample(shape.format(6, 1.5, 'stroke-dasharray="4 3"')), "unnamed source"),
             (sample(shape.format(6, 1.5, "")), "meeting"), (sample(shape.format(1, 3, "")), "proposal"),
             (sample(shape.format(1, 0.8, "")), "point")]
    rows += [(line("for", end='<path d="M21 2 28 7 21 12Z" fill="var(--for)"/>'), "for"),
             (line("against", end='<path d="M28 2V12"/>'), "against"),
             (line("neutral", end='<path d="M22 2 28 7 22 12"/>'), "no stance stated"),
             (line("ink"), "on record"), (line("ink", "7 4"), "unnamed source"),
             (line("ink", "2 4"), "possible"),
             (line("ink", end='<path d="M10 2 18 12M18 2 10 12"/>'), "denied")]
    return rows
