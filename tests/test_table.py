"""The negotiation table in a real browser: read at a glance, opened to the sentence, on any screen, by any hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import viz
from tests.browser import Seen, watched
from tests.measured import CONTRAST, CROSSINGS, assert_no_overlap
from tests.river_treaty import HOSTILE, TEXTS, Treaty, river_treaty
from tests.test_order import crossings as crossings_of
from viz.fold import LINES, fold
from viz.order import arrange
from viz.page import digest, write_page
from viz.table import table_html

VISIT = "urn:communique:meeting:visit"
HISTORY = {VISIT: [("2031-03-03", "possible"), ("2031-03-04", "disputed")]}

CROWD, SAID = "urn:communique:document:crowd", "Speaker number n of the crowd says what there is to say."
CROWD_TEXT = SAID + "\n"


def crowd(count: int) -> nx.MultiDiGraph:
    """`count` speakers of three states, each with a word on each of twelve points."""
    treaty = Treaty()
    treaty.node(CROWD, "Document", title="A crowd", published="2031-03-04")
    states = [treaty.actor(name, "State") for name in ("Veldania", "Korrun", "Osmark")]
    points = [treaty.node(f"urn:communique:point:{n}", "PlanPoint", text=f"point number {n}") for n in range(12)]
    acts = [("support", "for"), ("reject", "against"), ("say", "neutral"), ("criticise", "against")]
    for n in range(count):
        speaker = treaty.actor(f"Speaker {n}", side=treaty.graph.nodes[states[n % 3]]["name"])
        for at, point in enumerate(points):
            act, stance = acts[(n + at) % 4]
            day = f"2031-03-{1 + (n * 5 + at) % 28:02d}"
            treaty.claim(CROWD, SAID, speaker, point, act=act, stance=stance, time=day, start=day,
                         modality="possible" if (n * at) % 5 == 1 else "asserted")
    return treaty.graph


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "table.html"
    viz.write_table(river_treaty(), path, TEXTS, title=HOSTILE, history=HISTORY)
    return path


@pytest.fixture
def seen(chromium: Any, table: Path) -> Iterator[Seen]:
    with watched(chromium, table) as seen:
        yield seen


def open_line(seen: Seen, name: str) -> None:
    button = seen.page.locator("#table").get_by_role("button", name=re.compile(f"^{name}"))
    button.focus()
    seen.page.keyboard.press("Enter")


def test_a_line_opens_its_sentence_in_its_paragraph(seen: Seen) -> None:
    open_line(seen, "Foreign Ministry of Korrun denies")
    assert seen.text("mark.span") == "Korrun's foreign ministry denied that any visit was under discussion"
    assert "President Anna Kolar could travel" in seen.text("blockquote")
    assert "How surely denied" in seen.text("#evidence")


def test_a_click_on_the_drawn_line_opens_it_too(seen: Seen) -> None:
    seen.page.locator("#table .line text", has_text="criticises").click()
    assert seen.text("mark.span") == "Rehn criticised Veldania for its silence on the flood data"


def test_the_chain_stands_in_the_pane(seen: Seen) -> None:
    open_line(seen, "Anna Kolar plans")
    assert "The Herald → Continental Wire → a diplomat" in seen.text("#evidence")


def test_every_dash_has_its_word(seen: Seen) -> None:
    words = {"unnamed": "unnamed", "possible": "possible", "denied": "denie|disputed"}
    for look, word in words.items():
        labels = seen.page.locator(f"#table .bundle.{look} text").all_text_contents()
        assert labels and all(re.search(word, label) for label in labels)


def test_a_denied_meeting_says_by_whom(seen: Seen) -> None:
    row = seen.page.locator(f'#table [data-node="{digest(VISIT)}"]')
    assert "disputed by Foreign Ministry of" in (row.text_content() or "")
    assert row.locator(".cross").count() == 1


def test_a_silent_point_says_so(chromium: Any, tmp_path: Path) -> None:
    graph = river_treaty()
    graph.add_node("urn:communique:point:fish", labels=["PlanPoint"], text="fish ladders")
    viz.write_table(graph, tmp_path / "table.html", TEXTS)
    seen = Seen(chromium, tmp_path / "table.html")
    row = seen.page.locator(f'[data-node="{digest("urn:communique:point:fish")}"]')
    assert "no position on record" in (row.text_content() or "")
    seen.page.close()


def test_no_writing_overlaps(seen: Seen) -> None:
    assert_no_overlap(seen)


def test_few_lines_cross(seen: Seen) -> None:
    measured, crossings = seen.page.evaluate(CROSSINGS)
    assert measured == seen.page.locator("#table .line").count() > 10      # none found is not none crossed
    assert crossings == 0


def test_lines_cross_where_the_order_says_and_nowhere_else(chromium: Any, tmp_path: Path) -> None:
    picture = viz.make_picture(crowd(9), {CROWD: CROWD_TEXT})
    fold(picture, 30, 34, lines=40)
    write_page(tmp_path / "table.html", table_html(picture))
    seen = Seen(chromium, tmp_path / "table.html")
    measured, crossings = seen.page.evaluate(CROSSINGS)
    assert measured == len(picture.lines) == 40
    assert crossings == crossings_of(picture, arrange(picture)) > 10
    seen.page.close()


def test_the_first_frame_is_the_last(chromium: Any, table: Path) -> None:
    seen = Seen(chromium, table)
    first = seen.page.screenshot()
    seen.page.wait_for_timeout(300)
    assert seen.page.screenshot() == first
    assert seen.page.evaluate("""performance.getEntriesByName('drawn')[0].startTime
        <= performance.getEntriesByName('first-contentful-paint')[0].startTime""")
    seen.page.close()


def test_the_legend_is_the_filter_and_what_it_hides_is_counted(seen: Seen) -> None:
    seen.page.get_by_role("button", name="denied", exact=True).click()
    assert "2 filtered out" in seen.text("#count")
    assert not seen.page.locator("#table .bundle.denied").first.is_visible()
    seen.page.reload()
    assert "2 filtered out" in seen.text("#count")            # the address keeps it


def test_the_address_keeps_the_line(seen: Seen) -> None:
    open_line(seen, "Tomas Rehn rejects")
    assert re.search(r"#line=[0-9a-f]{8}$", seen.page.url)
    seen.page.reload()
    assert "Tomas Rehn rejects" in seen.text("#evidence h2")


def test_search_finds_names_and_the_words_of_a_sentence(seen: Seen) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("unacceptable")
    assert "1 line" in seen.text("#evidence [role=status]")
    assert "Tomas Rehn rejects" in seen.text("#evidence")
    seen.page.get_by_label("Find actor").fill("osmark")
    assert "Osmark draft" in seen.text("#evidence")
    seen.page.keyboard.press("Escape")
    assert seen.page.get_by_label("Find actor").input_value() == ""


def test_the_table_as_of_an_earlier_day_knows_nothing_of_later_ones(seen: Seen) -> None:
    seen.page.locator("#asof").focus()
    seen.page.keyboard.press("Home")
    assert seen.text("#asof-label") == "As of 3 Mar 2031"
    assert "later" in seen.text("#count")
    assert not seen.page.locator("#table .bundle", has_text="denies").is_visible()
    assert "disputed" not in (seen.page.locator(f'#table [data-node="{digest(VISIT)}"]').text_content() or "")


def test_the_list_holds_every_line_of_the_table(seen: Seen) -> None:
    drawn = seen.page.locator("#table .line").count()
    seen.page.get_by_role("button", name="List").click()
    rows = seen.page.locator("#view-list [data-line]")
    ids = {rows.nth(at).get_attribute("data-line") for at in range(rows.count())}
    assert len(ids) >= drawn
    seen.page.locator("#view-list").get_by_role("button", name="Tomas Rehn criticises Veldania").click()
    assert "silence on the flood data" in seen.text("mark.span")


def test_the_matrix_has_each_actor_s_latest_stance(seen: Seen) -> None:
    seen.page.get_by_role("button", name="Matrix").click()
    cell = seen.page.get_by_role("button", name=re.compile("Tomas Rehn on annual quota"))
    assert "against" in cell.inner_text()
    cell.click()
    assert "Tomas Rehn rejects" in seen.text("#evidence")


def test_a_phone_gets_the_list_and_a_sheet(chromium: Any, table: Path) -> None:
    seen = Seen(chromium, table, width=390, height=844)
    assert not seen.page.locator("#view-table").is_visible()
    seen.page.get_by_role("button", name=re.compile("Tomas Rehn rejects")).first.click()
    assert seen.page.locator("mark.span").first.is_visible()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.close()


@pytest.mark.parametrize("dark", [False, True])
def test_writing_can_be_read_against_what_lies_behind_it(chromium: Any, table: Path, dark: bool) -> None:
    seen = Seen(chromium, table, dark=dark)
    open_line(seen, "Tomas Rehn rejects")
    assert seen.page.evaluate(CONTRAST) == []
    faint = "#555" if dark else "#aaa"
    seen.page.add_style_tag(content=f".dim {{ color: {faint} }} .node .sub {{ fill: {faint} }}")
    assert len(seen.page.evaluate(CONTRAST)) > 2         # that it finds nothing is not that it cannot
    seen.page.close()


@pytest.mark.parametrize("dark", [False, True])
def test_no_view_breaks_a_rule_of_accessibility(chromium: Any, table: Path, dark: bool) -> None:
    seen = Seen(chromium, table, dark=dark)
    open_line(seen, "Tomas Rehn rejects")
    for view in ("Table", "List", "Matrix"):
        seen.page.get_by_role("button", name=view, exact=True).click()
        assert seen.violations() == [], view
    seen.page.evaluate("document.querySelector('h1').outerHTML = '<img>'")
    assert seen.violations()[0].startswith("image-alt")      # that it finds nothing is not that it cannot
    seen.page.close()


@pytest.mark.parametrize("outside", ["refused", "dropped"])
def test_the_page_needs_no_network(chromium: Any, table: Path, outside: str) -> None:
    seen = Seen(chromium, table, outside=outside)
    open_line(seen, "Tomas Rehn rejects")
    assert "rejects" in seen.text("#evidence h2")
    assert (seen.outside, seen.errors) == ([], [])
    seen.page.close()


def test_hostile_names_stay_text(seen: Seen) -> None:
    assert seen.page.evaluate("window.hacked") is None
    assert seen.text("h1") == HOSTILE
    for view in ("List", "Matrix"):
        seen.page.get_by_role("button", name=view).click()
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.locator("img").count() == 0


def test_what_does_not_fit_is_folded_and_named(chromium: Any, tmp_path: Path) -> None:
    viz.write_table(river_treaty(), tmp_path / "table.html", TEXTS, actors=5, items=3)
    seen = Seen(chromium, tmp_path / "table.html")
    others = seen.page.locator("#table").get_by_role("button", name=re.compile("^[0-9]+ others? of Korrun$"))
    assert others.count() == 1
    others.press("Enter")
    assert "Korrun delegation" in seen.text("#evidence")
    assert seen.page.locator("#table").get_by_role("button", name=re.compile("further")).count() >= 1
    assert seen.errors == []
    seen.page.close()


def test_the_page_is_small_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        viz.write_table(river_treaty(), tmp_path / name, TEXTS)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert (tmp_path / "one.html").stat().st_size <= 60_000


def test_a_table_of_a_crowd_is_joined_counted_and_legible(chromium: Any, tmp_path: Path) -> None:
    graph = crowd(60)
    viz.write_table(graph, tmp_path / "table.html", {CROWD: CROWD_TEXT}, actors=60, lines=300)
    seen = Seen(chromium, tmp_path / "table.html")
    assert re.search(r"\d+ lines?.*not drawn", seen.text("#count"))
    assert seen.page.locator("#timeline .stack").count() > 0
    assert_no_overlap(seen)
    assert seen.errors == []
    seen.page.close()


def test_the_page_of_a_large_graph_stays_small_and_counts_the_rest(chromium: Any, tmp_path: Path) -> None:
    viz.write_table(crowd(150), tmp_path / "table.html", {CROWD: CROWD_TEXT})
    assert (tmp_path / "table.html").stat().st_size < 130_000
    seen = Seen(chromium, tmp_path / "table.html")
    assert 0 < seen.page.locator("#table .line").count() <= LINES
    drawn, left = re.findall(r"(\d+) lines", seen.text("#count"))
    assert int(drawn) == LINES and int(left) > 100
    assert_no_overlap(seen)
    seen.page.close()


def test_a_long_table_is_whole_a_moment_after_its_first_frame(chromium: Any, tmp_path: Path) -> None:
    viz.write_table(crowd(60), tmp_path / "table.html", {CROWD: CROWD_TEXT}, actors=60, lines=300)
    page = chromium.new_page(viewport={"width": 1500, "height": 400})
    page.add_init_script("""new PerformanceObserver(() => {
        window.atFirst = document.querySelectorAll("#table .node").length; }).observe({type: "mark"});""")
    page.goto((tmp_path / "table.html").as_uri())
    page.wait_for_function("document.querySelectorAll('#table .node').length > window.atFirst")
    assert page.locator("#table .line").count() == 300
    last = page.locator("#table .line").last.get_attribute("data-line")
    page.goto((tmp_path / "table.html").as_uri() + f"#line={last}")
    page.reload()
    assert page.locator(f'#table [data-line="{last}"].chosen').count() == 1
    page.close()


def test_part_of_a_graph_can_be_chosen(chromium: Any, tmp_path: Path) -> None:
    viz.write_table(river_treaty(), tmp_path / "table.html", TEXTS,
                    choice=viz.Choice(["urn:communique:proposal:tarn"], until="2031-03-03"))
    seen = Seen(chromium, tmp_path / "table.html")
    assert seen.text("#count").startswith("Tarn water treaty, until 2031-03-03")
    drawn = seen.page.locator("#table .line").count()
    assert drawn == 3      # proposes, supports, rejects; the rest is later, or of other things
    seen.page.close()


def test_an_empty_graph_draws_an_empty_table(chromium: Any, tmp_path: Path) -> None:
    viz.write_table(nx.MultiDiGraph(), tmp_path / "table.html")
    seen = Seen(chromium, tmp_path / "table.html")
    assert "0 lines from 0 documents" in seen.text("#count")
    assert seen.errors == []
    seen.page.close()
