"""Who is who across documents."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kg import Graph, MergeRefused, NotInStore
from schema import PropertyGraph, Reading, uri
from tests.lines import reading

GENEVA = "meeting: Geneva talks | talks | 2031-02-27 | Geneva | Ada Moreau, Ben Ito | meet asserted"
PLAN = "proposal: 28-point peace plan | plan | Ada Moreau | propose asserted"
BOTH = "meeting: Oslo call | call | 2031-01-01 |  | Ada Moreau, Ben Ito | meet asserted"     # who the story is about


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph.open(tmp_path / "store")


def graph_of(tmp_path: Path, *readings: Reading) -> PropertyGraph:
    with Graph.open(tmp_path / str(len(list(tmp_path.iterdir())))) as made:
        for one in readings:
            made.add(one)
        return made.property_graph()


def of(graph: PropertyGraph, cls: str) -> list[str]:
    return [node.uri for node in graph.nodes.values() if node.cls == cls]


def joined(tmp_path: Path, cls: str, first: list[str], second: list[str], published: str = "2031-03-03") -> bool:
    """Whether the one node of a class in an article is that of another article, two days later."""
    found = of(graph_of(tmp_path, reading("a", *first), reading("b", *second, published=published)), cls)
    assert len(found) in (1, 2)
    return len(found) == 1


def test_a_meeting_told_in_two_articles_is_one_meeting_on_the_word_of_both(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, reading("a", GENEVA), reading("b", GENEVA, published="2031-03-02"))
    (meeting,) = of(graph, "Meeting")
    edge = graph.edges[meeting, "PARTICIPANT", uri("person", "Ada Moreau")]
    assert len(edge.claims) == 2 and edge.certainty == "asserted"


@pytest.mark.parametrize("other", [
    "meeting: Geneva talks | talks | 2031-02-20 | Geneva | Ada Moreau, Ben Ito | meet asserted",       # another day
    "meeting: Vienna talks | talks | 2031-02-27 | Vienna | Ada Moreau, Ben Ito | meet asserted",       # another city
    "meeting: Geneva talks | talks | 2031-02-27 | Geneva | Eva Lund, Ivo Kral | meet asserted",        # other people
    "meeting: Geneva call | call | 2031-02-27 | Geneva | Ada Moreau, Ben Ito | meet asserted",         # another kind
    "meeting: second Geneva talks | talks |  | Geneva | Ada Moreau, Ben Ito | meet planned",           # another round
    "meeting: talks | talks |  |  | Ada Moreau, Ben Ito | meet asserted",                              # too vague
])
def test_meetings_that_differ_in_what_is_told_stay_apart(tmp_path: Path, other: str) -> None:
    assert not joined(tmp_path, "Meeting", [GENEVA], [other])


def test_a_meeting_without_a_day_is_the_one_in_that_place_with_those_people_that_week(tmp_path: Path) -> None:
    vague = "meeting: talks in Geneva | meeting |  | Geneva | Ben Ito, Ada Moreau | meet asserted"
    assert joined(tmp_path, "Meeting", [GENEVA], [vague])
    assert not joined(tmp_path, "Meeting", [GENEVA], [vague], published="2031-06-01")


def test_a_meeting_of_the_same_name_and_place_is_the_same_only_in_the_same_story(tmp_path: Path) -> None:
    bare = "meeting: Geneva talks | talks |  | Geneva |  | meet planned"
    dated = "meeting: Geneva talks | talks | 2031-03-02 | Geneva |  | meet asserted"
    assert joined(tmp_path, "Meeting", [bare, "role: minister | Ada Moreau | Veldania"],
                  [dated, "role: minister | Ada Moreau | Veldania"])
    assert not joined(tmp_path, "Meeting", [bare, "role: minister | Ada Moreau | Veldania"],
                      [dated, "role: minister | Eva Lund | Korrunia"])


def test_a_meeting_without_a_day_joins_none_where_it_could_be_either_of_two(tmp_path: Path) -> None:
    again = "meeting: Geneva meeting | talks | 2031-02-20 | Geneva | Ada Moreau, Ben Ito | meet asserted"
    vague = "meeting: talks | talks |  | Geneva | Ada Moreau, Ben Ito | meet asserted"
    graph = graph_of(tmp_path, reading("a", GENEVA, again), reading("b", vague))
    assert len(of(graph, "Meeting")) == 3


def test_a_delegation_stands_for_its_leader_and_its_state(tmp_path: Path) -> None:
    of_people = ["meeting: Geneva talks | talks | 2031-02-27 | Geneva | Ada Moreau, Ben Ito | meet asserted"]
    of_sides = ["meeting: Geneva talks | talks | 2031-02-27 | Geneva | the Veldanian team | meet asserted",
                "group: the Veldanian team | Ada Moreau | Veldania | "]
    assert joined(tmp_path, "Meeting", of_people, of_sides)


def test_a_plan_is_known_by_its_number_of_points_whatever_the_noun(tmp_path: Path) -> None:
    assert joined(tmp_path, "Proposal", [PLAN, BOTH],
                  ["proposal: initial 28-point proposal | proposal | Ben Ito | oppose asserted", BOTH])


@pytest.mark.parametrize("other", [
    ["proposal: 19-point plan | plan | Ada Moreau | propose asserted", BOTH],
    ["proposal: revised 28-point plan | plan | Ada Moreau | propose asserted", BOTH],
    ["proposal: 28-point counterproposal | counterproposal | Ada Moreau | propose asserted", BOTH],
    ["proposal: 28-point plan | plan | Eva Lund | propose asserted"],                                 # another story
])
def test_another_number_version_side_or_story_is_another_plan(tmp_path: Path, other: list[str]) -> None:
    assert not joined(tmp_path, "Proposal", [PLAN, BOTH], other)


def test_a_plain_title_needs_the_same_proposer_and_kind_within_weeks(tmp_path: Path) -> None:
    first = ["proposal: peace plan | plan | Ada Moreau | propose asserted"]
    assert joined(tmp_path, "Proposal", first, first)
    assert not joined(tmp_path, "Proposal", first, first, published="2031-05-01")
    assert not joined(tmp_path, "Proposal", first, ["proposal: peace plan | plan | Ben Ito | propose asserted"])


def test_points_of_one_plan_with_the_same_words_are_one(tmp_path: Path) -> None:
    def same(first: str, second: str) -> bool:
        line = "point: {} | 28-point peace plan | include asserted"
        return joined(tmp_path, "PlanPoint", [PLAN, BOTH, line.format(first)], [PLAN, BOTH, line.format(second)])

    assert same("halt air strikes", "halting the air strikes")
    assert not same("cut to 600,000", "cut to 800,000")
    assert not same("halt air strikes", "not halt air strikes")


def test_deadlines_of_one_plan_on_one_day_are_one(tmp_path: Path) -> None:
    lines = [PLAN, BOTH, "deadline: 2031-03-27 | 28-point peace plan | expect expected"]
    assert joined(tmp_path, "Deadline", lines, lines)
    assert not joined(tmp_path, "Deadline", lines, [*lines[:2], lines[2].replace("27", "28")])


def test_of_a_joined_meeting_the_narrowest_time_and_the_commonest_title_are_kept(tmp_path: Path) -> None:
    week = GENEVA.replace("2031-02-27", "2031-02-24/2031-03-02")
    graph = graph_of(tmp_path, reading("a", week), reading("b", week.replace("Geneva talks", "talks in Geneva")),
                     reading("c", GENEVA))
    (meeting,) = of(graph, "Meeting")
    values = graph.nodes[meeting].values
    assert (values["time"], values["start"], values["end"]) == ("2031-02-27",) * 3
    assert values["title"] == "Geneva talks"


def test_a_surname_is_the_one_person_who_holds_that_office(tmp_path: Path) -> None:
    full = ["role: foreign minister | Ada Moreau | Veldania"]
    graph = graph_of(tmp_path, reading("a", *full), reading("b", "role: minister | Moreau | Veldania"))
    assert of(graph, "Person") == [uri("person", "Ada Moreau")]
    assert graph.nodes[uri("person", "Ada Moreau")].values["aliases"] == ["Moreau"]
    assert not joined(tmp_path, "Person", full, ["role: general | Moreau | Veldania"])
    assert not joined(tmp_path, "Person", full, ["role: foreign minister | Moreau | Korrunia"])
    assert not joined(tmp_path, "Person", full, ["about: Geneva talks | say asserted",
                                                 "group: the team | Moreau |  | "])     # no office, no shared story


def test_a_surname_that_two_people_bear_is_neither(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, reading("a", "role: minister | Ada Moreau | Veldania"),
                     reading("b", "role: minister | Luc Moreau | Veldania"),
                     reading("c", "role: minister | Moreau | Veldania"))
    assert len(of(graph, "Person")) == 3


def test_an_office_told_twice_is_one_role(tmp_path: Path) -> None:
    assert joined(tmp_path, "Role", ["role: foreign minister | Ada Moreau | Veldania"],
                  ["role: Foreign Minister | Ada Moreau | Veldania"])


def test_a_delegation_is_the_one_with_that_leader(tmp_path: Path) -> None:
    led = ["group: the delegation | Ada Moreau |  | "]
    assert joined(tmp_path, "Group", led, led)
    assert not joined(tmp_path, "Group", led, ["group: the delegation | Ben Ito |  | "])


def test_unnamed_sources_are_never_merged(tmp_path: Path, graph: Graph) -> None:
    line = "unnamed: an official | the talks may fail"
    graph.add(reading("a", line, GENEVA))
    graph.add(reading("b", line, GENEVA))
    sources = of(graph.property_graph(), "UnnamedSource")
    assert len(sources) == 2
    with pytest.raises(MergeRefused, match="nobody named"):
        graph.merge(*sources)


def test_unnamed_sources_with_one_uri_in_two_documents_are_still_two(graph: Graph) -> None:
    for name in ("a", "b"):
        one = reading(name, "unnamed: an official | the talks may fail")
        source = "urn:communique:unnamedsource:official"
        one.entities[0].uri, one.claims[0].speaker = source, [source]
        graph.add(one)
    assert len(of(graph.property_graph(), "UnnamedSource")) == 2
    assert len({edge.object for edge in graph.property_graph().edges.values() if edge.relation == "SPEAKER"}) == 2


def test_what_one_document_tells_apart_no_third_one_joins(tmp_path: Path) -> None:
    two = ["meeting: Geneva talks | talks | 2031-02-27 | Geneva | Ada Moreau, Ben Ito | meet asserted",
           "meeting: Geneva session | talks | 2031-02-27/2031-02-28 | Geneva | Ada Moreau, Ben Ito | meet asserted"]
    graph = graph_of(tmp_path, reading("a", *two), reading("b", GENEVA), reading("c", GENEVA))
    assert len(of(graph, "Meeting")) >= 2


def test_the_order_of_loading_plays_no_part(tmp_path: Path) -> None:
    made = [reading("a", GENEVA, PLAN, "role: foreign minister | Ada Moreau | Veldania"),
            reading("b", GENEVA, PLAN, "role: minister | Moreau | Veldania", published="2031-03-02"),
            reading("c", PLAN, BOTH, "meeting: talks | talks |  | Geneva | Ada Moreau, Ben Ito | meet possible")]
    graphs = []
    for order in itertools.permutations(made):
        graph = graph_of(tmp_path, *order)
        for node in graph.nodes.values():
            for name in ("loaded", "started"):
                node.values.pop(name, None)
        graphs.append(graph)
    assert all(graph == graphs[0] for graph in graphs)


def test_a_merge_can_be_made_and_undone_without_reading_again(graph: Graph) -> None:
    graph.add(reading("a", "role: minister | Ada Moreau | Veldania"))
    graph.add(reading("b", "role: envoy | A. Moreau | Veldania"))
    before = graph.cypher("MATCH (p:Person) RETURN p.uri AS uri, p.name AS name, p.aliases AS aliases ORDER BY uri")
    ada, short = uri("person", "Ada Moreau"), uri("person", "A. Moreau")
    graph.merge(short, ada)
    assert graph.cypher("MATCH (p:Person)<-[:HOLDER]-(r:Role) RETURN count(DISTINCT p) AS people, count(r) AS roles"
                        ) == [{"people": 1, "roles": 2}]
    assert graph.sparql("SELECT ?p { ?p a cq:Person }") == [{"p": min(ada, short)}]
    graph.unmerge(ada, short)
    assert graph.cypher(
        "MATCH (p:Person) RETURN p.uri AS uri, p.name AS name, p.aliases AS aliases ORDER BY uri") == before


def test_what_a_rule_joined_a_person_can_part_and_join_again(graph: Graph) -> None:
    first, second = reading("a", GENEVA), reading("b", GENEVA)
    graph.add(first)
    graph.add(second)
    (one,) = graph.identity()
    assert one.why != "decision"
    graph.unmerge(one.canonical, one.member)
    assert len(of(graph.property_graph(), "Meeting")) == 2
    graph.merge(one.canonical, one.member)
    assert [found.why for found in graph.identity()] == ["decision"]


def test_a_merge_of_unlike_or_unknown_nodes_is_refused(graph: Graph) -> None:
    graph.add(reading("a", GENEVA))
    (meeting,) = of(graph.property_graph(), "Meeting")
    with pytest.raises(MergeRefused):
        graph.merge(meeting, uri("person", "Ada Moreau"))
    with pytest.raises(NotInStore):
        graph.merge(meeting, "urn:communique:meeting:none")
