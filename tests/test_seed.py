"""The first real article, where it is at hand: every question an analyst must be able to ask of it, by both engines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import Graph, questions
from tests.answers import COLUMNS, compare

SEED = Path(os.environ.get("SEED", Path(__file__).parents[2] / "shared" / "seed"))
if not (SEED / "questions.yaml").exists():
    pytest.skip(f"the seed is not at {SEED}", allow_module_level=True)
SPEC = yaml.safe_load((SEED / "questions.yaml").read_text(encoding="utf-8"))
QUESTIONS = {question["id"]: question for question in SPEC["questions"]}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(tmp_path_factory.mktemp("seed")) as graph:
        assert not graph.load(SEED / "article.txt").problems
        yield graph


def whole(row: list[Any], question: str) -> list[Any]:
    """The row as written: YAML cuts an unquoted "600,000" in two."""
    extra = len(row) - len(COLUMNS[question])
    return row if extra <= 0 or COLUMNS[question] == ["chain"] else [",".join(row[:extra + 1]), *row[extra + 1:]]


def test_the_article_says_when_and_by_whom_it_was_published(graph: Graph) -> None:
    [document] = graph.documents()
    assert (document["published"], document["publisher"]) == (
        str(SPEC["document"]["published"]), SPEC["document"]["publisher"])


@pytest.mark.parametrize("engine", ["cypher", "sparql"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_a_careful_reader_would(graph: Graph, name: str, engine: str) -> None:
    question = QUESTIONS[name]
    rows = questions.ask(graph, name, engine, evidence=True)
    passages = [passage["paragraph"] for row in rows for passage in row.pop("evidence")]
    expected = [whole(row, name) for row in question["answer"]]
    difference = compare(expected, rows, name, question.get("evidence"), passages)
    assert not difference, f"\n{difference}"
