"""What is to be drawn of a store, from what a person types: names, a named question, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg import questions
from kg.errors import NotInStore, WrongParameter
from kg.questions.names import NAMED, matching, nearest
from viz.choose import Choice

if TYPE_CHECKING:
    from kg.graph import Graph


def choice(graph: Graph, about: Iterable[str] = (), question: str | None = None,
           params: Mapping[str, Any] | None = None, since: str | None = None, until: str | None = None) -> Choice:
    """The choice for `viz`. `about` names actors, meetings, proposals, points, whatever a claim is about, by alias or
    some of their words too. `question`, with its `params`, stands for the claims that its rows rest on. `since` and
    `until` are ISO days. Raises `NotInStore` for a name that nothing has, `UnknownQuestion`, `WrongParameter`.
    """
    if params and not question:
        raise WrongParameter("parameters are for a question, and none is asked")
    if since and until and since > until:
        raise WrongParameter(f"there is no day from {since} to {until}")
    uris = [uri for typed in about for uri in named(graph, typed)]
    if question is None:
        return Choice(uris, None, since, until)
    rows = questions.answers(graph, question, params=params)
    given = [f"{name} {value}" for name, value in (params or {}).items()]
    return Choice(uris, {claim for row in rows for claim in row["claims"]}, since, until,
                  " ".join([question, *([f"({', '.join(given)})"] if given else [])]))


def named(graph: Graph, typed: str) -> list[str]:
    """The nodes that a name may mean, sorted by uri. Raises `NotInStore`, which says what is near."""
    nodes = [node for node in graph.property_graph().nodes.values() if set(node.labels) & {*NAMED["thing"]}]
    pairs: list[tuple[str, str | None]] = [(node.label, None) for node in nodes]
    pairs += [(node.label, alias) for node in nodes for alias in node.values.get("aliases") or ()]  # type: ignore
    names = set(matching(pairs, typed))
    if not names:
        raise NotInStore(f"nothing is called {typed!r}" + nearest(typed, sorted({name for name, _ in pairs})))
    return sorted(node.uri for node in nodes if node.label in names)
