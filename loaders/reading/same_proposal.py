"""Which proposal spoken of before a mention stands for: "the plan", "the document", "the revised offer"."""

from __future__ import annotations

from loaders.reading.actors import Actors
from loaders.reading.proposers import shared
from loaders.reading.tabled import COUNTER, FIRST, Tabled
from loaders.reading.words import table, words

FAMILIES = (
    (
        "plan", "proposal", "framework", "initiative", "blueprint", "roadmap", "draft", "text", "package",
        "document", "paper", "version", "offer", "formula", "counterproposal", "counter-proposal", "counteroffer",
        "counter-offer", "counterdraft", "counterplan", "counterbid", "scheme", "programme", "communique",
        "memorandum",
    ),
    ("deal", "agreement", "accord", "treaty", "pact", "contract", "settlement", "compact", "protocol", "memorandum",
     "declaration"),
    ("ceasefire", "cease-fire", "truce", "armistice"),
    ("resolution",),
    ("bill",),
)


OF_THEIR_OWN = ("programme", "scheme")     # "the IMF programme" is not the plan that was spoken of


def spoken_of_before(
    lemma: str,
    number: str | None,
    subject: set[str],
    renewed: set[str],
    adjectives: set[str],
    proposers: list[str],
    definite: bool,
    named: str | None,
    actors: Actors,
    out: list[Tabled],
) -> Tabled | None:
    """The proposal spoken of before that this mention stands for, or None."""
    family = next((f for f in FAMILIES if lemma in f), FAMILIES[0])
    fitting = [p for p in out if p.lemma in family or lemma in words("nouns", "anaphors") or lemma == "proposal"]
    if named:
        return next((p for p in fitting if p.named == named), None)
    if lemma in words("nouns", "anaphors") and lemma != "initiative" and not table("nouns")["proposal"].get(lemma):
        return most_spoken_of(out) if definite and not renewed else None
    if COUNTER.match(lemma) or "counter" in adjectives:
        return next(
            (
                p
                for p in reversed(out)
                if p.kind == "counterproposal"
                and (not proposers or not p.proposers or shared(proposers, p.proposers, actors))
            ),
            None,
        )
    if number:
        same = next((p for p in fitting if p.number == number), None)
        if same:
            return same
        fitting = [p for p in fitting if not p.number and not p.renewed]
    if renewed and not definite:
        return None
    if renewed:
        return next((p for p in reversed(fitting) if p.renewed & renewed), None)
    fitting = [p for p in fitting if not (subject and p.subject and not subject & p.subject)]
    if proposers:
        return next(
            (
                p
                for p in fitting
                if p.kind != "counterproposal"
                and (shared(proposers, p.proposers, actors) or (
                    not p.proposers and definite and (p.lemma == lemma or lemma not in OF_THEIR_OWN)))
            ),
            None,
        )
    if not definite:
        return (
            next((p for p in fitting if subject and subject == p.subject and p.lemma == lemma and not number), None)
            if subject
            else None
        )
    if adjectives & FIRST:
        return next((p for p in fitting if p.kind != "counterproposal"), None)
    if not fitting and not subject and lemma in FAMILIES[1]:
        offers = [p for p in out if p.kind in ("offer", "proposal")]
        return offers[0] if len(offers) == 1 and len(out) == 1 else None      # "put the deal to a ballot": the offer
    same_noun = [p for p in fitting if p.lemma == lemma]
    return most_spoken_of(same_noun, counter=False) or most_spoken_of(fitting, counter=False)


def most_spoken_of(candidates: list[Tabled], counter: bool = True) -> Tabled | None:
    """The one spoken of most, the later of equals."""
    kept = [p for p in candidates if counter or p.kind != "counterproposal"]
    return max(kept, key=lambda p: (len(p.seen), p.seen[-1].paragraph if p.seen else 0), default=None)
