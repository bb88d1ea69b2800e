"""When two names, titles, words, times or speakers are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schema import bounds
from tests.answers import lemmas, same_text
from tests.gold.annotation import Article, Span, listed, options

Row = dict[str, Any]


def same_who(article: Article, want: Row, row: Row) -> bool:
    """Whether the claim's speakers are resolved to those of the gold. "A & B" is both of them."""
    for option in options(want["who"]):
        if option is None:
            if not row["who"]:
                return True
        elif option == "unnamed":
            if row["unnamed"]:
                return True
        else:
            names = {one_spelling(article, one) for one in option.split(" & ")}
            if any(names == {one_spelling(article, one) for one in row[said]} for said in ("who", "members")):
                return True
    return False


def covered(parts: Sequence[Sequence[int]], words: list[Span], text: str) -> set[int]:
    """The words that lie in any part at least by half, less a leading "that" (PolNeAR's measure)."""
    found = {i for i, (a, b) in enumerate(words) for start, end in parts if (min(b, end) - max(a, start)) * 2 > b - a}
    first = min(found, default=0)
    return found - {first} if len(found) > 1 and text[slice(*words[first])].lower() == "that" else found


def share(ours: set[Any], theirs: set[Any]) -> float:
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def touch(mention: list[Span], spans: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in mention for start, end in spans)


def one_spelling(article: Article, name: str) -> str:
    """A name in one spelling: the gold's canonical one where it is an accepted other."""
    plain = _plain(name)
    for canonical, others in article.names.items():
        if plain in map(_plain, [canonical, *others]):
            return _plain(canonical)
    return plain


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ")


def any_of(article: Article, wanted: str, given: Sequence[str]) -> bool:
    """Whether one of the alternatives is among the names; an empty alternative means that none may do."""
    ours = options(wanted)
    theirs = {one_spelling(article, one) for one in given}
    return any(one_spelling(article, one) in theirs if one else not theirs for one in ours)


def all_within(article: Article, given: Sequence[str], allowed: Sequence[Any]) -> bool:
    names = {one_spelling(article, one) for name in listed(list(allowed)) for one in options(name) if one}
    return all(one_spelling(article, one) in names for one in given)


def alike(ours: str, theirs: str) -> float:
    """How alike two titles are: 1 for the same words, at least `answers.RECALL` of one in the other, else 0."""
    if not ours or not theirs:
        return 0.0
    return .5 + share(lemmas(ours), lemmas(theirs)) / 2 if same_text(ours, theirs) or same_text(theirs, ours) else 0.0


def same_time(want: str, given: str | None) -> bool:
    return any((not given) if one is None else bool(given) and (one == given or bounds(one) == bounds(str(given)))
               for one in options(want))
