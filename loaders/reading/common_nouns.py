"""Whom a common noun stands for: "the president", "the two sides", "the ministry", "the delegation", "the official"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.bodies import body
from loaders.reading.noun_phrases import conjoined, describe, edges, office_words
from loaders.reading.parse import Paragraph
from loaders.reading.roles import Office
from loaders.reading.senders import DELEGATIONS, Ahead, delegation, delegation_before, sent_by
from loaders.reading.sides import sides
from loaders.reading.unnamed import somebody, unnamed
from loaders.reading.words import words

HIGH = {"minister", "president", "premier", "chancellor", "government", "presidency", "ambassador", "king", "emir"}


def common_noun(actors: Actors, paragraph: Paragraph, token: Token, sentence: int, ahead: Ahead) -> list[str]:
    """The actors that the phrase headed by `token` stands for; `ahead` looks up one that stands further on."""
    lemma = token.lemma_.lower()
    if any(c.lower_ in ("no", "neither") for c in token.children):
        return []
    apposed = _apposed(actors, paragraph, token)
    if apposed:
        return [apposed]
    plural = token.tag_ in ("NNS", "NNPS")
    definite = any(c.lower_ in ("the", "this", "that", "both") or c.dep_ == "poss" for c in token.children)
    states = _states(actors, paragraph, token)
    if plural and lemma in words("nouns", "sides") and not states and _all_of_them(token):
        joint = sides(actors, token)
        if joint:
            return joint
    if lemma in words("nouns", "titles") and not plural:
        person = _in_office(actors, paragraph, token, states, definite)
        if person:
            return [person]
        if states and lemma in HIGH and len(states) == 1:
            # "Sudan's foreign minister", never named, speaks for it
            return [actors.names.add("State", states[0]).uri]
    if lemma in words("nouns", "body") and not plural and lemma not in DELEGATIONS:
        return body(actors, paragraph, token, states, definite)
    if (lemma in DELEGATIONS and (lemma != "negotiator" or plural)) or (lemma == "that" and token.tag_ == "DT"):
        sent = [actors.names.add("State", state).uri for state in states] or sent_by(actors, paragraph, token, ahead)
        if sent:
            return list(dict.fromkeys(delegation(actors, token, node) for node in sent))
        if lemma in ("delegation", "team") and not plural and definite:
            if _described(token):
                return [_group(actors, paragraph, token, [])]
            return delegation_before(actors, sentence)
    apart = plural and not (definite and lemma in DELEGATIONS)
    if apart and lemma in words("nouns", "collective") and (states or _region(token)):
        return [_group(actors, paragraph, token, states)]
    if lemma == "executive" and definite and not plural and any(c.dep_ == "poss" for c in token.children):
        return [_group(actors, paragraph, token, states)]      # "the union's executive will meet"
    if lemma in words("nouns", "unnamed"):
        if plural or not definite or _described(token):
            return [unnamed(actors, paragraph, *edges(token))]
        before = _unnamed_before(actors, lemma, sentence)
        if before:
            return before
    if somebody(token, lemma):
        return [unnamed(actors, paragraph, *edges(token))]
    if plural and lemma in words("nouns", "collective"):
        return [_group(actors, paragraph, token, states)]
    return []


def _apposed(actors: Actors, paragraph: Paragraph, token: Token) -> str | None:
    """The name behind an office or a word for a body: "the envoy, X"."""
    lemma = token.lemma_.lower()
    for child in token.children:
        node = actors.owner(paragraph, child) if child.dep_ == "appos" and child.i > token.i else None
        named = node and actors.cls(node) in ("Person", "Organization")
        if named and (lemma in office_words() or lemma in words("nouns", "body") or lemma == "counterpart"):
            return node
    return None


def _all_of_them(token: Token) -> bool:
    """Whether the plural is for all who negotiate: "the two countries", "both unions", "the sides"."""
    these = token.lemma_.lower() in ("side", "party")
    return any(c.lower_ in ("two", "both", "three") or (c.lower_ == "the" and these) for c in token.children)


def _described(token: Token) -> bool:
    return any(c.dep_ in ("amod", "compound", "acl", "relcl", "prep", "poss") for c in token.children)


def _region(token: Token) -> bool:
    return any(c.text[:1].isupper() and c.dep_ in ("amod", "compound") and c.i < token.i for c in token.children)


def _states(actors: Actors, paragraph: Paragraph, token: Token) -> list[str]:
    """States that modify a noun, in order: "the U.S. and Ukrainian delegations"."""
    found: list[str] = []
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i:
            for part in [child, *conjoined(child)]:
                name = gazetteer.demonym(part.text) or gazetteer.state(part.text)
                if not name:
                    owner = actors.owner(paragraph, part)
                    name = actors.name(owner) if owner and actors.cls(owner) == "State" else None
                if name and name not in found:
                    found.append(name)
    return found


def _in_office(actors: Actors, paragraph: Paragraph, token: Token, states: list[str], definite: bool) -> str | None:
    """The last person mentioned who holds the office; `states` must agree where given."""
    if not definite and not token.text[:1].isupper() and token.dep_ not in ("nsubj", "nsubjpass"):
        return None
    lemma = token.lemma_.lower()
    qualified = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod")}
    qualified -= {c.lower_ for c in token.children if gazetteer.demonym(c.text) or gazetteer.state(c.text)}
    held: dict[str, list[Office]] = {}
    for office in actors.offices:
        if (office.paragraph, office.token) < (paragraph.index, token.i):
            held.setdefault(office.person, []).append(office)
    for mention in reversed(actors.memory):
        for node in mention.uris:
            for office in held.get(node, ()):
                known = set(office.title.replace("-", " ").split())
                fits = not states or not office.org or office.org in states
                if lemma in known and not qualified - known and fits:
                    return node
    return None


def _unnamed_before(actors: Actors, lemma: str, sentence: int) -> list[str]:
    """ "The official": the one last spoken of."""
    for mention in actors.recent(sentence, 6):
        name = actors.name(mention.uris[0]).lower()
        if actors.cls(mention.uris[0]) == "UnnamedSource" and re.search(rf"\b{re.escape(lemma)}s?\b", name):
            return list(mention.uris)
    return []


def _group(actors: Actors, paragraph: Paragraph, token: Token, states: list[str]) -> str:
    """A group told by its words, of those states: "European diplomats"."""
    text = describe(paragraph, *edges(token, tail=False))
    return actors.group(text, (("MEMBER_OF", actors.names.add("State", state).uri) for state in states))
