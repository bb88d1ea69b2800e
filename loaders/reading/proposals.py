"""What is on the table: proposals, told apart and followed through the text ("the plan", "the document", "its
terms")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.clauses import subjects
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.proposal_marks import (
    PERCENT,
    is_specific,
    number_of,
    proper_name,
    put_forward,
    says_something,
    unveiled,
    written_into,
)
from loaders.reading.proposal_titles import title_of
from loaders.reading.proposers import most_specific, proposers_of, shared
from loaders.reading.same_proposal import most_spoken_of, spoken_of_before
from loaders.reading.tabled import COUNTER, RENEWED, Seen, Tabled
from loaders.reading.words import table, words
from schema import DATA, slug

SPOKEN_OF = ("draft", "offer", "proposal")     # "the offer": one is on the table, whatever told of it before


def proposals(paragraphs: Sequence[Paragraph], actors: Actors, local: str) -> list[Tabled]:
    """The proposals of a document, with every mention of each."""
    out: list[Tabled] = []
    offers: list[Seen] = []
    kinds = table("nouns")["proposal"]
    for paragraph in paragraphs:
        for token in paragraph.doc:
            lemma = token.lemma_.lower()
            if token.lower_ == "it" and _taken_up(token):
                _again(paragraph, token, out)
            if lemma == "offer" and token.pos_ == "VERB":
                _offered(paragraph, token, actors, out)
                offers += _offering(paragraph, token, actors)
            if (token.pos_ not in ("NOUN", "PROPN") and not COUNTER.match(lemma)) or (
                token.dep_ in ("compound", "nmod") and not COUNTER.match(lemma)
            ):
                continue
            if lemma == "agreement" and any(c.dep_ == "poss" for c in token.children):
                continue  # "Kyiv's agreement to it" is an act, not a text
            many = token.tag_ in ("NNS", "NNPS") and not COUNTER.match(lemma)
            if many or actors.owner(paragraph, token):
                continue
            if lemma in kinds or lemma in words("nouns", "anaphors") or lemma in ("non-paper", "note"):
                _place(paragraph, token, lemma, kinds.get(lemma), actors, out, offers)
    _answered(paragraphs, out)
    for number, proposal in enumerate(out):
        proposal.proposers = most_specific(proposal.proposers, actors)
        proposal.title = proposal.named or title_of(proposal, paragraphs, actors)
        kind = kinds.get(proposal.title.split()[-1].lower())
        if kind and proposal.kind != "counterproposal":
            proposal.kind = kind
        proposal.uri = f"{DATA}proposal:{local}:{slug(proposal.title)}"
        if any(other.uri == proposal.uri for other in out[:number]):
            proposal.uri += f"-{number}"
    return out


def _taken_up(pronoun: Token) -> bool:
    """"Chad opposes it": the pronoun stands where a proposal can."""
    return pronoun.dep_ == "dobj" and pronoun.head.lemma_.lower() in words("cues", "attitudes") | {"accept", "sign"}


def _again(paragraph: Paragraph, pronoun: Token, out: list[Tabled]) -> None:
    """The proposal that the sentence so far, or the one before, speaks of, where it is the only one."""
    start = paragraph.doc[pronoun.sent.start - 1].sent.start if pronoun.sent.start else 0
    for first in (pronoun.sent.start, start):
        near = [p for p in out if any(s.paragraph == paragraph.index and first <= s.token < pronoun.i for s in p.seen)]
        if len(near) == 1:
            near[0].seen.append(Seen(paragraph.index, pronoun.i))
        if near:
            return


def _offered(paragraph: Paragraph, verb: Token, actors: Actors, out: list[Tabled]) -> None:
    """ "X offered them a pay rise of 3%": the 3% offer that the text goes on to speak of."""
    item = next((c for c in verb.children if c.dep_ == "dobj"), None)
    share = PERCENT.search(item.doc[item.left_edge.i : item.right_edge.i + 1].text) if item is not None else None
    who = subjects(paragraph, verb, actors) if share else []
    if share and who and not any(c.dep_ == "neg" for c in verb.children):
        number = f"{share[1]}%"
        match = next((p for p in out if p.number == number and shared(who, p.proposers, actors)), None)
        if match is None:
            match = Tabled("", "offer", "offer", number, set(), set(), [], list(who))
            out.append(match)
        match.seen.append(Seen(paragraph.index, verb.i, who))


def _offering(paragraph: Paragraph, verb: Token, actors: Actors) -> list[Seen]:
    """ "X has offered to cap its exports": an offer, if the text goes on to speak of it as one."""
    who = subjects(paragraph, verb, actors) if any(c.dep_ == "xcomp" for c in verb.children) else []
    return [Seen(paragraph.index, verb.i, who)] if who and not any(c.dep_ == "neg" for c in verb.children) else []


def _answered(paragraphs: Sequence[Paragraph], out: Sequence[Tabled]) -> None:
    """ "a counterproposal to the 3% offer": what it counters is told, not guessed."""
    at = {(seen.paragraph, seen.token): proposal for proposal in out for seen in proposal.seen}
    for (index, place), proposal in at.items():
        if proposal.kind == "counterproposal":
            noun = paragraphs[index].doc[place]
            behind = [c for c in (*noun.children, *noun.head.children) if c.lower_ in ("to", "against")
                      and (c.head == noun or c.i == place + 1)]
            for target in (at.get((index, t.i)) for c in behind for t in c.children):
                if target is not None and target is not proposal:
                    proposal.counters = target


def _place(paragraph: Paragraph, token: Token, lemma: str, kind: str | None, actors: Actors, out: list[Tabled],
           offers: list[Seen]) -> None:
    before = [c for c in token.children if c.i < token.i]
    modifiers = [
        m for c in before if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss") for m in [c, *conjoined(c)]
    ]
    modifiers += [
        m
        for c in before
        if c.dep_ == "compound"
        for m in c.subtree
        if m.i < c.i and m.dep_ in ("amod", "conj") and m not in modifiers
    ]
    number = number_of(token)
    adjectives = {m.lower_ for m in modifiers if m.pos_ in ("ADJ", "VERB", "NOUN")}
    renewed = adjectives & RENEWED
    subject = {
        m.lemma_.lower()
        for m in modifiers
        if m.dep_ == "compound" and m.pos_ == "NOUN" and not re.search(r"\d|point|day|page", m.lower_)
    }
    proposers = proposers_of(paragraph, token, modifiers, actors)
    definite = any(
        c.lower_ in ("the", "this", "that", "its", "their", "his", "her") or c.dep_ == "poss" for c in token.children
    )
    named = proper_name(token)
    seen = Seen(paragraph.index, token.i, proposers)
    match = spoken_of_before(lemma, number, subject, renewed, adjectives, proposers, definite, named, actors, out)
    if match is None and offers and lemma in ("offer", "proposal") and definite and not renewed:
        offer = next((one for one in offers if shared(proposers, one.proposers, actors)), offers[-1])
        match = Tabled("", "offer", "offer", number, subject, set(), [offer], list(offer.proposers))
        offers.clear()
        out.append(match)
    if match is None:
        told = says_something(token) or unveiled(token) or put_forward(token)
        if kind is None and not (told and lemma in ("document", "note", "non-paper", "paper")):
            return
        told = told or written_into(token) or (definite and lemma in SPOKEN_OF and bool(token.i))
        if not told and not is_specific(token, lemma, number, subject, renewed, proposers, named, definite):
            return
        match = Tabled(
            "",
            lemma,
            "counterproposal" if "counter" in adjectives else kind or "draft",
            number,
            subject,
            renewed,
            [],
            [],
            named=named,
        )
        base = most_spoken_of(out, counter=False)
        if match.kind == "counterproposal":
            match.counters = base
        elif (
            renewed - {"own", "alternative", "rival", "separate", "competing", "another", "different", "new", "fresh"}
            and base
        ):
            match.older = base
        elif renewed & {"alternative", "rival", "competing"} and base:
            match.counters = base
        out.append(match)
    match.seen.append(seen)
    match.number = match.number or number
    match.subject |= subject
    match.proposers += [node for node in proposers if node not in match.proposers]
    if named and not match.named:
        match.named = named
