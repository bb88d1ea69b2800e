"""What a name names, by vote over the text: a person, a body and of what kind, a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.reading import gazetteer
from loaders.reading.parse import Paragraph
from loaders.reading.registry import HONORIFICS, PARTICLES, PERSONAL, Names, surface_of
from loaders.reading.words import words


def types_of(paragraphs: Sequence[Paragraph], spans: list[list[tuple[int, int, str]]]) -> dict[str, str]:
    """{name: label} of the names that no gazetteer has, by vote: the model errs on single mentions. An office
    beside a name
    tells a person, a telling last word ("... Gazette") a body."""
    votes: dict[str, Counter[str]] = {}
    parts_speak = {
        t.text
        for p in paragraphs
        for t in p.doc
        if t.dep_ == "nsubj"
        and t.text[:1].isupper()
        and t.head.lemma_.lower() in PERSONAL
        and not any(c.dep_ == "compound" for c in t.children)
    }
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        doc = paragraph.doc
        for first, last, label in candidates:
            text = surface_of(paragraph, first, last)
            if label == "GAZETTEER" or " " not in text:
                continue
            count = votes.setdefault(text, Counter())
            count[label] += 1
            head = doc[last - 1]
            spoken = head.i == last - 1 and parts_speak & {text.split()[-1]}
            if spoken and kind_of(text) == "other":
                count["PERSON"] += 2  # its last word says something elsewhere, by itself
            if any(c.dep_ == "relcl" and any(g.lower_ == "who" for g in c.children) for c in head.children):
                count["PERSON"] += 2
            if (
                first > 0
                and doc[first - 1].text == ","
                and head.dep_ == "appos"
                and any(t.lemma_.lower() in words("nouns", "titles") for t in doc[max(0, first - 10) : first])
            ):
                count["PERSON"] += 2  # "the secretary of the commission, X Y"
            titled = (
                first > 0
                and doc[first - 1].lemma_.lower() in words("nouns", "titles")
                and doc[first - 1].dep_ != "pobj"
            )
            apposed = [c for c in head.children if c.dep_ == "appos" and c.i > head.i]
            if titled or any(c.lemma_.lower() in words("nouns", "titles") for c in apposed):
                count["PERSON"] += 2
            if kind_of(text) != "other":
                count["ORG"] += 3
            if first > 0 and doc[first - 1].text.islower() and doc[first - 1].lemma_ in words("nouns", "body"):
                count["ORG"] += 2  # "the port operator X Y"
            of = doc[first - 1] if first > 1 else None
            if of is not None and of.lower_ == "of" and doc[first - 2].lemma_.lower() in words("nouns", "titles"):
                count["ORG"] += 1
    return {text: max(count, key=lambda label: (count[label], label == "ORG")) for text, count in votes.items()}


def people_of(
    types: dict[str, str], paragraphs: Sequence[Paragraph], spans: list[list[tuple[int, int, str]]], found: Names
) -> dict[str, str]:
    """{last name: uri} of the persons named in full somewhere."""
    full: dict[str, str] = {}
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        for first, last, label in candidates:
            text = surface_of(paragraph, first, last)
            entry = gazetteer.lookup(text) if label == "GAZETTEER" else None
            if entry and entry.cls == "Person":
                entity = found.add("Person", entry.name, wikidata=entry.wikidata)
                full[entry.name.split()[-1]] = entity.uri
                full.setdefault(text.split()[-1], entity.uri)     # as this text spells it
                if " " not in text:
                    full[text] = entity.uri
    ambiguous: set[str] = set()
    for text, label in types.items():
        if label != "PERSON" or gazetteer.state(text):
            continue
        name = bare_name(text)
        parts = name.split()
        if len(parts) < 2 or any(char.isdigit() for char in name):
            continue
        start = next((i for i, part in enumerate(parts) if i and part.lower() in PARTICLES), len(parts) - 1)
        entity = found.add("Person", name)
        for key in {parts[-1], " ".join(parts[start:])}:
            if key in full and full[key] != entity.uri:
                ambiguous.add(key)
            full.setdefault(key, entity.uri)
        full.setdefault(name, entity.uri)
    return {key: value for key, value in full.items() if key not in ambiguous}


def bare_name(name: str) -> str:
    """A person's name without titles and honorifics in front."""
    parts = name.replace("’s", "").split()
    while len(parts) > 1 and (
        parts[0].lower() in HONORIFICS or parts[0].lower() in words("nouns", "titles") or gazetteer.demonym(parts[0])
    ):
        parts.pop(0)
    return " ".join(parts)


def acronyms_of(paragraphs: Sequence[Paragraph], spans: list[list[tuple[int, int, str]]]) -> dict[str, str]:
    """{"HWU": "Harbour Workers' Union"} from "Harbour Workers' Union (HWU)"."""
    out = {}
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        for first, last, label in candidates:
            if label in ("ORG", "GAZETTEER") and last + 2 < len(paragraph.doc) and paragraph.doc[last].text == "(":
                short = paragraph.doc[last + 1].text
                if short.isupper() and len(short) > 1 and paragraph.doc[last + 2].text == ")":
                    out[short] = surface_of(paragraph, first, last)
    return out


def kind_of(name: str) -> str:
    """The kind that an organisation's name tells, else "other"."""
    lower = name.lower()
    for kind, clues in (
        ("ministry", ("ministry", "department", "foreign office", "treasury")),
        ("union", ("union", "federation of")),
        ("embassy", ("embassy", "consulate")),
        ("parliament", ("parliament", "senate", "congress", "duma", "knesset", "assembly")),
        ("party", ("party",)),
        ("court", ("court", "tribunal")),
        ("armed", ("forces", "army", "militia", "front", "brigade")),
        (
            "outlet",
            (
                "times",
                "news",
                "gazette",
                "herald",
                "tribune",
                "journal",
                "post",
                "wire",
                "broadcasting",
                "television",
                "tv",
                "radio",
                "newspaper",
                "telegraph",
                "chronicle",
            ),
        ),
        ("government", ("government", "administration", "office", "presidency")),
        ("company", ("inc", "corp", "ltd", "plc", "group", "bank", "company", "airlines")),
    ):
        if any(re.search(rf"\b{clue}\b", lower) for clue in clues):
            return kind
    return "other"
