"""What the claims make of a meeting, a proposal or a point: its status, never stronger than what is claimed.

A claim that is merely about a meeting's topic says nothing of whether it takes place: only claims that make one of its
PARTICIPANT or AT_PLACE edges count, and claims about it whose act is to meet, cancel, postpone or continue.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schema import PropertyGraph

HAPPENING = ("meet", "cancel", "postpone", "continue")
MAKES = {"Meeting": ("PARTICIPANT", "AT_PLACE"), "Proposal": ("PROPOSED_BY",), "PlanPoint": ("POINT_OF",)}


class Word(NamedTuple):
    """What one claim says for the status: its act, how surely, and the day it became known (ISO, "" if unknown)."""

    act: str
    modality: str
    day: str


def status(graph: PropertyGraph, uri: str, as_of: str | None = None) -> str | None:
    """The status of one node, None where no claim gives one; `as_of` (ISO day): from what was published by then."""
    return statuses(graph, as_of, [uri]).get(uri)


def statuses(graph: PropertyGraph, as_of: str | None = None, only: Iterable[str] | None = None) -> dict[str, str]:
    """The status of every meeting, proposal and point that has one, by uri. `as_of` and days are ISO 8601."""
    found = {}
    for uri, words in _words(graph, graph.nodes if only is None else only).items():
        if answer := _answer(graph, uri, words, as_of):
            found[uri] = answer
    return found


def histories(graph: PropertyGraph) -> dict[str, list[tuple[str, str | None]]]:
    """By uri, what the status became and on which day: [(ISO day, status)], in order; the day "" is before all others.

    The last is the status today. None is one that no claim gives any more.
    """
    found = {}
    for uri, words in _words(graph, graph.nodes).items():
        turns: list[tuple[str, str | None]] = []
        for day in sorted({word.day for word in words}):
            answer = _answer(graph, uri, words, day)
            if answer != (turns[-1][1] if turns else None):
                turns.append((day, answer))
        if turns:
            found[uri] = turns
    return found


def _answer(graph: PropertyGraph, uri: str, words: list[Word], as_of: str | None) -> str | None:
    rule = {"Meeting": of_meeting, "Proposal": of_proposal, "PlanPoint": of_point}[graph.nodes[uri].cls]
    known = [word for word in words if as_of is None or not word.day or word.day <= as_of]
    return rule(known) if known else None


def _words(graph: PropertyGraph, only: Iterable[str]) -> dict[str, list[Word]]:
    """What each claim says for the status of each node among `only` that can have one."""
    wanted = {uri for uri in only if uri in graph.nodes and graph.nodes[uri].cls in MAKES}
    says: dict[str, set[str]] = {uri: set() for uri in wanted}
    for subject, relation, object in graph.edges:
        if subject in wanted and relation in MAKES[graph.nodes[subject].cls]:
            says[subject].update(graph.edges[subject, relation, object].claims)
        elif (relation == "ABOUT" and object in wanted and graph.nodes[object].cls == "Meeting"
              and graph.nodes[subject].values.get("act") in HAPPENING):
            says[object].add(subject)
    days = _days(graph, set().union(*says.values())) if says else {}
    return {uri: [Word(str(values.get("act", "say")), str(values.get("modality", "asserted")), days[claim])
                  for claim in claims for values in (graph.nodes[claim].values,)]
            for uri, claims in says.items()}


def _days(graph: PropertyGraph, claims: set[str]) -> dict[str, str]:
    """The day of publication of each claim's document, else the day that the claim gives itself."""
    span_of = {s: o for s, r, o in graph.edges if r == "EVIDENCE" and s in claims}
    spans = set(span_of.values())
    document_of = {s: o for s, r, o in graph.edges if r == "IN_DOCUMENT" and s in spans}
    days = {}
    for claim in claims:
        document = graph.nodes.get(document_of.get(span_of.get(claim, ""), ""))
        published = document.values.get("published") if document else None
        days[claim] = str(published or graph.nodes[claim].values.get("start") or "")
    return days


def of_meeting(words: list[Word]) -> str:
    """held, under way, planned, possible, cancelled, denied or disputed.

    >>> of_meeting([Word("meet", "possible", "")])
    'possible'
    >>> of_meeting([Word("meet", "asserted", ""), Word("say", "denied", "")])
    'disputed'
    """
    cancels = [word for word in words if word.act == "cancel" and word.modality in ("asserted", "denied")]
    denials = [word for word in words if word.modality == "denied" and word.act not in ("cancel", "postpone")]
    # "may cancel" and "postponed" both say that it is planned, however surely they say so
    plans = [word for word in words if (word.modality in ("expected", "planned") and word.act != "cancel")
             or word.act == "postpone" or (word.act == "cancel" and word not in cancels)]
    happened = [word for word in words if word.modality == "asserted" and word.act not in ("cancel", "postpone")]
    hopes = [word for word in words if word.modality in ("possible", "conditional")
             and word.act not in ("cancel", "postpone")]
    if cancels or denials:
        if happened:
            return "disputed"
        if not cancels:
            return "disputed" if plans or hopes else "denied"
        last = max(word.day for word in cancels)
        if any(word.day > last for word in plans):
            return "planned"                     # planned anew, after it was called off
        return "possible" if any(word.day > last for word in hopes) else "cancelled"
    if happened:
        return "under way" if all(word.act == "continue" for word in happened) else "held"
    return "planned" if plans else "possible"


def of_proposal(words: list[Word]) -> str | None:
    """The furthest that the claims carry a proposal; see `_furthest`."""
    return _furthest(words, "proposed")


def of_point(words: list[Word]) -> str | None:
    """The furthest that the claims carry a point; see `_furthest`."""
    return _furthest(words, "in text")


def _furthest(words: list[Word], plain: str) -> str | None:
    """dropped, agreed, in text, proposed, sought, planned, possible, rejected, denied, or None.

    `plain` is what a bare assertion makes of it.

    >>> of_point([Word("want", "asserted", "")]), of_point([Word("include", "possible", "")])
    ('sought', 'possible')
    """
    found: dict[str, str] = {}
    for act, modality, day in words:
        answer = _step(act, modality, plain)
        if answer:
            found[answer] = max(day, found.get(answer, ""))
    alive = [one for one in ("agreed", "in text", "proposed", "sought", "planned", "possible") if one in found]
    if "dropped" in found and all(found[one] <= found["dropped"] for one in alive):
        return "dropped"
    return alive[0] if alive else next((one for one in ("rejected", "denied") if one in found), None)


def _step(act: str, modality: str, plain: str) -> str | None:
    if act in ("reject", "oppose", "decline"):
        return "rejected" if modality == "asserted" else None
    if modality == "denied":
        return "denied"
    if act in ("demand", "want", "ask", "plan"):
        return "sought"
    if modality in ("possible", "conditional"):
        return "possible"
    if modality in ("expected", "planned"):
        return "sought" if plain == "in text" else "planned"
    return {"drop": "dropped", "agree": "agreed", "accept": "agreed", "propose": "proposed",
            "include": "in text"}.get(act, plain)
