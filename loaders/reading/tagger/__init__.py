"""The trained claim tagger: the default way in which claims are found. The model card stands beside the weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from loaders import READERS
from loaders.problem import ReaderMissing
from loaders.reading.draft import Draft
from loaders.reading.parse import Paragraph, pipeline
from loaders.reading.tagger.decode import claims
from loaders.reading.tagger.features import Encoder, Floats, Tokens, segments
from loaders.reading.tagger.net import Found, Nets
from loaders.reading.tagger.ordinary import soberly
from loaders.reading.tagger.pieces import NETS, WordModel

WEIGHTS = Path(__file__).parent / "weights" / "tagger.npz"
ACCURATE = WEIGHTS.parent / "accurate"
LONGEST = 400      # tokens read at once; of PolNeAR's paragraphs, one in a thousand is longer


class WrongParser(RuntimeError):
    """The tagger's weights were trained on the vectors of another parser, and would read noise in this one's."""


def fingerprint(parser: Language) -> str:
    """The digest of the weights behind the parser's `doc.tensor`."""
    digest = hashlib.sha256()
    model: Model = parser.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    for node in model.walk():
        for name in sorted(node.param_names):
            if node.has_param(name):
                digest.update(np.ascontiguousarray(node.get_param(name)).tobytes())
    return digest.hexdigest()


def check(reader: str) -> None:
    """Raises ReaderMissing when the reader cannot read here, without loading it."""
    if reader not in READERS:
        raise ReaderMissing(f"no reader is called {reader}; there are {' and '.join(READERS)}")
    if reader == "accurate" and find_spec("onnxruntime") is None:
        raise ReaderMissing("the accurate reader is an extra: pip install 'communique[accurate]'")


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    return Encoder(pipeline().vocab.strings)


@lru_cache
def _nets(reader: str) -> Nets:
    check(reader)
    path = WEIGHTS if reader == "default" else ACCURATE / NETS
    nets = Nets(path)
    if fingerprint(pipeline()) != nets.parser:
        raise WrongParser(f"{path.name} was trained with another parser than {pipeline().meta['name']}; "
                          "install the pinned one, or train again (python -m loaders.train)")
    return nets


@lru_cache(maxsize=1)
def _model() -> WordModel:
    return WordModel(ACCURATE)


def tag(paragraphs: Sequence[Paragraph], reader: str = "default") -> list[list[Draft]]:
    """The claims of each paragraph, as the nets of the reader (one of READERS) see them.

    Raises WrongParser when the paragraphs come from another parser than the weights are tied to, ReaderMissing when the
    reader's extra is not installed.
    """
    nets, encoder = _nets(reader), _encoder()
    parts: list[Tokens] = []
    places: list[tuple[int, int]] = []
    for number, paragraph in enumerate(paragraphs):
        for first, part in segments(encoder.encode(paragraph.doc), LONGEST):
            parts.append(part)
            places.append((number, first))

    def added(chosen: Sequence[int]) -> list[Floats]:
        return _model().added([_words(paragraphs[places[i][0]].doc, places[i][1], len(parts[i])) for i in chosen])

    found: list[list[tuple[int, Found]]] = [[] for _ in paragraphs]
    for (number, first), cues in zip(places, nets.read(parts, added if reader == "accurate" else None), strict=True):
        found[number] += [(first, cue) for cue in cues]
    return soberly(paragraphs, [claims(cues) for cues in found])


def _words(doc: Doc, first: int, size: int) -> list[str]:
    return [token.text for token in doc[first:first + size]]
