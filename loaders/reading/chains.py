"""Who relayed a claim, and on whose word: "..., X and Y reported on Monday, citing Z", "according to a copy seen by Y".

The parser often loses these forms, so they are read from the order of words first.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from loaders.reading.draft import FINITE_TAGS, Draft, Run, covers, parties, phrase, size, trimmed, without
from loaders.reading.tidy import Quotations, after_that
from loaders.reading.words import words

_LONGEST_SPEAKER = 16     # tokens between the comma and "reported"
_LONGEST_TAIL = 14        # tokens of "on Nov. 23 in a post on its site" after it
_MOST = 40                # citations in one paragraph: more is no prose, and each looks at all claims
_TOLD = frozenset(("said", "learned", "learnt", "reported", "stated", "announced", "known", "noted", "understood",
                   "specified"))
_SAID_TO = frozenset(("said", "reported", "believed", "understood", "thought", "supposed", "alleged"))
_LEARNS = frozenset(("learns", "hears", "confides", "indicates", "specifies", "recalls"))
_NAMING = frozenset(("DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "JJ", "CD"))
_SAYING = frozenset(("saying", "telling", "warning", "arguing", "calling", "describing", "stating", "adding"))
_PERSONAL = frozenset(("PERSON", "ORG", "NORP", "GPE"))


def with_chains(doc: Doc, drafts: list[Draft], quotations: Quotations) -> list[Draft]:
    """The drafts with relayed sources as drafts of their own, each with the relaying one as its parent."""
    plain = doc.text.lower()
    for start, end in _statements(doc):
        drafts = _closing_report(doc, start, end, drafts)
    if "as " in plain:
        drafts = _as_reported(doc, drafts)
    if "it " in plain or "one " in plain:
        drafts = _impersonal(doc, drafts)
    if "according" in plain:
        drafts = _according(doc, drafts)
    if "quoted" in plain or "cited" in plain:
        drafts = _quoted_as_saying(doc, drafts, quotations)
    if any(part in plain for part in ("citing", "cite", "quot", "refer")):
        found = [token for token in doc if token.tag_ in ("VBG", "VBD", "VBZ", "VBN")
                 and token.lemma_.lower() in words("cues", "citing")]
        for token in found[:_MOST]:
            drafts = _citing(doc, token, drafts)
    for draft in drafts:
        draft.speaker = [name for run in draft.speaker for name in parties(doc, run)]
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
                return _replaced(doc, drafts, own, made)
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
        return _replaced(doc, drafts, own, made)
    return drafts


def _replaced(doc: Doc, drafts: list[Draft], own: list[Draft], made: Draft) -> list[Draft]:
    """`made` instead of its cue's `own` drafts; those within its content keep within it."""
    bounds = made.content[0]
    for one in drafts:
        if one not in own and covers([bounds], one.cue[0][0]):
            one.content, one.speaker = _within(one.content, bounds), _within(one.speaker, bounds)
    return [one for one in drafts if one not in own and one.content] + [made]


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


def _within(parts: list[Run], bounds: Run) -> list[Run]:
    return [(max(start, bounds[0]), min(end, bounds[1])) for start, end in parts
            if max(start, bounds[0]) < min(end, bounds[1])]


def _same(parts: list[Run], run: Run) -> bool:
    """Whether the parts hold nearly all of the run and little else."""
    inside = sum(max(0, min(end, run[1]) - max(start, run[0])) for start, end in parts)
    return inside >= 0.85 * max(run[1] - run[0], size(parts))


def _according(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """"according to a copy seen by X": the copy is the source, and X the one who relays it."""
    out = list(drafts)
    for draft in drafts:
        if not any("according" in doc[slice(*run)].text.lower() for run in draft.cue):
            continue
        after = max(end for _, end in draft.cue)
        source = next((token for token in doc[after:after + 12] if token.dep_ == "pobj"
                       and token.head.lower_ in ("to", "according")), None)
        if source is None:
            continue
        seen = next((child for child in source.subtree if child.tag_ == "VBN" and child.i > source.i
                     and child.lemma_.lower() in words("cues", "seen")), None)
        by = next((child for child in seen.children if child.lower_ in ("by", "with")), None) if seen else None
        name = next((child for child in by.children if child.dep_ == "pobj"), None) if by else None
        if seen is None or by is None or name is None:
            continue
        relay = Draft([(seen.i, by.i + 1)], [phrase(name)], list(draft.content), draft.confidence, manner="chain")
        document = trimmed(doc, (source.left_edge.i, seen.i))
        if document:
            draft.speaker, draft.parent, draft.manner = [document], relay, "chain"
            out = [one for one in out if one is draft or not covers(one.cue, seen.i)] + [relay]
    return out


def _citing(doc: Doc, verb: Token, drafts: list[Draft]) -> list[Draft]:
    """"X reported, citing Z": Z's claim, with the same content, relayed by X's."""
    to = next((child for child in verb.children if child.dep_ == "prep" and child.lower_ == "to"), None)
    named = next((child for child in (to or verb).children if child.dep_ in ("dobj", "pobj", "attr")), None)
    if named is None or not _source_like(named) or any(covers(one.cue, verb.i) and one.parent for one in drafts):
        return drafts
    if any(child.lower_ == "no" for child in named.children):
        return [one for one in drafts if not covers(one.cue, verb.i)]      # "citing no source" cites none
    speaker = _cited(doc, verb, named)
    sentence = verb.sent
    near = [one for one in drafts if not covers(one.cue, verb.i) and not one.parent and one.content
            and sentence.start <= one.cue[0][0] < sentence.end]
    inside = [one for one in near if not any(covers(other.content, one.cue[0][0]) for other in near)]
    if not inside:
        return drafts
    ancestors = {ancestor.i for ancestor in verb.ancestors}
    outer = min(inside, key=lambda one: (covers(one.content, verb.i), not any(covers(one.cue, i) for i in ancestors),
                                         abs(one.cue[0][0] - verb.i)))
    if verb.tag_ != "VBG" and not any(child.tag_ in ("WDT", "WP") for child in verb.children):
        return drafts
    start = verb.i
    while start and (doc[start - 1].text == "," or doc[start - 1].tag_ in ("WDT", "WP")):
        start -= 1
    hole = (start, speaker[1])
    outer.content = [run for run in (after_that(doc, part) for part in without(outer.content, hole)) if run]
    outer.speaker = [run for run in (trimmed(doc, part) for part in without(outer.speaker, hole)) if run]
    if not outer.content:
        return drafts
    if not outer.manner:
        outer.manner = "chain"
    inner = Draft([(verb.i, verb.i + 1)], [speaker], list(outer.content), outer.confidence, outer, "chain")
    return [one for one in drafts if one is outer or not covers([hole], one.cue[0][0])] + [inner]


def _impersonal(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """"As it was learned from X, ...", "..., it was said in X": what translated agency copy says for "X said"."""
    for token in doc[:-2]:
        end = token.i + 3
        verb = doc[end - 1]
        one = token.lower_ == "one" and doc[token.i + 1].lower_ in _LEARNS     # "one learns from X"
        if one:
            end, verb = token.i + 2, doc[token.i + 1]
        elif token.lower_ != "it" or doc[token.i + 1].lower_ not in ("was", "is") or verb.lower_ not in _TOLD:
            continue
        sentence = token.sent
        first = token.i - 1 if token.i and doc[token.i - 1].lower_ == "as" else token.i
        prep = next((child for child in verb.rights if child.lower_ in ("from", "by", "in", "among")), None)
        name = next((child for child in prep.rights if child.dep_ == "pobj"), None) if prep is not None else None
        named = name is not None and prep is not None and not (name.ent_type_ in ("GPE", "LOC", "FAC") and
                                                               prep.lower_ == "in")
        last = max(end, name.right_edge.i + 1) if name is not None else end
        before = trimmed(doc, (sentence.start, first))
        after = trimmed(doc, (last, sentence.end))
        leading = before is None or before[1] - before[0] < 3
        content = after if leading else before
        # Not "it was said that ...", which the tagger knows, nor a sentence in which something else is told.
        if content is None or (leading and first == token.i) or not any(
                doc[i].tag_ in FINITE_TAGS for i in range(*content)) or (not leading and doc[first - 1].text != ","):
            continue
        source = [phrase(name)] if name is not None and named else []
        own = [one for one in drafts if any(first <= start < last for start, _ in one.cue)]
        made = Draft([(first, end)], source, [content], 0.8, manner="chain")
        drafts = _replaced(doc, drafts, own, made)
    return drafts


def _as_reported(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """"As X reported, A is said to have done B": X's claim, and nobody else's."""
    for draft in drafts:
        cue = doc[draft.cue[0][0]]
        told = cue.head if cue.dep_ == "advcl" and cue.head.dep_ == "ROOT" else None
        as_ = any(child.dep_ == "mark" and child.lower_ == "as" for child in cue.children)
        if not as_ or told is None or not told.i > cue.i or told.lower_ not in _SAID_TO:
            continue
        own = [one for one in drafts if covers(one.cue, told.i) and not one.speaker]
        subject = next((child for child in told.lefts if child.dep_ == "nsubjpass"), None)
        whole = trimmed(doc, (subject.left_edge.i, told.sent.end)) if subject is not None and own else None
        if whole:
            draft.content = [whole]
            return [one for one in drafts if one not in own]
    return drafts


def _quoted_as_saying(doc: Doc, drafts: list[Draft], quotations: Quotations) -> list[Draft]:
    """"X quoted Z as saying that ...", "..., Z was quoted by X as saying": Z's claim, relayed by X's."""
    for verb in doc:
        if verb.lower_ not in ("quoted", "cited") or len(drafts) > 10 * _MOST:
            continue
        window = range(verb.i + 1, min(len(doc), verb.i + _LONGEST_SPEAKER))
        at = next((i for i in window if doc[i].lower_ == "as" and i + 1 < len(doc) and _saying(doc[i + 1])), None)
        if at is None:
            continue
        subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        by = next((i for i in range(verb.i + 1, at) if doc[i].lower_ in ("by", "in")), None)
        passive = doc[verb.i - 1].lemma_ == "be" if verb.i else False
        if subject is None or (not passive and at == verb.i + 1):
            continue
        one, other = trimmed(doc, phrase(subject)), trimmed(doc, (by + 1 if passive and by else verb.i + 1, at))
        source, relay = (one, other if by else None) if passive else (other, one)
        if source is None:
            continue
        own = [draft for draft in drafts if any(verb.i - 2 <= start <= at + 1 for start, _ in draft.cue)]
        after = trimmed(doc, (at + 2, verb.sent.end))
        before = next((run for run in quotations.runs if 0 <= source[0] - run[1] < 3), None)
        clause = trimmed(doc, (verb.sent.start, source[0])) if doc[source[0] - 1].text == "," else None
        content = before or after or clause
        if content is None:
            continue
        content = after_that(doc, content) or content
        outer = Draft([(verb.i, verb.i + 1)], [relay], [content], 0.9, manner="chain") if relay else None
        inner = Draft([(at + 1, at + 2)], [source], [content], 0.9, outer, "chain")
        drafts = [draft for draft in drafts if draft not in own] + [one for one in (outer, inner) if one]
    return drafts


def _saying(token: Token) -> bool:
    return token.lower_ in _SAYING or (token.tag_ == "VBG" and token.lemma_.lower() in words("cues", "levels"))


def _source_like(token: Token) -> bool:
    """Whether the noun is one that can know something."""
    return token.ent_type_ in _PERSONAL or token.lemma_.lower() in (
        words("cues", "sources") | words("nouns", "unnamed")) or (
        token.tag_ in ("PRP", "CD", "NNP", "NNPS"))


def _cited(doc: Doc, verb: Token, named: Token) -> Run:
    """The source's words: the phrase of the noun, up to the clause that it is said to have said."""
    start, end = named.left_edge.i, min(named.right_edge.i + 1, verb.sent.end)
    for i in range(named.i + 1, end):
        if doc[i].text in (",", ";", ":", '"') and not any(child.dep_ == "conj" and child.i > i
                                                           for child in (named, *named.conjuncts)):
            end = i
            break
        if (doc[i].lower_ == "that" and doc[i].dep_ == "mark") or (doc[i].lower_ == "as" and doc[i + 1:i + 2].text ==
                                                                 "saying"):
            end = i
            break
    return trimmed(doc, (max(start, verb.i + 1), max(end, named.i + 1))) or (named.i, named.i + 1)
