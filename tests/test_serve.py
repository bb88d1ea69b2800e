"""The served store: the API over real stores, the pages in a real browser, the command as a real process."""

from __future__ import annotations

import csv
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg import Graph, questions
from kg.cli.look import draw
from kg.serve import Settings, make_app
from kg.tabular import csv_text
from schema import Claim, Document, Entity, Fact, Reading, Span, uri
from tests.browser import Seen, browser
from tests.river_treaty import HOSTILE
from tests.story import RUN, TALKS, paper, wire

KG = str(Path(sys.executable).with_name("kg"))
LONG = "MATCH (a), (b), (c), (d), (e) WHERE a.uri <> c.uri RETURN count(e.uri) AS n"


FOCUSED = """() => { const one = document.activeElement;
    return one.getAttribute('aria-label') || (one.labels && one.labels.length ? one.labels[0] : one).textContent; }"""


def hostile() -> Reading:
    """Somebody whose name and words are markup."""
    said = "<b>We</b> will never sign <script>window.hacked=3</script>"
    document = Document("hostile", f"{HOSTILE} said: {said}.", title=HOSTILE, published="2031-03-03",
                        publisher="<i>Gazette</i>", url="javascript:window.hacked=4")
    at = document.text.index(said)
    zed = Entity(uri("person", "Zed"), "Person", {"name": HOSTILE})
    claim = Claim("c1", kind="direct", text=said, quote=said, content_spans=[Span(at, at + len(said))],
                  speaker=[zed.uri], about=[TALKS], act="reject", stance="against")
    return Reading(document, RUN, [claim], [zed, Entity(TALKS, "Meeting", {"title": "Lisbon talks", "kind": "talks",
                                                                            "time": "2031-03"})],
                   [Fact(TALKS, "PARTICIPANT", zed.uri, "c1")])


def filled(folder: Path) -> Graph:
    graph = Graph.open(folder)
    for reading in (wire(), paper(), hostile()):
        graph.add(reading)
    return graph


@contextmanager
def client_of(graph: Graph, **settings: Any) -> Iterator[TestClient]:
    with TestClient(make_app(graph, draw, Settings(**settings)), base_url="http://127.0.0.1:8400") as client:
        yield client


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "talks"
    with filled(folder) as graph:
        graph.refresh()
    return folder


@pytest.fixture(scope="module")
def graph(store: Path) -> Iterator[Graph]:
    with Graph.open(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(graph: Graph) -> Iterator[TestClient]:
    with client_of(graph, seconds=1, rows=20) as client:
        yield client


def query(client: TestClient, text: str, language: str = "cypher", **more: Any) -> dict[str, Any]:
    answer = client.post("/api/query", json={"language": language, "text": text, **more})
    return {"status": answer.status_code, **answer.json()}


def evidence(client: TestClient, row: dict[str, Any], claims: list[str] | None = None) -> dict[str, Any]:
    found = client.post("/api/evidence", json={"row": row, "claims": claims or []}).json()
    for one in found["evidence"]:
        one["words"] = found["paragraphs"][one["p"]][one["at"][2]:one["at"][3]]     # as long as no character is double
    return found


# The API

def test_both_languages_answer_the_same_with_values_of_their_types(client: TestClient) -> None:
    cypher = query(client, "MATCH (p:Person) RETURN p.name AS name, 1 AS one, 1.5 AS more ORDER BY name")
    sparql = query(client, "SELECT ?name (1 AS ?one) (1.5 AS ?more) { ?p a cq:Person ; cq:name ?name } ORDER BY ?name",
                   "sparql")
    assert cypher["columns"] == sparql["columns"] == ["name", "one", "more"]
    assert cypher["rows"] == sparql["rows"] != []
    row = query(client, "RETURN null AS nothing, [1, 'a'] AS list, true AS yes, $n AS n", params={"n": 7})["rows"][0]
    assert row == {"nothing": None, "list": [1, "a"], "yes": True, "n": 7}


@pytest.mark.parametrize("language, text", [
    ("cypher", "CREATE (n:Person {uri: 'x'}) RETURN n"), ("cypher", "MATCH (n) DETACH DELETE n"),
    ("cypher", "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line"), ("sparql", "DROP ALL"),
    ("sparql", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")])
def test_what_would_write_or_reach_elsewhere_is_refused(client: TestClient, graph: Graph, language: str,
                                                        text: str) -> None:
    before = graph.stats()
    found = query(client, text, language)
    assert (found["status"], found["kind"]) == (400, "QueryRefused")
    assert graph.stats() == before


@pytest.mark.parametrize("asked, kind", [
    ({"language": "cypher", "text": "MATCH (n RETURN n"}, "QueryError"),
    ({"language": "sql", "text": "SELECT 1"}, "QueryError"), ({"language": "cypher"}, "WrongRequest"),
    ({"language": "cypher", "text": "RETURN 1", "params": 3}, "WrongRequest")])
def test_what_cannot_be_run_is_one_line(client: TestClient, asked: dict[str, Any], kind: str) -> None:
    answer = client.post("/api/query", json=asked)
    assert (answer.status_code, answer.json()["kind"]) == (400, kind)
    assert "\n" not in answer.json()["error"]


def test_a_request_that_is_no_json_is_refused(client: TestClient) -> None:
    for content, kind in ((b"{", "application/json"), (b"[]", "application/json"), (b"{}", "text/plain"),
                          (b" " * 2 ** 21, "application/json")):
        answer = client.post("/api/query", content=content, headers={"content-type": kind})
        assert (answer.status_code, answer.json()["kind"]) == (400, "WrongRequest")


def test_rows_end_at_the_limit_and_the_answer_says_so(client: TestClient) -> None:
    for language, text in (("cypher", "MATCH (a), (b), (c), (d) RETURN a.uri AS a"),
                           ("sparql", "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")):
        found = query(client, text, language)
        assert (len(found["rows"]), found["more"], found["most"]) == (20, True, 20)
    assert not query(client, "UNWIND range(1, 20) AS n RETURN n")["more"]


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_runs(client: TestClient) -> None:
    started = time.monotonic()
    found = query(client, LONG)
    assert (found["status"], found["kind"]) == (400, "TooLong") and "1 s" in found["error"]
    assert time.monotonic() - started < 10
    assert query(client, "RETURN 1 AS one")["rows"] == [{"one": 1}]


def test_the_questions_are_those_of_the_command_line(client: TestClient, graph: Graph) -> None:
    listed = client.get("/api/questions").json()
    assert [one["name"] for one in listed] == questions.names()
    asked = {"question": "who-said-what", "params": {"actor": "Ito"}}
    for engine in ("cypher", "sparql"):
        answer = client.post("/api/ask", json=asked | {"engine": engine})
        assert answer.json()["rows"] == graph.ask("who-said-what", actor="Ito") != []
    for wrong, status in (({"question": "nobody-asks"}, 404), ({"question": "people", "params": {"x": "1"}}, 400)):
        assert client.post("/api/ask", json=wrong).status_code == status


def test_an_answer_can_be_had_as_csv(client: TestClient, graph: Graph) -> None:
    answer = client.post("/api/ask", json={"question": "who-said-what", "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text == csv_text(graph.ask("who-said-what"), list(questions.get("who-said-what").columns))
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(graph.ask("who-said-what")) > 2


def test_a_written_question_stands_alone_and_answers_the_same(graph: Graph) -> None:
    values = {"actor": "Ben Ito", "outlet": "Courier", "meeting": "Lisbon talks", "proposal": "it's \\ a \"plan\"",
              "thing": "Lisbon talks", "date": "2031-03-02", "text": "it's"}
    for question in questions.all():
        params: dict[str, Any] = {name: values[param.kind] for name, param in question.params.items()}
        for given in (dict[str, Any](), params):
            expected = graph.ask(question.name, **given)
            for engine in ("cypher", "sparql"):
                text = questions.written(graph, question.name, engine, given)
                assert "$" not in text.replace("$_", "") or engine == "sparql"
                rows = questions._tidy(question, graph.query(engine, text))
                assert [{name: row[name] for name in question.columns} for row in rows] == expected, question.name


def test_the_vocabulary_and_the_names_for_completion(client: TestClient) -> None:
    words = client.get("/api/vocabulary").json()
    assert "Meeting" in [one["name"] for one in words["classes"]]
    assert {"name": "POINT_OF", "rdf": "pointOf"}.items() <= next(
        one for one in words["relations"] if one["name"] == "POINT_OF").items()
    values = {one["name"]: one["values"] for one in words["properties"]}
    assert "possible" in values["modality"] and "disputed" in values["certainty"]
    assert "Ada Moreau" in client.get("/api/names/actor").json()
    assert client.get("/api/names/nothing").status_code == 404


# The sentences behind a row

def test_a_row_of_a_question_opens_its_claims(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "who-said-what", "params": {"actor": "a diplomat"}}).json()
    found = evidence(client, answer["rows"][0], answer["claims"][0])
    assert found["count"] == 1
    assert found["evidence"][0]["words"] == "they may fail"
    assert found["evidence"][0]["modality"] == "possible" and found["evidence"][0]["unnamed"]
    assert "Ada Moreau said the talks" in found["paragraphs"][0]


@pytest.mark.parametrize("text", [
    "MATCH (m:Meeting)-[e:PARTICIPANT]->(a {name: 'Ben Ito'}) RETURN m, e, a",
    "MATCH (m:Meeting)-[e:PARTICIPANT]->(a {name: 'Ben Ito'}) RETURN e.claims AS claims",
    "MATCH p = (m:Meeting)-[:PARTICIPANT]->(a {name: 'Ben Ito'}) RETURN p",
    "MATCH (m:Meeting)-[:PARTICIPANT]->(a {name: 'Ben Ito'}) RETURN m.uri AS m, a.uri AS a",
    "MATCH (m:Meeting)-[e:PARTICIPANT]->(a {name: 'Ben Ito'}) RETURN m.title, m.status, a.name, e.certainty",
    "MATCH (c:Claim)-[:SPEAKER]->(a {name: 'Ben Ito'}) WHERE c.modality = 'denied' RETURN c",
    "MATCH (c:Claim)-[:SPEAKER]->(a {name: 'Ben Ito'}) WHERE c.modality = 'denied' RETURN a.name, c.text"])
def test_a_row_of_any_shape_opens_the_claims_it_names_or_joins(client: TestClient, text: str) -> None:
    found = evidence(client, query(client, text)["rows"][0])
    assert {"he goes to Lisbon"} == {one["words"] for one in found["evidence"]}
    assert {one["modality"] for one in found["evidence"]} == {"denied"}


def test_how_claims_were_found_is_said(client: TestClient) -> None:
    assert evidence(client, {"a": "Ben Ito"})["how"] == "Found by what the row names: Ben Ito."
    apart = evidence(client, {"a": "Ben Ito", "b": "Ada Moreau"})
    assert apart["how"].startswith("No claim has all that the row names (Ben Ito, Ada Moreau)")
    nothing = evidence(client, {"n": 3, "held": "held"})
    assert (nothing["count"], nothing["evidence"]) == (0, []) and "names nothing" in nothing["how"]


# The pages

def plain(page: str) -> str:
    """A picture's page without the links that serving adds."""
    return re.sub(r"\n<nav aria-label=\"Pages\">.*?</nav>", "", page, flags=re.S)


def test_the_pictures_are_the_files_that_kg_view_writes(client: TestClient, graph: Graph, tmp_path: Path) -> None:
    for network, address in ((False, "/"), (True, "/network")):
        draw(graph, tmp_path / "view.html", network)
        served = client.get(address).text
        assert served != plain(served) == (tmp_path / "view.html").read_text(encoding="utf-8")


def test_the_pages_follow_the_store(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "s") as graph, client_of(graph) as client:
        graph.add(wire())
        assert "Ben Ito" not in client.get("/").text
        assert query(client, "MATCH (p:Person {name: 'Ben Ito'}) RETURN p")["rows"] == []
        graph.add(paper())
        assert "Ben Ito" in client.get("/").text
        assert len(query(client, "MATCH (p:Person {name: 'Ben Ito'}) RETURN p")["rows"]) == 1
        assert evidence(client, {"a": "Ben Ito"})["count"] == 2


def test_the_picture_of_rows_holds_what_they_hold(client: TestClient) -> None:
    page = client.get("/rows", params={"question": "who-said-what", "p.actor": "Ben Ito"}).text
    assert "2 rows of who-said-what (actor Ben Ito)" in page
    assert "Ben Ito" in page and "Ada Moreau" not in re.sub(r'"paragraphs":\[.*?\]', "", page)
    named = client.get("/rows", params={"language": "cypher", "text": "MATCH (p {name: 'Ada Moreau'}) RETURN p.name"})
    assert "Ada Moreau" in named.text and "1 row of a Cypher query" in named.text
    part = client.get("/", params={"about": "Ada Moreau", "until": "2031-03-01"})
    assert part.status_code == 200 and "he goes to Lisbon" not in part.text


@pytest.mark.parametrize("address, status", [
    ("/rows?language=cypher&text=nonsense", 400), ("/rows?question=nobody-asks", 404), ("/?about=Nobody+Atall", 404),
    ("/?since=2031-03-02&until=2031-03-01", 400)])
def test_a_picture_that_cannot_be_drawn_says_why(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status and "<h1>Not drawn</h1>" in answer.text


# Who may ask

def test_a_foreign_name_or_site_is_refused(client: TestClient) -> None:
    asked = {"language": "cypher", "text": "RETURN 1 AS one"}
    assert client.get("/", headers={"host": "rebound.example:8400"}).status_code == 403
    assert client.get("/", headers={"host": ""}).status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9"},
                    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        assert client.post("/api/query", json=asked, headers=headers).status_code == 403
    assert client.get("/rows?question=people", headers={"sec-fetch-site": "cross-site", "sec-fetch-dest": "image"}
                      ).status_code == 403
    for headers in ({"origin": "http://127.0.0.1:8400"}, {"sec-fetch-site": "same-origin"}, {"host": "localhost:9000"}):
        assert client.post("/api/query", json=asked, headers=headers).status_code == 200
    assert client.get("/query", headers={"sec-fetch-site": "cross-site", "sec-fetch-dest": "document"}
                      ).status_code == 200


def test_a_server_that_is_to_be_reached_from_elsewhere_takes_any_name_but_no_foreign_site(graph: Graph) -> None:
    with client_of(graph, host="0.0.0.0") as client:
        assert client.get("/query", headers={"host": "desk.example"}).status_code == 200
        assert client.post("/api/query", json={}, headers={"host": "desk.example", "origin": "http://evil.example"}
                           ).status_code == 403


@pytest.mark.parametrize("address", ["/", "/network", "/query", "/rows?question=people", "/api/questions", "/nothing",
                                     "/static/query.js"])
def test_every_answer_has_a_policy_under_which_no_foreign_script_runs(client: TestClient, address: str) -> None:
    rules = dict(rule.split(" ", 1) for rule in client.get(address).headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'" and rules["frame-ancestors"] in ("'none'", "'self'")
    assert "unsafe" not in rules.get("script-src", "") and "http" not in " ".join(rules.values())


# The command

@contextmanager
def serving(store: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real `kg serve` and the address that it prints."""
    process = subprocess.Popen([KG, *(arguments or ["serve", "--no-open"]), "--port", "0", "--store", store],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_it_serves_until_it_is_interrupted(store: Path) -> None:
    with serving(store) as (process, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/query", address)
        with urllib.request.urlopen(address) as page:
            assert b"Ask the graph" in page.read()
        workers = _children(process.pid)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert said == f"Serving {store}; Ctrl-C stops\n"
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_a_live_view_opens_at_the_picture(store: Path) -> None:
    with serving(store, "view", "--live", "--no-open", "--about", "Ada Moreau") as (_, address):
        assert address.endswith("/?about=Ada+Moreau")
        with urllib.request.urlopen(address) as page:
            assert b"Ada Moreau" in page.read()


def _children(pid: int) -> list[str]:
    """The processes that a process has started, where the system tells."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return listed.read_text().split() if listed.exists() else []


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    around = {name: value for name, value in os.environ.items() if name != "KG_STORE"}
    return subprocess.run([KG, *map(str, arguments)], capture_output=True, text=True, timeout=60, env=around)


def test_what_keeps_it_from_serving_is_one_line(store: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = kg("serve", "--no-open", "--port", port, "--store", store)
    assert done.returncode == 1 and f"127.0.0.1:{port}" in done.stderr and done.stderr.count("\n") == 1
    done = kg("serve", "--no-open", "--store", tmp_path / "none")
    assert done.returncode == 1 and "no store" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()
    for wrong in (["--port", "99999"], ["--row-limit", "0"], ["--nonsense"]):
        assert kg("serve", *wrong, "--store", store).returncode == 2


# The query page

@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(chromium: Any, store: Path) -> Iterator[str]:
    with serving(store, "serve", "--no-open", "--row-limit", "20", "--time-limit", "20") as (_, address):
        yield address


@pytest.fixture
def seen(chromium: Any, address: str) -> Iterator[Seen]:
    with opened(chromium, address) as page:
        yield page


@contextmanager
def opened(chromium: Any, address: str, **look: Any) -> Iterator[Seen]:
    """A page that is held to have no error and to ask nobody else."""
    page = Seen(chromium, address, **look)
    page.page.locator("main:not([aria-busy])").wait_for()
    try:
        yield page
        assert page.errors == []
        assert page.outside == []
        assert page.requests
    finally:
        page.page.close()


def button(seen: Seen, name: str) -> Any:
    return seen.page.get_by_role("button", name=name, exact=True)


def rows_of(seen: Seen, count: int) -> Any:
    """The rows of the answer, waited for."""
    rows = seen.page.locator("tbody tr")
    rows.nth(count - 1).wait_for()
    assert rows.count() == count
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
    assert "at most 20 s and 20 rows" in seen.text("#ask")
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
    for page in ("", "network"):
        with opened(chromium, address.replace("query", page)) as seen:
            seen.page.get_by_role("button", name=re.compile("^Ben Ito den|^Ben Ito · ")).first.press("Enter")
            seen.page.locator("#evidence h2", has_text="Ben Ito").wait_for()
            seen.page.get_by_role("link", name="Query").click()
            seen.page.get_by_role("heading", name="Ask the graph").wait_for()
