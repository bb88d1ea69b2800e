"""Offices that the text gives to people: "Foreign Minister X", "X, the union's general secretary", "the envoy, X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from loaders.reading import gazetteer
from loaders.reading.parse import Paragraph
from loaders.reading.registry import HONORIFICS, Names
from loaders.reading.words import words

LONGEST_TITLE = 9  # tokens
FAR = 80           # tokens of a sentence that "its" looks back over


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
        for title, org in (_before(paragraphs, paragraph, name.first, names),
                           _after(paragraphs, paragraph, name.first, name.last, names)):
            if not title:
                continue
            org = org or _of_a_state(paragraph, name.last, names)
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


def _of_a_state(paragraph: Paragraph, last: int, names: Names) -> str | None:
    """The state behind a name: "Prime Minister X of Norway"."""
    if paragraph.doc[last:last + 1].text != "of":
        return None
    behind = next((node for node in names.owner[paragraph.index][last + 1:last + 3] if node), None)
    return behind if behind and names.entities[behind].cls == "State" else None


def _class(org: str) -> str:
    entry = gazetteer.lookup(org)
    return "State" if gazetteer.state(org) else entry.cls if entry and entry.cls != "Person" else "Organization"


def _before(paragraphs: Sequence[Paragraph], paragraph: Paragraph, first: int,
            names: Names) -> tuple[str | None, str | None]:
    """The title in front of a name: "top Ukrainian presidential aide", "Secretary of State"."""
    doc = paragraph.doc
    start = first
    if start and doc[start - 1].text == ",":  # "the foreign minister, Salma Idris,"
        start -= 1
    end, start = start, start
    owner = names.owner[paragraph.index]
    while start > 0 and end - start < LONGEST_TITLE and (_part_of_title(doc[start - 1]) or owner[start - 1]):
        if doc[start - 1].lower_ in ("of", "for") and (start < 2 or not _office_word(doc[start - 2])):
            break
        start -= 1
    if 0 < start < end and doc[start - 1].lower_ in ("its", "their"):
        start -= 1
    while start < end and (
        doc[start].pos_ in ("ADP", "PART", "PUNCT", "SYM", "CCONJ") or doc[start].lower_ in ("that", "when", "as")
    ):
        start += 1
    return _title(paragraphs, paragraph, start, end, names)


def _of_state(token: Token) -> bool:
    """The "State" of "Secretary of State" is no body."""
    return (
        token.lower_ == "state"
        and token.i > 1
        and token.nbor(-1).lower_ == "of"
        and token.nbor(-2).lower_ == "secretary"
    )


def _building(token: Token, names: Names) -> str | None:
    """The state that a building stands for: "the Kremlin spokesman"."""
    seat = gazetteer.metonym(token.text)
    return names.add("State", seat.name).uri if seat and seat.cls == "State" else None


def _office_word(token: Token) -> bool:
    """Whether an "of" may follow: "secretary of", "head of", not "possibility of"."""
    return token.lemma_.lower() in words("nouns", "titles") or token.lower_ in ("chief", "department", "ministry")


def _part_of_title(token: Token) -> bool:
    return (
        token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
        or token.lower_ in ("of", "for", "the", "'s", "'", "to", "-", "general", "&")
        or token.tag_ == "HYPH"
    )


def _after(paragraphs: Sequence[Paragraph], paragraph: Paragraph, first: int, last: int,
           names: Names) -> tuple[str | None, str | None]:
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
    return _title(paragraphs, paragraph, last + 1, end, names)


def _body_before(names: Names, paragraph: int, token: Token) -> str | None:
    """The organisation last named that "the union" may stand for, by a word of its name or by its kind."""
    for name in reversed(names.found):
        entity = names.entities[name.uri]
        if (name.paragraph, name.first) < (paragraph, token.i) and entity.cls == "Organization" and (
                token.lemma_.lower() in str(entity.values["name"]).lower()
                or entity.values.get("kind") == token.lemma_.lower()):
            return name.uri
    return None


def _owner_before(paragraphs: Sequence[Paragraph], index: int, token: Token, names: Names) -> str | None:
    """The body or state that "its" stands for: what acts in the sentence so far, or in one of the two before it; where
    none acts in one of these, the only one that is named there."""
    own = token.sent
    for at, sent in _backwards(paragraphs, index, own):
        end = token.i if sent == own else sent.end
        tokens = paragraphs[at].doc[max(sent.start, end - FAR) : end]
        doers = [t for t in tokens if t.dep_ in ("nsubj", "nsubjpass")]
        for doer in sorted(doers, key=lambda t: t.head.dep_ != "ROOT"):
            found = next((node for t in (doer, *doer.lefts) if (node := names.owner[at][t.i])), None)
            if found and names.entities[found].cls in ("Organization", "State"):
                return None if any(names.owner[at][one.i] != found for one in doer.conjuncts) else found
            if found is None and doer.pos_ == "PROPN":
                return None     # a name that nothing knows
            if doer.lemma_.lower() in words("nouns", "body") and (body := _body_before(names, at, doer)):
                return body
        named = {node for t in tokens if sent != own and (node := names.owner[at][t.i])
                 and names.entities[node].cls in ("Organization", "State")
                 and not any(up.lower_ == "according" for up in t.ancestors)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _backwards(paragraphs: Sequence[Paragraph], index: int, sent: Span) -> Iterator[tuple[int, Span]]:
    """The sentence and the two before it, nearest first, with the index of their paragraphs."""
    yield index, sent
    for _ in range(2):
        if not sent.start and not index:
            return
        if not sent.start:
            index -= 1
        before = sent.start or len(paragraphs[index].doc)
        sent = paragraphs[index].doc[before - 1].sent
        yield index, sent


def _title(paragraphs: Sequence[Paragraph], paragraph: Paragraph, first: int, last: int,
           names: Names) -> tuple[str | None, str | None]:
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
        if token.lower_ in ("its", "their"):
            org = org or _owner_before(paragraphs, paragraph.index, token, names)
            continue
        if token.i < head.i and token.lemma_.lower() in words("nouns", "body") and token.dep_ in ("compound", "poss"):
            org = org or _body_before(names, paragraph.index, token) or _building(token, names)
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
