"""Who a noun phrase stands for: names, "the president", "the two sides", "he", "two diplomats briefed on the talks".

Resolved in reading order against what was mentioned before. What cannot be told stays unresolved: a wrong speaker is
worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from loaders.reading import gazetteer
from loaders.reading.noun_phrases import acts, conjoined, describe, edges, office_words, root
from loaders.reading.parse import Paragraph
from loaders.reading.registry import Name, Names
from loaders.reading.roles import Office
from loaders.reading.tidy import dateline
from loaders.reading.words import words
from schema import DATA, Entity, slug

HE = {"he", "him", "his", "himself"}
SHE = {"she", "her", "hers", "herself"}
THEY = {"they", "them", "their", "theirs", "themselves"}
IT = {"it", "its", "itself"}
REACH = 4  # sentences back that a pronoun may look
NOUNS = ("NOUN", "PROPN")
HIGH = {"minister", "president", "premier", "chancellor", "government", "presidency", "ambassador", "king", "emir"}
DELEGATIONS = {"delegation", "team", "side", "negotiator"}
FIRMS = {"carrier", "company", "firm", "manufacturer", "operator"}
PERSON = {"Person", "UnnamedSource"}


@dataclass(slots=True)
class Mention:
    """One noun phrase that stands for actors."""

    paragraph: int
    token: int
    sentence: int
    uris: tuple[str, ...]
    subject: bool
    plural: bool


@dataclass
class Actors:
    """The actors of a document and what each noun phrase means. Build with `Actors.of`."""

    paragraphs: Sequence[Paragraph]
    names: Names
    offices: list[Office]
    local: str
    memory: list[Mention] = field(default_factory=list)
    meaning: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    backing: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # entity -> [(relation, actor)]
    gender: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], names: Names, offices: list[Office], local: str) -> Actors:
        """Resolve every noun phrase of the document, in order."""
        actors = cls(paragraphs, names, offices, local)
        sentence = 0
        for paragraph in paragraphs:
            opening = dateline(paragraph.doc) if paragraph.index < 3 else 0
            for sent in paragraph.doc.sents:
                sentence += 1
                for token in sent[max(0, opening - sent.start) :]:
                    actors._visit(paragraph, token, sentence)
        return actors

    @property
    def entities(self) -> dict[str, Entity]:
        return self.names.entities

    def cls(self, node: str) -> str:
        return self.entities[node].cls

    def name(self, node: str) -> str:
        return str(self.entities[node].values["name"])

    def who(self, paragraph: Paragraph, token: Token, conjuncts: bool = True) -> list[str]:
        """The actors that the phrase headed by `token` stands for, with those it is coordinated with."""
        found = list(self.meaning.get((paragraph.index, token.i), ()))
        if conjuncts:
            for other in conjoined(token):
                found += [node for node in self.meaning.get((paragraph.index, other.i), ()) if node not in found]
        return found

    def within(self, paragraph: Paragraph, first: int, last: int) -> list[str]:
        """The actors that the tokens [first, last) stand for as one phrase: by its head, else by its names."""
        doc = paragraph.doc
        head = root(doc, first, last)
        if head is None:
            return []
        named = self.names.by_paragraph[paragraph.index]
        start = next((n for n in named if n.first == first), None)
        if start and self.cls(start.uri) == "Person" and start.last < last and doc[start.last].text in (",", "("):
            return [start.uri]  # "X, the chief negotiator of Y"
        end = next((n for n in named if n.last == last), None)
        if end and self.cls(end.uri) == "Person" and end.first > first and doc[end.first - 1].text == ",":
            return [end.uri]  # "the chief negotiator of Y, X"
        person = self._with_office(doc, named, first, last)
        if person:
            return [person]
        found = self.who(paragraph, head)
        indefinite = head.pos_ == "NOUN" and any(c.lower_ in ("a", "an", "another") for c in head.children)
        if not found and indefinite and head.lemma_.lower() not in words("nouns", "body"):
            return []  # "a senior Liberal Democrat peer": nobody with a name
        if not found:
            owners = [self.names.owner[paragraph.index][i] for i in range(first, last) if doc[i].dep_ != "pobj"]
            found = list(dict.fromkeys(n for n in owners if n and self.cls(n) in ("Person", "Organization")))[:1]
        if not found:
            for token in doc[first:last]:
                for node in self.meaning.get((paragraph.index, token.i), ()):
                    if token.dep_ in ("appos", "nsubj", "conj", "ROOT", "pobj") and node not in found:
                        found.append(node)
        return found

    def _with_office(self, doc: Doc, named: list[Name], first: int, last: int) -> str | None:
        """The person whom an office stands before: "X's chief of staff Y", "the envoy for Z, Y, speaking on TV,"."""
        for name in named:
            inside = first < name.first and name.last <= last and self.cls(name.uri) == "Person"
            before = doc[first : name.first]
            office = inside and before[-1].lemma_.lower() in office_words() | {"staff"}
            apposed = inside and before[-1].text == "," and any(t.lemma_.lower() in office_words() for t in before)
            closed = name.last >= last or doc[name.last].text in (",", "(")
            if (office or apposed) and closed and not any(t.pos_ == "VERB" for t in before):
                return name.uri
        return None

    def speaker(self, paragraph: Paragraph, first: int, last: int) -> str | None:
        """Somebody for a speaker that no mention stands for: a body that only its capitals tell, an unnamed person,
        or None
        where the words are for a thing ("a copy", "the statement")."""
        doc = paragraph.doc
        head = root(doc, first, last)
        if head is None:
            return None
        run = [
            t for t in doc[first:last] if t.pos_ == "PROPN" and t.text[:1].isupper() and not gazetteer.demonym(t.text)
        ]
        if head.pos_ == "PROPN" and head.text[:1].isupper() and run:
            return self.names.add("Organization", doc[run[0].i : run[-1].i + 1].text, kind="other").uri
        people = words("nouns", "unnamed") | words("nouns", "titles")
        near = [head, *[c for p in head.children if p.lower_ == "of" for c in p.children]]
        bodies = words("nouns", "things") | words("nouns", "body")
        single = head.tag_ == "NN" and any(t.lower_ in ("a", "an", "one", "another") for t in head.children)
        single = single and head.lemma_.lower() not in bodies
        if head.pos_ == "NUM" or single or any(t.lemma_.lower() in people or t.lower_ in HE | SHE | THEY for t in near):
            return self.unnamed(paragraph, first, last)
        if head.pos_ not in ("NOUN", "PROPN", "NUM") or head.lemma_.lower() in words("nouns", "things"):
            return None
        text = describe(paragraph, first, min(last, edges(head)[1]))
        if not re.search(r"[^\W\d]", text):
            return None
        node = f"{DATA}group:{self.local}:{slug(text)}"  # a body or group told by its words: "the island's cabinet"
        self.entities.setdefault(node, Entity(node, "Group", {"name": text}))
        return node

    def unnamed(self, paragraph: Paragraph, first: int, last: int) -> str:
        """An individual for a speaker whom the text describes but does not name; `first`..`last` tokens describe it."""
        text = describe(paragraph, first, last) or paragraph.doc[first:last].text.strip() or "unnamed source"
        node = f"{DATA}unnamedsource:{self.local}:{slug(text)[:40]}-{paragraph.index}-{first}"
        if node not in self.entities:
            self.entities[node] = Entity(node, "UnnamedSource", {"name": text})
            self._backing(node, paragraph, paragraph.doc[first:last])
        return node

    # -- the walk -----------------------------------------------------------------------------------------------

    def _visit(self, paragraph: Paragraph, token: Token, sentence: int) -> None:
        uris: list[str] = []
        if (paragraph.index, token.i) in self.meaning:
            return
        if token.lower_ == "that" and token.i + 1 < len(paragraph.doc) and token.nbor(1).lower_ == "of":
            uris = self._that_of(paragraph, token) if self._delegation_before(token) else []
        elif self.names.owner[paragraph.index][token.i] and token.pos_ not in (*NOUNS, "ADJ", "NUM", "PRON"):
            uris = [str(self.names.owner[paragraph.index][token.i])]
        elif token.pos_ == "PRON" or (token.dep_ == "poss" and token.lower_ in HE | SHE | THEY | IT):
            uris = self._pronoun(token, sentence)
        elif token.pos_ in NOUNS or (
            token.pos_ in ("ADJ", "NUM") and token.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass", "conj")
        ):
            owner = self.names.owner[paragraph.index][token.i]
            if owner:
                following = token.nbor(1) if token.i + 1 < len(paragraph.doc) else None
                same = following is not None and self.names.owner[paragraph.index][following.i] == owner
                uris = [] if same and token.dep_ in ("compound", "nmod", "amod") else [owner]
                if (
                    uris
                    and self.cls(owner) == "Place"
                    and (paragraph.index, token.i) in self.names.capitals
                    and acts(token)
                ):
                    uris = [self.names.capitals[paragraph.index, token.i]]
            elif token.dep_ not in ("compound", "amod", "nmod") or any(c.dep_ == "appos" for c in token.children):
                uris = self._noun(paragraph, token, sentence)
        uris = [node for node in uris if node in self.entities]
        if not uris:
            return
        self.meaning[paragraph.index, token.i] = tuple(uris)
        actors = tuple(node for node in uris if self.cls(node) != "Place")
        if actors and token.dep_ not in ("compound", "amod", "nmod"):
            if token.tag_ in ("WP", "WDT"):
                return  # the antecedent is remembered already
            plural = token.tag_ in ("NNS", "NNPS") or len(actors) > 1 or token.lower_ in THEY
            plural = plural or any(child.dep_ == "conj" for child in token.children)
            self.memory.append(
                Mention(paragraph.index, token.i, sentence, actors, token.dep_ in ("nsubj", "nsubjpass"), plural)
            )

    def _recent(self, sentence: int, reach: int = REACH) -> Iterator[Mention]:
        """Mentions from the nearest sentence back, subjects of a sentence first."""
        for back in range(sentence, max(0, sentence - reach) - 1, -1):
            here = [mention for mention in self._tail(back)]
            yield from (m for m in here if m.subject and self._main(m))
            yield from (m for m in here if m.subject and not self._main(m))
            yield from (m for m in reversed(here) if not m.subject)

    def _main(self, mention: Mention) -> bool:
        """Whether it is the subject of the sentence's main verb: who is spoken of next is most often who spoke."""
        return self.paragraphs[mention.paragraph].doc[mention.token].head.dep_ == "ROOT"

    def _tail(self, sentence: int) -> list[Mention]:
        out = []
        for mention in reversed(self.memory):
            if mention.sentence < sentence:
                break
            if mention.sentence == sentence:
                out.append(mention)
        return out[::-1]

    def _pronoun(self, token: Token, sentence: int) -> list[str]:
        word = token.lower_
        if word in HE | SHE:
            for mention in self._recent(sentence):
                if len(mention.uris) == 1 and self.cls(mention.uris[0]) in PERSON and not mention.plural:
                    kind = "he" if word in HE else "she"
                    known = self.gender.get(mention.uris[0], kind)
                    if known == kind:
                        # only a subject of a main clause tells reliably whose pronoun it is
                        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                            self.gender[mention.uris[0]] = kind
                        return list(mention.uris)
        elif word in THEY:
            for mention in self._recent(sentence, 2):
                if mention.plural or self.cls(mention.uris[0]) in ("Group", "Organization"):
                    joint = self.paragraphs[mention.paragraph].doc[mention.token]
                    found = list(mention.uris)
                    for other in conjoined(joint):
                        found += [n for n in self.meaning.get((mention.paragraph, other.i), ()) if n not in found]
                    return found
        elif word in IT:
            for mention in self._recent(sentence, 1):
                if (
                    len(mention.uris) == 1
                    and not mention.plural
                    and self.cls(mention.uris[0]) in ("Organization", "State")
                ):
                    return list(mention.uris)
        elif word in ("who", "which", "that", "whom") and token.head.dep_ == "relcl":
            antecedent = token.head.head
            return next((list(m.uris) for m in self._tail(sentence) if m.token == antecedent.i), [])
        return []

    def _noun(self, paragraph: Paragraph, token: Token, sentence: int) -> list[str]:
        lemma = token.lemma_.lower()
        if any(c.lower_ in ("no", "neither") for c in token.children):
            return []
        for child in token.children:
            if child.dep_ == "appos" and self.names.owner[paragraph.index][child.i]:
                node = self.names.owner[paragraph.index][child.i]
                if (
                    node
                    and self.cls(node) in ("Person", "Organization")
                    and child.i > token.i
                    and (lemma in office_words() or lemma in words("nouns", "body"))
                ):
                    return [node]
        plural = token.tag_ in ("NNS", "NNPS")
        definite = any(c.lower_ in ("the", "this", "that", "both") or c.dep_ == "poss" for c in token.children)
        states = self._states(paragraph, token)
        if (
            plural
            and lemma in words("nouns", "sides")
            and not states
            and any(
                c.lower_ in ("two", "both", "three") or (c.lower_ == "the" and lemma in ("side", "party"))
                for c in token.children
            )
        ):
            joint = self._sides(token)
            if joint:
                return joint
        if lemma in words("nouns", "titles") and not plural:
            office = self._office(paragraph, token, states, definite)
            if office:
                return [office]
            if states and lemma in HIGH and len(states) == 1:
                return [
                    self.names.add("State", states[0]).uri
                ]  # "Sudan's foreign minister", never named, speaks for it
        if lemma in words("nouns", "body") and not plural and lemma not in DELEGATIONS:
            return self._body(paragraph, token, lemma, states, definite)
        if (lemma in DELEGATIONS and (lemma != "negotiator" or plural)) or (lemma == "that" and token.tag_ == "DT"):
            sent = [self.names.add("State", state).uri for state in states] or self._sent_by(paragraph, token)
            if sent:
                return list(dict.fromkeys(self._delegation(token, node) for node in sent))
            if lemma in ("delegation", "team") and not plural and definite:
                before = self._delegation_of_before(sentence) if not self._described(token) else []
                return before or ([self._group(paragraph, token, [])] if self._described(token) else [])
        apart = plural and not (definite and lemma in DELEGATIONS)
        if apart and lemma in words("nouns", "collective") and (states or self._region(token)):
            return [self._group(paragraph, token, states)]
        if lemma in words("nouns", "unnamed") and not (definite and not plural and not self._described(token)):
            left, right = edges(token)
            return [self.unnamed(paragraph, left, right)]
        if lemma in words("nouns", "unnamed"):
            for mention in self._recent(sentence, 6):  # "the official" said of before
                name = self.entities[mention.uris[0]].values["name"]
                if self.cls(mention.uris[0]) == "UnnamedSource" and re.search(
                    rf"\b{re.escape(lemma)}s?\b", str(name).lower()
                ):
                    return list(mention.uris)
        if self._somebody(token, lemma):
            return [self.unnamed(paragraph, *edges(token))]
        if plural and lemma in words("nouns", "collective"):
            return [self._group(paragraph, token, states)]
        return []

    @staticmethod
    def _somebody(token: Token, lemma: str) -> bool:
        """"A banker ... said", "two fighters said": who speaks without a name, whatever the noun."""
        speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in words("cues", "levels")
        number = ("a", "an", "one", "another", "several")
        counted = any(c.lower_ in number or c.dep_ == "nummod" for c in token.children)
        return speaks and counted and lemma not in words("nouns", "things") | words("nouns", "body") and (
            token.tag_ in ("NN", "NNS"))

    def _delegation_of_before(self, sentence: int) -> list[str]:
        """"The delegation": the one last spoken of."""
        for mention in self._recent(sentence, 8):
            if len(mention.uris) == 1 and self.name(mention.uris[0]).endswith((" delegation", " team")):
                return list(mention.uris)
        return []

    def _described(self, token: Token) -> bool:
        return any(c.dep_ in ("amod", "compound", "acl", "relcl", "prep", "poss") for c in token.children)

    def _states(self, paragraph: Paragraph, token: Token) -> list[str]:
        """States that modify a noun, in order: "the U.S. and Ukrainian delegations"."""
        found: list[str] = []
        for child in token.children:
            if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i:
                for part in [child, *conjoined(child)]:
                    name = gazetteer.demonym(part.text) or gazetteer.state(part.text)
                    if not name:
                        owner = self.names.owner[paragraph.index][part.i]
                        name = self.name(owner) if owner and self.cls(owner) == "State" else None
                    if name and name not in found:
                        found.append(name)
        return found

    def _delegation_before(self, token: Token) -> bool:
        return any(t.lemma_.lower() in DELEGATIONS for t in token.sent if t.i < token.i)

    @staticmethod
    def _region(token: Token) -> bool:
        return any(c.text[:1].isupper() and c.dep_ in ("amod", "compound") and c.i < token.i for c in token.children)

    def _office(self, paragraph: Paragraph, token: Token, states: list[str], definite: bool) -> str | None:
        """The last person mentioned who holds the office; `states` must agree where given."""
        if not definite and not token.text[:1].isupper() and token.dep_ not in ("nsubj", "nsubjpass"):
            return None
        lemma = token.lemma_.lower()
        qualified = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod")}
        qualified -= {c.lower_ for c in token.children if gazetteer.demonym(c.text) or gazetteer.state(c.text)}
        here = (paragraph.index, token.i)
        held: dict[str, list[Office]] = {}
        for office in self.offices:
            if (office.paragraph, office.token) < here:
                held.setdefault(office.person, []).append(office)
        for mention in reversed(self.memory):
            for node in mention.uris:
                for office in held.get(node, ()):
                    known = set(office.title.replace("-", " ").split())
                    fits = not states or not office.org or office.org in states
                    if lemma in known and not qualified - known and fits:
                        return node
        return None

    def _body(self, paragraph: Paragraph, token: Token, lemma: str, states: list[str], definite: bool) -> list[str]:
        left = min([c.i for c in token.children if c.dep_ in ("amod", "compound", "poss", "nmod")] or [token.i])
        made = gazetteer.body_name(paragraph.doc[left : token.i + 1].text) if states else None
        if made and lemma in ("embassy", "consulate"):
            seat = next((c for p in token.children if p.lower_ == "in" for c in p.children), None)
            made = (
                f"{made} in {seat.text}"
                if seat is not None and seat.text[:1].isupper() and " in " not in made
                else made
            )
        if made:
            entity = self.names.add("Organization", made, kind="ministry" if "inist" in made else "government")
            self.backing.setdefault(entity.uri, []).append(("REPRESENTS", self.names.add("State", states[0]).uri))
            return [entity.uri]
        if not definite:
            return []
        for mention in self._recent(self.memory[-1].sentence if self.memory else 0, 8):
            if len(mention.uris) == 1 and self.cls(mention.uris[0]) == "Organization":
                entity = self.entities[mention.uris[0]]
                called = " ".join([str(entity.values["name"]), *[str(a) for a in entity.values.get("aliases", [])]])  # type: ignore[union-attr]
                kinds = ("company", "other") if lemma in FIRMS else (lemma,)
                if re.search(rf"\b{re.escape(lemma)}\b", called.lower()) or entity.values.get("kind") in kinds:
                    return list(mention.uris)
            if (
                lemma in ("country", "nation", "kingdom", "state", "republic")
                and len(mention.uris) == 1
                and self.cls(mention.uris[0]) == "State"
            ):
                return list(mention.uris)
        if lemma in ("kingdom", "republic"):
            named = [name.uri for name in self.names.found if (name.paragraph, name.first) < (paragraph.index, token.i)]
            return next(([node] for node in reversed(named) if self.cls(node) == "State"), [])
        return []

    def _that_of(self, paragraph: Paragraph, token: Token) -> list[str]:
        """ "that of the X": X's delegation, however the parser hangs the "of"."""
        sent = self._sent_by(paragraph, token)
        if not sent:
            owners = self.names.owner[paragraph.index][token.i + 2 : token.i + 7]
            sent = [n for n in owners if n and self.cls(n) in ("State", "Organization")][:1]
        return [self._delegation(token, node) for node in sent]

    def _sent_by(self, paragraph: Paragraph, token: Token) -> list[str]:
        """Whose delegation it is: "the union's delegation", "delegations from X and Y"; a government's is its
        state's."""
        found: list[str] = []
        for child in token.children:
            heads = [child] if child.dep_ == "poss" else []
            if child.dep_ == "prep" and child.lower_ in ("from", "of", "for"):
                heads = [c for c in child.children if c.dep_ == "pobj"]
            for head in heads:
                found += [n for n in self._later(paragraph, head) if self.cls(n) in ("State", "Organization")]
        for clause in token.children:     # "a delegation representing X"
            if not found and clause.dep_ == "acl" and clause.lemma_.lower() == "represent":
                for child in clause.children:
                    found += [n for n in self._later(paragraph, child) if self.cls(n) in ("State", "Organization")]
        if not found and token.dep_ == "dobj" and token.head.lemma_.lower() in ("send", "dispatch"):
            found = self._sender(paragraph, token.head)
        return [next((t for r, t in self.backing.get(n, ()) if r == "REPRESENTS"), n) for n in found]

    def _sender(self, paragraph: Paragraph, verb: Token) -> list[str]:
        """Who sends it: "Sudan will send a delegation"."""
        here = verb
        for _ in range(4):
            subject = next((c for c in here.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                return [n for n in self._later(paragraph, subject) if self.cls(n) in ("State", "Organization")]
            here = here.head
        return []

    def _later(self, paragraph: Paragraph, head: Token) -> list[str]:
        """The actors of a phrase that the walk has perhaps not come to yet."""
        found: list[str] = []
        for part in [head, *conjoined(head)]:
            key = (paragraph.index, part.i)
            if key not in self.meaning:
                self._visit(paragraph, part, self.memory[-1].sentence if self.memory else 0)
            found += self.meaning.get(key, ())
        return found

    def _delegation(self, token: Token, sender: str) -> str:
        lemma = token.lemma_.lower()
        noun = {"side": "delegation", "negotiator": "negotiators", "that": "delegation"}.get(lemma, lemma)
        name = self.name(sender)
        node = f"{DATA}group:{self.local}:{slug(name)}-{noun}"
        if node not in self.entities:
            self.entities[node] = Entity(node, "Group", {"name": f"{name} {noun}"})
            self.backing[node] = [("REPRESENTS", sender)]
        return node

    def _group(self, paragraph: Paragraph, token: Token, states: list[str]) -> str:
        left, right = edges(token, tail=False)
        text = describe(paragraph, left, right)
        node = f"{DATA}group:{self.local}:{slug(text)}"
        if node not in self.entities:
            self.entities[node] = Entity(node, "Group", {"name": text})
            self.backing[node] = [("MEMBER_OF", self.names.add("State", state).uri) for state in states]
        return node

    def _sides(self, token: Token) -> list[str]:
        """The parties of "the two sides": the last that were named together, as one group; of "the three", three."""
        many = 3 if any(c.lower_ == "three" for c in token.children) else 2
        for mention in reversed(self.memory):
            joint = self.paragraphs[mention.paragraph].doc[mention.token]
            if joint.dep_ == "conj":
                continue      # the end of a list, which is looked at from its beginning
            found = list(mention.uris)
            others = conjoined(joint) or (self._counterparts(joint) if mention.subject else [])
            for other in others:
                found += [n for n in self.meaning.get((mention.paragraph, other.i), ()) if n not in found]
            found = [n for n in found if self.cls(n) in ("State", "Group", "Organization")]
            if all(self.entities[n].values.get("kind") == "international" for n in found):
                continue
            if len(found) == 1 and self.cls(found[0]) == "Group" and len(self._members(found[0])) >= many:
                return found
            if len(found) == many:
                return [self._joint(found)]
        return self._only_two() if many == 2 else []

    @staticmethod
    def _counterparts(subject: Token) -> list[Token]:
        """With whom it is done: the B of "A signed a declaration with B"."""
        verb = subject.head
        places = [verb, *(c for c in verb.children if c.dep_ == "dobj")] if verb.pos_ == "VERB" else []
        behind = [c for here in places for c in here.children if c.lower_ == "with"]
        return [t for c in behind for t in c.children if t.dep_ == "pobj"]

    def _only_two(self) -> list[str]:
        """The two sides where none were named together: the only two bodies or states that have acted so far."""
        acting = {node for mention in self.memory for node in mention.uris
                  if self.cls(node) in ("State", "Organization") and not self._background(node)}
        return [self._joint(sorted(acting))] if len(acting) == 2 else []

    def _background(self, node: str) -> bool:
        return self.entities[node].values.get("kind") in (
            "outlet", "agency", "platform", "government", "ministry", "embassy", "court", "parliament")

    def _members(self, group: str) -> list[str]:
        return [target for relation, target in self.backing.get(group, ()) if relation == "MEMBER_OF"]

    def _joint(self, members: list[str]) -> str:
        senders = [next((t for r, t in self.backing.get(node, ()) if r == "REPRESENTS"), node) for node in members]
        if all(self.name(node).endswith(" negotiators") for node in members):
            members = senders     # who negotiates for both sides speaks for the sides
        called = sorted(re.sub(r" (delegation|team)$", "", self.name(node)) for node in members)
        tail = " delegations" if all(self.name(n).endswith(("delegation", "team")) for n in members) else ""
        name = " and ".join(called) + tail
        node = f"{DATA}group:{self.local}:{slug(name)}"
        if node not in self.entities:
            self.entities[node] = Entity(node, "Group", {"name": name})
            self.backing[node] = [("MEMBER_OF", member) for member in members]
        return node

    def _backing(self, node: str, paragraph: Paragraph, tokens: Iterable[Token]) -> None:
        """What is said of an unnamed source: the state or body that it belongs to."""
        found = self.backing.setdefault(node, [])
        for token in tokens:
            name = gazetteer.demonym(token.text) or gazetteer.state(token.text)
            owner = self.names.owner[paragraph.index][token.i]
            if name and token.dep_ in ("amod", "compound", "nmod", "conj"):
                found.append(("MEMBER_OF", self.names.add("State", name).uri))
            elif (
                owner
                and self.cls(owner) in ("Organization", "State")
                and ("MEMBER_OF", owner) not in found
                and token.dep_ in ("compound", "pobj", "poss", "nmod")
            ):
                found.append(("MEMBER_OF", owner))
