"""Who leads whose delegation, and where a delegation takes part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from spacy.tokens import Token

from loaders.reading.actors import HAS_MEMBER
from loaders.reading.encounters import Encounter
from loaders.reading.facts import Facts
from loaders.reading.modality import hedge, weaker
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.words import words
from schema import Claim, Fact


def put_leaders(facts: Facts) -> None:
    """ "delegations, led by X and Y, respectively", "X led the U.S. delegation", "the delegation headed by X"."""
    for paragraph in facts.paragraphs:
        for token in paragraph.doc:
            if token.lemma_.lower() not in ("lead", "head", "chair") or token.pos_ != "VERB":
                continue
            passive = token.tag_ == "VBN" and any(c.dep_ == "agent" for c in token.children)
            if passive:
                led = (
                    token.head
                    if token.dep_ in ("acl", "relcl")
                    else next((c for c in token.children if c.dep_ == "nsubjpass"), None)
                )
                leaders = [t for c in token.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
            else:
                led = next((c for c in token.children if c.dep_ == "dobj"), None)
                leaders = [c for c in token.children if c.dep_ == "nsubj"]
                if leaders and leaders[0].lower_ in ("who", "that"):
                    leaders = [token.head]
            if led is None or not leaders or led.lemma_.lower() not in words("nouns", "collective"):
                continue
            _gapped(facts, paragraph, token)
            groups = [g for g in facts.actors.who(paragraph, led) if facts.actors.cls(g) in ("Group", "Organization")]
            people = [
                n
                for t in [leaders[0], *conjoined(leaders[0])]
                for n in facts.actors.who(paragraph, t, False)
                if facts.actors.cls(n) == "Person"
            ]
            if not groups or not people:
                continue
            claim = facts.claims.at(paragraph, token)
            modality = weaker(
                hedge(token, *facts.claims.within(paragraph, token)).modality,
                facts.claims.effects.get(claim.id) or "asserted",
            )
            if modality != "asserted":
                claim = facts.claims.part(
                    claim, paragraph, led.left_edge.i, token.right_edge.i + 1, modality, claim.act
                )
            # as many leaders as groups: "respectively"
            respective = len(groups) == len(people)
            for group, person in zip(groups, people, strict=True) if respective else product(groups, people):
                facts.edge(group, "LED_BY", person, claim)
                _backed(facts, group, claim)


def _backed(facts: Facts, group: str, claim: Claim) -> None:
    """Whom the group stands for, by the claim that tells of it."""
    for relation, target in facts.actors.backing.get(group, ()):
        if relation != HAS_MEMBER:
            facts.edge(group, relation, target, claim)


def _gapped(facts: Facts, paragraph: Paragraph, led: Token) -> None:
    """ "..., and Y that of Z", "and that of Z by Y": a second delegation told without its verb."""
    doc = paragraph.doc
    for that in led.sent:
        if that.lower_ != "that" or that.i + 1 >= len(doc) or doc[that.i + 1].lower_ != "of":
            continue
        groups = facts.actors.meaning.get((paragraph.index, that.i), ())
        names = [n for n in facts.actors.names.by_paragraph[paragraph.index] if facts.actors.cls(n.uri) == "Person"]
        before = [n for n in names if n.last <= that.i and that.i - n.last < 2]
        after = [n for n in names if n.first > that.i and "by" in {t.lower_ for t in doc[that.i : n.first]}]
        for group in groups:
            for name in before[-1:] or after[:1]:
                claim = facts.claims.at(paragraph, led)
                facts.edge(group, "LED_BY", name.uri, claim)
                _backed(facts, group, claim)


def take_part(facts: Facts, encounters: Sequence[Encounter]) -> None:
    """A delegation whose leader is told takes part where its sender does: "X and Y met. A led X's delegation"."""
    there = {f.object for f in facts.made.values() if f.relation == "PARTICIPANT"}
    for led in [f for f in facts.made.values() if f.relation == "LED_BY" and f.subject not in there]:
        senders = {t for r, t in facts.actors.backing.get(led.subject, ()) if r == "REPRESENTS"}
        for encounter in encounters:
            taking = [
                f
                for f in facts.made.values()
                if f.subject == encounter.uri
                and f.relation == "PARTICIPANT"
                and _stands_for(facts, f.object) & senders
            ]
            if taking:
                for fact in taking:
                    facts.made.setdefault(
                        (encounter.uri, "PARTICIPANT", led.subject, fact.claim),
                        Fact(encounter.uri, "PARTICIPANT", led.subject, fact.claim),
                    )
                break


def _stands_for(facts: Facts, node: str) -> set[str]:
    """The actor with those it represents or is made of."""
    found = {node}
    for _, target in facts.actors.backing.get(node, ()):
        found |= {target, *(t for _, t in facts.actors.backing.get(target, ()))}
    return found
