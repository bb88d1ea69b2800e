"""From a name as somebody types it to the canonical names in the graph, by alias or by some of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

# What a parameter of each kind may name, by class.
NAMED = {
    "actor": ("Actor",),
    "outlet": ("Organization",),
    "meeting": ("Meeting",),
    "proposal": ("Proposal",),
    "thing": ("Actor", "Place", "Meeting", "Proposal", "PlanPoint", "Deadline", "Issue"),
}
WORD = re.compile(r"\w+%?")
SPARQL = """
PREFIX cq: <urn:communique:schema:>
SELECT ?name ?title ?text ?time ?alias
WHERE {
  ?n a cq:CLASS .
  OPTIONAL { ?n cq:name ?name }
  OPTIONAL { ?n cq:title ?title }
  OPTIONAL { ?n cq:text ?text }
  OPTIONAL { ?n cq:time ?time }
  OPTIONAL { ?n cq:aliases ?alias }
}
"""
CYPHER = "MATCH (n:CLASS) RETURN coalesce(n.name, n.title, n.text, n.time) AS name, n.aliases AS aliases"


class Asked(Protocol):
    """What answers queries: a `kg.Graph`, or a server behind the same two methods."""

    def cypher(self, text: str, **params: Any) -> list[dict[str, Any]]: ...

    def sparql(self, text: str, **params: Any) -> list[dict[str, Any]]: ...


def known_as(graph: Asked, engine: str, kind: str, typed: str) -> list[str]:
    """The canonical names that `typed` may mean; itself when the graph knows nothing like it.

    In this order, and the first that finds any: the name itself, an alias, names that hold all of its words, names all
    of whose words (two at least) it holds. Case does not count.
    """
    return matching([pair for cls in NAMED[kind] for pair in _names(graph, engine, cls)], typed) or [typed]


def matching(pairs: Iterable[tuple[str, str | None]], typed: str) -> list[str]:
    """The names among pairs of (name, alias) that `typed` may mean, by the rules of `known_as`."""
    pairs, folded, words = list(pairs), typed.casefold(), _words(typed)
    for found in (
        {name for name, _ in pairs if name.casefold() == folded},
        {name for name, alias in pairs if alias and alias.casefold() == folded},
        {name for name, _ in pairs if words and words <= _words(name)},
        {name for name, _ in pairs if len(_words(name)) > 1 and _words(name) <= words},
    ):
        if found:
            return sorted(found)
    return []


def nearest(name: str, known: Iterable[str]) -> str:
    """What may have been meant, as the end of a sentence; nothing when nothing is like it."""
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in known}
    words = _words(name.replace("_", " "))
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, 3, .6)]
    near += [one for one in folded.values() if one not in near and words & _words(one.replace("_", " "))][:3]
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _names(graph: Asked, engine: str, cls: str) -> list[tuple[str, str | None]]:
    if engine == "sparql":
        rows = graph.sparql(SPARQL.replace("CLASS", cls))
        found = [(row.get("name") or row.get("title") or row.get("text") or row.get("time"), row.get("alias"))
                 for row in rows]
    else:
        rows = graph.cypher(CYPHER.replace("CLASS", cls))
        found = [(row["name"], alias) for row in rows for alias in row["aliases"] or [None]]
    return [(name, alias) for name, alias in found if name]


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))
