"""Reading: one document in, its claims and what they assert out. A pure function; each stage is a module of its own."""

from __future__ import annotations

from functools import lru_cache

from threadpoolctl import ThreadpoolController

from loaders.reading.agenda_facts import put_deadlines, put_points, put_proposals
from loaders.reading.attributed import claims_of
from loaders.reading.attribution import attributions
from loaders.reading.claims import Claims
from loaders.reading.contrasts import put_contrasts, put_reversals
from loaders.reading.coreference import actors_of
from loaders.reading.deadlines import deadlines
from loaders.reading.delegations import put_leaders
from loaders.reading.facts import Facts
from loaders.reading.meeting_facts import put_meetings
from loaders.reading.meetings import meetings
from loaders.reading.mentions import names
from loaders.reading.parse import Paragraph, paragraphs
from loaders.reading.points import points
from loaders.reading.positions import with_positions
from loaders.reading.proposals import proposals
from loaders.reading.publisher import publisher
from loaders.reading.registry import Names
from loaders.reading.roles import offices
from loaders.reading.tabled import Table
from loaders.reading.times import times
from schema import DATA, Claim, Document, Entity, Reading, Run

RUNS = {"default": Run("communique", "2", "tagger-1"), "accurate": Run("communique", "2", "accurate-1")}
STRUCTURAL = ("Meeting", "Proposal", "PlanPoint", "Deadline", "Issue", "Role")


def read_document(document: Document, reader: str = "default") -> Reading:
    """All that the document says. The same text gives the same reading; spans are of `document.text`.

    `reader` is one of RUNS. Raises `tagger.ReaderMissing` when that is an extra that is not installed.

    On one thread: the tagger's products are too small to share (with two threads of BLAS it is six times slower).
    """
    with _threads().limit(limits=1):
        return _read(document, reader)


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _read(document: Document, reader: str) -> Reading:
    local = document.uri.removeprefix(f"{DATA}document:")
    parsed = paragraphs(document.prose)
    found = names(parsed, local, document.publisher)
    document = publisher(document, parsed, found)
    held = offices(parsed, found, document.published)
    actors = actors_of(parsed, found, held, local)
    when = times(parsed, document.published)
    outlet = found.add("Organization", document.publisher or "unknown outlet", kind="outlet").uri
    claims = claims_of(with_positions(parsed, attributions(parsed, reader)), actors, when, document, outlet)
    encounters = meetings(parsed, actors, when, document.published, claims.within, local)
    tabled = proposals(parsed, actors, local)
    table = Table(tabled)
    facts = Facts(parsed, actors, claims, local)
    put_leaders(facts)
    facts.offices(held)
    put_proposals(facts, tabled)
    put_points(facts, points(parsed, actors, table, claims.within))
    put_deadlines(facts, deadlines(parsed, when, table))
    put_meetings(facts, encounters)
    _about(claims, facts, parsed)
    put_contrasts(claims)
    put_reversals(claims)
    facts.backing()
    _unnamed(claims, found)
    every = _in_order([*claims.all, *claims.parts])
    return Reading(document, RUNS[reader], every, _used(every, facts, found), list(facts.made.values()))


def _about(claims: Claims, facts: Facts, parsed: list[Paragraph]) -> None:
    """A claim is about the proposals, points and deadlines that its own words name."""
    for (paragraph, token), node in facts.at.items():
        if facts.entities[node].cls in ("Proposal", "Deadline"):
            for claim in claims.covering[paragraph]:
                if claim.kind != "narration" and token in claims.covers[claim.id][paragraph]:
                    facts.about(claim, node)


def _unnamed(claims: Claims, found: Names) -> None:
    """Whether people without names are sources or a group: those who speak are sources."""
    speaking = {node for claim in [*claims.all, *claims.parts] if claim.kind != "narration" for node in claim.speaker}
    for node, entity in found.entities.items():
        if entity.cls == "UnnamedSource" and node not in speaking:
            entity.cls = "Group"


def _in_order(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.evidence.start, claim.part_of is not None, claim.id))


def _used(claims: list[Claim], facts: Facts, found: Names) -> list[Entity]:
    """Entities that some claim or edge speaks of, actors first."""
    wanted = {node for claim in claims for node in (*claim.speaker, *claim.addressee, *claim.about, claim.venue or "")}
    wanted |= {node for fact in facts.made.values() for node in (fact.subject, fact.object)}
    named = {name.uri for name in found.found}
    kept = [entity for node, entity in found.entities.items() if node in wanted or node in named]
    return kept + [entity for node, entity in facts.entities.items() if node in wanted or entity.cls in STRUCTURAL]
