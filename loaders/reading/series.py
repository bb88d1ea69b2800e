"""Lists by their commas: "halt a, open b and set up c", "the return of a, an end to b and c".

The parser hangs the later items of a list on almost anything. What it cannot lose are the commas, the "and" before the
last item, and that all items begin alike: with the same form of a verb, or as noun phrases do.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Token

from loaders.reading.words import words

LONGEST = 70     # tokens of a list
_NOMINAL = frozenset(("DT", "PRP$", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "PDT", "$",
                      "``"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENING = frozenset(("if", "that", "which", "who", "when", "where", "unless", "whose", "once", "until", "as"))
_LEAVING = frozenset(("who", "which", "whose", "where", "when", "while", "but", "as", "according", "after", "before",
                      "although", "though", "because", "since", "including", "saying", "adding", "citing", "if", "so",
                      "however", "provided", "unless", "despite", "amid", "with", "in", "under", "said", "until"))


def series(doc: Doc, first: int, end: int) -> list[tuple[int, int]]:
    """The items, as token ranges, of the list that begins at token `first` and ends before token `end` at the latest.

    Empty where it is no list: fewer than two items, no "and" or "or" before the last, or items that begin unlike.
    """
    end = _end(doc, first, min(end, doc[first].sent.end, first + LONGEST))
    kind = _kind(doc, first)
    starts = [first]
    last_joined = False
    for at in range(first + 1, end - 1):
        if doc[at].text == "," or doc[at].lower_ in ("and", "or"):
            joined = doc[at].text != ","
            after = at + 1 if joined or doc[at + 1].lower_ not in ("and", "or") else at + 2
            if after >= end or after == starts[-1]:
                continue
            if _alike(doc, after, kind):
                starts.append(after)
                last_joined = joined or after == at + 2
    if kind == "nominal":
        starts, last_joined = _nominal(doc, starts, end)
    if len(starts) < 2 or not last_joined:
        return []
    items = [(here, _trimmed(doc, here, following)) for here, following in pairwise([*starts, end])]
    if kind == "nominal" and any(_clause(doc, *item) for item in items):
        return []
    return items


def _end(doc: Doc, first: int, end: int) -> int:
    """Before the words that lead out of the list: ", according to", ", X said", a dash, a closing quotation mark."""
    inside = sum(token.text == '"' for token in doc[:first]) % 2
    for at in range(first, end):
        text = doc[at].text
        if text in (";", ":", "–", "—", "(", "--") or (text == '"' and inside):
            return at
        if text == "-" and at + 1 < end and doc[at].whitespace_ and doc[at - 1].whitespace_:
            return at
        if text == '"':
            inside = 1 - inside
        if text == "," and at + 1 < end:
            after = doc[at + 1]
            if after.lower_ in _LEAVING or (after.lower_ in ("and", "or") and at + 2 < end and
                                            doc[at + 2].lower_ in _LEAVING):
                return at
    return end


def _kind(doc: Doc, first: int) -> str:
    """How the items begin: "to", "that", a form of a verb ("VB", "VBZ", "VBD", "VBG"), or "nominal"."""
    token = doc[first]
    if token.lower_ in ("to", "that"):
        return token.lower_
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound"):
        return {"VBP": "VB", "VBN": "VBD"}.get(token.tag_, token.tag_)
    return "nominal"


def _alike(doc: Doc, at: int, kind: str) -> bool:
    token = doc[at]
    if kind in ("to", "that"):
        return token.lower_ == kind or (kind == "to" and _verb(token, "VB"))
    if kind == "nominal":
        return token.tag_ in _NOMINAL and token.lower_ not in _LEAVING
    return _verb(token, kind)


def _verb(token: Token, form: str) -> bool:
    """Whether the word is, or where the tagger errs may be, that form of a verb."""
    if token.tag_ in {"VB": ("VB", "VBP"), "VBD": ("VBD", "VBN"), "VBZ": ("VBZ",), "VBG": ("VBG",)}.get(form, ()):
        return token.dep_ not in ("amod", "compound") or form == "VBD"
    terms = words("terms", "terms") | words("terms", "contains")
    if form == "VB":
        return token.lower_ in terms and token.tag_ in ("NN", "JJ", "RB", "IN", "NNP")
    return form == "VBZ" and token.lemma_.lower() in terms and token.tag_ == "NNS"


def _nominal(doc: Doc, starts: list[int], end: int) -> tuple[list[int], bool]:
    """Of the places where a noun phrase begins after a comma or "and", those that are items of the list.

    Each comma is one. An "and" is one if it is the last, and the list has commas or both sides begin alike ("a waiver
    for x and a stake in y", not "aid and trade").
    """
    commas = [at for at in starts[1:] if doc[at - 1].text == "," or doc[at - 2].text == ","]
    ands = [at for at in starts[1:] if doc[at - 1].lower_ in ("and", "or")]
    kept = [starts[0], *(at for at in commas if at not in ands or doc[at - 2].text == ",")]
    if not ands:
        return kept, False
    last = ands[-1]
    after_commas = last > max(kept)
    determined = [doc[at].lower_ in ("a", "an", "the") or doc[at].tag_ in ("CD", "PRP$") for at in (starts[0], last)]
    if last in kept:
        return kept, len(kept) > 1
    if after_commas and (len(kept) > 1 or all(determined)):
        alike = [at for at in ands if at > max(kept) and (doc[at].lower_ in ("a", "an", "the")) == (
            doc[max(kept)].lower_ in ("a", "an", "the"))]
        return [*kept, (alike or [last])[-1]], True
    return kept, False


def _clause(doc: Doc, first: int, last: int) -> bool:
    """Whether an item of nouns has a verb of its own, which is then no item but another statement."""
    opened = False
    for at in range(first, last):
        opened = opened or doc[at].lower_ in _OPENING
        token = doc[at]
        bare = token.tag_ == "VBD" and not any(c.dep_ in ("dobj", "ccomp", "xcomp", "aux") for c in token.children)
        if token.tag_ in _FINITE and not opened and not bare and token.dep_ not in ("amod", "compound", "acl"):
            return True
    return False


def _trimmed(doc: Doc, first: int, last: int) -> int:
    while last - 1 > first and (doc[last - 1].text in (",", ".", "!", "?") or doc[last - 1].lower_ in ("and", "or") or
                                doc[last - 1].is_space):
        last -= 1
    return last
