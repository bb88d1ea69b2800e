"""What claims assert of the agenda: proposals and who is behind them, their points, what is due and when."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.deadlines import DeadlineSeen
from loaders.reading.facts import Facts
from loaders.reading.issues import issue_of
from loaders.reading.modality import hedge, weaker
from loaders.reading.parse import Paragraph
from loaders.reading.point_items import PointSeen
from loaders.reading.proposers import BACKING, PROPOSING
from loaders.reading.tabled import Tabled
from loaders.reading.wishes import PROPOSE
from schema import DATA, Claim, Entity, slug, uri

OFFERING = PROPOSE.keys() | {"counter", "have", "put"}     # "put a bonus on the table"


def put_proposals(facts: Facts, tabled: Sequence[Tabled]) -> None:
    for proposal in tabled:
        facts.entities[proposal.uri] = Entity(
            proposal.uri, "Proposal", {"title": proposal.title, "kind": proposal.kind}
        )
        for seen in proposal.seen:
            paragraph = facts.paragraphs[seen.paragraph]
            token = paragraph.doc[seen.token]
            facts.at[seen.paragraph, seen.token] = proposal.uri
            claim = facts.claims.at(paragraph, token)
            facts.about(claim, proposal.uri)
            for node in seen.proposers:
                if node in proposal.proposers:
                    facts.edge(proposal.uri, "PROPOSED_BY", node, _as_sure(facts, paragraph, token, claim))
        first = facts.paragraphs[proposal.seen[0].paragraph]
        claim = facts.claims.at(first, first.doc[proposal.seen[0].token])
        if proposal.counters:
            facts.edge(proposal.uri, "COUNTERS", proposal.counters.uri, claim)
        if proposal.older:
            facts.edge(proposal.uri, "VERSION_OF", proposal.older.uri, claim)


def _as_sure(facts: Facts, paragraph: Paragraph, token: Token, claim: Claim) -> Claim:
    """The claim, or where the proposing itself is denied or only possible, a part that says so."""
    verb = token.head
    if (
        token.dep_ not in ("dobj", "nsubjpass")
        or verb.pos_ != "VERB"
        or verb.lemma_.lower() not in PROPOSING | BACKING
    ):
        return facts.claims.presupposed(paragraph, token)
    modality = hedge(verb, *facts.claims.within(paragraph, token)).modality
    effect = facts.claims.effects.get(claim.id)
    if effect and claim.act not in ("propose",):
        modality = weaker(modality, effect)
    if modality == "asserted" or modality == claim.modality:
        return claim
    return facts.claims.part(claim, paragraph, verb.left_edge.i, verb.right_edge.i + 1, modality, "propose")


def put_points(facts: Facts, seen: Sequence[PointSeen]) -> None:
    made: dict[tuple[str, str], str] = {}
    for point in seen:
        paragraph = facts.paragraphs[point.paragraph]
        doc = paragraph.doc
        text = facts.claims.text[
            paragraph.span(doc[point.first : point.last]).start : paragraph.span(doc[point.first : point.last]).end
        ]
        proposal = point.proposal.uri if point.proposal else _demands(facts, point)
        if proposal is None or not text.strip():
            continue
        key = (proposal, slug(text))
        node = made.setdefault(
            key, f"{DATA}point:{proposal.split(':', 3)[3] if proposal.count(':') > 2 else facts.local}:{slug(text)}"
        )
        facts.entities.setdefault(node, Entity(node, "PlanPoint", {"text": text}))
        for index in range(point.first, point.last):
            facts.at.setdefault((paragraph.index, index), node)
        claim = facts.claims.at(paragraph, doc[point.token])
        modality = {
            "include": "asserted",
            "propose": "possible",
            "demand": "possible",
            "want": "possible",
            "drop": "asserted",
            "reject": "asserted",
            "accept": "asserted",
            "agree": "asserted",
        }[point.act]
        governing = doc[point.token]
        verb = governing if governing.pos_ == "VERB" else governing.head
        own = hedge(verb, *facts.claims.within(paragraph, governing)).modality
        if own == "denied" and point.act == "include":
            modality = "denied"
        if point.act == "drop" and governing.pos_ != "VERB":
            modality = weaker(modality, own)      # "might drop their demand"
        wish = next((t for t in (governing, *governing.ancestors) if t.lemma_.lower() in OFFERING), None)
        if point.act == "propose" and wish is not None:
            # that it is proposed can be sure, though what is proposed is only possible
            modality = weaker("asserted", hedge(wish, *facts.claims.within(paragraph, wish)).modality)
        denied = [level.act for level in facts.claims.levels(claim) if facts.claims.effects.get(level.id) == "denied"]
        if denied and (point.act in ("accept", "agree", "include") or "deny" in denied):
            modality = "denied"     # "denied that it had agreed to pull back"
        if claim.kind == "narration" and point.owner and point.act in ("want", "demand", "propose"):
            claim = _wish(facts, claim, point, paragraph, modality)
        else:
            claim = facts.claims.part(claim, paragraph, point.first, point.last, modality, point.act)
        facts.about(claim, node)
        if proposal in facts.entities:
            facts.edge(node, "POINT_OF", proposal, claim)
        issue = issue_of(text)
        if issue:
            subject = uri("issue", issue[0])
            facts.entities[subject] = Entity(
                subject, "Issue", {"name": issue[0], "code": issue[1]} if issue[1] else {"name": issue[0]}
            )
            facts.edge(node, "ON_ISSUE", subject, claim)


def _wish(facts: Facts, narration: Claim, point: PointSeen, paragraph: Paragraph, modality: str) -> Claim:
    """The text tells what somebody demands or offers: a claim of theirs, though no tagger marked it."""
    part = (
        facts.claims.part(narration, paragraph, point.first, point.last, modality, point.act)
        if narration.act != "report" or narration.about
        else None
    )
    if part is None or part is narration:
        span = paragraph.span(paragraph.doc[point.first : point.last])
        part = facts.claims.copy(
            narration, f"{narration.id}w{point.first}", [span], facts.claims.text[span.start : span.end]
        )
        part.modality, part.act = modality, point.act
        facts.claims.parts.append(part)
    part.kind, part.speaker = "indirect", list(point.owner)
    return part


def _demands(facts: Facts, point: PointSeen) -> str | None:
    """Points that belong to no text on the table stand in their owner's demands or offer."""
    if not point.owner:
        return None
    owner = facts.actors.entities[point.owner[0]]
    word = {"propose": "offer", "agree": "agreement"}.get(point.act, "demands")
    node = f"{DATA}proposal:{facts.local}:{slug(str(owner.values['name']))}-{word}"
    if node not in facts.entities:
        facts.entities[node] = Entity(
            node,
            "Proposal",
            {"title": f"{owner.values['name']} {word}", "kind": "proposal" if word == "demands" else word},
        )
    paragraph = facts.paragraphs[point.paragraph]
    claim = facts.claims.at(paragraph, paragraph.doc[point.token])
    for one in point.owner:
        facts.edge(node, "PROPOSED_BY", one, claim)
    return node


def put_deadlines(facts: Facts, seen: Sequence[DeadlineSeen]) -> None:
    for deadline in seen:
        paragraph = facts.paragraphs[deadline.paragraph]
        token = paragraph.doc[deadline.token]
        node = f"{DATA}deadline:{facts.local}:{slug(deadline.time)}"
        if node not in facts.entities:
            facts.entities[node] = Entity(node, "Deadline", {})
            facts.timed(node, deadline.time)
        facts.at[paragraph.index, token.i] = node
        claim = facts.claims.at(paragraph, token)
        facts.about(claim, node)
        if deadline.proposal:
            facts.edge(node, "DEADLINE_OF", deadline.proposal.uri, claim)
