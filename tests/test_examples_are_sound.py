"""The examples and what is expected of them agree with each other, before any reader is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.answers import COLUMNS, MARKS

EXAMPLES = Path(__file__).parents[1] / "examples"
NEGOTIATIONS = yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))
QUESTIONS = [(negotiation, question) for negotiation in NEGOTIATIONS for question in negotiation["questions"]]


def words(negotiation: dict) -> str:
    """The texts of a negotiation, quotation marks straight."""
    files = [(EXAMPLES / document["file"]).read_text(encoding="utf-8") for document in negotiation["documents"]]
    return "\n".join(files).replace("\\n", "\n").translate(MARKS)


def test_every_example_belongs_to_a_negotiation() -> None:
    named = {document["file"] for negotiation in NEGOTIATIONS for document in negotiation["documents"]}
    assert named == {path.name for path in EXAMPLES.iterdir()} - {"expected.yaml", "README.md"}


@pytest.mark.parametrize("negotiation", NEGOTIATIONS, ids=lambda one: one["negotiation"])
def test_all_sixteen_questions_are_answered(negotiation: dict) -> None:
    assert {question["id"] for question in negotiation["questions"]} == set(COLUMNS)


@pytest.mark.parametrize(("negotiation", "question"), QUESTIONS, ids=lambda one: one.get("id", ""))
def test_answers_fit_their_columns_and_rest_on_the_text(negotiation: dict, question: dict) -> None:
    columns, text = COLUMNS[question["id"]], words(negotiation)
    for row in question["answer"] + question.get("may", []):
        assert columns == ["chain"] or len(row) == len(columns), row
    assert question.get("evidence", "").translate(MARKS) in text
    if question["id"] == "verbatim":
        assert all(row[1] in text for row in question["answer"])
