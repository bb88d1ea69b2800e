"""Prose that reports nothing: recipes, a match, a manual, accounts. `plain_prose/` has ten hard pages of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import Problem, read, read_paths
from loaders.reading.parse import paragraphs
from loaders.reading.tagger import tag
from schema import Claim

PAGES = sorted((Path(__file__).parent / "plain_prose").glob("*.txt"))


def claims(page: Path) -> list[Claim]:
    """What the page reports others as saying: neither narration nor pieces of another claim."""
    (document,) = read_paths([str(page)])
    assert not isinstance(document, Problem)
    return [claim for claim in read(document).claims if claim.kind != "narration" and not claim.part_of]


def test_there_are_ten_pages() -> None:
    assert len(PAGES) == 10 and all(250 <= len(page.read_text(encoding="utf-8").split()) <= 500 for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_ordinary_prose_makes_at_most_one_claim(page: Path) -> None:
    found = claims(page)
    assert len(found) <= 1, [(claim.cue, claim.text) for claim in found]


def test_what_ordinary_prose_does_report_is_still_read(tmp_path: Path) -> None:
    page = tmp_path / "walk.txt"
    page.write_text((PAGES[0].parent / "coast_walk.txt").read_text(encoding="utf-8")
                    + "\nThe warden, Ruth Penrose, says that the ladder will be mended in May.\n", encoding="utf-8")
    assert [claim.text for claim in claims(page)] == ["the ladder will be mended in May"]


def test_a_report_keeps_its_weaker_attributions() -> None:
    told = ["The mayor said that the depot would close.", "Drivers fear for the night lines.",
            "The council was accused of haste.", "Two unions oppose the sale.", "The depot was built in 1931."]
    text = "\n".join(told * 3)
    assert sum(map(len, tag(paragraphs(text)))) >= 3 * sum(map(len, tag(paragraphs("\n".join(told))))) > 6
