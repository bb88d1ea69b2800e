"""Whether an encounter has happened, and when: held wants evidence, anything else stays a plan or less."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.reading.encounters import Sighting
from loaders.reading.modality import Hedge, effect_of, hedge
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.times import TimeMention
from loaders.reading.words import words
from schema import bounds

LIGHT = {
    "arrange", "attend", "begin", "boycott", "break", "cancel", "chair", "complete", "conclude", "conduct",
    "continue", "convene", "end", "enter", "finish", "have", "hold", "host", "join", "lead", "make", "open",
    "organise", "organize", "pay", "pencil", "plan", "postpone", "propose", "request", "resume", "schedule", "seek",
    "skip", "stage", "start", "suspend", "take", "want", "wrap",
}
TOLD = {
    "address", "break", "bring", "collapse", "come", "cover", "fail", "focus", "go", "hail",
    "inform", "interrupt", "last", "lead", "leave", "mark", "overshadow", "praise", "produce", "stall", "tell",
    "use", "yield",
}  # verbs that speak of what has been: "hailed the talks"
AFTER = {"after", "at", "during", "following", "from", "in", "over", "since", "throughout"}
SCHEDULING = {"arrange", "cancel", "delay", "due", "expect", "foresee", "pencil", "plan", "postpone",
              "schedule", "set", "slate"}
INVITING = {"ask", "invite", "summon"}
ENDINGS = {"close", "conclusion", "end"}
MEASURES = {"aftermath", "beginning", "close", "conclusion", "day", "end", "hour", "month", "night", "opening",
            "outset", "resumption", "round", "series", "start", "string", "week", "year"}
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
    for inner in carried(token) if token.pos_ != "VERB" else ():
        own = hedge(inner, inner.left_edge.i, inner.right_edge.i + 1)
        if inner.dep_ == "xcomp":  # "which is to be held"
            own.weaken("planned")
            if found.modality == "possible" and token.dep_ == "pobj" and token.head.head.lemma_.lower() in INVITING:
                found = own  # "invited them to a meeting which is to be held": whether they come or not
        if inner.lemma_.lower() in SCHEDULING:
            own.weaken(effect_of(inner))
        found.weaken(own.modality if own.modality != "asserted" else None)
        found.act = found.act or own.act or ("cancel" if effect_of(inner) == "cancelled" else None)
        if found.modality == "asserted" and inner.tag_ in PAST and inner.lemma_.lower() not in SCHEDULING:
            now = any(c.lower_ in ("is", "are", "being") for c in inner.children if c.dep_ == "auxpass")
            found.act = "continue" if now else found.act
            return found
    if found.modality in ("asserted", "denied") and failed_at(token):
        return Hedge()
    if found.modality != "denied" and _made_at(token):
        return Hedge()
    if token.lower_ == "due":
        return _weak(found)
    if light is not None and token.dep_ in ("nsubj", "nsubjpass"):
        _called_off(light, found)
    if found.modality != "asserted":
        return found
    if verb is not None:
        if verb.tag_ in PAST or any(
            c.lower_ in ("has", "have", "had", "was", "were") for c in verb.children if c.dep_ in ("aux", "auxpass")
        ):
            if light is not None and light.lemma_.lower() not in words("modality", "occurrence") | LIGHT | TOLD:
                return _nominal(token, found)
            found.act = "continue" if light is not None and _another_day(light) else found.act
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


def failed_at(token: Token) -> bool:
    """"failed to agree in three days of talks": the talks were held."""
    setting = _setting(token)
    return setting is not None and any(verb.lemma_ == "fail" and verb.tag_ in PAST for verb in (setting, setting.head))


def _made_at(token: Token) -> bool:
    """"an offer made at the end of six hours of talks would give ...": the talks were held, whatever it would do."""
    verb = _setting(token)
    return verb is not None and verb.dep_ == "acl" and verb.tag_ == "VBN" and not carried(token) and not any(
        c.dep_ in ("aux", "auxpass", "neg") for c in verb.children)


def _called_off(light: Token, found: Hedge) -> None:
    """"The talks, pencilled in for today, have been postponed", where the parser makes two predicates of it."""
    for verb in (light, *conjoined(light)):
        effect = effect_of(verb)
        passive = any(c.dep_ == "auxpass" or c.lower_ == "through" for c in verb.children)
        if passive and effect in ("cancelled", "postponed") and found.act not in ("cancel", "postpone"):
            found.weaken(effect)
    if light.lemma_.lower() in SCHEDULING and found.modality == "asserted":
        found.weaken("planned")


def _nominal(token: Token, found: Hedge) -> Hedge:
    """A noun with no verb of happening: "at a summit in Doha" after a past verb is held, the rest is not known to
    be."""
    here = measured(token)
    while here.dep_ in ("conj", "compound", "nmod") or (here.dep_ == "pobj" and here.head.lower_ == "of"):
        here = here.head.head if here.dep_ == "pobj" else here.head
    over = here != token and here.head.lower_ in ("after", "following") and (
        here.lemma_.lower() in ENDINGS or any(c.like_num for c in here.children))
    if over:
        return found  # "after four days of talks", "following the conclusion of the meeting"
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


def _another_day(verb: Token) -> bool:
    """"went into a fourth day", "entered a second week"."""
    behind = [t for c in verb.children if c.lower_ == "into" for t in c.children] if verb.lemma_ == "go" else [
        c for c in verb.children if c.dep_ == "dobj"] if verb.lemma_ == "enter" else []
    return any(t.lemma_.lower() in ("day", "night", "week", "month") for t in behind)


def _weak(found: Hedge) -> Hedge:
    found.weaken("planned")
    return found


def carried(token: Token) -> list[Token]:
    """The verbs of a clause behind the noun that say that it happens: "a meeting which took place in X", "the round
    of talks, held in Y", "the session scheduled for Monday"."""
    nouns, rest = [token], [token]
    while rest:
        for child in rest.pop().children:
            behind = child.dep_ == "prep" and child.lower_ in ("between", "of", "on", "with")
            if child.i > token.i and (behind or child.dep_ == "pobj"):
                rest.append(child)
                nouns += [child] if child.dep_ == "pobj" else []
    out = []
    for clause in (c for noun in nouns for c in noun.children if c.dep_ in ("relcl", "acl") and c.i > token.i):
        objective = any(c.dep_ == "dobj" and c.lower_ != "place" for c in clause.children)  # "which held a strike"
        people = clause.head != token and clause.head.head.lower_ in ("between", "with")
        scheduled = clause.lemma_.lower() in SCHEDULING and any(c.dep_ == "nsubjpass" for c in clause.children)
        if objective or (people and clause.dep_ == "relcl" and not scheduled):
            continue
        for verb in [clause, *(c for c in clause.children if c.dep_ == "xcomp")]:
            if verb.lemma_.lower() in words("modality", "occurrence") | SCHEDULING:
                out.append(verb)
    return out


def measured(token: Token) -> Token:
    """What an encounter is measured or cut by: "two days of talks", "the conclusion of the meeting"; else itself."""
    here = token
    while here.dep_ == "pobj" and here.head.lower_ == "of" and here.head.head.lemma_.lower() in MEASURES:
        here = here.head.head
    return here


def carrier(token: Token) -> Token | None:
    """The verb that carries an encounter named by a noun: "held talks", "talks were held", "attended a summit"."""
    here = measured(token)
    if here.dep_ == "conj":
        here = here.head
    if here.dep_ in ("dobj", "nsubj", "nsubjpass") and here.head.pos_ == "VERB":
        return here.head
    if here.dep_ == "nsubj" and here.head.lemma_ == "be":     # "talks were to resume"
        return next((c for c in here.head.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
    if (
        here.dep_ == "pobj"
        and here.head.dep_ == "prep"
        and here.head.head.pos_ == "VERB"
        and here.head.head.lemma_.lower()
        in ("participate", "engage", "arrive", "gather", "take", "join", "meet", "sit", "return", "speak")
    ):
        return here.head.head
    return None


def time_of(paragraph: Paragraph, token: Token, times: list[TimeMention]) -> TimeMention | None:
    """The time told of the trigger: in its own phrase, else under the verb that carries it, the nearest first."""
    doc = paragraph.doc
    light = carrier(token)
    verb = token if token.pos_ == "VERB" else light
    inner = carried(token) if token.pos_ != "VERB" else []
    best: tuple[int, TimeMention] | None = None
    for mention in times:
        chars = doc.char_span(
            mention.span.start - paragraph.start, mention.span.end - paragraph.start, alignment_mode="expand"
        )
        if chars is None or chars.root.sent != token.sent:
            continue
        here, steps = chars.root, 0
        while here.head != here and here != token and here not in inner and here != verb and steps < 6:
            here, steps = here.head, steps + 1
            if here.pos_ == "VERB" and here != verb and here != token and here not in inner:
                break
        if here == token or here in inner or (verb is not None and here == verb):
            distance = abs(chars.root.i - token.i)
            if mention.relation == "by" and here == verb and effect_of(here) == "postponed":
                distance = -1       # "scheduled for Monday, was put off until Friday": Friday is its day now
            if best is None or distance < best[0]:
                best = (distance, mention)
        elif best is None and (_planned_for(token, here) or _setting(token) == here):
            best = (len(doc), mention)
    return best[1] if best else None


def _planned_for(token: Token, verb: Token) -> bool:
    """"a visit to Y for talks with Z, planned for Saturday": a day of the encounter, wherever the parser hangs it."""
    return verb.lemma_.lower() in SCHEDULING and verb.tag_ == "VBN" and verb.i > token.i and verb.dep_ in (
        "acl", "relcl", "advcl", "amod") and verb.i - token.i < 15


def _setting(token: Token) -> Token | None:
    """The verb of "was made after six hours of talks on Wednesday", "handed it over in X when he met Y"."""
    here = measured(token)
    if here.dep_ == "pobj" and here.head.lower_ in AFTER and here.head.head.pos_ == "VERB":
        return here.head.head
    when = token.dep_ == "advcl" and any(c.lower_ == "when" for c in token.children)
    return token.head if when else None
