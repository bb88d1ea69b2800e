"""When and where a claim was made: the day beside the cue, the platform or place, the meeting; how long they hold."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.claims import Claims
from loaders.reading.parse import Paragraph
from loaders.reading.times import TimeMention
from loaders.reading.words import words
from schema import Claim, bounds

SPEAKING = words("speakers", "speaking")


def time_of_saying(
    claims: Claims, paragraph: Paragraph, cue: Sequence[Token], claim: Claim, told: Sequence[TimeMention]
) -> str | None:
    """When it was said: a time that hangs on the cue and lies outside the content."""
    verbs = {t.i for t in cue}
    for verb in cue:  # "She softened her tone on Monday, saying that ...": one occasion
        if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.pos_ == "VERB" and verb.head.dep_ != "ccomp":
            verbs.add(verb.head.i)
    for mention in told:
        tokens = paragraph.around(mention.span)
        if mention.relation not in ("at", "on") or tokens is None:
            continue
        inside = any(s.start <= mention.span.start < s.end for s in claim.content_spans)
        here, steps = tokens.root, 0
        while here.i not in verbs and here.head != here and steps < 5 and (here.pos_ != "VERB" or steps == 0):
            here, steps = here.head, steps + 1
        elsewhere = claims.holds(paragraph, tokens.root)
        near = bool(verbs) and not elsewhere and cue[0].sent == tokens.root.sent and (
            min(abs(tokens.start - i) for i in verbs) <= 6)
        between = near and any(
            t.pos_ == "VERB" and t.i not in verbs
            for t in paragraph.doc[min([*verbs, tokens.start]) : max([*verbs, tokens.start])])
        if (here.i in verbs and not (inside and steps > 2)) or (near and not between and not inside):
            start = bounds(mention.edtf)[0]
            if not (start and claims.published and start > claims.published):
                return mention.edtf
    return None


def place_of_saying(claims: Claims, paragraph: Paragraph, cue: Sequence[Token]) -> str | None:
    """A platform or a place beside the cue: "posted on X", "told reporters in Geneva". Meetings are put in
    later."""
    for verb in cue:
        for child in verb.children:
            if child.dep_ == "dobj" and verb.lemma_.lower() in ("tell", "address"):  # "told a rally in X"
                for inner in (c for c in child.children if c.lower_ in ("in", "at")):
                    for target in inner.children:
                        node = claims.actors.owner(paragraph, target)
                        if node and claims.actors.cls(node) == "Place" and not claims.actors.who(paragraph, child):
                            return node
            if child.dep_ == "prep" and child.lower_ in ("on", "in", "at", "via", "to"):
                for target in child.children:
                    for part in [target, *target.children]:
                        node = claims.actors.owner(paragraph, part)
                        if node and (
                            claims.actors.entities[node].values.get("kind") == "platform"
                            or (claims.actors.cls(node) == "Place" and child.lower_ in ("in", "at"))
                        ):
                            return node
    return None


def carry_days(claims: Claims) -> None:
    """A named speaker's day, and the occasion, hold for that speaker until another is given."""
    day: dict[str, str] = {}
    for claim in claims.all:
        person = (
            claim.speaker[0] if len(claim.speaker) == 1 and claims.actors.cls(claim.speaker[0]) == "Person" else None
        )
        if person is None or claim.kind == "request":
            continue
        if claim.time:
            day[person] = claim.time
        elif (
            person in day
            and claim.act not in ("believe", "expect", "want", "fear", "support", "oppose")
            and not claim.via
        ):
            claim.time = day[person]
    for part in claims.parts:
        part.time = part.time or claims.by_id[str(part.part_of)].time
