"""Offices: who holds which, and of what body; a body that the text does not tell is left open."""

from __future__ import annotations

import pytest

from tests.gold.predicted import graph_of, predicted
from tests.prose import read


def bodies(prose: str, person: str) -> list[str]:
    """The bodies whose office the person holds."""
    reading = read(prose)
    assert graph_of(reading).nodes
    return [body for role in predicted(reading).roles if person in role["holder"] for body in role["org"]]


@pytest.mark.parametrize(("prose", "person", "body"), [
    ("The National Alliance wants a vote. Its chairman, Omar Lind, said so.", "Omar Lind", "National Alliance"),
    ("Hezbollah rejected the link. Its chief Omar Lind said so on Monday.", "Omar Lind", "Hezbollah"),
    ("In a post on X, the National Alliance's leader, Omar Lind, said so.", "Omar Lind", "National Alliance"),
    ("NATO disputed that. In a post on X, its secretary-general, Omar Lind, wrote that talks went on.", "Omar Lind",
     "NATO"),
    ("Norway must decide soon. Its water minister, Omar Lind, said it would.\n", "Omar Lind", "Norway"),
    ("Norway must decide soon.\n\nIts water minister, Omar Lind, said it would.", "Omar Lind", "Norway"),
    ("Prime Minister Omar Lind of Norway will visit Chad.", "Omar Lind", "Norway"),
    ("Omar Lind, the Kremlin spokesman, said on Monday that talks went on.", "Omar Lind", "Russia"),
])
def test_the_body_behind_an_office_is_what_the_text_says(prose: str, person: str, body: str) -> None:
    assert bodies(prose, person) == [body]


@pytest.mark.parametrize("prose", [
    "Norway and Chad quarrelled over the port. Its director, Omar Lind, said nothing.",
    "A paper was sent to NATO and to the African Union. Its author, the envoy Omar Lind, said nothing.",
    "Omar Lind, the Geneva envoy, said nothing.",
])
def test_a_body_that_is_not_told_is_left_open(prose: str) -> None:
    assert bodies(prose, "Omar Lind") == []
