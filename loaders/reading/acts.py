"""What a speaker does with a claim (`act`) and where that puts the speaker (`stance`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Token

from loaders.reading.words import table

FLIP = {"for": "against", "against": "neutral", "neutral": "neutral"}
OWN_WORDS = {"say", "believe", "announce", "report", "confirm"}  # acts that leave the stance to the words said
FIRST_PERSON = {"i", "we", "he", "she", "they", "it"}

GOOD = re.compile(
    r"\b(welcom\w+|support\w*|constructive|productive|encouraging|promising|positive|fair|acceptable|historic|"
    r"delighted|pleased|glad|step forward|step in the right direction|good (?:deal|basis|start|plan|offer)|"
    r"great (?:deal|plan))\b",
    re.I,
)
BAD = re.compile(
    r"\b(deal-?breaker|step backwards?|not on|farce|absurd|"
    r"unacceptable|unfair|capitulation|surrender|non-starter|nonstarter|outrageous|disastrous|disaster|betrayal|"
    r"insult\w*|one-sided|illegal|unworkable|unrealistic|dead on arrival|shameful|blackmail|mistake|oppos\w+|"
    r"reject\w*)\b",
    re.I,
)


@lru_cache(maxsize=1)
def _acts() -> dict[str, str]:
    out: dict[str, str] = {}
    for act, listed in table("acts").items():
        if act != "stance":
            for word in listed:
                out.setdefault(word, act)
    return out


def act_of(tokens: Sequence[Token]) -> tuple[str, bool]:
    """(act, negated) of a cue. Phrases win over single words, verbs over nouns; what no list knows is "say"."""
    acts = _acts()
    ranked = sorted(tokens, key=lambda t: (t.pos_ not in ("VERB",), t.pos_ not in ("NOUN", "ADJ"), t.i))
    text = " ".join(t.lemma_.lower() for t in tokens)
    phrases = [phrase for phrase in acts if " " in phrase and re.search(rf"\b{re.escape(phrase)}\b", text)]
    if phrases:
        return acts[max(phrases, key=len)], _negated(tokens)
    for token in ranked:
        if token.pos_ not in ("VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADP", "ADV"):
            continue
        particle = next(
            (c.lower_ for c in token.children if c.dep_ in ("prt", "advmod", "prep") and c.i == token.i + 1), None
        )
        act = acts.get(f"{token.lemma_.lower()} {particle}") or acts.get(token.lemma_.lower()) or acts.get(token.lower_)
        if act:
            return act, _negated([token])
    return "say", _negated(tokens)


def _negated(tokens: Sequence[Token]) -> bool:
    """Whether the doing is denied: "did not say", "failed to offer", "never agreed"."""
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX")]
    failed = [t for t in verbs if t.lemma_.lower() in ("fail", "refuse", "decline") or t.head.lemma_.lower() == "fail"]
    return bool(len(verbs) > 1 and failed) or any(
        c.dep_ == "neg" or c.lower_ in ("never", "neither") for t in verbs for c in t.children
    )


def stance_of(act: str, negated: bool, content: Sequence[Token] = (), quote: str | None = None) -> str:
    """Where the speaker stands on what the claim is about: by the act, else by what the speaker's own words say."""
    stances = table("acts")["stance"]
    found = next((stance for stance in ("for", "against") if act in stances[stance]), None)
    if found:
        return FLIP[found] if negated else found
    for token in content:
        if token.pos_ == "VERB" and token.dep_ in ("ccomp", "ROOT", "xcomp", "conj"):
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
            inner = _acts().get(token.lemma_.lower())
            refusing = ("accept", "agree", "attend", "back", "join", "sign", "support", "vote")
            would = any(c.dep_ == "aux" and c.lower_ in ("would", "will", "'ll", "wo") for c in token.children)
            if token.lemma_.lower() in refusing and subject is not None and _negated([token]) and (
                would or token.lemma_.lower() in ("sign", "join", "vote", "attend")
            ):
                return "against"
            if token.lemma_.lower() == "walk" and any(c.lower_ in ("away", "out") for c in token.children):
                return "against"
            if inner and inner != act and subject is not None and subject.lower_ in FIRST_PERSON:
                side = stance_of(inner, _negated([token]) or any(c.lower_ in ("cannot", "ca") for c in token.children))
                if side != "neutral":
                    return side
    words = " ".join(t.text for t in content)
    good, bad = bool(GOOD.search(words)), bool(BAD.search(words))
    if (
        act in OWN_WORDS
        and good != bad
        and not re.search(r"\b(not|n't|never|no|if|whether|would|could)\b", words, re.I)
    ):
        return "for" if good else "against"
    return "neutral"
