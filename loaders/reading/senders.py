"""Whose delegation it is: "the union's delegation", "delegations from X and Y", "that of Z"."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.parse import Paragraph
from schema import slug

DELEGATIONS = {"delegation", "team", "side", "negotiator"}
CALLED = {"side": "delegation", "negotiator": "negotiators", "that": "delegation"}
SENDERS = ("State", "Organization")

Ahead = Callable[[Paragraph, Token], list[str]]   # the actors of a phrase that may stand further on in the text


def that_of(actors: Actors, paragraph: Paragraph, token: Token, ahead: Ahead) -> list[str]:
    """ "that of the X": X's delegation, however the parser hangs the "of"."""
    if not any(t.lemma_.lower() in DELEGATIONS for t in token.sent if t.i < token.i):
        return []
    sent = sent_by(actors, paragraph, token, ahead)
    if not sent:
        owners = actors.names.owner[paragraph.index][token.i + 2 : token.i + 7]
        sent = [n for n in owners if n and actors.cls(n) in SENDERS][:1]
    return [delegation(actors, token, node) for node in sent]


def sent_by(actors: Actors, paragraph: Paragraph, token: Token, ahead: Ahead) -> list[str]:
    """Who sends it; where that is a government, its state."""

    def senders(head: Token) -> list[str]:
        return [n for n in ahead(paragraph, head) if actors.cls(n) in SENDERS]

    found: list[str] = []
    for child in token.children:
        heads = [child] if child.dep_ == "poss" else []
        if child.dep_ == "prep" and child.lower_ in ("from", "of", "for"):
            heads = [c for c in child.children if c.dep_ == "pobj"]
        for head in heads:
            found += senders(head)
    for clause in token.children:     # "a delegation representing X"
        if not found and clause.dep_ == "acl" and clause.lemma_.lower() == "represent":
            for child in clause.children:
                found += senders(child)
    if not found and token.dep_ == "dobj" and token.head.lemma_.lower() in ("send", "dispatch"):
        subject = _subject_above(token.head)
        found = senders(subject) if subject is not None else []
    return [actors.represented(node) for node in found]


def _subject_above(verb: Token) -> Token | None:
    """The subject of the verb, or of those it hangs on: "Sudan will send a delegation"."""
    here = verb
    for _ in range(4):
        subject = next((c for c in here.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
        here = here.head
    return None


def delegation(actors: Actors, token: Token, sender: str) -> str:
    """The sender's delegation, team or negotiators, as the noun calls them."""
    lemma = token.lemma_.lower()
    noun, name = CALLED.get(lemma, lemma), actors.name(sender)
    return actors.group(f"{name} {noun}", [("REPRESENTS", sender)], f"{slug(name)}-{noun}")


def delegation_before(actors: Actors, sentence: int) -> list[str]:
    """ "The delegation": the one last spoken of."""
    for mention in actors.recent(sentence, 8):
        if len(mention.uris) == 1 and actors.name(mention.uris[0]).endswith((" delegation", " team")):
            return list(mention.uris)
    return []
