"""Asking for comment: "the paper has reached out to X for comment", "X did not respond to a request for comment".

A request that was made has the manner "request": the speaker asks, and whom and for what is the content. Where only
the silence is told ("declined", "did not respond") the manner is "unanswered" and the speaker is the one who was asked.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from loaders.reading.draft import Draft, covers, phrase, trimmed
from loaders.reading.words import words

_TRIGGER = re.compile(
    r"\bfor (?:\w+ )?(?:comment|clarification|a response|a statement)|\bto comment|\brequest\w* comment"
    r"|\b(?:sought|seek\w*) comment|\bunanswered|(?:\bnot|\bnever|n't)(?: \w+ly)? comment", re.I)
_SUBJECTS = ("nsubj", "nsubjpass")


def with_requests(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with requests for comment marked, completed and added."""
    out = list(drafts)
    for match in _TRIGGER.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            continue
        verb = span[-1].head if span.text == "unanswered" else _verb(span[-1])
        if verb is None or any(doc[i].text == '"' for i in range(min(verb.i, span.start), span.end)):
            continue
        made = _unanswered(doc, verb) if span.text == "unanswered" else _request(doc, verb)
        if made is None:
            continue
        own = [one for one in out if any(covers(made.cue, start) or covers([run], verb.i)
                                         for run in one.cue for start in run)]
        if made.manner == "unanswered" and own and own[0].speaker:
            own[0].manner = "unanswered"
            continue
        around = [one for one in out if one not in own and covers(one.content, verb.i)]
        made.parent = around[-1] if around else None
        out = [one for one in out if one not in own] + [made]
    return out


def _verb(token: Token) -> Token | None:
    """The verb of asking or answering that the word "comment" hangs from."""
    both = words("cues", "asking") | words("cues", "answering")
    for step, above in enumerate((token, *token.ancestors)):
        if step > 5:
            break
        if above.tag_ == "VBG" and above.dep_ == "acl":
            continue      # "messages seeking comment"
        if above.pos_ in ("VERB", "AUX") and ((above.lemma_.lower() in both and above.tag_ != "TO" and not (
                above.lemma_ == "comment" and above.dep_ == "xcomp")) or (
                above.lemma_ == "be" and any(child.lower_ == "available" for child in above.children))):
            return above
    return None


def _unanswered(doc: Doc, verb: Token) -> Draft | None:
    """"An inquiry of the paper to X remained unanswered": the paper asked X."""
    asked = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    if asked is None or asked.lemma_.lower() not in words("cues", "inquiries"):
        return None
    behind = [(prep.lower_, target) for prep in asked.rights for target in prep.children if target.dep_ == "pobj"]
    by = next((target for word, target in behind if word in ("of", "by", "from")), None)
    to = next((target for word, target in behind if word == "to"), None)
    content = trimmed(doc, phrase(to)) if to is not None else None
    if content is None:
        return None
    asker = [phrase(by)] if by is not None else []
    return Draft([(verb.i, verb.right_edge.i)], asker, [content], 0.8, manner="request")


def _request(doc: Doc, verb: Token) -> Draft | None:
    subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    lemma = verb.lemma_.lower()
    negated = any(child.dep_ == "neg" for child in verb.children) or lemma in ("decline", "refuse")
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    first = verb.i
    while first and doc[first - 1].head == verb and doc[first - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    last = max([verb.i, *(child.i for child in verb.rights if child.dep_ == "prt" and child.i == verb.i + 1)]) + 1
    rest = trimmed(doc, (last, verb.right_edge.i + 1))
    who = trimmed(doc, phrase(subject)) if subject is not None else None
    if lemma in ("wish", "want") and not negated:
        return None
    if negated or lemma == "be" or (lemma in words("cues", "answering") and lemma not in words("cues", "asking")):
        if lemma == "comment" and first < verb.i:     # "would not | comment on it"
            last, rest = verb.i, trimmed(doc, (verb.i, verb.right_edge.i + 1))
        unasked = lemma == "comment" and doc[first].lower_ in ("did", "has", "have", "had") and any(
            child.lower_ in ("on", "about") for child in verb.rights) and "immediately" not in doc[first:last].text
        if who is None or rest is None or unasked:
            return None      # "did not comment on it": nobody need have asked
        return Draft([(first, last)], [who], [rest], 0.8, manner="unanswered")
    if lemma not in words("cues", "asking"):
        return None
    if passive:
        agent = next((child for child in verb.rights if child.dep_ == "agent"), None)
        asker = trimmed(doc, (agent.i + 1, agent.right_edge.i + 1)) if agent is not None else None
        content = [run for run in (who, rest) if run]
        if asker:
            content = [run for run in content if run != rest] or content
        return Draft([(first, last)], [asker] if asker else [], content, 0.8, manner="request") if content else None
    if rest is None:
        return None
    return Draft([(first, last)], [who] if who else [], [rest], 0.8, manner="request")
