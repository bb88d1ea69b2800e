"""Whether an encounter has happened, and when: held wants evidence, anything else stays a plan or less."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.reading.encounters import Sighting
from loaders.reading.modality import Hedge, hedge
from loaders.reading.parse import Paragraph
from loaders.reading.times import TimeMention
from loaders.reading.words import words
from schema import bounds

LIGHT = {
    "arrange", "attend", "begin", "boycott", "break", "cancel", "chair", "complete", "conclude", "conduct",
    "continue", "convene", "end", "enter", "finish", "have", "hold", "host", "join", "lead", "make", "open",
    "organise", "organize", "pay", "plan", "postpone", "propose", "request", "resume", "schedule", "seek",
    "skip", "stage", "start", "suspend", "take", "want", "wrap",
}
TOLD = {
    "address", "break", "bring", "call", "collapse", "come", "cover", "describe", "fail", "focus", "go", "hail",
    "inform", "interrupt", "last", "lead", "leave", "mark", "overshadow", "praise", "produce", "stall", "tell",
    "use", "welcome", "yield",
}  # verbs that speak of what has been: "hailed the talks"
AFTER = {"after", "at", "during", "following", "from", "in", "over", "since", "throughout"}
PAST = ("VBD", "VBN")


def occurrence(token: Token, first: int, last: int, seen: Sighting, published: str | None) -> Hedge:
    """Whether it has happened. Held wants evidence (a past verb, "at the summit"); anything else stays a plan or
    less."""
    light = carrier(token) if token.pos_ != "VERB" else None
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
            if light is not None and light.lemma_.lower() not in words("modality", "occurrence") | LIGHT | TOLD:
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


def carrier(token: Token) -> Token | None:
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


def time_of(paragraph: Paragraph, token: Token, times: list[TimeMention]) -> TimeMention | None:
    """The time told of the trigger: in its own phrase, else under the verb that carries it, the nearest first."""
    doc = paragraph.doc
    light = carrier(token)
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
