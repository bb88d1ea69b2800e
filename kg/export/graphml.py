"""GraphML, for Gephi, yEd, Cytoscape and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.export.base import Output, writing

if TYPE_CHECKING:
    import networkx

    from kg.graph import Graph

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: Graph, output: Output = None) -> None:
    """Write the graph as GraphML. Lists (labels, aliases, claims) are joined with "; ".

    Every edge has its `relation`; an edge that claims make has their uris in `claims` and its `certainty`.

    \b
    Example:
      kg export graphml -o graph.graphml
    """
    import networkx
    flat = flattened(graph.to_networkx(), {node.uri: node.label for node in graph.property_graph().nodes.values()})
    with writing(output) as out:
        networkx.write_graphml(flat, out, encoding="utf-8")


def flattened(graph: networkx.MultiDiGraph, names: dict[str, str]) -> networkx.MultiDiGraph:
    """A copy with plain values only, and each node's name in `label`, where the programs look for it.

    A property that is a number on some nodes and a text on others (`start`) becomes a text, since GraphML declares
    one type for each.
    """
    import networkx
    kinds: dict[str, set[type]] = {}
    for _, values in graph.nodes(data=True):
        for name, value in values.items():
            kinds.setdefault(name, set()).add(str if isinstance(value, list) else type(value))
    mixed = {name for name, found in kinds.items() if len(found) > 1}
    flat = networkx.MultiDiGraph()
    for uri, values in graph.nodes(data=True):
        flat.add_node(uri, label=_plain(names.get(uri, uri)), **{
            name: str(value) if name in mixed and not isinstance(value, list) else _plain(value)
            for name, value in values.items()})
    for subject, target, relation, values in graph.edges(keys=True, data=True):
        flat.add_edge(subject, target, key=relation,
                      **{name: _plain(value) for name, value in values.items() if value not in (None, [])})
    return flat


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(one) for one in value)
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
