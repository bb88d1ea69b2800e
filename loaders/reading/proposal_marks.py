"""What tells one proposal from another: its number, its name, what it says, who puts it forward."""

from __future__ import annotations

import re

from spacy.tokens import Token

from loaders.reading.tabled import COUNTER
from loaders.reading.words import words

CONTAINS = words("terms", "contains")
TERMS = words("terms", "terms")
LOOSE = words("terms", "loose")
NUMBERS = words("terms", "numbers")
PERCENT = re.compile(r"\b(\d[\d.,]*) ?(?:%|percent|per cent)")


def number_of(token: Token) -> str | None:
    """ "28-point", "30-day", "five-point": what tells one plan from another."""
    start = min(
        [c.left_edge.i for c in token.children if c.i < token.i and c.dep_ in ("compound", "amod", "nummod", "nmod")]
        or [token.i]
    )
    text = token.doc[start : token.i].text
    match = re.search(r"\b([\w,.]+)[- ](point|day|week|month|year|page|stage|phase|step|article)\b", text, re.I)
    of = next((c for c in token.children if c.lower_ == "of" and c.i == token.i + 1), None)
    behind = token.doc[of.i + 1 : of.right_edge.i + 1].text if of is not None else ""
    percent = PERCENT.search(text) or PERCENT.match(behind)
    if percent and not match:
        return f"{percent.group(1)}%"
    return (
        match.group().replace(" ", "-").lower()
        if match and (match.group(1)[0].isdigit() or match.group(1).lower() in NUMBERS)
        else None
    )


def proper_name(token: Token) -> str | None:
    """ "Framework Agreement", "Riverside Accord": a proposal with a proper name."""
    if not token.text[:1].isupper():
        return None
    first = token.i
    while (
        first > 0
        and token.doc[first - 1].text[:1].isupper()
        and token.doc[first - 1].pos_ == "PROPN"
        and not token.doc[first - 1].is_sent_start
    ):
        first -= 1
    return token.doc[first : token.i + 1].text if first < token.i else None


def _has_elements(token: Token) -> bool:
    """"The plan has four elements:"."""
    verb = token.head
    return token.dep_ == "nsubj" and verb.lemma_ in ("comprise", "contain", "have") and any(
        c.dep_ == "dobj" and c.lemma_.lower() in words("nouns", "points") for c in verb.children)


def says_something(token: Token) -> bool:
    """Whether the noun says what the text would do: "a pact to cut leaks", "a paper that halves emissions", or is the
    subject of such words: "the draft calls for a fund"."""
    if _has_elements(token):
        return True
    clauses = [c for c in token.children if c.dep_ in ("acl", "relcl") and c.i > token.i]
    if token.dep_ == "nsubj" and token.head.i > token.i:
        clauses.append(token.head)
    for verb in clauses:
        lemma = verb.lemma_.lower()
        other = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c != token]
        if any(c.lower_ not in ("that", "which") for c in other) or any(c.dep_ == "neg" for c in verb.children):
            continue
        if lemma in TERMS | CONTAINS and any(c.dep_ in ("dobj", "prep", "xcomp", "ccomp") for c in verb.children):
            return True
    return False


def unveiled(token: Token) -> bool:
    """"released a new draft deal": a text that somebody puts forward, whoever it be."""
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == ":":
        return True          # "The owners' last offer: $42,000 now; ..."
    fresh = any(c.lower_ in ("draft", "new", "fresh", "revised", "final") for c in token.children)
    principles = any(t.lemma_.lower() in ("principle", "intent") for c in token.children if c.lower_ == "of"
                     for t in c.children)     # "signed a declaration of principles"
    verbs = ("circulate", "issue", "offer", "present", "publish", "release", "share", "table", "unveil")
    return token.dep_ == "dobj" and (principles or (fresh and token.head.lemma_.lower() in verbs))


def put_forward(token: Token) -> bool:
    """"a draft it circulated", "a paper that Oslo has tabled": somebody is told to have brought it."""
    verbs = words("terms", "proposing") - {"make", "put", "work"}
    return any(c.dep_ == "relcl" and c.lemma_.lower() in verbs and any(s.dep_ == "nsubj" for s in c.children)
               for c in token.children)


def written_into(token: Token) -> bool:
    """"include in the final agreement": a text that things are to be put into."""
    if token.dep_ != "pobj" or not any(
            c.lower_ in ("the", "this", "that", "its", "their") or (token.head.lower_ == "under" and c.lower_ == "a")
            for c in token.children):
        return False
    if token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return True          # "will hire 1,200 interns, according to the agreement"
    under = token.head.head if token.head.lower_ == "under" else None
    if under is not None and any(
        (c.dep_ == "aux" and c.tag_ == "MD") or (c.dep_ == "xcomp" and t.lemma_ == "be")
        for t in (under, *under.ancestors) for c in t.children
    ):
        return True          # "Under the deal, Beijing would suspend port fees"
    return token.head.lower_ in ("in", "into") and token.head.head.lemma_.lower() in (
        "enshrine", "include", "incorporate", "insert", "put", "write")


def is_specific(
    token: Token,
    lemma: str,
    number: str | None,
    subject: set[str],
    renewed: set[str],
    proposers: list[str],
    named: str | None,
    definite: bool,
) -> bool:
    if number or proposers or named or COUNTER.match(lemma):
        return True
    if lemma in LOOSE:
        return (
            bool(
                subject
                & {
                    "peace", "trade", "ceasefire", "truce", "tariff", "wage", "pay", "climate", "debt", "rescue",
                    "coalition", "water", "aid", "recovery", "minerals", "withdrawal", "hostage", "prisoner",
                    "grain", "labour", "labor", "settlement",
                }
            )
            and lemma not in ("ceasefire", "truce", "text")
            and not (lemma in ("deal", "agreement", "settlement") and not definite)
        )
    return bool(subject or (renewed and definite))
