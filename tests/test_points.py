"""Points: each item of what a text contains or somebody wants, its words kept; deadlines apart from terms."""

from __future__ import annotations

import pytest

from loaders.reading import read_document
from schema import Document, Reading

DAY = "2026-03-04"


def read(prose: str) -> Reading:
    return read_document(Document("note", prose, published=DAY, publisher="The Daily Note"))


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
    ],
)
def test_each_item_is_one_point(prose: str, expected: list[str]) -> None:
    assert texts(prose) == expected


def test_an_agreement_without_content_is_no_proposal() -> None:
    assert texts("Both sides said a deal was near.", "Proposal", "title") == []


def test_a_year_inside_a_term_is_no_deadline() -> None:
    assert texts("The draft would halve soot by 2035.", "Deadline", "time") == []


def test_what_must_be_reached_by_a_day_is_due_then() -> None:
    assert texts("If no majority is found by 20 March, Norway will leave.", "Deadline", "time") == ["2026-03-20"]
