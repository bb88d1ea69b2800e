"""Trains the claim tagger's weights from annotated news.

    python -m loaders.train --gold DIR... [--unlabelled PATH] --out loaders/reading/tagger/weights/tagger.npz

Each DIR holds text/NAME.txt and attributions/NAME_xxxx.ann (brat: Source, Cue and Content spans, an event for each
attribution), the form in which PolNeAR is published; of several annotators the first by file name counts. PATH is a
text file, or a folder of them, without annotation: the nets trained on the gold label it, and are trained again on
both. Needs PyTorch (the `train` extra); nothing else of Communiqué does. About nine minutes a net on one core.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from loaders.brat import Spans, gold_texts
from loaders.reading.parse import Paragraph, paragraphs, pipeline
from loaders.reading.tagger import LONGEST, fingerprint
from loaders.reading.tagger.features import RELATION_SIZES, TENSOR, TOKEN_SIZES, Batch, Encoder, Tokens, collate, relate
from loaders.reading.tagger.net import ACCEPT, grown

# The shape of the net. Widths of the embeddings follow the order of TOKEN_SIZES and RELATION_SIZES.
TOKEN_WIDTHS = {"word": 48, "tag": 16, "dep": 16, "entity": 6, "mark": 6, "inside": 4}
RELATION_WIDTHS = (8, 12, 16, 10, 4, 16, 4, 10, 3, 5, 5)
CHILDREN, ENCODER, ROLE = 24, 96, 64

DROPOUT, WORD_DROPOUT = 0.3, 0.05
RATE, WARM_UP, EPOCHS = 2e-3, 50, 5
BATCH = 1_500                # tokens, padding included
CUE_WEIGHT = 3.0             # a cue is one token in fifteen: without it, recall suffers
OUTSIDE, SOURCE, CONTENT = 0, 1, 2
UNSURE = -100                # the label that the loss passes over
UNSURE_CUE, SURE_ROLE = 0.25, 0.6   # of labels by machine: a cue likelier than the first but not taken, a role less
                                    # likely than the second, are passed over


@dataclass(slots=True)
class Example:
    """One paragraph with its labels: cue tags (0 outside, 1 first, 2 inside), and for each cue a role a token."""

    tokens: Tokens
    tags: np.ndarray
    cues: list[np.ndarray] = field(default_factory=list)
    roles: list[np.ndarray] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.tokens)


def labelled(paragraph: Paragraph, encoder: Encoder, attributions: list[dict[str, Spans]]) -> Example:
    """The paragraph with those attributions whose cue begins in it."""
    doc = paragraph.doc
    starts = np.array([token.idx for token in doc]) + paragraph.start
    ends = starts + np.array([len(token) for token in doc])

    def within(spans: Spans) -> np.ndarray:
        found = np.zeros(len(doc), bool)
        for start, end in spans:
            found |= (np.minimum(ends, end) - np.maximum(starts, start)) * 2 > ends - starts
        return found

    example = Example(encoder.encode(doc), np.zeros(len(doc), np.int64))
    for one in attributions:
        if not paragraph.start <= one["Cue"][0][0] < paragraph.start + len(paragraph.text):
            continue
        cue = np.flatnonzero(within(one["Cue"]))
        if not len(cue):
            continue
        example.tags[cue] = 2
        example.tags[cue[0]] = 1
        role = np.where(within(one["Content"]), CONTENT, np.where(within(one["Source"]), SOURCE, OUTSIDE))
        role[cue] = OUTSIDE
        example.cues.append(cue)
        example.roles.append(role)
    return example


def examples(folders: Sequence[Path], encoder: Encoder) -> list[Example]:
    """Every paragraph of the annotated folders."""
    return [labelled(paragraph, encoder, attributions)
            for folder in folders for text, attributions in gold_texts(folder) for paragraph in paragraphs(text)
            if len(paragraph.doc) <= LONGEST]


Item = TypeVar("Item", bound=Sized)
More = tuple[Tensor, Tensor, Tensor]     # summands for each token's input, state and cue logits


class Net(nn.Module):
    """Reads a paragraph into cue tags (`cues`), then, for each cue, every token's role (`roles`)."""

    def __init__(self) -> None:
        super().__init__()
        self.token = nn.ModuleDict({name: nn.Embedding(TOKEN_SIZES[name], width)
                                    for name, width in TOKEN_WIDTHS.items()})
        self.children_in = nn.Linear(TOKEN_SIZES["dep"], CHILDREN)
        of_head = sum(TOKEN_WIDTHS[name] for name in ("word", "tag", "dep"))
        self.token_in = nn.Linear(sum(TOKEN_WIDTHS.values()) + CHILDREN + of_head + TENSOR, 2 * ENCODER)
        self.encoder = nn.LSTM(2 * ENCODER, ENCODER, batch_first=True, bidirectional=True)
        self.cue = nn.Linear(4 * ENCODER, 3)
        self.relation = nn.ModuleList(nn.Embedding(size, width)
                                      for size, width in zip(RELATION_SIZES, RELATION_WIDTHS, strict=True))
        self.relation_in = nn.Linear(sum(RELATION_WIDTHS), 2 * ROLE)
        self.state_in = nn.Linear(2 * ENCODER, 2 * ROLE)
        self.cue_in = nn.Linear(2 * ENCODER, 2 * ROLE)
        self.gate_state = nn.Linear(2 * ENCODER, ROLE)
        self.gate_cue = nn.Linear(2 * ENCODER, ROLE)
        self.role_in = nn.Linear(3 * ROLE, 2 * ROLE)
        self.role_lstm = nn.LSTM(2 * ROLE, ROLE, batch_first=True, bidirectional=True)
        self.role = nn.Linear(4 * ROLE, 3)
        self.dropout = nn.Dropout(DROPOUT)

    def cues(self, batch: Batch, more: More | None = None) -> tuple[Tensor, Tensor]:
        """States [segments, tokens, 2 x ENCODER] and logits of the cue tags; `more` is what another reader adds."""
        column = {name: torch.from_numpy(values.astype(np.int64)) for name, values in batch.columns.items()}
        if self.training:
            column["word"] = column["word"] * (torch.rand(column["word"].shape) > WORD_DROPOUT)
        embedded = {name: self.token[name](column[name]) for name in TOKEN_WIDTHS}
        head = column["head"][:, :, None]
        heads = [torch.gather(embedded[name], 1, head.expand(-1, -1, embedded[name].shape[2]))
                 for name in ("word", "tag", "dep")]
        joined = torch.cat([*embedded.values(), self.children_in(torch.from_numpy(batch.children)), *heads,
                            torch.from_numpy(batch.tensor)], -1)
        summed = self.token_in(joined)
        inputs = self.dropout(torch.relu(summed + more[0] if more else summed))
        states = self.dropout(_run(self.encoder, inputs, batch.lengths))
        tags = self.cue(torch.cat([states, inputs], -1))
        return (states + more[1], tags + more[2]) if more else (states, tags)

    def roles(self, states: Tensor, cue: Tensor, relations: Tensor, lengths: np.ndarray) -> Tensor:
        """Logits of the roles; `states` are the cue's segment's, `cue` [cues, tokens] sums to one over its tokens."""
        at_cue = (states * cue[:, :, None]).sum(1)
        related = torch.cat([embedding(relations[:, :, i]) for i, embedding in enumerate(self.relation)], -1)
        mixed = torch.relu(self.relation_in(related) + self.state_in(states) + self.cue_in(at_cue)[:, None])
        gated = self.gate_state(states) * self.gate_cue(at_cue)[:, None]
        inputs = self.dropout(torch.relu(self.role_in(torch.cat([mixed, gated], -1))))
        return self.role(torch.cat([self.dropout(_run(self.role_lstm, inputs, lengths)), inputs], -1))


def _run(lstm: nn.LSTM, inputs: Tensor, lengths: np.ndarray) -> Tensor:
    packed = pack_padded_sequence(inputs, torch.from_numpy(lengths.astype(np.int64)), batch_first=True,
                                  enforce_sorted=False)
    return pad_packed_sequence(lstm(packed)[0], batch_first=True, total_length=inputs.shape[1])[0]


def batches(data: Sequence[Item], chance: random.Random, size: int = BATCH) -> list[list[Item]]:
    """The examples shuffled, then sorted by length within each thousand, so that little is padding."""
    order = list(data)
    chance.shuffle(order)
    out: list[list[Item]] = []
    for start in range(0, len(order), 1_000):
        batch: list[Item] = []
        for example in sorted(order[start:start + 1_000], key=len):
            if batch and len(example) * (len(batch) + 1) > size:
                out.append(batch)
                batch = []
            batch.append(example)
        out.append(batch)
    chance.shuffle(out)
    return out


def padded(labels: Sequence[np.ndarray], longest: int, filler: int = UNSURE) -> Tensor:
    """Rows of whole numbers as one tensor."""
    out = np.full((len(labels), longest), filler, np.int64)
    for row, values in enumerate(labels):
        out[row, :len(values)] = values
    return torch.from_numpy(out)


def loss_of(net: Net, group: Sequence[Example], more: More | None = None) -> Tensor:
    """Cross-entropy of the cue tags and, given the right cues, of the roles."""
    batch = collate([example.tokens for example in group])
    longest = batch.children.shape[1]
    states, tags = net.cues(batch, more)
    loss = CUE_WEIGHT * functional.cross_entropy(
        tags.transpose(1, 2), padded([example.tags for example in group], longest), ignore_index=UNSURE)
    rows = np.array([row for row, example in enumerate(group) for _ in example.cues], np.intp)
    if len(rows):
        cue = np.zeros((len(rows), longest), bool)
        for row, tokens in enumerate(tokens for example in group for tokens in example.cues):
            cue[row, tokens] = True
        column = {name: values[rows] for name, values in batch.columns.items()}
        relations = torch.from_numpy(relate(column, cue).astype(np.int64))
        weights = torch.from_numpy((cue / cue.sum(1, keepdims=True)).astype(np.float32))
        logits = net.roles(states[torch.from_numpy(rows)], weights, relations, batch.lengths[rows])
        loss = loss + functional.cross_entropy(
            logits.transpose(1, 2), padded([role for example in group for role in example.roles], longest),
            ignore_index=UNSURE)
    return loss


def train(gold: Sequence[Example], more: Sequence[Example], seed: int, log: Callable[[str], None]) -> Net:
    """One net; `more` (labelled by machine) is mixed into all epochs but the last."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    net = Net()
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.01)
    plan = [[*gold, *more]] * (EPOCHS - 1) + [list(gold)]
    total = sum(len(batches(data, random.Random(seed))) for data in plan)
    step, began = 0, time.monotonic()
    net.train()
    for epoch, data in enumerate(plan, 1):
        summed, groups = 0.0, batches(data, chance)
        for group in groups:
            for settings in optimizer.param_groups:
                settings["lr"] = RATE * min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / total)
            loss = loss_of(net, group)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            optimizer.zero_grad()
            summed += float(loss.detach())
            step += 1
        log(f"seed {seed} epoch {epoch}: loss {summed / len(groups):.4f}, {time.monotonic() - began:.0f} s")
    return net.eval()


def save(nets: Sequence[Net], out: Path, parser: str) -> None:
    """The nets' weights as half-precision arrays [net, ...], with the fingerprint of the parser they are tied to."""
    state = [net.state_dict() for net in nets]
    arrays = {name: np.stack([one[name].numpy() for one in state]).astype(np.float16) for name in state[0]}
    out.parent.mkdir(parents=True, exist_ok=True)
    arrays["parser"] = np.array(parser)
    np.savez_compressed(out, allow_pickle=False, **arrays)


def texts(path: Path) -> Iterator[str]:
    """The texts of a file or of every .txt file under a folder."""
    for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
        yield file.read_text(encoding="utf-8", errors="replace")


def by_machine(nets: Sequence[Net], unlabelled: Sequence[Tokens]) -> list[Example]:
    """The paragraphs, labelled by the nets together; what they are unsure of is passed over by the loss."""
    out = []
    with torch.no_grad():
        for tokens in unlabelled:
            batch = collate([tokens])
            read = [net.cues(batch) for net in nets]
            tags = np.mean([logits.softmax(-1)[0].numpy() for _, logits in read], 0)
            inside = 1 - tags[:, 0]
            example = Example(tokens, np.where((inside > UNSURE_CUE) & (inside <= ACCEPT), UNSURE, OUTSIDE))
            for start, end, _ in grown(tags):
                cue = np.zeros((1, len(tokens)), bool)
                cue[0, start:end] = True
                relations = torch.from_numpy(relate(batch.columns, cue).astype(np.int64))
                weights = torch.from_numpy((cue / (end - start)).astype(np.float32))
                roles = np.mean([net.roles(states, weights, relations, batch.lengths).softmax(-1)[0].numpy()
                                 for net, (states, _) in zip(nets, read, strict=True)], 0)
                example.tags[start:end] = 2
                example.tags[start] = 1
                role = np.where(roles.max(1) < SURE_ROLE, UNSURE, roles.argmax(1))
                role[start:end] = OUTSIDE
                example.cues.append(np.arange(start, end))
                example.roles.append(role)
            out.append(example)
    return out


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the head of the module."""
    parser = argparse.ArgumentParser(prog="python -m loaders.train", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", nargs="+", type=Path, required=True, metavar="DIR", help="annotated news")
    parser.add_argument("--unlabelled", type=Path, metavar="PATH", help="more news, without annotation")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write the weights")
    parser.add_argument("--seeds", type=int, default=2, metavar="N", help="how many nets to average (default: 2)")
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)

    def log(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    encoder = Encoder(pipeline().vocab.strings)
    gold = examples(given.gold, encoder)
    if not any(example.cues for example in gold):
        sys.exit(f"no annotated text in {', '.join(map(str, given.gold))}")
    log(f"{len(gold)} paragraphs, {sum(len(example.cues) for example in gold)} attributions")
    nets = [train(gold, [], seed, log) for seed in range(given.seeds)]
    if given.unlabelled:
        unlabelled = [encoder.encode(paragraph.doc) for text in texts(given.unlabelled)
                      for paragraph in paragraphs(text) if 3 < len(paragraph.doc) <= LONGEST]
        more = by_machine(nets, unlabelled)
        log(f"{len(more)} more paragraphs, {sum(len(example.cues) for example in more)} attributions by machine")
        nets = [train(gold, more, seed, log) for seed in range(given.seeds)]
    save(nets, given.out, fingerprint(pipeline()))
    log(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
