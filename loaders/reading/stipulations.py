"""What is to happen by a text on the table: "under the deal, each would ...", and the sentences that go on with it.

Who retells a plan names it once: "The plan calls for a truce. Troops would pull back within a week. In return, the
group would free ten hostages." Each of those sentences is a point as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from loaders.reading.noun_phrases import conjoined
from loaders.reading.parse import Paragraph
from loaders.reading.point_items import PointSeen, clause_point, phrases_of, verbs_of
from loaders.reading.provisions import would_do
from loaders.reading.series import clauses, series, statement_end
from loaders.reading.tabled import Tabled
from loaders.reading.words import words

_ANY = frozenset(("they", "each", "both", "all", "nobody", "none", "some", "others", "neither", "either"))


def stipulated(paragraph: Paragraph, verb: Token, source: Tabled | None, end: int,
               start: int | None = None) -> Iterator[PointSeen]:
    """The points of a clause by itself, whose subjects and verbs are not the text's own; from token `start` on."""
    doc = paragraph.doc
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    start = (subject or verb).left_edge.i if start is None else start
    told = clauses(doc, start, statement_end(doc, verb.i))
    for first, last in told:
        main = verb.i if first <= verb.i < last else first
        yield PointSeen(paragraph.index, first, last, main, source, "include")
    if told:
        return
    helping = verb.lemma_ in ("be", "have", "intend")
    bound = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None) if helping else None
    if bound is not None:       # "the groups are to pull back a, swap b and let c", "would have to release x"
        yield from phrases_of(paragraph, bound, source, "include", end)
        return
    listed = series(doc, verb.i, end)
    for first, last in listed[1:]:
        yield PointSeen(paragraph.index, first, last, first, source, "include")
    for part in verbs_of(verb) if not listed else [verb]:
        seen = clause_point(paragraph, part, source, "include")
        seen.last = min(seen.last, listed[0][1]) if listed else seen.last
        yield seen
    for part in conjoined(verb):     # "..., and Washington would cut tariffs"
        if would_do(part) and any(c.dep_ == "nsubj" for c in part.children):
            yield clause_point(paragraph, part, source, "include")


def goes_on(sentence: Sentence, modals: frozenset[str]) -> Token | None:
    """The verb of a sentence that may tell on what a text says: with one of its modals, nobody's words, no verdict."""
    verb = sentence.root
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    answering = verb.lemma_.lower() in words("terms", "answering") and not _is_to(verb)
    if subject is None or verb.pos_ not in ("VERB", "AUX") or answering:
        return None
    told = any(c.dep_ == "aux" and c.lower_ in modals for c in verb.children) or _is_to(verb)
    if not told or '"' in sentence.text:
        return None
    person = (subject.ent_type_ == "PERSON" and subject.tag_ == "NNP") or (
        subject.pos_ == "PRON" and subject.lower_ not in _ANY)
    if (person and not _in_return(sentence)) or subject.lemma_.lower() in words("terms", "moves"):
        return None
    if verb.lemma_ == "be" and not any(c.dep_ == "xcomp" for c in verb.children):
        return None     # "that would be a mistake"
    before = [c for c in verb.children if c.dep_ in ("advcl", "ccomp") and c.i < subject.i]
    if any(c.dep_ == "advcl" or not any(t.lower_ in modals for t in c.children) for c in before):
        return None     # "if it fails, ...", "..., he would say"
    return verb


def _in_return(sentence: Sentence) -> bool:
    return sentence[:2].text.lower() in ("in return", "in exchange")


def _is_to(verb: Token) -> bool:
    """"Schools are to be merged", "the parties also intend to sell x"."""
    return (verb.lemma_ in ("be", "intend") and any(
        c.dep_ == "xcomp" and any(t.lower_ == "to" and t.dep_ == "aux" for t in c.children) for c in verb.children))


def modals_of(sentence: Sentence) -> frozenset[str]:
    """With which modals the sentences after a telling of a text's points may go on with it."""
    return frozenset({"would"} | {t.lower_ for t in sentence if t.lower_ in ("will", "must", "shall")})
