"""A sentence that closes with who reported it: "..., X and Y reported on Monday", "..., reported the paper".

The parser often loses the form, so it is read from the order of words.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from loaders.reading.draft import FINITE_TAGS, Draft, Run, covers, parties, replaced, size, trimmed
from loaders.reading.words import words

_LONGEST_SPEAKER = 16     # tokens between the comma and "reported"
_LONGEST_TAIL = 14        # tokens of "on Nov. 23 in a post on its site" after it
_NAMING = frozenset(("DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "JJ", "CD"))


def with_closing_reports(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts with what the sentences' ends say of who reported them."""
    for start, end in _statements(doc):
        drafts = _closing_report(doc, start, end, drafts)
    return drafts


def _statements(doc: Doc) -> Iterator[Run]:
    """Sentences, and what semicolons outside quotation marks make of them."""
    within = False
    for sentence in doc.sents:
        start = sentence.start
        for token in sentence:
            if token.text == '"':
                within = not within
            elif token.text == ";" and not within:
                yield start, token.i
                start = token.i + 1
        yield start, sentence.end


def _closing_report(doc: Doc, start: int, end: int, drafts: list[Draft]) -> list[Draft]:
    """A sentence that closes with ", X reported (on Monday)(, citing Z)." is what X reported."""
    for verb in range(end - 1, start + 4, -1):
        token = doc[verb]
        if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or token.lemma_.lower() not in words("cues", "reporting"):
            continue
        if not _plain_tail(doc, verb + 1, end):
            continue
        turned = _turned(doc, start, verb, end)
        if turned:
            comma, speaker = turned
            content = trimmed(doc, (start, comma))
            own = [one for one in drafts if covers(one.cue, verb)]
            if content and not (own and own[0].speaker and _same(own[0].content, content)):
                made = Draft([(verb, verb + 1)], [speaker], [content], 0.85, manner="chain")
                return replaced(drafts, own, made)
            continue
        before = verb
        while before > start and (doc[before - 1].tag_ in ("VBZ", "VBP", "VBD", "RB") and
                                  (doc[before - 1].lemma_ == "have" or doc[before - 1].tag_ == "RB")):
            before -= 1
        cut = _subject_comma(doc, start, before)
        if cut is None:
            cut, before = _apposed_subject(doc, start, before)
        if cut is None:
            continue
        named, content = trimmed(doc, (cut + 1, before)), trimmed(doc, (start, cut))
        if named is None or content is None:
            continue
        own = [one for one in drafts if covers(one.cue, verb)]
        if own and _same(own[0].content, content) and own[0].speaker:
            return drafts
        before += doc[before].text == ","
        made = Draft([(before, verb + 1)], [named], [content], max([0.9, *(one.confidence for one in own)]),
                     manner="chain")
        return replaced(drafts, own, made)
    return drafts


def _turned(doc: Doc, start: int, verb: int, end: int) -> tuple[int, Run] | None:
    """The comma and the speaker of ", reported the paper on Monday", if the sentence closes so."""
    if verb - 1 <= start + 3 or doc[verb - 1].text != "," or doc[verb - 2].text == '"' or verb + 1 >= end:
        return None
    token = doc[verb]
    if token.lemma_ in ("tell", "inform"):
        return None      # ", the source told the agency": it takes whom it is told, and is never turned
    if token.tag_ not in ("VBD", "VBZ") or any(child.dep_ in ("nsubj", "nsubjpass") and child.i < verb - 1 and
                                               child.left_edge.i > verb - 1 for child in token.children):
        return None
    if not any(doc[i].tag_ in FINITE_TAGS for i in range(start, verb - 1)) or doc[verb + 1].tag_ not in _NAMING:
        return None
    last = verb + 1
    while last < end and not (doc[last].tag_ in FINITE_TAGS or doc[last].text in ('"', ":", ";", "to")) and not (
            doc[last].tag_ in ("IN", "RB", "WRB", "WDT", "WP") and doc[last].lower_ != "of") and (
            doc[last].ent_type_ not in ("DATE", "TIME")) and doc[last].text not in (".",):
        last += 1
    if any(doc[i].tag_ in FINITE_TAGS for i in range(last, end)):
        return None
    speaker = trimmed(doc, (verb + 1, last))
    return (verb - 1, speaker) if speaker and any(doc[i].tag_.startswith("NN") for i in range(*speaker)) else None


def _subject_comma(doc: Doc, start: int, end: int) -> int | None:
    """The comma before the subject that ends at `end`, if a clause comes before it and the subject is a noun phrase."""
    at = end - 1
    while at > start and end - at <= _LONGEST_SPEAKER:
        token = doc[at]
        if token.text == ",":
            run = (at + 1, end)
            earlier = next((i for i in range(at - 1, max(start, at - 6), -1) if doc[i].text == ","), None)
            if earlier is not None and len(parties(doc, (earlier + 1, end))) > 2:
                at = earlier      # "X, Y and Z reported": the comma is within the list
                continue
            named = any(doc[i].tag_.startswith(("NN", "PRP")) for i in range(*run))
            clause = any(doc[i].tag_ in FINITE_TAGS for i in range(start, at))
            quotation = doc[at - 1].text == '"' and doc[start].text == '"'     # the tagger's own ground
            opening = doc[at + 1].tag_ in ("CC", "IN", "WDT", "WP", "WRB")
            return at if named and clause and not quotation and not opening else None
        if token.tag_.startswith(("VB", "MD", "W")) and token.dep_ != "amod":
            return None
        if token.text in ('"', ":", ";", "-", "–", "—"):
            return None
        at -= 1
    return None


def _apposed_subject(doc: Doc, start: int, end: int) -> tuple[int | None, int]:
    """Of ", its deputy head, X Y, said" the comma before the subject, and where the subject ends."""
    if doc[end - 1].text != ",":
        return None, end
    comma = next((i for i in range(end - 2, max(start, end - 8), -1) if doc[i].text == ","), None)
    if comma is None or not any(doc[i].tag_.startswith("NNP") for i in range(comma + 1, end - 1)):
        return None, end
    return _subject_comma(doc, start, comma), end - 1


def _plain_tail(doc: Doc, start: int, end: int) -> bool:
    """Nothing but when, where and to whom; the citation of a source may follow a comma."""
    for i in range(start, end):
        token = doc[i]
        if token.lemma_.lower() in words("cues", "citing"):
            return True
        if i - start > _LONGEST_TAIL or token.tag_ in FINITE_TAGS or token.text in ('"', ":", ";") or (
                token.lower_ in ("that", "whether", "how", "why")):
            return False
    return True


def _same(parts: list[Run], run: Run) -> bool:
    """Whether the parts hold nearly all of the run and little else."""
    inside = sum(max(0, min(end, run[1]) - max(start, run[0])) for start, end in parts)
    return inside >= 0.85 * max(run[1] - run[0], size(parts))
