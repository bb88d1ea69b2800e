"""Who each noun phrase stands for: names, "the president", "the two sides", "he", "two diplomats briefed on the talks".

Resolved in reading order against what was mentioned before. What cannot be told stays unresolved: a wrong speaker is
worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from spacy.tokens import Token

from loaders.reading.actors import Actors, Mention
from loaders.reading.common_nouns import common_noun
from loaders.reading.noun_phrases import acts, conjoined, edges
from loaders.reading.parse import Paragraph
from loaders.reading.pronouns import HE, IT, SHE, THEY, pronoun
from loaders.reading.registry import Names
from loaders.reading.roles import Office
from loaders.reading.senders import that_of
from loaders.reading.tidy import dateline
from loaders.reading.unnamed import one_of_many, unnamed

NOUNS = ("NOUN", "PROPN")
MODIFIERS = ("compound", "amod", "nmod")


def actors_of(paragraphs: Sequence[Paragraph], names: Names, offices: list[Office], local: str) -> Actors:
    """Resolve every noun phrase of the document, in order; `local` is the document's slug."""
    actors = Actors(paragraphs, names, offices, local)
    sentence = 0
    for paragraph in paragraphs:
        opening = dateline(paragraph.doc) if paragraph.index < 3 else 0
        for sent in paragraph.doc.sents:
            sentence += 1
            for token in sent[max(0, opening - sent.start) :]:
                _visit(actors, paragraph, token, sentence)
    return actors


def _visit(actors: Actors, paragraph: Paragraph, token: Token, sentence: int) -> None:
    """What the token means, kept; and who is mentioned by it."""
    key = (paragraph.index, token.i)
    if key in actors.meaning:
        return
    uris = [node for node in _meant(actors, paragraph, token, sentence) if node in actors.entities]
    if not uris:
        return
    actors.meaning[key] = tuple(uris)
    acting = tuple(node for node in uris if actors.cls(node) != "Place")
    # of a relative pronoun, the antecedent is remembered already
    if acting and token.dep_ not in MODIFIERS and token.tag_ not in ("WP", "WDT"):
        plural = token.tag_ in ("NNS", "NNPS") or len(acting) > 1 or token.lower_ in THEY
        plural = plural or any(child.dep_ == "conj" for child in token.children)
        subject = token.dep_ in ("nsubj", "nsubjpass")
        actors.memory.append(Mention(paragraph.index, token.i, sentence, acting, subject, plural))


def _meant(actors: Actors, paragraph: Paragraph, token: Token, sentence: int) -> list[str]:
    owner = actors.owner(paragraph, token)
    if token.lower_ == "that" and token.i + 1 < len(paragraph.doc) and token.nbor(1).lower_ == "of":
        return that_of(actors, paragraph, token, partial(_ahead, actors))
    if owner and token.pos_ not in (*NOUNS, "ADJ", "NUM", "PRON"):
        return [owner]
    if token.pos_ == "PRON" or (token.dep_ == "poss" and token.lower_ in HE | SHE | THEY | IT):
        return pronoun(actors, token, sentence)
    heads = token.pos_ in ("ADJ", "NUM") and token.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass", "conj")
    if token.pos_ not in NOUNS and not heads:
        return []
    if owner and one_of_many(token):
        return [unnamed(actors, paragraph, *edges(token))]
    if owner:
        return _named(actors, paragraph, token, owner)
    if token.dep_ not in MODIFIERS or any(c.dep_ == "appos" for c in token.children):
        return common_noun(actors, paragraph, token, sentence, partial(_ahead, actors))
    return []


def _named(actors: Actors, paragraph: Paragraph, token: Token, owner: str) -> list[str]:
    """Whom a name stands for, told once, by its head; a capital that acts stands for its state."""
    following = token.nbor(1) if token.i + 1 < len(paragraph.doc) else None
    same = following is not None and actors.owner(paragraph, following) == owner
    if same and token.dep_ in MODIFIERS:
        return []
    capital = actors.names.capitals.get((paragraph.index, token.i))
    return [capital] if capital and actors.cls(owner) == "Place" and acts(token) else [owner]


def _ahead(actors: Actors, paragraph: Paragraph, head: Token) -> list[str]:
    """The actors of a phrase that the walk has perhaps not come to yet."""
    sentence = actors.memory[-1].sentence if actors.memory else 0
    found: list[str] = []
    for part in [head, *conjoined(head)]:
        _visit(actors, paragraph, part, sentence)
        found += actors.who(paragraph, part, False)
    return found
