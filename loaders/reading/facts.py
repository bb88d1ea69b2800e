"""What claims assert of the world, as edges: meetings, proposals, points, deadlines, offices, delegations.

Each edge is put to the claim that makes it; where an event is less sure than the claim around it, to a part of that
claim with its own modality. Nothing here writes a status: that is derived from these claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from spacy.tokens import Token

from loaders.reading.actors import Actors, conjoined
from loaders.reading.certainty import backshifted
from loaders.reading.claims import Claims
from loaders.reading.deadlines import DeadlineSeen
from loaders.reading.encounters import Encounter, Sighting
from loaders.reading.issues import issue_of
from loaders.reading.modality import hedge, weaker
from loaders.reading.occasions import SPEAKING
from loaders.reading.parse import Paragraph, paragraph_at
from loaders.reading.points import PointSeen
from loaders.reading.proposals import BACKING, PROPOSING, Tabled
from loaders.reading.roles import Office
from loaders.reading.words import words
from schema import DATA, Claim, Entity, Fact, bounds, slug, uri


@dataclass
class Facts:
    """Entities and edges of one document, gathered claim by claim. `made` keeps every edge once a claim."""

    paragraphs: Sequence[Paragraph]
    actors: Actors
    claims: Claims
    local: str
    entities: dict[str, Entity] = field(default_factory=dict)
    made: dict[tuple[str, str, str, str], Fact] = field(default_factory=dict)
    at: dict[tuple[int, int], str] = field(default_factory=dict)  # token -> meeting, proposal, point or deadline

    def edge(self, subject: str, relation: str, target: str, claim: Claim) -> None:
        self.made.setdefault((subject, relation, target, claim.id), Fact(subject, relation, target, claim.id))

    @staticmethod
    def about(claim: Claim, node: str) -> None:
        if node not in claim.about:
            claim.about.append(node)

    # -- offices, delegations ------------------------------------------------------------------------------------------

    def offices(self, offices: Sequence[Office]) -> None:
        led = {fact.object: fact.subject for fact in self.made.values() if fact.relation == "LED_BY"}
        for office in offices:
            if office.org_uri is None and office.person in led:  # who leads X's delegation speaks for X
                sent = [t for r, t in self.actors.backing.get(led[office.person], ()) if r == "REPRESENTS"]
                office.org_uri = sent[0] if sent else None
            paragraph = self.paragraphs[office.paragraph]
            claim = self.claims.presupposed(paragraph, paragraph.doc[office.token])
            node = f"{DATA}role:{office.person.rsplit(':', 1)[-1]}:{slug(office.title)}"
            self.entities[node] = Entity(node, "Role", {"title": office.title})
            self.edge(node, "HOLDER", office.person, claim)
            if office.org_uri:
                self.edge(node, "IN_ORG", office.org_uri, claim)

    def backing(self) -> None:
        """Whom groups, bodies and unnamed sources stand for, by the claim in which they are first spoken of."""
        used = {node for fact in self.made.values() for node in (fact.subject, fact.object)}
        used |= {
            n
            for c in (*self.claims.all, *self.claims.parts)
            for n in (*c.speaker, *c.addressee, *c.about, c.venue or "")
        }
        first: dict[str, tuple[int, int]] = {}
        for (paragraph, token), nodes in self.actors.meaning.items():
            for node in nodes:
                if node not in first or (paragraph, token) < first[node]:
                    first[node] = (paragraph, token)
        spoken: dict[str, tuple[int, int]] = {}  # where a group of which it is part is first spoken of
        for node, place in first.items():
            for _, target in self.actors.backing.get(node, ()):
                spoken.setdefault(target, place)
        for node, entity in list(self.actors.entities.items()):
            stands = entity.values.pop("represents", None)
            links = list(self.actors.backing.get(node, ()))
            if stands:
                state = (
                    self.actors.names.add("State", str(stands))
                    if not self._known(str(stands))
                    else self.actors.entities[str(self._known(str(stands)))]
                )
                links.append(("REPRESENTS", state.uri))
            if node not in used:
                continue
            at = first.get(node) or spoken.get(node)
            if not links or at is None:
                continue
            home = self.paragraphs[at[0]]
            claim = self.claims.presupposed(home, home.doc[at[1]])
            for relation, target in dict.fromkeys(links):
                if target != node:
                    self.edge(node, relation, target, claim)

    def _known(self, name: str) -> str | None:
        return next((u for u in (uri("state", name), uri("organization", name)) if u in self.actors.entities), None)

    def leaders(self) -> None:
        """ "delegations, led by X and Y, respectively", "X led the U.S. delegation", "the delegation headed by X"."""
        for paragraph in self.paragraphs:
            for token in paragraph.doc:
                if token.lemma_.lower() not in ("lead", "head", "chair") or token.pos_ != "VERB":
                    continue
                passive = token.tag_ == "VBN" and any(c.dep_ == "agent" for c in token.children)
                if passive:
                    led = (
                        token.head
                        if token.dep_ in ("acl", "relcl")
                        else next((c for c in token.children if c.dep_ == "nsubjpass"), None)
                    )
                    leaders = [t for c in token.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
                else:
                    led = next((c for c in token.children if c.dep_ == "dobj"), None)
                    leaders = [c for c in token.children if c.dep_ == "nsubj"]
                    if leaders and leaders[0].lower_ in ("who", "that"):
                        leaders = [token.head]
                if led is None or not leaders or led.lemma_.lower() not in words("nouns", "collective"):
                    continue
                self._gapped(paragraph, token)
                groups = [g for g in self.actors.who(paragraph, led) if self.actors.cls(g) in ("Group", "Organization")]
                people = [
                    n
                    for t in [leaders[0], *conjoined(leaders[0])]
                    for n in self.actors.who(paragraph, t, False)
                    if self.actors.cls(n) == "Person"
                ]
                if not groups or not people:
                    continue
                claim = self.claims.at(paragraph, token)
                modality = weaker(
                    hedge(token, *self.claims.within(paragraph, token)).modality,
                    self.claims.effects.get(claim.id) or "asserted",
                )
                if modality != "asserted":
                    claim = self.claims.part(
                        claim, paragraph, led.left_edge.i, token.right_edge.i + 1, modality, claim.act
                    )
                # as many leaders as groups: "respectively"
                respective = len(groups) == len(people)
                for group, person in zip(groups, people, strict=True) if respective else product(groups, people):
                    self.edge(group, "LED_BY", person, claim)
                    for relation, target in self.actors.backing.get(group, ()):
                        self.edge(group, relation, target, claim)

    def _gapped(self, paragraph: Paragraph, led: Token) -> None:
        """ "..., and Y that of Z", "and that of Z by Y": a second delegation told without its verb."""
        doc = paragraph.doc
        for that in led.sent:
            if that.lower_ != "that" or that.i + 1 >= len(doc) or doc[that.i + 1].lower_ != "of":
                continue
            groups = self.actors.meaning.get((paragraph.index, that.i), ())
            names = [n for n in self.actors.names.by_paragraph[paragraph.index] if self.actors.cls(n.uri) == "Person"]
            before = [n for n in names if n.last <= that.i and that.i - n.last < 2]
            after = [n for n in names if n.first > that.i and "by" in {t.lower_ for t in doc[that.i : n.first]}]
            for group in groups:
                for name in before[-1:] or after[:1]:
                    claim = self.claims.at(paragraph, led)
                    self.edge(group, "LED_BY", name.uri, claim)
                    for relation, target in self.actors.backing.get(group, ()):
                        self.edge(group, relation, target, claim)

    # -- meetings
    # -------------------------------------------------------------------------------------------------------

    def meetings(self, encounters: Sequence[Encounter]) -> None:
        for encounter in encounters:
            values = {"title": encounter.title, "kind": encounter.kind}
            self.entities[encounter.uri] = Entity(encounter.uri, "Meeting", {k: v for k, v in values.items() if v})
            if encounter.time:
                self._timed(encounter.uri, encounter.time)
            for sighting in encounter.sightings:
                self._sighting(encounter, sighting)
        self._delegations(encounters)
        for encounter in encounters:
            for sighting in encounter.sightings:
                self._conditions(encounter, sighting)
        self._venues(encounters)

    def _delegations(self, encounters: Sequence[Encounter]) -> None:
        """A delegation whose leader is told takes part where its sender does: "X and Y met. A led X's delegation"."""
        there = {f.object for f in self.made.values() if f.relation == "PARTICIPANT"}
        for led in [f for f in self.made.values() if f.relation == "LED_BY" and f.subject not in there]:
            senders = {t for r, t in self.actors.backing.get(led.subject, ()) if r == "REPRESENTS"}
            for encounter in encounters:
                taking = [
                    f
                    for f in self.made.values()
                    if f.subject == encounter.uri
                    and f.relation == "PARTICIPANT"
                    and self._stands_for(f.object) & senders
                ]
                if taking:
                    for fact in taking:
                        self.made.setdefault(
                            (encounter.uri, "PARTICIPANT", led.subject, fact.claim),
                            Fact(encounter.uri, "PARTICIPANT", led.subject, fact.claim),
                        )
                    break

    def _stands_for(self, node: str) -> set[str]:
        """The actor with those it represents or is made of."""
        found = {node}
        for _, target in self.actors.backing.get(node, ()):
            found |= {target, *(t for _, t in self.actors.backing.get(target, ()))}
        return found

    def _timed(self, node: str, time: str) -> None:
        start, end = bounds(time)
        self.entities[node].values.update({k: v for k, v in (("time", time), ("start", start), ("end", end)) if v})

    def _sighting(self, encounter: Encounter, sighting: Sighting) -> None:
        paragraph = self.paragraphs[sighting.paragraph]
        token = paragraph.doc[sighting.token]
        self.at[paragraph.index, token.i] = encounter.uri
        claim = self.event(paragraph, token, sighting.clause, sighting.hedge.modality, sighting.hedge.act or "meet")
        self.about(claim, encounter.uri)
        # "..., which X denied": the same words, and X says that they are not so
        for other in self.claims.covering[paragraph.index]:
            covered = self.claims.covers[other.id][paragraph.index]
            denies = self.claims.effects.get(other.id) == "denied" and token.i in covered
            if denies and other not in list(self.claims.levels(claim)):
                self.about(other, encounter.uri)
                if other.id not in (claim.id, claim.part_of):
                    denial = self.claims.part(other, paragraph, *sighting.clause, "denied", "deny")
                    for node in sighting.participants:
                        self.edge(encounter.uri, "PARTICIPANT", node, denial)
        for node in sighting.participants:
            self.edge(encounter.uri, "PARTICIPANT", node, claim)
        if sighting.place:
            self.edge(encounter.uri, "AT_PLACE", sighting.place, claim)

    def event(self, paragraph: Paragraph, token: Token, clause: tuple[int, int], modality: str, act: str) -> Claim:
        """The claim that tells of an event: with the modality that the cue, and those above it, leave to it."""
        claim = self.claims.at(paragraph, token)
        for level in self.claims.levels(claim):
            effect = self.claims.effects.get(level.id)
            if effect:
                modality = weaker(modality, effect)
        return self.claims.part(claim, paragraph, *clause, backshifted(self.claims, claim, modality), act)

    def _conditions(self, encounter: Encounter, sighting: Sighting) -> None:
        """ "will depend on the outcome of the talks", "only if ...": what must come first, where it is a thing we
        know."""
        paragraph = self.paragraphs[sighting.paragraph]
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
                for c in [*self.claims.parts, *self.claims.all]
                if encounter.uri in c.about
                and any(s.start <= paragraph.start + token.idx < s.end for s in c.content_spans)
            ),
            None,
        )
        for root in roots:
            for inner in root.subtree:
                node = self.at.get((paragraph.index, inner.i))
                if (
                    node
                    and node != encounter.uri
                    and claim is not None
                    and self.entities[node].cls in ("Meeting", "Proposal", "PlanPoint", "Deadline")
                ):
                    self.edge(encounter.uri, "DEPENDS_ON", node, claim)

    def _venues(self, encounters: Sequence[Encounter]) -> None:
        """Claims made at a meeting: "Speaking at the summit, X ..."; it holds for the speaker's words that follow."""
        venue: dict[str, tuple[str, int]] = {}
        at_meeting: defaultdict[int, dict[int, str]] = defaultdict(dict)  # paragraph -> token -> meeting
        for encounter in encounters:
            for sighting in encounter.sightings:
                at_meeting[sighting.paragraph][sighting.token] = encounter.uri
        parts: defaultdict[str | None, list[Claim]] = defaultdict(list)
        for part in self.claims.parts:
            parts[part.part_of].append(part)
        for claim in self.claims.all:
            if claim.kind in ("narration", "request") or not claim.speaker or not claim.cue_spans:
                continue
            paragraph = paragraph_at(self.paragraphs, claim.cue_spans[0].start)
            if paragraph is None:
                continue
            found = self._venue(paragraph, paragraph.tokens(claim.cue_spans), claim, at_meeting[paragraph.index])
            person = claim.speaker[0] if self.actors.cls(claim.speaker[0]) == "Person" and not claim.via else None
            if found:
                claim.venue = found
            if found and not claim.time:
                day = str(self.entities[found].values.get("time") or "")
                claim.time = day if len(day) == 10 and day <= (self.claims.published or day) else None
            if claim.venue and person:
                venue[person] = (claim.venue, paragraph.index)
            elif (
                person in venue
                and claim.kind in ("direct", "mixed")
                and paragraph.index - venue[str(person)][1] <= 4
                and not claim.addressee
                and self.entities.get(venue[str(person)][0], Entity("", "")).cls == "Meeting"
            ):
                claim.venue = venue[str(person)][0]
            for part in parts[claim.id]:
                part.venue = claim.venue

    def _venue(self, paragraph: Paragraph, cue: list[Token], claim: Claim, at_meeting: dict[int, str]) -> str | None:
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

    # -- proposals, points, deadlines
    # --------------------------------------------------------------------------------------

    def proposals(self, tabled: Sequence[Tabled]) -> None:
        for proposal in tabled:
            self.entities[proposal.uri] = Entity(
                proposal.uri, "Proposal", {"title": proposal.title, "kind": proposal.kind}
            )
            for seen in proposal.seen:
                paragraph = self.paragraphs[seen.paragraph]
                token = paragraph.doc[seen.token]
                self.at[seen.paragraph, seen.token] = proposal.uri
                claim = self.claims.at(paragraph, token)
                self.about(claim, proposal.uri)
                for node in seen.proposers:
                    if node in proposal.proposers:
                        self.edge(proposal.uri, "PROPOSED_BY", node, self._as_sure(paragraph, token, claim))
            first = self.paragraphs[proposal.seen[0].paragraph]
            claim = self.claims.at(first, first.doc[proposal.seen[0].token])
            if proposal.counters:
                self.edge(proposal.uri, "COUNTERS", proposal.counters.uri, claim)
            if proposal.older:
                self.edge(proposal.uri, "VERSION_OF", proposal.older.uri, claim)

    def _as_sure(self, paragraph: Paragraph, token: Token, claim: Claim) -> Claim:
        """The claim, or where the proposing itself is denied or only possible, a part that says so."""
        verb = token.head
        if (
            token.dep_ not in ("dobj", "nsubjpass")
            or verb.pos_ != "VERB"
            or verb.lemma_.lower() not in PROPOSING | BACKING
        ):
            return self.claims.presupposed(paragraph, token)
        modality = hedge(verb, *self.claims.within(paragraph, token)).modality
        effect = self.claims.effects.get(claim.id)
        if effect and claim.act not in ("propose",):
            modality = weaker(modality, effect)
        if modality == "asserted" or modality == claim.modality:
            return claim
        return self.claims.part(claim, paragraph, verb.left_edge.i, verb.right_edge.i + 1, modality, "propose")

    def points(self, seen: Sequence[PointSeen]) -> None:
        made: dict[tuple[str, str], str] = {}
        for point in seen:
            paragraph = self.paragraphs[point.paragraph]
            doc = paragraph.doc
            text = self.claims.text[
                paragraph.span(doc[point.first : point.last]).start : paragraph.span(doc[point.first : point.last]).end
            ]
            proposal = point.proposal.uri if point.proposal else self._demands(point)
            if proposal is None or not text.strip():
                continue
            key = (proposal, slug(text))
            node = made.setdefault(
                key, f"{DATA}point:{proposal.split(':', 3)[3] if proposal.count(':') > 2 else self.local}:{slug(text)}"
            )
            self.entities.setdefault(node, Entity(node, "PlanPoint", {"text": text}))
            for index in range(point.first, point.last):
                self.at.setdefault((paragraph.index, index), node)
            claim = self.claims.at(paragraph, doc[point.token])
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
            own = hedge(verb, *self.claims.within(paragraph, governing)).modality
            if own == "denied" and point.act == "include":
                modality = "denied"
            effects = [self.claims.effects.get(level.id) for level in self.claims.levels(claim)]
            if "denied" in effects and point.act == "include":
                modality = "denied"
            if claim.kind == "narration" and point.owner and point.act in ("want", "demand", "propose"):
                claim = self._wish(claim, point, paragraph)
            else:
                claim = self.claims.part(claim, paragraph, point.first, point.last, modality, point.act)
            self.about(claim, node)
            if proposal in self.entities:
                self.edge(node, "POINT_OF", proposal, claim)
            issue = issue_of(text)
            if issue:
                subject = uri("issue", issue[0])
                self.entities[subject] = Entity(
                    subject, "Issue", {"name": issue[0], "code": issue[1]} if issue[1] else {"name": issue[0]}
                )
                self.edge(node, "ON_ISSUE", subject, claim)

    def _wish(self, narration: Claim, point: PointSeen, paragraph: Paragraph) -> Claim:
        """The text tells what somebody demands or offers: a claim of theirs, though no tagger marked it."""
        part = (
            self.claims.part(narration, paragraph, point.first, point.last, "possible", point.act)
            if narration.act != "report" or narration.about
            else None
        )
        if part is None or part is narration:
            span = paragraph.span(paragraph.doc[point.first : point.last])
            part = self.claims.copy(
                narration, f"{narration.id}w{point.first}", [span], self.claims.text[span.start : span.end]
            )
            part.modality, part.act = "possible", point.act
            self.claims.parts.append(part)
        part.kind, part.speaker = "indirect", list(point.owner)
        return part

    def _demands(self, point: PointSeen) -> str | None:
        """Points that belong to no text on the table stand in their owner's demands or offer."""
        if not point.owner:
            return None
        owner = self.actors.entities[point.owner[0]]
        word = "offer" if point.act == "propose" else "demands"
        node = f"{DATA}proposal:{self.local}:{slug(str(owner.values['name']))}-{word}"
        if node not in self.entities:
            self.entities[node] = Entity(
                node,
                "Proposal",
                {"title": f"{owner.values['name']} {word}", "kind": "offer" if word == "offer" else "proposal"},
            )
        paragraph = self.paragraphs[point.paragraph]
        claim = self.claims.at(paragraph, paragraph.doc[point.token])
        for one in point.owner:
            self.edge(node, "PROPOSED_BY", one, claim)
        return node

    def deadlines(self, seen: Sequence[DeadlineSeen]) -> None:
        for deadline in seen:
            paragraph = self.paragraphs[deadline.paragraph]
            token = paragraph.doc[deadline.token]
            node = f"{DATA}deadline:{self.local}:{slug(deadline.time)}"
            if node not in self.entities:
                self.entities[node] = Entity(node, "Deadline", {})
                self._timed(node, deadline.time)
            self.at[paragraph.index, token.i] = node
            claim = self.claims.at(paragraph, token)
            self.about(claim, node)
            if deadline.proposal:
                self.edge(node, "DEADLINE_OF", deadline.proposal.uri, claim)

    # -- pairs set against each other
    # ------------------------------------------------------------------------------------------

    def reversals(self) -> None:
        """ "X initially said ... On Wednesday X signalled ...": the later claim is set against the earlier."""
        told = [c for c in self.claims.all if c.kind != "narration" and not c.via]
        for number, claim in enumerate(told):
            at = claim.cue_spans[0].start if claim.cue_spans else -1
            home = paragraph_at(self.paragraphs, at)
            cue = next((t for t in home.doc if home.start + t.idx == at), None) if home else None
            if cue is None:
                continue
            near = {t.lower_ for t in [cue, *cue.children, cue.head]}
            if near & {"initially", "originally", "previously", "earlier", "first"}:
                later = next(
                    (c for c in told[number + 1 : number + 4] if set(c.about) & set(claim.about) - set(claim.speaker)),
                    None,
                )
                if later and claim.id not in later.contradicts and later.id not in claim.contradicts:
                    later.contradicts.append(claim.id)

    def contrasts(self) -> None:
        """ "While X initially said ..., Y later signalled ...": the text sets two claims against each other."""
        cues: defaultdict[int, list[tuple[Token, Claim]]] = defaultdict(list)  # by paragraph
        for claim in self.claims.all:
            if claim.kind == "narration":
                continue
            for span in claim.cue_spans:
                paragraph = paragraph_at(self.paragraphs, span.start)
                if paragraph:
                    token = next(
                        (t for t in paragraph.doc if paragraph.start + t.idx >= span.start and t.pos_ == "VERB"), None
                    )
                    if token is not None and paragraph.start + token.idx < span.end:
                        cues[paragraph.index].append((token, claim))
        for here in cues.values():
            for token, claim in here:
                contrast = token.dep_ == "advcl" and any(
                    c.dep_ == "mark" and c.lower_ in ("while", "although", "though", "whereas") for c in token.children
                )
                for verb, against in here if contrast else ():
                    apart = against is not claim and set(against.speaker) != set(claim.speaker)
                    if apart and verb == token.head and not against.via:
                        against.contradicts.append(claim.id)
