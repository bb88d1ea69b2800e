"""The pages of others, of the very picture that ours is of: pyvis, force-graph, cytoscape. Each marks its first frame.

pyvis comes with the project. The other two are fetched for the bench alone, never committed:

    npm install --prefix DIR force-graph cytoscape
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyvis.network

from viz.explorer_layout import Places
from viz.picture import Actor, Item, Picture

PAGE = """<!doctype html><meta charset="utf-8"><style>html, body, #room {{ margin: 0; height: 100% }}</style>
<div id="room"></div><script>{library}</script><script>const data = {data}; {script}</script>"""
COLOURS = {"for": "#1f7a4a", "against": "#b83c08", "neutral": "#626b76"}

FORCE_GRAPH = """const graph = new ForceGraph(document.getElementById("room")).graphData(data).cooldownTicks(0)
  .nodeLabel("name").linkColor("colour").linkLabel("quote"); let drawn = false;
graph.onRenderFramePost(() => { if (!drawn) { drawn = true; performance.mark("drawn"); } });
graph.zoom(0.2, 0);
window.pan = dx => { const at = graph.centerAt(); graph.centerAt(at.x + dx / graph.zoom(), at.y); };"""
CYTOSCAPE = """const cy = cytoscape({container: document.getElementById("room"), layout: {name: "preset"},
  elements: {nodes: data.nodes.map(one => ({data: one, position: {x: one.x, y: one.y}})),
    edges: data.links.map(one => ({data: one}))},
  style: [{selector: "node", style: {label: "data(name)", shape: "round-rectangle", "font-size": 12}},
    {selector: "edge", style: {label: "data(act)", "curve-style": "bezier", "line-color": "data(colour)",
      "target-arrow-shape": "triangle", "font-size": 10}}]});
cy.one("render", () => performance.mark("drawn")); window.pan = dx => cy.panBy({x: -dx, y: 0});"""


def _nodes(picture: Picture) -> list[Actor | Item]:
    return [*picture.actors.values(), *picture.items.values()]


def _name(node: Actor | Item) -> str:
    return node.name if isinstance(node, Actor) else node.title


def _data(picture: Picture, places: Places) -> dict[str, list[dict[str, Any]]]:
    """As these libraries take it: an object a node, an object a line, with the words of its first claim."""
    number = {node.uri: str(at) for at, node in enumerate(_nodes(picture))}
    quotes = {claim: one.paragraph[slice(*one.sentence)] for claim, one in picture.evidence.items()}
    nodes = [{"id": number[node.uri], "name": _name(node), "x": x, "y": y, "fx": x, "fy": y}
             for node, (x, y) in zip(_nodes(picture), (places.at * 30).round(1).tolist(), strict=True)]
    links = [{"source": number[line.source], "target": number[line.target], "act": line.act,
              "colour": COLOURS[line.stance], "quote": " ".join(quotes[claim] for claim in line.evidence[:1])}
             for line in picture.lines]
    return {"nodes": nodes, "links": links}


def write_peer(name: str, peers: Path, picture: Picture, places: Places, path: Path) -> None:
    """The page of force-graph or cytoscape, whose minified file is in `peers`/node_modules."""
    library, script = {"force-graph": ("force-graph/dist/force-graph.min.js", FORCE_GRAPH),
                       "cytoscape": ("cytoscape/dist/cytoscape.min.js", CYTOSCAPE)}[name]
    data = json.dumps(_data(picture, places), ensure_ascii=False).replace("<", "\\u003c")
    source = (peers / "node_modules" / library).read_text(encoding="utf-8").replace("</script", "<\\/script")
    path.write_text(PAGE.format(library=source, data=data, script=script), encoding="utf-8")


def write_pyvis(picture: Picture, path: Path, places: Places | None = None) -> None:
    """What pyvis makes of it as its manual says; on our positions, without physics, where there are some."""
    network = pyvis.network.Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    at = (places.at * 60).round(1).tolist() if places else []
    for number, node in enumerate(_nodes(picture)):
        where = {"x": at[number][0], "y": at[number][1]} if places else {}
        network.add_node(node.uri, label=_name(node) or node.uri, title=_name(node), **where)
    for line in picture.lines:
        quote = " ".join(picture.evidence[claim].paragraph[slice(*picture.evidence[claim].sentence)]
                         for claim in line.evidence[:1])
        network.add_edge(line.source, line.target, label=line.act, color=COLOURS[line.stance], title=quote)
    network.toggle_physics(not places)
    made = "network = new vis.Network(container, data, options);"
    marked = ("let drawn = 0; network.on('afterDrawing', () => { if (!drawn++) performance.mark('drawn'); });"
              "window.pan = dx => { const at = network.getViewPosition(); network.moveTo({position: {x: at.x + dx / "
              "network.getScale(), y: at.y}, animation: false}); };")
    path.write_text(network.generate_html().replace(made, made + marked), encoding="utf-8")
