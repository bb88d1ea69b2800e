"""Encounters: meetings, talks, visits, calls, held or not. A sighting is one mention; sightings of the same encounter
are gathered, and each keeps its own hedge, since one outlet's "could meet" is another's "met".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from loaders.reading.actors import Actors
from loaders.reading.clauses import clause_of, demonyms, owner_of, place_at, place_in, subjects
from loaders.reading.denials import denies
from loaders.reading.encounters import Encounter, Sighting, gather, join, title_of, unique
from loaders.reading.happening import LIGHT, carried, carrier, measured, occurrence, time_of
from loaders.reading.meeting_verbs import ASSEMBLIES, assembly, told
from loaders.reading.modality import Hedge, hedge
from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.times import TimeMention, by_paragraph
from loaders.reading.words import table, words
from schema import DATA, slug

ABSENT = {
    "arrange", "boycott", "cancel", "host", "organise", "organize", "postpone", "propose", "request", "seek",
    "skip", "suspend", "want",
}
ANAPHORIC = {"any", "both", "her", "his", "its", "such", "that", "the", "their", "these", "this", "those"}
AGAIN = {
    "again", "another", "final", "follow-up", "fourth", "fresh", "further", "new", "next", "second", "separate",
    "subsequent", "third",
}
RETURN = {"return", "rejoin", "resume"}
FOUNDING = {"create", "establish", "found", "launch", "set"}
GATHERING = {"bring", "feature", "gather", "include", "involve"}
PHONES = {"phone", "telephone", "video"}
KNOWING = {"aware", "brief", "close", "familiar", "informed", "involve", "knowledge", "participate", "privy"}
ROUNDS = {"talk", "negotiation", "discussion", "consultation", "conversation", "dialogue", "meeting"}
MEALS = {"breakfast", "dinner", "lunch", "banquet"}
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
    told_of = by_paragraph(paragraphs, times)
    for paragraph in paragraphs:
        here = told_of[paragraph.index]
        for token in paragraph.doc:
            seen = _sighting(paragraph, token, actors, here, published, within)
            if seen:
                gather(seen, out, actors)
            elif denies(token):
                _denied(paragraphs, paragraph, token, out, within)
    kept = [e for e in out if e.participants or e.place or e.named or any(s.firm for s in e.sightings)]
    for number, encounter in enumerate(kept):
        encounter.title = encounter.title or title_of(encounter, actors)
        encounter.uri = f"{DATA}meeting:{local}:{slug(encounter.title)}"
        if any(other.uri == encounter.uri for other in kept[:number]):
            encounter.uri += f"-{number}"
    return kept


def _sighting(
    paragraph: Paragraph, token: Token, actors: Actors, times: list[TimeMention], published: str | None, within: Bounds
) -> Sighting | None:
    lemma = token.lemma_.lower()
    kinds = table("nouns")["meeting"]
    if token.pos_ == "VERB" or token.lower_ == "due":
        seen = told(paragraph, token, actors)
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
    seen.time = time_of(paragraph, token, times)
    if token.pos_ != "VERB":
        start = paragraph.start + paragraph.doc[token.left_edge.i].idx
        end = paragraph.start + paragraph.doc[token.right_edge.i].idx
        own_day = seen.time is not None and start <= seen.time.span.start <= end
        verb = carrier(token)
        starts = verb is not None and verb.lemma_.lower() in words("modality", "occurrence")
        again = any(c.lower_ in AGAIN for c in token.children)
        dated = seen.time is not None and (starts or again)  # "talks resumed on Monday", "the next session, on May 1"
        seen.firm = seen.kind != "conference" and (own_day or dated or bool(carried(token)))
    told_of = seen.participants or seen.place or seen.named or seen.firm
    loose = not seen.definite or seen.kind in ("conference", "session", "hearing", "call")
    if token.pos_ != "VERB" and not told_of and loose:
        return None
    seen.hedge = occurrence(token, first, last, seen, published)
    if token.lemma_.lower() in ("summon", "send", "dispatch") and seen.hedge.modality == "asserted":
        seen.hedge.weaken("planned")  # who is summoned or sent has not come yet
    seen.such = token.pos_ != "VERB" and any(c.lower_ == "such" for c in token.children)
    seen.again = next((c.lower_ for c in token.children if c.lower_ in AGAIN), "")
    return seen


def _denied(
    paragraphs: Sequence[Paragraph], paragraph: Paragraph, token: Token, out: list[Encounter], within: Bounds
) -> None:
    """"Both offices denied it.": of the encounter that the sentence before told, if it told one; for words that begin a
    paragraph, the last sentence of the one before."""
    sentences = list(paragraph.doc.sents)
    number = next(n for n, sentence in enumerate(sentences) if token in sentence)
    back = 2 if token.lower_ == "none" else 1  # "X confirmed the call. Y said there was none."
    start = sentences[max(0, number - back)].start if number else token.sent.start
    before = paragraphs[paragraph.index - 1].doc if not number and paragraph.index else None
    for encounter in out:
        last = encounter.sightings[-1]
        here = last.paragraph == paragraph.index and start <= last.token < token.sent.start
        above = before is not None and last.paragraph == paragraph.index - 1 and (
            before[last.token].sent.end >= len(before) and token.dep_ != "dobj")
        if here or above:
            # what denies it may be the cue around these words, or the words themselves
            found = hedge(token, *within(paragraph, token)) if token.dep_ == "dobj" else Hedge("denied")
            join(Sighting(paragraph.index, token.i, encounter.kind, clause_of(token), [], found), encounter)
            return


def _noun(paragraph: Paragraph, token: Token, kind: str, actors: Actors) -> Sighting | None:
    doc = paragraph.doc
    if token.lemma_.lower() == "round" and not (
        any(t.lemma_.lower() in ROUNDS for t in token.subtree)
        or (any(c.lower_ in AGAIN for c in token.children) and carrier(token) is not None and not _of_what(token))
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
    if token.lemma_.lower() in ("briefing", "session", "meeting") and any(
        t.lemma_.lower() in ("reporter", "journalist", "press", "media") for t in token.subtree
    ):
        return None  # "briefings with reporters"
    if token.lemma_.lower() in ("contact", "exchange", "link") and not any(c.lower_ in PHONES for c in token.children):
        return None
    if token.lemma_.lower() == "talk" and token.tag_ == "NN":
        return None  # "talk of a deal"
    if token.dep_ == "pobj" and token.head.head.lemma_.lower() in KNOWING and all(
            c.dep_ == "det" for c in token.children):
        return None  # "people familiar with the discussions": who they are, and of no one encounter
    if (
        token.dep_ == "pobj"
        and token.head.lower_ in ("for", "to")
        and token.head.head.lemma_.lower() in ("meet", "gather", "sit", "host", "receive", "welcome", "summon")
    ):
        return None  # "met in X for talks" is one encounter, at "met"
    if any(
        c.lower_ in PHONES | {"conference"} and c.dep_ == "compound" for c in token.children
    ) and kind in ("call", "meeting"):
        kind = "call"
    who: list[str] = []
    place = None
    for child in token.children:
        if child.dep_ == "poss" or (child.dep_ in ("amod", "compound", "nmod") and child.i < token.i):
            for part in [child, *conjoined(child)]:
                for node in actors.meaning.get((paragraph.index, part.i), ()) or owner_of(paragraph, part, actors):
                    if actors.cls(node) in ("Place",) or (
                        child.dep_ == "compound" and kind != "visit" and actors.cls(node) == "State"
                    ):
                        place = place or node
                    elif child.dep_ != "compound" or actors.cls(node) in ("State", "Person", "Group"):
                        who.append(node)
                who += [n for n in demonyms(part, actors) if n not in who]
        if child.dep_ == "prep" and child.lower_ == "of":  # "a round of talks between A and B"
            held = words("nouns", "meeting")
            inner = [t for t in child.children if t.lemma_.lower() in held or t.lower_ in held]
            for deeper in (c for t in inner for c in t.children if c.lower_ in ("between", "with", "among")):
                parties = [t for t in deeper.children if t.dep_ == "pobj"]
                who += [n for t in parties for n in actors.who(paragraph, t)]
                place = place_at(paragraph, [*inner, *parties], actors, ("in", "at")) or place
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "of", "among", "by"):
            for target in (c for c in child.children if c.dep_ == "pobj"):
                who += [n for n in actors.who(paragraph, target) if actors.cls(n) != "Place"]
                if child.lower_ == "of" and not who and target.lemma_.lower() in ASSEMBLIES:
                    who += assembly(paragraph, target, actors)
                place = place or (place_in(paragraph, target, actors, ("in", "at")) if kind != "visit" else None)
    place = place or place_in(paragraph, token, actors, ("in", "at", "to") if kind == "visit" else ("in", "at"))
    for said in carried(token):  # "a meeting which took place in X", "talks scheduled with Y"
        place = place or place_in(paragraph, said, actors, ("in", "at"))
        behind = [t for c in said.children if c.lower_ in ("with", "between") for t in c.children if t.dep_ == "pobj"]
        behind += [t for c in said.children if c.dep_ == "agent" for t in c.children if said.lemma_ == "host"]
        who += [n for t in behind for n in actors.who(paragraph, t) if actors.cls(n) != "Place"]
    light = carrier(token)
    if light is not None:
        if (token.dep_ in ("dobj", "pobj") and light.lemma_.lower() not in ABSENT) or (
            kind == "visit" and token.dep_ == "dobj"
        ):
            who = subjects(paragraph, light, actors) + who
            with_ = [c for c in light.children if c.dep_ == "prep" and c.lower_ in ("with", "between")]
            who += [
                n
                for c in with_
                for t in c.children
                if t.dep_ == "pobj"
                for n in actors.who(paragraph, t)
                if actors.cls(n) != "Place"
            ]
        elif light.lemma_.lower() in ("cancel", "postpone", "propose", "request", "scrap", "seek", "want"):
            shared = any(c.lower_ == "with" for c in token.children)  # "cancelled a meeting with Y", "seeks one with Y"
            who = (subjects(paragraph, light, actors) if shared else []) + who
        gathering = [v for v in (light, *conjoined(light)) if v.lemma_.lower() in GATHERING and token.dep_ == "nsubj"]
        who += [n for v in gathering for c in v.children if c.dep_ == "dobj" for n in actors.who(paragraph, c)]
        place = place or place_in(paragraph, light, actors, ("in", "at"))
        for child in light.children:  # "talks began between A and B"
            if child.dep_ == "prep" and child.lower_ in ("between", "with"):
                who += [
                    n
                    for t in child.children
                    if t.dep_ == "pobj"
                    for n in actors.who(paragraph, t)
                    if actors.cls(n) != "Place"
                ]
    if token.dep_ == "pobj" and token.head.lower_ in ("after", "at", "during", "in") and any(
        c.lower_ == "with" for c in token.children
    ):
        who += subjects(paragraph, token.head.head, actors)  # "During a call with Y, X said ..."
    place = place or _after_topic(paragraph, token, actors)
    who += _counterparts(paragraph, token, kind, actors)
    if light is not None and light.lemma_.lower() in FOUNDING and token.dep_ == "dobj":
        return None  # "launch a forum": a body
    named = _proper(doc, token)
    if named and named.endswith("Assembly") and "General" not in named:
        return None  # a parliament
    if named:  # "the Summit of the X Platform": X is in its name, not in its room
        who = [n for n in who if actors.name(n) not in named]
    definite = any(c.lower_ in ANAPHORIC or c.dep_ == "poss" for c in token.children)
    who = unique(n for n in who if actors.cls(n) != "Place" and not actors.name(n).endswith(("source", "sources")))
    if any(c.lower_ == "no" for c in token.children):
        if any(c.dep_ == "amod" and c.lower_ != "such" for c in token.children):
            return None  # "no enlarged meeting will be held": of none that has been spoken of
        definite = True  # "no visit was planned": one that has been spoken of
    bare = token.tag_ in ("NNS", "NNPS") and not definite and not any(c.dep_ in ("nummod",) for c in token.children)
    told_of = light is not None and light.lemma_.lower() in words("modality", "occurrence") | LIGHT
    if bare and not named and not place and kind == "talks" and not carried(token):
        dated = told_of and any(t.ent_type_ in ("DATE", "TIME") for t in (light or token).subtree)
        if not dated and not (told_of and who) and measured(token) == token:
            return None  # a process, not an encounter: "progress in peace talks between A and B"
    back = light is not None and light.lemma_.lower() in RETURN and token.dep_ in ("dobj", "pobj")
    if bare and back and len(who) < 2 and not (named or place):
        return None  # "asked the union to return to talks": a process again
    process = kind == "talks" and definite and light is None and not named and not place and not carried(token)
    if process and len(who) < 2 and measured(token) == token and token.lemma_.lower() != "round":
        who = []  # "the status of the negotiations with X": of talks that have been told of, if any
    shared = bool(who) and any(c.lower_ in ("with", "between") for c in token.children)
    eaten = light is not None and (bool(definite) or len(who) > 1)
    if token.lemma_.lower() in MEALS and not (shared or carried(token) or eaten):
        return None
    aside = token.head.head.lemma_.lower() in ("sideline", "sidelines", "margin", "fringe")
    apart = token.head.lower_ == "of" and aside
    clause = clause_of(light if light is not None else token)
    seen = Sighting(paragraph.index, token.i, kind, clause, who, Hedge(), place, None, named, apart=apart)
    seen.definite = definite and not named
    return seen


def _after_topic(paragraph: Paragraph, token: Token, actors: Actors) -> str | None:
    """Of "talks over the dam in Nairobi on Tuesday" the place: a day follows it, so that it is not the topic's."""
    doc = paragraph.doc
    for topic in (t for c in token.children if c.lower_ in ("about", "on", "over") for t in c.children):
        for where in (c for t in topic.subtree for c in t.children if c.dep_ == "prep" and c.lower_ == "in"):
            after = where.right_edge.i + 1
            day = after < len(doc) and (doc[after].ent_type_ == "DATE" or (
                doc[after].lower_ == "on" and after + 1 < len(doc) and doc[after + 1].ent_type_ == "DATE"))
            if day and where.i > topic.i:
                return place_in(paragraph, where.head, actors, ("in",))
    return None


def _counterparts(paragraph: Paragraph, token: Token, kind: str, actors: Actors) -> list[str]:
    """Who speaks to whom in it: "X told Y in a phone call", "X presented the offer to Y in a video call"."""
    setting = token.dep_ == "pobj" and token.head.lower_ in ("at", "during", "in", "on", "over") and kind in (
        "call", "meeting", "talks") and any(c.lower_ in ("a", "an") for c in token.children)
    verb = token.head.head
    if not setting or verb.pos_ != "VERB" or any(c.lower_ in ("between", "with") for c in token.children):
        return []
    to = [t for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" for t in c.children]
    told = [c for c in verb.children if c.dep_ in ("dative", "dobj") and c.pos_ != "ADP"]
    others = [n for t in (*to, *told) for n in actors.who(paragraph, t)]
    others = [n for n in others if actors.cls(n) in ("Person", "State", "Group")]
    mine = subjects(paragraph, verb, actors)
    return [*mine, *others] if mine and others else []


def _of_what(token: Token) -> bool:
    """"a second round of layoffs", "of voting": no encounter."""
    return any(c.lower_ == "of" for c in token.children)


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
