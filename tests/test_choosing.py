"""Part of a graph is drawn: by name, by question, by days; what is chosen keeps its hedges, as they were then."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import viz
from kg import Graph, questions
from kg.choosing import choice, named
from kg.errors import NotInStore, UnknownQuestion, WrongParameter
from kg.status import histories, statuses
from viz.choose import choose
from viz.picture import Line, Picture


@pytest.fixture(scope="module")
def graph(made: Graph) -> Graph:
    return made


def chosen(graph: Graph, *args: Any, **kwargs: Any) -> Picture:
    picture = viz.make_picture(graph.to_networkx(), history=histories(graph.property_graph()))
    choose(picture, choice(graph, *args, **kwargs))
    return picture


def ends(line: Line) -> set[str]:
    return {line.source, line.target}


def test_an_actor_is_chosen_by_name_alias_or_some_of_the_words(graph: Graph) -> None:
    [krog] = named(graph, "Ada Krog")
    assert named(graph, "krog") == [krog]
    picture = chosen(graph, ["Krog"])
    assert picture.lines and all(krog in ends(line) for line in picture.lines)
    assert picture.scope == "Ada Krog"
    assert set(picture.sides) == {actor.side for actor in picture.actors.values() if actor.side}


def test_a_proposal_stands_for_its_points(graph: Graph) -> None:
    [treaty] = named(graph, "12-point treaty")
    picture = chosen(graph, ["12-point treaty"])
    points = {item.uri for item in picture.items.values() if item.box == treaty}
    assert points and all(ends(line) & {treaty, *points} for line in picture.lines)


def test_a_question_stands_for_what_its_rows_rest_on(graph: Graph) -> None:
    picture = chosen(graph, question="stances", params={"actor": "Krog"})
    claims = {claim for row in questions.answers(graph, "stances", params={"actor": "Krog"}) for claim in row["claims"]}
    assert {claim for line in picture.lines for claim in line.evidence} == claims != set()
    assert picture.scope == "stances (actor Krog)"


def test_days_choose_what_was_said_and_statuses_are_those_of_the_last(graph: Graph) -> None:
    everything, early = chosen(graph), chosen(graph, until="2031-04-03")
    assert 0 < len(early.lines) < len(everything.lines) and 0 < early.documents < everything.documents
    now, then = (statuses(graph.property_graph(), day) for day in (None, "2031-04-03"))
    changed = {uri for uri in early.items if uri in now and now[uri] != then.get(uri)}
    assert changed
    assert all(early.items[uri].status == then.get(uri, "") for uri in early.items if uri in now)


def test_an_edge_is_as_sure_as_the_claims_that_were_chosen_and_no_surer(graph: Graph) -> None:
    whole = viz.make_picture(graph.to_networkx())
    [line] = [line for line in whole.lines if line.modality == "disputed" and line.kind == "PARTICIPANT"][:1]
    for claim in line.evidence:
        part = whole.narrowed(line, [claim])
        assert part.modality == whole.evidence[claim].modality
        assert part.unnamed == whole.evidence[claim].unnamed
    assert whole.narrowed(line, line.evidence).modality == "disputed"


def test_what_nothing_is_called_is_an_error_that_says_what_is_near(graph: Graph) -> None:
    with pytest.raises(NotInStore, match="nothing is called 'Ada Kroog'; did you mean Ada Krog"):
        choice(graph, ["Ada Kroog"])
    with pytest.raises(NotInStore, match=r"nothing is called 'zzzz'$"):
        choice(graph, ["zzzz"])
    with pytest.raises(UnknownQuestion, match="did you mean stances"):
        choice(graph, question="stance")
    with pytest.raises(WrongParameter, match="none is asked"):
        choice(graph, params={"actor": "Krog"})
    with pytest.raises(WrongParameter, match="no day"):
        choice(graph, since="2031-04-02", until="2031-04-01")


def test_the_network_is_of_what_was_chosen_too(graph: Graph, tmp_path: Path) -> None:
    network = viz.to_pyvis(graph.to_networkx(), choice=choice(graph, ["Krog"]))
    assert "Ada Krog · " in network.generate_html()
    assert 0 < len(network.edges) < len(viz.to_pyvis(graph.to_networkx()).edges)


@pytest.mark.parametrize("day", ["2031-03-31", "2031-04-01", "2031-04-02", "2031-04-05", "2031-05-01"])
def test_a_history_is_the_statuses_of_each_day(graph: Graph, day: str) -> None:
    turns = histories(graph.property_graph())
    then = {uri: next((status for when, status in reversed(was) if when <= day), None) for uri, was in turns.items()}
    assert {uri: status for uri, status in then.items() if status} == statuses(graph.property_graph(), day)
    assert all(one[1] != other[1] for was in turns.values() for one, other in pairwise(was))


def test_the_command_line_draws_what_is_asked_for(graph: Graph, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    import kg.cli  # noqa: F401  the commands
    from kg.cli.app import app

    def view(*asked: str) -> Any:
        return CliRunner().invoke(app, ["view", "-o", str(page), "--store", str(graph.path), *asked])

    page = tmp_path / "table.html"
    assert view("--about", "Krog", "--until", "2031-04-03").output == f"{page}\n"
    assert '"scope":"Ada Krog, until 2031-04-03"' in page.read_text(encoding="utf-8")
    assert view("--question", "stances", "--param", "actor=Krog").exit_code == 0
    assert '"scope":"stances (actor Krog)"' in page.read_text(encoding="utf-8")
    assert isinstance(view("--about", "Kroog").exception, NotInStore)
    wrong = view("--since", "yesterday")
    assert wrong.exit_code == 2 and "yesterday" in wrong.output
