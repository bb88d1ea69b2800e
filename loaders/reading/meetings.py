"""Encounters: meetings, talks, visits, calls, held or not. A sighting is one mention; sightings of the same encounter
are gathered, and each keeps its own hedge, since one outlet's "could meet" is another's "met".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from loaders.reading.actors import Actors, conjoined
from loaders.reading.clauses import clause_of, demonyms, objects_of, owner_of, place_in, speech, subjects, where
from loaders.reading.encounters import Encounter, Sighting, gather, title_of, unique
from loaders.reading.happening import carrier, occurrence, time_of
from loaders.reading.modality import Hedge
from loaders.reading.parse import Paragraph
from loaders.reading.times import TimeMention
from loaders.reading.words import table, words
from schema import DATA, slug

TRAVEL = {"arrive", "come", "fly", "go", "head", "journey", "return", "travel"}
ABSENT = {
    "arrange", "boycott", "cancel", "host", "organise", "organize", "postpone", "propose", "request", "seek",
    "skip", "suspend", "want",
}
ANAPHORIC = {"any", "both", "her", "his", "its", "such", "that", "the", "their", "these", "this", "those"}
AGAIN = {
    "again", "another", "final", "follow-up", "fourth", "fresh", "further", "new", "next", "second", "separate",
    "subsequent", "third",
}
NOT_MET = {
    "anger", "approval", "backlash", "challenge", "commitment", "condition", "cost", "criticism", "deadline",
    "demand", "goal", "need", "obligation", "opposition", "outcry", "requirement", "resistance", "scepticism",
    "silence", "skepticism", "standard", "target",
}
_subjects = subjects  # the name that points and proposals know it by
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
                gather(seen, out, actors)
    kept = [e for e in out if e.participants or e.place or e.named]
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
    seen.time = time_of(paragraph, token, times)
    seen.hedge = occurrence(token, first, last, seen, published)
    seen.again = next((c.lower_ for c in token.children if c.lower_ in AGAIN), "")
    return seen


def _verb(paragraph: Paragraph, token: Token, lemma: str, actors: Actors) -> Sighting | None:
    who = subjects(paragraph, token, actors)
    clause = clause_of(token)
    if lemma in ("dine", "lunch", "breakfast", "huddle"):
        lemma = "meet"
    if lemma in ("meet", "sit") or (lemma in ("speak", "talk", "confer") and not speech(token)):
        if any(t.lemma_.lower() in NOT_MET for t in objects_of(token)):
            return None
        if lemma == "sit" and not any(c.lower_ == "down" for c in token.children):
            return None
        others = [
            n
            for t in objects_of(token, ("with", "to") if lemma in ("speak", "talk") else ("with",))
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
        place = place_in(paragraph, token, actors, ("in", "at"))
        if not others and lemma == "meet" and not (place or len(who) > 1 or who):
            return None
        both = unique([*who, *others])
        formal = any(actors.cls(n) in ("Group", "State", "Organization") for n in both)
        kind = "call" if phone or lemma in ("speak", "talk") else "talks" if formal else "meeting"
        return Sighting(paragraph.index, token.i, kind, clause, both, Hedge(), place)
    if lemma == "visit":
        place = next((n for t in objects_of(token) for n in where(paragraph, t, actors)), None)
        return Sighting(paragraph.index, token.i, "visit", clause, who, Hedge(), place) if place and who else None
    if lemma in TRAVEL and who and any(actors.cls(n) in ("Person", "Group", "UnnamedSource") for n in who):
        place = place_in(paragraph, token, actors, ("to", "in") if lemma == "arrive" else ("to",))
        return Sighting(paragraph.index, token.i, "visit", clause, who, Hedge(), place) if place else None
    if lemma in ("phone", "telephone") or lemma == "gather" or (lemma == "convene" and not objects_of(token)):
        others = [n for t in objects_of(token) for n in actors.who(paragraph, t)]
        place = place_in(paragraph, token, actors, ("in", "at"))
        if lemma in ("gather", "convene") and not (place and who):
            return None
        if lemma in ("phone", "telephone") and not others:
            return None
        return Sighting(
            paragraph.index, token.i, "call" if others else "meeting", clause, unique([*who, *others]), Hedge(), place
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
                for node in actors.meaning.get((paragraph.index, part.i), ()) or owner_of(paragraph, part, actors):
                    if actors.cls(node) in ("Place",) or (
                        child.dep_ == "compound" and kind != "visit" and actors.cls(node) == "State"
                    ):
                        place = place or node
                    elif child.dep_ != "compound" or actors.cls(node) in ("State", "Person", "Group"):
                        who.append(node)
                who += [n for n in demonyms(part, actors) if n not in who]
        if child.dep_ == "prep" and child.lower_ == "of":  # "a round of talks between A and B"
            inner = [c for t in child.children if t.lemma_.lower() in words("nouns", "meeting") for c in t.children]
            for deeper in (c for c in inner if c.lower_ in ("between", "with", "among")):
                who += [n for t in deeper.children if t.dep_ == "pobj" for n in actors.who(paragraph, t)]
        if child.dep_ == "relcl":
            place = place or place_in(paragraph, child, actors, ("in", "at"))
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "of", "among", "by"):
            for target in (c for c in child.children if c.dep_ == "pobj"):
                who += [n for n in actors.who(paragraph, target) if actors.cls(n) != "Place"]
    place = place or place_in(paragraph, token, actors, ("in", "at", "to") if kind == "visit" else ("in", "at"))
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
        elif light.lemma_.lower() in ("cancel", "postpone", "skip", "boycott") and token.dep_ == "dobj":
            who += []
        place = place or place_in(paragraph, light, actors, ("in", "at"))
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
    who = unique(n for n in who if actors.cls(n) not in ("Place",))
    bare = token.tag_ in ("NNS", "NNPS") and not definite and not any(c.dep_ in ("nummod",) for c in token.children)
    if bare and not named and not place and (kind == "talks") and (light is None or not who):
        return None  # a process, not an encounter: "progress in peace talks between A and B"
    if not (who or place or named or definite) or (
        kind in ("conference", "session", "hearing", "call") and not (who or place or named)
    ):
        return None
    clause = clause_of(light if light is not None else token)
    return Sighting(paragraph.index, token.i, kind, clause, who, Hedge(), place, None, named, definite and not named)


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
