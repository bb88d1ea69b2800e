"""What a reader said of one article, in the terms of the gold: claims, meetings, proposals, points and the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.status import statuses
from schema import VOCABULARY, Edge, Node, PropertyGraph, Reading, strongest

Span = tuple[int, int]


@dataclass(slots=True)
class Predicted:
    """Rows with the keys of the gold's; `spans` are the passages that a thing rests on."""

    claims: list[dict[str, Any]] = field(default_factory=list)
    meetings: list[dict[str, Any]] = field(default_factory=list)
    proposals: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    deadlines: list[dict[str, Any]] = field(default_factory=list)
    roles: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)


def graph_of(reading: Reading) -> PropertyGraph:
    """The graph of one reading, as it is before any identity across documents."""
    graph = PropertyGraph()
    makers: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for triple in reading.triples():
        if triple.predicate == "type":
            graph.nodes.setdefault(triple.subject, Node(triple.subject, VOCABULARY.labels(str(triple.object))))
        elif triple.predicate in VOCABULARY.relations:
            makers[triple.subject, triple.predicate, str(triple.object)] += [triple.claim] if triple.claim else []
        elif triple.subject in graph.nodes:
            graph.nodes[triple.subject].values[triple.predicate] = triple.object
    for (subject, relation, object), claims in makers.items():
        sure = None
        if VOCABULARY.relations[relation]["made"] == "claim" and claims:
            sure = strongest(str(graph.nodes[one].values["modality"]) for one in claims)
        graph.edges[subject, relation, object] = Edge(subject, relation, object, claims, sure)
    return graph


def predicted(reading: Reading, printed: Iterable[dict[str, Any]] | None = None) -> Predicted:
    """From a reading; claims from `printed`, the lines of `kg claims --format jsonl` for this document, when given."""
    if printed is None:
        from kg.cli.claims import claim_records

        printed = claim_records(reading)
    graph = graph_of(reading)
    view = _View(graph, reading)
    found = Predicted(claims=_merged(list(printed), view))
    status = statuses(graph)
    for node in graph.nodes.values():
        row: dict[str, Any] = {"title": node.label, "uri": node.uri, "status": status.get(node.uri),
                               "kind": node.values.get("kind"), "time": node.values.get("time"),
                               "spans": view.spans.get(node.uri, [])}
        if node.cls == "Meeting":
            found.meetings.append(row | {
                "who": [name for one in view.out(node.uri, "PARTICIPANT") for name in view.names(one)],
                "place": [view.label(one) for one in view.out(node.uri, "AT_PLACE")]})
        elif node.cls == "Proposal":
            found.proposals.append(row | {
                "by": [name for one in view.out(node.uri, "PROPOSED_BY") for name in view.names(one)],
                "counters": [view.label(one) for one in view.out(node.uri, "COUNTERS")]})
        elif node.cls == "PlanPoint":
            found.points.append(row | {"of": [view.label(one) for one in view.out(node.uri, "POINT_OF")]})
        elif node.cls == "Deadline":
            found.deadlines.append(row)
        elif node.cls == "Role":
            found.roles.append(row | {"holder": [view.label(one) for one in view.out(node.uri, "HOLDER")],
                                      "org": [view.label(one) for one in view.out(node.uri, "IN_ORG")]})
    found.requests = [{"asked": view.all_names([*claim.addressee, *claim.speaker]), "spans": [claim.evidence]}
                      for claim in reading.claims if claim.kind == "request"]
    return found


class _View:
    """Names and passages, looked up."""

    def __init__(self, graph: PropertyGraph, reading: Reading) -> None:
        self.graph = graph
        self.targets: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.members: dict[str, list[str]] = defaultdict(list)
        self.cls: dict[str, str] = {}
        evidence = {reading.claim_uri(claim.id): [claim.evidence] for claim in reading.claims}
        self.spans: dict[str, list[Span]] = defaultdict(list)
        for node in graph.nodes.values():
            self.cls[node.label] = node.cls
        for (subject, relation, object), edge in graph.edges.items():
            self.targets[subject, relation].append(object)
            if relation == "MEMBER_OF" and graph.nodes[object].cls == "Group":      # not a body's or a state's people
                self.members[object].append(subject)
            if relation == "ABOUT":
                self.spans[object] += evidence.get(subject, [])
            elif VOCABULARY.relations[relation]["made"] == "claim":
                for claim in edge.claims:
                    self.spans[subject] += evidence.get(claim, [])
                    self.spans[object] += evidence.get(claim, [])

    def out(self, subject: str, relation: str) -> list[str]:
        return self.targets.get((subject, relation), [])

    def label(self, one: str) -> str:
        return self.graph.nodes[one].label if one in self.graph.nodes else one.rsplit(":", 1)[-1]

    def names(self, one: str) -> list[str]:
        """The node's name, or the members' of a group that the text takes apart."""
        return sorted(self.label(member) for member in self.members.get(one, [])) or [self.label(one)]

    def all_names(self, uris: Iterable[str]) -> list[str]:
        return [name for one in uris for name in self.names(one)]

    def parts_of(self, name: str) -> list[str]:
        """The members of the group of that name."""
        for node, members in self.members.items():
            if self.label(node) == name:
                return [self.label(member) for member in members]
        return []


def _merged(printed: list[dict[str, Any]], view: _View) -> list[dict[str, Any]]:
    """The claims less narration and requests; what differs in its speaker alone ("X and Y reported") is made one."""
    merged: dict[Any, dict[str, Any]] = {}
    renamed: dict[str, str] = {}
    for claim in printed:
        if claim["kind"] in ("narration", "request"):
            continue
        key = (tuple(map(tuple, claim["content"])), tuple(map(tuple, claim["cue"])))
        row = merged.get(key)
        if row is None:
            names = claim["speaker_names"]
            merged[key] = row = {**claim, "who": list(names), "via": list(claim["via"])}
        else:
            row["who"] += [name for name in claim["speaker_names"] if name not in row["who"]]
            row["speaker"] = sorted([*row["speaker"], *(one for one in claim["speaker"] if one not in row["speaker"])])
            row["via"] += claim["via"]
        renamed[claim["id"]] = row["id"]
    for row in merged.values():
        row["via"] = sorted({renamed[one] for one in row["via"] if one in renamed} - {row["id"]})
        row["unnamed"] = bool(row["who"]) and all(view.cls.get(name) == "UnnamedSource" for name in row["who"])
        row["members"] = [part for name in row["who"] for part in view.parts_of(name) or [name]]
    return list(merged.values())
