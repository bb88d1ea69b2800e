"""What claims assert of meetings: who takes part, where, on what it depends, and which claims were made there.

Where an event is less sure than the claim around it, the edge goes to a part of that claim with its own modality.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.certainty import backshifted
from loaders.reading.delegations import take_part
from loaders.reading.encounters import Encounter, Sighting
from loaders.reading.facts import Facts
from loaders.reading.happening import failed_at
from loaders.reading.modality import weaker
from loaders.reading.occasions import SPEAKING
from loaders.reading.parse import Paragraph, paragraph_at
from schema import Claim, Entity


def put_meetings(facts: Facts, encounters: Sequence[Encounter]) -> None:
    for encounter in encounters:
        values = {"title": encounter.title, "kind": encounter.kind}
        facts.entities[encounter.uri] = Entity(encounter.uri, "Meeting", {k: v for k, v in values.items() if v})
        if encounter.time:
            facts.timed(encounter.uri, encounter.time)
        for sighting in encounter.sightings:
            _sighting(facts, encounter, sighting)
    take_part(facts, encounters)
    for encounter in encounters:
        for sighting in encounter.sightings:
            _conditions(facts, encounter, sighting)
    made_at(facts, encounters)


def _sighting(facts: Facts, encounter: Encounter, sighting: Sighting) -> None:
    paragraph = facts.paragraphs[sighting.paragraph]
    token = paragraph.doc[sighting.token]
    facts.at[paragraph.index, token.i] = encounter.uri
    claim = _event(facts, paragraph, token, sighting.clause, sighting.hedge.modality, sighting.hedge.act or "meet")
    facts.about(claim, encounter.uri)
    # "..., which X denied": the same words, and X says that they are not so
    for other in facts.claims.covering[paragraph.index]:
        covered = facts.claims.covers[other.id][paragraph.index]
        denies = facts.claims.effects.get(other.id) == "denied" and token.i in covered
        if denies and other not in list(facts.claims.levels(claim)):
            facts.about(other, encounter.uri)
            if other.id not in (claim.id, claim.part_of):
                denial = facts.claims.part(other, paragraph, *sighting.clause, "denied", "deny")
                for node in sighting.participants:
                    for one in facts.actors.members(node) or [node]:
                        facts.edge(encounter.uri, "PARTICIPANT", one, denial)
    for node in sighting.participants:
        for one in facts.actors.members(node) or [node]:
            facts.edge(encounter.uri, "PARTICIPANT", one, claim)
    if sighting.place:
        facts.edge(encounter.uri, "AT_PLACE", sighting.place, claim)


def _event(facts: Facts, paragraph: Paragraph, token: Token, clause: tuple[int, int], modality: str, act: str) -> Claim:
    """The claim that tells of an event: with the modality that the cue, and those above it, leave to it."""
    claim = facts.claims.at(paragraph, token)
    for level in facts.claims.levels(claim):
        effect = facts.claims.effects.get(level.id)
        if effect and not (level.id == claim.id and failed_at(token)):
            modality = weaker(modality, effect)
    return facts.claims.part(claim, paragraph, *clause, backshifted(facts.claims, claim, modality), act)


def _conditions(facts: Facts, encounter: Encounter, sighting: Sighting) -> None:
    """ "will depend on the outcome of the talks", "only if ...": what must come first, where it is a thing we
    know."""
    paragraph = facts.paragraphs[sighting.paragraph]
    token = paragraph.doc[sighting.token]
    roots = [sighting.hedge.condition] if sighting.hedge.condition is not None else []
    verb = token.head if token.dep_ in ("nsubj", "nsubjpass") else token
    if verb.lemma_.lower() in ("depend", "hinge", "hang", "rest") or (
        verb.lemma_.lower() == "be"
        and any(c.lower_ in ("contingent", "conditional", "dependent", "subject") for c in verb.children)
    ):
        roots += [c for c in verb.children if c.dep_ in ("prep", "acomp")]
    if not roots:
        return
    claim = next(
        (
            c
            for c in [*facts.claims.parts, *facts.claims.all]
            if encounter.uri in c.about
            and any(s.start <= paragraph.start + token.idx < s.end for s in c.content_spans)
        ),
        None,
    )
    for root in roots:
        for inner in root.subtree:
            node = facts.at.get((paragraph.index, inner.i))
            if (
                node
                and node != encounter.uri
                and claim is not None
                and facts.entities[node].cls in ("Meeting", "Proposal", "PlanPoint", "Deadline")
            ):
                facts.edge(encounter.uri, "DEPENDS_ON", node, claim)


def made_at(facts: Facts, encounters: Sequence[Encounter]) -> None:
    """Claims made at a meeting: "Speaking at the summit, X ..."; it holds for the speaker's words that follow."""
    venue: dict[str, tuple[str, int]] = {}
    at_meeting: defaultdict[int, dict[int, str]] = defaultdict(dict)  # paragraph -> token -> meeting
    for encounter in encounters:
        for sighting in encounter.sightings:
            at_meeting[sighting.paragraph][sighting.token] = encounter.uri
    parts: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for part in facts.claims.parts:
        parts[part.part_of].append(part)
    for claim in facts.claims.all:
        if claim.kind in ("narration", "request") or not claim.speaker or not claim.cue_spans:
            continue
        paragraph = paragraph_at(facts.paragraphs, claim.cue_spans[0].start)
        if paragraph is None:
            continue
        found = _venue(facts, paragraph, paragraph.tokens(claim.cue_spans), claim, at_meeting[paragraph.index])
        person = claim.speaker[0] if facts.actors.cls(claim.speaker[0]) == "Person" and not claim.via else None
        if found:
            claim.venue = found
        if found and not claim.time:
            day = str(facts.entities[found].values.get("time") or "")
            claim.time = day if len(day) == 10 and day <= (facts.claims.published or day) else None
        if claim.venue and person:
            venue[person] = (claim.venue, paragraph.index)
        elif person in venue and claim.kind in ("direct", "mixed") and not claim.addressee:
            node, place = venue[person]
            reach = 4 if facts.entities.get(node, Entity("", "")).cls == "Meeting" else 0
            claim.venue = node if paragraph.index - place <= reach else None
        for part in parts[claim.id]:
            part.venue = claim.venue


def _venue(facts: Facts, paragraph: Paragraph, cue: list[Token], claim: Claim,
           at_meeting: dict[int, str]) -> str | None:
    for index, node in at_meeting.items():
        token = paragraph.doc[index]
        if (
            not cue
            or token.sent != cue[0].sent
            or any(s.start <= paragraph.start + token.idx < s.end for s in claim.content_spans)
        ):
            continue
        here, steps = token, 0
        while here.head != here and steps < 6:
            here, steps = here.head, steps + 1
            if here.pos_ == "VERB":
                break
        said = here in cue or (
            here.lemma_.lower() in SPEAKING and ((here.dep_ == "advcl" and here.head in cue) or here in cue)
        )
        if said and any(
            a.dep_ == "prep" and a.lower_ in ("at", "to", "in", "during", "after")
            for a in [token.head, token.head.head, *token.ancestors]
        ):
            return node
    return None
