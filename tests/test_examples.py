"""Each question to the examples, and to the first real article where it is at hand, by both engines.

What still falls short is listed in `expected_shortfalls.yaml`, and must fail: the list can only shrink by its repair.
"""

from __future__ import annotations

import pytest
import yaml

from kg import questions
from tests.negotiations import SEED, Asked, Graphs, examples, first_article, shortfalls

ASKED = [*examples(), *first_article()]
KNOWN = shortfalls()


def marked(asked: Asked) -> object:
    reason = KNOWN.get(str(asked))
    marks = [pytest.mark.xfail(reason=reason, strict=True, raises=pytest.fail.Exception)] if reason else []
    return pytest.param(asked, id=str(asked), marks=marks)


@pytest.mark.parametrize("asked", [marked(asked) for asked in ASKED])
def test_a_question_is_answered_as_a_careful_reader_would(graphs: Graphs, asked: Asked) -> None:
    if difference := asked.difference(graphs.of(asked.files)):
        pytest.fail(f"\n{difference}")


def test_no_known_shortfall_is_of_a_question_that_nobody_asks() -> None:
    ours = {str(asked) for asked in examples()}
    assert {name for name in KNOWN if not name.startswith("the first article: ")} <= ours


@pytest.mark.parametrize("asked", [one for one in ASKED if one.negotiation == "the first article"][:1])
def test_the_first_article_says_when_and_by_whom_it_was_published(graphs: Graphs, asked: Asked) -> None:
    [document] = graphs.of(asked.files).documents()
    expected = yaml.safe_load((SEED / "questions.yaml").read_text(encoding="utf-8"))["document"]
    assert (document["published"], document["publisher"]) == (str(expected["published"]), expected["publisher"])


@pytest.mark.parametrize("files", sorted({asked.files for asked in ASKED}), ids=lambda files: files[0].stem)
def test_both_engines_have_the_same_rows_for_every_question(graphs: Graphs, files: tuple) -> None:
    graph = graphs.of(files)
    for name in questions.names():
        assert questions.ask(graph, name, "cypher") == questions.ask(graph, name, "sparql"), name
