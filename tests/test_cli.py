"""The command line as scripts use it: a real process, what it prints where, and its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KG = str(Path(sys.executable).with_name("kg"))

ARTICLE = """title: Ministers meet on the fishing quota
url: https://paper.example/quota
published: 2025-03-03
publisher: The Paper

Norway's fisheries minister Kari Dahl met her British counterpart in Vienna on Monday, the ministry said.

"We are close," Dahl told reporters. She said the two sides could meet again in Oslo next week.

Britain rejected the quota of 40,000 tonnes, an official who asked not to be named said.
"""
OTHER = ARTICLE.replace("paper.example/quota", "paper.example/other").replace("Vienna", "Bergen")


def kg(*arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `kg` and wait; nothing of this process's environment names a store."""
    around = {name: value for name, value in os.environ.items() if name != "KG_STORE"} | environment
    return subprocess.run([KG, *map(str, arguments)], input=stdin, capture_output=True, text=True, encoding="utf-8",
                          timeout=120, env=around)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("articles")
    (made / "quota.txt").write_text(ARTICLE)
    (made / "other.txt").write_text(OTHER)
    return made


@pytest.fixture(scope="module")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, loaded by the command."""
    made = tmp_path_factory.mktemp("stores") / "talks"
    done = kg("load", folder, "--store", made)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 documents added" in done.stdout
    return made


# Usage

def test_help_is_instant_and_has_examples() -> None:
    started = time.monotonic()
    done = kg("--help")
    assert done.returncode == 0 and "Examples:" in done.stdout
    assert time.monotonic() - started < 2          # 0.25 s at rest: no parser, no engine is imported


@pytest.mark.parametrize("command", [
    "load", "withdraw", "claims", "ask", "query", "view", "serve", "stats", "check", "demo", "export neo4j",
    "export trig", "export turtle", "export nquads", "export jsonld", "export graphml"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = kg(*command.split(), "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout and f"kg {command}" in done.stdout


def test_the_version_is_the_package_s() -> None:
    from importlib.metadata import version

    assert kg("--version").stdout == f"kg {version('communique')}\n"


@pytest.mark.parametrize("arguments", [
    ["nonsense"], ["load"], ["claims"], ["query"], ["query", "--cypher", "RETURN 1", "--sparql", "ASK {}"],
    ["query", "--cypher", "RETURN 1", "--format", "xml"], ["ask", "people", "--engine", "sql"],
    ["ask", "people", "--param", "nothing"], ["export", "nonsense"], ["--nonsense"]])
def test_wrong_usage_is_told_apart_from_failure(arguments: list[str]) -> None:
    done = kg(*arguments)
    assert done.returncode == 2
    assert done.stdout == "" and done.stderr


# The store

def test_a_store_is_named_before_or_after_the_command_or_by_the_environment(store: Path) -> None:
    ways = [kg("--store", store, "stats", "--format", "json"), kg("stats", "--store", store, "--format", "json"),
            kg("stats", "--format", "json", KG_STORE=str(store)),
            kg("stats", "--format", "json", "--store", store, KG_STORE="/nowhere")]
    assert len({done.stdout for done in ways}) == 1
    assert {"what": "documents", "name": "", "count": 2} in json.loads(ways[0].stdout)


@pytest.mark.parametrize("command", [["stats"], ["ask", "people"], ["query", "--cypher", "RETURN 1 AS a"], ["check"],
                                     ["view"], ["export", "trig"], ["withdraw", "x"]])
def test_asking_a_store_that_is_not_there_makes_none(tmp_path: Path, command: list[str]) -> None:
    done = kg("--store", tmp_path / "none", *command)
    assert done.returncode == 1 and "no store" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_loading_twice_changes_nothing(folder: Path, store: Path) -> None:
    before = kg("export", "nquads", "--store", store).stdout
    done = kg("load", folder, "--store", store)
    assert (done.returncode, done.stderr) == (0, "") and "0 documents added, 2 unchanged" in done.stdout
    assert kg("export", "nquads", "--store", store).stdout == before != ""


def test_two_texts_of_one_name_and_no_url_are_told_of(tmp_path: Path) -> None:
    for place, text in (("north", ARTICLE), ("south", OTHER)):
        (tmp_path / place).mkdir()
        (tmp_path / place / "report.txt").write_text(text.replace("url:", "note:"))
    done = kg("load", tmp_path / "north", tmp_path / "south", "--store", tmp_path / "store")
    assert done.returncode == 0
    assert done.stderr.startswith("kg: warning: report: two texts of this name and no url")


def test_a_withdrawn_document_takes_its_claims_along_and_comes_back(folder: Path, store: Path, tmp_path: Path) -> None:
    def claims() -> int:
        return json.loads(kg("query", "--cypher", "MATCH (c:Claim) RETURN count(c) AS n", "--format", "json",
                             "--store", tmp_path / "s").stdout)[0]["n"]
    shutil.copytree(store, tmp_path / "s")
    both = claims()
    assert kg("withdraw", "quota", "--store", tmp_path / "s").returncode == 0
    assert 0 < claims() < both
    assert kg("withdraw", "nobody", "--store", tmp_path / "s").returncode == 1
    kg("load", folder, "--store", tmp_path / "s")
    assert claims() == both


def test_a_store_of_a_newer_version_is_named_and_left_alone(store: Path, tmp_path: Path) -> None:
    import sqlite3

    shutil.copytree(store, tmp_path / "s")
    with sqlite3.connect(tmp_path / "s" / "log.sqlite") as log:
        log.execute("PRAGMA user_version = 999")
    log.close()
    for command in (["stats"], ["ask", "people"], ["load", "-"]):
        done = kg(*command, "--store", tmp_path / "s", stdin=ARTICLE)
        assert done.returncode == 1 and str(tmp_path / "s") in done.stderr and "999" in done.stderr
        assert done.stderr.count("\n") == 1


# What cannot be read

def bad_inputs(folder: Path) -> dict[str, str]:
    """File name to a word of its error."""
    made: dict[str, tuple[bytes, str]] = {
        "empty.txt": (b"", "empty"), "picture.png": (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        "latin.txt": ("Der Minister möchte.".encode("latin-1"), "not UTF-8"),
        "big.txt": (b"The minister said so. " * 2_400_000, "5 MB"),
        "menu.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
        "lines.jsonl": (json.dumps({"id": "fine", "text": ARTICLE}).encode() + b"\n{oops\n", "lines.jsonl:2: not JSON")}
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    return {name: says for name, (_, says) in made.items()} | {"missing.txt": "no such file"}


def test_bad_input_is_one_line_each_and_the_rest_is_loaded(tmp_path: Path) -> None:
    wanted = bad_inputs(tmp_path)
    (tmp_path / "good.txt").write_text(OTHER)
    done = kg("load", *[tmp_path / name for name in wanted], tmp_path / "good.txt", "--store", tmp_path / "s")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == len(wanted)
    for name, says in wanted.items():
        assert any(line.startswith(f"kg: {tmp_path / name}") and says in line for line in lines), name
    titles = kg("query", "--cypher", "MATCH (d:Document) RETURN d.url AS url", "--format", "csv",
                "--store", tmp_path / "s").stdout
    assert "paper.example/other" in titles and "fine" not in done.stderr
    assert f"2 documents added, 0 unchanged, {len(wanted)} not read" in done.stdout


def test_claims_of_bad_input_are_told_and_the_others_printed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE)
    done = kg("claims", tmp_path / "missing.txt", tmp_path / "good.txt")
    assert done.returncode == 1
    assert done.stderr == f"kg: {tmp_path / 'missing.txt'}: no such file or directory\n"
    assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {"good"}


# Claims

def test_claims_are_lines_of_json_with_spans_into_the_file(folder: Path) -> None:
    done = kg("claims", folder / "quota.txt")
    assert (done.returncode, done.stderr) == (0, "")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    text = (folder / "quota.txt").read_text()
    assert {"document", "id", "kind", "speaker", "cue", "content", "text", "quote", "modality", "stance", "act", "time",
            "confidence", "speaker_names", "addressee_names", "about_names", "via", "chain", "venue",
            "parts"} <= set(claims[0])
    header = text.index("Norway")
    for claim in claims:
        assert claim["document"] == "quota"
        for start, end in claim["speaker"] + claim["cue"] + claim["content"]:
            assert header <= start < end <= len(text)
    close = next(claim for claim in claims if claim["quote"] and "We are close" in claim["quote"])
    assert any("Dahl" in text[start:end] for start, end in close["speaker"])
    assert close["chain"][-1] == close["speaker_names"][0] == "Kari Dahl"


def test_claims_of_standard_input_need_no_file() -> None:
    done = kg("claims", "-", stdin=ARTICLE)
    assert done.returncode == 0 and "We are close" in done.stdout


def test_claims_can_be_read_by_people(folder: Path) -> None:
    done = kg("claims", folder / "quota.txt", "--format", "table")
    assert "modality" in done.stdout.splitlines()[0] and "Kari Dahl" in done.stdout


# Questions and queries

def test_both_languages_answer_in_every_format(store: Path) -> None:
    texts = {"--cypher": "MATCH (d:Document) RETURN d.url AS url, d.published AS day ORDER BY url",
             "--sparql": "SELECT ?url ?day { ?d a cq:Document ; cq:url ?url ; cq:published ?day } ORDER BY ?url"}
    expected = [{"url": f"https://paper.example/{name}", "day": "2025-03-03"} for name in ("other", "quota")]
    for language, text in texts.items():
        assert json.loads(kg("query", language, text, "--format", "json", "--store", store).stdout) == expected
        found = kg("query", language, text, "--format", "csv", "--store", store).stdout
        assert list(csv.DictReader(io.StringIO(found))) == expected
        assert "https://paper.example/other" in kg("query", language, text, "--store", store).stdout


def test_json_keeps_types_and_lists(store: Path) -> None:
    text = "RETURN 1 AS one, 1.5 AS more, 'é' AS text, null AS nothing, [1, 2] AS list, $n AS n"
    done = kg("query", "--cypher", text, "--param", "n=7", "--format", "json", "--store", store)
    assert json.loads(done.stdout) == [{"one": 1, "more": 1.5, "text": "é", "nothing": None, "list": [1, 2], "n": 7}]


@pytest.mark.parametrize("language, text", [
    ("--cypher", "CREATE (n:Person {uri: 'x'}) RETURN n"), ("--cypher", "MATCH (n) DETACH DELETE n"),
    ("--sparql", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"), ("--sparql", "DROP ALL"),
    ("--cypher", "MATCH (n RETURN n"), ("--sparql", "SELECT ?x WHERE {")])
def test_a_query_that_writes_or_is_none_fails_in_one_line(store: Path, language: str, text: str) -> None:
    before = kg("stats", "--store", store).stdout
    done = kg("query", language, text, "--store", store)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1
    assert kg("stats", "--store", store).stdout == before


def test_the_questions_are_listed_with_what_they_answer(store: Path) -> None:
    found = json.loads(kg("ask", "--format", "json").stdout)
    assert len(found) >= 20 and all(one["asks"] and isinstance(one["parameters"], list) for one in found)


@pytest.mark.parametrize("engine", ["cypher", "sparql"])
def test_a_question_is_answered_with_its_evidence(store: Path, engine: str) -> None:
    bare = kg("ask", "people", "--engine", engine, "--store", store)
    assert (bare.returncode, bare.stderr) == (0, "") and "Kari Dahl" in bare.stdout
    done = kg("ask", "people", "--engine", engine, "--evidence", "--store", store)
    assert "fisheries minister Kari Dahl met" in done.stdout


def test_an_unknown_question_or_parameter_fails_in_one_line(store: Path) -> None:
    for arguments in (["no-such-question"], ["people", "--param", "nonsense=1"]):
        done = kg("ask", *arguments, "--store", store)
        assert done.returncode == 1 and done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1


# Ways out

@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "graphml"])
def test_an_export_goes_to_a_file_or_to_standard_output(store: Path, tmp_path: Path, form: str) -> None:
    printed = kg("export", form, "--store", store)
    assert printed.returncode == 0 and len(printed.stdout) > 1000
    written = kg("export", form, "-o", tmp_path / "out", "--store", store)
    assert written.returncode == 0 and written.stdout == "" and (tmp_path / "out").stat().st_size > 1000


def test_an_export_to_nowhere_fails_in_one_line(store: Path, tmp_path: Path) -> None:
    for done in (kg("export", "trig", "-o", tmp_path / "no" / "such", "--store", store),
                 kg("export", "neo4j", "--uri", "bolt://127.0.0.1:9", "--store", store)):
        assert done.returncode == 1 and done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1


def test_a_view_is_one_file_whose_place_is_printed(store: Path, tmp_path: Path) -> None:
    done = kg("view", "-o", tmp_path / "talks.html", "--store", store)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'talks.html'}\n")
    assert "Kari Dahl" in (tmp_path / "talks.html").read_text()


def test_a_store_keeps_to_the_shapes(store: Path) -> None:
    done = kg("check", "--store", store)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    done = subprocess.run(f"{KG} claims {folder} | head -c 10", shell=True, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""


# Interruptions

def test_an_interrupted_load_keeps_what_was_stored_and_goes_on_later(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"a{number:02}.txt").write_text(ARTICLE.replace("/quota", f"/{number}"))
    running = subprocess.Popen([KG, "load", tmp_path, "--store", tmp_path / "s"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    log = tmp_path / "s" / "log.sqlite"
    while not (log.exists() and _documents(log)):
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    stored = _documents(log)
    assert 0 < stored < 20 and f"interrupted; {stored} document" in said
    done = kg("load", tmp_path, "--store", tmp_path / "s")
    assert done.returncode == 0 and f"{20 - stored} documents added, {stored} unchanged" in done.stdout


def _documents(log: Path) -> int:
    import sqlite3

    try:
        found = sqlite3.connect(f"file:{log}?mode=ro", uri=True)
        count: int = found.execute("SELECT count(*) FROM documents").fetchone()[0]
        found.close()
        return count
    except sqlite3.OperationalError:
        return 0
