"""Encounters that a verb tells: they met, she flew to X, he phoned Y, Z received the envoys for dinner."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors
from loaders.reading.clauses import clause_of, objects_of, place_at, place_in, speech, subjects, where
from loaders.reading.encounters import Sighting, unique
from loaders.reading.modality import Hedge
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.speaker_phrases import described
from loaders.reading.words import words

TRAVEL = {"arrive", "come", "fly", "go", "head", "journey", "land", "return", "touch", "travel"}
ARRIVAL = {"arrive", "land", "touch"}
NOT_MET = {
    "anger", "approval", "backlash", "challenge", "commitment", "condition", "cost", "criticism", "deadline",
    "demand", "goal", "need", "obligation", "opposition", "outcry", "requirement", "resistance", "scepticism",
    "silence", "skepticism", "standard", "target",
}
SPEAK = {"confer", "discuss", "speak", "talk"}
MEET = {"breakfast", "dine", "huddle", "lunch", "meet", "see", "sit"}
HOST = {"host", "receive", "summon", "welcome"}
PHONE = {"phone", "telephone", "teleconference", "video", "videolink", "zoom"}
ASSEMBLIES = {"assembly", "board", "cabinet", "commission", "committee", "congress", "council", "executive",
              "leadership", "panel", "parliament", "politburo", "presidium", "quartet"}
PEOPLE = ("unnamed", "collective", "sides", "titles")


def told(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """The encounter that the verb tells, its hedge and time still open; None where it tells none."""
    lemma = token.lemma_.lower()
    if lemma in MEET:
        return _met(paragraph, token, actors)
    if lemma in SPEAK and not speech(token):
        return _spoke(paragraph, token, actors)
    if lemma == "visit" or lemma in TRAVEL:
        return _travelled(paragraph, token, actors)
    if lemma in ("send", "dispatch"):
        return _sent(paragraph, token, actors)
    if lemma in ("phone", "telephone", "call"):
        return _phoned(paragraph, token, actors)
    if lemma == "due":
        return _due(paragraph, token, actors)
    if lemma == "expect":
        return _expected(paragraph, token, actors)
    if lemma in HOST:
        return _hosted(paragraph, token, actors)
    if lemma == "gather" or (lemma == "convene" and not objects_of(token)):
        who, place = subjects(paragraph, token, actors), place_in(paragraph, token, actors, ("in", "at"))
        who = who or ([] if place else _assembly(paragraph, token, actors))
        return _seen(paragraph, token, "meeting", who, place) if who and (place or lemma == "convene") else None
    return None


def _seen(paragraph: Paragraph, token: Token, kind: str, who: list[str], place: str | None) -> Sighting:
    return Sighting(paragraph.index, token.i, kind, clause_of(token), unique(who), Hedge(), place)


def _met(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    objects = objects_of(token)
    if any(t.lemma_.lower() in NOT_MET for t in objects):
        return None
    if token.lemma_.lower() == "sit" and not any(c.lower_ == "down" for c in token.children):
        return None
    who = _they(paragraph, token, actors) or subjects(paragraph, token, actors)
    others = _others(paragraph, objects, actors)
    if who and not others and token.lemma_ == "meet":
        others = [n for t in objects if t.lemma_.lower() in ASSEMBLIES for n in assembly(paragraph, t, actors)]
    if token.lemma_ == "see" and not _sees_somebody(token, who, others, actors):
        return None
    subject = _subject(token)
    if not who and subject is not None and any(c.lower_ == "no" for c in subject.children):
        return None  # "no member would meet her": who does not is not told
    alone = not others and not any(_people(t) for t in objects)
    place = place_at(paragraph, (token, *objects), actors, ("in", "at"))
    if alone:
        who = _assembly(paragraph, token, actors) or who
        many = len(who) > 1 or ((who or place) and _several(token)) or (who and _assembles(token))
        if any(c.dep_ == "dobj" for c in token.children) or not many:
            return None
    both = unique([*who, *others])
    formal = any(actors.cls(n) in ("Group", "State", "Organization") for n in both)
    return _seen(paragraph, token, "talks" if formal else "meeting", both, place)


def _sees_somebody(verb: Token, who: list[str], others: list[str], actors: Actors) -> bool:
    """"will see X in Madrid on Friday", of two persons, never "sees no point", "saw him leave"."""
    people = all(any(actors.cls(n) == "Person" for n in side) for side in (who, others))
    told = any(t.ent_type_ in ("DATE", "TIME", "GPE") for t in verb.subtree)
    return people and told and not any(c.dep_ in ("ccomp", "xcomp", "oprd", "acl") or c.lower_ == "as"
                                       for c in verb.children)


def _assembles(token: Token) -> bool:
    subject = _subject(token)
    return subject is not None and subject.lemma_.lower() in ASSEMBLIES and subject.tag_ == "NN"


def _assembly(paragraph: Paragraph, token: Token, actors: Actors) -> list[str]:
    """A body that meets by itself: "the union's executive will meet", "Israel's security cabinet is to convene"."""
    subject = _subject(token)
    return assembly(paragraph, subject, actors) if subject is not None and _assembles(token) else []


def assembly(paragraph: Paragraph, noun: Token, actors: Actors) -> list[str]:
    """The body that the noun stands for, under the words for it where it has no name: "the council"."""
    known = actors.who(paragraph, noun)
    told = described(actors, paragraph, noun.left_edge.i, noun.i + 1) if not known else None
    return known or ([told] if told else [])


def _expected(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """"A team is expected in Dakar in mid-November"."""
    passive = any(c.dep_ == "nsubjpass" for c in token.children) and not any(c.dep_ == "xcomp" for c in token.children)
    subject = _subject(token) if passive else None
    who = _others(paragraph, [subject], actors) if subject is not None else []
    if subject is not None and not who and subject.lemma_.lower() in ("delegation", "mission", "team"):
        told = described(actors, paragraph, subject.left_edge.i, subject.i + 1)      # "an IMF team"
        who = [told] if told else []
    people = [n for n in who if actors.cls(n) in ("Person", "Group", "UnnamedSource")]
    place = place_in(paragraph, token, actors, ("in", "at")) if people else None
    return _seen(paragraph, token, "visit", people, place) if place else None


def _spoke(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """"spoke with X", "spoke to X by phone", "the two sides will speak by phone"."""
    others = _others(paragraph, objects_of(token, ("with", "to")), actors)
    who = subjects(paragraph, token, actors)
    phone = any(t.lower_ in PHONE for t in token.subtree)
    if token.lemma_ == "discuss" and not phone:
        return None
    with_ = any(c.lower_ == "with" for c in token.children)
    if not (others and (phone or with_)) and not (phone and who and (len(who) > 1 or _several(token))):
        return None
    kind = "talks" if token.lemma_.lower() == "confer" and not phone else "call"
    return _seen(paragraph, token, kind, [*who, *others], place_in(paragraph, token, actors, ("in", "at")))


def _travelled(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    who = subjects(paragraph, token, actors) or _senders(token, actors)
    if not any(actors.cls(n) in ("Person", "Group", "UnnamedSource", "State") for n in who):
        return None
    if token.lemma_.lower() == "visit":
        place = next((n for t in objects_of(token) for n in where(paragraph, t, actors)), None)
        return _seen(paragraph, token, "visit", who, place) if place else None
    if not any(actors.cls(n) in ("Person", "Group", "UnnamedSource") for n in who):
        return None  # "Iran returns to the table"
    purpose = [c for c in token.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB" and c.lemma_ in (
        "meet", "see")]       # "flew to Geneva to see X"
    who = [*who, *_others(paragraph, [o for verb in purpose for o in objects_of(verb)], actors)]
    place = place_in(paragraph, token, actors, ("to", "in") if token.lemma_.lower() in ARRIVAL else ("to",))
    return _seen(paragraph, token, "visit", who, place) if place else None


def _sent(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """"will send a delegation to X": a visit that is to come, even where the sending is past."""
    people = [c for c in token.children if c.dep_ == "dobj"]
    who = [n for n in _others(paragraph, people, actors) if actors.cls(n) in ("Person", "Group", "UnnamedSource")]
    place = place_at(paragraph, (token, *people), actors, ("to",))
    return _seen(paragraph, token, "visit", who, place) if who and place else None


def _due(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """"is due in Ankara on Friday", of a person."""
    subject = _subject(token.head) if token.dep_ == "acomp" else None
    who = [n for n in actors.who(paragraph, subject) if actors.cls(n) != "Place"] if subject is not None else []
    people = [n for n in who if actors.cls(n) in ("Person", "Group", "UnnamedSource")]
    place = place_in(paragraph, token, actors, ("in", "at"))
    return _seen(paragraph, token, "visit", people, place) if people and place else None


def _phoned(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """"called both sides on Monday", never "called the plan a trap", "called on X"."""
    objects = [c for c in token.children if c.dep_ == "dobj"]
    others = _others(paragraph, objects, actors)
    if len(objects) != 1 or not (others or _people(objects[0])):
        return None
    if token.lemma_.lower() == "call":
        after = [c for c in token.children if c.i > objects[0].i and not c.is_punct]
        after = [c for c in after if c.dep_ not in ("cc", "conj")]
        other = ("for", "as", "on", "out", "to")  # "called him for advice", "called her out"
        if any(c.dep_ not in ("prep", "npadvmod", "advmod") or c.lower_ in other for c in after):
            return None
        behind = token.doc[objects[0].right_edge.i : objects[0].right_edge.i + 3]
        if any(t.text == '"' for t in behind):
            return None  # 'calling the protester "a troublemaker"'
        if any(c.dep_ == "prt" or c.dep_ == "auxpass" or c.text in ('"', "“") for c in token.children):
            return None
    return _seen(paragraph, token, "call", [*subjects(paragraph, token, actors), *others], None)


def _hosted(paragraph: Paragraph, token: Token, actors: Actors) -> Sighting | None:
    """"hosted A and B for talks", "received the envoy in X", "has summoned both leaders to the palace"."""
    objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    others = _others(paragraph, objects, actors)
    purpose = any(
        c.lower_ == "for" and any(t.lemma_.lower() in words("nouns", "meeting") for t in c.children)
        for c in token.children
    )
    lemma = token.lemma_.lower()
    known = others or any(_people(t) for t in objects)
    guest = lemma in ("host", "receive") and any(actors.cls(n) == "Person" for n in others)
    place = place_in(paragraph, token, actors, ("in", "at", "to"))
    dated = any(t.ent_type_ in ("DATE", "TIME") for t in token.subtree)
    guest = guest or (lemma == "receive" and dated and any(_people(t) for t in objects))
    if not known or not (lemma == "summon" or purpose or guest or (lemma == "host" and place)):
        return None
    by = [t for c in token.children if c.dep_ == "agent" for t in c.children]
    passive = any(c.dep_ == "nsubjpass" for c in token.children)
    who = _others(paragraph, by, actors) if passive else subjects(paragraph, token, actors)
    return _seen(paragraph, token, "meeting", [*who, *others], place)


def _others(paragraph: Paragraph, objects: list[Token], actors: Actors) -> list[str]:
    return [n for t in objects for n in actors.who(paragraph, t) if actors.cls(n) != "Place"]


def _people(token: Token) -> bool:
    """Whether a noun stands for people though we know not whom: "three of the four governors", "both sides"."""
    if any(token.lemma_.lower() in words("nouns", group) for group in PEOPLE):
        return True
    return token.pos_ in ("NUM", "DET", "PRON") and any(
        _people(t) for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"
    )


def _subject(token: Token) -> Token | None:
    here = token
    for _ in range(5):
        found = next((c for c in here.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if found is not None:
            return here.head if here.dep_ == "relcl" and found.lower_ in ("who", "that", "which") else found
        if here.dep_ not in ("xcomp", "conj", "advcl", "pcomp", "ccomp", "acomp"):
            return None
        here = here.head
    return None


def _several(token: Token) -> bool:
    """Whether its subject is more than one: "the two leaders met", not "the minister met"."""
    subject = _subject(token)
    return subject is not None and (
        subject.tag_ in ("NNS", "NNPS", "VBZ") or bool(conjoined(subject)) or subject.lower_ == "they"
    )


def _they(paragraph: Paragraph, token: Token, actors: Actors) -> list[str]:
    """"They did not meet": the pair that was named last before, in the same paragraph."""
    subject = _subject(token)
    if subject is None or subject.lower_ not in ("they", "both", "two"):
        return []
    if subject.lower_ == "two" and subject.pos_ == "NUM":
        named = [n.uri for n in actors.names.by_paragraph[paragraph.index] if n.first < subject.i
                 and actors.cls(n.uri) == "Person"]
        return unique(reversed(named))[:2]
    for earlier in reversed(paragraph.doc[: subject.i]):
        pair = conjoined(earlier) if earlier.dep_ != "conj" else []
        found = unique(n for t in ([earlier, *pair] if pair else []) for n in actors.who(paragraph, t))
        found = [n for n in found if actors.cls(n) in ("Person", "State", "Group", "Organization")]
        if len(found) > 1:
            return found
    return []


def _senders(token: Token, actors: Actors) -> list[str]:
    """"a Sri Lankan delegation": the state of a delegation that has no name yet."""
    subject = _subject(token)
    if subject is None or subject.lemma_.lower() not in ("delegation", "team", "envoy", "official", "mission"):
        return []
    before = [t.text for t in subject.subtree if t.i < subject.i and t.dep_ in ("amod", "compound")]
    pieces = [before[n:m] for n in range(len(before)) for m in range(n + 1, len(before) + 1)]
    found = [gazetteer.demonym(" ".join(piece)) for piece in pieces]
    return [actors.names.add("State", name).uri for name in found if name]
