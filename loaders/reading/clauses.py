"""Who does it, to whom and where, over the parse: subjects, objects and places of a verb or a noun of action."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.parse import Paragraph


def subjects(paragraph: Paragraph, verb: Token, actors: Actors) -> list[str]:
    """Who does it: the verb's own subject, or that of the verb that governs it; for a passive, who it is done by."""
    token, steps = verb, 0
    while steps < 5:
        for child in (*token.children, *(c for aux in token.children if aux.dep_ == "aux" for c in aux.children)):
            if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and token != verb):
                return [n for n in actors.who(paragraph, child) if actors.cls(n) != "Place"]
            if child.dep_ == "agent":
                return [n for t in child.children for n in actors.who(paragraph, t)]
        if token.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl", "relcl", "ccomp", "acomp"):
            if token.dep_ in ("acl", "relcl"):
                return [n for n in actors.who(paragraph, token.head) if actors.cls(n) != "Place"]
            if token.dep_ == "xcomp" and any(c.dep_ == "dobj" for c in token.head.children):
                return [n for c in token.head.children if c.dep_ == "dobj" for n in actors.who(paragraph, c)]
            token, steps = token.head, steps + 1
        elif token.dep_ == "prep" and token.head.pos_ == "VERB":
            token, steps = token.head, steps + 1
        else:
            return []
    return []


def objects_of(token: Token, prepositions: tuple[str, ...] = ("with",)) -> list[Token]:
    out = []
    for child in token.children:
        if child.dep_ in ("dobj", "dative"):
            out.append(child)
        elif child.dep_ == "prep" and child.lower_ in prepositions:
            out += [c for c in child.children if c.dep_ == "pobj"]
    return out


def speech(token: Token) -> bool:
    return any(
        c.lemma_.lower() in ("reporter", "journalist", "medium", "press", "parliament", "crowd", "rally")
        for c in objects_of(token, ("to", "with", "at"))
    )


def where(paragraph: Paragraph, token: Token, actors: Actors) -> list[str]:
    nodes = owner_of(paragraph, token, actors) or actors.meaning.get((paragraph.index, token.i), ())
    return [n for n in nodes if actors.cls(n) in ("Place", "State")]


MEASURES = frozenset(("day", "hour", "minute", "month", "week"))
ASIDE = frozenset(("fringe", "margin", "margins", "sideline", "sidelines"))


def place_in(paragraph: Paragraph, token: Token, actors: Actors, prepositions: tuple[str, ...]) -> str | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            for target in child.children:
                if target.dep_ == "pobj":
                    for part in [
                        target,
                        *[c for c in target.children if c.dep_ in ("compound", "poss", "nmod", "appos")],
                    ]:
                        found = where(paragraph, part, actors)
                        if found:
                            return found[0]
            # "in the Qatari capital"
            for target in (t for t in child.children if t.lemma_.lower() == "capital"):
                for state in (gazetteer.demonym(c.text) or gazetteer.state(c.text) for c in target.children):
                    city = gazetteer.capital(state) if state else None
                    if city:
                        return actors.names.add("Place", city).uri
            # "in a hotel in Geneva"
            for target in child.children:
                deeper = place_in(paragraph, target, actors, ("in", "at", "of"))
                if deeper:
                    return deeper
        elif child.dep_ == "prep":      # "for four hours in Abu Dhabi", "on the sidelines of the meetings in Bangkok"
            for target in (t for t in child.children if t.lemma_.lower() in MEASURES | ASIDE):
                of = [t for c in target.children if c.lower_ == "of" for t in c.children]
                deeper = place_at(paragraph, [target, *of], actors, ("in", "at"))
                if deeper:
                    return deeper
    return None


def place_at(
    paragraph: Paragraph, tokens: Iterable[Token], actors: Actors, prepositions: tuple[str, ...]
) -> str | None:
    """The place told behind the first of the tokens that has one: the parser hangs it on verb or object."""
    there = (place_in(paragraph, token, actors, prepositions) for token in tokens)
    return next((node for node in there if node), None)


def owner_of(paragraph: Paragraph, token: Token, actors: Actors) -> tuple[str, ...]:
    node = actors.owner(paragraph, token)
    return (node,) if node else ()


def demonyms(token: Token, actors: Actors) -> list[str]:
    """ "Saudi-Iranian talks", "Chinese and U.S. talks": the states that the adjectives name."""
    found = [gazetteer.demonym(part) for part in token.text.replace("–", "-").split("-")]
    return [actors.names.add("State", name).uri for name in found if name] if token.pos_ in ("ADJ", "PROPN") else []


def clause_of(token: Token) -> tuple[int, int]:
    """Tokens of the clause that tells of the encounter: what hangs under its verb, without further coordinated
    verbs."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb and verb.head.sent == token.sent:
        verb = verb.head
    while verb.dep_ in ("xcomp", "pcomp", "acl", "prep") and verb.head != verb:
        verb = verb.head
    first, last = token.i, token.i + 1
    for child in verb.children:
        if (
            child.dep_ in ("conj", "punct", "cc")
            and not child.i <= token.i <= child.right_edge.i
            and child.pos_ != "NOUN"
        ):
            continue
        if (
            child.dep_ in ("advcl", "parataxis", "ccomp")
            and not child.left_edge.i <= token.i <= child.right_edge.i
            and child.dep_ != "advcl"
        ):
            continue
        first, last = min(first, child.left_edge.i), max(last, child.right_edge.i + 1)
    first, last = min(first, verb.i), max(last, verb.i + 1)
    doc = token.doc
    while last - 1 > token.i and doc[last - 1].is_punct and doc[last - 1].text not in ('"', "'"):
        last -= 1
    return first, last
