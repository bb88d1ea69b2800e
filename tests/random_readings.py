"""Readings made by chance: every kind of claim, edge and gap that the vocabulary allows, however unlikely in a text."""

from __future__ import annotations

from random import Random
from typing import Any

from schema import VOCABULARY, Claim, Document, Entity, Fact, Reading, Run, Span, uri

MODALITIES = ["asserted"] * 4 + ["expected", "planned", "possible", "conditional", "denied"]
ACTS = ["say", "deny", "support", "oppose", "demand", "drop", "include", "agree", "want", "meet", "cancel", "propose"]
TIMES = [None, "2031-01-01", "2031-01-02", "2031-01-01/2031-01-03", "2031-01?"]
CAST: list[tuple[str, str, dict[str, Any]]] = [
    ("Person", "Ann", {}), ("Person", "Bob", {"aliases": ["B"]}), ("State", "Ost", {}), ("Group", "Ost delegation", {}),
    ("Organization", "Gazette", {"kind": "outlet"}), ("Organization", "Wire", {"kind": "agency"}),
    ("Organization", "Guild", {"kind": "union"}), ("Role", "minister", {}), ("Role", "envoy", {}),
    ("Place", "Rome", {}),
    ("Meeting", "talks", {"kind": "talks", "time": "2031-01-05"}), ("Meeting", "visit", {"kind": "visit"}),
    ("Meeting", "second visit", {"kind": "visit", "time": "2031-01?"}), ("Proposal", "plan", {}),
    ("Proposal", "counterplan", {}), ("Proposal", "second plan", {}), ("PlanPoint", "first point", {}),
    ("PlanPoint", "second point", {}), ("PlanPoint", "third point", {}), ("Deadline", "2031-02-01", {})]
KEY = {"Role": "title", "Meeting": "title", "Proposal": "title", "PlanPoint": "text", "Deadline": "time"}


def random_readings(seed: int, documents: int = 3, claims: int = 25) -> list[Reading]:
    """The same readings for the same seed."""
    chance = Random(seed)
    return [_reading(chance, number, claims) for number in range(documents)]


def _reading(chance: Random, number: int, claims: int) -> Reading:
    text = " ".join(chance.choice("abcdefgh") for _ in range(400)) + f"\n{number}"
    reading = Reading(Document(f"paper-{number}", text, published=chance.choice([None, "2031-01-01", "2031-01-02"]),
                               publisher=chance.choice([None, "Gazette", "Wire"])), Run("by chance", "1", "none"))
    for cls, name, values in CAST:
        reading.entities.append(Entity(uri(cls.lower(), name), cls, {KEY.get(cls, "name"): name, **values}))
    nobody = reading.document.uri.replace("document", "unnamedsource")
    reading.entities.append(Entity(nobody, "UnnamedSource", {"name": "officials"}))

    def of(*classes: str) -> list[str]:
        return [one.uri for one in reading.entities if set(VOCABULARY.labels(one.cls)) & set(classes)]

    subjects = VOCABULARY.relations["ABOUT"]["to"]
    made = [name for name, spec in VOCABULARY.relations.items() if spec["made"] == "claim" and of(*spec["to"])]
    for place in range(claims):
        start = chance.randrange(700)
        before = [f"c{one}" for one in range(place)]
        reading.claims.append(Claim(
            f"c{place}", chance.choice(VOCABULARY.classes["Claim"]["kinds"]),
            chance.choice(["some words here", "some words", "other words", "it", "more"]), chance.choice(MODALITIES),
            chance.choice(ACTS), chance.choice(["for", "against", "neutral"]), chance.choice(TIMES),
            chance.choice([None, None, "some words"]), content_spans=[Span(start, start + chance.randrange(1, 60))],
            speaker=chance.sample(of("Actor"), chance.choice([1, 1, 2])),
            addressee=chance.sample(of("Actor"), chance.choice([0, 0, 1])),
            about=chance.sample(of(*subjects), chance.choice([0, 1, 1, 2])),
            via=[chance.choice(before)] if before and chance.random() < .4 else [],
            contradicts=[chance.choice(before)] if before and chance.random() < .1 else [],
            venue=chance.choice([None, None, *of("Meeting", "Place")])))
        for _ in range(chance.choice([0, 1, 2])):
            relation = chance.choice(made)
            one = chance.choice(of(*VOCABULARY.relations[relation]["from"]))
            other = chance.choice(of(*VOCABULARY.relations[relation]["to"]))
            if one != other:
                reading.facts.append(Fact(one, relation, other, f"c{place}"))
    return reading
