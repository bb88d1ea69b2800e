"""Paragraphs as numbers of words, which deflate a third smaller than letters do: deflate looks back 32 KB, and a word
is a byte or two of them.

The most frequent words have one byte; the words of the nodes' names, which the page has already, and the rest two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

FREQUENT = 160              # words of one byte; the bytes above begin a word of two
WORD = re.compile(r" ?\w+|\W", re.A)    # a word with the space before it, or one character; ASCII as in JavaScript
END = "\0"                  # ends a paragraph, in which it would be nothing to read


def encode(paragraphs: Iterable[str], names: Iterable[str]) -> tuple[bytes, list[str], list[bool], list[str]]:
    """Bytes, and the words in the order of their numbers: the frequent ones; which of `name_words` are used; the
    others. Each paragraph has a space before its first word and `END` after its last."""
    words = WORD.findall("".join(f" {text.replace(END, '�')}{END}" for text in paragraphs))
    count = Counter(words)
    ranked = sorted(count, key=lambda word: (word != END, -count[word], word))
    frequent, left = ranked[:FREQUENT], set(ranked[FREQUENT:])
    named = name_words(names)
    used = [word in left for word in named]
    of_names = [word for word in named if word in left]
    left.difference_update(of_names)
    rest = [word for word in ranked if word in left]
    code = {word: _bytes(at) for at, word in enumerate([*frequent, *of_names, *rest])}
    return b"".join(map(code.__getitem__, words)), frequent, used, rest


def name_words(names: Iterable[str]) -> list[str]:
    """The words of names, each once, as they stand within a sentence."""
    return list(dict.fromkeys(word for name in names for word in WORD.findall(f" {name}")))


def _bytes(number: int) -> bytes:
    high, low = divmod(number - FREQUENT, 256)
    if number < FREQUENT:
        return bytes((number,))
    return bytes((FREQUENT + high, low)) if FREQUENT + high < 255 else bytes((255, *number.to_bytes(3, "big")))
