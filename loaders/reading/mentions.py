"""Names in a document: which words name which actor or place. One registry a document, built over the whole text first,
so that a surname in the first line finds the full name in the third.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from loaders.reading import gazetteer
from loaders.reading.body_names import body_name
from loaders.reading.name_candidates import candidates_of, told_as_body, with_known
from loaders.reading.name_types import acronyms_of, bare_name, kind_of, people_of, types_of
from loaders.reading.parse import Paragraph
from loaders.reading.registry import PERSONAL, Name, Names, surface_of
from loaders.reading.words import words
from schema import uri

GOVERNMENTS = re.compile(r"^(?:the )?([A-Z][\w’'-]+) (administration|government|cabinet|team|campaign|presidency)$")


def names(paragraphs: Sequence[Paragraph], local: str, publisher: str | None = None) -> Names:
    """Every name of the document. `local` is its slug, for those who go by a surname only; `publisher` a name it
    knows."""
    found = Names(owner=[[None] * len(p.doc) for p in paragraphs])
    spans = [candidates_of(p) for p in paragraphs]
    types = types_of(paragraphs, spans)
    outlets = {}
    if publisher:
        outlet = found.add("Organization", publisher, kind="outlet").uri
        outlets = {publisher: outlet, publisher.removeprefix("The "): outlet}
    people = people_of(types, paragraphs, spans, found)
    known: dict[str, list[list[str]]] = {}  # first word -> the names that begin with it, in words
    for text in {*people, *outlets, *(t for t in types if " " in t)}:
        parts = re.findall(r"[\w’'.-]+", text)
        known.setdefault(parts[0] if parts else "", []).append(parts)
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        with_known(paragraph, candidates, known)
        candidates[:] = sorted(
            (first, last, types.get(surface_of(paragraph, first, last), label) if label != "GAZETTEER" else label)
            for first, last, label in candidates
        )
    people |= outlets
    acronyms = acronyms_of(paragraphs, spans)
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        for first, last, label in candidates:
            node = _identify(paragraph, first, last, label, found, people, acronyms, local)
            if node:
                name = Name(paragraph.index, first, last, node)
                found.found.append(name)
                found.by_paragraph[paragraph.index].append(name)
                owner = found.owner[paragraph.index]
                for token in range(first, last):
                    owner[token] = node
                surface = surface_of(paragraph, first, last)
                entity = found.entities[node]
                canonical = str(entity.values["name"])
                if surface != canonical:
                    aliases = entity.values.setdefault("aliases", [])
                    if isinstance(aliases, list) and surface not in aliases:
                        aliases.append(surface)
                standing = gazetteer.metonym(surface)
                if standing and standing.name != canonical:
                    found.add(standing.cls, standing.name, kind=standing.kind)
                    for token in range(first, last):
                        found.capitals[paragraph.index, token] = uri(standing.cls.lower(), standing.name)
    return found


def _identify(
    paragraph: Paragraph,
    first: int,
    last: int,
    label: str,
    found: Names,
    people: dict[str, str],
    acronyms: dict[str, str],
    local: str,
) -> str | None:
    text = surface_of(paragraph, first, last)
    if not text:
        return None
    after = paragraph.doc[last].lower_ if last < len(paragraph.doc) else ""
    if text in people and after not in ("administration", "government", "cabinet", "campaign"):
        return people[text]
    whole = f"{text} {after}"
    match = GOVERNMENTS.match(text) or GOVERNMENTS.match(whole)
    if match and match.group(1) in people:
        leader = str(found.entities[people[match.group(1)]].values["name"])
        role = gazetteer.role_of(leader, None)
        return found.add(
            "Organization",
            f"{match.group(1)} {match.group(2)}",
            kind="government",
            represents=role.org if role else None,
        ).uri
    if text in acronyms and not gazetteer.lookup(text):
        text = acronyms[text]
    if re.search(r"\b(?:Embassy|Consulate|Mission)$", text) and after == "in" and last + 1 < len(paragraph.doc):
        seat = paragraph.doc[last + 1].text
        text = f"{text} in {seat}" if seat[:1].isupper() else text
    entry = gazetteer.lookup(text)
    before = paragraph.doc[first - 1].lower_ if first else ""
    if not entry and last - first == 1 and before == "the" and text.lower() in words("nouns", "body"):
        return None  # "the Kingdom", "the Commission": whichever was spoken of
    if entry:
        return found.add(
            entry.cls, entry.name, kind=entry.kind, wikidata=entry.wikidata, represents=entry.represents
        ).uri
    state = gazetteer.state(text)
    if state:
        return found.add("State", state).uri
    if label in ("PERSON", "ORG") and " " not in text and gazetteer.is_place(text):
        return found.add("Place", text).uri
    if label in ("PERSON", "ORG") and last - first == 1 and _sentence_case(paragraph.doc, first, found):
        return None
    if label == "PERSON":
        name = bare_name(text)
        if " " in name:
            return people.get(name) or found.add("Person", name).uri
        here, before = paragraph.doc[last - 1], paragraph.doc[first - 1].lower_ if first else ""
        if here.dep_ == "appos" and here.head.i == first - 1 and here.head.lemma_.lower() in words("nouns", "body"):
            return found.add("Organization", text, kind=kind_of(text)).uri  # "the shipping line X"
        if name not in people and (
            before == "the" or (here.dep_ == "pobj" and before in ("in", "at", "near", "from", "to"))
        ):
            return found.add("Place", name).uri
        return people.get(name) or found.add("Person", name, f"urn:communique:person:{local}:{uri('', name)[16:]}").uri
    if label == "ORG":
        if text == "State" or (
            " " not in text and (gazetteer.demonym(text) or text.lower() in words("nouns", "titles"))
        ):
            return None
        return found.add("Organization", body_name(text) or text, kind=kind_of(text)).uri
    if (
        label in ("GPE", "LOC")
        and last - first == 1
        and not gazetteer.is_place(text)
        and _personal(paragraph.doc[first])
    ):
        return found.add("Person", text, f"urn:communique:person:{local}:{uri('', text)[16:]}").uri
    if label in ("GPE", "FAC", "LOC"):
        return None if gazetteer.demonym(text) or any(char.isdigit() for char in text) else found.add("Place", text).uri
    return None


def _personal(token: Token) -> bool:
    """Whether a word stands where a person does: it says something, or is met, told, thanked."""
    verb = token.head
    if verb.pos_ != "VERB":
        return False
    if token.dep_ == "nsubj":
        return verb.lemma_.lower() in words("cues", "levels") | PERSONAL
    return token.dep_ in ("dobj", "dative") and verb.lemma_.lower() in PERSONAL


def _sentence_case(doc: Doc, index: int, found: Names) -> bool:
    """Whether one word may owe its capital to its place: it opens a sentence or a quotation, and stands nowhere
    else so."""
    token = doc[index]
    opens = token.is_sent_start or (index > 0 and doc[index - 1].text in ('"', "'", ":", "-", "–", "—"))
    person = token.tag_ == "NNP" and token.ent_type_ == "PERSON"
    if not opens or token.text.isupper() or person or told_as_body(token):
        return False
    return not any(token.text in str(e.values["name"]).split() for e in found.entities.values())
