"""The served store: the API over real stores, who may ask it, the command as a real process."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg import Graph, QueryError, questions
from kg.choosing import choice
from kg.cli.look import draw
from kg.serve import Settings, make_app
from kg.serve.engine import Engine
from kg.tabular import csv_text
from tests.served import KG, LONG, serving
from tests.story import paper, wire


@contextmanager
def client_of(graph: Graph, **settings: Any) -> Iterator[TestClient]:
    with TestClient(make_app(graph, draw, Settings(**settings)), base_url="http://127.0.0.1:8400") as client:
        yield client


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


def test_an_answer_that_is_too_long_is_refused_and_the_next_one_runs(store: Path) -> None:
    async def asked() -> dict[str, Any]:
        engine = Engine(store, seconds=20, megabytes=1)
        try:
            with pytest.raises(QueryError, match="longer than 1 MB"):
                await engine.query("cypher", "RETURN reduce(s = 'x', i IN range(1, 21) | s + s) AS long", {}, 5)
            return await engine.query("cypher", "RETURN 1 AS one", {}, 5)
        finally:
            await engine.stop()

    assert asyncio.run(asked())["rows"] == [{"one": 1}]


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
    for kind, address in (("table", "/"), ("network", "/network"), ("explorer", "/explorer")):
        draw(graph, tmp_path / "view.html", kind)
        served = client.get(address).text
        assert served != plain(served) == (tmp_path / "view.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("question", ["who-said-what", "meetings-by-status", "positions"])
def test_the_picture_of_rows_is_the_one_that_kg_view_draws_of_the_question(client: TestClient, graph: Graph,
                                                                           tmp_path: Path, question: str) -> None:
    def payload(page: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(page.partition('id="picture">')[2].partition("</script>")[0])
        return {part: value for part, value in found.items() if part != "scope"}

    draw(graph, tmp_path / "view.html", "table", choice(graph, question=question))
    for _ in range(2):      # the second from what the first has left
        served = client.get("/rows", params={"question": question}).text
        assert payload(served) == payload((tmp_path / "view.html").read_text(encoding="utf-8"))


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
    for host in ("rebound.example:8400", "127.0.0.1.rebound.example", "", "["):
        assert client.get("/", headers={"host": host}).status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9"},
                    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        assert client.post("/api/query", json=asked, headers=headers).status_code == 403
    assert client.get("/rows?question=people", headers={"sec-fetch-site": "cross-site", "sec-fetch-dest": "image"}
                      ).status_code == 403
    for headers in ({"origin": "http://127.0.0.1:8400"}, {"sec-fetch-site": "same-origin"}, {"host": "localhost:9000"},
                    {"host": "[::1]:8400"}):
        assert client.post("/api/query", json=asked, headers=headers).status_code == 200
    assert client.get("/query", headers={"sec-fetch-site": "cross-site", "sec-fetch-dest": "document"}
                      ).status_code == 200


def test_a_server_that_is_to_be_reached_from_elsewhere_takes_any_name_but_no_foreign_site(graph: Graph) -> None:
    with client_of(graph, host="0.0.0.0") as client:
        assert client.get("/query", headers={"host": "desk.example"}).status_code == 200
        assert client.post("/api/query", json={}, headers={"host": "desk.example", "origin": "http://evil.example"}
                           ).status_code == 403


@pytest.mark.parametrize("address", ["/", "/network", "/explorer", "/query", "/rows?question=people",
                                     "/api/questions", "/nothing", "/static/query.js"])
def test_every_answer_has_a_policy_under_which_no_foreign_script_runs(client: TestClient, address: str) -> None:
    rules = dict(rule.split(" ", 1) for rule in client.get(address).headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'" and rules["frame-ancestors"] in ("'none'", "'self'")
    assert "unsafe" not in rules.get("script-src", "") and "http" not in " ".join(rules.values())


# The command

def test_it_serves_until_it_is_interrupted(store: Path) -> None:
    with serving(store) as (process, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/query", address)
        with urllib.request.urlopen(address) as page:
            assert b"Ask the graph" in page.read()
        with ThreadPoolExecutor() as pool:         # a query that runs is no reason to wait
            asked = pool.submit(post, address.replace("query", "api/query"), {"language": "cypher", "text": LONG})
            while not (workers := _children(process.pid)):
                time.sleep(.05)
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            assert asked.result() == 400
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert said == f"Serving {store}; Ctrl-C stops\n"
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def post(address: str, asked: dict[str, Any]) -> int:
    """The status of the answer."""
    request = urllib.request.Request(address, json.dumps(asked).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


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
