"""Lists by their commas: "halt a, open b and set up c", "the return of a, an end to b and c".

The parser hangs the later items of a list on almost anything. What it cannot lose are the commas, the "and" before the
last item, and that all items begin alike: with the same form of a verb, or as noun phrases do.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Token

from loaders.reading.noun_phrases import ARTICLES
from loaders.reading.words import words

LONGEST = 70     # tokens of a list
_NOMINAL = frozenset(("DT", "PRP$", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "PDT", "$",
                      "``"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENING = frozenset(("if", "that", "which", "who", "when", "where", "unless", "whose", "once", "until", "as"))
_ORDINALS = frozenset(("and", "first", "firstly", "second", "secondly", "third", "thirdly", "fourth", "finally"))
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
            after += 3 * _numbered(doc, after)
            if after >= end or after == starts[-1]:
                continue
            if _alike(doc, after, kind):
                starts.append(after)
                last_joined = joined or after == at + 2
    if kind == "nominal":
        starts, last_joined = _nominal(doc, starts, end)
    if len(starts) < 2 or not last_joined:
        return []
    items = [(here, trimmed(doc, here, following)) for here, following in pairwise([*starts, end])]
    if kind == "nominal" and any(_clause(doc, *item) for item in items):
        return []
    return items


def _end(doc: Doc, first: int, end: int) -> int:
    """Before the words that lead out of the list: ", according to", ", X said", a dash, a closing quotation mark."""
    inside = sum(token.text == '"' for token in doc[:first]) % 2
    for at in range(first, end):
        text = doc[at].text
        if (text in (";", ":", "–", "—", "(", "--") and not _numbered(doc, at)) or (text == '"' and inside):
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


def _numbered(doc: Doc, at: int) -> bool:
    """Whether "(a)" or "(2)" stands there."""
    return at + 2 < len(doc) and doc[at].text == "(" and len(doc[at + 1]) < 3 and doc[at + 2].text == ")"


def enumerators(doc: Doc) -> list[int]:
    """Where "(a)", "(b)", ... stand, counted from their beginning; empty where they do not begin with the first."""
    found = [at for at in range(len(doc)) if _numbered(doc, at)]
    return found if found and doc[found[0] + 1].lower_ in ("a", "i", "1") else []


def _kind(doc: Doc, first: int) -> str:
    """How the items begin: "to", "that", a form of a verb ("VB", "VBZ", "VBD", "VBG"), or "nominal"."""
    token = doc[first]
    if token.lower_ in ("to", "that", "for"):
        return token.lower_
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound"):
        return {"VBP": "VB", "VBN": "VBD"}.get(token.tag_, token.tag_)
    return "nominal"


def _alike(doc: Doc, at: int, kind: str) -> bool:
    token = doc[at]
    if kind in ("to", "that", "for"):
        return token.lower_ == kind or (kind == "to" and _verb(token, "VB"))
    if kind == "nominal":
        return token.tag_ in _NOMINAL and token.lower_ not in _LEAVING
    if kind == "VBG" and token.lower_ in ARTICLES:      # "phasing out subsidies, a tax on x and the sale of y"
        return True
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
    determined = [doc[at].lower_ in ARTICLES or doc[at].tag_ in ("CD", "PRP$") for at in (starts[0], last)]
    if last in kept:
        return kept, len(kept) > 1
    if after_commas and (len(kept) > 1 or all(determined) or (_measured(doc, starts[0], last) and _measured(
            doc, last, end))):
        alike = [at for at in ands if at > max(kept) and (doc[at].lower_ in ARTICLES) == (
            doc[max(kept)].lower_ in ARTICLES)]
        return [*kept, (alike or [last])[-1]], True
    return kept, False


def _measured(doc: Doc, first: int, end: int) -> bool:
    """"a cap of five patients", "raises of 18%": a thing and how much of it."""
    return any(doc[at].lower_ == "of" and doc[at + 1].like_num and doc[at - 1].pos_ == "NOUN"
               for at in range(first + 1, min(end - 1, first + 5)))


def sums(doc: Doc, verb: Token, end: int) -> list[tuple[int, int]]:
    """Of "would give drivers 3% now and 4% next year and a bonus" each sum by itself; empty where it is one thing."""
    first = next((at for at in range(verb.i + 1, min(end, verb.i + 6)) if _sum(doc[at])), None)
    if first is None or doc[first].lower_ in ARTICLES:
        return []
    end = _end(doc, first, min(end, verb.sent.end))
    starts = [first, *(at + 1 for at in range(first + 1, end - 1) if doc[at].lower_ == "and" and _sum(doc[at + 1]))]
    items = [(here, trimmed(doc, here, following)) for here, following in pairwise([*starts, end])]
    measured = sum(any(t.like_num for t in doc[first:last]) for first, last in items)
    if len(items) < 2 or measured < 2 or any(_clause(doc, *item) for item in items):
        return []
    return [(first + (doc[first].lower_ in ARTICLES), last) for first, last in items]


def _sum(token: Token) -> bool:
    return token.like_num or token.is_currency or token.lower_ in ARTICLES


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


def trimmed(doc: Doc, first: int, last: int) -> int:
    if last - 3 > first and _numbered(doc, last - 3):
        last -= 3
    while last - 1 > first and (doc[last - 1].text in (",", ".", "!", "?") or doc[last - 1].lower_ in ("and", "or") or
                                doc[last - 1].is_space):
        last -= 1
    return last


def apart(doc: Doc, first: int, end: int) -> list[tuple[int, int]]:
    """The parts of [first, end) between semicolons, without "first,", "(a)" and "and" in front; empty without one."""
    cuts = [at for at in range(first, end) if doc[at].text == ";"]
    parts = []
    for start, stop in pairwise([first - 1, *cuts, end]) if cuts else ():
        start += 1
        while start < stop and (doc[start].text in (",", "(", ")", "-", "•", "*") or doc[start].is_space or (
                doc[start].lower_ in _ORDINALS or (len(doc[start]) == 1 and doc[start + 1 : start + 2].text == ")"))):
            start += 1
        if start < stop:
            parts.append((start, trimmed(doc, start, stop)))
    return parts


def clauses(doc: Doc, first: int, end: int, gapped: bool = False) -> list[tuple[int, int]]:
    """Of "under the draft each would a, b would go to c, and nobody could d" the clauses with a modal of their own.

    `gapped`: also those that share the first one's ("the text would be signed in May, the tariffs dropped by June").
    """
    cuts = [at for at in range(first, end) if doc[at].text in (",", ";")]
    parts: list[tuple[int, int]] = []
    for start, stop in pairwise([first - 1, *cuts, end]):
        start += 1
        start += start < stop and doc[start].lower_ in ("and", "but")
        verb = next((at for at in range(start, stop) if doc[at].tag_ == "MD" or (
            gapped and parts and doc[at].tag_ in ("VBN", "VBD"))), None)
        subject = verb is not None and any(doc[at].pos_ in ("NOUN", "PROPN", "PRON") for at in range(start, verb))
        if subject:
            parts.append((start, trimmed(doc, start, stop)))
        elif parts and doc[start - 1].text == ",":
            parts[-1] = (parts[-1][0], trimmed(doc, parts[-1][0], stop))
    return parts if len(parts) > 1 else []


def statement_end(doc: Doc, first: int) -> int:
    """Where the statement ends: the parser takes some semicolons for full stops."""
    return next((at for at in range(first, len(doc)) if doc[at].text in (".", "!", "?")), len(doc))
