"""Which body a common noun stands for: "the Foreign Ministry" of a state, "the company", "the country"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.body_names import body_name
from loaders.reading.parse import Paragraph

FIRMS = {"carrier", "company", "firm", "manufacturer", "operator"}
COUNTRIES = {"country", "nation", "kingdom", "state", "republic"}


def body(actors: Actors, paragraph: Paragraph, token: Token, states: list[str], definite: bool) -> list[str]:
    """A body of the first of `states`, which modify the noun, else the one mentioned before."""
    made = _called(paragraph, token) if states else None
    if made:
        entity = actors.names.add("Organization", made, kind="ministry" if "inist" in made else "government")
        backing = actors.backing.setdefault(entity.uri, [])
        backing.append(("REPRESENTS", actors.names.add("State", states[0]).uri))
        return [entity.uri]
    return _mentioned(actors, paragraph, token) if definite else []


def _called(paragraph: Paragraph, token: Token) -> str | None:
    """The name that the phrase is: "the Sudanese embassy in Cairo"."""
    left = min([c.i for c in token.children if c.dep_ in ("amod", "compound", "poss", "nmod")] or [token.i])
    made = body_name(paragraph.doc[left : token.i + 1].text)
    if made and token.lemma_.lower() in ("embassy", "consulate"):
        seat = next((c for p in token.children if p.lower_ == "in" for c in p.children), None)
        if seat is not None and seat.text[:1].isupper() and " in " not in made:
            return f"{made} in {seat.text}"
    return made


def _mentioned(actors: Actors, paragraph: Paragraph, token: Token) -> list[str]:
    lemma = token.lemma_.lower()
    for mention in actors.recent(actors.memory[-1].sentence if actors.memory else 0, 8):
        if len(mention.uris) > 1:
            continue
        node = mention.uris[0]
        if actors.cls(node) == "Organization" and _goes_by(actors, node, lemma):
            return [node]
        if actors.cls(node) == "State" and lemma in COUNTRIES:
            return [node]
    if lemma in ("kingdom", "republic"):
        named = [name.uri for name in actors.names.found if (name.paragraph, name.first) < (paragraph.index, token.i)]
        return next(([node] for node in reversed(named) if actors.cls(node) == "State"), [])
    return []


def _goes_by(actors: Actors, node: str, lemma: str) -> bool:
    """Whether the noun is in one of the body's names, or says what kind of body it is."""
    values = actors.entities[node].values
    called = " ".join([str(values["name"]), *[str(a) for a in values.get("aliases", [])]])  # type: ignore[union-attr]
    kinds = ("company", "other") if lemma in FIRMS else (lemma,)
    return bool(re.search(rf"\b{re.escape(lemma)}\b", called.lower())) or values.get("kind") in kinds
