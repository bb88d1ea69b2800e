"""The actors of a document: what each noun phrase was found to stand for, and who was mentioned where.

`coreference.py` fills it in reading order; every later stage asks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.registry import Names
from loaders.reading.roles import Office
from schema import DATA, Entity, slug

REACH = 4  # sentences back that a pronoun may look


@dataclass(slots=True)
class Mention:
    """One noun phrase that stands for actors."""

    paragraph: int
    token: int
    sentence: int
    uris: tuple[str, ...]
    subject: bool
    plural: bool


HAS_MEMBER = "MEMBER_OF of"     # in `backing`, of a group that is its members: theirs is the edge


@dataclass
class Actors:
    """`meaning` of a token, by paragraph and token: whom it stands for; `memory`: the mentions so far, in order."""

    paragraphs: Sequence[Paragraph]
    names: Names
    offices: list[Office]
    local: str
    memory: list[Mention] = field(default_factory=list)
    meaning: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    backing: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # entity -> [(relation, actor)]
    gender: dict[str, str] = field(default_factory=dict)

    @property
    def entities(self) -> dict[str, Entity]:
        return self.names.entities

    def cls(self, node: str) -> str:
        return self.entities[node].cls

    def name(self, node: str) -> str:
        return str(self.entities[node].values["name"])

    def owner(self, paragraph: Paragraph, token: Token) -> str | None:
        """The entity of whose name the token is a part."""
        return self.names.owner[paragraph.index][token.i]

    def who(self, paragraph: Paragraph, token: Token, conjuncts: bool = True) -> list[str]:
        """The actors that the phrase headed by `token` stands for, with those it is coordinated with."""
        found = list(self.meaning.get((paragraph.index, token.i), ()))
        return self._with(found, paragraph.index, conjoined(token)) if conjuncts else found

    def together(self, mention: Mention, others: Iterable[Token]) -> list[str]:
        """Those mentioned, with whom the other tokens of the paragraph stand for."""
        return self._with(list(mention.uris), mention.paragraph, others)

    def _with(self, found: list[str], paragraph: int, others: Iterable[Token]) -> list[str]:
        for other in others:
            found += [node for node in self.meaning.get((paragraph, other.i), ()) if node not in found]
        return found

    def represented(self, node: str) -> str:
        """Whom it represents, or itself: a government's state."""
        return next((target for relation, target in self.backing.get(node, ()) if relation == "REPRESENTS"), node)

    def members(self, node: str) -> list[str]:
        """Who "the two sides" are; nobody where the node is no such group."""
        return [target for relation, target in self.backing.get(node, ()) if relation == HAS_MEMBER]

    def group(self, name: str, backing: Iterable[tuple[str, str]] = (), local: str | None = None) -> str:
        """The document's group of that name, made when it is new; `backing` is looked at only then."""
        node = f"{DATA}group:{self.local}:{local or slug(name)}"
        if node not in self.entities:
            self.entities[node] = Entity(node, "Group", {"name": name})
            self.backing[node] = list(backing)
        return node

    # -- who was mentioned before -------------------------------------------------------------------------------

    def head(self, mention: Mention) -> Token:
        return self.paragraphs[mention.paragraph].doc[mention.token]

    def mentioned_in(self, sentence: int) -> list[Mention]:
        """The mentions of one of the last sentences, in order."""
        out = []
        for mention in reversed(self.memory):
            if mention.sentence < sentence:
                break
            if mention.sentence == sentence:
                out.append(mention)
        return out[::-1]

    def recent(self, sentence: int, reach: int = REACH) -> Iterator[Mention]:
        """Mentions from the nearest sentence back, subjects of a sentence first."""
        for back in range(sentence, max(0, sentence - reach) - 1, -1):
            here = self.mentioned_in(back)
            yield from (m for m in here if m.subject and self._main(m))
            yield from (m for m in here if m.subject and not self._main(m))
            yield from (m for m in reversed(here) if not m.subject)

    def _main(self, mention: Mention) -> bool:
        """Whether it is the subject of the sentence's main verb: who is spoken of next is most often who spoke."""
        return self.head(mention).head.dep_ == "ROOT"
