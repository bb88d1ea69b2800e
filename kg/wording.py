"""How names and titles are compared across documents: what of their wording must agree, and what may vary."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import yaml

_LISTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_SMALL, _VERSION, _TEXTS = (frozenset(_LISTS[name]) for name in ("small", "version", "texts"))
_NUMBERS = {word: str(number) for number, word in enumerate(_LISTS["numbers"])}


def plain(words: str) -> str:
    """Lower case without accents and marks: words and numbers, with single spaces between.

    >>> plain("a 600,000-strong Armée")
    'a 600000 strong armee'
    """
    letters = unicodedata.normalize("NFKD", re.sub(r"(?<=\d),(?=\d)", "", words))
    return " ".join(re.findall(r"\w+", "".join(char for char in letters if not unicodedata.combining(char)).lower()))


def stems(words: str) -> frozenset[str]:
    """The words that carry meaning, cut so that inflections of one word are alike.

    >>> stems("the exchange of captives") == stems("exchanging captives"), stems("2 rounds") == stems("3 rounds")
    (True, False)
    """
    return frozenset(_stem(word) for word in plain(words).split() if word not in _SMALL)


def _stem(word: str) -> str:
    if word.isdigit() or word in _NUMBERS:
        return _NUMBERS.get(word, word)
    return re.sub(r"(?<=\w{3})(?:ings?|ed|es|s)$", "", word)[:5]


VERSION_STEMS = frozenset(_stem(word) for word in _VERSION)


def title_key(title: str) -> frozenset[str]:
    """What must agree of the titles of two proposals. A number of points says which it is; the noun behind it may vary.

    >>> title_key("the initial 28-point peace plan") == title_key("28-point proposal")
    True
    >>> title_key("updated framework") == title_key("framework")
    False
    """
    words = [_NUMBERS.get(word, word) for word in plain(title).split()]
    for place, word in enumerate(words[:-1]):
        if word.isdigit() and words[place + 1] in ("point", "points"):
            marks = {word for word in words if word in _VERSION or word.startswith("counter")}
            return frozenset({f"{word}-point", *marks})
    return frozenset(_stem(word) for word in words if word not in _SMALL)


def stands_out(title: str) -> bool:
    """Whether a title has a number or a name in it.

    >>> stands_out("28-point plan"), stands_out("Minsk agreement"), stands_out("peace plan"), stands_out("Peace plan")
    (True, True, False, False)
    """
    return bool(re.search(r"\d", " ".join(title_key(title))) or any(
        word[:1].isupper() and word.lower() not in _SMALL | _TEXTS | _VERSION for word in re.findall(r"\w+", title)))


def has_names(title: str) -> bool:
    """Whether a title says more than a place: two capitals after its first word, or a number."""
    names = [word for word in re.findall(r"\w+", title)[1:] if word[:1].isupper()]
    return len(names) > 1 or bool(re.search(r"\d", title))
