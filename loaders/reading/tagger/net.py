"""The tagger's nets at run time, in numpy: `loaders.train` has the same nets as they are trained.

All nets of the weights file are averaged. They, and the two directions of each LSTM, are computed side by side as one
stack of matrices; paragraphs are computed together without padding. Both save most of what a loop over time costs in
Python. Matrices this small gain nothing from threads: a caller should hold BLAS to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loaders.reading.tagger.features import (
    RELATION_SIZES,
    TOKEN_SIZES,
    Floats,
    Ints,
    Tokens,
    columns,
    relate,
)

BUDGET = 6_000           # tokens computed at once
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

    def read(self, parts: Sequence[Tokens],
             added: Callable[[Sequence[int]], list[Floats]] | None = None) -> list[list[Found]]:
        """The cues of each segment, with everyone's roles.

        `added` gives, for segments by their index, what another model adds to each token: [tokens, nets x (inputs,
        states, cue tags)].
        """
        out: list[list[Found]] = [[] for _ in parts]
        for group in _groups([len(part) for part in parts]):
            more = np.concatenate(added(group)) if added else None
            for place, found in self._read_group([parts[index] for index in group], more):
                out[group[place]].append(found)
        return out

    def _read_group(self, parts: list[Tokens], more: Floats | None) -> Iterator[tuple[int, Found]]:
        lengths = np.array([len(part) for part in parts])
        offsets = np.cumsum(lengths) - lengths
        states, tags = self._cues(parts, lengths, offsets, more)
        cues: list[tuple[int, int, int, float]] = []
        for row, (first, length) in enumerate(zip(offsets, lengths, strict=True)):
            cues += [(row, *cue) for cue in grown(tags[first:first + length])]
        for group in _groups([int(lengths[cue[0]]) for cue in cues]):
            some = [cues[index] for index in group]
            rows = [cue[0] for cue in some]
            padded = columns([parts[row] for row in rows])
            mask: NDArray[np.bool_] = np.zeros(padded["head"].shape, bool)
            for index, (_row, start, end, _probability) in enumerate(some):
                mask[index, start:end] = True
            inside = np.arange(mask.shape[-1]) < lengths[rows][:, None]
            relations = relate(padded, mask)[inside]
            of = np.concatenate([np.arange(offsets[row], offsets[row] + lengths[row]) for row in rows])
            at_cue = np.stack([states[:, offsets[row] + start:offsets[row] + end].mean(1)
                               for row, start, end, _ in some], 1)
            roles = self._roles(states[:, of], at_cue, relations, lengths[rows])
            ends = np.cumsum(lengths[rows])
            for (row, start, end, probability), last in zip(some, ends, strict=True):
                yield row, Found(start, end, probability, roles[last - lengths[row]:last])

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

    def _cues(self, parts: list[Tokens], lengths: Ints, offsets: Ints, more: Floats | None) -> tuple[Floats, Floats]:
        """States [nets, tokens, width] and the averaged probabilities of the cue tags [tokens, 3]."""
        table = self._tables
        head = np.concatenate([part.head + offset for part, offset in zip(parts, offsets, strict=True)])
        column = {name: np.concatenate([getattr(part, name) for part in parts]) for name in TOKEN_SIZES}
        summed = np.concatenate([part.tensor for part in parts]) @ table["tensor"]
        summed += np.concatenate([part.children for part in parts]).astype(np.float32) @ table["children"]
        summed += table["bias"]
        for name in TOKEN_SIZES:
            summed += table[name][column[name]]
        for name in ("word", "tag", "dep"):
            summed += table[f"head {name}"][column[name][head]]
        inputs = summed.reshape(len(head), self._nets, -1).transpose(1, 0, 2)
        if more is not None:
            width = inputs.shape[-1]
            to_input, to_state, to_tags = np.split(
                more.reshape(len(head), self._nets, -1).transpose(1, 0, 2), (width, -3), -1)
            inputs = inputs + to_input
        inputs = np.ascontiguousarray(np.maximum(inputs, 0))
        states = self._encoder.run(inputs, lengths)
        tags = self._linear("cue", np.concatenate([states, inputs], -1))
        if more is not None:
            states, tags = states + to_state, tags + to_tags
        return states, _softmax(tags).mean(0)

    def _roles(self, states: Floats, at_cue: Floats, relations: Ints, lengths: Ints) -> Floats:
        """Probabilities [tokens, 3], for the tokens of each cue's segment in turn; `at_cue` is [nets, cues, width]."""
        related = np.concatenate([self._weights[f"relation.{i}.weight"][:, relations[:, i]]
                                  for i in range(len(RELATION_SIZES))], -1)
        mixed = self._linear("relation_in", related)
        mixed += self._linear("state_in", states)
        mixed += np.repeat(self._linear("cue_in", at_cue), lengths, 1)
        gated = self._linear("gate_state", states) * np.repeat(self._linear("gate_cue", at_cue), lengths, 1)
        joined = np.concatenate([np.maximum(mixed, 0), gated], -1)
        inputs = np.maximum(self._linear("role_in", joined), 0)
        output = np.concatenate([self._role_lstm.run(inputs, lengths), inputs], -1)
        return _softmax(self._linear("role", output)).mean(0)

    def _linear(self, name: str, values: Floats) -> Floats:
        """A layer of every net: [nets, rows, in] -> [nets, rows, out]."""
        out = np.matmul(values, self._weights[f"{name}.weight"].transpose(0, 2, 1))
        out += self._weights[f"{name}.bias"][:, None]
        return out


class _Lstm:
    """The bidirectional LSTMs of all nets, side by side: a stack of nets x directions."""

    def __init__(self, name: str, weights: dict[str, Floats]):
        inputs, recurrent, biases = [], [], []
        for net in range(len(weights[f"{name}.bias_ih_l0"])):
            for suffix in ("", "_reverse"):
                kinds = (f"{name}.{kind}_l0{suffix}" for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
                of_input, of_hidden, *bias = (weights[kind][net] for kind in kinds)
                # sigmoid(x) = 1 / (1 + exp(-x)) and tanh(x) = 2 sigmoid(2x) - 1: with the signs and the 2 put into the
                # weights, one exp serves all four gates (half the time of tanh in numpy).
                scale = np.repeat(np.array([-1, -1, -2, -1], np.float32), of_hidden.shape[1])
                inputs.append((of_input * scale[:, None]).T)
                recurrent.append((of_hidden * scale[:, None]).T)
                biases.append(sum(bias) * scale)
        self._inputs = np.ascontiguousarray(np.stack(inputs))
        self._recurrent = np.ascontiguousarray(np.stack(recurrent))
        self._biases = np.stack(biases)[:, None]

    def run(self, inputs: Floats, lengths: Ints) -> Floats:
        """[nets, tokens, in] -> [nets, tokens, 2 x width], for rows of these lengths, one after the other."""
        order, counts = _by_time(lengths)
        nets, tokens, width = inputs.shape
        size = self._recurrent.shape[1]
        stacked = np.empty((nets, 2, tokens, width), np.float32)
        for direction in (0, 1):
            stacked[:, direction] = inputs[:, order[direction]]
        gates = np.matmul(stacked.reshape(2 * nets, tokens, width), self._inputs)
        gates += self._biases
        hidden = np.zeros((2 * nets, len(lengths), size), np.float32)
        cell = np.zeros_like(hidden)
        out = np.empty((nets, 2, tokens, size), np.float32)
        result = out.reshape(2 * nets, tokens, size)
        at = 0
        with np.errstate(over="ignore"):       # exp's overflow is a gate's firm no
            for count in counts:
                gate = gates[:, at:at + count]
                gate += np.matmul(hidden[:, :count], self._recurrent)
                np.exp(gate, out=gate)
                gate += 1
                np.reciprocal(gate, out=gate)
                enter, forget, fresh, leave = (gate[:, :, i * size:(i + 1) * size] for i in range(4))
                fresh *= 2
                fresh -= 1
                fresh *= enter
                cell = forget * cell[:, :count]
                cell += fresh
                hidden = np.exp(-2 * cell)
                hidden += 1
                np.divide(2, hidden, out=hidden)
                hidden -= 1
                hidden *= leave
                result[:, at:at + count] = hidden
                at += count
        paired = np.empty((nets, tokens, 2 * size), np.float32)
        paired[:, order[0], :size] = out[:, 0]
        paired[:, order[1], size:] = out[:, 1]
        return paired


def _by_time(lengths: Ints) -> tuple[NDArray[np.intp], list[int]]:
    """The tokens of the rows in the order in which an LSTM comes to them, and how many it takes at each step.

    Rows must come longest first, so that those which go on are always the first ones. Two orders: the second
    direction reads each row from its end.
    """
    offsets = np.cumsum(lengths) - lengths
    time, row = np.nonzero(np.arange(lengths.max())[:, None] < lengths)
    forward = offsets[row] + time
    backward = offsets[row] + lengths[row] - 1 - time
    return np.stack([forward, backward]), np.bincount(time).tolist()


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


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of rows, longest first, as many together as the budget allows."""
    group: list[int] = []
    tokens = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if group and tokens + lengths[index] > BUDGET:
            yield group
            group, tokens = [], 0
        group.append(index)
        tokens += lengths[index]
    if group:
        yield group


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)
