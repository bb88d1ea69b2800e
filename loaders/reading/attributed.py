"""Claims out of attributions: every attribution becomes a claim, unless it is nobody's; what none of them touches is
the outlet's own narration, one claim a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from loaders.reading.actors import Actors
from loaders.reading.acts import act_of, stance_of
from loaders.reading.attribution import Attribution
from loaders.reading.certainty import certainty, head_of, hedged_sayings
from loaders.reading.claims import Claims, trimmed
from loaders.reading.modality import hedge
from loaders.reading.noun_phrases import conjoined
from loaders.reading.occasions import carry_days, place_of_saying, time_of_saying
from loaders.reading.own_words import quotes_in, said_beside
from loaders.reading.parse import Paragraph
from loaders.reading.speakers import addressees, speakers, subject_of, without_addressee
from loaders.reading.times import TimeMention, by_paragraph
from loaders.reading.words import words
from schema import Claim, Document, Span

SUFFERING = words("speakers", "suffering")
DEALING = words("speakers", "dealing")
INWARD = {"accept", "agree", "believe", "expect", "fear", "oppose", "reject", "support", "want"}
WILLS = INWARD | {"demand", "promise", "propose", "thank", "threaten"}
SILENCE = re.compile(
    r"\b(?:declin|refus)\w* (?:to )?comment|\b(?:not|n[’']t)\b[\w ]{0,20}\b(?:respond|reply|return)\b|"
    r"\b(?:not|n[’']t) immediately comment|\b(?:would not|wouldn[’']t) comment",
    re.I,
)
ANONYMITY = re.compile(
    r"\bnot (?:to )?be (?:named|identified|quoted)\b|\banonym(?:ity|ous)|^(?:to be )?(?:named|identified)$", re.I
)


def claims_of(
    attributions: Sequence[Attribution], actors: Actors, times: Sequence[TimeMention], document: Document, outlet: str
) -> Claims:
    """Claims of all attributions, in order; narration for the sentences that none of them touches."""
    claims = Claims(actors.paragraphs, actors, document.text, outlet, document.published)
    told = by_paragraph(actors.paragraphs, times)
    for number, attribution in enumerate(attributions):
        if not any(nobodys(claims, attribution) for nobodys in (_nobody, _suffered, _anonymity, _dealing)):
            _attributed(claims, number, attribution, told[attribution.paragraph])
    for number, attribution in enumerate(attributions):
        claim, parent = claims.by_id.get(f"c{number + 1}"), f"c{(attribution.parent or 0) + 1}"
        if claim and attribution.parent is not None and parent in claims.by_id:
            claim.via = [parent]
    _own_quotations(claims)
    hedged_sayings(claims)
    carry_days(claims)
    touched = {(p, t) for cover in claims.covers.values() for p, tokens in cover.items() for t in tokens}
    for paragraph in actors.paragraphs:
        for sentence in paragraph.doc.sents:
            solid = [t for t in sentence if not t.is_punct and not t.is_space]
            spoken = [t for t in solid if (paragraph.index, t.i) in touched]
            if len(solid) > 2 and not spoken and not _cue_in(claims, paragraph, sentence):
                claims.narration(paragraph, sentence)
    return claims


def _own_quotations(claims: Claims) -> None:
    """Of "the agency reports that X said 'q'" the quotation is X's, not the agency's."""
    said: dict[str, set[str]] = {}   # claim -> the quotations of those whom it relays
    for claim in (*claims.all, *claims.parts):
        for level in list(claims.levels(claim))[1:] if claim.quote else ():
            said.setdefault(level.id, set()).add(str(claim.quote))
    for claim in claims.all:
        if claim.quote in said.get(claim.id, ()):
            claim.quote = None
    claims.parts = [part for part in claims.parts if part.quote is None or part.quote not in said.get(
        str(part.part_of), ())]


def _cue_in(claims: Claims, paragraph: Paragraph, sentence: Tokens) -> bool:
    span = paragraph.span(sentence)
    return any(span.start <= s.start < span.end for c in claims.saying[paragraph.index] for s in c.cue_spans)


def _nobody(claims: Claims, attribution: Attribution) -> bool:
    """ "Neither side mentioned a deal", "no official confirmed it": that nobody says it is the outlet's word."""
    if not attribution.speaker:
        return False
    paragraph = claims.paragraphs[attribution.paragraph]
    spoken = paragraph.tokens(attribution.speaker)
    if any(_of_another(verb, spoken) for verb in paragraph.tokens(attribution.cue) if verb.pos_ == "VERB"):
        return True
    named = {"nor"} & {t.lower_ for t in spoken} or any(t.ent_type_ == "PERSON" for t in spoken)
    return bool(spoken) and spoken[0].lower_ in ("neither", "no", "none", "nobody") and not named


def _of_another(verb: Token, spoken: Sequence[Token]) -> bool:
    """Whether the verb is not what the supposed speaker does: "was presented to X", "X gave Y until May to accept"."""
    to = any(t.dep_ == "pobj" and t.head.lower_ == "to" and t.head.head == verb for t in spoken)
    if to and any(c.dep_ == "auxpass" for c in verb.children):
        return True
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    above = verb.head
    return infinitive and above.lemma_ == "give" and verb.dep_ in ("advcl", "xcomp", "acl", "relcl") and any(
        t.head == above and t.dep_ == "nsubj" for t in spoken)


def _suffered(claims: Claims, attribution: Attribution) -> bool:
    """ "X faced criticism over ...": X is its target and the critics are not told, so that it is nobody's claim."""
    paragraph = claims.paragraphs[attribution.paragraph]
    verbs = [t for t in paragraph.tokens(attribution.cue) if t.lemma_.lower() in SUFFERING and t.pos_ == "VERB"]
    spoken = {t.i for t in paragraph.tokens(attribution.speaker)}
    return any(
        child.dep_ in ("nsubj", "nsubjpass")
        and child.i in spoken
        and act_of(paragraph.tokens(attribution.cue))[0] in ("criticise", "oppose", "praise", "reject", "support")
        for verb in verbs
        for child in verb.children
    )


def _dealing(claims: Claims, attribution: Attribution) -> bool:
    """ "X and Y are discussing a visit" is what they do, not what they say of it."""
    cue = claims.paragraphs[attribution.paragraph].tokens(attribution.cue)
    verbs = {t.lemma_.lower() for t in cue if t.pos_ in ("VERB", "NOUN")}
    return bool(verbs) and verbs <= DEALING


def _anonymity(claims: Claims, attribution: Attribution) -> bool:
    """ "who asked not to be named": a note on the source, not a claim."""
    return bool(ANONYMITY.search(claims.words(attribution.content))) and len(claims.words(attribution.content)) < 120


def _attributed(claims: Claims, number: int, attribution: Attribution, told: Sequence[TimeMention]) -> None:
    """One attribution as a claim, with its parts; `told` are the times of its paragraph."""
    paragraph = claims.paragraphs[attribution.paragraph]
    cue = paragraph.tokens(attribution.cue)
    claim = Claim(
        f"c{number + 1}",
        "indirect",
        claims.words(attribution.content) or "(no content)",
        confidence=attribution.confidence,
        content_spans=list(attribution.content),
        cue_spans=list(attribution.cue),
        speaker_spans=list(attribution.speaker),
        cue=claims.words(attribution.cue) or None,
    )
    claims.covers[claim.id] = claims.cover(attribution.content)
    if not attribution.speaker and not attribution.manner:
        attribution.speaker = claim.speaker_spans = subject_of(claims, paragraph, cue, claim)
    claim.speaker = speakers(claims, paragraph, attribution, claim)
    claim.act, negated = act_of(cue)
    content = [t for p, tokens in claims.covers[claim.id].items() for t in claims.paragraphs[p].doc if t.i in tokens]
    named = any(t.pos_ == "PROPN" for t in paragraph.tokens(attribution.speaker))
    if claim.speaker == [claims.outlet] and not named and claim.act in WILLS and not attribution.manner:
        if not attribution.speaker:
            return  # somebody offers, wants or rejects it, and it is not told who: never the outlet
        claim.act = "report"  # "the declaration demands ...": the outlet tells of it
    claim.stance = stance_of(claim.act, negated, content)
    claim.modality = certainty(claims, claim, cue, content, negated)
    quotes = quotes_in(claims, claim)
    if attribution.manner == "level" and claim.act in INWARD:
        quotes = []  # "X said the rebels accepted it 'as a basis'": X's words
    if quotes:
        claim.quote = claims.words(quotes[:1])
        claim.kind = "mixed" if said_beside(claims, content, quotes) else "direct"
    if attribution.manner == "transcript":
        claim.kind, claim.quote = "direct", claim.text
    silent = attribution.manner == "unanswered" or (
        SILENCE.search(f"{claim.cue} {claim.text}") is not None and len(claim.text.split()) < 9
    )
    if silent or attribution.manner == "request":
        claim.kind, claim.act, claim.modality, claim.stance, claim.quote = "request", "ask", "asserted", "neutral", None
    if silent and attribution.manner != "request":
        # "X declined to comment": the outlet asked X, and that is what is told
        claim.addressee = [n for n in claim.speaker if n != claims.outlet]
        claim.speaker = [claims.outlet]
    if not claim.addressee:
        claim.addressee = [n for n in addressees(claims, paragraph, cue, claim) if n not in claim.speaker]
    claim.text = without_addressee(claims, claim)
    claim.time = time_of_saying(claims, paragraph, cue, claim, told)
    claim.venue = place_of_saying(claims, paragraph, cue)
    head = head_of(content, cue)
    claim.about = _topic(claims, head, content, claim)
    claims.add(claim)
    for quote in quotes[1:]:
        _quote_part(claims, claim, quote)
    _clauses(claims, claim, paragraph, head)


def _topic(claims: Claims, head: Token | None, content: Sequence[Token], claim: Claim) -> list[str]:
    """Actors that the content is about: its head when that is a noun, else the subject of its head."""
    if head is None:
        return []
    paragraph = claims.home(head)
    inside = {t.i for t in content if t.doc is head.doc}
    found = claims.actors.who(paragraph, head)
    for child in head.children:
        if child.i in inside and child.dep_ in ("nsubj", "nsubjpass", "dobj", "poss"):
            found += claims.actors.who(paragraph, child)
    return [n for n in dict.fromkeys(found) if n not in claim.speaker]


def _clauses(claims: Claims, claim: Claim, paragraph: Paragraph, head: Token | None) -> None:
    """ "said that A and that B": two things said, each as sure as it is. The claim keeps the first, a part the
    second."""
    if head is None or head.doc != paragraph.doc or len(claim.content_spans) != 1 or claim.quote:
        return
    inside = claims.covers[claim.id].get(paragraph.index, set())
    for verb in conjoined(head):
        that = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that" and c.i in inside), None)
        if that is None or that.i < 2 or paragraph.doc[that.i - 1].pos_ != "CCONJ":
            continue
        end = claim.content_spans[0].end
        span = trimmed(paragraph, Span(paragraph.span(that).end, end))
        part = claims.copy(claim, f"{claim.id}t{that.i}", [span], claims.text[span.start : span.end])
        part.modality = hedge(verb, that.i, max(inside) + 1).modality
        claims.parts.append(part)
        before = trimmed(paragraph, Span(claim.content_spans[0].start, paragraph.span(paragraph.doc[that.i - 1]).start))
        claim.text = claims.text[before.start : before.end].rstrip(" ,")
        return


def _quote_part(claims: Claims, claim: Claim, quote: Span) -> None:
    text = claims.text[quote.start : quote.end]
    part = claims.copy(claim, f"{claim.id}q{quote.start}", [quote], text)
    part.quote, part.kind = text, "direct" if claim.kind == "direct" else "mixed"
    claims.parts.append(part)
