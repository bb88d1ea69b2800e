"""What a proposal is called: the fullest name that the text gives it, else by its owner."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.parse import Paragraph
from loaders.reading.tabled import FIRST, RENEWED, Tabled
from loaders.reading.words import words

DISTINCTIVE = words("terms", "distinctive")


def title_of(proposal: Tabled, paragraphs: Sequence[Paragraph], actors: Actors) -> str:
    """The fullest name that the text gives it, without its owner: "28-point peace plan"; else by its owner."""
    best, weight = proposal.lemma, -1
    for seen in proposal.seen:
        token = paragraphs[seen.paragraph].doc[seen.token]
        if token.pos_ in ("VERB", "PRON"):
            continue
        if token.lemma_.lower() in words("nouns", "anaphors") and token.lemma_.lower() != proposal.lemma:
            continue
        first = token.i
        while first > 0 and _belongs(token.doc[first - 1], token):
            first -= 1
        while first < token.i and (
            token.doc[first].is_punct or token.doc[first].pos_ == "CCONJ" or token.doc[first].text in ("'s",)
        ):
            first += 1
        text = token.doc[first : token.i + 1].text.replace('"', "").strip()
        score = 10 * bool(proposal.number and proposal.number.split("-")[0] in text.lower()) + min(5, len(text.split()))
        if score > weight:
            best, weight = text, score
    if proposal.number and "%" in proposal.number and proposal.number not in best:
        return f"{proposal.number} {best}"
    opening, *rest = best.lower().split()
    if rest and not (len(rest) == 1 and opening in RENEWED - DISTINCTIVE | FIRST):
        return best
    owners = proposal.proposers
    if not owners:
        return best
    regions = {gazetteer.region(actors.name(n)) for n in owners if actors.cls(n) == "State"}
    if len(owners) > 1 and len(regions) == 1 and all(actors.cls(n) == "State" for n in owners) and regions != {None}:
        return f"{REGIONAL.get(str(next(iter(regions))), str(next(iter(regions))))} {proposal.lemma}"
    called = [
        gazetteer.adjective(actors.name(n)) or actors.name(n) if actors.cls(n) == "State" else actors.name(n)
        for n in owners[:3]
    ]
    return f"{'–'.join(called)} {proposal.lemma}"


REGIONAL = {
    "Europe": "European",
    "Africa": "African",
    "Asia": "Asian",
    "Americas": "American",
    "Oceania": "Pacific",
    "Middle East": "Middle Eastern",
}


def _belongs(word: Token, head: Token) -> bool:
    if word.lower_ in FIRST | {"the", "own", "such", "same", "other", "latest", "proposed"}:
        return False
    if gazetteer.state(word.text) or gazetteer.demonym(word.text) or word.text in ("'s", "'"):
        return False
    return (
        (
            word.pos_ in ("NOUN", "ADJ", "NUM", "PROPN", "VERB")
            and word.dep_ in ("amod", "compound", "nummod", "nmod", "conj", "punct")
        )
        or word.text in ("-", '"')
        or word.tag_ == "HYPH"
        or (word.pos_ == "CCONJ" and word.head.dep_ in ("amod",))
    )
