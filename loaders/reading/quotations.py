"""Quotations that the words around them do not introduce: signed, run on over paragraphs, standing alone, or behind
the name in capitals that a transcript puts before each answer."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from loaders.reading import gazetteer
from loaders.reading.draft import Draft, Run, trimmed
from loaders.reading.tidy import quoted

_DASHES = frozenset(("-", "–", "—", "―", "--", "---"))
_LONGEST_NAME = 25        # tokens of a signature

_LABEL = re.compile(r"""\s*"?((?:(?:MR|MRS|MS|DR|SEN|GEN|AMB)\.?\ )?[A-Z][A-Z.'-]+(?:\ [A-Z.'-]{2,}){0,3}|Q|A)
                    (?:\ \([^)\n]{1,60}\))?:\s+(?=\S)""", re.X)
_NO_SPEAKER = frozenset(("ANALYSIS", "BREAKING", "CORRECTION", "EXCLUSIVE", "EXPLAINER", "FACTBOX", "LIVE", "NOTE",
                         "OPINION", "READ", "TIMELINE", "UPDATE", "WATCH"))


def transcript(doc: Doc) -> Draft | None:
    """The claim of a paragraph `NAME: what is said`; a city in capitals is a dateline."""
    match = _LABEL.match(doc.text)
    if match is None or match[1] in _NO_SPEAKER or gazetteer.is_place(match[1].title()):
        return None
    name = [token.i for token in doc if match.start(1) <= token.idx < match.end(1)]
    behind = [token.i for token in doc if token.idx >= match.end()]
    said = trimmed(doc, (behind[0], len(doc)), quotes=False) if behind else None
    if not name or said is None:
        return None
    colon = next((i for i in range(name[-1] + 1, behind[0]) if doc[i].text == ":"), behind[0] - 1)
    return Draft([(colon, colon + 1)], [(name[0], name[-1] + 1)], [said], 0.9, manner="transcript")


def signature(doc: Doc) -> Draft | None:
    """The claim of a paragraph of the form `"quotation" - Name, office`; None when it is of another form."""
    whole = quotation_only(doc, tail=True)
    if whole is None:
        return None
    dash = whole[1]
    if dash >= len(doc) or doc[dash].text not in _DASHES:
        return None
    name = trimmed(doc, (dash + 1, len(doc)))
    if name is None or name[1] - name[0] > _LONGEST_NAME or not _is_name(doc, name):
        return None
    return Draft([(dash, dash + 1)], [name], [whole], 0.9, manner="signature")


def signed_below(doc: Doc) -> Run | None:
    """The name of a paragraph that is only `- Name`: the signature of the quotation above it."""
    first = trimmed(doc, (0, len(doc)))
    if first is None or first[0] == 0 or len(doc) > _LONGEST_NAME or not _is_name(doc, first):
        return None
    dash = next((token for token in doc if not token.is_space), None)
    return first if dash is not None and dash.text in _DASHES and dash.i + 1 == first[0] and not any(
        token.pos_ in ("VERB", "AUX") for token in doc[slice(*first)]) else None


def quotation_only(doc: Doc, tail: bool = False) -> Run | None:
    """The run of a paragraph that is nothing but quotation (its closing mark may be missing); `tail`: at its start."""
    run = _outer(doc)
    if run is None:
        return None
    return run if tail or all(token.is_punct or token.is_space for token in doc[run[1]:]) else None


def _outer(doc: Doc) -> Run | None:
    """The quotation with which a paragraph begins; several that only spaces part are one."""
    first = next((token.i for token in doc if not token.is_space), None)
    if first is None or doc[first].text != '"':
        return None
    end = first
    for start, stop in quoted(doc):
        if all(token.is_space for token in doc[end:start]):
            end = stop
        else:
            break
    return (first, end) if end > first + 2 else None


def _is_name(doc: Doc, run: Run) -> bool:
    """Begins like a name."""
    token = doc[run[0]]
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "DET") and (token.text[:1].isupper() or token.is_title)
