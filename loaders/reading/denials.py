"""Words that deny what was told before them: "denied it", "dismissed the claims", "there was none", "not true"."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.reading.modality import TRUE
from loaders.reading.words import words

POINTING = ("it", "that", "this")


def denies(token: Token) -> bool:
    """Whether the token is what is denied (an object), or the verdict itself (none, untrue, "not true")."""
    if token.dep_ == "dobj":
        return _denied_object(token)
    none = token.lower_ == "none" and token.dep_ == "attr" and token.head.lemma_ == "be"
    return none or _untrue(token)


def _denied_object(token: Token) -> bool:
    """"Both parties denied it", "denied the report", "dismissed the claims as fiction"."""
    if token.lower_ in POINTING:
        return token.head.lemma_.lower() == "deny"
    pointed = any(c.lower_ in ("the", "this", "that", "these", "those", "both") for c in token.children)
    told = any(c.dep_ in ("acl", "ccomp", "relcl") or (c.dep_ == "prep" and c.lower_ != "as") for c in token.children)
    return token.lemma_.lower() in words("certainty", "reported") and pointed and not told and (
        token.head.lemma_.lower() in ("deny", "dismiss", "refute", "reject"))


def _untrue(token: Token) -> bool:
    """"That is simply not true", "Not true", "It is false": of what was said before."""
    if token.lower_ not in TRUE and token.lower_ not in words("certainty", "untrue"):
        return False
    negated = any(c.dep_ == "neg" or c.lower_ == "not" for c in (*token.children, *token.head.children))
    verdict = (token.lower_ in TRUE and negated) or (
        token.lower_ not in TRUE and token.pos_ == "ADJ" and not negated)
    if not verdict or token.dep_ not in ("acomp", "ROOT", "advcl", "ccomp", "dep"):
        return False
    subject = next((c for c in token.head.children if c.dep_ == "nsubj" and c.i < token.i), None)
    return (subject is None and token.dep_ != "acomp") or (subject is not None and subject.lower_ in POINTING)
