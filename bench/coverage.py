"""Invented coverage of any size: the graph that `Graph.to_networkx()` would hold, and the texts behind it.

Stories of some dozens to some hundreds of nodes; in each, two to four sides with people and bodies, meetings, proposals
with their points, and what the people say of them, a sentence a claim, one in fifteen on another story. Who speaks and
what is spoken of follows Zipf, so that there are a few hubs and many who are named once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import networkx as nx

from schema import VOCABULARY, strongest

_SYLLABLES = """ba ka ro mi len dar so ve tor an el is ur ga no pe ri su ta lo mar den vi ko ar ne hal bre sta fen
ol qua zi mor ly cas ti pre dov"""
_WORDS = """after again agreed already although announced another answer army around asked attack away bank because
before began behind believe best better between billion border both bring brought budget build called came
capital care case cause central change city civil clear close coast come committee common company concern
conditions conference control could council country course court crisis cut date day dead deal debate
decision defence delay demand details difficult direct doubt draft during early east economy effect effort
end energy enough even evening event every exchange expert fall far few field fighting final find fire first
five follow food force foreign former found four free front full further future gas general give goods
government grain ground group guarantee half hand harbour hard head health help high hold home hope hospital
hour house however human idea immediate include increase inside instead interest issue journey judge keep
kind know land large last late law lead least leave legal less letter level life likely line little local
long look lose loss main major make many market matter mean measure meet member message mile military
million mine minister minute moment money month more morning move much nation near necessary need negotiator
never new next night north nothing number offer office officer oil old open order other outside over own
part party past patrol peace people percent period phone place plain plan point police policy port power
present press price principle prison private problem process promise proof province public quarter question
quick quiet rail raise reach ready reason recent record region remain report request rest result return
review right rise risk river road role round rule safe sanction school sea second security send serious
service set seven several ship short side sign single situation small soldier some soon source south speak
staff stand start state station statement step still stop storm street strike strong subject support sure
surface table take talk tariff tax team technical ten term territory text third thousand three time today
together tonight total town trade train treaty tribunal troops trust truth turn under union until urgent use
valley value very view village visit voice vote wait wall want war water way weapon week weight west wheat
whole wide winter withdraw within without witness word work worker world worst wounded year yesterday young
zone"""
SYLLABLES, WORDS = _SYLLABLES.split(), _WORDS.split()
SAID = {"say": "said", "support": "backed", "oppose": "opposed", "reject": "rejected", "criticise": "criticised",
        "demand": "insisted on", "propose": "put forward", "accept": "accepted", "expect": "expects",
        "warn": "warned of"}
STANCES = {"support": "for", "accept": "for", "propose": "for", "demand": "for", "oppose": "against",
           "reject": "against", "criticise": "against"}
SURELY = ["asserted"] * 12 + ["expected", "planned", "possible", "possible", "conditional", "denied"]
ACTORS = ["Person"] * 11 + ["Organization"] * 4 + ["Group"] * 2 + ["UnnamedSource"] * 3
AGENDA = ["PlanPoint"] * 7 + ["Meeting"] * 5 + ["Proposal"] * 3 + ["Deadline", "Issue", "Place"]
URN = "urn:communique:"


def coverage(nodes: int, lines: int, documents: int, seed: int = 1) -> tuple[nx.MultiDiGraph, dict[str, str]]:
    """A graph in which about so many nodes and lines can be drawn, from so many documents; the same for a seed."""
    return _Maker(nodes, lines, documents, seed).make()


class _Maker:
    def __init__(self, nodes: int, lines: int, documents: int, seed: int) -> None:
        self.nodes, self.lines, self.documents, self.chance = nodes, lines, documents, Random(seed)
        self.graph, self.names = nx.MultiDiGraph(), set[str]()

    def make(self) -> tuple[nx.MultiDiGraph, dict[str, str]]:
        chance = self.chance
        states = [self._node("State", name=self._name()) for _ in range(max(3, min(40, self.nodes // 80)))]
        outlets = [self._node("Organization", name=f"The {self._name()} Post", kind="outlet") for _ in range(12)]
        stories: list[tuple[list[str], list[str]]] = []
        left = self.nodes - len(states)
        while left > 0:
            size = min(left, int(chance.paretovariate(1.1) * 24), 700)
            sides = [states[int(len(states) * chance.random() ** 3)] for _ in range(chance.choice([2, 2, 2, 3, 4]))]
            stories.append(self._story(size, sides))
            left -= size
        share = [len(actors) + len(items) for actors, items in stories]
        texts: dict[str, str] = {}
        each = max(1, round(self.lines / self.documents))
        for number, story in enumerate(chance.choices(stories, share, k=self.documents)):
            day = date(2031, 1, 1) + timedelta(number * 300 // self.documents)
            document = self._node("Document", title=self._words(6).capitalize(), published=day.isoformat())
            self._edge(document, "PUBLISHED_BY", chance.choice(outlets))
            texts[document] = self._article(document, day, story, stories, each)
        return self.graph, texts

    def _story(self, size: int, sides: list[str]) -> tuple[list[str], list[str]]:
        chance, actors, items = self.chance, list(sides), list[str]()
        proposal = ""
        for at in range(size):
            if at % 5 < 3:
                cls, name = chance.choice(ACTORS), self._name()
                if cls == "Person":
                    name = f"{self._name()} {name}"
                elif cls == "Organization":
                    name = f"{name} {chance.choice(['Ministry', 'Union', 'Front', 'Party', 'Agency'])}"
                else:
                    name = f"a {name} official" if cls == "UnnamedSource" else f"{name} delegation"
                actors.append(self._node(cls, name=name))
                if chance.random() < .8:
                    self._edge(actors[-1], "REPRESENTS", sides[int(len(sides) * chance.random() ** 1.5)])
                continue
            cls = chance.choice(AGENDA)
            if cls == "Proposal":
                proposal = self._node(cls, title=f"{self._name()} {chance.choice(['plan', 'draft', 'framework'])}",
                                      kind="plan", status="proposed")
                items.append(proposal)
            elif cls == "PlanPoint":
                items.append(self._node(cls, text=self._words(chance.randint(2, 5)), status="in text"))
                if proposal:
                    self._edge(items[-1], "POINT_OF", proposal)
            elif cls == "Meeting":
                day = (date(2031, 1, 1) + timedelta(chance.randrange(300))).isoformat()
                items.append(self._node(cls, title=f"{self._name()} talks", kind="talks", time=day, start=day, end=day,
                                        status=chance.choice(["held", "held", "planned", "possible", "denied"])))
            elif cls == "Deadline":
                items.append(self._node(cls, time="2031-12-31", start="2031-12-31", end="2031-12-31"))
            else:
                items.append(self._node(cls, name=self._words(2) if cls == "Issue" else self._name()))
        return actors, items

    def _article(self, document: str, day: date, story: tuple[list[str], list[str]],
                 stories: list[tuple[list[str], list[str]]], claims: int) -> str:
        chance, parts, length = self.chance, list[str](), 0
        actors = story[0]
        for at in range(claims):
            items = (story if chance.random() < 14 / 15 else chance.choice(stories))[1] or story[0]
            speaker, target = self._often(actors), self._often(items if chance.random() < .85 else actors)
            if speaker == target:
                target = actors[0] if actors[0] != speaker else actors[1]
            act, modality = chance.choice(list(SAID)), chance.choice(SURELY)
            if modality == "denied":
                act = "deny"
            label = {"possible": "may have", "conditional": "would have", "denied": "denied that anyone"}
            sentence = " ".join((self._label(speaker), *filter(None, [label.get(modality)]), SAID.get(act, "discussed"),
                                 self._label(target), self._words(chance.randint(2, 7))))
            joint = ". " if (at + 1) % 3 else ".\n\n"
            self._claim(document, sentence, length, speaker, target, act=act, modality=modality,
                        stance=STANCES.get(act, "neutral"), time=day.isoformat(), start=day.isoformat())
            parts.append(sentence + joint)
            length += len(parts[-1])
        return "".join(parts)

    def _claim(self, document: str, exact: str, at: int, speaker: str, target: str, **values: str) -> None:
        claim = self._node("Claim", kind="indirect", text=exact, **values)
        span = self._node("Span", start=at, end=at + len(exact), exact=exact)
        for subject, relation, other in ((claim, "EVIDENCE", span), (span, "IN_DOCUMENT", document),
                                         (claim, "SPEAKER", speaker), (claim, "ABOUT", target)):
            self._edge(subject, relation, other)
        if self.graph.nodes[target]["labels"][-1] == "Meeting" and self.chance.random() < .2:
            self.graph.add_edge(target, speaker, "PARTICIPANT", relation="PARTICIPANT", claims=[claim],
                                certainty=strongest([values["modality"]]))

    def _node(self, cls: str, **values: object) -> str:
        uri = f"{URN}{cls.lower()}:{len(self.graph)}"
        self.graph.add_node(uri, labels=VOCABULARY.labels(cls), **values)
        return uri

    def _edge(self, subject: str, relation: str, target: str) -> None:
        self.graph.add_edge(subject, target, relation, relation=relation, claims=[])

    def _often(self, among: list[str]) -> str:
        """By chance, the first ones more often."""
        return among[int(len(among) * self.chance.random() ** 2)]

    def _label(self, node: str) -> str:
        data = self.graph.nodes[node]
        return str(next(data[key] for key in ("name", "title", "text", "time") if key in data))

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count))

    def _name(self) -> str:
        return next(name for name in self._tries() if name not in self.names and not self.names.add(name))  # type: ignore[func-returns-value]

    def _tries(self) -> Iterator[str]:
        while True:
            yield "".join(self.chance.choices(SYLLABLES, k=self.chance.choice([2, 3, 3, 4]))).capitalize()
