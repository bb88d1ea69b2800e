"""Saying, thinking and wanting that the tagger leaves out, by the grammar: mostly levels inside what is said.

In "X told Y that Z had warned ...", Z's warning is a claim that X relays; the training data marks the outermost level
only. Outside of contents the same grammar finds what the tagger is unsure of ("the League demands a cut").
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from loaders.reading.draft import FINITE_TAGS, Draft, Run, covers, phrase, size, trimmed
from loaders.reading.tidy import after_that
from loaders.reading.words import words

_ANYBODY = frozenset(("you", "there", "that", "this", "what", "one"))
_THINGS = frozenset(("it", "which"))      # may want something, but in "it said" they are mostly found by the tagger
_EXCLUDING = frozenset(("exclude", "rule"))    # "did not rule out": only so an attitude
_PERSONS = frozenset(("i", "we", "he", "she", "they", "who", "both", "neither", "some", "others", "many"))
_CONDITIONS = frozenset(("if", "unless", "whether", "once", "until"))
_ENDING = frozenset(("advcl", "parataxis", "ccomp", "mark", "nsubj"))
_DEEPEST = 4


def with_levels(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts and one more for each clause of saying or wanting that has none; within a content, its child."""
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
    spoken = {i for one in drafts for start, end in one.speaker for i in range(start, end)}
    began = {one.cue[0][0] for one in drafts if one.cue}
    known = seen | taken | spoken
    for token in doc:
        if token.i not in known:
            outside = _level(doc, token, (0, len(doc)))
            if outside and not any(start in began for start in range(*outside.content[0])):
                made.append(outside)
    everyone = [*drafts, *made]
    for inner in everyone:
        if inner.parent is None and inner.cue:
            around = [one for one in everyone if one is not inner and covers(one.content, inner.cue[0][0])
                      and not _descends(one, inner)]
            # Of a relayed source and the one who relays it, both with this content, the inner one is the nearer.
            inner.parent = min(around, key=lambda one: (size(one.content), -_depth(one)), default=None)
    for one in made:
        one.manner = "level" if one.parent else ""
    return drafts + [one for one in made if _depth(one) <= _DEEPEST]


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
    """The clause of which `verb` says that somebody says, thinks or wants it, if the grammar is clear."""
    if verb.pos_ != "VERB" or not _asserted(verb) or verb.sent.text.rstrip().endswith("?"):
        return None
    subject = _subject(verb)
    if subject is None or subject.lower_ in _ANYBODY:
        return None
    said = _said(verb) if subject.lower_ not in _THINGS else None
    wanted = _wanted(verb) if not said and (holder(subject) or subject.lower_ == "it") and (
        subject.lower_ not in ("i", "we")) else None
    if wanted and within != (0, len(doc)) and any(child.tag_ == "MD" for child in verb.lefts):
        return None        # "she said it would not accept": one claim, not two
    content = after_that(doc, _clipped(said or wanted or (verb.i, verb.i), within))
    speaker = trimmed(doc, _clipped(_short(subject), within))
    if content is None or speaker is None or content[0] <= verb.i or (said and content[1] - content[0] < 2):
        return None
    first = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in ("aux", "neg") and child.i > subject.i)])
    last = max([verb.i, *(child.i for child in verb.rights if child.dep_ == "prt" and child.i < content[0])])
    return Draft([(first, last + 1)], [speaker], [content], 0.7)


def _subject(verb: Token) -> Token | None:
    """Its own, or of "has offered a rise but has refused to sign" the one that the second shares with the first."""
    own = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
    if own is None and verb.dep_ == "conj" and any(child.dep_ == "aux" for child in verb.lefts):
        own = next((child for child in verb.head.lefts if child.dep_ == "nsubj"), None)
    return own if own is not None and own.dep_ == "nsubj" else None


def _asserted(verb: Token) -> bool:
    """A finite verb that is not under an "if". (The parser takes some plural presents for infinitives.)"""
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if verb.tag_ not in (*FINITE_TAGS, "VB") and not any(child.tag_ in FINITE_TAGS for child in helpers):
        return False
    if any(child.tag_ == "TO" for child in helpers):
        return False
    return not (verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in _CONDITIONS
                                             for child in verb.lefts))


def _said(verb: Token) -> Run | None:
    """The clause that is said or thought."""
    if verb.lemma_.lower() not in words("cues", "levels"):
        return None
    clause = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    return phrase(clause) if clause is not None else None


def _wanted(verb: Token) -> Run | None:
    """What is wanted, offered, feared or refused: an infinitive, an object, or what follows "for" or "on"."""
    lemma = verb.lemma_.lower()
    if lemma not in words("cues", "wills") and not (lemma in _EXCLUDING and any(
            child.dep_ == "neg" for child in verb.lefts)):
        return None
    parts = [child for child in verb.rights if child.dep_ in ("xcomp", "ccomp", "dobj") or (
        child.dep_ == "npadvmod" and lemma in ("propose", "offer", "demand", "want", "seek")) or (
        child.dep_ == "prep" and child.lower_ in words("cues", "will_prepositions"))]
    if not parts or parts[0].tag_ in ("WDT", "WP"):
        return None
    end = parts[0].right_edge.i + 1
    for child in verb.rights:
        if child.i < end or child.dep_ == "punct":
            continue
        if child.dep_ in _ENDING or (child.dep_ in ("conj", "cc") and not (
                parts[0].dep_ == "xcomp" and child.tag_ in ("VB", "CC"))):
            break
        if child.dep_ != "cc":
            end = child.right_edge.i + 1
    return parts[0].left_edge.i, end


def holder(subject: Token) -> bool:
    """Whether the subject is somebody who can say or want: a name, a person's pronoun, a noun for people or a body."""
    if subject.tag_ in ("NNP", "NNPS", "CD") or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if subject.lower_ == "which" and subject.head.dep_ == "relcl":
        return subject.head.head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    return subject.lower_ in _PERSONS or subject.lemma_.lower() in words("cues", "holders")


def _short(subject: Token) -> Run:
    """The subject without a side clause behind a comma."""
    start, end = phrase(subject)
    for child in subject.rights:
        if child.dep_ in ("relcl", "acl") or (child.dep_ == "punct" and child.text == "," and not any(
                other.dep_ in ("conj", "appos") for other in subject.rights)):
            end = min(end, child.left_edge.i)
    return start, max(end, subject.i + 1)


def _clipped(run: Run, within: Run) -> Run:
    return max(run[0], within[0]), min(run[1], within[1])
