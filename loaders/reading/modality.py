"""How surely something is said: what weakens a predicate or an event between it and the claim's own words.

The scale is the vocabulary's: asserted > expected > planned > possible > conditional; `denied` stands apart. A walk
from
the predicate up its governors collects what weakens it ("could meet", "denied plans to meet", "the possibility of a
visit"). Weaker always wins, so that an unknown construction errs towards the hedge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from loaders.reading.words import table, words

SCALE = ("asserted", "expected", "planned", "possible", "conditional")
COMPLEMENTS = (
    "xcomp", "ccomp", "acl", "pcomp", "csubj", "csubjpass", "dobj", "pobj", "nsubjpass", "attr", "oprd", "acomp",
    "poss", "compound", "conj", "prep", "agent", "appos", "relcl", "nsubj", "dep", "advcl", "npadvmod", "dative",
    "nmod",
)
TRUE = ("accurate", "correct", "true")      # what denies where it is negated
BEING = ("are", "is", "'re", "'s", "am")
SUBJECTS = ("nsubj", "nsubjpass", "attr")
GOVERNORS = ("VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV")
BEFORE = ("ahead", "before", "without", "toward", "towards", "pending")  # what stands behind them has not been
PASSED = ("after", "following", "since")
REACHING = (
    "of", "for", "to", "about", "on", "over", "against",
)  # "the possibility of", "agreed to": the word before governs on


@dataclass(slots=True)
class Hedge:
    """What was found on the way up. `act` is cancel, postpone or continue where a governor says so of an event."""

    modality: str = "asserted"
    act: str | None = None
    condition: Token | None = None

    def weaken(self, effect: str | None) -> None:
        if effect is None:
            return
        if effect == "cancelled":
            self.modality, self.act = "denied", "cancel"
        elif effect == "postponed":
            self.act = self.act or "postpone"
            self.weaken("planned")
        elif effect == "denied":
            # a denial of a denial leaves no more than a possibility: "did not rule out"
            self.modality = "possible" if self.modality == "denied" else "denied"
        elif self.modality != "denied" and SCALE.index(effect) > SCALE.index(self.modality):
            self.modality = effect


@cache
def _effects(group: str) -> dict[str, str]:
    return {str(word): effect for effect, listed in table("modality")[group].items() for word in listed}


def effect_of(token: Token) -> str | None:
    """What a predicate does to what it governs, by its lemma and particle ("rule out")."""
    if token.lemma_ == "open" and not any(c.lower_ == "to" or c.dep_ == "xcomp" for c in token.children):
        return None  # "two articles are open", not "open to talks"
    effects = _effects("predicates")
    if any(c.lower_ == "indefinitely" for c in token.children):
        return "cancelled" if token.lemma_.lower() in ("postpone", "put", "delay", "defer", "suspend") else None
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt" or c.lower_ == "through"), None)
    if particle and f"{token.lemma_.lower()} {particle}" in effects:
        return effects[f"{token.lemma_.lower()} {particle}"]
    if token.lemma_.lower() in ("refuse", "decline") and token.pos_ == "NOUN":
        return "denied"
    return effects.get(token.lemma_.lower()) or effects.get(token.lower_)


def hedge(head: Token, first: int, last: int) -> Hedge:
    """The hedge over the predicate or event `head`, looking no further than the tokens [first, last)."""
    found = Hedge()
    if _unfulfilled(head):
        found.weaken("cancelled")
    helpers = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if head.tag_ == "VBG" and (helpers & set(BEING) or ("been" in helpers and helpers & {"have", "has"})):
        found.act = "continue"      # "are meeting", "have been meeting since Monday"
    token, seen = head, 0
    below: Token | None = None
    while True:
        _own(token, found, first, last, below)
        below = token
        up = token.head
        if up == token or not first <= up.i < last or seen > 12:
            return found
        if token.dep_ == "prep" and token.lower_ in PASSED and head.pos_ != "VERB":
            return found  # "will try again after four days of talks": the talks are not what will be
        if token.dep_ == "advcl":
            _clause(token, found)
            if not _purpose(token) and _concessive(token):
                # a side clause is as sure as itself: "as talks continue"; what governs it governs only the main clause
                return found
        elif token.dep_ not in COMPLEMENTS:
            return found
        elif token.dep_ == "conj":
            # a coordinated verb shares the auxiliaries of the first when it has none of its own
            if not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in token.children):
                _own(up, found, first, last, below)
            token, seen = up, seen + 1
            if up.head == up or not first <= up.head.i < last:
                return found
            if up.dep_ not in ("conj",):
                up = token.head
            else:
                continue
        elif token.dep_ == "relcl" or (token.dep_ == "nsubj" and head != token and token.pos_ == "VERB"):
            return found
        _governed(token, up, head, found)
        token, seen = up, seen + 1


def _unfulfilled(head: Token) -> bool:
    """ "were to have met", "was to have visited": it did not come to be."""
    helpers = [c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass") and c.i < head.i]
    return helpers[:2] == ["to", "have"] and head.dep_ == "xcomp" and head.head.lower_ in ("was", "were")


def _governed(token: Token, up: Token, head: Token, found: Hedge) -> None:
    """What `up` does to the predicate below it, by way of `token`, its child."""
    if token.dep_ == "prep":
        if token.lower_ == "without" and head.tag_ == "VBG":
            found.weaken("denied")  # "left without meeting him"
        if token.lower_ in BEFORE and head.pos_ != "VERB":
            found.weaken("denied" if token.lower_ == "without" else "planned")
        elif token.lower_ in REACHING and up.pos_ in ("VERB", "NOUN", "ADJ") and not _to_somebody(token, up):
            found.weaken(effect_of(up))
    elif token.dep_ == "nsubj" and up.lemma_.lower() in ("be", "remain"):
        for child in up.children:  # "a visit is possible", "the meeting is off"
            if child.dep_ in ("acomp", "attr", "advmod", "prep"):
                off = "cancelled" if child.lower_ == "off" else None
                untrue = "denied" if _untrue(token, child) else None      # "reports that they met are wrong"
                found.weaken(off or untrue or _effects("modifiers").get(child.lemma_.lower()) or effect_of(child))
                if child.lower_ == "under" and "way" in {c.lower_ for c in child.children}:
                    found.act = "continue"
    elif token.dep_ == "nsubj" and up.lemma_.lower() in ("depend", "hinge", "hang", "rest"):
        found.weaken("conditional")
    elif not (token.dep_ == "nsubj" and up.pos_ == "VERB") and up.pos_ in GOVERNORS:
        found.weaken(effect_of(up))


def _to_somebody(preposition: Token, noun: Token) -> bool:
    """"the offer to X in a call": to whom it went, not what is offered."""
    return preposition.lower_ == "to" and noun.pos_ == "NOUN" and any(
        c.dep_ == "pobj" and c.pos_ == "PROPN" for c in preposition.children)


def _untrue(told: Token, verdict: Token) -> bool:
    return told.lemma_.lower() in words("certainty", "reported") and (
        verdict.lemma_.lower() in words("certainty", "untrue") or (
            verdict.lemma_.lower() in TRUE and any(
                c.dep_ == "neg" for c in verdict.head.children)))


def _own(token: Token, found: Hedge, first: int, last: int, below: Token | None = None) -> None:
    """What stands at the predicate itself: auxiliaries, negation, adverbs and adjectives, a condition. What stands at
    `below`, where the walk came from, has been counted."""
    auxiliaries, modifiers = _effects("auxiliaries"), _effects("modifiers")
    for child in token.children:
        word = child.lower_
        if child.dep_ in ("aux", "auxpass"):
            found.weaken(auxiliaries.get(word))
            if child.lower_ == "to" and token.dep_ == "advcl":
                found.weaken("planned")
        elif child.dep_ in SUBJECTS and child != below and any(d.lower_ in ("no", "neither") for d in child.children):
            found.weaken("denied")  # "no member would meet"
        elif child.dep_ == "mark" and word in table("modality")["conditions"] and first <= child.i < last:
            found.weaken("conditional")  # "If he brings a pen."
        elif child.dep_ == "neg" and child.i < last:
            perhaps = any(c.dep_ == "aux" and c.lower_ in ("may", "might") for c in token.children)
            found.weaken("possible" if perhaps else "denied")  # "might not attend"
        elif child.dep_ in ("advmod", "amod", "det", "preconj") and word in modifiers | {
            "neither": "denied",
            "no": "denied",
        }:
            effect = modifiers.get(word)
            if (
                effect == "denied"
                and child.dep_ == "advmod"
                and word == "not"
                and child.i + 1 < len(token.doc)
                and token.doc[child.i + 1].lower_ in ("only", "just", "merely")
            ):
                continue
            if effect == "under way":
                found.act = "continue"
            else:
                found.weaken(effect)
        elif (
            child.dep_ == "prep"
            and token.dep_ in ("ROOT", "ccomp", "xcomp", "conj")
            and word in ("without",)
            and token.pos_ == "NOUN"
        ):
            found.weaken("denied")
        elif child.dep_ == "advcl" and not _quoted_apart(child, token) and any(
            m.dep_ == "mark" and m.lower_ in table("modality")["conditions"] for m in child.children
        ):
            found.condition = child  # "will attend only if ..."
            found.weaken("conditional")


def _quoted_apart(one: Token, other: Token) -> bool:
    """Whether one of the two stands within a quotation and the other does not: "'... if they choose to,' he said"."""
    first, last = sorted((one.i, other.i))
    return sum(t.text == '"' for t in one.doc[first:last]) % 2 == 1


def _purpose(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _concessive(token: Token) -> bool:
    return any(c.dep_ in ("mark", "advmod") for c in token.children) or token.tag_ in ("VBG", "VBN")


def _clause(token: Token, found: Hedge) -> None:
    for child in token.children:
        if child.dep_ == "mark" and child.lower_ in table("modality")["conditions"]:
            found.condition = token
            found.weaken("conditional")
        elif child.dep_ == "mark" and child.lower_ == "before":
            found.weaken("planned")


LEANING = {
    "expect": "expected",
    "anticipate": "expected",
    "predict": "expected",
    "plan": "planned",
    "intend": "planned",
    "aim": "planned",
    "prepare": "planned",
    "consider": "possible",
    "weigh": "possible",
    "mull": "possible",
    "explore": "possible",
    "hope": "possible",
    "fear": "possible",
    "threaten": "possible",
    "promise": "planned",
    "pledge": "planned",
    "vow": "planned",
}


def leaning(head: Token) -> str | None:
    """How the main word of a content itself leans towards what is to come: "intends to", "is likely to", "remains
    possible"."""
    if head.lemma_.lower() in ("be", "remain", "seem", "appear", "look"):
        if head.lower_ in ("is", "are", "'s") and any(c.dep_ == "xcomp" and c.tag_ == "VB" and any(
                t.lower_ == "to" and t.dep_ == "aux" for t in c.children) for c in head.children):
            return "planned"  # "is to visit"
        for child in head.children:
            if child.dep_ in ("acomp", "attr", "oprd") and child.pos_ in ("ADJ", "VERB", "NOUN"):
                found = _effects("modifiers").get(child.lemma_.lower()) or effect_of(child)
                if found in ("expected", "planned", "possible"):
                    return found
        return None
    if (
        head.tag_ == "VBN"
        and any(c.dep_ == "auxpass" for c in head.children)
        and any(c.dep_ == "xcomp" for c in head.children)
    ):
        return {"expect": "expected", "schedule": "planned", "set": "planned", "prepare": "planned"}.get(
            head.lemma_.lower()
        )
    if head.lemma_.lower() in ("promise", "pledge", "vow") and head.tag_ in ("VBD", "VBN"):
        return None  # "I promised coffee": that it was promised is so
    return LEANING.get(head.lemma_.lower()) if head.pos_ == "VERB" else None


def weaker(one: str, other: str) -> str:
    """The weaker of two modalities; a denial over anything is a denial, over a denial a possibility."""
    joined = Hedge(one)
    joined.weaken(other if other != "asserted" else None)
    return joined.modality
