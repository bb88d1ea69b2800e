"""Pairs of claims that the text itself sets against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.claims import Claims
from loaders.reading.parse import paragraph_at
from schema import Claim

PAST_TIMES = {"initially", "originally", "previously", "earlier", "first", "once", "ago"}


def put_contrasts(claims: Claims) -> None:
    """ "While X initially said ..., Y later signalled ...": the text sets two claims against each other."""
    cues: defaultdict[int, list[tuple[Token, Claim]]] = defaultdict(list)  # by paragraph
    for claim in claims.all:
        if claim.kind == "narration":
            continue
        for span in claim.cue_spans:
            paragraph = paragraph_at(claims.paragraphs, span.start)
            if paragraph:
                token = next(
                    (t for t in paragraph.doc if paragraph.start + t.idx >= span.start and t.pos_ == "VERB"), None
                )
                if token is not None and paragraph.start + token.idx < span.end:
                    cues[paragraph.index].append((token, claim))
    for here in cues.values():
        for token, claim in here:
            contrast = token.dep_ == "advcl" and any(
                c.dep_ == "mark" and c.lower_ in ("while", "although", "though", "whereas") for c in token.children
            )
            for verb, against in here if contrast else ():
                apart = against is not claim and set(against.speaker) != set(claim.speaker)
                if apart and verb == token.head and not against.via:
                    against.contradicts.append(claim.id)


def put_reversals(claims: Claims) -> None:
    """ "X initially said ... On Wednesday X signalled ...": the later claim is set against the earlier."""
    told = [c for c in claims.all if c.kind != "narration" and not c.via]
    for number, claim in enumerate(told):
        at = claim.cue_spans[0].start if claim.cue_spans else -1
        home = paragraph_at(claims.paragraphs, at)
        cue = next((t for t in home.doc if home.start + t.idx == at), None) if home else None
        if cue is None:
            continue
        near = {t.lower_ for t in [cue, *cue.children, cue.head]}
        if _turned(cue, claim, told):
            continue
        if near & {"initially", "originally", "previously", "earlier", "first"}:
            later = next(
                (c for c in told[number + 1 : number + 4] if set(c.about) & set(claim.about) - set(claim.speaker)),
                None,
            )
            if later and claim.id not in later.contradicts and later.id not in claim.contradicts:
                later.contradicts.append(claim.id)


def _turned(cue: Token, claim: Claim, told: Sequence[Claim]) -> bool:
    """ "X, who last week said A, said on Wednesday that B": B is set against A."""
    if cue.dep_ != "relcl" or cue.head.dep_ != "nsubj" or not claim.cue_spans:
        return False
    verb = cue.head.head
    start = claim.cue_spans[0].start + verb.idx - cue.idx
    later = next((c for c in told if c.cue_spans and c.cue_spans[0].start <= start < c.cue_spans[-1].end), None)
    same = later is not None and later is not claim and later.speaker == claim.speaker
    changed = any(t.lower_ in PAST_TIMES or t.ent_type_ == "DATE" for c in cue.children for t in c.subtree if c.dep_ in
                  ("npadvmod", "advmod", "prep"))
    if later is None or not same or not changed or {claim.act, later.act} - {"say", "hint", "confirm"}:
        return False
    later.contradicts.append(claim.id)
    return True
