"""The tagger's nets at run time, in numpy: `loaders.train` has the same nets as they are trained.

All nets of the weights file are averaged. They, and the two directions of each LSTM, are computed side by side as one
stack of matrices, which saves most of what a loop over time costs in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loaders.reading.tagger.features import RELATION_SIZES, TOKEN_SIZES, Batch, Floats, Tokens, collate, relate

BUDGET = 3_000           # tokens computed at once, padding included
GROW, ACCEPT = 0.3, 0.5  # probability from which a token may belong to a cue; that one of its tokens must reach
MOST = 8                 # one cue in so many tokens at most: bounds the cost on text that is not prose


@dataclass(slots=True)
class Found:
    """A cue in a segment: its first token and the one after its last, its probability, and each token's roles.

    `roles` is [tokens, 3]: the probabilities of neither, source and content.
    """

    start: int
    end: int
    probability: float
    roles: Floats


class Nets:
    """The averaged nets of a weights file."""

    def __init__(self, path: Path):
        """Raises OSError or ValueError when the file is missing or no weights file."""
        with np.load(path, allow_pickle=False) as file:
            self.parser = str(file["parser"])
            weights = {name: file[name].astype(np.float32) for name in file.files if name != "parser"}
        self._weights = weights
        self._nets = len(weights["cue.bias"])
        self._encoder = _Lstm("encoder", weights)
        self._role_lstm = _Lstm("role_lstm", weights)
        self._tables = self._input_tables()

    def read(self, parts: Sequence[Tokens]) -> list[list[Found]]:
        """The cues of each segment, with everyone's roles."""
        out: list[list[Found]] = [[] for _ in parts]
        for group in _groups(parts):
            for place, found in self._read_group([parts[index] for index in group]):
                out[group[place]].append(found)
        return out

    def _read_group(self, parts: list[Tokens]) -> Iterator[tuple[int, Found]]:
        batch = collate(parts)
        states, tags = self._cues(batch)
        cues = [(row, *cue) for row, part in enumerate(parts) for cue in grown(tags[row, :len(part)])]
        longest = batch.children.shape[1]
        size = max(1, BUDGET // longest)
        for first in range(0, len(cues), size):
            some = cues[first:first + size]
            rows = np.array([row for row, *_ in some], np.intp)
            mask = np.zeros((len(some), longest), bool)
            for index, (_, start, end, _) in enumerate(some):
                mask[index, start:end] = True
            roles = self._roles(states[:, rows], mask, relate(batch, rows, mask), batch.lengths[rows])
            for (row, start, end, probability), values in zip(some, roles, strict=True):
                yield row, Found(start, end, probability, values[:len(parts[row])])

    def _input_tables(self) -> dict[str, Floats]:
        """Each embedding multiplied by its rows of the input layer, once: a look-up and a sum replace the layer."""
        matrix = self._weights["token_in.weight"]
        tables, at = {}, 0

        def rows(width: int) -> Floats:
            nonlocal at
            at += width
            return matrix[:, :, at - width:at].transpose(0, 2, 1)

        def table(name: str) -> Floats:
            embedding = self._weights[f"token.{name}.weight"]
            return np.ascontiguousarray(np.concatenate(list(embedding @ rows(embedding.shape[2])), -1))

        for name in TOKEN_SIZES:
            tables[name] = table(name)
        children = self._weights["children_in.weight"]
        layer = rows(children.shape[1])
        tables["children"] = np.concatenate(list(children.transpose(0, 2, 1) @ layer), -1)
        tables["bias"] = np.concatenate(list(
            (self._weights["children_in.bias"][:, None] @ layer)[:, 0] + self._weights["token_in.bias"]), -1)
        for name in ("word", "tag", "dep"):
            tables[f"head {name}"] = table(name)
        tables["tensor"] = np.concatenate(list(rows(matrix.shape[2] - at)), -1)
        return tables

    def _cues(self, batch: Batch) -> tuple[Floats, Floats]:
        """States [nets, segments, tokens, width] and the averaged probabilities of the cue tags."""
        table, column = self._tables, batch.columns
        rows = np.arange(len(batch.lengths))[:, None]
        summed = batch.tensor @ table["tensor"]
        summed += batch.children @ table["children"]
        summed += table["bias"]
        for name in TOKEN_SIZES:
            summed += table[name][column[name]]
        for name in ("word", "tag", "dep"):
            summed += table[f"head {name}"][column[name][rows, column["head"]]]
        inputs = np.maximum(summed, 0).reshape(*summed.shape[:2], self._nets, -1).transpose(2, 0, 1, 3)
        states = self._encoder.run(inputs, batch.lengths)
        return states, _softmax(self._linear("cue", np.concatenate([states, inputs], -1))).mean(0)

    def _roles(self, states: Floats, cue: NDArray[np.bool_], relations: NDArray[np.int32],
               lengths: NDArray[np.int32]) -> Floats:
        weights = (cue / cue.sum(1, keepdims=True)).astype(np.float32)
        at_cue = (weights[None, :, None, :] @ states)
        related = np.concatenate([self._weights[f"relation.{i}.weight"][:, relations[:, :, i]]
                                  for i in range(len(RELATION_SIZES))], -1)
        mixed = np.maximum(self._linear("relation_in", related) + self._linear("state_in", states)
                           + self._linear("cue_in", at_cue), 0)
        gated = self._linear("gate_state", states) * self._linear("gate_cue", at_cue)
        inputs = np.maximum(self._linear("role_in", np.concatenate([mixed, gated], -1)), 0)
        output = np.concatenate([self._role_lstm.run(inputs, lengths), inputs], -1)
        return _softmax(self._linear("role", output)).mean(0)

    def _linear(self, name: str, values: Floats) -> Floats:
        """A layer of every net: values [nets, segments, tokens, in] -> [..., out]."""
        nets, segments, tokens, width = values.shape
        matrix = self._weights[f"{name}.weight"].transpose(0, 2, 1)
        out = np.matmul(values.reshape(nets, -1, width), matrix) + self._weights[f"{name}.bias"][:, None]
        return out.reshape(nets, segments, tokens, -1)


class _Lstm:
    """The bidirectional LSTMs of all nets, side by side: a stack of nets x directions."""

    def __init__(self, name: str, weights: dict[str, Floats]):
        inputs, recurrent, biases = [], [], []
        for net in range(len(weights[f"{name}.bias_ih_l0"])):
            for suffix in ("", "_reverse"):
                one = {kind: weights[f"{name}.{kind}_l0{suffix}"][net]
                       for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
                # sigmoid(x) = (1 + tanh(x / 2)) / 2: halved here, so that one tanh serves all four gates.
                half = np.repeat(np.array([0.5, 0.5, 1, 0.5], np.float32), one["weight_hh"].shape[1])
                inputs.append((one["weight_ih"] * half[:, None]).T)
                recurrent.append((one["weight_hh"] * half[:, None]).T)
                biases.append((one["bias_ih"] + one["bias_hh"]) * half)
        self._inputs = np.ascontiguousarray(np.stack(inputs))
        self._recurrent = np.ascontiguousarray(np.stack(recurrent))
        self._biases = np.stack(biases)[:, None, None]
        self._width = self._recurrent.shape[1]

    def run(self, inputs: Floats, lengths: NDArray[np.int32]) -> Floats:
        """[nets, rows, tokens, in] -> [nets, rows, tokens, 2 x width]; what stands beyond a row's length is noise."""
        nets, rows, tokens, width = inputs.shape
        stack, size = 2 * nets, self._width
        # The second direction reads each row from its own end: then padding comes last in both and needs no mask.
        back = np.arange(tokens)[None] * np.ones((rows, 1), np.intp)
        turned = np.where(back < lengths[:, None], lengths[:, None] - 1 - back, back)
        every = np.arange(rows)[:, None]
        both = np.empty((nets, 2, tokens, rows, width), np.float32)
        both[:, 0] = inputs.transpose(0, 2, 1, 3)
        both[:, 1] = inputs[:, every, turned].transpose(0, 2, 1, 3)
        gates = np.matmul(both.reshape(stack, tokens * rows, width), self._inputs).reshape(stack, tokens, rows, -1)
        gates += self._biases
        hidden, cell = np.zeros((stack, rows, size), np.float32), np.zeros((stack, rows, size), np.float32)
        out = np.empty((stack, tokens, rows, size), np.float32)
        for time in range(tokens):
            gate = np.tanh(gates[:, time] + np.matmul(hidden, self._recurrent))
            enter, forget, fresh, leave = (gate[:, :, i * size:(i + 1) * size] for i in range(4))
            cell = 0.5 * ((1 + forget) * cell + (1 + enter) * fresh)
            hidden = 0.5 * (1 + leave) * np.tanh(cell)
            out[:, time] = hidden
        paired = out.reshape(nets, 2, tokens, rows, size).transpose(0, 1, 3, 2, 4)
        return np.concatenate([paired[:, 0], paired[:, 1][:, every, turned]], -1)


def grown(tags: Floats) -> list[tuple[int, int, float]]:
    """The cues that tag probabilities [tokens, 3] show: (first token, the one after the last, probability).

    Two thresholds, since one for growing and accepting costs half a point of F.
    """
    inside = 1 - tags[:, 0]
    if not len(inside) or inside.max() <= ACCEPT:
        return []
    likely, goes_on = inside > GROW, tags[:, 2] >= tags[:, 1]
    found = []
    at = 0
    while at < len(inside):
        if not likely[at]:
            at += 1
            continue
        end = at + 1
        while end < len(inside) and likely[end] and goes_on[end]:
            end += 1
        probability = float(inside[at:end].max())
        if probability > ACCEPT:
            found.append((at, end, probability))
        at = end
    most = 1 + len(inside) // MOST
    if len(found) > most:
        found = sorted(sorted(found, key=lambda cue: -cue[2])[:most])
    return found


def _groups(parts: Sequence[Tokens]) -> Iterator[list[int]]:
    """Indices of segments of like length, as many as the budget allows."""
    group: list[int] = []
    for index in sorted(range(len(parts)), key=lambda index: len(parts[index])):
        if group and len(parts[index]) * (len(group) + 1) > BUDGET:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)
