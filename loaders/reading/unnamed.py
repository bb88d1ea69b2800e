"""Who speaks without a name: "a senior official", "two diplomats briefed on the talks", "a banker"."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.noun_phrases import SINGLE, describe
from loaders.reading.parse import Paragraph
from loaders.reading.words import words
from schema import DATA, Entity, slug

COUNTED = SINGLE | {"several"}
RANKS = {"backbench", "former", "leading", "local", "moderate", "prominent", "senior", "top", "veteran"}


def unnamed(actors: Actors, paragraph: Paragraph, first: int, last: int) -> str:
    """An individual whom the text describes but does not name; `first`..`last` tokens describe it."""
    text = describe(paragraph, first, last) or paragraph.doc[first:last].text.strip() or "unnamed source"
    node = f"{DATA}unnamedsource:{actors.local}:{slug(text)[:40]}-{paragraph.index}-{first}"
    if node not in actors.entities:
        actors.entities[node] = Entity(node, "UnnamedSource", {"name": text})
        _belongs(actors, node, paragraph, paragraph.doc[first:last])
    return node


def somebody(token: Token, lemma: str) -> bool:
    """ "A banker ... said", "two fighters said": who speaks without a name, whatever the noun."""
    return _counted_speaker(token) and lemma not in words("nouns", "things") | words("nouns", "body") and (
        token.tag_ in ("NN", "NNS"))


def _counted_speaker(token: Token) -> bool:
    speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in words("cues", "levels")
    return speaks and any(c.lower_ in COUNTED or c.dep_ == "nummod" for c in token.children)


def one_of_many(token: Token) -> bool:
    """ "A senior Conservative said", "two Republicans said": one or some of them whom nobody names, not the party."""
    ranked = any(c.dep_ == "amod" and c.lower_ in RANKS for c in token.children)
    return _counted_speaker(token) and token.pos_ == "PROPN" and (
        ranked or token.ent_type_ == "NORP" or gazetteer.demonym(token.text) is not None)


def _belongs(actors: Actors, node: str, paragraph: Paragraph, tokens: Tokens) -> None:
    """What is said of an unnamed source: the state or body that it belongs to."""
    found = actors.backing.setdefault(node, [])
    for token in tokens:
        name = gazetteer.demonym(token.text) or gazetteer.state(token.text)
        owner = actors.owner(paragraph, token)
        if name and token.dep_ in ("amod", "compound", "nmod", "conj"):
            found.append(("MEMBER_OF", actors.names.add("State", name).uri))
        elif (
            owner
            and actors.cls(owner) in ("Organization", "State")
            and ("MEMBER_OF", owner) not in found
            and token.dep_ in ("compound", "pobj", "poss", "nmod")
        ):
            found.append(("MEMBER_OF", owner))
