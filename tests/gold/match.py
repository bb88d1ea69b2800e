"""Pairing what was read with what the gold says, kind by kind. Each judge counts into a tally and names its errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.answers import lemmas
from tests.gold.annotation import Article, options
from tests.gold.predicted import Predicted
from tests.gold.same import alike, all_within, any_of, covered, one_spelling, same_time, same_who, share, touch

if TYPE_CHECKING:
    from tests.gold.score import Tally

Row = dict[str, Any]

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
HEDGED = frozenset(("possible", "planned", "conditional", "denied"))
UNHELD = frozenset(("planned", "possible", "cancelled", "denied", "disputed"))
OWN = re.compile(r"(?:demands?|requests?|wishes|offers?)$")   # "Cambodia demands": a reader's own name for loose points
HALF = .5   # overlap that makes a pair, as in PolNeAR's scorer


def claims(article: Article, said: Predicted, tally: Tally) -> None:
    """Claims, attributions, chains, and speaker, modality, stance, act, time of the claims found."""
    gold, given = article.rows["claims"], said.claims
    words = [match.span() for match in WORD.finditer(article.text)]
    cover = {id(row): {part: covered(row[part], words, article.text) for part in ("content", "cue", "speaker")}
             for row in [*gold, *given]}
    others = {id(row): [covered(one, words, article.text) for one in row["or"]] for row in gold}

    def fit(want: Row, row: Row) -> float:
        ours, theirs = cover[id(want)], cover[id(row)]
        overlap = max(share(one, theirs["content"]) for one in (ours["content"], *others[id(want)]))
        if overlap < HALF:
            return 0.0
        return overlap + .5 * share(ours["cue"], theirs["cue"]) + .25 * _spoken(want, row)

    def _spoken(want: Row, row: Row) -> bool:
        ours, theirs = cover[id(want)]["speaker"], cover[id(row)]["speaker"]
        near = len(ours & theirs) / min(len(ours), len(theirs)) >= HALF if ours and theirs else not ours and not theirs
        return near or (bool(want.get("who")) and same_who(article, want, row))

    paired = _count(article, "claims", gold, given, pair(gold, given, fit), tally, _claim_text(article))
    counted = [(want, row) for want, row in paired if not want.get("optional")]
    tally.pairs("attributions", sum(_spoken(want, row) for want, row in counted), tally_wanted(gold),
                len(given) - (len(paired) - len(counted)))
    for want, row in counted:
        where = f"{article.name}: {want['id']}"
        if "who" in want and not tally.judge("claims: speaker", same_who(article, want, row)):
            tally.errors.append(f"{where}: speaker {row['who']}, not {want['who']}")
        for name in ("modality", "stance", "act"):
            if want.get(name) and not tally.judge(f"claims: {name}", row.get(name) in options(want[name])):
                tally.errors.append(f"{where}: {name} {row.get(name)}, not {want[name]}")
        hedges = {one for one in options(want.get("modality") or "asserted") if one}
        if hedges & HEDGED and "asserted" not in hedges and row["modality"] == "asserted":
            tally.lost.append(f"{where}: {want['modality']} read as asserted")
        if want.get("who") == "unnamed" and row["who"] and not row["unnamed"]:
            tally.lost.append(f"{where}: an unnamed source read as {row['who']}")
        if want.get("time"):
            _time(where, want["time"], row.get("time"), tally)
    _chains(article, gold, paired, tally)


def _chains(article: Article, gold: Sequence[Row], paired: list[tuple[Row, Row]], tally: Tally) -> None:
    """Links from a claim to the one that relayed it; links from or to a claim that nobody wanted do not count."""
    wanted = {(row["id"], one) for row in gold for one in row["via"]}
    free = {row["id"] for row in gold if row.get("optional")}
    must = {link for link in wanted if not free & set(link)}
    of = {row["id"]: want["id"] for want, row in paired}
    given = {(of[row["id"]], of[one]) for _, row in paired for one in row["via"] if one in of}
    given -= {link for link in given if free & set(link)}
    tally.pairs("chains", len(must & given), len(must), len(given))
    tally.errors += [f"{article.name}: chain missed: {a} via {b}" for a, b in sorted(must - given)]
    tally.errors += [f"{article.name}: chain invented: {a} via {b}" for a, b in sorted(given - must)]


def meetings(article: Article, said: Predicted, tally: Tally) -> None:
    """Meetings, their participants, and status, kind, place and time of those found."""
    gold = article.rows["meetings"]

    def fit(want: Row, row: Row) -> float:
        if not touch(want["mention"], row["spans"]):
            return 0.0
        theirs = {one_spelling(article, one) for one in row["who"]}
        ours = {one_spelling(article, one) for name in want["who"] for one in options(name) if one}
        total = 1.0 * bool(want.get("place") and any_of(article, want["place"], row["place"]))
        total += 1.5 * share(ours, theirs) if ours else 0
        total += .25 * all_within(article, row["who"], want.get("may", [])) if want.get("may") and row["who"] else 0
        total += .75 * bool(want.get("time") and row["time"] and same_time(want["time"], row["time"]))
        total += .5 * bool(want.get("kind") and row["kind"] in options(want["kind"]))
        mine = lemmas(f"{want['title']} {article.quote(want['mention'])}")
        return total + .5 * bool(mine & lemmas(row["title"]))

    pairs = pair(gold, said.meetings, fit)
    paired = _count(article, "meetings", gold, said.meetings, pairs, tally, lambda row: row["title"])
    for want, row in paired:
        if want.get("optional"):
            continue
        where = f"{article.name}: {want['title']}"
        allowed = options(want["status"])
        if not tally.judge("meetings: status", row["status"] in allowed):
            tally.errors.append(f"{where}: status {row['status']}, not {want['status']}")
        if want.get("kind"):
            tally.judge("meetings: kind", row["kind"] in options(want["kind"]))
        if want.get("place") and not tally.judge("meetings: place", any_of(article, want["place"], row["place"])):
            tally.errors.append(f"{where}: place {row['place']}, not {want['place']}")
        if want.get("time"):
            _time(where, want["time"], row["time"], tally)
        _participants(article, want, row, tally)
    for want in gold:
        if not UNHELD.issuperset(options(want["status"])):
            continue
        own = [row for other, row in paired if other is want]
        strays = [row for row in said.meetings if fit(want, row) >= 2 and not any(row is one for _, one in paired)]
        tally.lost += [f"{article.name}: {want['title']}: {want['status']} read as {row['status']}"
                       for row in own + strays if row["status"] in ("held", "under way")]


def _participants(article: Article, want: Row, row: Row, tally: Tally) -> None:
    needed = [options(name) for name in want["who"] if None not in options(name)]
    extra = [one for name in [*want["who"], *want.get("may", [])] for one in options(name) if one]
    right = sum(any(any_of(article, "|".join(filter(None, names)), [one]) for one in row["who"]) for names in needed)
    wrong = [one for one in row["who"] if not any_of(article, "|".join(extra), [one])]
    tally.pairs("participants", right, len(needed), right + len(wrong))
    if wrong or right < len(needed):
        tally.errors.append(f"{article.name}: {want['title']}: participants {row['who']}, not {want['who']}")


def proposals(article: Article, said: Predicted, tally: Tally) -> None:
    """Proposals by what they are called, and who is behind them."""
    def fit(want: Row, row: Row) -> float:
        names = [want["title"], *(article.text[start:end] for start, end in want["mention"])]
        return max(alike(name, row["title"]) for name in names) + .1 * touch(want["mention"], row["spans"])

    gold = article.rows["proposals"]
    pairs = pair(gold, said.proposals, fit)
    given = [row for row in said.proposals if any(row is one for _, one in pairs) or not OWN.search(row["title"])]
    paired = _count(article, "proposals", gold, given, pairs, tally, lambda row: row["title"])
    for want, row in paired:
        if want.get("optional"):
            continue
        may = [one for name in [*want["by"], *want.get("may", [])] for one in options(name) if one]
        right = all(None in options(name) or any_of(article, name, row["by"]) for name in want["by"]) \
            and all_within(article, row["by"], may)
        if not tally.judge("proposals: by", right):
            tally.errors.append(f"{article.name}: {want['title']}: by {row['by']}, not {want['by']}")
        if want.get("counters"):
            tally.judge("proposals: counters", any(alike(want["counters"], one) for one in row["counters"]))


def points(article: Article, said: Predicted, tally: Tally) -> None:
    """Points by their words, with status and the proposal they belong to."""
    titles = {row["title"]: [row["title"], *(article.text[a:b] for a, b in row["mention"])]
              for row in article.rows["proposals"]}
    gold = article.rows["points"]

    def fit(want: Row, row: Row) -> float:
        common = share(lemmas(article.quote(want["mention"])), lemmas(row["title"]))
        return common if common >= HALF else 0.0

    paired = _count(article, "points", gold, said.points, pair(gold, said.points, fit), tally,
                    lambda row: row.get("title") or article.quote(row["mention"]))
    for want, row in paired:
        if want.get("optional"):
            continue
        if want["status"] != "*" and not tally.judge("points: status", row["status"] in options(want["status"])):
            tally.errors.append(f"{article.name}: {row['title']}: status {row['status']}, not {want['status']}")
        if want.get("of"):
            right = any(alike(name, one) for name in titles[want["of"]] for one in row["of"])
            if not tally.judge("points: proposal", right):
                tally.errors.append(f"{article.name}: {row['title']}: of {row['of']}, not {want['of']}")


def deadlines(article: Article, said: Predicted, tally: Tally) -> None:
    """Deadlines by their day."""
    gold = article.rows["deadlines"]
    pairs = pair(gold, said.deadlines, lambda want, row: float(same_time(want["time"], row["time"])))
    _count(article, "deadlines", gold, said.deadlines, pairs, tally, lambda row: row["time"])


def roles(article: Article, said: Predicted, tally: Tally) -> None:
    """Offices: who holds which, and of whom."""
    gold = [{"holder": row["row"][0], "title": row["row"][1], "org": (row["row"] + [None])[2]}
            for row in article.rows["roles"]]

    def fit(want: Row, row: Row) -> float:
        titled = any(one and alike(one, row["title"]) for one in options(want["title"]))
        return float(titled and any_of(article, want["holder"], row["holder"]))

    paired = _count(article, "roles", gold, said.roles, pair(gold, said.roles, fit), tally,
                    lambda row: f"{row['holder']} {row['title']}")
    for want, row in paired:
        if want["org"] not in (None, "*") and not tally.judge("roles: body", any_of(article, want["org"], row["org"])):
            tally.errors.append(f"{article.name}: {want['holder']}: of {row['org']}, not {want['org']}")


def requests(article: Article, said: Predicted, tally: Tally) -> None:
    """Requests for comment, by whom they were put to."""
    gold = article.rows["requests"]
    pairs = pair(gold, said.requests, lambda want, row: float(any_of(article, want["asked"], row["asked"])))
    _count(article, "requests", gold, said.requests, pairs, tally, lambda row: str(row["asked"]))


def pair(gold: Sequence[Row], given: Sequence[Row], fit: Callable[[Row, Row], float]) -> list[tuple[Row, Row]]:
    """One to one, the best fits first; what fits 0 is no pair. A needed row comes before an optional one."""
    fits = sorted(((-fit(want, row), bool(want.get("optional")), i, j)
                   for i, want in enumerate(gold) for j, row in enumerate(given)))
    paired: dict[int, int] = {}
    for value, _, i, j in fits:
        if value < 0 and i not in paired and j not in paired.values():
            paired[i] = j
    return [(gold[i], given[j]) for i, j in sorted(paired.items())]


def tally_wanted(gold: Sequence[Row]) -> int:
    return sum(not row.get("optional") for row in gold)


def _count(article: Article, kind: str, gold: Sequence[Row], given: Sequence[Row], paired: list[tuple[Row, Row]],
           tally: Tally, text: Callable[[Row], str]) -> list[tuple[Row, Row]]:
    free = sum(bool(want.get("optional")) for want, _ in paired)
    tally.pairs(kind, len(paired) - free, tally_wanted(gold), len(given) - free)
    for row in gold:
        if not row.get("optional") and not any(row is want for want, _ in paired):
            tally.errors.append(f"{article.name}: {kind} missed: {text(row)}")
    for row in given:
        if not any(row is one for _, one in paired):
            tally.errors.append(f"{article.name}: {kind} invented: {text(row)}")
    return paired


def _claim_text(article: Article) -> Callable[[Row], str]:
    return lambda row: " | ".join(article.quote([tuple(span) for span in row[part]])
                                  for part in ("speaker", "cue", "content"))


def _time(where: str, want: str, given: str | None, tally: Tally) -> None:
    if not tally.judge("times", same_time(want, given)):
        tally.errors.append(f"{where}: time {given}, not {want}")
