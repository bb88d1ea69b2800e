"""Whom a pronoun stands for: "he", "they", "it", and the "who" of a relative clause."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.noun_phrases import conjoined

HE = {"he", "him", "his", "himself"}
SHE = {"she", "her", "hers", "herself"}
THEY = {"they", "them", "their", "theirs", "themselves"}
IT = {"it", "its", "itself"}
PERSON = {"Person", "UnnamedSource"}


def pronoun(actors: Actors, token: Token, sentence: int) -> list[str]:
    """The actors mentioned before that it stands for."""
    word = token.lower_
    if word in HE | SHE:
        return _he_or_she(actors, token, sentence)
    if word in THEY:
        for mention in actors.recent(sentence, 2):
            if mention.plural or actors.cls(mention.uris[0]) in ("Group", "Organization"):
                return actors.together(mention, conjoined(actors.head(mention)))
    elif word in IT:
        for mention in actors.recent(sentence, 1):
            one = len(mention.uris) == 1 and not mention.plural
            if one and actors.cls(mention.uris[0]) in ("Organization", "State"):
                return list(mention.uris)
    elif word in ("who", "which", "that", "whom") and token.head.dep_ == "relcl":
        antecedent = token.head.head
        return next((list(m.uris) for m in actors.mentioned_in(sentence) if m.token == antecedent.i), [])
    return []


def _told_gender(noun: Token) -> str | None:
    """"spokeswoman", "businessman": what the word itself tells."""
    word = noun.lemma_.lower()
    return "she" if word.endswith("woman") else "he" if word.endswith("man") and word != "human" else None


def _he_or_she(actors: Actors, token: Token, sentence: int) -> list[str]:
    kind = "he" if token.lower_ in HE else "she"
    said = next((c for c in token.head.children if c.dep_ == "ccomp" and c.right_edge.i < token.i), None)
    for mention in actors.recent(sentence):
        node = mention.uris[0]
        if said is not None and mention.sentence == sentence and actors.head(mention).doc is token.doc and (
                said.left_edge.i <= mention.token <= said.right_edge.i):
            continue  # "X may call Y, he said": he is neither
        if len(mention.uris) > 1 or mention.plural or actors.cls(node) not in PERSON:
            continue
        if actors.gender.get(node, _told_gender(actors.head(mention)) or kind) == kind:
            # only a subject of a main clause tells reliably whose pronoun it is
            if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                actors.gender[node] = kind
            return [node]
    return []
