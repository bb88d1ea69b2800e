"""Who said what, as spans of the text: the trained tagger's claims, cleaned, and what it cannot say, by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from loaders.reading.attitudes import with_attitudes
from loaders.reading.chains import with_chains
from loaders.reading.draft import Draft, Run, covers
from loaders.reading.levels import with_levels
from loaders.reading.parse import Paragraph
from loaders.reading.quotations import quotation_only, signature, signed_below, transcript
from loaders.reading.report_nouns import with_reports
from loaders.reading.requests import with_requests
from loaders.reading.tagger import tag
from loaders.reading.tidy import Quotations, tidied
from schema import Span


@dataclass(slots=True)
class Attribution:
    """Somebody's words, thoughts or attitude, as spans of the document (characters of the stored text).

    `paragraph` is the index of the paragraph that holds the cue; content may go on into the ones that follow.
    `speaker` is empty where none is named. `parent` is the place, in the list that `attributions` returns, of the
    attribution that relays this one. `manner` says which form it has, where it has a special one: "chain" (has or is
    a relayed source), "level" (inside another's content), "signature", "floating" (a quotation by itself: neither cue
    nor speaker), "transcript" ("NAME: what is said"), "request" (the speaker asks for comment), "unanswered" (the
    speaker was asked and says nothing), "attitude" (backed by, criticism from).
    """

    paragraph: int
    cue: list[Span]
    speaker: list[Span]
    content: list[Span]
    confidence: float
    parent: int | None = None
    manner: str = ""


@dataclass(slots=True)
class _Placed:
    """A draft, the paragraph it is of, and what later paragraphs add to it: content, a signature (dash and name)."""

    draft: Draft
    paragraph: Paragraph
    more: list[Span]
    signed: tuple[Span, Span] | None = None


def attributions(paragraphs: Sequence[Paragraph], reader: str = "default") -> list[Attribution]:
    """The attributions of a document, in the order of the text. Parsed paragraphs in, spans of the document out.

    `reader` is one of `tagger.READERS`. Raises `tagger.WrongParser` when the pinned parser is not the one installed,
    `tagger.ReaderMissing` when the reader is not.
    """
    placed: list[_Placed] = []
    labelled = sum(transcript(paragraph.doc) is not None for paragraph in paragraphs) > 1
    open_: _Placed | None = None       # what a paragraph of nothing but quotation goes on with
    for paragraph, drafts in zip(paragraphs, tag(paragraphs, reader), strict=True):
        doc = paragraph.doc
        own = [_Placed(draft, paragraph, []) for draft in _of_paragraph(doc, drafts, labelled)]
        alone = quotation_only(doc)
        name = signed_below(doc) if open_ and open_.draft.manner == "floating" else None
        if name and open_:
            dash = (name[0] - 1, name[0])
            open_.signed = _span(paragraph, dash), _span(paragraph, name)
            open_.draft.manner, own = "signature", []
        elif alone and not any(one.draft.manner == "signature" for one in own):
            own = _inside(own, alone)
            if open_ is None:
                open_ = _Placed(Draft([], [], [alone], 0.6, manner="floating"), paragraph, [])
                own.insert(0, open_)
            else:
                open_.more.append(_span(paragraph, alone))
            for one in own:
                if one is not open_ and one.draft.parent is None:
                    one.draft.parent = open_.draft
            placed += own
            continue
        placed += own
        open_ = _open(doc, own)
    return _finished(placed)


def _of_paragraph(doc: Doc, tagged: list[Draft], labelled: bool) -> list[Draft]:
    """The drafts of one paragraph: cleaned, and the rules' ones added. `labelled`: the document is a transcript."""
    signed = signature(doc)
    if signed:
        return [signed]
    answer = transcript(doc) if labelled else None
    if answer:
        return with_levels(doc, [answer])
    quotations = Quotations(doc)
    drafts = _once(doc, [tidied(doc, draft, quotations) for draft in tagged if not _asked(doc, draft)])
    _adding(doc, drafts)
    waiting = [one for one in drafts if not one.content and one.speaker and _ends_with_colon(doc)][-1:]
    drafts = with_chains(doc, [one for one in drafts if one.content], quotations)
    drafts = with_levels(doc, with_attitudes(doc, with_requests(doc, with_reports(doc, drafts))))
    return drafts + waiting


def _adding(doc: Doc, drafts: list[Draft]) -> None:
    """Of "X might come, a diplomat said, adding that ...", it is the diplomat who adds, and never X."""
    spoken = {max(end for _, end in (*one.cue, *one.speaker)): one for one in drafts if one.speaker and one.cue}
    for draft in drafts:
        first = min(draft.cue)[0]
        if not first or doc[first].tag_ != "VBG" or doc[first - 1].text != ",":
            continue
        said = next((spoken[end] for end in range(first - 1, first - 4, -1) if end in spoken), None)
        if said and draft.speaker and all(covers(said.content, run[0]) for run in draft.speaker):
            draft.speaker = list(said.speaker)


def _asked(doc: Doc, draft: Draft) -> bool:
    """"Asked whether she would go, she said ...": the question is nobody's claim."""
    cue = doc[draft.cue[0][0]]
    return cue.lower_ in ("asked", "questioned", "pressed") and cue.tag_ == "VBN" and cue.dep_ == "advcl" and not any(
        child.dep_ in ("agent", "auxpass", "nsubjpass") for child in cue.children)


def _once(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """One draft for "..., saying: "quotation", he said.": the likelier of two with the same quotation."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: -one.confidence):
        quoting = any(doc[i].text == '"' for run in draft.content for i in range(*run))
        if not (quoting and any(draft.content == other.content for other in kept)):
            kept.append(draft)
    return sorted(kept, key=lambda one: one.cue)


def _ends_with_colon(doc: Doc) -> bool:
    return doc.text.rstrip().endswith(":")


def _open(doc: Doc, own: list[_Placed]) -> _Placed | None:
    """The attribution that a paragraph of nothing but quotation, coming next, would go on with."""
    first_level = [one for one in own if one.draft.parent is None and one.draft.cue and one.draft.manner != "signature"]
    if _ends_with_colon(doc):
        return max(first_level, key=lambda one: one.draft.cue[0], default=None)
    quoting = [one for one in first_level if any(doc[i].text == '"' for run in one.draft.content for i in range(*run))]
    return max(quoting, key=lambda one: one.draft.cue[0], default=None)


def _inside(own: list[_Placed], alone: Run) -> list[_Placed]:
    """What is said inside a paragraph of nothing but quotation, if somebody is named who says it."""
    return [one for one in own if one.draft.speaker and one.draft.content]


def _finished(placed: list[_Placed]) -> list[Attribution]:
    kept = [one for one in placed if one.draft.content or one.more]
    kept.sort(key=lambda one: (one.paragraph.index, min(one.draft.cue + one.draft.content)))
    index = {id(one.draft): place for place, one in enumerate(kept)}
    out = []
    for one in kept:
        draft, paragraph = one.draft, one.paragraph
        cue, speaker, content = ([_span(paragraph, run) for run in sorted(runs)]
                                 for runs in (draft.cue, draft.speaker, draft.content))
        if one.signed:
            cue, speaker = [*cue, one.signed[0]], [*speaker, one.signed[1]]
        out.append(Attribution(
            paragraph.index, cue, speaker, content + one.more,
            round(min(draft.confidence, 1.0), 3),
            index.get(id(draft.parent)) if draft.parent is not None else None, draft.manner))
    return out


def _span(paragraph: Paragraph, run: Run) -> Span:
    return paragraph.span(paragraph.doc[run[0]:run[1]])
