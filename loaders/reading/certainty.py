"""How surely a claim holds what it says: its own words, what the cue does to them, how the saying is hedged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.claims import Claims
from loaders.reading.modality import effect_of, hedge, leaning, weaker
from loaders.reading.parse import paragraph_at
from loaders.reading.words import table, words
from schema import Claim

BY_ACT: dict[str, str] = table("certainty")["by_act"]
WEAK_BELIEFS = words("certainty", "weak_beliefs")
REPORTED = words("certainty", "reported")
WONDERING = words("certainty", "wondering")
WISHES = {"want", "ask", "demand"}
CONDITION = re.compile(
    r"\b(?:provided that|provided (?:its?|the|his|her)|on (?:the )?condition that|"
    r"so long as|only if|only when|unless|otherwise|if not)\b",
    re.I,
)
WITHOUT = re.compile(r"\bwithout\b[^,.]{3,60}\bwould\b", re.I)  # "without a concession the talks would collapse"


def certainty(claims: Claims, claim: Claim, cue: Sequence[Token], content: Sequence[Token], negated: bool) -> str:
    """The modality of what `claim` says, its act being known; `claims.effects` notes what its cue does to an event."""
    head = head_of(content, cue)
    effect = effect_on(claim.act, negated, cue, head)
    claims.effects[claim.id] = effect
    if head is None:
        return weaker("asserted", effect) if effect and (claim.act not in WISHES or effect == "denied") else "asserted"
    here = [t.i for t in content if t.doc is head.doc]
    own = hedge(head, min(here), max(here) + 1).modality
    conditional = conditioned(head, content)
    if conditional and own != "denied":
        own = "conditional"
    own = backshifted(claims, claim, own)
    # a wish is asserted as a wish; only what it would bring about is not yet so (`effects`)
    modality = weaker(own, effect) if effect and (claim.act not in WISHES or effect == "denied") else own
    if head.lemma_ == "be" and any(c.dep_ == "attr" and c.lower_ in ("none", "nothing") for c in head.children):
        return weaker("denied", effect) if effect else "denied"  # "said there was none"
    if open_question(head):
        return "possible"
    inner = leaning(head)
    # "he said he expects ...", "is likely to ...": as sure as the expecting
    return weaker(modality, "conditional" if conditional else inner) if inner else modality


def effect_on(act: str, negated: bool, cue: Sequence[Token], head: Token | None) -> str | None:
    """What the cue does to the content: a denial denies it, a plan plans it, "did not say" leaves it possible."""
    effect = BY_ACT.get(act)
    lemmas = {t.lemma_.lower() for t in cue}
    if act in ("reject", "oppose") and head is not None and head.pos_ in ("VERB", "AUX"):
        effect = "denied"
    if act == "reject" and head is not None and head.lemma_.lower() in REPORTED:
        effect = "denied"
    if lemmas & WEAK_BELIEFS and not _deems(cue, head):
        effect = "possible"
    if not negated and any(_excludes(t) for t in cue):
        return "denied"  # "ruled out further aid"
    if negated and {"want", "say"} <= lemmas:
        return "denied"  # "does not want to have said"
    if negated:
        return "possible" if effect == "denied" or act not in ("support", "accept", "agree", "oppose") else None
    if not effect and any(effect_of(t) == "denied" and t.lemma_.lower() in ("fail", "unable") for t in cue):
        return "denied"
    return effect


def _deems(cue: Sequence[Token], head: Token | None) -> bool:
    """"considers that it comes late", "considering it 'a step backwards'": what somebody holds, not what is mulled."""
    verb = next((t for t in cue if t.lemma_.lower() == "consider"), None)
    if verb is None or any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children):
        return False
    judged = any(c.dep_ in ("ccomp", "oprd") and c.tag_ != "VBG" for c in verb.children)
    return judged or any(c.dep_ == "dobj" and c.lower_ in ("it", "this", "that", "them", "him", "her")
                         for c in verb.children)


def open_question(head: Token) -> bool:
    """"had not ruled out a detour", "might not attend": neither the one nor the other."""
    negated = any(c.dep_ == "neg" for c in head.children)
    return negated and (_excludes(head) or any(c.dep_ == "aux" and c.lower_ in ("may", "might") for c in head.children))


def _excludes(verb: Token) -> bool:
    return verb.lemma_ == "exclude" or (verb.lemma_ == "rule" and any(c.lower_ == "out" for c in verb.children))


def conditioned(head: Token, content: Sequence[Token]) -> bool:
    """Whether the content holds under a condition: "is prepared to leave if ...", "provided that ..."."""
    words = " ".join(t.text for t in content)
    if CONDITION.search(words) or WITHOUT.search(words):
        return True
    return any(
        t.dep_ == "mark" and t.lower_ in ("if", "unless") and t.head.head.lemma_.lower() not in WONDERING
        for t in content
        if t.doc == head.doc
    )


def backshifted(claims: Claims, claim: Claim, modality: str) -> str:
    """ "said it would sign": the will of what was said, a plan, unless a condition stands with it."""
    if (
        modality != "conditional"
        or claim.kind == "narration"
        or not claim.cue_spans
        or (claim.quote and claim.kind == "direct")
    ):
        return modality
    tokens = [
        claims.paragraphs[p].doc[i]
        for p, found in claims.covers.get(claim.part_of or claim.id, {}).items()
        for i in sorted(found)
    ]
    paragraph = paragraph_at(claims.paragraphs, claim.cue_spans[0].start)
    past = paragraph is not None and any(t.tag_ in ("VBD", "VBN") for t in paragraph.tokens(claim.cue_spans))
    would = any(t.lower_ == "would" for t in tokens)
    head = head_of(tokens)
    if not (past and would and head is not None) or conditioned(head, tokens):
        return modality
    return "expected" if claim.act == "expect" else "planned"


def hedged_sayings(claims: Claims) -> None:
    """The saying itself may be hedged: "would back it only if", "is expected to announce", "could reject". Or it is
    denied: "denied that it had agreed to pull back"."""
    for claim in claims.all:
        if claim.kind == "request" or not claim.cue_spans:
            continue
        at = claim.cue_spans[0].start
        paragraph = paragraph_at(claims.paragraphs, at)
        verb = next((t for t in paragraph.tokens(claim.cue_spans) if t.pos_ == "VERB"), None) if paragraph else None
        if paragraph is None or verb is None:
            continue
        if _within_denial(claims, claim, at):
            claim.modality = "denied"      # what it does to an event is told by the denial itself
            continue
        found = hedge(verb, verb.i, verb.i + 1).modality
        if verb.dep_ == "xcomp" and not {verb.head.i} & {t.i for t in paragraph.tokens(claim.cue_spans)}:
            found = weaker(found, effect_of(verb.head) or "asserted")
        if found in ("expected", "planned", "possible", "conditional"):
            claim.modality = weaker(claim.modality, found)
            claims.effects[claim.id] = weaker(claims.effects.get(claim.id) or "asserted", found)


def _within_denial(claims: Claims, claim: Claim, at: int) -> bool:
    """Whether one who relays the claim denies what stands at character `at`."""
    return any(level.act in ("deny", "reject") and level.modality == "denied"
               and any(span.start <= at < span.end for span in level.content_spans)
               for level in claims.levels(claim) if level is not claim)


def head_of(content: Sequence[Token], cue: Sequence[Token] = ()) -> Token | None:
    """The content's main word: what depends on the cue; else the first token whose head lies outside, a verb
    before a noun."""
    if not content:
        return None
    inside = {(id(t.doc), t.i) for t in content}
    roots = [
        t
        for t in content
        if not t.is_punct
        and not t.is_space
        and t.dep_ not in ("mark", "det", "prep", "cc")
        and ((id(t.doc), t.head.i) not in inside or t.head == t)
    ]
    spoken = {t.i for t in cue}
    direct = [t for t in roots if t.head.i in spoken and t.dep_ in ("dobj", "ccomp", "xcomp", "pcomp", "oprd", "acomp")]
    if direct and direct[0].doc == cue[0].doc:
        return next((t for t in direct if t.dep_ in ("ccomp", "xcomp")), direct[0])
    return next((t for t in roots if t.pos_ in ("VERB", "AUX")), roots[0] if roots else None)
