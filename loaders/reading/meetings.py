"""Encounters: meetings, talks, visits, calls, held or not. A sighting is one mention; sightings of the same encounter
are gathered, and each keeps its own hedge, since one outlet's "could meet" is another's "met".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from loaders.reading.actors import Actors, conjoined
from loaders.reading.modality import Hedge, hedge
from loaders.reading.parse import Paragraph
from loaders.reading.times import TimeMention
from loaders.reading.words import table, words
from schema import DATA, bounds, slug

TRAVEL = {"travel", "fly", "head", "go", "return", "arrive", "come", "journey"}
LIGHT = {
    "hold",
    "have",
    "begin",
    "start",
    "resume",
    "conduct",
    "attend",
    "conclude",
    "open",
    "join",
    "finish",
    "complete",
    "stage",
    "wrap",
    "convene",
    "take",
    "continue",
    "plan",
    "schedule",
    "host",
    "end",
    "enter",
    "cancel",
    "postpone",
    "skip",
    "arrange",
    "organise",
    "organize",
    "boycott",
    "suspend",
    "break",
    "lead",
    "chair",
    "propose",
    "seek",
    "want",
    "request",
    "make",
    "pay",
}
ABSENT = {
    "skip",
    "boycott",
    "cancel",
    "postpone",
    "host",
    "arrange",
    "organise",
    "organize",
    "propose",
    "seek",
    "want",
    "request",
    "suspend",
}
AFTER = {"at", "in", "during", "after", "following", "since", "from", "throughout", "over"}
PAST = ("VBD", "VBN")
ANAPHORIC = {"the", "this", "that", "these", "those", "both", "their", "his", "her", "its", "such", "any"}
AGAIN = {
    "another",
    "next",
    "new",
    "second",
    "third",
    "further",
    "fresh",
    "follow-up",
    "again",
    "separate",
    "subsequent",
    "final",
    "fourth",
}
NOT_MET = {
    "backlash",
    "criticism",
    "deadline",
    "target",
    "need",
    "demand",
    "condition",
    "requirement",
    "resistance",
    "goal",
    "obligation",
    "opposition",
    "approval",
    "standard",
    "scepticism",
    "skepticism",
    "challenge",
    "cost",
    "commitment",
    "anger",
    "outcry",
    "silence",
}
SCHEDULING = {"schedule", "plan", "hold", "set", "expect", "slate", "due", "postpone", "cancel"}
FAMILY = {"visit": "visit", "call": "call"}


@dataclass(slots=True)
class Sighting:
    """One mention of an encounter. `clause` are the tokens that tell of it; `light` the verb that carries a noun."""

    paragraph: int
    token: int
    kind: str
    clause: tuple[int, int]
    participants: list[str]
    hedge: Hedge
    place: str | None = None
    time: TimeMention | None = None
    named: str | None = None
    definite: bool = False
    again: str = ""  # the word that tells it from one before: "second", "next"


@dataclass(slots=True)
class Encounter:
    """What several sightings speak of."""

    uri: str
    kind: str
    sightings: list[Sighting] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    place: str | None = None
    time: str | None = None
    title: str = ""
    named: bool = False


Bounds = Callable[[Paragraph, Token], tuple[int, int]]


def meetings(
    paragraphs: Sequence[Paragraph],
    actors: Actors,
    times: Sequence[TimeMention],
    published: str | None,
    within: Bounds,
    local: str,
) -> list[Encounter]:
    """The document's encounters. `within` gives the token range of the claim that holds a token: hedges look no
    further."""
    out: list[Encounter] = []
    for paragraph in paragraphs:
        here = [t for t in times if paragraph.start <= t.span.start < paragraph.start + len(paragraph.text)]
        for token in paragraph.doc:
            seen = _sighting(paragraph, token, actors, here, published, within)
            if seen:
                _gather(seen, out, actors)
    kept = [e for e in out if e.participants or e.place or e.named]
    for number, encounter in enumerate(kept):
        encounter.title = encounter.title or _title(encounter, actors)
        encounter.uri = f"{DATA}meeting:{local}:{slug(encounter.title)}"
        if any(other.uri == encounter.uri for other in kept[:number]):
            encounter.uri += f"-{number}"
    return kept


def _sighting(
    paragraph: Paragraph, token: Token, actors: Actors, times: list[TimeMention], published: str | None, within: Bounds
) -> Sighting | None:
    lemma = token.lemma_.lower()
    kinds = table("nouns")["meeting"]
    if token.pos_ == "VERB":
        seen = _verb(paragraph, token, lemma, actors)
    elif (
        token.pos_ in ("NOUN", "PROPN")
        and (lemma in kinds or token.lower_ in kinds)
        and token.dep_ not in ("compound",)
    ):
        seen = _noun(paragraph, token, kinds.get(lemma) or kinds[token.lower_], actors)
    else:
        return None
    if seen is None:
        return None
    first, last = within(paragraph, token)
    seen.time = _time(paragraph, token, times)
    seen.hedge = _occurrence(token, first, last, seen, published)
    seen.again = next((c.lower_ for c in token.children if c.lower_ in AGAIN), "")
    return seen


def _verb(paragraph: Paragraph, token: Token, lemma: str, actors: Actors) -> Sighting | None:
    who = _subjects(paragraph, token, actors)
    clause = _clause(token)
    if lemma in ("dine", "lunch", "breakfast", "huddle"):
        lemma = "meet"
    if lemma in ("meet", "sit") or (lemma in ("speak", "talk", "confer") and not _speech(token)):
        if any(t.lemma_.lower() in NOT_MET for t in _objects(token)):
            return None
        if lemma == "sit" and not any(c.lower_ == "down" for c in token.children):
            return None
        others = [
            n
            for t in _objects(token, ("with", "to") if lemma in ("speak", "talk") else ("with",))
            for n in actors.who(paragraph, t)
        ]
        others = [n for n in others if actors.cls(n) != "Place"]
        phone = any(t.lower_ in ("phone", "telephone", "videolink") for t in token.subtree)
        if lemma in ("speak", "talk", "confer") and not (
            others and (phone or any(c.lower_ in ("with",) for c in token.children))
        ):
            return None
        if not others and not (len(who) > 1 or any(actors.cls(n) == "Group" for n in who)):
            return None
        place = _place(paragraph, token, actors, ("in", "at"))
        if not others and lemma == "meet" and not (place or len(who) > 1 or who):
            return None
        both = _unique([*who, *others])
        formal = any(actors.cls(n) in ("Group", "State", "Organization") for n in both)
        kind = "call" if phone or lemma in ("speak", "talk") else "talks" if formal else "meeting"
        return Sighting(paragraph.index, token.i, kind, clause, both, Hedge(), place)
    if lemma == "visit":
        place = next((n for t in _objects(token) for n in _where(paragraph, t, actors)), None)
        return Sighting(paragraph.index, token.i, "visit", clause, who, Hedge(), place) if place and who else None
    if lemma in TRAVEL and who and any(actors.cls(n) in ("Person", "Group", "UnnamedSource") for n in who):
        place = _place(paragraph, token, actors, ("to", "in") if lemma == "arrive" else ("to",))
        return Sighting(paragraph.index, token.i, "visit", clause, who, Hedge(), place) if place else None
    if lemma in ("phone", "telephone") or lemma == "gather" or (lemma == "convene" and not _objects(token)):
        others = [n for t in _objects(token) for n in actors.who(paragraph, t)]
        place = _place(paragraph, token, actors, ("in", "at"))
        if lemma in ("gather", "convene") and not (place and who):
            return None
        if lemma in ("phone", "telephone") and not others:
            return None
        return Sighting(
            paragraph.index, token.i, "call" if others else "meeting", clause, _unique([*who, *others]), Hedge(), place
        )
    return None


def _noun(paragraph: Paragraph, token: Token, kind: str, actors: Actors) -> Sighting | None:
    doc = paragraph.doc
    if token.lemma_.lower() == "round" and not any(
        t.lemma_.lower() in ("talk", "negotiation", "discussion", "consultation", "meeting") for t in token.subtree
    ):
        return None
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() == "round":
        return None  # "a round of talks" is one sighting, at "round"
    if (
        token.lower_ in ("discussion", "conversation", "call", "dialogue", "hearing")
        and token.dep_ == "pobj"
        and token.head.lower_ == "under"
    ):
        return None
    if token.lemma_.lower() == "call" and any(c.dep_ == "prep" and c.lower_ == "for" for c in token.children):
        return None  # "calls for restraint"
    if token.lemma_.lower() == "talk" and token.tag_ == "NN":
        return None  # "talk of a deal"
    if (
        token.dep_ == "pobj"
        and token.head.lower_ == "for"
        and token.head.head.lemma_.lower() in ("meet", "gather", "sit")
    ):
        return None  # "met in X for talks" is one encounter, at "met"
    if any(
        c.lower_ in ("video", "phone", "telephone", "conference") and c.dep_ == "compound" for c in token.children
    ) and kind in ("call", "meeting"):
        kind = "call"
    who: list[str] = []
    place = None
    for child in token.children:
        if child.dep_ == "poss" or (child.dep_ in ("amod", "compound", "nmod") and child.i < token.i):
            for part in [child, *conjoined(child)]:
                for node in actors.meaning.get((paragraph.index, part.i), ()) or _owner(paragraph, part, actors):
                    if actors.cls(node) in ("Place",) or (
                        child.dep_ == "compound" and kind != "visit" and actors.cls(node) == "State"
                    ):
                        place = place or node
                    elif child.dep_ != "compound" or actors.cls(node) in ("State", "Person", "Group"):
                        who.append(node)
                who += [n for n in _demonyms(part, actors) if n not in who]
        if child.dep_ == "prep" and child.lower_ == "of":  # "a round of talks between A and B"
            inner = [c for t in child.children if t.lemma_.lower() in words("nouns", "meeting") for c in t.children]
            for deeper in (c for c in inner if c.lower_ in ("between", "with", "among")):
                who += [n for t in deeper.children if t.dep_ == "pobj" for n in actors.who(paragraph, t)]
        if child.dep_ == "relcl":
            place = place or _place(paragraph, child, actors, ("in", "at"))
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "of", "among", "by"):
            for target in (c for c in child.children if c.dep_ == "pobj"):
                who += [n for n in actors.who(paragraph, target) if actors.cls(n) != "Place"]
    place = place or _place(paragraph, token, actors, ("in", "at", "to") if kind == "visit" else ("in", "at"))
    light = _light(token)
    if light is not None:
        if (token.dep_ in ("dobj", "pobj") and light.lemma_.lower() not in ABSENT) or (
            kind == "visit" and token.dep_ == "dobj"
        ):
            who = _subjects(paragraph, light, actors) + who
            with_ = [c for c in light.children if c.dep_ == "prep" and c.lower_ in ("with", "between")]
            who += [
                n
                for c in with_
                for t in c.children
                if t.dep_ == "pobj"
                for n in actors.who(paragraph, t)
                if actors.cls(n) != "Place"
            ]
        elif light.lemma_.lower() in ("cancel", "postpone", "skip", "boycott") and token.dep_ == "dobj":
            who += []
        place = place or _place(paragraph, light, actors, ("in", "at"))
        for (
            child
        ) in light.children:  # "a meeting that brought together A and B" is rare; "talks began between A and B" is not
            if child.dep_ == "prep" and child.lower_ in ("between", "with"):
                who += [
                    n
                    for t in child.children
                    if t.dep_ == "pobj"
                    for n in actors.who(paragraph, t)
                    if actors.cls(n) != "Place"
                ]
    named = _proper(doc, token)
    if named:  # "the Summit of the X Platform": X is in its name, not in its room
        who = [n for n in who if actors.name(n) not in named]
    definite = any(c.lower_ in ANAPHORIC or c.dep_ == "poss" for c in token.children)
    who = _unique(n for n in who if actors.cls(n) not in ("Place",))
    bare = token.tag_ in ("NNS", "NNPS") and not definite and not any(c.dep_ in ("nummod",) for c in token.children)
    if bare and not named and not place and (kind == "talks") and (light is None or not who):
        return None  # a process, not an encounter: "progress in peace talks between A and B"
    if not (who or place or named or definite) or (
        kind in ("conference", "session", "hearing", "call") and not (who or place or named)
    ):
        return None
    clause = _clause(light if light is not None else token)
    return Sighting(paragraph.index, token.i, kind, clause, who, Hedge(), place, None, named, definite and not named)


def _owner(paragraph: Paragraph, token: Token, actors: Actors) -> tuple[str, ...]:
    node = actors.names.owner[paragraph.index][token.i]
    return (node,) if node else ()


def _demonyms(token: Token, actors: Actors) -> list[str]:
    """ "Saudi-Iranian talks", "Chinese and U.S. talks": the states that the adjectives name."""
    from loaders.reading import gazetteer

    found = [gazetteer.demonym(part) for part in token.text.replace("–", "-").split("-")]
    return [actors.names.add("State", name).uri for name in found if name] if token.pos_ in ("ADJ", "PROPN") else []


def _light(token: Token) -> Token | None:
    """The verb that carries an encounter named by a noun: "held talks", "talks were held", "attended a summit"."""
    here = token
    if here.dep_ == "conj":
        here = here.head
    if here.dep_ in ("dobj", "nsubj", "nsubjpass") and here.head.pos_ == "VERB":
        return here.head
    if (
        here.dep_ == "pobj"
        and here.head.dep_ == "prep"
        and here.head.head.pos_ == "VERB"
        and here.head.head.lemma_.lower()
        in ("participate", "engage", "arrive", "gather", "take", "join", "meet", "sit", "represent", "return", "speak")
    ):
        return here.head.head
    return None


def _proper(doc: Doc, token: Token) -> str | None:
    """The name of an encounter that has one: capitalised head, with its capitalised neighbours and "of the ..."."""
    if not token.text[:1].isupper() or (
        token.is_sent_start and token.i + 1 < len(doc) and not doc[token.i + 1].text[:1].isupper()
    ):
        return None
    first = token.i
    while (
        first > 0
        and doc[first - 1].text[:1].isupper()
        and doc[first - 1].pos_ in ("PROPN", "ADJ", "NOUN", "NUM")
        and doc[first - 1].text not in ("The",)
    ):
        first -= 1
    last = token.i + 1
    while last + 1 < len(doc):
        step = last
        while step < len(doc) and doc[step].lower_ in ("of", "on", "for", "the", "and"):
            step += 1
        if (
            step == last
            or step >= len(doc)
            or not doc[step].text[:1].isupper()
            or doc[last].lower_ == "and"
            or step - last > 2
        ):
            break
        last = step + 1
        while last < len(doc) and doc[last].text[:1].isupper() and doc[last].pos_ in ("PROPN", "ADJ"):
            last += 1
    return doc[first:last].text if last - first > 1 else None  # type: ignore[attr-defined]


def _subjects(paragraph: Paragraph, verb: Token, actors: Actors) -> list[str]:
    """Who does it: the verb's own subject, or that of the verb that governs it; for a passive, who it is done by."""
    token, steps = verb, 0
    while steps < 5:
        for child in token.children:
            if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and token != verb):
                return [n for n in actors.who(paragraph, child) if actors.cls(n) != "Place"]
            if child.dep_ == "agent":
                return [n for t in child.children for n in actors.who(paragraph, t)]
        if token.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl", "relcl", "ccomp"):
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


def _objects(token: Token, prepositions: tuple[str, ...] = ("with",)) -> list[Token]:
    out = []
    for child in token.children:
        if child.dep_ in ("dobj", "dative"):
            out.append(child)
        elif child.dep_ == "prep" and child.lower_ in prepositions:
            out += [c for c in child.children if c.dep_ == "pobj"]
    return out


def _speech(token: Token) -> bool:
    return any(
        c.lemma_.lower() in ("reporter", "journalist", "medium", "press", "parliament", "crowd", "rally")
        for c in _objects(token, ("to", "with", "at"))
    )


def _where(paragraph: Paragraph, token: Token, actors: Actors) -> list[str]:
    nodes = _owner(paragraph, token, actors) or actors.meaning.get((paragraph.index, token.i), ())
    return [n for n in nodes if actors.cls(n) in ("Place", "State")]


def _place(paragraph: Paragraph, token: Token, actors: Actors, prepositions: tuple[str, ...]) -> str | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            for target in child.children:
                if target.dep_ == "pobj":
                    for part in [
                        target,
                        *[c for c in target.children if c.dep_ in ("compound", "poss", "nmod", "appos")],
                    ]:
                        found = _where(paragraph, part, actors)
                        if found:
                            return found[0]
            # "in a hotel in Geneva"
            for target in child.children:
                deeper = _place(paragraph, target, actors, ("in", "at", "of"))
                if deeper:
                    return deeper
    return None


def _time(paragraph: Paragraph, token: Token, times: list[TimeMention]) -> TimeMention | None:
    """The time told of the trigger: in its own phrase, else under the verb that carries it, the nearest first."""
    doc = paragraph.doc
    light = _light(token)
    verb = token if token.pos_ == "VERB" else light
    best: tuple[int, TimeMention] | None = None
    for mention in times:
        chars = doc.char_span(
            mention.span.start - paragraph.start, mention.span.end - paragraph.start, alignment_mode="expand"
        )
        if chars is None or chars.root.sent != token.sent:
            continue
        here, steps = chars.root, 0
        while here.head != here and here != token and (verb is None or here != verb) and steps < 6:
            here, steps = here.head, steps + 1
            if here.pos_ == "VERB" and here != verb and here != token and here.i != token.i:
                break
        if here == token or (verb is not None and here == verb):
            distance = abs(chars.root.i - token.i)
            if best is None or distance < best[0]:
                best = (distance, mention)
    return best[1] if best else None


def _clause(token: Token) -> tuple[int, int]:
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


def _occurrence(token: Token, first: int, last: int, seen: Sighting, published: str | None) -> Hedge:
    """Whether it has happened. Held wants evidence (a past verb, "at the summit"); anything else stays a plan or
    less."""
    light = _light(token) if token.pos_ != "VERB" else None
    verb = token if token.pos_ == "VERB" else light
    found = hedge(token, first, last)
    start = bounds(seen.time.edtf)[0] if seen.time else None
    if start and published and start > published and found.modality == "asserted":
        found.weaken("planned")
        found.act = None if found.act == "continue" else found.act
    if found.modality != "asserted":
        return found
    if verb is not None:
        if verb.tag_ in PAST or any(
            c.lower_ in ("has", "have", "had", "was", "were") for c in verb.children if c.dep_ in ("aux", "auxpass")
        ):
            if light is not None and light.lemma_.lower() not in words("modality", "occurrence") | LIGHT | {
                "hail",
                "praise",
                "describe",
                "call",
                "welcome",
                "use",
                "leave",
                "lead",
                "produce",
                "yield",
                "fail",
                "collapse",
                "address",
                "interrupt",
                "overshadow",
                "focus",
                "cover",
                "go",
                "come",
                "mark",
                "break",
                "stall",
                "last",
                "bring",
                "tell",
                "inform",
            }:
                return _nominal(token, found)
            return found
        if verb.tag_ == "VBG" and found.act == "continue":
            return found
        if verb.tag_ == "VBG" and ((verb.dep_ == "pcomp" and verb.head.lower_ in AFTER) or verb.dep_ == "advcl"):
            return found
        if light is not None and verb.lemma_.lower() in ("continue",):
            found.act = "continue"
            return found
        return _nominal(token, found) if light is not None else _weak(found)
    return _nominal(token, found)


def _nominal(token: Token, found: Hedge) -> Hedge:
    """A noun with no verb of happening: "at a summit in Doha" after a past verb is held, the rest is not known to
    be."""
    here = token
    while here.dep_ in ("conj", "compound", "nmod") or (here.dep_ == "pobj" and here.head.lower_ == "of"):
        here = here.head.head if here.dep_ == "pobj" else here.head
    if here.dep_ == "pobj" and here.head.lower_ in AFTER | {"to"}:
        verb = here.head.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        speaking = any(
            t.lemma_.lower() in ("address", "speak", "speech", "tell", "remark") for t in (here.head.head, verb)
        )
        main = verb
        while main.tag_ == "VBG" and main.head != main:
            main = main.head
        if (verb.tag_ in PAST or (verb.tag_ == "VBG" and main.tag_ in PAST)) and (here.head.lower_ != "to" or speaking):
            return found
    return _weak(found)


def _weak(found: Hedge) -> Hedge:
    found.weaken("planned")
    return found


def _unique(items: object) -> list[str]:
    return list(dict.fromkeys(items))  # type: ignore[call-overload]


# -- which sightings are one encounter --------------------------------------------------------------------------------


def _gather(seen: Sighting, encounters: list[Encounter], actors: Actors) -> None:
    """Put the sighting to the encounter it speaks of, the last that fits, or begin a new one."""
    for encounter in reversed(encounters):
        if _same(seen, encounter, actors):
            encounter.sightings.append(seen)
            encounter.participants = _unique([*encounter.participants, *_fresh(seen.participants, encounter, actors)])
            encounter.place = encounter.place or seen.place
            encounter.time = encounter.time or (seen.time.edtf if seen.time else None)
            if seen.named and not encounter.named:
                encounter.title, encounter.named = seen.named, True
            if encounter.kind == "meeting" and seen.kind in ("talks", "summit"):
                encounter.kind = seen.kind
            return
    specific = seen.named or seen.participants or seen.place
    if specific and not (seen.definite and not seen.participants and not seen.place):
        encounters.append(
            Encounter(
                "",
                seen.kind,
                [seen],
                list(seen.participants),
                seen.place,
                seen.time.edtf if seen.time else None,
                seen.named or "",
                bool(seen.named),
            )
        )


def _fresh(participants: list[str], encounter: Encounter, actors: Actors) -> list[str]:
    """Participants that are not merely a vaguer word for those already there: "the two sides" of two delegations."""
    known = set(encounter.participants)
    covered = known | {target for node in known for _, target in actors.backing.get(node, ())}
    return (
        [
            n
            for n in participants
            if n not in covered and not all(target in covered for _, target in actors.backing.get(n, [("", "")]))
        ]
        if known
        else participants
    )


def _same(seen: Sighting, encounter: Encounter, actors: Actors) -> bool:
    if FAMILY.get(seen.kind, "meet") != FAMILY.get(encounter.kind, "meet"):
        return False
    if seen.named and encounter.named and seen.named != encounter.title:
        return False
    if seen.again and seen.again not in {s.again for s in encounter.sightings}:
        return False
    if seen.place and encounter.place and seen.place != encounter.place:
        return False
    special = {"summit", "conference", "session", "hearing"}
    if seen.kind != encounter.kind and {seen.kind, encounter.kind} & special and not (seen.named or encounter.named):
        return False
    if "summit" in (seen.kind, encounter.kind) and seen.kind != encounter.kind and not seen.definite:
        return False
    if seen.time and encounter.time and not _overlap(seen.time.edtf, encounter.time):
        return False
    mine, theirs = _expand(seen.participants, actors), _expand(encounter.participants, actors)
    shared = mine & theirs
    if seen.participants and encounter.participants and not shared:
        return False
    if seen.place and seen.place == encounter.place and (not mine or shared):
        return True
    if seen.definite and not seen.participants and not seen.place:
        # "the trip": only if it may be one and the same, and near
        return abs(seen.paragraph - encounter.sightings[-1].paragraph) <= 6
    held = {s.hedge.modality == "asserted" for s in encounter.sightings}
    if mine and theirs and (mine == theirs or len(shared) >= 2 or (seen.definite and shared)):
        return (
            (seen.hedge.modality == "asserted") in held
            or (seen.time is not None and encounter.time is not None)
            or seen.definite
        )
    return bool(shared) and seen.kind == "visit"


def _expand(participants: list[str], actors: Actors) -> set[str]:
    found = set(participants)
    for node in participants:
        found |= {target for _, target in actors.backing.get(node, ())}
    return found


def _overlap(one: str, other: str) -> bool:
    (a, b), (c, d) = bounds(one), bounds(other)
    return bool((a or "") <= (d or "9999") and (c or "") <= (b or "9999"))


# -- what it is called ------------------------------------------------------------------------------------------------


def _title(encounter: Encounter, actors: Actors) -> str:
    names = [_short(node, actors, encounter.participants) for node in encounter.participants]
    place = actors.name(encounter.place) if encounter.place else None
    people = [n for n in encounter.participants if actors.cls(n) in ("Person", "UnnamedSource")]
    if encounter.kind == "visit":
        return f"{names[0] if names else 'Unnamed'} visit" + (f" to {_the(place)}" if place else "")
    if place and not (len(people) == 2 and len(encounter.participants) == 2):
        return f"{place} {encounter.kind}"
    if len(names) == 2 and people:
        return f"{names[0]} {encounter.kind} with {_the(names[1])}"
    states = _unique(
        target
        for n in encounter.participants
        for target in ([n] if not actors.backing.get(n) else [t for _, t in actors.backing[n]])
    )
    called = [_short(n, actors, states) for n in states] if len(people) < len(encounter.participants) else names
    if len(called) > 1:
        return (
            "–".join(called[:4]) + f" {encounter.kind}"
            if len(called) < 5
            else f"{called[0]} and others {encounter.kind}"
        )
    return f"{called[0]} {encounter.kind}" if called else (f"{place} {encounter.kind}" if place else encounter.kind)


def _short(node: str, actors: Actors, among: list[str]) -> str:
    """A person's last name where that tells them apart, else the whole name."""
    name = actors.name(node)
    if actors.cls(node) != "Person":
        return name
    last = name.split()[-1]
    entity = actors.entities[node]
    aliases = entity.values.get("aliases") or []
    short = next((a for a in aliases if " " not in str(a)), last) if isinstance(aliases, list) else last
    return (
        name if sum(actors.name(n).split()[-1] == last for n in among if actors.cls(n) == "Person") > 1 else str(short)
    )


def _the(name: str | None) -> str:
    plural = name is not None and (
        name.startswith(("United ", "Nether", "Philipp", "Emirates", "Maldives", "Bahamas"))
        or name.endswith(("Republic", "Islands", "Union", "Kingdom", "States", "Emirates"))
    )
    return f"the {name}" if plural else str(name)
