"""The gold is sound, and its scorer gives full marks to the truth and to nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gold.annotation import Article, articles, options
from tests.gold.predicted import Predicted
from tests.gold.score import Tally, score, table
from tests.gold.validate import problems

GOLD = list(articles())
KINDS = ("claims", "attributions", "chains", "meetings", "participants", "proposals", "points", "deadlines", "roles",
         "requests")


def truth(article: Article) -> Predicted:
    """The gold itself, as a reader would have to give it."""
    def first(value: Any) -> Any:
        return options(value)[0]

    claims = []
    for row in article.rows["claims"]:
        name = first(row.get("who"))
        unnamed = name == "unnamed"
        who = [] if unnamed or name is None else name.split(" & ")
        claims.append({**row, "who": ["somebody"] if unnamed else who, "members": who, "unnamed": unnamed,
                       "modality": first(row.get("modality", "asserted")), "time": first(row.get("time")),
                       "act": first(row.get("act", "say")), "stance": first(row.get("stance", "neutral"))})
    return Predicted(
        claims,
        [{**row, "kind": first(row.get("kind")), "status": first(row["status"]), "time": first(row.get("time")),
          "spans": row["mention"], "place": [first(row["place"])] if row.get("place") else [],
          "who": [first(one) for one in row["who"] if None not in options(one)]} for row in article.rows["meetings"]],
        [{**row, "by": [first(one) for one in row["by"] if None not in options(one)], "spans": row["mention"],
          "counters": [row.get("counters", "")]} for row in article.rows["proposals"]],
        [{"title": article.quote(row["mention"]), "of": [row.get("of", "")], "status": first(row["status"])}
         for row in article.rows["points"]],
        [{"time": first(row["time"])} for row in article.rows["deadlines"]],
        [{"holder": [row["row"][0]], "title": first(row["row"][1]), "org": [one for one in options(row["row"][2])[:1]]}
         for row in article.rows["roles"]],
        [{"asked": [first(row["asked"])]} for row in article.rows["requests"]])


def tally(said: dict[str, Predicted]) -> Tally:
    return score((article, said[article.name]) for article in GOLD)


def test_every_annotation_is_sound() -> None:
    assert list(problems()) == []


def test_a_wrong_quotation_is_named_with_its_article(tmp_path: Path) -> None:
    article = GOLD[0]
    (tmp_path / "one.txt").write_text(article.text, encoding="utf-8")
    (tmp_path / "one.yaml").write_text("{half: first, kind: war, manner: us, claims: [{id: a, kind: direct, "
                                       "cue: said, content: no such words}]}", encoding="utf-8")
    assert list(problems(tmp_path)) == ["one: 'no such words' is found 0 times"]


def test_the_truth_scores_one_in_everything() -> None:
    found = tally({article.name: truth(article) for article in GOLD})
    assert {kind: round(found.prf(kind)[2], 3) for kind in KINDS} == dict.fromkeys(KINDS, 1.0), "\n".join(found.errors)
    assert {what: found.share(what) for what in found.asked} == dict.fromkeys(found.asked, 1.0), "\n".join(found.errors)
    assert found.lost == [] and len(table(found)) == len(KINDS) + 2


def test_nothing_read_scores_nothing() -> None:
    found = tally({article.name: Predicted() for article in GOLD})
    assert all(found.prf(kind)[2] == 0 for kind in KINDS)


def test_every_hedge_read_away_is_counted() -> None:
    said = {article.name: truth(article) for article in GOLD}
    for one in said.values():
        for row in one.claims:
            row["modality"] = "asserted"
        for row in one.meetings:
            row["status"] = "held"
    lost = "\n".join(tally(said).lost)
    for article in GOLD:
        for row in article.rows["meetings"]:
            if not row.get("optional") and options(row["status"])[0] in ("possible", "denied", "disputed"):
                assert f"{article.name}: {row['title']}: " in lost


@pytest.mark.parametrize("change", ["unnamed", "name"])
def test_a_wrong_speaker_costs_the_speaker_only(change: str) -> None:
    said = {article.name: truth(article) for article in GOLD}
    for one in said.values():
        for row in one.claims:
            if row["unnamed"] if change == "unnamed" else row["who"]:
                row.update(who=["Mr Nobody"], members=["Mr Nobody"], unnamed=False)
    found = tally(said)
    assert found.prf("claims")[2] == 1 and found.share("claims: speaker") < 1
    assert bool(found.lost)
