"""The query page and the served pictures in a real browser, over a real `kg serve`."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import Seen, watched
from tests.river_treaty import HOSTILE
from tests.served import LONG, serving

PATIENCE = 25_000       # milliseconds: the first query waits for its engine, on a busy machine for long
FOCUSED = """() => { const one = document.activeElement;
    return one.getAttribute('aria-label') || (one.labels && one.labels.length ? one.labels[0] : one).textContent; }"""


@pytest.fixture(scope="module")
def address(chromium: Any, store: Path) -> Iterator[str]:
    with serving(store, "serve", "--no-open", "--row-limit", "20", "--time-limit", "20") as (_, address):
        yield address


@pytest.fixture
def seen(chromium: Any, address: str) -> Iterator[Seen]:
    with opened(chromium, address) as seen:
        yield seen


@contextmanager
def opened(chromium: Any, address: str, **look: Any) -> Iterator[Seen]:
    """A page of the server that is ready."""
    with watched(chromium, address, **look) as seen:
        seen.page.locator("main:not([aria-busy])").wait_for()
        yield seen
        assert seen.requests


def button(seen: Seen, name: str) -> Any:
    return seen.page.get_by_role("button", name=name, exact=True)


def rows_of(seen: Seen, count: int) -> Any:
    """The rows of the answer, waited for."""
    rows = seen.page.locator("tbody tr")
    expect(rows).to_have_count(count, timeout=PATIENCE)
    return rows


def ask(seen: Seen, text: str, language: str = "Cypher") -> None:
    """Type a query and run it."""
    button(seen, language).click()
    seen.page.keyboard.press("Control+a")
    seen.page.keyboard.insert_text(text)
    seen.page.keyboard.press("Control+Enter")


def test_a_question_is_chosen_narrowed_and_every_row_opens_its_sentence(seen: Seen) -> None:
    seen.page.get_by_label("Find a question").fill("who said what")
    seen.page.get_by_role("button", name=re.compile("^Who said what, how surely")).click()
    rows_of(seen, 5)
    field = seen.page.get_by_role("combobox", name="actor")
    field.fill("diplomat")
    seen.page.locator("#param-actor-names option[value='Ada Moreau']").wait_for(state="attached")
    field.press("Enter")
    rows_of(seen, 1)
    button(seen, "Evidence of row 1").press("Enter")
    seen.page.locator("mark.span").wait_for()
    assert seen.text("mark.span") == "they may fail"
    pane = seen.text("#evidence")
    assert "Said by a diplomat (unnamed source)" in pane and "How surely possible" in pane
    assert "On whose word The Courier" in pane and "Published 1 Mar 2031" in pane


def test_the_address_keeps_what_is_asked_and_which_row_is_open(seen: Seen, chromium: Any) -> None:
    ask(seen, "MATCH (c:Claim) WHERE c.modality = 'denied' RETURN c.text AS text")
    rows_of(seen, 1).click()
    seen.page.locator("mark.span").wait_for()
    assert re.search(r"#mode=cypher&text=MATCH.*&row=1$", seen.page.url)
    with opened(chromium, seen.page.url) as again:
        again.page.locator("mark.span").wait_for()
        assert again.text("mark.span") == "he goes to Lisbon"
        assert "MATCH (c:Claim)" in again.text(".cm-content")
        again.page.keyboard.press("Escape")
        assert again.page.locator("mark.span").count() == 0 and "row=" not in again.page.url


@pytest.mark.parametrize("language, cases", [
    ("Cypher", [("MATCH (m:Mee", "Meeting", "MATCH (m:Meeting"), ("MATCH (m {tit", "title", "MATCH (m {title"),
                ("MATCH (m)-[e:PARTI", "PARTICIPANT", "MATCH (m)-[e:PARTICIPANT"),
                ("RETURN c.modal", "modality", "RETURN c.modality"), ("RETURN speak", "speaker", "RETURN speaker"),
                ("WHERE c.modality = 'poss", "possible", "WHERE c.modality = 'possible")]),
    ("SPARQL", [("SELECT * { ?m a cq:Mee", "Meeting", "SELECT * { ?m a cq:Meeting"),
                ("SELECT * { ?m cq:parti", "participant", "SELECT * { ?m cq:participant"),
                ("SELECT ?spea", "?speaker", "SELECT ?speaker")])])
def test_the_editor_completes_from_the_vocabulary(seen: Seen, language: str, cases: list[tuple[str, ...]]) -> None:
    button(seen, language).click()
    editor = seen.page.get_by_role("textbox", name=f"{language} query")
    for typed, offered, chosen in cases:
        seen.page.keyboard.press("Control+a")
        seen.page.keyboard.insert_text(typed[:-1])
        seen.page.keyboard.type(typed[-1])
        seen.page.get_by_role("option", name=re.compile(f"^{re.escape(offered)}")).first.wait_for()
        seen.page.wait_for_timeout(100)         # an offer is taken only when it has stood long enough to be read
        seen.page.keyboard.press("Enter")
        assert editor.inner_text().startswith(chosen)


@pytest.mark.parametrize("language, text, words", [
    ("Cypher", "MATCH (c:Claim)-[:SPEAKER]->(a) WHERE c.text = 'x' RETURN count(a) // why",
     {"MATCH", "Claim", "SPEAKER", "'x'", "count", "// why"}),
    ("SPARQL", 'SELECT ?n WHERE { ?p cq:name "x" } # why', {"SELECT", '"x"', "# why"})])
def test_the_editor_tells_the_parts_of_a_query_apart(seen: Seen, language: str, text: str, words: set[str]) -> None:
    button(seen, language).click()
    seen.page.keyboard.press("Control+a")
    seen.page.keyboard.insert_text(text)
    plain = seen.page.evaluate("getComputedStyle(document.querySelector('.cm-content')).color")
    looks = dict(seen.page.evaluate("""[...document.querySelectorAll('.cm-line span')]
        .map(one => [one.textContent, getComputedStyle(one).color])"""))
    assert words <= set(looks) and all(looks[word] != plain for word in words)


@pytest.mark.parametrize("twin", ["Cypher", "SPARQL"])
def test_a_question_opens_as_a_query_that_answers_the_same(seen: Seen, twin: str) -> None:
    seen.page.goto(seen.url + "#question=who-said-what&p.actor=Ben+Ito")
    seen.page.reload()
    rows_of(seen, 2)
    button(seen, f"Open as {twin}").click()
    seen.page.get_by_role("textbox", name=f"{twin} query").wait_for()
    seen.page.keyboard.press("Control+Enter")
    seen.page.get_by_role("columnheader", name="claims").wait_for()
    rows_of(seen, 2)
    assert "he goes to Lisbon" in seen.text("tbody")
    button(seen, "1 claim").first.click()
    seen.page.locator("mark.span").wait_for()


def test_values_are_shown_by_their_type_and_nodes_open_too(seen: Seen) -> None:
    ask(seen, "MATCH (p:Person {name: 'Ada Moreau'}) RETURN p, 3 AS number, null AS nothing, p.aliases AS names")
    cells = rows_of(seen, 1).locator("td")
    assert cells.all_inner_texts() == ["Ada Moreau", "3", "–", "Moreau\nthe envoy"]
    assert cells.nth(1).evaluate("one => getComputedStyle(one).textAlign") == "right"
    button(seen, "Ada Moreau").click()
    seen.page.locator("mark.span").wait_for()
    assert seen.text("mark.span") == "the talks in Lisbon will be held"
    assert "Found by what the row names: Ada Moreau." in seen.text("#evidence")


def test_limits_and_mistakes_are_said_on_the_page(seen: Seen) -> None:
    assert "for at most 20 s; at most 20 rows" in seen.text("#ask")
    status = seen.page.get_by_role("status")
    ask(seen, "UNWIND range(1, 99) AS n RETURN n")
    rows_of(seen, 20)
    assert "The first 20 rows; there are more" in status.inner_text()
    for text, says in (("MATCH (n) DELETE n", "would write"), ("MATCH (n RETURN n", "syntax error at line 1")):
        ask(seen, text)
        seen.page.get_by_text(says).wait_for()
        assert seen.page.locator("tbody tr").count() == 0
    assert [error for error in seen.errors if "400" not in error] == []
    assert len(seen.errors) == 2                # the browser's own word on each refusal
    seen.errors.clear()


def test_a_query_can_be_stopped(seen: Seen) -> None:
    ask(seen, LONG)
    button(seen, "Stop").click()
    seen.page.get_by_text("Stopped.").wait_for()
    started = time.monotonic()
    ask(seen, "RETURN 'quick' AS word")
    rows_of(seen, 1)
    assert time.monotonic() - started < 15      # 20 s had been its due


def test_rows_are_drawn_as_a_picture_whose_lines_open_too(seen: Seen) -> None:
    ask(seen, "MATCH (c:Claim)-[:SPEAKER]->(a {name: 'Ben Ito'}) RETURN a.name, c")
    rows_of(seen, 2)
    button(seen, "Picture").click()
    frame = seen.page.frame_locator("iframe[title='The rows as a negotiation table']")
    line = frame.get_by_role("button", name=re.compile("^Ben Ito denies"))
    line.first.press("Enter")
    frame.locator("mark.span").wait_for()
    assert frame.locator("mark.span").inner_text() == "he goes to Lisbon"
    assert frame.get_by_role("button", name=re.compile("Ada Moreau")).count() == 0
    assert "view=picture" in seen.page.url


def test_an_answer_is_saved_as_csv_and_json(seen: Seen) -> None:
    ask(seen, "MATCH (p:Person) RETURN p.name AS name ORDER BY name")
    rows_of(seen, 3)
    for name, start in (("CSV", "name\n"), ("JSON", '[\n {\n  "name":')):
        with seen.page.expect_download() as saved:
            button(seen, name).click()
        assert saved.value.suggested_filename == f"rows.{name.lower()}"
        text = Path(saved.value.path()).read_text(encoding="utf-8")
        assert text.startswith(start) and "Ada Moreau" in text


def test_names_and_quotes_stay_text(seen: Seen) -> None:
    ask(seen, "MATCH (c:Claim)-[:SPEAKER]->(p:Person) WHERE c.act = 'reject' RETURN p, p.name, c.text")
    row = rows_of(seen, 1)
    assert HOSTILE in row.inner_text()
    row.click()
    seen.page.locator("mark.span").wait_for()
    assert "<script>window.hacked=3</script>" in seen.text("mark.span") and HOSTILE in seen.text("#evidence")
    button(seen, "Picture").click()
    seen.page.frame_locator("iframe").get_by_text("1 row of a Cypher query").wait_for()
    assert seen.page.evaluate("[window.hacked, frames[0].hacked]") == [None, None]
    assert seen.page.locator("img, a[href^='javascript']").count() == 0


def test_every_part_is_reached_by_keyboard(seen: Seen) -> None:
    seen.page.goto(seen.url + "#question=meetings-by-status")
    seen.page.reload()
    rows_of(seen, 1)
    seen.page.get_by_label("Find a question").fill("status")     # fewer to go through
    seen.page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        reached.add(seen.page.evaluate(FOCUSED))
    assert {"Table", "Network", "Query", "Question", "Cypher", "SPARQL", "Find a question", "Run", "Open as Cypher",
            "Open as SPARQL", "Picture", "CSV", "JSON", "Evidence of row 1", "Evidence"} <= reached


@pytest.mark.parametrize("look", [{}, {"dark": True}, {"width": 390, "height": 844},
                                  {"width": 390, "height": 844, "dark": True}], ids=str)
def test_no_rule_of_accessibility_is_broken_on_any_screen(chromium: Any, address: str, look: dict[str, Any]) -> None:
    with opened(chromium, f"{address}#question=who-said-what&row=2", **look) as seen:
        seen.page.locator("mark.span").first.wait_for()
        assert seen.violations() == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= look.get("width", 1500)
        seen.page.keyboard.press("Escape")
        button(seen, "Open as Cypher").click()
        seen.page.get_by_role("textbox", name="Cypher query").wait_for()
        assert seen.violations() == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= look.get("width", 1500)


def test_the_served_pictures_run_under_their_policy(chromium: Any, address: str) -> None:
    for page in ("", "network", "explorer"):
        with opened(chromium, address.replace("query", page)) as seen:
            seen.page.get_by_role("button", name=re.compile("^Ben Ito ?den|^Ben Ito · ")).first.press("Enter")
            seen.page.locator("#evidence h2", has_text="Ben Ito").wait_for()
            seen.page.get_by_role("link", name="Query").click()
            seen.page.get_by_role("heading", name="Ask the graph").wait_for()
