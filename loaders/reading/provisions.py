"""What a text on the table says: "the plan would halt ... and open ...", "a pact to cut ...", "under the deal, ..."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.point_items import PointSeen, counted, items_of, opened, phrases_of, verb_phrase, verbs_of
from loaders.reading.proposal_marks import CONTAINS, TERMS
from loaders.reading.series import series, sums
from loaders.reading.tabled import Table, Tabled
from loaders.reading.words import table, words

DIRECT = words("terms", "direct")
BINDING = words("terms", "binding")
CALLING = frozenset(("ask", "call", "invite", "request", "urge"))
GIVING = frozenset(("give", "grant", "offer", "pay", "provide"))
PARTS = frozenset(("annex", "article", "chapter", "clause", "paragraph", "section"))
REMOVING: dict[str, str] = table("terms")["removing"]


def borne(paragraph: Paragraph, noun: Token, source: Tabled, end: int) -> Iterator[PointSeen]:
    """What stands with the noun: "a pact to cut leaks by a third", "an offer of a bonus", "a deal with a discount"."""
    for child in noun.children:
        if child.dep_ == "acl" and would_do(child):  # so the parser calls "an agreement, if reached, would commit ..."
            yield from provisions_of(paragraph, child, source, True, end)
        elif child.dep_ in ("acl", "relcl") and child.tag_ == "VB" and child.lemma_.lower() in TERMS:
            if any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children) and not _purpose(child):
                yield from phrases_of(paragraph, child, source, "include", end)
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            yield from provisions_of(paragraph, child, source, False, end)
        elif child.dep_ == "prep" and child.lower_ in ("of", "with") and child.i > noun.i:
            for item in (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
                if counted(item) and item.ent_type_ != "DATE":
                    yield from items_of(paragraph, item, source, "include", end)


def _purpose(verb: Token) -> bool:
    """ "a plan to end the war": what it is for, no point of it."""
    return any(c.dep_ == "dobj" and c.lemma_.lower() in words("terms", "quarrels") for c in verb.children)


def provisions_of(paragraph: Paragraph, verb: Token, source: Tabled, would: bool, end: int) -> Iterator[PointSeen]:
    """What a text does, by the verb and those that go on with it: "would halt a, open b and set up c"."""
    listed = series(paragraph.doc, verb.i, end)
    if not listed:
        for part in verbs_of(verb):
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
    if _purpose(verb) and verb.lemma_ in ("end", "stop", "avert", "resolve", "settle"):
        return      # "a deal which would end the stalemate"
    lemma = verb.lemma_.lower()
    bound = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
    if no_longer(verb):
        for item in objects_in(verb) if lemma in CONTAINS else ():
            yield from items_of(paragraph, item, source, "drop", end)
    elif lemma in CALLING and bound:
        yield from _called_on(paragraph, verb, bound[0], source, end)
    elif lemma in BINDING and bound:
        yield from phrases_of(paragraph, bound[0], source, "include", end)
    elif lemma == "commit" and (to := [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to"]):
        for item in to[0].children:     # "commits the sides to a permanent ceasefire"
            yield from items_of(paragraph, item, source, "include", end)
    elif lemma in CONTAINS and (lemma in DIRECT or not would) and any(o.pos_ != "PRON" for o in objects_in(verb)):
        behind = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"), None)
        listed = series(paragraph.doc, behind.i, end) if behind is not None else []
        for first, last in listed:      # "calls for a ban on x and for cameras on y"
            yield PointSeen(paragraph.index, opened(paragraph.doc, first, last), last, first, source, "include")
        for item in objects_in(verb) if not listed else ():
            yield from items_of(paragraph, item, source, "include", end)
    elif lemma in REMOVING and not would:
        for item in objects_in(verb):
            yield from items_of(paragraph, item, source, REMOVING[lemma], end)
    elif lemma == "make" and any(c.dep_ in ("ccomp", "oprd") for c in verb.children):
        return      # "would make the island dependent on imports": what comes of it
    elif lemma in GIVING and (given := sums(paragraph.doc, verb, end)):
        for first, last in given:
            yield PointSeen(paragraph.index, first, last, first, source, "include")
    elif would or (lemma in TERMS and any(c.dep_ in ("dobj", "ccomp", "dative") for c in verb.children)):
        yield verb_phrase(paragraph, verb, source, "include", end)


def no_longer(verb: Token) -> bool:
    """"no longer contains a cap", "does not include a levy"."""
    longer = any(c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children) for c in verb.children)
    return longer or any(c.dep_ == "neg" for c in verb.children)


def _called_on(paragraph: Paragraph, verb: Token, bound: Token, source: Tabled, end: int) -> Iterator[PointSeen]:
    """"calls on rich countries to triple x", "urges governments to submit y": who is to do what."""
    whom = [c for c in (*verb.children, *bound.children, *(t for p in verb.children if p.lower_ == "on"
                                                           for t in p.children))
            if c.dep_ in ("dobj", "nsubj", "pobj") and verb.i < c.i < bound.i]
    for seen in phrases_of(paragraph, bound, source, "include", end):
        if whom and seen.first <= bound.i + 1:
            seen.first = opened(paragraph.doc, whom[0].left_edge.i, bound.i)
        yield seen


def judged(verb: Token) -> bool:
    """"it would 'price us out of the market'": words in quotation marks that begin at the verb judge the text."""
    return would_do(verb) and verb.i > 0 and verb.nbor(-1).text == '"'


def by_text(paragraph: Paragraph, token: Token, tabled: Table) -> Tabled | None:
    """The text by which the clause is to happen: "under the deal", "according to the agreement", "by which"."""
    # "Under the truce, a copy of which was seen by X, the groups are to ...": the parser hangs it on "seen"
    seen = words("cues", "seen")
    aside = [c for a in token.children if a.dep_ == "advcl" and a.lemma_.lower() in seen for c in a.children]
    if token.dep_ == "advcl" and token.lemma_.lower() in seen:
        return None
    for child in (*token.children, *aside):
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
            of = [t for c in target.children if c.lower_ == "of" for t in c.children]      # "a copy of the offer"
            named = (tabled.at.get((paragraph.index, t.i)) for t in (target, *of))
            source = next(filter(None, named), None) or _meant(paragraph, target, tabled)
            told = child.lower_ == "under" or (child.lower_ == "according" and (would_do(token) or _must(token)))
            if source is not None and told:
                return source
    return None


def _meant(paragraph: Paragraph, pronoun: Token, tabled: Table) -> Tabled | None:
    """The text that "under it" means: the one that the paragraph spoke of last."""
    before = [at for at in tabled.at if at[0] == paragraph.index and at[1] < pronoun.i]
    return tabled.at[max(before)] if before and pronoun.lower_ in ("it", "this", "these") else None


def subject_proposal(paragraph: Paragraph, subject: Token, tabled: Table) -> Tabled | None:
    direct = tabled.at.get((paragraph.index, subject.i))
    if direct:
        return direct
    if subject.lower_ in ("it", "which", "that") and subject.pos_ == "PRON":
        if subject.lower_ == "it" and subject.head.dep_ == "relcl":
            return None     # "the posts that it set up"
        if subject.lower_ != "it":      # "tariffs that it says will take effect": what the clause hangs on
            clause = subject.head if subject.head.dep_ == "relcl" else subject.head.head
            return tabled.at.get((paragraph.index, clause.head.i)) if clause.dep_ == "relcl" else None
        before = [t for t in paragraph.doc[: subject.i] if (paragraph.index, t.i) in tabled.at]
        last = before[-1].sent if before else None
        here = [t for t in before if last is not None and t.sent == last]
        rank = {"nsubj": 0, "nsubjpass": 0, "dobj": 1}
        best = min(here, key=lambda t: (rank.get(t.dep_, 2), -t.i), default=None)
        return tabled.at[paragraph.index, best.i] if best is not None else None
    if subject.lemma_.lower() in PARTS and any(c.like_num for c in subject.children):
        return tabled.before(paragraph)     # "Article 7 bars ..."
    if subject.lemma_.lower() in words("nouns", "points") and subject.lemma_.lower() in ("term", "text", "provision"):
        return next(
            (tabled.at.get((paragraph.index, t.i)) for t in subject.subtree if tabled.at.get((paragraph.index, t.i))),
            None,
        )
    return None


def would_do(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("would", "will", "'d", "could", "should") for c in token.children)


def _must(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("must", "shall", "may") for c in token.children)


def objects_in(verb: Token) -> list[Token]:
    out = []
    for child in verb.children:
        if child.dep_ in ("dobj", "xcomp", "ccomp", "attr", "oprd") and child.i > verb.i:
            out.append(child)
        elif child.dep_ in ("prep",) and child.lower_ in ("for", "that") and child.i > verb.i:
            again = [c for c in conjoined(child) if c.lower_ == child.lower_]      # "for a ban and for cameras"
            out += [c for one in (child, *again) for c in one.children if c.dep_ in ("pobj", "pcomp")]
    return out
