"""Offices that the text gives to people: "Foreign Minister X", "X, the union's general secretary", "the envoy, X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.parse import Paragraph
from loaders.reading.registry import HONORIFICS, Names
from loaders.reading.words import words

LONGEST_TITLE = 9  # tokens


@dataclass(slots=True)
class Office:
    """`title` in lower case without state or article; `org` the name of the state or body, where it is told or
    known."""

    paragraph: int
    token: int
    person: str
    title: str
    org: str | None
    org_uri: str | None


def offices(paragraphs: Sequence[Paragraph], names: Names, published: str | None) -> list[Office]:
    """Every office that the text names beside a person, in order. The body comes from the words, or else from the
    gazetteer for a person who held that office on the day of publication."""
    out: list[Office] = []
    for name in names.found:
        if names.entities[name.uri].cls != "Person":
            continue
        paragraph = paragraphs[name.paragraph]
        for title, org in (_before(paragraph, name.first, names), _after(paragraph, name.first, name.last, names)):
            if not title:
                continue
            if org is None:
                role = gazetteer.role_of(str(names.entities[name.uri].values["name"]), published)
                if role and role.org and set(title.split()) & set(role.title.lower().replace("-", " ").split()):
                    org = names.add(_class(role.org), role.org).uri
            if org is None and out and _beside(paragraph, name.first, title, out[-1], names):
                org = out[-1].org_uri       # "German Chancellor X and Foreign Minister Y"
            called = str(names.entities[org].values["name"]) if org else None
            out.append(Office(name.paragraph, name.first, name.uri, title, called, org))
            break
    return out


def _beside(paragraph: Paragraph, first: int, title: str, last: Office, names: Names) -> bool:
    """Whether an office is told right behind the last one, joined to it by "and"."""
    if last.paragraph != paragraph.index or last.org_uri is None or names.entities[last.org_uri].cls != "State":
        return False
    between = paragraph.doc[last.token : first]
    lead = " ".join(t.lower_ for t in between if t.text != ",").partition(" and ")[2]
    return lead == title and between[-1].sent == between[0].sent


def _class(org: str) -> str:
    entry = gazetteer.lookup(org)
    return "State" if gazetteer.state(org) else entry.cls if entry and entry.cls != "Person" else "Organization"


def _before(paragraph: Paragraph, first: int, names: Names) -> tuple[str | None, str | None]:
    """The title in front of a name: "top Ukrainian presidential aide", "Secretary of State"."""
    doc = paragraph.doc
    start = first
    if start and doc[start - 1].text == ",":  # "the foreign minister, Salma Idris,"
        start -= 1
    end, start = start, start
    while start > 0 and end - start < LONGEST_TITLE and _part_of_title(doc[start - 1]):
        if doc[start - 1].lower_ in ("of", "for") and (start < 2 or not _office_word(doc[start - 2])):
            break
        start -= 1
    while start < end and (
        doc[start].pos_ in ("ADP", "PART", "PUNCT", "SYM", "CCONJ") or doc[start].lower_ in ("that", "when", "as")
    ):
        start += 1
    return _title(paragraph, start, end, names)


def _of_state(token: Token) -> bool:
    """The "State" of "Secretary of State" is no body."""
    return (
        token.lower_ == "state"
        and token.i > 1
        and token.nbor(-1).lower_ == "of"
        and token.nbor(-2).lower_ == "secretary"
    )


def _office_word(token: Token) -> bool:
    """Whether an "of" may follow: "secretary of", "head of", not "possibility of"."""
    return token.lemma_.lower() in words("nouns", "titles") or token.lower_ in ("chief", "department", "ministry")


def _part_of_title(token: Token) -> bool:
    return (
        token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
        or token.lower_ in ("of", "for", "the", "'s", "'", "to", "-", "general", "&")
        or token.tag_ == "HYPH"
    )


def _after(paragraph: Paragraph, first: int, last: int, names: Names) -> tuple[str | None, str | None]:
    """The title behind a name: "Salma Idris, the Sudanese foreign minister,"."""
    doc = paragraph.doc
    if last >= len(doc) or doc[last].text not in (",", "(") or last + 1 >= len(doc):
        return None, None
    end = last + 1
    while (
        end < len(doc)
        and end - last <= 14
        and doc[end].text not in (",", ")", ".", ";", '"', "–", "—")
        and doc[end].pos_ not in ("VERB", "AUX")
    ):
        end += 1
    if end >= len(doc) or doc[end].text not in (",", ")", "."):
        return None, None
    return _title(paragraph, last + 1, end, names)


def _body_before(names: Names, paragraph: int, token: Token) -> str | None:
    """The organisation last named that "its" or "the union" may stand for; "its" that of the sentence's own subject."""
    if token.lower_ in ("its", "their"):
        doer = next((t for t in token.sent if t.i < token.i and t.dep_ in ("nsubj", "nsubjpass")
                     and t.lemma_.lower() in words("nouns", "body")), None)
        if doer is not None and (found := _body_before(names, paragraph, doer)):
            return found
    for name in reversed(names.found):
        entity = names.entities[name.uri]
        its = token.lower_ in ("its", "their")
        if (name.paragraph, name.first) < (paragraph, token.i) and (
                entity.cls == "Organization" or (its and entity.cls == "State")):
            known = its and paragraph - name.paragraph < 2
            if (
                known
                or token.lemma_.lower() in str(entity.values["name"]).lower()
                or entity.values.get("kind") == token.lemma_.lower()
            ):
                return name.uri
    return None


def _title(paragraph: Paragraph, first: int, last: int, names: Names) -> tuple[str | None, str | None]:
    """(title in lower case, uri of the body) of the tokens, or (None, None) when they are no title."""
    doc, owner = paragraph.doc, names.owner[paragraph.index]
    org: str | None = None
    kept: list[str] = []
    heads = [
        t
        for t in doc[first:last]
        if t.lemma_.lower() in words("nouns", "titles") or t.lower_ in words("nouns", "titles")
    ]
    heads += [t for t in doc[first:last] if "-" in t.text and t.text.lower() in words("nouns", "titles")]
    if not heads:
        return None, None
    head = heads[-1] if heads[-1].i + 1 == last else heads[0]
    for token in doc[first:last]:
        if token.i != head.i and (
            token.lower_ in ("its", "their")
            or (
                token.lemma_.lower() in words("nouns", "body")
                and token.i < head.i
                and token.dep_ in ("compound", "poss")
            )
        ):
            org = org or _body_before(names, paragraph.index, token)
            continue
        state = gazetteer.demonym(token.text) or gazetteer.state(token.text)
        node = owner[token.i] if not _of_state(token) else None
        if node and names.entities[node].cls in ("Organization", "State", "Place") and token.i != head.i:
            if names.entities[node].cls != "Place":
                org = org or node
            elif (paragraph.index, token.i) in names.capitals:
                org = org or names.capitals[paragraph.index, token.i]
            if token.i > head.i:
                break
            continue
        if state:
            org = org or names.add("State", state).uri
            continue
        if (
            token.lower_ in HONORIFICS
            or token.text in ("'s", "'", ",", '"')
            or token.pos_ == "DET"
            or (token.dep_ == "punct" and token.text != "-")
        ):
            continue
        if node and names.entities[node].cls == "Person":
            return None, None
        kept.append(token.text)
    text = " ".join(kept).replace(" - ", "-").strip().lower()
    while text.rsplit(" ", 1)[-1] in ("of", "for", "the", "and", "to", "at", "in", "from", "with", "on"):
        text = text.rsplit(" ", 1)[0] if " " in text else ""
    text = text.removeprefix("of ").removeprefix("for ")
    if not text or len(text) > 60 or (" and " in text and len(text.split()) > 6):
        return None, None
    if (
        text.split()[-1] not in {w.split()[-1] for w in words("nouns", "titles")}
        and not any(t in text for t in (" of ", " for "))
        and text.split()[0] not in words("nouns", "titles")
    ):
        return None, None
    return text, org
