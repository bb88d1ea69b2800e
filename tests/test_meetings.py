"""Encounters: how surely each is told. What is possible, planned, cancelled or denied never comes out as held."""

from __future__ import annotations

import pytest

from kg.status import statuses
from loaders.reading import read_document
from schema import Document, Reading
from tests.gold.predicted import graph_of

UNHELD = {
    "a meeting cancelled": "The meeting between Norway and Iceland in Bergen was cancelled on Friday.",
    "talks called off": "Talks between Norway and Iceland that were to open in Bergen on Monday were called off.",
    "talks cancelled in a side clause": "The talks with Iceland, which were scheduled in Bergen for 12 March, have "
    "been cancelled.",
    "no meeting took place": "No meeting between Norway and Iceland took place in Bergen.",
    "a report dismissed": "Norway dismissed reports of a meeting with Iceland in Bergen.",
    "an invitation": "Norway's foreign minister has been invited to talks with Iceland in Bergen.",
    "an agreement to meet": "Norway and Iceland agreed to meet in Bergen on Friday.",
    "a refusal to meet": "Norway refused to meet Iceland in Bergen.",
    "a condition": "Norway would meet Iceland in Bergen only if the quotas were lifted.",
    "a due date": "Iceland's president is due in Bergen on Friday for talks with Norway.",
    "an expectation not met": "Anna Berg had been expected to attend the summit in Bergen.",
    "a denial of having met": "Anna Berg denied having met Jon Stefansson in Bergen.",
    "a denial of a meeting": "Anna Berg denied a meeting with Jon Stefansson in Bergen.",
    "what comes before": "Before meeting Jon Stefansson in Bergen, Anna Berg will see the fishermen.",
    "a postponement": "A meeting between Norway and Iceland scheduled for Tuesday in Bergen was postponed.",
    "a headline of things to come": "Norway and Iceland to meet in Bergen on Friday",
    "a possibility": "Norway and Iceland could meet in Bergen this month.",
    "a second round that may be": "A second round could be held in Bergen this month.",
    "a meeting that is to be": "The unions were invited to a meeting on wages which is to be held in Bergen on "
    "15 March.",
    "a session ahead": "Anna Berg promised to bring a map to the next session in Bergen, scheduled for 21 March.",
    "a call ahead": "The two sides plan to speak again by phone on Thursday.",
    "a visit that would be": "A Norwegian delegation would visit Reykjavik later this month.",
    "a visit never made": "Anna Berg never travelled to Reykjavik.",
    "a trip off": "Anna Berg scrapped a trip to Reykjavik.",
    "they did not meet": "Anna Berg and Jon Stefansson were in Bergen. They did not meet.",
    "a wish": "Anna Berg wants to meet Jon Stefansson in Bergen.",
    "a hope": "Norway hopes that Iceland will host talks with Anna Berg in Bergen.",
    "ahead of talks": "Norway softened its tone ahead of talks with Iceland in Bergen.",
    "a summons": "The president has summoned both leaders to Bergen for Friday.",
    "a denial of what was told": "State television reported that Anna Berg had met Jon Stefansson in Bergen. Both "
    "offices denied it.",
    "an offer": "Norway offered to host Anna Berg and Jon Stefansson for talks in Bergen.",
    "a failure to meet": "Anna Berg failed to meet Jon Stefansson in Bergen.",
    "a cancellation of what was planned": "Norway had planned to hold talks with Iceland in Bergen but cancelled them.",
    "a report denied as a report": "State television reported that Anna Berg had met Jon Stefansson in Bergen. "
    "Norway dismissed the claims as fiction.",
    "a report said to be wrong": "A spokeswoman said reports that Jon Stefansson had met union leaders in private "
    "last week were wrong.",
    "pencilled in and put off": "Talks with Iceland, pencilled in for today, have been postponed.",
    "a lunch that fell through": "A lunch between Anna Berg and Jon Stefansson, arranged for Tuesday, fell through.",
    "no such meeting": "Anna Berg wrote that she was willing to travel to Reykjavik to meet Jon Stefansson. No such "
    "meeting was planned, his office said.",
    "the two had not met": "The newspaper said that Anna Berg flew to Bergen last week to see Jon Stefansson. An aide "
    "denied that the two had met.",
    "put off indefinitely": "Talks on cod, which had been due to open in Bergen next week, have been put off "
    "indefinitely.",
    "a visit that is to be": "Anna Berg is to visit Reykjavik this week, the agency said.",
    "a mediator who will call": "A federal mediator plans to call both sides on Wednesday.",
    "what is considered": "Norway is considering a meeting between Anna Berg and Jon Stefansson in Bergen in May, "
    "three people familiar with the discussions said.",
    "a body's meeting put off": "A meeting of the council, due to be held on Wednesday, has been postponed by a week.",
    "a hope to meet a body": "Anna Berg said she hoped to meet the committee again in April.",
    "a failure to attend": "Anna Berg failed to attend talks in Bergen.",
    "an offer to be made at talks": "An offer to be made at the end of talks in Bergen would give cooks 4%.",
}
HELD = {
    "a third time": "Anna Berg and Jon Stefansson met in Bergen on Friday for the third time.",
    "after talks": "Anna Berg left the city after talks with Jon Stefansson in Bergen on Friday.",
    "by phone": "Anna Berg spoke by phone with Jon Stefansson on Friday.",
    "on the sidelines": "Anna Berg met Jon Stefansson on the sidelines of the summit in Bergen on Friday.",
    "hosting": "The king left after hosting Anna Berg and Jon Stefansson for dinner in Bergen on Friday.",
    "a clause behind the noun": "Norway spoke of progress after a meeting with Iceland which took place in Bergen.",
    "a visit": "Anna Berg visited Reykjavik on Friday.",
    "what was said on the way": "“We have a text that both can live with, if they want to,” Anna Berg said in Bergen "
    "after meeting Jon Stefansson.",
    "told in a call": "Anna Berg told Jon Stefansson in a phone call on Friday that the offer stood.",
    "talks held": "Norway and Iceland held talks in Bergen on Friday.",
    "talks that failed": "Norway and Iceland failed to agree on cod in three days of talks in Bergen.",
    "an offer made at talks": "The offer, made at the end of six hours of talks in Bergen, would give cooks 4%.",
    "by telephone": "The foreign ministers of Norway and Iceland discussed cod by telephone on Sunday.",
}


def read(text: str) -> Reading:
    """What a short article says, published on Monday 9 March 2026 by an invented agency."""
    return read_document(Document("made", text, published="2026-03-09", publisher="Example Wire"))


def told(text: str) -> dict[str, str]:
    """Titles of the encounters that the text tells, and how surely."""
    graph = graph_of(read(text))
    found = statuses(graph)
    return {node.label: found.get(uri, "") for uri, node in graph.nodes.items() if node.cls == "Meeting"}


@pytest.mark.parametrize("text", UNHELD.values(), ids=UNHELD)
def test_what_is_not_said_to_have_happened_is_never_held(text: str) -> None:
    assert not {"held", "under way"} & set(told(text + "\n").values()), told(text + "\n")


def test_talks_that_go_on_are_under_way() -> None:
    assert set(told("The two sides have been meeting in Bergen since Friday.\n").values()) == {"under way"}
    assert set(told("Talks with Iceland in Bergen went into a fourth day.\n").values()) == {"under way"}


def test_what_is_put_off_has_its_new_day() -> None:
    graph = graph_of(read("A meeting of creditors in Bergen scheduled for 11 March was put off until 27 March.\n"))
    assert {node.values.get("time") for node in graph.nodes.values() if node.cls == "Meeting"} == {"2026-03-27"}


@pytest.mark.parametrize(("text", "place"), [
    ("The ministers, Anna Berg and Jon Stefansson, met for four hours in Bergen on Friday.", "Bergen"),
    ("Norway and Iceland resumed talks over the cod in Bergen on Friday.", "Bergen"),
    ("The delegations have been meeting in the Qatari capital since Friday.", "Doha"),
    ("Anna Berg held talks with Jon Stefansson on the sidelines of the bank's meetings in Bergen.", "Bergen"),
])
def test_a_meeting_is_where_the_words_around_it_say(text: str, place: str) -> None:
    graph = graph_of(read(text + "\n"))
    assert {graph.nodes[o].label for _, relation, o in graph.edges if relation == "AT_PLACE"} == {place}


def test_both_sides_take_part_each_by_itself_and_belong_to_the_two() -> None:
    graph = graph_of(read("Norway and Iceland quarrel over cod. The two sides met in Bergen on Friday.\n"))
    edges = {(graph.nodes[s].label, relation, graph.nodes[o].label) for s, relation, o in graph.edges}
    assert {o for _, relation, o in edges if relation == "PARTICIPANT"} == {"Norway", "Iceland"}
    assert not any(relation == "MEMBER_OF" and o in ("Norway", "Iceland") for _, relation, o in edges)


@pytest.mark.parametrize("text", HELD.values(), ids=HELD)
def test_what_is_said_to_have_happened_is_held(text: str) -> None:
    assert "held" in told(text + "\n").values()
