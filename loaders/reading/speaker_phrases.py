"""Whom the words for a speaker stand for: the tagger's span, which may hold a name with an office, or no name at all.

What cannot be told stays unresolved: a wrong speaker is worse than none.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.noun_phrases import ANOTHER, SINGLE, conjoined, describe, edges, office_words, root
from loaders.reading.parse import Paragraph
from loaders.reading.pronouns import HE, SHE, THEY
from loaders.reading.registry import Name
from loaders.reading.unnamed import unnamed
from loaders.reading.words import words

OTHERS = frozenset(("another", "few", "many", "one", "others", "several", "some"))


def within(actors: Actors, paragraph: Paragraph, first: int, last: int) -> list[str]:
    """The actors that the tokens [first, last) stand for as one phrase: by its head, else by its names."""
    doc = paragraph.doc
    head = root(doc, first, last)
    if head is None:
        return []
    person = _person(actors, paragraph, first, last)
    if person:
        return [person]
    found = actors.who(paragraph, head, False)
    for other in (token for token in conjoined(head) if first <= token.i < last):
        found += [node for node in actors.who(paragraph, other, False) if node not in found]
    indefinite = head.pos_ == "NOUN" and any(c.lower_ in ANOTHER for c in head.children)
    if indefinite and any(c.dep_ == "appos" and c.i >= last for c in head.children):
        return []  # "quoted a negotiator, X has not ...": X is no part of the phrase
    if not found and indefinite and head.lemma_.lower() not in words("nouns", "body"):
        return []  # "a senior Liberal Democrat peer": nobody with a name
    if not found:
        owners = [actors.owner(paragraph, token) for token in doc[first:last] if token.dep_ != "pobj"]
        found = list(dict.fromkeys(n for n in owners if n and actors.cls(n) in ("Person", "Organization")))[:1]
    if not found:
        heads = [token for token in doc[first:last] if token.dep_ in ("appos", "nsubj", "conj", "ROOT", "pobj")]
        found = list(dict.fromkeys(n for token in heads for n in actors.who(paragraph, token, False)))
    return found


def _person(actors: Actors, paragraph: Paragraph, first: int, last: int) -> str | None:
    """The person of a phrase that gives a name and an office."""
    doc = paragraph.doc
    named = actors.names.by_paragraph[paragraph.index]
    start = next((n for n in named if n.first == first), None)
    if start and actors.cls(start.uri) == "Person" and start.last < last and doc[start.last].text in (",", "("):
        return start.uri  # "X, the chief negotiator of Y"
    end = next((n for n in named if n.last == last), None)
    if end and actors.cls(end.uri) == "Person" and end.first > first and doc[end.first - 1].text == ",":
        if doc[first].lower_ in ANOTHER and doc[end.first - 2].lemma_.lower() in office_words() and any(
                token.lower_ in ("for", "of", "to") for token in doc[first : end.first]):
            return None     # "a spokesman for the interior minister, X": X is the minister, who speaks is not named
        return end.uri  # "the chief negotiator of Y, X"
    return next((n.uri for n in named if actors.cls(n.uri) == "Person" and _in_office(doc, n, first, last)), None)


def _in_office(doc: Doc, name: Name, first: int, last: int) -> bool:
    """Whether an office stands before it: "X's chief of staff Y", "the envoy for Z, Y, speaking on TV,"."""
    if not first < name.first <= name.last <= last:
        return False
    before = doc[first : name.first]
    office = before[-1].lemma_.lower() in office_words() | {"staff"}
    apposed = before[-1].text == "," and any(t.lemma_.lower() in office_words() for t in before)
    closed = name.last >= last or doc[name.last].text in (",", "(")
    return (office or apposed) and closed and not any(t.pos_ == "VERB" for t in before)


def described(actors: Actors, paragraph: Paragraph, first: int, last: int) -> str | None:
    """Somebody for a speaker that no mention stands for: a body that only its capitals tell, an unnamed person, or None
    where the words are for a thing ("a copy", "the statement")."""
    doc = paragraph.doc
    head = root(doc, first, last)
    if head is None:
        return None
    run = [t for t in doc[first:last] if t.pos_ == "PROPN" and t.text[:1].isupper() and not gazetteer.demonym(t.text)]
    if head.pos_ == "PROPN" and head.text[:1].isupper() and run:
        return actors.names.add("Organization", doc[run[0].i : run[-1].i + 1].text, kind="other").uri
    people = words("nouns", "unnamed") | words("nouns", "titles")
    near = [head, *[c for p in head.children if p.lower_ == "of" for c in p.children]]
    bodies = words("nouns", "things") | words("nouns", "body")
    single = head.tag_ == "NN" and any(t.lower_ in SINGLE for t in head.children)
    single = single and head.lemma_.lower() not in bodies
    one_of_them = head.lower_ in OTHERS and first + 1 >= last    # "Another said": of those who spoke before
    one_of_them = one_of_them or any(t.lemma_.lower() in people or t.lower_ in HE | SHE | THEY for t in near)
    if head.pos_ == "NUM" or single or one_of_them:
        return unnamed(actors, paragraph, first, last)
    if head.pos_ not in ("NOUN", "PROPN", "NUM") or head.lemma_.lower() in words("nouns", "things"):
        return None
    text = describe(paragraph, first, min(last, edges(head)[1]))
    if not re.search(r"[^\W\d]", text):
        return None
    return actors.group(text)  # a body or group told by its words: "the island's cabinet"
