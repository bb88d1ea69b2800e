"""Whether what a stretch of text belongs to lies ahead, by the verbs that govern it in the parse."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

_MODALS = frozenset({"will", "would", "could", "may", "might", "shall", "should", "can", "must", "'ll", "wo", "ca"})
_AHEAD = frozenset({"schedule", "plan", "expect", "due", "set", "slate", "ahead", "upcoming", "deadline", "loom",
                    "invite", "postpone", "delay", "reschedule", "hope", "aim", "intend", "prepare", "await",
                    "possible"})
_SAYING = frozenset({"say", "tell", "report", "announce", "add", "write", "note", "confirm", "state", "warn"})
# verbs whose object lies ahead though they are told in the past: "did not rule out a meeting on Saturday"
_OPENING = frozenset({"consider", "propose", "offer", "suggest", "demand", "seek", "mull", "float", "foresee",
                      "pencil", "promise", "discuss", "weigh", "want", "request", "threaten"})
_HAPPENING = frozenset({"take", "happen", "occur", "materialise", "materialize", "come", "convene", "go", "be"})
_CLIMB = 12   # heads: as far up as a governing verb is looked for, which keeps the walk linear


class Tense:
    """Tenses in one parsed paragraph."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts: list[int] = []

    def future(self, start: int, end: int) -> bool | None:
        """True where characters [start, end) belong to what lies ahead, False to what is past, None if nothing says."""
        if not len(self.doc):
            return None
        if not self._starts:
            self._starts = [token.idx for token in self.doc]
        token = self.doc[max(0, bisect_right(self._starts, start) - 1)]
        last = max(0, bisect_right(self._starts, max(start, end - 1)) - 1)
        while token.i < token.head.i <= last:
            token = token.head
        if token.dep_ == "pobj" and token.head.lower_ == "for":   # "summoned for Friday"
            return not _never(token)
        if any(up.lemma_ == "summon" for up, _ in zip(token.ancestors, range(4), strict=False)):
            return True     # "has summoned both sides to a session on Friday"
        noun = token.dep_ == "pobj" and token.head.lower_ in ("by", "before")     # "wanted an answer by Sunday"
        for _ in range(_CLIMB):
            if token.lemma_.lower() in _AHEAD:
                return not _never(token)
            if token.lemma_ == "rule" and any(child.dep_ == "dobj" for child in token.children):
                return True
            if noun and token.pos_ == "VERB" and token.lemma_ in _OPENING:
                return True
            noun = noun or (token.pos_ == "NOUN" and token.dep_ in ("dobj", "pobj"))
            if token.pos_ in ("VERB", "AUX") and (found := _of(token)) is not None:
                return found
            if token.head.i == token.i:
                return None
            token = token.head
        return None


def _never(token: Token) -> bool:
    """Whether what was to come never came: "a call planned for Sunday never took place"."""
    return any(verb.tag_ == "VBD" and verb.lemma_ in _HAPPENING and any(child.dep_ == "neg" for child in verb.children)
               for verb, _ in zip(token.ancestors, range(_CLIMB), strict=False))


def _of(verb: Token) -> bool | None:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(helper.lower_ in _MODALS or helper.tag_ == "TO" for helper in helpers):
        return True
    if any(child.lemma_.lower() in _AHEAD for child in verb.children if child.dep_ in ("acomp", "attr")):
        return True
    if verb.tag_ == "VBN" and not helpers and verb.dep_ in ("ccomp", "xcomp", "oprd"):   # "wants it accepted by June"
        return None
    if verb.tag_ in ("VBD", "VBN") or any(helper.tag_ == "VBD" or helper.lemma_ == "have" for helper in helpers):
        return False
    if verb.tag_ == "VBG":
        return True if any(helper.tag_ in ("VBZ", "VBP") for helper in helpers) else None
    return True if verb.tag_ in ("VBP", "VBZ") and verb.lemma_ not in _SAYING else None
