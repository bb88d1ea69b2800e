"""A reading from a few lines, each of which is a sentence of the document and a claim: `KIND: a | b | act modality`.

    meeting: TITLE | kind | time | place | participants | act modality
    about: MEETING TITLE | act modality           a claim about a meeting, which makes none of its edges
    proposal: TITLE | kind | proposers | act modality
    point: TEXT | proposal | act modality
    deadline: TIME | proposal | act modality
    role: TITLE | person | body
    group: NAME | leader | member of | meeting
    unnamed: NAME | words
Persons of one word and everything that no other article knows by name get a uri of the document's own, as in real
readings; persons of more words one of the world's.
"""

from __future__ import annotations

from schema import DATA, Claim, Document, Entity, Fact, Reading, Run, Span, slug, uri

RUN = Run("by hand", "1", "none")


def reading(name: str, *lines: str, published: str | None = "2031-03-01", publisher: str | None = "The Courier",
            url: str | None = None, updated: str | None = None, run: Run = RUN) -> Reading:
    """What the document `name` says, whose text is `lines`."""
    document = Document(name, "\n".join(lines), title=name.title(), url=url, published=published, updated=updated,
                        publisher=publisher)
    return _Lines(Reading(document, run)).read(lines)


class _Lines:
    def __init__(self, made: Reading) -> None:
        self.made = made
        self.part = made.document.uri.rsplit(":", 1)[-1]
        self.seen: dict[str, Entity] = {}

    def read(self, lines: tuple[str, ...]) -> Reading:
        at = 0
        for number, line in enumerate(lines):
            kind, _, rest = line.partition(": ")
            *parts, last = [part.strip() for part in rest.split("|")]
            self.claim = Claim(f"c{number}", "narration", rest, content_spans=[Span(at, at + len(line))])
            at += len(line) + 1
            if kind in ("meeting", "about", "proposal", "point", "deadline"):
                self.claim.act, self.claim.modality = last.split()
            else:
                parts.append(last)
            self.made.claims.append(self.claim)
            getattr(self, kind)(*parts)
        self.made.entities = list(self.seen.values())
        return self.made

    def local(self, cls: str, words: str, **values: str) -> str:
        return self.entity(f"{DATA}{cls.lower()}:{self.part}:{slug(words)}", cls, **values)

    def entity(self, node: str, cls: str, **values: str) -> str:
        known = self.seen.setdefault(node, Entity(node, cls))
        known.values |= {name: value for name, value in values.items() if value}
        return node

    def actor(self, name: str) -> str:
        if name.startswith("the "):
            return self.local("Group", name, name=name)
        if name.isupper() or name.endswith("ia"):
            return self.entity(uri("state", name), "State", name=name)
        if " " not in name:
            return self.local("Person", name, name=name)
        return self.entity(uri("person", name), "Person", name=name)

    def fact(self, subject: str, relation: str, target: str) -> None:
        self.made.facts.append(Fact(subject, relation, target, self.claim.id))

    def meeting(self, title: str, kind: str, time: str, place: str, participants: str) -> None:
        node = self.local("Meeting", title, title=title, kind=kind, time=time)
        self.claim.about.append(node)
        for name in filter(None, participants.split(", ")):
            self.fact(node, "PARTICIPANT", self.actor(name))
        if place:
            self.fact(node, "AT_PLACE", self.entity(uri("place", place), "Place", name=place))

    def about(self, title: str) -> None:
        self.claim.about.append(self.local("Meeting", title, title=title))

    def proposal(self, title: str, kind: str, proposers: str) -> None:
        node = self.local("Proposal", title, title=title, kind=kind)
        for name in filter(None, proposers.split(", ")):
            self.fact(node, "PROPOSED_BY", self.actor(name))
        self.claim.about.append(node)

    def point(self, text: str, proposal: str) -> None:
        node = self.local("PlanPoint", text, text=text)
        self.fact(node, "POINT_OF", self.local("Proposal", proposal, title=proposal))

    def deadline(self, time: str, proposal: str) -> None:
        node = self.local("Deadline", time, time=time)
        self.fact(node, "DEADLINE_OF", self.local("Proposal", proposal, title=proposal))

    def role(self, title: str, person: str, body: str) -> None:
        node = self.local("Role", f"{title}-{person}", title=title)
        self.fact(node, "HOLDER", self.actor(person))
        self.fact(node, "IN_ORG", self.actor(body))

    def group(self, name: str, leader: str, body: str, meeting: str) -> None:
        node = self.actor(name)
        for relation, other in (("LED_BY", leader), ("REPRESENTS", body)):
            if other:
                self.fact(node, relation, self.actor(other))
        if meeting:
            self.fact(self.local("Meeting", meeting, title=meeting), "PARTICIPANT", node)

    def unnamed(self, name: str, words: str) -> None:
        self.claim.speaker.append(self.local("UnnamedSource", name, name=name))
        self.claim.text = words
