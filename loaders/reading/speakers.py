"""Who says a claim and to whom, as actors: from the tagger's spans, else from the parse around the cue."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from loaders.reading.attribution import Attribution
from loaders.reading.claims import Claims
from loaders.reading.name_types import bare_name
from loaders.reading.noun_phrases import conjoined, root
from loaders.reading.parse import Paragraph, paragraph_at
from loaders.reading.speaker_phrases import described, within
from loaders.reading.unnamed import unnamed
from loaders.reading.words import words
from schema import Claim, Span

REPORTS = words("speakers", "reports")
ADDRESSED = words("speakers", "addressed")
STATEMENTS = frozenset(("communique", "communiqué", "declaration", "letter", "statement"))
SOURCES = words("speakers", "sources")


def speakers(claims: Claims, paragraph: Paragraph, attribution: Attribution, claim: Claim) -> list[str]:
    if attribution.manner == "transcript":
        return [_labelled(claims, paragraph, attribution.speaker[0])]
    found: list[str] = []
    for span in attribution.speaker:
        home = paragraph_at(claims.paragraphs, span.start) or paragraph
        tokens = [t.i for t in home.tokens([span])]
        if not tokens:
            continue
        first, last = min(tokens), max(tokens) + 1
        if found and home.doc[first].dep_ in ("pobj", "compound") and _spoken_on(home.doc[first]):
            continue  # "X, speaking on Fox News, said": where, not who
        here = [n for n in within(claims.actors, home, first, last) if claims.actors.cls(n) != "Place"]
        words_here = {t.lemma_.lower() for t in home.doc[first:last]}
        if not here and words_here & REPORTS:
            here = claims.last_reporters  # "the reporting" is theirs
        if not here and words_here & STATEMENTS:
            here = _issued(claims, home)  # "the statement said": it was of those who said so "in a statement"
        if not here and {t.lower_ for t in home.doc[first:last]} & {"i", "we", "my", "our", "us", "me"}:
            here = claims.last_quoted
        if not here and words_here & {"who", "which", "that"}:
            antecedent = next((t.head.head for t in home.doc[first:last] if t.head.dep_ == "relcl"), None)
            here = claims.actors.who(home, antecedent) if antecedent is not None else []
        head = root(home.doc, first, last)
        one_group = len(here) == 1 and claims.actors.cls(here[0]) == "Group"
        if one_group and head is not None and (_source(head) or _counted_people(head)):
            here = [unnamed(claims.actors, home, first, last)]  # "two British officials": people, not their side
        if (
            len(here) > 1
            and claims.actors.cls(here[0]) == "UnnamedSource"
            and "," in claims.text[span.start : span.end]
        ):
            here = here[:1]  # "circles, X and Y": what the clause goes on with does not speak
        if not here:
            somebody = None if found else described(claims.actors, home, first, last)
            here = [somebody] if somebody else []
        found += [n for n in here if n not in found]
    if not found and attribution.manner == "floating" and claims.all:
        previous = next((c for c in reversed(claims.all) if c.kind in ("direct", "mixed") and c.via == []), None)
        found = list(previous.speaker) if previous else []
    return found or [claims.outlet]


def _labelled(claims: Claims, paragraph: Paragraph, label: Span) -> str:
    """Who "WALLACE:" or "MR. SULLIVAN:" is: the person of that surname; who only asks ("Q:") has no name."""
    name = claims.text[label.start : label.end]
    tokens = [t.i for t in paragraph.tokens([label])]
    if name in ("A", "Q", "QUESTION", "REPORTER") or name.startswith("THE "):
        return unnamed(claims.actors, paragraph, min(tokens), max(tokens) + 1)
    whole = bare_name(name.title())
    surname = whole.split()[-1]
    known = (node for node, entity in claims.actors.entities.items()
             if entity.cls == "Person" and str(entity.values["name"]).split()[-1].title() == surname)
    return next(known, None) or claims.actors.names.add("Person", whole).uri


def _issued(claims: Claims, paragraph: Paragraph) -> list[str]:
    """Who issued the statement last told of, in this paragraph or the one before."""
    for claim in reversed(claims.all):
        home = paragraph_at(claims.paragraphs, claim.evidence.start)
        if home is None or paragraph.index - home.index > 1:
            return []
        told = claims.text[home.start : claim.evidence.end].lower().rsplit(". ", 1)[-1]
        if claim.kind != "narration" and claim.speaker != [claims.outlet] and any(word in told for word in STATEMENTS):
            return list(claim.speaker)
    return []


def _source(head: Token) -> bool:
    """Whether it, or that of which it is a part, is a word for sources: "officials", "one of the officials"."""
    of = [c for p in head.children if p.lower_ == "of" for c in p.children]
    return bool({t.lemma_.lower() for t in (head, *of)} & SOURCES)


def _counted_people(head: Token) -> bool:
    """ "Two fighters", "several investors": some of a group, who do not speak for it."""
    counted = any(c.dep_ == "nummod" or c.lower_ == "several" for c in head.children)
    sides = words("nouns", "sides") | words("nouns", "body")
    return counted and head.pos_ == "NOUN" and head.lemma_.lower() not in sides


def _spoken_on(token: Token) -> bool:
    """Whether it is what somebody speaks on or writes in."""
    above = [t.lemma_.lower() for t in token.ancestors][:3]
    return bool({"speak", "appear", "write", "post", "talk"} & set(above)) and any(
        t.dep_ == "prep" and t.lower_ in ("on", "in", "to", "at") for t in token.ancestors)


def subject_of(claims: Claims, paragraph: Paragraph, cue: Sequence[Token], claim: Claim) -> list[Span]:
    """The subject of the cue's verb, where the tagger names no speaker and it stands outside the content."""
    inside = claims.covers[claim.id].get(paragraph.index, set())
    for verb in cue:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb.pos_ == "VERB" else None
        if (
            subject is not None
            and subject.i not in inside
            and subject.lower_ not in ("it", "that", "which", "what", "there")
        ):
            last = min(
                [t.left_edge.i for t in subject.children if t.dep_ in ("relcl", "appos", "acl")]
                or [subject.right_edge.i + 1]
            )
            return [paragraph.span(paragraph.doc[subject.left_edge.i : max(last, subject.i + 1)])]
        named = claims.actors.names.by_paragraph[paragraph.index] if verb.pos_ == "VERB" and subject is None else ()
        for name in named:      # "On Monday Brown offered ...": the parser takes the name for a part of the date
            if name.last == verb.i and name.first not in inside and claims.actors.cls(name.uri) != "Place":
                return [paragraph.span(paragraph.doc[name.first : name.last])]
    return []


def addressees(claims: Claims, paragraph: Paragraph, cue: Sequence[Token], claim: Claim) -> list[str]:
    """To whom it is said: "told X", "asked them for ...", "thanked X", "said to X"; of a request, all who were
    asked."""
    found: list[str] = []
    for verb in cue:
        if verb.pos_ != "VERB":
            continue
        for child in verb.children:
            targets: list[Token] = []
            if child.dep_ in ("dative", "dobj") and claim.act in ADDRESSED:
                targets = [child] if child.pos_ != "ADP" else [c for c in child.children if c.dep_ == "pobj"]
            elif (
                child.dep_ == "prep"
                and child.lower_ in ("to", "on")
                and (child.lower_ == "to" or verb.lemma_.lower() == "call")
            ):
                targets = [c for p in [child, *conjoined(child)] for c in p.children if c.dep_ == "pobj"]
            elif (
                child.dep_ in ("ccomp", "xcomp")
                and claim.act in ("ask", "demand", "warn")
                and verb.lemma_.lower() in ("urge", "ask", "tell", "warn", "press", "call", "beg", "request", "order")
            ):
                targets = [
                    c for c in child.children if c.dep_ == "nsubj" and any(g.lower_ == "to" for g in child.children)
                ]
            for target in targets:
                found += [
                    n
                    for n in claims.actors.who(paragraph, target)
                    if n not in found and (claims.actors.cls(n) not in ("Place",))
                ]
    if claim.kind == "request" and not found:
        for number, tokens in claims.covers[claim.id].items():
            home = claims.paragraphs[number]
            for token in home.doc:
                if token.i in tokens:
                    found += [
                        n
                        for n in claims.actors.who(home, token, False)
                        if n not in found and claims.actors.cls(n) not in ("Place",) and n != claims.outlet
                    ]
    return found


def without_addressee(claims: Claims, claim: Claim) -> str:
    """What is asked, demanded or thanked for, without the words for whom: "thanked X for Y" is about Y."""
    if (
        claim.act not in ("ask", "thank", "demand")
        or not claim.addressee
        or claim.kind != "indirect"
        or len(claim.content_spans) != 1
    ):
        return claim.text
    span = claim.content_spans[0]
    paragraph = paragraph_at(claims.paragraphs, span.start)
    if paragraph is None:
        return claim.text
    for token in paragraph.tokens([span]):
        if token.lower_ in ("for", "to", "that", "not") and token.i > min(claims.covers[claim.id][paragraph.index]):
            before = paragraph.doc[min(claims.covers[claim.id][paragraph.index]) : token.i]
            who = {n for t in before for n in claims.actors.meaning.get((paragraph.index, t.i), ())}
            if not who & set(claim.addressee):
                break
            start = paragraph.start + token.idx + (0 if token.lower_ == "not" else len(token) + 1)
            return claims.text[start : span.end].strip() or claim.text
    return claim.text
