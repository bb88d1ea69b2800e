"""The table's tools in a real browser: filters, the day, the keyboard, what is saved and printed."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import viz
from tests.browser import Seen, watched
from tests.river_treaty import HERALD, HOSTILE, TEXTS, Treaty, river_treaty

FORMULA = '=HYPERLINK("https://evil.invalid")'
VISIT = "Kolar visit to Korrun"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = river_treaty()
    graph.nodes["urn:communique:x:osmark"]["name"] = FORMULA
    path = tmp_path_factory.mktemp("tools") / "table.html"
    viz.write_table(graph, path, TEXTS, title=HOSTILE)
    return path


@pytest.fixture
def seen(chromium: Any, table: Path) -> Iterator[Seen]:
    with watched(chromium, table) as seen:
        yield seen


def tools(seen: Seen) -> None:
    seen.page.get_by_role("button", name="Filter, save").click()


def lines(seen: Seen) -> list[str]:
    """The names of the lines that are drawn."""
    return [one.text_content() or "" for one in seen.page.locator("#table .line:not(.gone) > title").all()
            if one.evaluate("one => !one.closest('.gone')")]


def save(seen: Seen, name: str, tmp_path: Path) -> bytes:
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name=f"Save {name}").click()
    waiting.value.save_as(tmp_path / "saved")
    assert waiting.value.suggested_filename.endswith(f".{name.lower()}")
    return (tmp_path / "saved").read_bytes()


def rows(seen: Seen, tmp_path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(save(seen, "CSV", tmp_path).decode("utf-8-sig"))))


@pytest.mark.parametrize("field, choice, kept", [
    ("Actor", "Tomas Rehn", lambda name: "Tomas Rehn" in name),
    ("On", VISIT, lambda name: VISIT in name),
    ("On", "Tarn water treaty", lambda name: re.search("Tarn water treaty|annual quota|sluice|deadline", name)),
])
def test_a_filter_leaves_what_was_chosen_and_counts_the_rest(seen: Seen, field: str, choice: str, kept: Any) -> None:
    before = lines(seen)
    tools(seen)
    seen.page.get_by_label(field, exact=True).select_option(label=choice)
    after = lines(seen)
    assert 0 < len(after) < len(before) and all(kept(name) for name in after)
    assert re.search(r"\d+ filtered out", seen.text("#count"))
    seen.page.reload()
    assert lines(seen) == after                         # the address keeps it, and opens the row that says so
    assert seen.page.get_by_label(field, exact=True).is_visible()
    seen.page.get_by_role("button", name="Show all").click()
    assert lines(seen) == before


def test_what_one_source_says_is_as_sure_as_that_source_has_it(seen: Seen) -> None:
    disputed = [name for name in lines(seen) if VISIT in name and name.startswith("Korrun takes part")]
    assert disputed == [f"Korrun takes part {VISIT}, disputed"]
    tools(seen)
    seen.page.get_by_label("Source").select_option("Continental Wire")
    assert f"Korrun takes part {VISIT}, possible · unnamed source" in lines(seen)
    assert not any("denies" in name for name in lines(seen))


def test_days_leave_what_was_said_between_them(seen: Seen) -> None:
    tools(seen)
    seen.page.get_by_label("From").fill("2031-03-04")
    assert "Ilse Brandt supports Tarn water treaty, on record" not in lines(seen)
    seen.page.get_by_label("From").fill("")
    seen.page.get_by_label("Up to").fill("2031-03-03")
    assert "Ilse Brandt supports Tarn water treaty, on record" in lines(seen)
    assert seen.text("#asof-label") == "As of 3 Mar 2031"


def test_a_line_as_of_a_day_opens_only_what_was_said_by_then(seen: Seen) -> None:
    line = seen.page.locator("#table").get_by_role("button", name=re.compile("^Tomas Rehn rejects"))
    line.press("Enter")
    assert seen.page.locator(".claim").count() == 2
    seen.page.locator("#asof").fill(seen.page.locator("#asof").get_attribute("min") or "")
    assert seen.page.locator(".claim").count() == 1
    assert "1 claim, 1 independent origin" in seen.text("#evidence")


def test_dragging_along_the_timeline_goes_from_day_to_day(seen: Seen) -> None:
    box = seen.page.locator("#timeline").bounding_box()
    assert box
    y = box["y"] + box["height"] - 6
    seen.page.mouse.move(box["x"] + 160, y)
    seen.page.mouse.down()
    first = seen.text("#asof-label")
    seen.page.mouse.move(box["x"] + 700, y, steps=4)
    later = seen.text("#asof-label")
    seen.page.mouse.move(box["x"] + box["width"] - 2, y, steps=4)
    seen.page.mouse.up()
    assert first == "As of 3 Mar 2031" and later.startswith("As of") and later != first
    assert seen.text("#asof-label") == "All days"


def test_the_timeline_is_walked_with_the_arrows_and_opened_with_enter(seen: Seen) -> None:
    marks = seen.page.locator("#timeline [role=button]")
    assert seen.page.locator("#timeline [role=button][tabindex='0']").count() == 1
    marks.first.focus()
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.evaluate("document.activeElement === document.querySelectorAll('#timeline [role=button]')[1]")
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("mark.span").count() >= 1


def test_every_line_and_node_is_a_button_with_a_name_that_tab_reaches(seen: Seen) -> None:
    assert seen.page.locator("#table .line, #table .node").count() == seen.page.locator(
        "#table .line[role=button][tabindex='0'] > title, #table .node[role=button][tabindex='0'] > title").count() > 20


def test_a_csv_has_a_row_a_claim_with_its_hedges(seen: Seen, tmp_path: Path) -> None:
    tools(seen)
    found = rows(seen, tmp_path)
    [visit] = [row for row in found if row["actor"] == "Anna Kolar" and row["target"] == VISIT]
    assert (visit["modality"], visit["unnamed source"], visit["certainty"]) == (
        "possible", "yes", "possible, unnamed source")
    assert visit["on whose word"] == "The Herald → Continental Wire → a diplomat"
    assert visit["words"] in visit["sentence"] and visit["published"] == "2031-03-04"
    assert len([row for row in found if row["act"] == "rejects"]) == 2
    denied = [row for row in found if row["modality"] == "denied"]
    assert denied and all(row["certainty"] in ("denied", "disputed") for row in denied)


def test_a_csv_holds_what_is_shown_and_no_more(seen: Seen, tmp_path: Path) -> None:
    tools(seen)
    seen.page.get_by_label("Actor", exact=True).select_option(label="Tomas Rehn")
    seen.page.get_by_label("Find actor").fill("quota")
    assert {(row["actor"], row["act"]) for row in rows(seen, tmp_path)} == {("Tomas Rehn", "rejects")}


def test_no_cell_of_a_csv_is_a_formula(seen: Seen, tmp_path: Path) -> None:
    tools(seen)
    found = rows(seen, tmp_path)
    cells = [cell for row in found for cell in row.values()]
    assert f"'{FORMULA}" in cells and HOSTILE in cells
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@]", cell)]


@pytest.mark.parametrize("dark", [False, True])
def test_an_svg_needs_nothing_beside_it_and_its_names_are_text(chromium: Any, table: Path, tmp_path: Path,
                                                               dark: bool) -> None:
    seen = Seen(chromium, table, dark=dark)
    tools(seen)
    saved = save(seen, "SVG", tmp_path)
    root = ET.fromstring(saved)
    texts = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("Tomas Rehn" in text for text in texts) and any(text.startswith(HOSTILE) for text in texts)
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "style", "rect", "text", "g", "title", "path",
                                                                   "line", "circle"}
    assert not re.findall(rb"(?:href|src|url\()\s*=?\s*[\"']?(?:https?:)?//", saved)
    (tmp_path / "picture.svg").write_bytes(saved)
    alone = Seen(chromium, tmp_path / "picture.svg")
    assert (alone.errors, alone.outside) == ([], [])
    assert alone.page.evaluate("window.hacked") is None
    back = alone.page.evaluate("getComputedStyle(document.querySelector('rect')).fill")
    assert back == ("rgb(20, 23, 27)" if dark else "rgb(251, 251, 249)")
    alone.page.close()
    seen.page.close()


def test_a_png_is_the_picture_and_not_an_empty_one(seen: Seen, tmp_path: Path) -> None:
    tools(seen)
    saved = save(seen, "PNG", tmp_path)
    assert saved.startswith(b"\x89PNG\r\n") and len(saved) > 40_000
    wide, high = (int.from_bytes(saved[at:at + 4], "big") for at in (16, 20))
    assert wide >= 2000 and high >= 1000


def test_paper_gets_the_picture_without_the_controls(seen: Seen) -> None:
    tools(seen)
    seen.page.emulate_media(media="print")
    for name in ("Matrix", "Light / dark", "Save CSV"):
        assert not seen.page.get_by_role("button", name=name, exact=True).is_visible()
    assert seen.page.locator("#table").is_visible() and seen.page.locator("#timeline").is_visible()
    assert not seen.page.locator("#evidence").is_visible()
    seen.page.emulate_media(media="screen")
    seen.page.locator("#table").get_by_role("button", name=re.compile("^Tomas Rehn rejects")).press("Enter")
    seen.page.emulate_media(media="print")
    assert seen.page.locator("mark.span").first.is_visible()


def test_the_filters_break_no_rule_of_accessibility(chromium: Any, table: Path) -> None:
    for width, dark in ((1500, False), (1500, True), (390, False)):
        seen = Seen(chromium, table, width=width, dark=dark)
        tools(seen)
        assert seen.violations() == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        seen.page.close()


def test_a_fold_keeps_its_first_claim_so_that_the_past_is_not_emptied() -> None:
    from viz.fold import KEPT, fold

    treaty = Treaty()
    plan, speaker = treaty.node("urn:communique:proposal:plan", "Proposal", title="the plan"), treaty.actor("A")
    for day in range(1, KEPT + 9):
        document = treaty.node(f"urn:communique:document:{day}", "Document", title="x", published=f"2031-03-{day:02d}")
        treaty.claim(document, "the treaty is fair", speaker, plan)
    picture = viz.make_picture(treaty.graph)
    fold(picture, 9, 9)
    days = [picture.evidence[claim].published for claim in picture.lines[0].evidence]
    assert (len(days), days[0], days[-1]) == (KEPT, "2031-03-01", f"2031-03-{KEPT + 8:02d}")
    assert picture.left_out == {"repeated claims": 8} and HERALD


def test_as_of_a_day_the_past_knows_nothing_of_what_came_later(chromium: Any, tmp_path: Path) -> None:
    treaty = Treaty()
    talks = treaty.node("urn:communique:meeting:talks", "Meeting", title="Quiet talks", kind="talks", status="disputed",
                        time="2031-03-02", start="2031-03-02", end="2031-03-02")
    late = treaty.node("urn:communique:meeting:late", "Meeting", title="Late talks", kind="talks", status="planned",
                       time="2031-03-09", start="2031-03-09", end="2031-03-09")
    guest, source = treaty.actor("A Guest"), treaty.actor("a clerk", "UnnamedSource")
    said = [treaty.node(f"urn:communique:document:{day}", "Document", title="x", published=f"2031-03-0{day}")
            for day in (3, 5)]
    first = treaty.claim(said[0], "the treaty is fair", source, talks, act="meet")
    denied = treaty.claim(said[1], "the treaty is fair", guest, talks, act="meet", modality="denied")
    treaty.edge(talks, "PARTICIPANT", guest, first, denied)
    treaty.claim(said[1], "the treaty is fair", guest, late, act="meet", modality="planned")
    history = {talks: [("2031-03-03", "held"), ("2031-03-05", "disputed")], late: [("2031-03-05", "planned")]}
    viz.write_table(treaty.graph, tmp_path / "table.html", history=history)
    seen = Seen(chromium, tmp_path / "table.html")
    line = "A Guest takes part Quiet talks, "

    def events() -> str:
        return " | ".join(seen.page.locator("#time .event:not(.gone)").all_text_contents())

    assert f"{line}disputed" in lines(seen) and "Quiet talks · disputed" in events()
    seen.page.evaluate("location.hash = 'asof=2031-03-03'")
    assert sorted(lines(seen)) == [f"{line}unnamed source", "a clerk says Quiet talks, unnamed source"]
    assert "disputed" not in events() and "Late talks" not in events()
    row = seen.page.locator("#table .row", has_text="Quiet talks")
    assert "unnamed source" in (row.text_content() or "") and "unnamed" in (row.get_attribute("class") or "")
    hidden = seen.page.locator("#table .row", has_text="Late talks")
    assert (hidden.get_attribute("aria-hidden"), hidden.get_attribute("tabindex")) == ("true", "-1")
    assert seen.violations() == []
    seen.page.evaluate("location.hash = ''")
    assert f"{line}disputed" in lines(seen) and "Late talks · planned" in events()
    assert seen.errors == []
    seen.page.close()
