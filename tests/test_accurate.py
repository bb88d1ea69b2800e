"""The accurate reader: an extra, of the same spans and rules, with a language model under the nets."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from loaders import ReaderMissing, current_run, read
from loaders.reading import tagger
from loaders.reading.tagger.pieces import VOCABULARY, Pieces
from schema import Document, Reading

TEXT = ("The mayor said on Monday that the depot would close. “Nobody asked us,” Ana Lopez, who leads the union, told "
        "the Courier.\n\nDrivers fear for the night lines, according to a memo seen by Reuters.")


@pytest.fixture(scope="module")
def made() -> Reading:
    pytest.importorskip("onnxruntime", reason="needs the accurate extra")
    return read(Document("depot", TEXT), "accurate")


def test_it_reads_who_said_what(made: Reading) -> None:
    said = {(TEXT[slice(*claim.speaker_spans[0])], claim.text) for claim in made.claims if claim.speaker_spans}
    assert ("The mayor", "the depot would close") in said
    assert any(who.startswith("Ana Lopez") and "Nobody asked us" in what for who, what in said)


def test_it_reads_the_same_twice(made: Reading) -> None:
    again = read(Document("depot", TEXT), "accurate")
    assert list(again.triples()) == list(made.triples())


def test_its_readings_are_another_run(made: Reading) -> None:
    assert made.run == current_run("accurate") != current_run()


def test_any_paragraph_length_is_read(made: Reading) -> None:
    text = "supercalifragilistic " * 600 + "The mayor said that it rained. " * 100
    assert sum(claim.cue == "said" for claim in read(Document("long", text), "accurate").claims) > 50


def test_without_its_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tagger, "find_spec", lambda name: None)
    with pytest.raises(ReaderMissing, match=r"communique\[accurate\]"):
        current_run("accurate")
    page = tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    for command in (["claims"], ["--store", str(tmp_path / "store"), "load"]):
        done = CliRunner().invoke(app, [*command, "--reader", "accurate", str(page)])
        assert done.exit_code and "communique[accurate]" in str(done.exception)


def test_there_are_no_other_readers() -> None:
    with pytest.raises(ReaderMissing, match="default and accurate"):
        current_run("psychic")


def test_the_default_needs_no_onnxruntime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert read(Document("depot", TEXT)).claims


def test_words_are_cut_into_the_longest_pieces(tmp_path: Path) -> None:
    vocabulary = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "depot", "##s", "cafe", "un", "##ion", "-", ",", "北"]
    (tmp_path / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    numbers, first = Pieces(tmp_path / VOCABULARY).of(["Depots", " ", "CAFÉ", "un-union", "quay", "北北"])
    assert [vocabulary[number] for number in numbers] == [
        "[CLS]", "depot", "##s", "cafe", "un", "-", "un", "##ion", "[UNK]", "北", "北", "[SEP]"]
    assert np.array_equal(first, [1, 0, 3, 4, 8, 9])
