"""What a language model of word pieces adds to the nets' tokens: the accurate reader's part, by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from loaders.reading.tagger.features import Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL, NETS, PIECES = "model.onnx", "nets.npz", "tokenizer.json"
MOST = 500         # word pieces of one segment, of the model's 512; tokens beyond have the segment's own state
BUDGET = 1_500     # word pieces computed at once: larger batches fall out of the processor's cache


class Pieces:
    """Cuts words into word pieces."""

    def __init__(self, tokenizer: Tokenizer):
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST)
        self._tokenizer = tokenizer

    def of(self, words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pieces of the words, and the place of each word's first one; 0, the start, for a word that has none."""
        cut = self._tokenizer.encode(words, is_pretokenized=True)
        first = np.zeros(len(words), np.int64)
        for place, word in reversed(list(enumerate(cut.word_ids))):
            if word is not None:
                first[word] = place
        return np.array(cut.ids, np.int64), first


class Model:
    """The quantised model of a weights folder."""

    def __init__(self, folder: Path):
        """Raises ImportError without the `accurate` extra, OSError without the weights."""
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            (folder / MODEL).read_bytes(), options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces(Tokenizer.from_file(str(folder / PIECES)))

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
                pieces[row, :len(cut[index][0])], first[row, :len(texts[index])] = cut[index]
            added = self._session.run(None, {"pieces": pieces, "first": first})[0]
            for row, index in enumerate(group):
                out[index] = added[row, :len(texts[index])]
        return out
