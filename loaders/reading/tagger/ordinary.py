"""Ordinary prose: a text in which hardly anybody says, thinks or wants anything.

To nets that were trained on news, a penalty that is conceded, a gauge that tells and a guest who claims the last chair
are speakers. What such a text does report has a person or a body that speaks, and words of theirs that are a clause;
texts that report have one for every fourth sentence or so, and lose nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from loaders.reading.draft import FINITE_TAGS, Draft
from loaders.reading.parse import Paragraph
from loaders.reading.words import words

_SENTENCES = 12    # what is shorter tells too little of its kind
_RARE = 0.05       # plain attributions a sentence; news that we measured has .05 to .6, ordinary prose up to .04
_SURE = 0.8
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_PERSONAL = frozenset(("i", "we", "he", "she", "they", "who"))
_PEOPLE = frozenset().union(words("cues", "holders"), words("cues", "sources"), words("nouns", "titles"),
                            words("nouns", "collective"), words("nouns", "unnamed"))


def soberly(paragraphs: Sequence[Paragraph], tagged: list[list[Draft]]) -> list[list[Draft]]:
    """The drafts of each paragraph; of ordinary prose, only the plain ones."""
    plain = [[draft for draft in drafts if _plain(paragraph.doc, draft)]
             for paragraph, drafts in zip(paragraphs, tagged, strict=True)]
    found, sentences = sum(map(len, plain)), sum(1 for paragraph in paragraphs for _ in paragraph.doc.sents)
    return plain if sentences >= _SENTENCES and found < _RARE * sentences else tagged


def _plain(doc: Doc, draft: Draft) -> bool:
    """A person or a body is sure to say, think or want something that is a clause or a quotation."""
    return (draft.confidence >= _SURE
            and any(_speaks(doc[start:end].root) for start, end in draft.speaker)
            and any(_says(token) for start, end in draft.content for token in doc[start:end]))


def _speaks(noun: Token) -> bool:
    return noun.ent_type_ in _SPEAKING or noun.lower_ in _PERSONAL or noun.lemma_.lower() in _PEOPLE


def _says(token: Token) -> bool:
    return (token.text == '"' or token.tag_ in FINITE_TAGS
            or (token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.lefts)))
