"""Levels inside what is said: in "X told Y that Z had warned ...", Z's warning is a claim that X relays.

The training data marks the outermost level only, so that the tagger leaves the inner ones out.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from loaders.reading.draft import Draft, Run, covers, phrase, size, trimmed
from loaders.reading.words import words

_CLAUSE = frozenset(("ccomp", "xcomp"))
_ANYBODY = frozenset(("you", "it", "there", "that", "which", "this", "who", "what", "one"))
_DEEPEST = 4


def with_levels(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts and, for each clause of saying or thinking within a content, one more whose parent it lies in."""
    made: list[Draft] = []
    taken = {i for one in drafts for start, end in one.cue for i in range(start, end)}
    seen: set[int] = set()
    for outer in drafts:
        for start, end in outer.content:
            for token in doc[start:end]:
                if token.i in seen or token.i in taken:
                    continue
                seen.add(token.i)
                inner = _level(doc, token, (start, end))
                if inner:
                    made.append(inner)
    everyone = [*drafts, *made]
    for inner in everyone:
        if inner.parent is None and inner.cue:
            around = [one for one in everyone if one is not inner and covers(one.content, inner.cue[0][0])
                      and not _descends(one, inner)]
            # Of a relayed source and the one who relays it, both with this content, the inner one is the nearer.
            inner.parent = min(around, key=lambda one: (size(one.content), -_depth(one)), default=None)
    return drafts + [one for one in made if one.parent and _depth(one) <= _DEEPEST]


def _descends(draft: Draft, ancestor: Draft) -> bool:
    """Whether `ancestor` is above `draft` (or the chain is too long to be sane)."""
    above, steps = draft.parent, 0
    while above is not None and above is not ancestor and steps <= 2 * _DEEPEST:
        above, steps = above.parent, steps + 1
    return above is not None


def _depth(draft: Draft) -> int:
    steps = 0
    parent = draft.parent
    while parent is not None and steps <= _DEEPEST:
        steps, parent = steps + 1, parent.parent
    return steps


def _level(doc: Doc, verb: Token, within: Run) -> Draft | None:
    """The clause of which `verb` says that somebody says or thinks something, if the grammar is clear."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in words("cues", "levels"):
        return None
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    clause = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    if subject is None or clause is None or subject.lower_ in _ANYBODY:
        return None
    content = trimmed(doc, _clipped(phrase(clause), within))
    speaker = trimmed(doc, _clipped(phrase(subject), within))
    if content is None or speaker is None or content[0] <= verb.i:
        return None
    start, end = content
    if doc[start].dep_ == "mark" and doc[start].lower_ == "that" and end - start > 1:
        start += 1
    if end - start < 2:
        return None
    first = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in ("aux", "neg") and child.i > subject.i)])
    return Draft([(first, verb.i + 1)], [speaker], [(start, end)], 0.7, manner="level")


def _clipped(run: Run, within: Run) -> Run:
    return max(run[0], within[0]), min(run[1], within[1])
