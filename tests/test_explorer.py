"""The explorer in a real browser: placed once and for all, searched, filtered, walked, each line open to its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

import viz
from bench.coverage import coverage
from kg import Graph
from kg.cli.look import draw
from tests.browser import Seen, watched
from tests.random_readings import random_readings
from tests.river_treaty import HOSTILE, TEXTS, river_treaty
from viz.explorer_layout import places
from viz.explorer_words import FREQUENT, encode
from viz.from_graph import make_picture

SEEN = "name => document.getElementById('map').where(name)"
PIXELS = """() => { const map = document.getElementById('map'), seen = new Set(),
    data = map.getContext('2d').getImageData(0, 0, map.width, map.height).data;
    for (let at = 0; at < data.length; at += 4 * 97) seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
    return seen.size; }"""


@pytest.fixture(scope="module")
def treaty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    viz.write_explorer(river_treaty(), path, TEXTS, title=HOSTILE)
    return path


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Too much for one screen: 3,000 nodes, 9,000 lines."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.html"
    graph, texts = coverage(3000, 9000, 150)
    viz.write_explorer(graph, path, texts)
    return path


@contextmanager
def opened(running: Any, path: Path, **look: Any) -> Iterator[Seen]:
    """The page, drawn."""
    with watched(running, path, **look) as seen:
        seen.page.wait_for_function("performance.getEntriesByName('drawn').length")
        yield seen


@pytest.fixture
def seen(chromium: Any, treaty: Path) -> Iterator[Seen]:
    with opened(chromium, treaty) as seen:
        yield seen


def open_node(seen: Seen, name: str) -> None:
    seen.page.mouse.click(*seen.page.evaluate(SEEN, name))
    seen.page.locator("#evidence").get_by_role("heading", name=name).wait_for()


def open_line(seen: Seen, node: str, words: str) -> None:
    open_node(seen, node)
    seen.page.locator("#evidence").get_by_role("button", name=re.compile(words)).first.click()
    seen.page.locator("mark.span").first.wait_for()


# -- the words behind it


def test_a_line_opens_its_sentence_in_its_paragraph(seen: Seen) -> None:
    open_line(seen, "Foreign Ministry of Korrun", "denies")
    assert seen.text("mark.span") == "Korrun's foreign ministry denied that any visit was under discussion"
    assert "President Anna Kolar could travel" in seen.text("blockquote")
    pane = seen.text("#evidence")
    assert "Said by Foreign Ministry of Korrun" in pane
    assert "How surely denied" in pane and "Published 4 Mar 2031" in pane


def test_a_click_on_a_drawn_line_opens_it(seen: Seen) -> None:
    open_node(seen, "Farmers' union")
    one, other = (seen.page.evaluate(SEEN, name) for name in ("Farmers' union", "compensation for lost harvests"))
    seen.page.mouse.click((one[0] + other[0]) / 2 - (other[1] - one[1]) * 0.035,
                          (one[1] + other[1]) / 2 + (other[0] - one[0]) * 0.035)
    seen.page.locator("mark.span").wait_for()
    assert seen.text("mark.span") == "The farmers' union of Korrun demanded compensation for lost harvests"


def test_the_chain_and_the_hedge_stand_in_the_pane(seen: Seen) -> None:
    open_line(seen, "Anna Kolar", "plans")
    pane = seen.text("#evidence")
    assert "The Herald → Continental Wire → a diplomat" in pane
    assert "possible" in pane and "unnamed source" in pane


def test_the_exact_span_stays_exact_after_a_character_beyond_the_first_plane(seen: Seen) -> None:
    open_line(seen, "Tomas Rehn", "rejects annual quota")
    first = " ".join(seen.page.locator("mark.span").first.inner_text().split())
    assert first == "Korrun rejects the annual quota of 40 cubic kilometres, its envoy Tomas Rehn said"
    assert "2 independent origins" in seen.text("#evidence")


def test_what_no_line_stands_for_is_with_its_speaker(seen: Seen) -> None:
    open_node(seen, "Tomas Rehn")
    assert "go dry for a turbine" in seen.text("mark.span")


def test_a_doubtful_line_or_node_has_its_word_wherever_it_is_named(seen: Seen) -> None:
    open_node(seen, "Anna Kolar")
    rows = seen.page.locator("#evidence .row.possible, #evidence .row.denied").all_inner_texts()
    assert rows and all(re.search("possible|denied|disputed", row) for row in rows)
    seen.page.keyboard.press("Escape")
    seen.page.locator("#seen .row").first.wait_for()
    assert "Kolar visit to Korrun (disputed)" in seen.page.evaluate("document.getElementById('map').groups()")
    nodes = seen.page.locator("#seen .row.unnamed, #seen .row.denied").all_inner_texts()
    assert len(nodes) == 3 and all(re.search("[Uu]nnamed source|disputed", row) for row in nodes)


# -- finding, walking, choosing


def test_search_finds_names_and_the_words_of_a_sentence(seen: Seen) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("unacceptable")
    seen.page.get_by_text("0 nodes, 1 line").wait_for()
    assert "Tomas Rehn rejects annual quota" in seen.text("#evidence")
    seen.page.get_by_label("Find name").fill("osmark")
    seen.page.get_by_role("button", name="Osmark draft").first.click()
    assert seen.page.get_by_role("heading", name="Osmark draft").is_visible()


def test_a_path_joins_two_nodes_line_by_line(seen: Seen) -> None:
    open_node(seen, "Farmers' union")
    seen.page.get_by_role("button", name="Path to").click()
    seen.page.mouse.click(*seen.page.evaluate(SEEN, "Ilse Brandt"))
    seen.page.get_by_text("No way between them").wait_for()
    seen.page.get_by_role("button", name="Other end").click()
    seen.page.mouse.click(*seen.page.evaluate(SEEN, "compensation for lost harvests"))
    seen.page.get_by_text("1 line, the fewest").wait_for()
    assert "path=Farmers" in seen.page.url


def test_a_path_says_how_much_of_it_is_in_doubt(seen: Seen) -> None:
    seen.page.goto(f"{seen.url}#path=Foreign+Ministry+of+Korrun&to=Anna+Kolar")
    seen.page.get_by_text("2 of them not plainly on record").wait_for()
    assert "denied" in seen.text("#evidence .rows") and "possible" in seen.text("#evidence .rows")


def test_expanding_takes_in_the_neighbours_neighbours(seen: Seen) -> None:
    open_node(seen, "Anna Kolar")
    before = len(seen.page.evaluate("document.getElementById('map').shown()"))
    seen.page.get_by_role("button", name="Expand").click()
    seen.page.get_by_text("within 2 steps").wait_for()
    assert len(seen.page.evaluate("document.getElementById('map').shown()")) > before
    assert "steps=2" in seen.page.url


def test_the_legend_is_the_filter_and_what_it_hides_is_counted(seen: Seen) -> None:
    seen.page.get_by_role("button", name="denied", exact=True).click()
    assert "2 lines filtered out" in seen.text("#count")
    open_node(seen, "Foreign Ministry of Korrun")
    assert "No position on record" in seen.text("#evidence")
    seen.page.keyboard.press("Escape")
    seen.page.get_by_role("button", name="point", exact=True).click()
    seen.page.reload()
    seen.page.locator("#seen .row").first.wait_for()
    assert "lines filtered out" in seen.text("#count")            # the address keeps it
    assert "annual quota" not in seen.text("#seen")


def test_the_address_keeps_node_line_and_place(seen: Seen) -> None:
    open_line(seen, "Tomas Rehn", "rejects")
    seen.page.get_by_role("button", name="Zoom in").click()
    seen.page.wait_for_url(re.compile("at="))
    where = seen.page.evaluate(SEEN, "Tomas Rehn")
    seen.page.reload()
    seen.page.locator("mark.span").first.wait_for()
    assert "Tomas Rehn rejects" in seen.text("#evidence h2")
    assert seen.page.evaluate(SEEN, "Tomas Rehn") == pytest.approx(where, abs=1.5)


def test_everything_can_be_done_with_keys(seen: Seen) -> None:
    seen.page.locator("#map").focus()
    before = seen.page.evaluate(SEEN, "Anna Kolar")
    seen.page.keyboard.press("ArrowLeft")
    assert seen.page.evaluate(SEEN, "Anna Kolar") == pytest.approx([before[0] + 80, before[1]])
    seen.page.keyboard.press("+")
    seen.page.keyboard.press("0")
    seen.page.wait_for_timeout(200)
    seen.page.keyboard.press("Tab")
    heard = seen.text("#heard")
    assert heard
    seen.page.keyboard.press("Enter")
    seen.page.get_by_role("heading", name=heard.split(" · ")[0]).wait_for()
    seen.page.keyboard.press("Tab")             # now through its neighbours
    assert seen.text("#heard") != heard
    seen.page.keyboard.press("Escape")          # lets go of the map, so that Tab leaves it
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.id") == "in"


# -- how it is drawn


def test_hostile_names_and_titles_stay_text(seen: Seen) -> None:
    open_node(seen, HOSTILE)
    assert seen.page.evaluate("window.hacked") is None
    assert seen.text("h1") == HOSTILE
    assert seen.page.locator("img").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_wrong(chromium: Any, treaty: Path, dark: bool) -> None:
    with opened(chromium, treaty, dark=dark) as seen:
        seen.page.locator("#seen .row").first.wait_for()
        assert seen.violations() == []
        open_line(seen, "Tomas Rehn", "rejects")
        assert seen.violations() == []
        assert seen.page.evaluate(PIXELS) > 8                 # something is drawn


def test_a_phone_gets_a_map_and_the_list_below(chromium: Any, treaty: Path) -> None:
    with opened(chromium, treaty, width=390, height=844) as seen:
        seen.page.get_by_role("button", name=re.compile("^Tomas Rehn")).first.click()
        seen.page.get_by_role("heading", name="Tomas Rehn").wait_for()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert seen.violations() == []


def test_the_view_can_be_kept_as_a_picture(seen: Seen) -> None:
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name="PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_crowd_is_drawn_together_and_the_page_says_so(chromium: Any, crowd: Path) -> None:
    with opened(chromium, crowd) as seen:
        assert re.search(r"[\d,]+ nodes, [\d,]+ lines from 150 documents · [\d,]+ passages, 12 outlets not drawn",
                         seen.text("#count"))
        assert re.search(r"Every \d+(nd|rd|th) line drawn", seen.text("#said"))
        for _ in range(2):
            seen.page.get_by_role("button", name="Zoom out").click()
        seen.page.get_by_text("Lines are drawn together").wait_for()
        assert re.search(r"\d+ of \d+ bundles between groups drawn, [\d,]+ lines not", seen.text("#said"))


def test_a_bundle_counts_its_doubtful_lines(chromium: Any, crowd: Path) -> None:
    with opened(chromium, crowd) as seen:
        seen.page.mouse.click(*seen.page.evaluate("document.getElementById('map').whereBundle()"))
        seen.page.get_by_text("By certainty").wait_for()
        table = seen.text("#evidence")
        assert re.search(r"possible \d+", table) and re.search(r"on record \d+", table)
        rows = dict(re.findall(r"(on record|possible|denied|unnamed source) (\d+)", table))
        assert sum(map(int, rows.values())) == int(re.search(r"(\d+) lines?", table)[1])      # type: ignore[index]


def test_the_list_of_what_is_seen_is_short_and_goes_on(chromium: Any, crowd: Path) -> None:
    with opened(chromium, crowd) as seen:
        rows = seen.page.locator("#seen .row")
        rows.first.wait_for()
        assert rows.count() == 40
        seen.page.locator("#seen").get_by_role("button", name=re.compile("^40 more of")).click()
        assert rows.count() == 80


def test_an_empty_graph_draws_an_empty_map(chromium: Any, tmp_path: Path) -> None:
    viz.write_explorer(nx.MultiDiGraph(), tmp_path / "page.html")
    with opened(chromium, tmp_path / "page.html") as seen:
        assert "0 nodes, 0 lines from 0 documents" in seen.text("#count")


# -- what it is made of


def test_the_same_graph_gives_the_same_page(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        viz.write_explorer(river_treaty(), tmp_path / name, TEXTS)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_nodes_do_not_overlap_and_sides_face_each_other() -> None:
    picture = make_picture(*coverage(600, 1800, 30))
    found = places(picture)
    apart = np.hypot(*(found.at[:, None] - found.at[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, 9)
    assert apart.min() > 0.85
    radius = np.hypot(*(found.at - found.discs[found.disc, :2]).T)
    assert (radius <= found.discs[found.disc, 2]).all()
    sides = [list(picture.sides).index(actor.side) if actor.side else -1 for actor in picture.actors.values()]
    largest = [at for at in range(len(sides)) if found.disc[at] == 0]
    known = sorted({sides[at] for at in largest if sides[at] >= 0})[:2]
    left, right = (np.mean([found.at[at, 0] for at in largest if sides[at] == side]) for side in known)
    assert left < found.discs[0, 0] < right


def test_a_graph_is_placed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = make_picture(river_treaty(), TEXTS)
    first = places(picture, tmp_path / "kept.npz")
    with monkeypatch.context() as patch:
        patch.setattr(nx.community, "louvain_communities", None)
        again = places(picture, tmp_path / "kept.npz")
    assert np.array_equal(first.at, again.at) and np.array_equal(first.discs, again.discs)
    (tmp_path / "kept.npz").write_bytes(b"broken")
    assert np.array_equal(places(picture, tmp_path / "kept.npz").at, first.at)
    picture.lines.pop()
    assert not np.array_equal(places(picture, tmp_path / "kept.npz").at, first.at)


def test_the_command_keeps_the_places_with_the_store(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store") as graph:
        for reading in random_readings(1):
            graph.add(reading)
        draw(graph, tmp_path / "page.html", "explorer")
    assert (tmp_path / "store" / "explorer.npz").is_file()
    assert (tmp_path / "page.html").stat().st_size < 100_000


def test_paragraphs_come_back_as_they_were() -> None:
    texts = ["Tomas Rehn, who said: no.", "  Tomas  Rehn\n😀 İstanbul", "", " ".join(f"w{at}" for at in range(30_000))]
    codes, frequent, used, rest = encode(texts, ["Tomas Rehn", "Nobody"])
    words = [*frequent, *(word for word, yes in zip([" Tomas", " Rehn", " Nobody"], used, strict=True) if yes), *rest]
    found, at = "", 0
    while at < len(codes):
        code = codes[at]
        size = 1 if code < FREQUENT else 2 if code < 255 else 4
        found += words[code if size == 1 else FREQUENT + (code - FREQUENT) * 256 + codes[at + 1] if size == 2
                       else int.from_bytes(codes[at + 1:at + 4], "big")]
        at += size
    assert [text[1:] for text in found.split("\0")[:-1]] == texts
