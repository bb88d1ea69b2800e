"""Files become documents whose text is the file, and whose front says when and by whom; what cannot be read is told."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import LIMIT, Problem, read_paths
from loaders.readers.days import day, moment
from loaders.readers.front import front
from loaders.readers.markdown import marks
from schema import Document

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def only(*paths: object) -> Document:
    (found,) = read_paths(str(path) for path in paths)
    assert isinstance(found, Document), found
    return found


def problem(*paths: object) -> Problem:
    (found,) = read_paths(str(path) for path in paths)
    assert isinstance(found, Problem), found
    assert "\n" not in str(found)
    return found


@pytest.fixture
def write(tmp_path: Path):
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
    return write


# What the text of a document is

@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_a_text_file_is_kept_character_for_character(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_bytes(text.encode())
    for found in read_paths([path]):
        if isinstance(found, Document):
            assert found.text == text
            assert len(found.prose) == len(text)
            assert all(a == b or b == " " for a, b in zip(text, found.prose, strict=True))


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT.filter(str.strip))
def test_a_jsonl_line_is_kept_character_for_character(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_text(json.dumps({"id": "one", "text": text}))
    assert only(path).text == text


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab .*_`#>[]()!<-\\\n~1.")))
def test_markdown_marks_never_shift_an_offset(text: str) -> None:
    found = Document("m", text, blank=tuple(marks(text)))
    assert len(found.prose) == len(text)
    assert all(a == b or b == " " for a, b in zip(text, found.prose, strict=True))


def test_line_ends_are_those_of_the_file(write) -> None:
    assert only(write("a.txt", "One.\r\n\r\nTwo.\rThree.\n")).text == "One.\r\n\r\nTwo.\rThree.\n"


# What stands in front

def test_a_header_says_what_the_document_is_and_is_not_read(write) -> None:
    text = ("title: Talks in Vienna\nurl: https://paper.example/1\npublished: 2024-03-05\n"
            "updated: 2024-03-06T08:00+02:00\n"
            "publisher: The Paper\nlanguage: en-GB\nauthor: Nobody\n\nThe ministers met.\n")
    found = only(write("a.txt", text))
    assert (found.title, found.url, found.published, found.updated, found.publisher, found.language) == (
        "Talks in Vienna", "https://paper.example/1", "2024-03-05", "2024-03-06T06:00:00Z", "The Paper", "en-GB")
    assert found.text == text
    assert found.prose.split() == ["The", "ministers", "met."]


def test_a_first_paragraph_with_a_colon_is_no_header(write) -> None:
    assert only(write("a.txt", "The answer: no.\n\nMore.")).blank == ()


@pytest.mark.parametrize("text, rest", [
    (" date 2025-11-24 Editor's note: This story was changed.\n\nThe envoy left.", "The envoy left."),
    (" date 2025-11-24 By Ann Low, Jan van der Berg and Li O’Hara The envoy left.", "The envoy left."),
    (" date 2025-11-24 By Friday the envoy had left.", "By Friday the envoy had left."),
    ("date 2025-11-24\n\nThe envoy left.", "The envoy left."),
])
def test_a_saved_page_s_date_is_its_publication_date(write, text: str, rest: str) -> None:
    found = only(write("a.txt", text))
    assert found.published == "2025-11-24"
    assert found.prose.strip() == rest
    assert found.text == text


@pytest.mark.parametrize("line, agency, published", [
    ("GENEVA, Nov 23 (Reuters) - The envoy left on Nov. 23, 2025.", "Reuters", "2025-11-23"),
    ("NEW YORK, Dec. 31 (UPI) -- The envoy left. It was Jan. 1, 2026.", "UPI", "2025-12-31"),
    ("BRUSSELS, 23 November 2025 (AFP) – The envoy left.", "AFP", "2025-11-23"),
    ("KYIV, Ukraine (AP) — The envoy left.", "AP", None),
    ("Geneva (dpa) - The envoy left.", "dpa", None),
    ("Nov 23 (Reuters) - The envoy left.", "Reuters", None),
    ("LONDON, March 3, 2020 — The envoy left.", None, "2020-03-03"),
    ("Riyadh, 6 March - The envoy left on 5 March 2026.", None, "2026-03-06"),
    ("Hamburg/Kiel (HPS) - The envoy left.", "HPS", None),
    ("The envoy (Reuters said so) left - at last.", None, None),
    ("Trump, Nov 23 - a day to remember.", None, None),
])
def test_a_dateline_gives_the_agency_and_the_day(write, line: str, agency: str | None, published: str | None) -> None:
    found = only(write("a.txt", line))
    assert (found.agency, found.published) == (agency, published)
    assert found.publisher == agency
    if agency or published:
        assert found.prose.strip().startswith("The envoy left")


def test_a_town_in_capitals_before_a_dash_is_no_part_of_the_sentence(write) -> None:
    assert only(write("a.txt", "WASHINGTON — The envoy left.")).prose.strip() == "The envoy left."
    assert only(write("a.txt", "Geneva — the city of talks — was empty.")).blank == ()


def test_a_paper_that_prints_an_agency_is_the_publisher(write) -> None:
    found = only(write("a.txt", "publisher: The Paper\ndate: 2025-11-24\n\nGENEVA, Nov 23 (Reuters) - The envoy left."))
    assert (found.publisher, found.agency, found.published) == ("The Paper", "Reuters", "2025-11-24")


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("date: 2025-1By NAMEeditor's note\n\r—(Reuters) -Nov,\ufeff")))
def test_no_front_is_ever_outside_the_text(text: str) -> None:
    for start, end in front(text).blank:
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("text, expected", [
    ("2025-11-24T23:30:00-05:00", "2025-11-24"), ("Nov. 24, 2025", "2025-11-24"), ("24 November 2025", "2025-11-24"),
    ("Monday, 3rd March 2025", "2025-03-03"), ("2025-02-30", None), ("soon", None), ("", None)])
def test_a_date_is_understood_or_left_out(text: str, expected: str | None) -> None:
    assert day(text) == expected


def test_a_moment_is_told_in_one_zone() -> None:
    assert moment("2025-11-24T23:30:00-05:00") == "2025-11-25T04:30:00Z"
    assert moment("2025-11-24") == "2025-11-24"


# Formats

def test_markdown_keeps_its_marks_and_hides_them_from_the_reading(write) -> None:
    text = ('---\ntitle: "Talks"\ndate: 2025-11-24\npublisher: The Paper\n---\n# Talks\n\n> **Rubio** said [the plan]'
            "(https://x.example/a_b) _could_ change.\n\n```\ncode\n```\n")
    found = only(write("a.md", text))
    assert (found.text, found.title, found.published, found.publisher) == (text, "Talks", "2025-11-24", "The Paper")
    assert found.prose.split() == ["Rubio", "said", "the", "plan", "could", "change."]


def test_markdown_without_front_matter_takes_its_title_from_the_heading(write) -> None:
    found = only(write("a.md", "# Talks resume\n\nGENEVA, 3 May 2025 (AFP) - The envoy left_the_room."))
    assert (found.title, found.published, found.agency) == ("Talks resume", "2025-05-03", "AFP")
    assert found.prose.strip() == "The envoy left_the_room."


PAGE = """<html lang="en-GB"><head><title>Talks | The Paper</title><meta property="og:site_name" content="The Paper">
<meta property="og:title" content="Talks resume in Vienna"><link rel="canonical" href="https://paper.example/talks">
<meta property="article:published_time" content="2025-03-03T10:00:00Z">
<meta property="article:modified_time" content="2025-03-04T09:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Talks resume in Vienna</h1><p>The ministers met in Vienna on Monday to talk about the fishing quota.</p>
<p>“We are close,” said the chair, who declined to say when the next round would be held.</p></article>
<footer>All rights reserved</footer></body></html>"""


def test_a_page_is_its_article(write) -> None:
    found = only(write("a.html", PAGE))
    assert (found.url, found.publisher, found.published, found.updated, found.language) == (
        "https://paper.example/talks", "The Paper", "2025-03-03", "2025-03-04T09:00:00Z", "en-GB")
    assert found.title == "Talks resume in Vienna"
    assert "“We are close,” said the chair" in found.text and "Home" not in found.text
    assert "resume" not in found.prose


def test_a_page_in_the_encoding_that_it_declares_is_read(write) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">')
    assert "“We are close,”" in only(write("a.html", page.encode("cp1252"))).text


def test_jsonl_holds_one_article_a_line(write) -> None:
    lines = [{"id": "x", "text": "One.", "title": "T", "url": "https://a.example", "published": "2025-01-02",
              "publisher": "P"}, {"text": "Two."}]
    first, second = read_paths([write("a.jsonl", "\n".join(map(json.dumps, lines)))])
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.name, first.title, first.url, first.published, first.publisher) == (
        "x", "T", "https://a.example", "2025-01-02", "P")
    assert (second.name, second.text) == ("a-2", "Two.")


def test_a_bad_line_names_itself_and_the_others_go_on(write) -> None:
    path = write("a.jsonl", '{"id": "x", "text": "One."}\n{"id": \n[1]\n{"id": "y"}\n\n{"id": "z", "text": "Two."}\n')
    found = list(read_paths([path]))
    assert [one.name for one in found if isinstance(one, Document)] == ["x", "z"]
    assert [one.path for one in found if isinstance(one, Problem)] == [f"{path}:{line}" for line in (2, 3, 4)]


# Paths

def test_a_folder_is_read_in_order_and_only_what_a_reader_knows(write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/x.txt", "c.png", "README.md"):
        write(name, "Text.")
    assert [one.name for one in read_paths([tmp_path]) if isinstance(one, Document)] == ["b", "z"]


def test_a_glob_is_expanded_and_a_file_named_twice_is_read_once(write, tmp_path: Path) -> None:
    write("a.txt", "Text.")
    write("sub/b.txt", "Text.")
    names = [one.name for one in read_paths([tmp_path / "**/*.txt", tmp_path]) if isinstance(one, Document)]
    assert names == ["a", "b"]


@pytest.mark.parametrize("content, names", [("Just text.", ["stdin"]), ('{"id":"x","text":"One."}', ["x"])])
def test_standard_input_is_text_or_jsonl_by_its_look(monkeypatch, content: str, names: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert [one.name for one in read_paths(["-"]) if isinstance(one, Document)] == names


# What cannot be read

@pytest.mark.parametrize("name, content, says", [
    ("empty.txt", b"", "empty"), ("blank.txt", b" \n\n", "empty"), ("header.txt", b"title: x\n\n", "no article"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "binary"), ("b.txt", bytes(range(1, 256)) * 9, "binary"),
    ("latin.txt", "naïve café".encode("latin-1"), "not UTF-8"), ("wide.txt", "Text".encode("utf-16"), "UTF-16"),
    ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    ("none.html", b"<html></html>", "no article"), ("none.jsonl", b"\n", "empty"),
    ("half.jsonl", rb'{"text": "\ud83d"}', "surrogate"), ("a.md", b"# Only a title\n", "no article"),
])
def test_what_cannot_be_read_is_told_in_one_line(write, name: str, content: bytes, says: str) -> None:
    path = write(name, content)
    found = problem(path)
    assert found.path.startswith(str(path)) and says in found.message


def test_a_missing_file_a_glob_without_match_and_a_folder_without_articles_are_told(tmp_path: Path) -> None:
    assert "no such file" in problem(tmp_path / "missing.txt").message
    assert "no file matches" in problem(tmp_path / "*.txt").message
    assert "no article in this folder" in problem(tmp_path).message


def test_fifty_megabytes_are_refused_at_once(write) -> None:
    path = write("big.txt", b"The envoy left. " * 3_200_000)
    started = time.monotonic()
    assert f"{LIMIT // 1_000_000} MB" in problem(path).message
    assert time.monotonic() - started < 2


def test_a_long_line_of_jsonl_is_left_out_and_the_next_one_read(write) -> None:
    path = write("a.jsonl", json.dumps({"text": "x" * (2 * LIMIT)}) + '\n{"id": "y", "text": "Two."}\n')
    first, second = read_paths([path])
    assert isinstance(first, Problem) and first.path.endswith(":1")
    assert isinstance(second, Document) and second.name == "y"


def test_a_front_is_found_in_time_linear_in_the_text(write) -> None:
    for hostile in ("A" * 400_000, "A " * 200_000, "By A. " * 80_000, "a: b\n" * 80_000, "**" * 200_000,
                    "[" * 200_000, "\n" * 400_000 + "x"):
        started = time.monotonic()
        list(read_paths([write("a.md", hostile)]))
        assert time.monotonic() - started < 3, hostile[:10]
