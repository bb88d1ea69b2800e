"""What somebody denies, rejects or takes up as another's: "denied a report by X that ...", "dismissed Y's claim that".

Both say something of the same words: X that they are so, and who denies the report that they are not.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from loaders.reading.draft import Draft, covers, phrase, trimmed, within
from loaders.reading.words import words

_FROM = frozenset(("by", "from", "in"))


def with_reports(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts, and one more for each report or claim whose author stands with it."""
    for noun in doc:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in words("certainty", "reported"):
            continue
        clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl") and
                       doc[c.left_edge.i].lower_ == "that" and c.left_edge.i > noun.i), None)
        author = _author(noun, clause) if clause is not None else None
        content = trimmed(doc, (clause.left_edge.i + 1, clause.right_edge.i + 1)) if clause is not None else None
        if author is None or content is None:
            continue
        speaker = phrase(author)
        if author.dep_ == "poss":
            speaker = speaker[0], author.i + 1
        named = noun.left_edge.i, content[0]       # "a report by X that"
        for one in drafts:
            if any(named[0] <= start < content[1] and end > named[0] for start, end in one.content) and covers(
                    one.cue, noun.head.i):
                one.content = [content]
                one.cue = [run for run in within(one.cue, (0, named[0]))] or one.cue
        drafts = [one for one in drafts if not covers(one.cue, noun.i)]
        drafts.append(Draft([(noun.i, noun.i + 1)], [speaker], [content], 0.8))
    return drafts


def _author(noun: Token, clause: Token) -> Token | None:
    """Whose report it is; a paper that it stands in counts."""
    behind = next((t for c in noun.rights if c.lower_ in _FROM and c.i < clause.left_edge.i for t in c.children
                   if t.dep_ == "pobj" and (t.pos_ == "PROPN" or c.lower_ != "in")), None)
    return behind if behind is not None else next(
        (c for c in noun.lefts if c.dep_ == "poss" and c.pos_ in ("PROPN", "NOUN")), None)
