"""Points of proposals: "including surrendering ..., reducing ...", "the plan would halt ... and open ...".

A point is an item of a list, a clause or an object; its words are kept as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from loaders.reading.actors import Actors, conjoined
from loaders.reading.clauses import subjects
from loaders.reading.parse import Paragraph
from loaders.reading.proposals import Tabled
from loaders.reading.series import series
from loaders.reading.words import table, words

CONTAINS = words("terms", "contains")
DIRECT = words("terms", "direct")
TERMS = words("terms", "terms")
BINDING = words("terms", "binding")
WANTING = words("terms", "wanting")
LISTS = words("terms", "lists")
PROPOSE: dict[str, str] = table("terms")["propose"]
BY_PREPOSITION: dict[str, str] = table("terms")["by_preposition"]
# what tells of no point yet: changes to what? which principles?
CHANGES = {"amendment", "basis", "change", "detail", "framework", "modification", "principle", "revision", "vision"}
TALKING = {"begin", "continue", "discuss", "do", "go", "have", "hold", "keep", "meet", "negotiate", "resume", "return",
           "start", "take", "talk", "try"}  # what is agreed upon without being a point
WISHES = {"demand", "request", "condition", "term", "call", "ask", "requirement", "red line", "priority"}
Bounds = Callable[[Paragraph, Token], tuple[int, int]]
REMOVING: dict[str, str] = table("terms")["removing"]


@dataclass(slots=True)
class PointSeen:
    """One item: the tokens [first, last), the proposal it belongs to, and what the clause does with it (`act`)."""

    paragraph: int
    first: int
    last: int
    token: int
    proposal: Tabled | None
    act: str
    owner: tuple[str, ...] = ()


@dataclass
class Table:
    """Which proposal each mention stands for; `main` is the one that the text speaks of most."""

    proposals: list[Tabled]

    def __post_init__(self) -> None:
        self.at = {(s.paragraph, s.token): p for p in self.proposals for s in p.seen}

    def near(self, paragraph: Paragraph, token: Token) -> Tabled | None:
        """The proposal named in the token's sentence, the nearest; None when the sentence names none."""
        here = [
            (abs(i - token.i), p)
            for (n, i), p in self.at.items()
            if n == paragraph.index and paragraph.doc[i].sent == token.sent
        ]
        return min(here, key=lambda pair: pair[0])[1] if here else None

    def before(self, paragraph: Paragraph) -> Tabled | None:
        """The one spoken of last, up to this paragraph."""
        here = [(key, p) for key, p in self.at.items() if key[0] <= paragraph.index]
        return max(here, key=lambda pair: pair[0])[1] if here else None

    def of(self, owner: Sequence[str]) -> Tabled | None:
        return next((p for p in self.proposals if set(owner) & set(p.proposers)), None)


def points(paragraphs: Sequence[Paragraph], actors: Actors, tabled: Table, within: Bounds) -> list[PointSeen]:
    """Every point of the document, in order; a stretch of text is one point only. `within` gives the token range of
    the claim that holds a token: a list goes no further."""
    found: list[PointSeen] = []
    for paragraph in paragraphs:
        for token in paragraph.doc:
            for seen in _at(paragraph, token, actors, tabled, within(paragraph, token)[1]):
                clash = next(
                    (f for f in found if f.paragraph == seen.paragraph and f.first < seen.last and seen.first < f.last),
                    None,
                )
                if clash is None and 1 < seen.last - seen.first < 45:
                    found.append(seen)
    return found


def _at(paragraph: Paragraph, token: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """The points that the word at `token` opens; none reaches to token `end`."""
    lemma = token.lemma_.lower()
    if token.text == ":":
        yield from _after_colon(paragraph, token, actors, tabled, end)
    if token.lower_ in LISTS or (lemma == "include" and token.tag_ == "VBG"):
        yield from _list(paragraph, token, actors, tabled, end)
    if (paragraph.index, token.i) in tabled.at:
        yield from _borne(paragraph, token, tabled.at[paragraph.index, token.i], end)
    if token.pos_ != "VERB" and not (token.pos_ == "AUX" and token.dep_ != "aux"):
        return
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    source = _subject_proposal(paragraph, subject, tabled) if subject is not None else None
    if source is not None and subject is not None and subject.dep_ == "nsubj" and not _judged(token):
        yield from _provisions(paragraph, token, source, _would(token), end)
        return
    source = _under(paragraph, token, tabled)
    if source is not None and subject is not None:
        listed = series(paragraph.doc, token.i, end)
        for first, last in listed[1:]:
            yield PointSeen(paragraph.index, first, last, first, source, "include")
        for verb in _verbs(token) if not listed else [token]:
            seen = _clause(paragraph, verb, source, "include")
            seen.last = min(seen.last, listed[0][1]) if listed else seen.last
            yield seen
        for verb in conjoined(token):     # "..., and Washington would cut tariffs"
            if _would(verb) and any(c.dep_ == "nsubj" for c in verb.children):
                yield _clause(paragraph, verb, source, "include")
        return
    if lemma == "agree":
        yield from _agreed(paragraph, token, actors, tabled, end)
    if lemma in REMOVING and token.dep_ in ("ROOT", "conj", "ccomp", "advcl", "relcl"):
        for item in _objects(token):
            head = item.lemma_.lower()
            if head in words("nouns", "points") and head != "proposal":
                near = tabled.near(paragraph, token) or tabled.before(paragraph)
                rest = [c for c in item.children if c.dep_ in ("acl", "prep", "relcl", "amod", "compound")]
                if near and rest and (paragraph.index, item.i) not in tabled.at:
                    yield PointSeen(paragraph.index, *_phrase(item), item.i, near, REMOVING[lemma])
    if lemma in CONTAINS and subject is not None and subject.lemma_.lower() in words("nouns", "points"):
        near = tabled.before(paragraph)      # "Key provisions include a, b and c"
        for item in _objects(token) if near else ():
            yield from _items(paragraph, item, near, "include", end)
    act = PROPOSE.get(lemma) if lemma not in BY_PREPOSITION else "demand"
    if lemma == "put" and any(t.lower_ == "table" for c in token.children if c.dep_ == "prep" for t in c.children):
        act = "propose"
    if act and (token.dep_ not in ("aux", "amod", "compound")):
        yield from _wished(paragraph, token, act, actors, tabled, end)


def _borne(paragraph: Paragraph, noun: Token, source: Tabled, end: int) -> Iterator[PointSeen]:
    """What stands with the noun: "a pact to cut leaks by a third", "an offer of a bonus", "a deal with a discount"."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.tag_ == "VB" and child.lemma_.lower() in TERMS:
            if any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children) and not _purpose(child):
                yield from _phrases(paragraph, child, source, "include", end)
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            yield from _provisions(paragraph, child, source, False, end)
        elif child.dep_ == "prep" and child.lower_ in ("of", "with") and child.i > noun.i:
            for item in (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
                if _counted(item) and item.ent_type_ != "DATE":
                    yield from _items(paragraph, item, source, "include", end)


def _purpose(verb: Token) -> bool:
    """ "a plan to end the war": what it is for, no point of it."""
    return any(c.dep_ == "dobj" and c.lemma_.lower() in words("terms", "quarrels") for c in verb.children)


def _counted(item: Token) -> bool:
    """Whether the thing is measured: "a bonus of 400 euros", "a 4% coupon"."""
    return item.pos_ == "NOUN" and any(t.like_num and t.ent_type_ != "DATE" for t in item.subtree)


def _provisions(paragraph: Paragraph, verb: Token, source: Tabled, would: bool, end: int) -> Iterator[PointSeen]:
    """What a text does, by the verb and those that go on with it: "would halt a, open b and set up c"."""
    listed = series(paragraph.doc, verb.i, end)
    if not listed:
        for part in _verbs(verb):
            yield from _contained(paragraph, part, source, would, end)
        return
    for first, last in listed:
        head = paragraph.doc[first]
        if head.lemma_ in ("be", "do", "have") and not would:
            continue      # "the draft is too costly and did not go far enough": no provisions
        if head.pos_ == "VERB":
            yield from _contained(paragraph, head, source, would, last)
        else:
            yield PointSeen(paragraph.index, first, last, first, source, "include")


def _contained(paragraph: Paragraph, verb: Token, source: Tabled, would: bool, end: int) -> Iterator[PointSeen]:
    """What a text does by one of its verbs: "calls for a and b" two things, "halves emissions" one."""
    lemma = verb.lemma_.lower()
    bound = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
    if lemma in BINDING and bound:
        yield from _phrases(paragraph, bound[0], source, "include", end)
    elif lemma == "commit" and (to := [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to"]):
        for item in to[0].children:     # "commits the sides to a permanent ceasefire"
            yield from _items(paragraph, item, source, "include", end)
    elif lemma in CONTAINS and (lemma in DIRECT or not would) and any(o.pos_ != "PRON" for o in _objects(verb)):
        for item in _objects(verb):
            yield from _items(paragraph, item, source, "include", end)
    elif lemma in REMOVING and not would:
        for item in _objects(verb):
            yield from _items(paragraph, item, source, REMOVING[lemma], end)
    elif would or (lemma in TERMS and any(c.dep_ in ("dobj", "ccomp", "dative") for c in verb.children)):
        yield _verb_phrase(paragraph, verb, source, "include", end)


def _phrases(paragraph: Paragraph, verb: Token, source: Tabled | None, act: str, end: int) -> Iterator[PointSeen]:
    """A verb and those listed with it, each a point: "to cut a, to end b and to open c"."""
    to = next((c.i for c in verb.children if c.lower_ == "to" and c.dep_ == "aux" and c.i < verb.i), verb.i)
    listed = series(paragraph.doc, to if to == verb.i - 1 else verb.i, end)
    for first, last in listed:
        first += paragraph.doc[first].lower_ == "to"
        yield PointSeen(paragraph.index, first, last, first, source, act)
    for part in _verbs(verb) if not listed else ():
        yield _verb_phrase(paragraph, part, source, act, end)


def _judged(verb: Token) -> bool:
    """"it would 'price us out of the market'": words in quotation marks that begin at the verb judge the text."""
    return _would(verb) and verb.i > 0 and verb.nbor(-1).text == '"'


def _verbs(token: Token) -> list[Token]:
    """The verb and those that go on with its subject, in a list that the tagger may have taken for a side clause."""
    found = [token]
    for verb in [*conjoined(token), *(c for c in token.children if _goes_on(c))]:
        for part in [verb, *conjoined(verb)]:
            listed = part.pos_ == "VERB" or any(c.dep_ == "dobj" for c in part.children)
            own = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < part.i for c in part.children)
            if listed and not own and part not in found:
                found.append(part)
    return sorted(found, key=lambda verb: verb.i)


def _goes_on(child: Token) -> bool:
    """ "offered to build X, lift Y and buy Z": a plain verb behind a comma, without conjunction or "to"."""
    return (
        child.dep_ in ("advcl", "ccomp", "xcomp", "dep")
        and child.tag_ in ("VB", "VBP", "VBD")
        and child.i > child.head.i
        and child.doc[child.left_edge.i - 1].text == ","
        and child.left_edge == child
        and any(c.dep_ == "dobj" for c in child.children)
    )


def _under(paragraph: Paragraph, token: Token, tabled: Table) -> Tabled | None:
    """The text by which the clause is to happen: "under the deal", "according to the agreement", "by which"."""
    for child in token.children:
        if child.dep_ != "prep":
            continue
        inner = child
        if child.lower_ == "according":
            inner = next((c for c in child.children if c.lower_ == "to"), child)
        elif child.lower_ not in ("under", "by"):
            continue
        for target in inner.children:
            if target.lower_ == "which" and token.dep_ == "relcl":
                return tabled.at.get((paragraph.index, token.head.i))
            source = tabled.at.get((paragraph.index, target.i))
            told = child.lower_ == "under" or (child.lower_ == "according" and (_would(token) or _must(token)))
            if source is not None and told:
                return source
    return None


def _agreed(paragraph: Paragraph, verb: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """ "A and B agreed to open x and to exchange y", "that z be announced": what they bind themselves to."""
    who = _owners(paragraph, verb, actors)
    clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
    if clause is None or not who or any(c.dep_ == "neg" for c in verb.children):
        return
    be = any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in clause.children)
    bound = be or (clause.tag_ == "VB" and clause.lemma_.lower() not in TALKING)
    if bound and clause.lemma_.lower() not in words("nouns", "meeting"):
        for seen in _items(paragraph, clause, tabled.near(paragraph, verb), "agree", end):
            seen.owner = tuple(who)
            yield seen


def _owners(paragraph: Paragraph, verb: Token, actors: Actors) -> list[str]:
    """Who wants or offers it: an actor, else a body or group that only its words tell ("the committee")."""
    who = [n for n in subjects(paragraph, verb, actors) if actors.cls(n) != "Place"]
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who or subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return who
    bodies = words("nouns", "body") | words("nouns", "collective") | words("cues", "holders")
    if subject.lemma_.lower() not in bodies or subject.lemma_.lower() in words("nouns", "things"):
        return []
    node = actors.speaker(paragraph, subject.left_edge.i, subject.i + 1)
    return [node] if node else []


def _wished(
    paragraph: Paragraph, token: Token, act: str, actors: Actors, tabled: Table, end: int
) -> Iterator[PointSeen]:
    """What somebody proposes or demands outright: "offered to cut ...", "demanded a full withdrawal"."""
    who = _owners(paragraph, token, actors)
    if not who or any(c.dep_ == "neg" for c in token.children):
        return
    target = tabled.of(who) or tabled.near(paragraph, token)
    particle = BY_PREPOSITION.get(token.lemma_.lower())
    for child in token.children:
        items: list[Token] = []
        if particle and child.dep_ == "prep" and child.lower_ == particle and child.i > token.i:
            items = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if token.lemma_ == "ask":  # "asked for a grace period", not "for support"
                items = [c for c in items if _counted(c) or any(d.lower_ in ("a", "an") for d in c.children)]
        elif not particle and child.dep_ in ("dobj", "xcomp", "ccomp"):
            held = child.dep_ == "xcomp" and child.lemma_.lower() == "include"   # "wants to include a and b"
            items = [c for c in child.children if c.dep_ == "dobj"] if held else [child]
        for item in items:
            if (
                (paragraph.index, item.i) in tabled.at
                or item.pos_ in ("PRON", "DET")
                or (item.pos_ == "PROPN" and item.dep_ == "dobj")
            ):
                continue
            if item.pos_ == "NOUN" and (
                item.lemma_.lower() in CHANGES
                or item.lemma_.lower() in words("nouns", "meeting")
                or item.lemma_.lower() in words("nouns", "unnamed")
                or not any(c.dep_ in ("amod", "compound", "prep", "acl", "nummod", "poss") for c in item.children)
            ):
                continue
            if (
                item.dep_ in ("xcomp", "ccomp")
                and act == "want"
                and item.lemma_.lower() in ("be", "know", "see", "make", "meet", "have", "go", "get")
            ):
                continue
            for seen in _items(paragraph, item, target, act, end):
                seen.owner = tuple(who)
                yield seen


def _list(paragraph: Paragraph, token: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """Items behind "including", "such as": a list of points when a word for points, or a proposal, stands before."""
    doc = paragraph.doc
    if token.lower_ == "such" and not (token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "as"):
        return
    anchor = None
    for back in range(token.i - 1, max(-1, token.i - 16), -1):
        if doc[back].sent != token.sent:
            break
        if doc[back].pos_ == "NOUN" and (
            doc[back].lemma_.lower() in words("nouns", "points") or (paragraph.index, back) in tabled.at
        ):
            anchor = doc[back]
            break
    if anchor is None:
        return
    marker = doc[token.i + 1] if token.lower_ == "such" else token
    items = [c for c in marker.children if c.dep_ in ("pobj", "pcomp", "dobj", "xcomp") and c.i > marker.i]
    wanting, owner = _wanted(paragraph, anchor, actors)
    target = tabled.at.get((paragraph.index, anchor.i)) or tabled.near(paragraph, anchor) or tabled.before(paragraph)
    if target is None and not owner:
        return
    for item in items:
        for seen in _items(paragraph, item, target, wanting or "include", end):
            seen.owner = tuple(owner)
            yield seen


def _after_colon(
    paragraph: Paragraph, colon: Token, actors: Actors, tabled: Table, end: int
) -> Iterator[PointSeen]:
    """ "sets out four conditions: a, b and c", "came with three requests: ..."."""
    doc = paragraph.doc
    anchor = doc[colon.i - 1] if colon.i else colon
    points_noun = anchor.pos_ == "NOUN" and anchor.lemma_.lower() in words("nouns", "points")
    source = tabled.at.get((paragraph.index, anchor.i))
    if not (points_noun or source) or colon.i + 1 >= len(doc):
        return
    source = source or tabled.near(paragraph, anchor)
    verb = next((t for t in anchor.ancestors if t.pos_ == "VERB"), None)
    owner = _owners(paragraph, verb, actors) if verb is not None and source is None else []
    act = "demand" if anchor.lemma_.lower() in WISHES else "include"
    for first, last in series(doc, colon.i + 1, end) if source or owner else ():
        first = _opened(doc, first, last)
        yield PointSeen(paragraph.index, first, last, first, source, act, tuple(owner))


def _wanted(paragraph: Paragraph, anchor: Token, actors: Actors) -> tuple[str | None, list[str]]:
    """Whether the list is wished for, and by whom: "is trying to include issues such as ..."."""
    token = anchor
    while token.head != token:
        token = token.head
        if (
            token.pos_ == "VERB"
            and token.lemma_.lower() in WANTING
            and not any(c.dep_ == "relcl" and c == token for c in anchor.children)
        ):
            return ("propose" if token.lemma_.lower() == "propose" else "want"), subjects(paragraph, token, actors)
        if token.dep_ in ("relcl", "ccomp", "advcl"):
            break
    return None, []


def _subject_proposal(paragraph: Paragraph, subject: Token, tabled: Table) -> Tabled | None:
    direct = tabled.at.get((paragraph.index, subject.i))
    if direct:
        return direct
    if subject.lower_ in ("it", "which", "that") and subject.pos_ == "PRON":
        if subject.lower_ != "it" and subject.head.dep_ == "relcl":
            return tabled.at.get((paragraph.index, subject.head.head.i))
        before = [t for t in paragraph.doc[: subject.i] if (paragraph.index, t.i) in tabled.at]
        last = before[-1].sent if before else None
        here = [t for t in before if last is not None and t.sent == last]
        rank = {"nsubj": 0, "nsubjpass": 0, "dobj": 1}
        best = min(here, key=lambda t: (rank.get(t.dep_, 2), -t.i), default=None)
        return tabled.at[paragraph.index, best.i] if best is not None else None
    if subject.lemma_.lower() in words("nouns", "points") and subject.lemma_.lower() in ("term", "text", "provision"):
        return next(
            (tabled.at.get((paragraph.index, t.i)) for t in subject.subtree if tabled.at.get((paragraph.index, t.i))),
            None,
        )
    return None


def _would(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("would", "will", "'d", "could", "should") for c in token.children)


def _must(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("must", "shall", "may") for c in token.children)


def _objects(verb: Token) -> list[Token]:
    out = []
    for child in verb.children:
        if child.dep_ in ("dobj", "xcomp", "ccomp", "attr", "oprd") and child.i > verb.i:
            out.append(child)
        elif child.dep_ in ("prep",) and child.lower_ in ("for", "that") and child.i > verb.i:
            out += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
    return out


def _items(paragraph: Paragraph, item: Token, proposal: Tabled | None, act: str, end: int) -> Iterator[PointSeen]:
    """The item and those listed with it, without their articles."""
    doc, that = paragraph.doc, next((c.i for c in item.children if c.lower_ == "that" and c.dep_ == "mark"), None)
    subject = any(c.dep_ == "nsubj" and c.i < item.i for c in item.children)
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in item.children)
    if item.pos_ in ("VERB", "AUX") and that is None and item.tag_ != "VBG" and (to or not subject):
        yield from _phrases(paragraph, item, proposal, act, end)
        return
    colon = item.right_edge.i + 1 if item.right_edge.i + 1 < end and doc[item.right_edge.i + 1].text == ":" else next(
        (t.i for t in item.subtree if t.text == ":"), None)
    if colon is not None and item.lemma_.lower() in words("nouns", "points"):
        return      # "four conditions: a, b and c": they are read from the colon
    if item.lemma_.lower() in CHANGES:
        return
    listed = series(doc, that if that is not None else item.left_edge.i, end)
    for first, last in listed or [(*_phrase(part),) for part in _listed(item)]:
        first = _opened(doc, first, last)
        inside = [t for t in doc[first:last] if not first <= t.head.i < last or t.head == t]
        head = next((t for t in inside if t.pos_ in ("VERB", "NOUN", "PROPN", "AUX", "NUM")), doc[first])
        yield PointSeen(paragraph.index, first, min(last, max(end, first + 1)), head.i, proposal, act)


def _listed(item: Token) -> list[Token]:
    """The items of a list from its first; the tagger takes "a, b and c" for an apposition with its own "and"."""
    if item.pos_ in ("VERB", "AUX"):
        own = [c for c in conjoined(item) if c.pos_ in ("VERB", "NOUN", "PROPN", "NUM")]
        return sorted({*_verbs(item), *own}, key=lambda part: part.i)
    found = [item, *(c for c in conjoined(item) if c.pos_ in ("NOUN", "VERB", "PROPN", "NUM"))]
    for head in list(item.subtree):
        listed = head.dep_ == "appos" and head.i > item.i and head.left_edge.i > 0
        if listed and head.doc[head.left_edge.i - 1].text == "," and conjoined(head) and head.head.i >= item.i:
            found += [part for part in [head, *conjoined(head)] if part not in found]
    found += [part for part in _strayed(item) if part not in found]
    return sorted(found, key=lambda part: part.i)


def _strayed(item: Token) -> Iterator[Token]:
    """Of "the plan calls for a, b and c" the rest of the list, where the tagger hangs it on "the plan"."""
    for head in item.sent:
        apart = head.dep_ == "appos" and head.i > item.right_edge.i and head.head.i < item.head.i
        if apart and conjoined(head) and head.doc[head.left_edge.i - 1].text == ",":
            yield from (head, *conjoined(head))


def _phrase(token: Token) -> tuple[int, int]:
    """The item's own words: its subtree without further items, article or marker."""
    doc = token.doc
    others = _listed(token)[1:]
    cut = min([_start(o) for o in others if o.i > token.i] or [token.right_edge.i + 1])
    first, last = token.left_edge.i, min(token.right_edge.i + 1, cut)
    for child in token.children:  # a side clause behind a comma is no part of it
        if (
            child.dep_ in ("advcl", "relcl", "parataxis", "ccomp", "nsubj")
            and child.i > token.i
            and child.left_edge.i > 0
            and doc[child.left_edge.i - 1].text in (",", "-", "–", "—")
        ):
            last = min(last, child.left_edge.i)
    while last - 1 > token.i and (
        doc[last - 1].text in (",", ".", ";", ":")
        or doc[last - 1].pos_ == "CCONJ"
        or doc[last - 1].is_space
        or doc[last - 1].lower_ in ("that",)
    ):
        last -= 1
    first = _opened(doc, first, token.i + 1)
    if (doc[first:last].text.count('"')) % 2:
        if first > 0 and doc[first - 1].text == '"':
            first -= 1
        elif doc[last - 1].text == '"':
            last -= 1
    return first, last


def _opened(doc: Doc, first: int, last: int) -> int:
    """Where the item's own words begin, behind its article or "that"."""
    while first < last - 1 and (
        doc[first].lower_ in ("a", "an", "the", "that", "to", "both", "either", "for")
        or doc[first].text in (",", ":")
        or doc[first].pos_ == "CCONJ"
    ):
        first += 1
    return first


def _start(token: Token) -> int:
    left = token.left_edge.i
    while left > 0 and (token.doc[left - 1].pos_ == "CCONJ" or token.doc[left - 1].text == ","):
        left -= 1
    return left


def _verb_phrase(paragraph: Paragraph, verb: Token, proposal: Tabled | None, act: str, end: int) -> PointSeen:
    """ "would halt all flights" without subject and auxiliary: "halt all flights"."""
    _, last = _phrase(verb)
    return PointSeen(paragraph.index, verb.i, max(min(last, end), verb.i + 1), verb.i, proposal, act)


def _clause(paragraph: Paragraph, verb: Token, proposal: Tabled, act: str) -> PointSeen:
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    seen = _verb_phrase(paragraph, verb, proposal, act, len(paragraph.doc))
    if subject is not None and subject.pos_ != "PRON":
        seen.first = subject.left_edge.i
    return seen
