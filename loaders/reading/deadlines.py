"""Deadlines: "by Thanksgiving", "a Friday deadline", and later words for the same day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from loaders.reading.parse import Paragraph
from loaders.reading.tabled import Table, Tabled
from loaders.reading.times import TimeMention, by_paragraph
from loaders.reading.words import words
from schema import bounds

ACHIEVING = words("terms", "achieving")
MOVING = words("terms", "moving")
OPEN_UNTIL = frozenset({"ballot", "bidding", "consultation", "period", "registration", "ultimatum", "vote", "window"})
# what one may expect of somebody else, and not only of the course of things
AWAITED = frozenset({"answer", "budget", "decision", "draft", "list", "plan", "proposal", "reply", "response",
                     "verdict"})
# verbs by which somebody else is to do it: one hopes, seeks and tries for oneself
DEMANDED = words("terms", "wanting") - {"aim", "hope", "propose", "seek", "try", "wish"} | {"order", "require"}
OWED = frozenset({"deliver", "pay", "repay", "report", "settle", "submit"})
_CLIMB = 12   # heads: as far up as the verb that demands is looked for
REACHED = frozenset({"majority", "consensus", "compromise", "solution"})


@dataclass(slots=True)
class DeadlineSeen:
    """A day by which something is due, or a word ("the deadline") for one told before (`time` is then its time)."""

    paragraph: int
    token: int
    time: str
    proposal: Tabled | None


def deadlines(paragraphs: Sequence[Paragraph], times: Sequence[TimeMention], tabled: Table) -> list[DeadlineSeen]:
    """Days by which something is due: "by Thanksgiving", "a Friday deadline"; and later words for the same day."""
    found: list[DeadlineSeen] = []
    told = by_paragraph(paragraphs, times)
    for paragraph in paragraphs:
        here: list[DeadlineSeen] = []
        for mention in told[paragraph.index]:
            tokens = paragraph.around(mention.span)
            if tokens is None:
                continue
            near = [
                t
                for t in tokens.sent
                if t.lemma_.lower() in ("deadline", "cutoff", "ultimatum") and _due(t, tokens.root)
            ]
            verb = tokens.root
            while verb.pos_ != "VERB" and not _must(verb) and verb.head != verb:
                verb = verb.head
            bound = mention.relation == "by" and (
                verb.lemma_.lower() in ACHIEVING
                or _agreement(tokens.root, verb)
                or _obliged(verb)
                or _demanded(tokens.root)
                or tabled.near(paragraph, tokens.root) is not None
            )
            # "by 2035", "within six years" are terms of the text
            bound = bound and not re.fullmatch(r"\d{4}", mention.edtf) and not _years(mention.edtf)
            due = any(t.lower_ == "due" for t in (tokens.root.head, tokens.root.head.head)) or _owed(verb)
            ends = due or verb.lemma_.lower() in ("expire", "lapse") or _closes(verb) or _threatened(verb)
            bound = bound or (ends and mention.edtf.count("-") == 2)
            if near or bound:
                here.append(
                    DeadlineSeen(
                        paragraph.index,
                        (near[0].i if near else tokens.root.i),
                        mention.edtf,
                        tabled.near(paragraph, tokens.root) or tabled.before(paragraph),
                    )
                )
        for token in paragraph.doc:
            again = token.lemma_.lower() == "deadline" and not any(re.search(r"\d", t.text) for t in token.subtree)
            moved = (
                token.lower_ == "it" and token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_.lower() in MOVING
            )
            if not (again or moved) or any(s.token == token.i for s in here):
                continue
            # `found` is of the paragraphs before this one
            last = next((s for s in reversed(here) if s.token < token.i), found[-1] if found else None)
            if last and (again or last.paragraph == paragraph.index):
                here.append(DeadlineSeen(paragraph.index, token.i, last.time, last.proposal))
        found += sorted(here, key=lambda s: s.token)
    return found


def _due(deadline: Token, time: Token) -> bool:
    """Whether the time is the deadline's: "the deadline of X", "a Friday deadline", "the deadline is X", "extended
    to X"."""
    if time.i in {t.i for t in deadline.subtree}:
        return True
    verb = deadline.head
    if deadline.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.pos_ not in ("VERB", "AUX"):
        return False
    here, steps = time, 0
    while here != verb and here.head != here and steps < 4 and (here.pos_ != "VERB" or steps == 0):
        here, steps = here.head, steps + 1
    return here == verb and time.i > deadline.i


def _years(edtf: str) -> bool:
    """Whether it is a stretch of more than half a year."""
    first, last = bounds(edtf)
    if not first or not last:
        return False
    return (date.fromisoformat(last) - date.fromisoformat(first)).days > 183


def _closes(verb: Token) -> bool:
    """ "The ballot closes on 4 December": the last day to take part in it; "the cooling-off period runs out"."""
    out = verb.lemma_ == "run" and any(c.dep_ == "prt" and c.lower_ == "out" for c in verb.children)
    return (out or verb.lemma_ in ("close", "end")) and any(
        c.dep_ == "nsubj" and c.lemma_.lower() in OPEN_UNTIL
        for of in (verb, verb.head if verb.dep_ == "conj" else verb) for c in of.children)


def _obliged(verb: Token) -> bool:
    """ "gave them until March 31", "must be taken by", "have to be concluded by", "if they do not budge by"."""
    bound = verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "need")
    have_to = bound and any(c.lower_ == "to" for c in verb.children)
    unless = any(c.dep_ == "mark" and (c.lower_ == "unless" or (c.lower_ == "if" and _negated(of)))
                 for of in (verb, verb.head if verb.dep_ == "xcomp" else verb) for c in of.children)
    given = verb.lemma_ == "give" or (verb.lemma_ == "have" and any(
        c.dep_ in ("advcl", "xcomp", "relcl", "acl") and c.tag_ == "VB" for c in verb.children))
    # given: "has until May to pay"
    return given or have_to or unless or _must(verb)


def _owed(verb: Token) -> bool:
    """ "is due to pay $40 million on 10 December": what is owed, not what is due to happen."""
    return verb.lemma_ in OWED and verb.dep_ == "xcomp" and verb.head.lower_ == "due"


def _must(verb: Token) -> bool:
    """"must be taken", "must be in place"."""
    return any(c.dep_ == "aux" and c.lower_ == "must" for c in verb.children)


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _demanded(time: Token) -> bool:
    """ "wants an answer by Sunday", "called on the parties to nominate one by 3 November": what somebody else must do
    by then. "Wants to visit by May" is a plan of one's own."""
    here = time
    for _ in range(_CLIMB):
        here, below = here.head, here
        if here.lemma_ == "expect" and any(c.dep_ == "dobj" and c.lemma_.lower() in AWAITED for c in here.children):
            return True
        if here.pos_ == "VERB" and here.lemma_ in DEMANDED:
            others = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in time.doc[here.i + 1:below.i])
            asked = here.lemma_ == "ask" and any(c.lower_ == "about" for c in here.children)
            return not asked and (others or below.dep_ != "xcomp")
    return False


def _threatened(verb: Token) -> bool:
    """ "will walk out at midnight on Thursday unless the plan is withdrawn": the last moment to withdraw it."""
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "'ll", "would", "to") for c in verb.children)
    return ahead and any(c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ == "unless" for m in c.children)
                         for c in verb.children)


def _agreement(time: Token, verb: Token) -> bool:
    """ "no deal by the end of June", "if no majority is found by 1 March": what the sides must reach by then."""
    over = [time.head, time.head.head, *(c for c in verb.children if c.dep_ in ("nsubjpass", "attr", "dobj"))]
    return any(
        t.pos_ == "NOUN" and (t.lemma_.lower() in words("nouns", "proposal") or t.lemma_.lower() in REACHED)
        for t in over
    )
