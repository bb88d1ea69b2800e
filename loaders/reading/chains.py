"""Who relayed a claim, and on whose word: "X reported, citing Z", "according to a copy seen by Y", "Z was quoted by X".

The parser often loses these forms, so they are read from the order of words first.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from loaders.reading.closing_reports import with_closing_reports
from loaders.reading.draft import FINITE_TAGS, Draft, Run, covers, parties, phrase, replaced, trimmed, without
from loaders.reading.noun_phrases import INDEFINITE
from loaders.reading.tidy import Quotations, after_that
from loaders.reading.words import words

_LONGEST_SPEAKER = 16     # tokens between "quoted" and "as saying"
_MOST = 40                # citations in one paragraph: more is no prose, and each looks at all claims
_TOLD = frozenset(("said", "learned", "learnt", "reported", "stated", "announced", "known", "noted", "understood",
                   "specified"))
_SAID_TO = frozenset(("said", "reported", "believed", "understood", "thought", "supposed", "alleged"))
_LEARNS = frozenset(("learns", "hears", "confides", "indicates", "specifies", "recalls"))
_SAYING = frozenset(("saying", "telling", "warning", "arguing", "calling", "describing", "stating", "adding"))
_PERSONAL = frozenset(("PERSON", "ORG", "NORP", "GPE"))


def with_chains(doc: Doc, drafts: list[Draft], quotations: Quotations) -> list[Draft]:
    """The drafts with relayed sources as drafts of their own, each with the relaying one as its parent."""
    plain = doc.text.lower()
    drafts = with_closing_reports(doc, drafts)
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
        drafts = replaced(drafts, own, made)
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
    if any(child.lower_ in INDEFINITE for child in named.children):     # "quoted a negotiator, X and Y have not spoken"
        proper = [child for child in (*named.conjuncts, *(c for c in named.children if c.dep_ in ("appos", "conj")))
                  if child.pos_ == "PROPN" and child.i > named.i]
        end = min([end, *(child.left_edge.i for child in proper)])
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
