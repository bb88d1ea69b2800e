"""What a language model of word pieces adds to the nets' tokens: the accurate reader's part, by onnxruntime."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.reading.tagger.features import Floats

MODEL, NETS, VOCABULARY = "model.onnx", "nets.npz", "vocab.txt"
MOST = 500         # word pieces of one segment, of the model's 512; words beyond have the state of its start
LONGEST_WORD = 100 # characters; a longer one is unknown, as in BERT
BUDGET = 200       # word pieces computed at once: larger batches fall out of the processor's cache (1,500: two thirds)


class Pieces:
    """Cuts words into BERT's word pieces: lower case, no accents, then the longest pieces of the vocabulary first."""

    def __init__(self, vocabulary: Path):
        """`vocabulary` has one piece a line; the line is its number. Raises OSError."""
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(lines)}
        self._start, self._end, self._unknown = (self._numbers[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[str, list[int]] = {}

    def of(self, words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pieces of the words, and the place of each word's first one; 0, the start, for a word that has none."""
        numbers, first = [self._start], np.zeros(len(words), np.int64)
        for place, word in enumerate(words):
            cut = self._known.get(word)
            if cut is None:
                cut = self._known[word] = [number for part in _parts(word) for number in self._cut(part)]
            if cut and len(numbers) < MOST - 1:
                first[place] = len(numbers)
                numbers += cut
        return np.array([*numbers[:MOST - 1], self._end], np.int64), first

    def _cut(self, word: str) -> list[int]:
        """The pieces of a word without punctuation; one unknown where some part of it is in no piece."""
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word) if len(word) <= LONGEST_WORD else start
            while end > start and ("##" if start else "") + word[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return [self._unknown]
            found.append(self._numbers[("##" if start else "") + word[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """The word in lower case and without accents, cut at punctuation and around Chinese characters, as BERT does."""
    plain = "".join(char for char in unicodedata.normalize("NFD", word.lower())
                    if char.isspace() or unicodedata.category(char) not in ("Mn", "Cc", "Cf"))
    spaced = "".join(f" {char} " if _alone(char) else char for char in plain)
    return spaced.split()


def _alone(char: str) -> bool:
    """Whether the character is a word of its own."""
    if char.isascii():
        return char.isprintable() and not char.isalnum() and char != " "
    return unicodedata.category(char)[0] == "P" or "CJK UNIFIED" in unicodedata.name(char, "")


class WordModel:
    """The quantised model of a weights folder."""

    def __init__(self, folder: Path):
        """Raises ImportError without onnxruntime, OSError without the weights."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            (folder / MODEL).read_bytes(), options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces(folder / VOCABULARY)

    def added(self, texts: Sequence[Sequence[str]]) -> list[Floats]:
        """For each segment's words, [words, what is added to each]."""
        cut = [self._pieces.of(words) for words in texts]
        out: list[Floats] = [np.zeros((0, 0), np.float32)] * len(texts)
        order = sorted(range(len(texts)), key=lambda index: len(cut[index][0]))
        while order:
            group = [order.pop()]
            longest = len(cut[group[0]][0])
            while order and longest * (len(group) + 1) <= BUDGET:
                group.append(order.pop())
            pieces = np.zeros((len(group), longest), np.int64)
            first = np.zeros((len(group), max(len(texts[index]) for index in group)), np.int64)
            for row, index in enumerate(group):
                numbers, places = cut[index]
                pieces[row, :len(numbers)], first[row, :len(places)] = numbers, places
            added = self._session.run(None, {"pieces": pieces, "first": first})[0]
            for row, index in enumerate(group):
                out[index] = added[row, :len(texts[index])]
        return out
