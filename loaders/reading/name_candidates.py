"""Where names stand in a paragraph: the gazetteer's, the model's, and those that both pass over."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from loaders.reading import gazetteer
from loaders.reading.noun_phrases import ARTICLES
from loaders.reading.parse import Paragraph
from loaders.reading.registry import HONORIFICS, PARTICLES, PERSONAL
from loaders.reading.words import words

STATE_BODIES = {"agency", "association", "bank", "corporation", "federation", "institute", "post", "times",
                "university"}
JOINTS = {"in", "at", "on", "after", "before", "with"}
BEFORE_NAMES = ARTICLES | {"both", "either", "neither", "no", "nor"}
LONGEST_NAME = 8  # tokens


def candidates_of(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    """Non-overlapping (first, last, label): the longest gazetteer matches first, then what the model calls an
    entity."""
    doc, taken, out = paragraph.doc, [False] * len(paragraph.doc), []
    around = {i: entity for entity in doc.ents for i in range(entity.start, entity.end)}
    token = 0
    while token < len(doc):
        here = doc[token]
        if here.text[:1].isupper() or (here.text[:1].isdigit() and len(here.text) > 2) or here.text == "al":
            for last in range(min(len(doc), token + LONGEST_NAME), token, -1):
                if doc[last - 1].is_punct or doc[last - 1].is_space or not doc[last - 1].text[:1].isalnum():
                    continue
                if last - token == 1 and here.is_sent_start and here.pos_ not in ("PROPN", "ADJ", "NOUN"):
                    continue
                text = doc[token:last].text
                entry = gazetteer.lookup(text)
                body = _state_named_body(doc, token) if last - token == 1 else 0
                if body:
                    out.append((token, body, "ORG"))
                    taken[token:body] = [True] * (body - token)
                    token = body - 1
                    break
                wider = around.get(token)
                longer = (wider is not None and wider.start < token and wider.end >= last
                          and wider.label_ in ("GPE", "LOC", "FAC"))
                if entry and last - token == 1 and (entry.cls == "Organization" or longer) and _joined(doc, token):
                    continue
                bare = token + (here.lower_ == "the")
                if last - bare == 1 and _named_after_place(doc, bare, bool(gazetteer.state(text))):
                    continue
                article = here.lower_ == "the" and doc[last - 1].dep_ == "compound"  # "The Oslo Bank" is no place
                several = last - token > 1 or _passed_over_capital(doc, token)
                if not entry and several and gazetteer.is_place(text) and not article:
                    out.append((token, last, "GPE"))
                    taken[token:last] = [True] * (last - token)
                    token = last - 1
                    break
                if entry or gazetteer.state(text):
                    # a person of the gazetteer may be part of a longer, other name: "Kim Song Nam", "Yasser al-Haddad"
                    person = wider is not None and wider.label_ == "PERSON" and (
                        wider.end > last or _other_first_name(doc, wider.start, token))
                    if not (person and last - token == 1):
                        out.append((token, last, "GAZETTEER"))
                        taken[token:last] = [True] * (last - token)
                        token = last - 1
                        break
        token += 1
    for first, last, label in _pieces(doc):
        while first < last and (
            doc[first].lower_ in BEFORE_NAMES
            or doc[first].lower_ in HONORIFICS
            or doc[first].is_punct
            or doc[first].is_space
        ):
            first += 1
        while last > first and (doc[last - 1].is_punct or doc[last - 1].is_space or doc[last - 1].text in ("'s", "'")):
            last -= 1
        if (
            first < last
            and not _portfolio(doc, first, last)
            and not any(taken[first:last])
            and label in ("PERSON", "ORG", "GPE", "FAC", "LOC", "NORP")
            and any(t.text[:1].isupper() for t in doc[first:last])
        ):
            out.append((first, last, label))
            taken[first:last] = [True] * (last - first)
    _missed(paragraph, taken, out)
    return sorted(out)


def _other_first_name(doc: Doc, start: int, surname: int) -> bool:
    """Whether a name stands in front of the surname, and no title: not the "Haddad" that everybody knows."""
    first = doc[start].lower_.rstrip(".")
    return start < surname and doc[start].text[:1].isupper() and first not in words("nouns", "titles") and (
        first not in HONORIFICS and f"{first}." not in HONORIFICS and not gazetteer.demonym(doc[start].text))


def _passed_over_capital(doc: Doc, index: int) -> bool:
    """Whether the word by itself is a capital that the model takes for no name: "Kyiv dismissed the idea"."""
    around = [doc[i].pos_ for i in (index - 1, index + 1) if 0 <= i < len(doc)]
    return doc[index].pos_ == "PROPN" and not doc[index].ent_type_ and "PROPN" not in around and (
        gazetteer.metonym(doc[index].text) is not None)


def _named_after_place(doc: Doc, index: int, state: bool) -> bool:
    """Whether the model takes the word for the beginning of a body's name: the "Virginia" of "Virginia Port Authority".

    A state's name begins that of an agency or a bank; its ministries and its army are known by the state.
    """
    longer = next((e for e in doc.ents if e.start <= index < e.end - 1 and e.label_ == "ORG"), None)
    bodies = STATE_BODIES if state else words("nouns", "body")
    return longer is not None and doc[longer.end - 1].lower_ in bodies and (
        doc[index].dep_ == "compound" and doc[index].pos_ == "PROPN")


def _state_named_body(doc: Doc, index: int) -> int:
    """The end of a body's name that begins with a state's, where the word for what it is stands before: "the
    employers' association UK Harbours"; else 0."""
    if not (index and gazetteer.state(doc[index].text) and doc[index - 1].lemma_.lower() in words("nouns", "body")):
        return 0
    last = index + 1
    while last < len(doc) and doc[last].pos_ == "PROPN" and doc[last].text[:1].isupper():
        last += 1
    return last if last > index + 1 else 0


def _pieces(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """The model's entities, those that run over a preposition cut: "Osei in London" is a name and a place."""
    for entity in doc.ents:
        cut = next((i for i in range(entity.start + 1, entity.end) if doc[i].lower_ in JOINTS), entity.end)
        if entity.label_ == "PERSON":
            yield _first_name(doc, entity.start), _surnames(doc, cut), entity.label_
        else:
            yield entity.start, cut, entity.label_
        if gazetteer.is_place(doc[cut + 1 : entity.end].text):
            yield cut + 1, entity.end, "GPE"


def _first_name(doc: Doc, start: int) -> int:
    """Where a person's name begins of which the model takes the last alone: "Chaudhry-Bell" of "Imran ..."."""
    before = doc[start - 1] if start else None
    first = before is not None and before.pos_ == "PROPN" and before.dep_ == "compound" and not before.ent_type_ and (
        before.text.istitle() and before.head.i >= start and not gazetteer.demonym(before.text)
        and before.lower_ not in HONORIFICS | words("nouns", "titles") | words("nouns", "body") | {"executive"})
    return start - 1 if first else start


def _surnames(doc: Doc, end: int) -> int:
    """Where a person's name ends of which the model takes the first names alone: "José Luis" of "... Rodríguez X",
    "Friederike von der" of "... Aue"."""
    if doc[end - 1].lower_ in PARTICLES and end < len(doc) and doc[end].pos_ == "PROPN":
        return end + 1
    head = doc[end - 1].head
    rest = doc[end : head.i + 1] if doc[end - 1].dep_ == "compound" else ()
    return head.i + 1 if rest and all(t.pos_ == "PROPN" and not t.ent_type_ for t in rest) else end


def _portfolio(doc: Doc, first: int, last: int) -> bool:
    """The "Trade" of "Trade Representative X", the "Commerce" of "Vice Commerce Minister X": part of an office."""
    return last - first == 1 and last + 1 < len(doc) and doc[first].dep_ == "compound" and (
        doc[last].text[:1].isupper() and doc[last].lower_ in words("nouns", "titles") and doc[last + 1].text.istitle())


def _person_here(doc: Doc, first: int, last: int) -> bool:
    """An unclaimed run of names that is a person: it speaks, has an office behind it, or is an office's apposition."""
    head = doc[last - 1]
    if head.dep_ == "nsubj" and head.head.lemma_.lower() in PERSONAL:
        return True
    if any(c.dep_ == "appos" and c.lemma_.lower() in words("nouns", "titles") for c in head.children):
        return True
    commas = first > 0 and doc[first - 1].text == "," and last < len(doc) and doc[last].text == ","
    return commas and any(t.lemma_.lower() in words("nouns", "titles") for t in doc[max(0, first - 12) : first])


def _joined(doc: Doc, index: int) -> bool:
    """Whether a capitalised neighbour makes one word part of a longer name: the "Wire" of "Meridian Wire"."""
    before, after = doc[index - 1] if index else None, doc[index + 1] if index + 1 < len(doc) else None
    return (
        before is not None
        and before.pos_ == "PROPN"
        and before.text[:1].isupper()
        and before.dep_ == "compound"
        and before.head.i == index
        and not gazetteer.state(before.text)
    ) or (
        after is not None
        and after.pos_ == "PROPN"
        and after.text[:1].isupper()
        and doc[index].dep_ == "compound"
        and doc[index].head.i == index + 1
        and doc[index].text[1:].islower()
    )


def _missed(paragraph: Paragraph, taken: list[bool], out: list[tuple[int, int, str]]) -> None:
    """Runs of proper nouns that the model passes over: a person after a title, else a body with a telling head."""
    doc = paragraph.doc
    token = 0
    while token < len(doc):
        if taken[token] or doc[token].pos_ != "PROPN" or not doc[token].text[:1].isupper():
            token += 1
            continue
        last = token
        while last < len(doc) and not taken[last] and doc[last].pos_ == "PROPN" and doc[last].text[:1].isupper():
            last += 1
        head = doc[last - 1].lower_
        offices = [
            k + 1
            for k in range(token, last)
            if doc[k].lower_ in words("nouns", "titles") or doc[k].lower_ in HONORIFICS
        ]
        person = offices[-1] if offices else token if last - token > 1 and _person_here(doc, token, last) else last
        if 1 <= last - person <= 3:
            out.append((person, last, "PERSON"))
            taken[person:last] = [True] * (last - person)
        elif (last - token > 1 and head in words("nouns", "body")) or told_as_body(doc[last - 1]):
            out.append((token, last, "ORG"))
            taken[token:last] = [True] * (last - token)
        token = last


def told_as_body(name: Token) -> bool:
    """"Metrovias, the private firm which runs the lines": what it is stands behind it."""
    return any(c.dep_ == "appos" and c.lemma_.lower() in words("nouns", "body") and c.i > name.i
               and any(d.lower_ in ARTICLES for d in c.children) for c in name.children)


def with_known(paragraph: Paragraph, candidates: list[tuple[int, int, str]], known: dict[str, list[list[str]]]) -> None:
    """Names known from elsewhere in the document, where the model passes over them: surnames, bodies, the outlet
    itself."""
    doc = paragraph.doc
    owned = {i: (first, last) for first, last, _ in candidates for i in range(first, last)}
    for token in doc:
        if not token.text[:1].isupper():
            continue
        for parts in sorted(known.get(token.text, ()), key=len, reverse=True):
            last = token.i + len(parts)
            inside = {owned[i] for i in range(token.i, min(last, len(doc))) if i in owned}
            if (
                last <= len(doc)
                and [t.text for t in doc[token.i : last]] == parts
                and all(b - a < len(parts) and token.i <= a and b <= last for a, b in inside)
            ):
                candidates[:] = [c for c in candidates if (c[0], c[1]) not in inside]
                candidates.append((token.i, last, "PERSON" if len(parts) == 1 else "ORG"))
                owned |= {i: (token.i, last) for i in range(token.i, last)}
                break
