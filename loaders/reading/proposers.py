"""Who is behind a proposal: "the U.S.'s proposal", "a plan backed by X", "X pitched a plan"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.clauses import subjects
from loaders.reading.noun_phrases import INDEFINITE
from loaders.reading.parse import Paragraph
from loaders.reading.words import words
from schema import DATA, slug

PROPOSING = words("terms", "proposing")
BACKING = words("terms", "backing")


def proposers_of(paragraph: Paragraph, token: Token, modifiers: list[Token], actors: Actors) -> list[str]:
    """Who is behind it: "the U.S.'s proposal", "a plan backed by X", "X pitched a plan", "a proposal from X"."""
    found: list[str] = []

    def add(nodes: Sequence[str]) -> None:
        found.extend(n for n in nodes if n not in found and actors.cls(n) != "Place")

    for modifier in modifiers:
        state = gazetteer.demonym(modifier.text) or gazetteer.state(modifier.text)
        if modifier.dep_ == "poss" or (modifier.dep_ == "conj" and modifier.head.dep_ == "poss"):
            if not (modifier.pos_ == "PRON" and token.dep_ == "dobj" and token.head.lemma_.lower() in PROPOSING):
                add(actors.meaning.get((paragraph.index, modifier.i), ()))
        elif state and not any(c.dep_ == "prep" and c.lower_ == "with" for c in token.children):
            add([actors.names.add("State", state).uri])
        elif modifier.dep_ in ("compound", "nmod"):
            node = actors.owner(paragraph, modifier)
            if node and actors.cls(node) in ("Person", "Organization"):
                add([node])
        for part in modifier.text.split("-")[:-1]:  # "U.S.-backed", "Saudi-drafted"
            name = gazetteer.demonym(part) or gazetteer.state(part)
            if name:
                add([actors.names.add("State", name).uri])
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in BACKING:
            for agent in (c for c in child.children if c.dep_ == "agent"):
                for target in agent.children:
                    add(actors.who(paragraph, target))
        elif (child.dep_ == "prep" and child.lower_ in ("by", "from")) or child.dep_ == "agent":
            for target in child.children:
                add(actors.who(paragraph, target))
        elif child.dep_ == "relcl" and child.lemma_.lower() in PROPOSING | BACKING:
            add(
                [
                    n
                    for c in child.children
                    if c.dep_ in ("nsubj",) and c.tag_ not in ("WDT", "WP")
                    for n in actors.who(paragraph, c)
                ]
            )
    verb = token.head
    if (
        token.dep_ == "pobj"
        and token.head.lower_ in ("on", "forward", "up", "out")
        and token.head.head.lemma_.lower() in ("work",)
    ):
        verb = token.head.head if token.head.head.pos_ == "VERB" else token.head.head.head
        if any(c.lower_ in INDEFINITE for c in token.children):
            add(subjects(paragraph, verb, actors))
    elif (
        token.dep_ == "dobj"
        and verb.lemma_.lower() in PROPOSING
        and (
            verb.lemma_.lower() not in ("make", "put", "send")
            or token.lemma_.lower() in ("proposal", "offer", "plan", "counterproposal")
        )
    ):
        add(subjects(paragraph, verb, actors))
    elif token.dep_ == "nsubjpass" and verb.lemma_.lower() in PROPOSING | BACKING:
        for agent in (c for c in verb.children if c.dep_ == "agent"):
            for target in agent.children:
                add(actors.who(paragraph, target))
    return _states_of_sides(found, actors)


def _states_of_sides(nodes: list[str], actors: Actors) -> list[str]:
    """A group of both delegations proposes for the states behind it."""
    out: list[str] = []
    for node in nodes:
        parts = actors.members(node) or [node]
        for part in parts:
            stands = [t for r, t in actors.backing.get(part, ()) if r == "REPRESENTS"]
            out += [n for n in (stands or [part]) if n not in out]
    return out


def shared(one: list[str], other: list[str], actors: Actors) -> bool:
    def wide(nodes: list[str]) -> set[str]:
        found = set(nodes)
        for node in nodes:
            entity = actors.entities[node]
            stands = entity.values.get("represents")
            if stands:
                found.add(f"{DATA}state:{slug(str(stands))}")
            found |= {t for r, t in actors.backing.get(node, ())}
            if entity.cls == "Person":
                role = gazetteer.role_of(str(entity.values["name"]), None)
                if role:
                    found.add(f"{DATA}state:{slug(role.org)}")
        return found

    return bool(wide(one) & wide(other))


def most_specific(proposers: list[str], actors: Actors) -> list[str]:
    """Where a body of a state is named, the state itself is but a shorter word for it."""
    covered = set()
    for node in proposers:
        stands = actors.entities[node].values.get("represents")
        if stands:
            covered.add(f"{DATA}state:{slug(str(stands))}")
    return [node for node in proposers if node not in covered]
