"""The network page in a real browser: nothing fetched, nothing broken, a click opens the right sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import viz
from tests.browser import Seen, watched
from tests.river_treaty import HOSTILE, TEXTS, river_treaty

CLICK = """id => { const at = network.canvasToDOM(network.getPosition(id)), box = document.querySelector("#net canvas")
    .getBoundingClientRect(); return [box.x + at.x, box.y + at.y]; }"""
MIDDLE = """id => { const edge = edges.get(id), a = network.getPosition(edge.from), b = network.getPosition(edge.to),
    mid = network.canvasToDOM({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}),
    box = document.querySelector("#net canvas").getBoundingClientRect(); return [box.x + mid.x, box.y + mid.y]; }"""


@pytest.fixture(scope="module")
def seen(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    path = tmp_path_factory.mktemp("network") / "network.html"
    viz.write_network(river_treaty(), path, TEXTS, title=HOSTILE)
    with watched(chromium, path) as seen:
        yield seen


@pytest.mark.parametrize("outside", ["refused", "dropped"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_needs_no_network_and_breaks_no_rule_of_accessibility(chromium: Any, tmp_path: Path, outside: str,
                                                                      dark: bool) -> None:
    viz.write_network(river_treaty(), tmp_path / "network.html", TEXTS, title=HOSTILE)
    page = Seen(chromium, tmp_path / "network.html", outside=outside, dark=dark)
    page.page.get_by_role("button", name="Tomas Rehn").first.click()
    assert (page.violations(), page.outside, page.errors) == ([], [], [])
    page.page.close()


def line(seen: Seen, act: str) -> str:
    return seen.page.evaluate("act => data.lines.find(line => line.act === act).id".replace(
        "data", "JSON.parse(document.getElementById('picture').textContent)"), act)


def click_line(seen: Seen, act: str) -> None:
    seen.page.mouse.click(*seen.page.evaluate(MIDDLE, line(seen, act)))


def test_a_click_on_a_line_opens_its_sentence_in_its_paragraph(seen: Seen) -> None:
    click_line(seen, "supports")
    click_line(seen, "demands")
    click_line(seen, "denies")
    assert seen.text("mark.span") == "Korrun's foreign ministry denied that any visit was under discussion"
    assert "President Anna Kolar could travel" in seen.text("blockquote")
    assert "Said by Foreign Ministry of Korrun" in seen.text("#evidence")
    assert "How surely denied" in seen.text("#evidence")
    assert "Published 4 Mar 2031" in seen.text("#evidence")


def test_the_pane_names_the_chain_of_a_relayed_claim(seen: Seen) -> None:
    click_line(seen, "plans")
    pane = seen.text("#evidence")
    assert "The Herald → Continental Wire → a diplomat" in pane
    assert "possible" in pane and "unnamed source" in pane


def test_a_click_on_a_node_lists_its_lines_and_what_else_it_said(seen: Seen) -> None:
    seen.page.mouse.click(*seen.page.evaluate(CLICK, "x:tomas-rehn"))
    assert "Tomas Rehn rejects annual quota" in seen.text("#evidence")
    assert "go dry for a turbine" in seen.text("mark.span")
    seen.page.get_by_role("button", name="Tomas Rehn rejects").click()
    assert seen.page.locator(".claim").count() == 2
    assert "2 independent origins" in seen.text("#evidence")


def test_the_exact_span_stays_exact_after_a_character_beyond_the_first_plane(seen: Seen) -> None:
    seen.page.mouse.click(*seen.page.evaluate(CLICK, "x:tomas-rehn"))
    seen.page.get_by_role("button", name="Tomas Rehn rejects").click()
    first = " ".join(seen.page.locator("mark.span").first.inner_text().split())
    assert first == "Korrun rejects the annual quota of 40 cubic kilometres, its envoy Tomas Rehn said"


def test_hostile_names_and_titles_stay_text(seen: Seen) -> None:
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.title() == " ".join(HOSTILE.split())
    assert seen.text("h1") == HOSTILE
    assert seen.page.locator("img").count() == 0


def test_no_box_hides_another(seen: Seen) -> None:
    boxes: list[dict[str, Any]] = seen.page.evaluate("nodes.getIds().map(id => network.getBoundingBox(id))")
    assert len(boxes) == 20
    for at, one in enumerate(boxes):
        for other in boxes[at + 1:]:
            assert (one["right"] <= other["left"] or other["right"] <= one["left"] or one["bottom"] <= other["top"]
                    or other["bottom"] <= one["top"])


def test_what_is_left_out_is_counted_on_the_page(tmp_path: Path) -> None:
    network = viz.to_pyvis(river_treaty(), TEXTS, most=8)
    assert len(network.nodes) == 8
    html = network.generate_html()
    assert "12 nodes" in html and "not drawn" in html


def test_parallel_lines_are_kept_and_outlets_are_no_hubs() -> None:
    network = viz.to_pyvis(river_treaty())
    labels = " ".join(node["label"] for node in network.nodes)
    assert "Herald" not in labels and "Continental" not in labels
    assert not network.options["physics"]["enabled"]
    ids = [edge["id"] for edge in network.edges]
    assert len(ids) == len(set(ids))


def test_the_same_graph_gives_the_same_page() -> None:
    assert viz.to_pyvis(river_treaty(), TEXTS).generate_html() == viz.to_pyvis(river_treaty(), TEXTS).generate_html()


def test_the_page_is_utf8_whatever_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    graph = river_treaty()
    graph.nodes["urn:communique:x:osmark"]["name"] = "Ösmark \ud800"
    viz.write_network(graph, tmp_path / "page.html")
    assert "Ösmark" in (tmp_path / "page.html").read_bytes().decode("utf-8")


def test_an_empty_graph_draws_an_empty_page(tmp_path: Path) -> None:
    import networkx as nx

    viz.write_network(nx.MultiDiGraph(), tmp_path / "page.html")
    assert "0 nodes" in (tmp_path / "page.html").read_text(encoding="utf-8")
