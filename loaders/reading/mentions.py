"""Names in a document: which words name which actor or place. One registry a document, built over the whole text first,
so that a surname in the first line finds the full name in the third.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from loaders.reading import gazetteer
from loaders.reading.parse import Paragraph
from loaders.reading.words import words
from schema import Entity, uri

PARTICLES = {"de", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "du", "da", "dos", "di", "ter"}
HONORIFICS = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "gen.",
    "sen.",
    "rep.",
    "gov.",
    "prof.",
    "col.",
    "lt.",
    "sheikh",
    "prince",
    "princess",
}
PERSONAL = {
    "say",
    "tell",
    "add",
    "meet",
    "thank",
    "accuse",
    "write",
    "declare",
    "state",
    "recall",
    "respond",
    "answer",
    "joke",
    "caution",
    "concede",
    "admit",
    "warn",
    "deny",
    "insist",
    "call",
    "urge",
    "note",
    "explain",
    "criticise",
    "praise",
    "reply",
    "argue",
    "stress",
    "announce",
    "dismiss",
    "blast",
    "condemn",
    "speak",
}
JOINTS = {"in", "at", "on", "after", "before", "with"}
LONGEST_NAME = 8  # tokens
GOVERNMENTS = re.compile(r"^(?:the )?([A-Z][\w’'-]+) (administration|government|cabinet|team|campaign|presidency)$")


@dataclass(slots=True)
class Name:
    """Tokens [first, last) of a paragraph that name the entity `uri`."""

    paragraph: int
    first: int
    last: int
    uri: str


@dataclass(slots=True)
class Names:
    """The names of a document: `found` in reading order, `entities` by uri, `owner[paragraph][token]` the uri or
    None."""

    found: list[Name] = field(default_factory=list)
    by_paragraph: defaultdict[int, list[Name]] = field(default_factory=lambda: defaultdict(list))
    entities: dict[str, Entity] = field(default_factory=dict)
    owner: list[list[str | None]] = field(default_factory=list)
    capitals: dict[tuple[int, int], str] = field(
        default_factory=dict
    )  # tokens that stand for a state or body if they act

    def add(self, cls: str, name: str, node: str | None = None, **values: object) -> Entity:
        """The entity of that name, made when it is new."""
        node = node or uri(cls.lower(), name)
        entity = self.entities.get(node)
        if entity is None:
            kept = {key: value for key, value in values.items() if value}
            entity = self.entities[node] = Entity(node, cls, {"name": name, **kept})  # type: ignore[dict-item]
        return entity


def names(paragraphs: Sequence[Paragraph], local: str, publisher: str | None = None) -> Names:
    """Every name of the document. `local` is its slug, for those who go by a surname only; `publisher` a name it
    knows."""
    found = Names(owner=[[None] * len(p.doc) for p in paragraphs])
    spans = [_candidates(p) for p in paragraphs]
    types = _types(paragraphs, spans)
    outlets = {}
    if publisher:
        outlet = found.add("Organization", publisher, kind="outlet").uri
        outlets = {publisher: outlet, publisher.removeprefix("The "): outlet}
    people = _people(types, paragraphs, spans, found)
    known: dict[str, list[list[str]]] = {}  # first word -> the names that begin with it, in words
    for text in {*people, *outlets, *(t for t in types if " " in t)}:
        parts = re.findall(r"[\w’'.-]+", text)
        known.setdefault(parts[0] if parts else "", []).append(parts)
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        _known(paragraph, candidates, known)
        candidates[:] = sorted(
            (first, last, types.get(_surface(paragraph, first, last), label) if label != "GAZETTEER" else label)
            for first, last, label in candidates
        )
    people |= outlets
    acronyms = _acronyms(paragraphs, spans)
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
                surface = _surface(paragraph, first, last)
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


def _surface(paragraph: Paragraph, first: int, last: int) -> str:
    text = paragraph.doc[first:last].text.strip()
    text = re.sub(r"^(?:the|The) (?=\S)", "", text)
    return re.sub(r"(?:'s|’s|')$", "", text).strip(" ,.\"'") if not re.search(r"\b[A-Z]\.[A-Z]\.$", text) else text


def _candidates(paragraph: Paragraph) -> list[tuple[int, int, str]]:
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
                if last - token == 1 and not gazetteer.state(text) and _named_after_place(doc, token):
                    continue
                if not entry and last - token > 1 and gazetteer.is_place(text):
                    out.append((token, last, "GPE"))
                    taken[token:last] = [True] * (last - token)
                    token = last - 1
                    break
                if entry or gazetteer.state(text):
                    # a person of the gazetteer may be the start of a longer, other name: "Kim Song Nam"
                    person = wider is not None and wider.end > last and wider.label_ == "PERSON"
                    if not (person and last - token == 1):
                        out.append((token, last, "GAZETTEER"))
                        taken[token:last] = [True] * (last - token)
                        token = last - 1
                        break
        token += 1
    for first, last, label in _pieces(doc):
        while first < last and (
            doc[first].lower_ in ("the", "a", "an", "both", "either", "neither", "no", "nor")
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


def _named_after_place(doc: Doc, index: int) -> bool:
    """Whether the model takes the word for the beginning of a body's name: the "Virginia" of "Virginia Port Authority".
    """
    longer = next((e for e in doc.ents if e.start <= index < e.end - 1 and e.label_ == "ORG"), None)
    return longer is not None and doc[longer.end - 1].lower_ in words("nouns", "body") and (
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
        yield entity.start, cut, entity.label_
        if gazetteer.is_place(doc[cut + 1 : entity.end].text):
            yield cut + 1, entity.end, "GPE"


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
        elif last - token > 1 and head in words("nouns", "body"):
            out.append((token, last, "ORG"))
            taken[token:last] = [True] * (last - token)
        token = last


def _types(paragraphs: Sequence[Paragraph], spans: list[list[tuple[int, int, str]]]) -> dict[str, str]:
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
            text = _surface(paragraph, first, last)
            if label == "GAZETTEER" or " " not in text:
                continue
            count = votes.setdefault(text, Counter())
            count[label] += 1
            head = doc[last - 1]
            spoken = head.i == last - 1 and parts_speak & {text.split()[-1]}
            if spoken and _kind(text) == "other":
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
            if _kind(text) != "other":
                count["ORG"] += 3
            if first > 0 and doc[first - 1].lemma_.lower() in words("nouns", "body"):
                count["ORG"] += 2  # "the port operator X Y"
            of = doc[first - 1] if first > 1 else None
            if of is not None and of.lower_ == "of" and doc[first - 2].lemma_.lower() in words("nouns", "titles"):
                count["ORG"] += 1
    return {text: max(count, key=lambda label: (count[label], label == "ORG")) for text, count in votes.items()}


def _known(paragraph: Paragraph, candidates: list[tuple[int, int, str]], known: dict[str, list[list[str]]]) -> None:
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


def _people(
    types: dict[str, str], paragraphs: Sequence[Paragraph], spans: list[list[tuple[int, int, str]]], found: Names
) -> dict[str, str]:
    """{last name: uri} of the persons named in full somewhere."""
    full: dict[str, str] = {}
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        for first, last, label in candidates:
            text = _surface(paragraph, first, last)
            entry = gazetteer.lookup(text) if label == "GAZETTEER" else None
            if entry and entry.cls == "Person":
                entity = found.add("Person", entry.name, wikidata=entry.wikidata)
                full[entry.name.split()[-1]] = entity.uri
                if " " not in text:
                    full[text] = entity.uri
    ambiguous: set[str] = set()
    for text, label in types.items():
        if label != "PERSON" or gazetteer.state(text):
            continue
        name = _bare(text)
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


def _bare(name: str) -> str:
    """A person's name without titles and honorifics in front."""
    parts = name.replace("’s", "").split()
    while len(parts) > 1 and (
        parts[0].lower() in HONORIFICS or parts[0].lower() in words("nouns", "titles") or gazetteer.demonym(parts[0])
    ):
        parts.pop(0)
    return " ".join(parts)


def _acronyms(paragraphs: Sequence[Paragraph], spans: list[list[tuple[int, int, str]]]) -> dict[str, str]:
    """{"HWU": "Harbour Workers' Union"} from "Harbour Workers' Union (HWU)"."""
    out = {}
    for paragraph, candidates in zip(paragraphs, spans, strict=True):
        for first, last, label in candidates:
            if label in ("ORG", "GAZETTEER") and last + 2 < len(paragraph.doc) and paragraph.doc[last].text == "(":
                short = paragraph.doc[last + 1].text
                if short.isupper() and len(short) > 1 and paragraph.doc[last + 2].text == ")":
                    out[short] = _surface(paragraph, first, last)
    return out


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
    text = _surface(paragraph, first, last)
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
        name = _bare(text)
        if " " in name:
            return people.get(name) or found.add("Person", name).uri
        here, before = paragraph.doc[last - 1], paragraph.doc[first - 1].lower_ if first else ""
        if here.dep_ == "appos" and here.head.i == first - 1 and here.head.lemma_.lower() in words("nouns", "body"):
            return found.add("Organization", text, kind=_kind(text)).uri  # "the shipping line X"
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
        return found.add("Organization", gazetteer.body_name(text) or text, kind=_kind(text)).uri
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
    if not opens or token.text.isupper() or (token.tag_ == "NNP" and token.ent_type_ == "PERSON"):
        return False
    return not any(token.text in str(e.values["name"]).split() for e in found.entities.values())


def _kind(name: str) -> str:
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
