"""The trained claim tagger: the default way in which claims are found. The model card stands beside the weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.language import Language
from thinc.api import Model

from loaders.reading.draft import Draft
from loaders.reading.parse import Paragraph, pipeline
from loaders.reading.tagger.decode import claims
from loaders.reading.tagger.features import Encoder, segments
from loaders.reading.tagger.net import Found, Nets
from loaders.reading.tagger.ordinary import soberly

WEIGHTS = Path(__file__).parent / "weights" / "tagger.npz"
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


@lru_cache(maxsize=1)
def _tagger() -> tuple[Encoder, Nets]:
    nets = Nets(WEIGHTS)
    if fingerprint(pipeline()) != nets.parser:
        raise WrongParser(f"{WEIGHTS.name} was trained with another parser than {pipeline().meta['name']}; "
                          "install the pinned one, or train again (python -m loaders.train)")
    return Encoder(pipeline().vocab.strings), nets


def tag(paragraphs: Sequence[Paragraph]) -> list[list[Draft]]:
    """The claims of each paragraph, as the nets see them.

    Raises WrongParser when the paragraphs come from another parser than the weights are tied to.
    """
    encoder, nets = _tagger()
    parts, places = [], []
    for number, paragraph in enumerate(paragraphs):
        for first, part in segments(encoder.encode(paragraph.doc), LONGEST):
            parts.append(part)
            places.append((number, first))
    found: list[list[tuple[int, Found]]] = [[] for _ in paragraphs]
    for (number, first), cues in zip(places, nets.read(parts), strict=True):
        found[number] += [(first, cue) for cue in cues]
    return soberly(paragraphs, [claims(cues) for cues in found])
