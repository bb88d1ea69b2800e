"""The parties of "the two sides", "both governments", "the three countries": who was named together before."""

from __future__ import annotations

import re

from spacy.tokens import Token

from loaders.reading.actors import HAS_MEMBER, Actors
from loaders.reading.noun_phrases import conjoined

BACKGROUND = {"outlet", "agency", "platform", "government", "ministry", "embassy", "court", "parliament"}


def sides(actors: Actors, token: Token) -> list[str]:
    """The last that were named together, as one group; of "the three", three."""
    many = 3 if any(c.lower_ == "three" for c in token.children) else 2
    for mention in reversed(actors.memory):
        joint = actors.head(mention)
        if joint.dep_ == "conj":
            continue      # the end of a list, which is looked at from its beginning
        found = actors.together(mention, conjoined(joint) or (_counterparts(joint) if mention.subject else []))
        found = [n for n in found if actors.cls(n) in ("State", "Group", "Organization")]
        if all(actors.entities[n].values.get("kind") == "international" for n in found):
            continue
        if len(found) == 1 and len(actors.members(found[0])) >= many:
            return found
        if len(found) == many:
            return [_joint(actors, found)]
    return _only_two(actors) if many == 2 else []


def _counterparts(subject: Token) -> list[Token]:
    """With whom it is done: the B of "A signed a declaration with B"."""
    verb = subject.head
    places = [verb, *(c for c in verb.children if c.dep_ == "dobj")] if verb.pos_ == "VERB" else []
    behind = [c for here in places for c in here.children if c.lower_ == "with"]
    return [t for c in behind for t in c.children if t.dep_ == "pobj"]


def _only_two(actors: Actors) -> list[str]:
    """The two sides where none were named together: the only two bodies or states that have acted so far."""
    acting = {node for mention in actors.memory for node in mention.uris
              if actors.cls(node) in ("State", "Organization")
              and actors.entities[node].values.get("kind") not in BACKGROUND}
    return [_joint(actors, sorted(acting))] if len(acting) == 2 else []


def _joint(actors: Actors, members: list[str]) -> str:
    """The group that they are together, called by their names."""
    if all(actors.name(node).endswith(" negotiators") for node in members):
        members = [actors.represented(node) for node in members]   # who negotiates for both sides speaks for the sides
    called = sorted(re.sub(r" (delegation|team)$", "", actors.name(node)) for node in members)
    tail = " delegations" if all(actors.name(n).endswith(("delegation", "team")) for n in members) else ""
    return actors.group(" and ".join(called) + tail, ((HAS_MEMBER, member) for member in members))
