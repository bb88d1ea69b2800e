"""What the tagger sees: one row of small integers a token, and, for each cue, how every token stands to it in the tree.

`encode` reads a parsed paragraph; `segments` cuts a long one to sizes whose cost is bounded; `relate` works on padded
batches, all cues at once. Training and runtime share this module, so the two can never see different features.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, LOWER, SENT_START, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

# The label sets of the pinned spaCy model, in a fixed order: an index into them is an index into the weights.
_TAGS = """_SP $ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP
    PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``"""
_DEPENDENCIES = """ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj
    csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj
    poss preconj predet prep prt punct quantmod relcl xcomp"""
_ENTITIES = """PERSON ORG GPE NORP DATE CARDINAL TIME MONEY PERCENT FAC LOC EVENT LAW WORK_OF_ART PRODUCT ORDINAL
    LANGUAGE QUANTITY"""
TAGS, DEPENDENCIES, ENTITIES = _TAGS.split(), _DEPENDENCIES.split(), _ENTITIES.split()
WORDS = 8192            # buckets of the hashed lower-case word
TENSOR = 96             # width of `doc.tensor`
MARKS = {'"': 1, "'": 2, "’": 2, "‘": 2, ".": 3, "!": 3, "?": 3, ",": 4, ":": 5, "-": 6, "–": 6, "—": 6, "―": 6,
         "(": 7, ")": 7, "[": 7, "]": 7}
QUOTE = 1               # the mark that opens and closes a quotation

TREE = ("word", "dep", "inside", "head", "sentence", "quotation", "depth")   # what `relate` looks at

# How many values each column of `encode` and of `relate` can take: the sizes of the embeddings.
TOKEN_SIZES = {"word": WORDS, "tag": len(TAGS) + 1, "dep": len(DEPENDENCIES) + 1, "entity": len(ENTITIES) + 1,
               "mark": 8, "inside": 3}
RELATION_SIZES = (8, len(DEPENDENCIES) + 1, len(DEPENDENCIES) + 1, len(DEPENDENCIES) + 1, 8, WORDS, 3, 22, 5, 9, 9)

ALL = (*TOKEN_SIZES, "head", "sentence", "quotation", "depth")

UNRELATED = 7           # "steps up" of a token in another tree, and the cap of a depth
_STEPS = 6              # how far up from the cue the chain of its ancestors is followed
_DISTANCES = np.array([0, 1, 2, 3, 4, 6, 9, 14, 22, 40])
# Labels whose word says what the branch is ("to" Kyiv, "that" it had, "in" a letter); of others the word is not told.
_WORDY = np.zeros(len(DEPENDENCIES) + 1, dtype=bool)
_WORDY[[1 + DEPENDENCIES.index(label) for label in ("prep", "mark", "agent", "dative", "advmod", "aux")]] = True


@dataclass(slots=True)
class Tokens:
    """The features of one paragraph or segment: arrays of one entry a token."""

    word: Ints
    tag: Ints
    dep: Ints
    entity: Ints
    mark: Ints
    inside: Ints          # 0 outside a quotation, 1 in one, 2 a quotation mark
    head: Ints            # index of the head; its own for a root
    sentence: Ints        # number of the sentence
    quotation: Ints       # number of quotation marks up to here
    depth: Ints           # steps to the root
    children: NDArray[np.uint8]   # [n, labels]: which labels its children have
    tensor: Floats                # [n, TENSOR]: spaCy's own vectors

    def __len__(self) -> int:
        return len(self.word)


class _Codes(dict[int, int]):
    """spaCy's string id -> our code, worked out once for each string."""

    def __init__(self, strings: StringStore, code: Callable[[str], int]):
        super().__init__()
        self._strings, self._code = strings, code

    def __missing__(self, key: int) -> int:
        value = self[key] = self._code(self._strings[key] if key else "")
        return value


class Encoder:
    """Turns parsed paragraphs into `Tokens`; remembers codes by string, so keep one for each vocabulary."""

    def __init__(self, strings: StringStore):
        tags, deps, entities = ({label: 1 + i for i, label in enumerate(labels)}
                                for labels in (TAGS, DEPENDENCIES, ENTITIES))
        self._words = _Codes(strings, lambda s: 1 + zlib.crc32(s.encode("utf-8", "surrogatepass")) % (WORDS - 1))
        self._tags = _Codes(strings, lambda s: tags.get(s, 0))
        self._deps = _Codes(strings, lambda s: deps.get(s, 0))
        self._entities = _Codes(strings, lambda s: entities.get(s, 0))
        self._marks = _Codes(strings, lambda s: MARKS.get(s, 0))

    def encode(self, doc: Doc) -> Tokens:
        """The features of a parsed paragraph. `doc.tensor` must be the pinned model's."""
        n = len(doc)
        raw = doc.to_array([LOWER, TAG, DEP, HEAD, ENT_TYPE, SENT_START]).reshape(n, 6)

        def coded(codes: _Codes, column: int) -> Ints:
            return np.fromiter(map(codes.__getitem__, raw[:, column].tolist()), np.int32, n)

        dep, mark = coded(self._deps, 2), coded(self._marks, 0)
        head = (np.arange(n) + raw[:, 3].astype(np.int64)).astype(np.int32)
        quotes = np.cumsum(mark == QUOTE).astype(np.int32)
        children = np.zeros((n, TOKEN_SIZES["dep"]), np.uint8)
        dependent = head != np.arange(n)
        children[head[dependent], dep[dependent]] = 1
        return Tokens(
            word=coded(self._words, 0), tag=coded(self._tags, 1), dep=dep, entity=coded(self._entities, 4), mark=mark,
            inside=np.where(mark == QUOTE, 2, quotes % 2).astype(np.int32), head=head,
            sentence=np.cumsum(raw[:, 5].astype(np.int64) == 1).astype(np.int32), quotation=quotes,
            depth=_depths(head), children=children,
            tensor=np.asarray(doc.tensor, np.float32).reshape(n, -1) if n else np.zeros((0, TENSOR), np.float32))


def _depths(head: Ints) -> Ints:
    """Steps from each token to its root, by pointer doubling: no recursion, however deep the tree."""
    steps = (head != np.arange(len(head))).astype(np.int32)
    pointer = head
    while steps[pointer].any():
        steps = steps + steps[pointer]
        pointer = pointer[pointer]
    return steps


def segments(tokens: Tokens, longest: int) -> Iterator[tuple[int, Tokens]]:
    """(index of the first token, its part of the features), each part at most `longest` tokens, cut at sentences.

    A paragraph is one segment unless it is very long; then the cost of its cues, each of which looks at the whole
    segment, stays linear in the text. A head on the far side of a cut becomes the token itself.
    """
    n = len(tokens)
    if n <= longest:
        if n:
            yield 0, tokens
        return
    starts = np.flatnonzero(np.diff(tokens.sentence)) + 1
    start = 0
    while start < n:
        end = min(n, start + longest)
        if end < n:
            at = np.searchsorted(starts, end, side="right") - 1
            if at >= 0 and starts[at] > start + longest // 4:
                end = int(starts[at])
        part = Tokens(*(getattr(tokens, field.name)[start:end] for field in fields(Tokens)))
        own = np.arange(end - start, dtype=np.int32)
        part.head = np.where((part.head >= start) & (part.head < end), part.head - start, own).astype(np.int32)
        part.depth = _depths(part.head)
        yield start, part
        start = end


@dataclass(slots=True)
class Batch:
    """Segments padded to one length: every array [segments, longest, ...], padding zero, a padded head its own."""

    columns: dict[str, Ints]
    children: Floats
    tensor: Floats
    lengths: Ints


def columns(parts: list[Tokens], names: Sequence[str] = TREE) -> dict[str, Ints]:
    """The named features of the segments, padded to one length."""
    size, longest = len(parts), max(len(part) for part in parts)
    out = {}
    for name in names:
        column = np.zeros((size, longest), np.int32)
        if name == "head":
            column[:] = np.arange(longest)
        for row, part in enumerate(parts):
            column[row, :len(part)] = getattr(part, name)
        out[name] = column
    return out


def collate(parts: list[Tokens]) -> Batch:
    """The segments as one padded batch."""
    size, longest = len(parts), max(len(part) for part in parts)
    children = np.zeros((size, longest, TOKEN_SIZES["dep"]), np.float32)
    tensor = np.zeros((size, longest, TENSOR), np.float32)
    for row, part in enumerate(parts):
        children[row, :len(part)] = part.children
        tensor[row, :len(part)] = part.tensor
    return Batch(columns(parts, ALL), children, tensor, np.array([len(part) for part in parts], np.int32))


def relate(column: Mapping[str, Ints], cue: NDArray[np.bool_]) -> Ints:
    """How each token stands to a cue: [cues, longest, 11], values below `RELATION_SIZES`.

    `column` holds the `TREE` features of each cue's segment, padded, `cue` [cues, longest] which tokens it is. Columns:
    steps up from the cue to the ancestor under which the token hangs, label by which that ancestor was reached, label
    of the branch below it, label of the second step down, depth below the ancestor, word of the branch where its label
    tells little, side, distance, sentences apart, inside a quotation (both), quotations apart.
    """
    head, dep = column["head"], column["dep"]
    cues, length = cue.shape
    own = np.broadcast_to(np.arange(length, dtype=np.int32), (cues, length))
    every = np.arange(cues)

    root = (cue & (~_at(cue, head) | (head == own))).argmax(1)
    steps, reached = _ancestors(head, dep, root)
    steps[cue], reached[cue] = 0, 0

    chain = steps < UNRELATED
    anchor = _follow(np.where(chain, own, head))
    under = chain | _at(chain, head) | (head == own)
    branch = _follow(np.where(under, own, head))
    second = _follow(np.where(under | _at(under, head), own, head))
    related = _at(chain, anchor)
    below = related & ~chain
    depth = np.minimum(column["depth"] - _at(column["depth"], anchor), UNRELATED)
    branch_dep = _at(dep, branch)

    middle = root[:, None]
    sides = np.where(own < middle, 1, np.where(own > middle, 2, 0))
    distance = own - middle
    inside, apart = column["inside"], column["quotation"]
    out = np.empty((cues, length, len(RELATION_SIZES)), np.int32)
    out[:, :, 0] = np.where(related, _at(steps, anchor), UNRELATED)
    out[:, :, 1] = np.where(related, _at(reached, anchor), 0)
    out[:, :, 2] = np.where(below, branch_dep, 0)
    out[:, :, 3] = np.where(below & (depth > 1), _at(dep, second), 0)
    out[:, :, 4] = np.where(below, depth, 0)
    out[:, :, 5] = np.where(below & _WORDY[branch_dep], _at(column["word"], branch), 0)
    out[:, :, 6] = np.where(related, _at(sides, branch), 0)
    out[:, :, 7] = np.searchsorted(_DISTANCES, np.abs(distance), side="right") - 1 + np.where(distance > 0, 11, 0)
    out[:, :, 8] = np.clip(column["sentence"] - column["sentence"][every, root][:, None], -2, 2) + 2
    out[:, :, 9] = inside * 3 + inside[every, root][:, None]
    out[:, :, 10] = np.clip(apart - apart[every, root][:, None], -4, 4) + 4
    return out


def _ancestors(head: Ints, dep: Ints, root: NDArray[np.intp]) -> tuple[Ints, Ints]:
    """For the tokens on the way up from each root: the number of steps and the label by which they were reached."""
    every = np.arange(len(root))
    steps, reached = np.full(head.shape, UNRELATED, np.int32), np.zeros(head.shape, np.int32)
    at: NDArray = root
    steps[every, at] = 0
    for step in range(1, _STEPS + 1):
        above = head[every, at]
        moved = above != at
        steps[every[moved], above[moved]] = step
        reached[every[moved], above[moved]] = dep[every[moved], at[moved]]
        at = above
    return steps, reached


def _at(values: NDArray, where: NDArray) -> NDArray:
    return np.take_along_axis(values, where, 1)


def _follow(pointer: NDArray) -> NDArray:
    """Where a chain of pointers ends, by doubling."""
    while True:
        further = _at(pointer, pointer)
        if np.array_equal(further, pointer):
            return pointer
        pointer = further
