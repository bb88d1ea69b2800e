"""Attitudes in the passive: "a plan backed by X", "the bill drew criticism from X and Y".

Read from the dependency tree, and only where it is clear who and what.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from loaders.reading.draft import Draft, Run, covers, phrase, trimmed
from loaders.reading.words import words

_RELATIVE = frozenset(("WDT", "WP"))
_NAMING = frozenset(("calling", "describing", "dismissing", "denouncing", "branding", "labelling", "labeling"))
_LONGEST = 25         # tokens of a speaker or a thing: what is longer is a misread list


def with_attitudes(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts and those attitudes that they lack."""
    out = list(drafts)
    for token in doc:
        made = None
        if token.tag_ == "VBN" and token.lemma_.lower() in words("cues", "attitudes"):
            made = _passive(doc, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in words("cues", "reactions"):
            made = _reaction(doc, token)
        elif token.lower_ in _NAMING and token.dep_ == "advcl":
            made = _called(doc, token, out)
        if made is None:
            continue
        at = token.i
        if any(covers([(start, end)], at) for one in out for start, end in one.cue + one.speaker):
            continue
        if any(covers(made.cue, one.cue[0][0]) for one in out):
            continue
        around = [one for one in out if covers(one.content, at)]
        made.parent = around[-1] if around else None
        out.append(made)
    return out


def _called(doc: Doc, verb: Token, drafts: list[Draft]) -> Draft | None:
    """"X denied it, describing the reports as 'baseless'": what X calls the thing, beside what X says."""
    outer = next((one for above in verb.ancestors for one in drafts
                  if covers(one.cue, above.i) and not covers(one.content, verb.i)), None)
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    content = trimmed(doc, (verb.i + 1, verb.right_edge.i + 1))
    if outer is None or not outer.speaker or thing is None or content is None:
        return None
    if not any(token.text == '"' for token in doc[slice(*content)]) or content[1] - content[0] > _LONGEST:
        return None
    return Draft([(verb.i, verb.i + 1)], list(outer.speaker), [content], 0.7)


def _passive(doc: Doc, verb: Token) -> Draft | None:
    """"the plan (was) backed by X"."""
    agent = next((child for child in verb.rights if child.dep_ == "agent" and child.lower_ == "by"), None)
    holder = next((child for child in agent.rights if child.dep_ == "pobj"), None) if agent else None
    if agent is None or holder is None or holder.pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    thing = _thing(verb)
    return _draft(doc, (_start(verb), agent.i + 1), holder, thing)


def _reaction(doc: Doc, noun: Token) -> Draft | None:
    """"the plan drew (was met with) criticism from X"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "with" else noun.head
    if verb.lemma_.lower() not in words("cues", "carriers") or not (
            noun.dep_ == "dobj" or (noun.dep_ == "pobj" and verb.tag_ == "VBN")):
        return None
    source = next((child for parent in (noun, verb) for child in parent.rights
                   if child.dep_ == "prep" and child.lower_ in ("from", "among") and child.i > noun.i), None)
    holder = next((child for child in source.rights if child.dep_ == "pobj"), None) if source else None
    if source is None or holder is None or not verb.i < noun.i < source.i <= noun.i + 4:
        return None
    return _draft(doc, (_start(verb), noun.i + 1), holder, _thing(verb))


def _start(verb: Token) -> int:
    """The first word of the verb's group: "has been", "was widely"."""
    doc, first = verb.doc, verb.i
    while first and doc[first - 1].head == verb and doc[first - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    return first


def _thing(verb: Token) -> Run | None:
    """What the attitude is towards: the verb's subject, or the noun that it describes."""
    subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.tag_ not in _RELATIVE:
        return phrase(subject)
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN") and verb.head.i < verb.i:
        noun = verb.head
        return noun.left_edge.i, verb.left_edge.i if verb.left_edge.i > noun.i else noun.i + 1
    return None


def _draft(doc: Doc, cue: Run, holder: Token, thing: Run | None) -> Draft | None:
    content = trimmed(doc, thing) if thing else None
    if content is None or content[1] - content[0] > _LONGEST or not (content[1] <= cue[0] or content[0] >= cue[1]):
        return None
    holders = [holder, *(one for one in holder.conjuncts if one.i > holder.i)]
    speakers = []
    for index, one in enumerate(holders):
        start = one.left_edge.i if index else max(one.left_edge.i, cue[1])
        end = min([holders[index + 1].left_edge.i if index + 1 < len(holders) else one.right_edge.i + 1,
                   *(child.i for child in one.rights if child.dep_ in ("cc", "punct", "relcl", "conj"))])
        run = trimmed(doc, (start, max(end, one.i + 1)), quotes=False)
        if run and run[1] - run[0] <= _LONGEST:
            speakers.append(run)
    return Draft([cue], speakers, [content], 0.7, manner="attitude") if speakers else None
