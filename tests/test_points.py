"""Points: each item of what a text contains or somebody wants, its words kept; deadlines apart from terms."""

from __future__ import annotations

import pytest

from kg.status import statuses
from tests.gold.predicted import graph_of
from tests.prose import read


def texts(prose: str, cls: str = "PlanPoint", key: str = "text") -> list[str]:
    return [str(e.values[key]) for e in read(prose).entities if e.cls == cls]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        (
            "The draft, seen by reporters, calls for a 5% levy, a 12-year pause and a ceiling on fees.",
            ["5% levy", "12-year pause", "ceiling on fees"],
        ),
        ("Norway wants a pact to cut soot by a fifth.", ["cut soot by a fifth"]),
        ("The treaty would halve the quota for cod and raise the fees.", ["halve the quota for cod", "raise the fees"]),
        ("The draft commits members to cut soot by a fifth.", ["cut soot by a fifth"]),
        (
            "The plan calls for a truce of 40 days. Troops would leave the port within a week, and the airport would "
            "reopen. In return, the rebels would free ten sailors.",
            ["truce of 40 days", "Troops would leave the port within a week", "the airport would reopen",
             "the rebels would free ten sailors"],
        ),
        (
            "The council put the pay offer to a ballot. Under it, nurses would get 4% more, and cooks would get 3%.",
            ["nurses would get 4% more", "cooks would get 3%"],
        ),
        (
            "Norway has offered guidelines instead of a treaty: data would be shared monthly, and quarrels would go "
            "to the ministers.",
            ["data would be shared monthly", "quarrels would go to the ministers"],
        ),
        (
            "Under the plan, Iceland would free ten hostages in exchange for a truce of a week.",
            ["Iceland would free ten hostages", "truce of a week"],
        ),
        ("The peace treaty is ready. Article 7 bars foreign bases.", ["bars foreign bases"]),
        (
            "The plan has three parts:\n\n- a ban on dumping;\n- a fund for old wells; and\n- a joint patrol.",
            ["a ban on dumping", "a fund for old wells", "a joint patrol"],
        ),
    ],
)
def test_each_item_is_one_point(prose: str, expected: list[str]) -> None:
    assert texts(prose) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "The minister presented the plan on Monday. Norway would reply by Friday.",
        "The envoy presented the plan on Monday. That would be a mistake.",
        "The union demanded a 7% rise. Members would strike on Monday if it was refused.",
        "Norway called on the rebels to release the doctors.",
    ],
)
def test_what_follows_from_a_plan_and_what_is_only_appealed_for_is_no_point_of_it(prose: str) -> None:
    assert not {"Norway would reply by Friday", "That would be a mistake", "release the doctors",
                "Members would strike on Monday if it was refused"} & set(texts(prose))


def test_what_a_text_no_longer_contains_is_dropped_from_it() -> None:
    graph = graph_of(read("The new draft, released on Monday, no longer contains a cap on output."))
    points = {node.label: statuses(graph).get(uri) for uri, node in graph.nodes.items() if node.cls == "PlanPoint"}
    assert points == {"cap on output": "dropped"}


def test_an_agreement_without_content_is_no_proposal() -> None:
    assert texts("Both sides said a deal was near.", "Proposal", "title") == []


def test_a_year_inside_a_term_is_no_deadline() -> None:
    assert texts("The draft would halve soot by 2035.", "Deadline", "time") == []


def test_what_must_be_reached_by_a_day_is_due_then() -> None:
    assert texts("If no majority is found by 20 March, Norway will leave.", "Deadline", "time") == ["2026-03-20"]


@pytest.mark.parametrize("prose, days", [
    ("Norway wants an answer by 20 March.", ["2026-03-20"]),
    ("The union called on both firms to reply to it by 20 March.", ["2026-03-20"]),
    ("The dockers will walk out on 20 March unless the firm raises its offer.", ["2026-03-20"]),
    ("They will stay away unless the firm stops hiring by 20 March.", ["2026-03-20"]),
    ("The cooling-off period runs out on 20 March.", ["2026-03-20"]),
    ("The ballot opens on Friday and closes at noon on 20 March.", ["2026-03-20"]),
    ("A leader must be in place by 20 March.", ["2026-03-20"]),
    ("Norway is due to pay $40 million on 20 March.", ["2026-03-20"]),
    ("Norway is due to meet the union on 20 March.", []),
    ("The envoy wants to visit Oslo by 20 March.", []),
    ("Economists expect prices to fall by 20 March.", []),
])
def test_what_is_demanded_of_others_by_a_day_is_due_then(prose: str, days: list[str]) -> None:
    assert texts(prose, "Deadline", "time") == days


@pytest.mark.parametrize(("prose", "expected"), [
    ("The offer would give cooks 3% now and 4% next year and a bonus of 90 euros. "
     "In return, Norrix would drop its veto.",
     ["3% now", "4% next year", "bonus of 90 euros", "Norrix would drop its veto"]),
    ("The draft would make Norway dependent on imports.", []),
    ("Norway asked that the quota for cod be halved.", ["quota for cod be halved"]),
    ("Norway insists that no region will lose money.", []),
    ("Both sides want a deal before Christmas.", []),
    ("Norway ruled out joining any pact with the rebels, leaving the port closed.",
     ["joining any pact with the rebels"]),
    ("Norway has not ruled out joining the pact with the rebels.", []),
])
def test_what_is_given_asked_and_ruled_out_are_points_and_what_comes_of_it_is_none(
    prose: str, expected: list[str]
) -> None:
    assert texts(prose) == expected


@pytest.mark.parametrize(("prose", "expected"), [
    ("The nurses presented a proposal on Monday. They have withdrawn a proposal to cut rents by a fifth.", {"dropped"}),
    ("The nurses presented a proposal. They might drop their demand for free parking.", {"possible"}),
    ("Norway ruled out joining any pact with the rebels.", {"rejected"}),
])
def test_what_is_given_up_may_be_given_up_or_ruled_out_is_told_apart(prose: str, expected: set[str]) -> None:
    graph = graph_of(read(prose))
    assert {statuses(graph).get(uri) for uri, node in graph.nodes.items() if node.cls == "PlanPoint"} == expected
