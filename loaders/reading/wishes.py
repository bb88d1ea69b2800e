"""What somebody wants in a text: offers, demands, lists behind "including" or a colon, what parties agree upon."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from loaders.reading.actors import Actors
from loaders.reading.clauses import subjects
from loaders.reading.noun_phrases import INDEFINITE
from loaders.reading.parse import Paragraph
from loaders.reading.point_items import CHANGES, PointSeen, counted, items_of, opened, phrases_of
from loaders.reading.series import apart, clauses, series, statement_end, trimmed
from loaders.reading.speaker_phrases import described
from loaders.reading.tabled import Table
from loaders.reading.words import table, words

WANTING = words("terms", "wanting")
LISTS = words("terms", "lists")
PROPOSE: dict[str, str] = table("terms")["propose"]
BY_PREPOSITION: dict[str, str] = table("terms")["by_preposition"]
TALKING = {"begin", "continue", "discuss", "do", "go", "have", "hold", "keep", "meet", "negotiate", "resume", "return",
           "start", "take", "talk", "try"}  # what is agreed upon without being a point
NO_TERMS = {"agreement", "deal", "need", "offer", "result", "talk"}      # "if a deal is reached" demands nothing
EXCHANGES = ("in exchange for", "in return for")
PROMISING = ("pledge", "promise")
INSTEAD = ("instead of", "rather than")
WISHES = {"demand", "request", "condition", "term", "call", "ask", "requirement", "red line", "priority"}


def agreed_upon(paragraph: Paragraph, verb: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """ "A and B agreed to open x and to exchange y", "that z be announced": what they bind themselves to."""
    who = _owners(paragraph, verb, actors)
    clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
    if clause is None or not who or any(c.dep_ == "neg" for c in verb.children):
        return
    be = any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in clause.children)
    bound = be or (clause.tag_ == "VB" and clause.lemma_.lower() not in TALKING)
    if bound and clause.lemma_.lower() not in words("nouns", "meeting"):
        for seen in items_of(paragraph, clause, tabled.near(paragraph, verb), "agree", end):
            seen.owner = tuple(who)
            yield seen


def _owners(paragraph: Paragraph, verb: Token, actors: Actors) -> list[str]:
    """Who wants or offers it: an actor, else a body or group that only its words tell ("the committee")."""
    who = [n for n in subjects(paragraph, verb, actors) if actors.cls(n) != "Place"]
    subject = next((c for v in (verb, verb.head) for c in v.children
                    if c.dep_ == "nsubj" and (v == verb or verb.dep_ == "conj")), None)
    if who or subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return who
    if subject.pos_ == "PROPN":
        node = described(actors, paragraph, subject.left_edge.i, subject.i + 1)
        return [node] if node else []
    bodies = words("nouns", "body") | words("nouns", "collective") | words("cues", "holders")
    if subject.lemma_.lower() not in bodies or subject.lemma_.lower() in words("nouns", "things"):
        return []
    node = described(actors, paragraph, subject.left_edge.i, subject.i + 1)
    return [node] if node else []


def ruled_out(paragraph: Paragraph, verb: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """ "ruled out joining any government with them": what somebody will not have; "did not rule out" says nothing."""
    out = next((c.i for c in verb.children if c.dep_ == "prt" and c.lower_ == "out"), None)
    hedged = any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children)
    doing = paragraph.doc[out + 1] if out is not None and out + 1 < end and not hedged else None
    who = _owners(paragraph, verb, actors) if doing is not None and doing.tag_ == "VBG" else []
    if who and doing is not None:
        comma = next((t.i for t in doing.sent if t.i > doing.i and t.text == ","), doing.sent.end)
        last = trimmed(paragraph.doc, doing.i, min(end, comma))
        yield PointSeen(paragraph.index, doing.i, last, doing.i, tabled.of(who), "reject", tuple(who))


def wished(
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
                items = [c for c in items if counted(c) or any(d.lower_ in INDEFINITE for d in c.children)]
        elif particle and child.dep_ == "ccomp" and _subjunctive(child):
            items = [child]     # "asked that the volume be halved"
        elif not particle and child.dep_ in ("dobj", "xcomp", "ccomp") and not _behind_colon(child):
            held = child.dep_ == "xcomp" and child.lemma_.lower() == "include"   # "wants to include a and b"
            items = [c for c in child.children if c.dep_ == "dobj"] if held else [child]
        for item in items:
            if (
                (paragraph.index, item.i) in tabled.at
                or item.pos_ in ("PRON", "DET")
                or (item.pos_ == "PROPN" and item.dep_ == "dobj")
                or (item.ent_type_ in ("DATE", "TIME") and not any(t.like_num for t in item.subtree))
            ):
                continue
            if token.lemma_.lower() in PROMISING and not (item.dep_ == "ccomp" or counted(item)):
                continue        # what is promised is of a text where it says what will be, not "to look into it"
            if item.pos_ == "NOUN" and (
                item.lemma_.lower() in CHANGES | NO_TERMS
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
            for seen in items_of(paragraph, item, target, act, end):
                seen.owner = tuple(who)
                seen.last = _with_terms(paragraph.doc, seen.last, end)
                yield seen


def _subjunctive(verb: Token) -> bool:
    """"that it be halved", "that they withdraw": nothing that is or will be."""
    that = any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children)
    return that and not any(c.tag_ == "MD" for c in verb.children) and any(
        t.tag_ == "VB" for t in (verb, *(c for c in verb.children if c.dep_ == "auxpass")))


def _with_terms(doc: Doc, last: int, end: int) -> int:
    """With the "that ..." that says what it is to guarantee, and the time that it is for."""
    if last >= end:
        return last
    opening = doc[last]
    if doc[last : last + 3].text.lower() in EXCHANGES:
        return min(end, trimmed(doc, last, opening.right_edge.i + 1))
    clause = opening.head if opening.lower_ == "that" and opening.dep_ in ("mark", "nsubj") else None
    if clause is not None and last < clause.i < end:
        return min(end, trimmed(doc, last, clause.right_edge.i + 1))
    period = opening.dep_ == "prep" and opening.lower_ in ("over", "by", "from", "until", "for") and any(
        c.ent_type_ in ("DATE", "TIME") or c.lemma_ in ("period", "term") for c in opening.children)
    return min(end, opening.right_edge.i + 1) if period else last


def demanded_of(paragraph: Paragraph, verb: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
    """What somebody demands of somebody else: "pressed the council to cut fares"."""
    who = _owners(paragraph, verb, actors)
    done = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.tag_ == "VB" and c.i > verb.i
                 and any(t.lower_ == "to" and t.dep_ == "aux" for t in c.children)), None)
    if done is None or not who or any(c.dep_ == "neg" for c in (*verb.children, *done.children)):
        return
    behind = [t for p in verb.children if p.dep_ == "prep" and p.lower_ == "on" for t in p.children]
    asked = [c for c in (*verb.children, *done.children, *behind)
             if c.dep_ in ("dobj", "dative", "pobj", "nsubj") and verb.i < c.i < done.i]
    talking = done.lemma_.lower() in TALKING | words("terms", "answering") | words("terms", "taking")
    about = any((paragraph.index, t.i) in tabled.at for t in done.subtree)      # "to sign the plan" adds nothing to it
    if talking or about or not any(_somebody(paragraph, one, actors) for one in asked):
        return
    asked_for = list(phrases_of(paragraph, done, None, "demand", end))
    measured = any(t.like_num for seen in asked_for for t in paragraph.doc[seen.first : seen.last])
    if verb.lemma_.lower() in words("terms", "appealing") and len(asked_for) < 2 and not measured:
        return      # "called on them to release the doctors": an appeal, no terms
    for seen in asked_for:
        seen.owner = tuple(who)
        yield seen


def required(paragraph: Paragraph, verb: Token, actors: Actors, tabled: Table) -> Iterator[PointSeen]:
    """The condition of what somebody would accept: "could accept the text if the bans came forward to 2030"."""
    doc = paragraph.doc
    helped = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children) or (
        verb.dep_ == "xcomp" and verb.head.lemma_ in ("prepared", "ready", "willing"))
    for clause in (c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i) if helped else ():
        mark = next((t for t in doc[verb.i + 1 : clause.i] if t.lower_ in ("if", "provided") and (
            t.head == clause or t == clause or clause.left_edge.i <= t.i)), None)
        subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if mark is None or subject is None or subject.pos_ == "PRON" or any(c.dep_ == "neg" for c in clause.children):
            continue
        first = opened(doc, subject.left_edge.i, clause.i)
        who = _owners(paragraph, verb, actors)
        if who and subject.lemma_.lower() not in NO_TERMS and mark.i < first:
            last = trimmed(doc, first, clause.right_edge.i + 1)
            yield PointSeen(paragraph.index, first, last, clause.i, tabled.of(who), "want", tuple(who))


def _somebody(paragraph: Paragraph, noun: Token, actors: Actors) -> bool:
    return bool(actors.who(paragraph, noun)) or noun.lemma_.lower() in (
        words("nouns", "body") | words("nouns", "collective"))


def _behind_colon(child: Token) -> bool:
    return child.left_edge.i > child.head.i and any(t.text == ":" for t in child.doc[child.head.i : child.left_edge.i])


def listed_points(paragraph: Paragraph, token: Token, actors: Actors, tabled: Table, end: int) -> Iterator[PointSeen]:
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
        for seen in items_of(paragraph, item, target, wanting or "include", end):
            seen.owner = tuple(owner)
            yield seen


def after_colon(
    paragraph: Paragraph, colon: Token, actors: Actors, tabled: Table, end: int
) -> Iterator[PointSeen]:
    """ "sets out four conditions: a, b and c", "came with three requests: ..."."""
    doc = paragraph.doc
    before = [t for t in doc[max(colon.sent.start, colon.i - 6) : colon.i] if t.pos_ == "NOUN"]
    kinds = words("nouns", "points")
    named = [t for t in before if t.lemma_.lower() in kinds or (paragraph.index, t.i) in tabled.at]
    named = [t for t in named if doc[max(0, t.left_edge.i - 2) : t.left_edge.i].text.lower() not in INSTEAD]
    anchor = named[-1] if named else colon
    points_noun = anchor.pos_ == "NOUN" and anchor.lemma_.lower() in words("nouns", "points")
    source = tabled.at.get((paragraph.index, anchor.i))
    verb = next((t for t in anchor.ancestors if t.pos_ == "VERB"), None)
    if not (points_noun or source):     # "has offered guidelines: data would be exchanged monthly, ..."
        verb = next((t for t in doc[colon.sent.start : colon.i] if t.lemma_.lower() in PROPOSE and t.pos_ == "VERB"
                     and any(c.dep_ == "dobj" for c in t.children)), None)
    if not (points_noun or source or verb is not None) or colon.i + 1 >= len(doc):
        return
    source = source or (tabled.near(paragraph, anchor) if points_noun else None)
    owner = _owners(paragraph, verb, actors) if verb is not None and source is None else []
    act = "demand" if anchor.lemma_.lower() in WISHES else "include"
    if verb is not None and not points_noun and not source:
        act = PROPOSE[verb.lemma_.lower()]
    stop = statement_end(doc, colon.i + 1)
    listed = apart(doc, colon.i + 1, stop) or series(doc, colon.i + 1, end) or clauses(doc, colon.i + 1, stop, True)
    for first, last in listed if source or owner else ():
        first = opened(doc, first, last)
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
