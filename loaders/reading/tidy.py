"""What may be part of a claim's spans: the rules that clean up what a token-by-token reader leaves.

A content holds no lone "of" and no place where it was said; it begins after "that" and keeps both its quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from loaders.reading.draft import FUNCTION_TAGS, Draft, Run, covers, size, trimmed

# Prepositions that lead from a verb of saying to where, when or to whom it was said, rather than to what was said.
_VENUE = frozenset(("on", "in", "at", "during", "via", "through", "after", "before", "over", "from"))
_GAP = 3           # punctuation tokens that two runs of one content may have between them


def tidied(doc: Doc, draft: Draft) -> Draft:
    """The draft with clean spans. Its content may turn out empty."""
    quotations = dict(quoted(doc))
    joined = _joined(doc, draft.content, draft.cue + draft.speaker)
    content = [run for run in (_content(doc, run, quotations) for run in joined) if run]
    content = [run for run in content if not _stray(doc, run, content)]
    content = [run for run in content if not _venue(doc, run, content, draft)]
    speaker = [run for run in (_speaker(doc, run) for run in draft.speaker) if run]
    cue = [run for run in (trimmed(doc, run) or run for run in draft.cue)]
    return Draft(cue, speaker, content, draft.confidence, draft.parent, draft.manner)


def quoted(doc: Doc) -> Iterator[Run]:
    """The quotations of a paragraph, marks included; the last may lack its closing mark."""
    opened = None
    for token in doc:
        if token.text == '"':
            if opened is None:
                opened = token.i
            else:
                yield opened, token.i + 1
                opened = None
    if opened is not None:
        yield opened, len(doc)


def _joined(doc: Doc, content: list[Run], taken: list[Run]) -> list[Run]:
    """Runs that only punctuation parts, as one."""
    out: list[Run] = []
    for run in sorted(content):
        gap = range(out[-1][1], run[0]) if out else range(0)
        if out and len(gap) <= _GAP and all(
                (doc[i].is_punct or doc[i].is_space) and not covers(taken, i) for i in gap):
            out[-1] = (out[-1][0], run[1])
        else:
            out.append(run)
    return out


def _content(doc: Doc, run: Run, quotations: dict[int, int]) -> Run | None:
    """Trimmed, with whole quotation marks or none at either end, and without the "that" which leads to it."""
    closing = {end - 1: start for start, end in quotations.items() if end - 1 > start and doc[end - 1].text == '"'}
    plain = trimmed(doc, run, quotes=False)
    if plain is None:
        return None
    start, end = plain
    if doc[start].lower_ == "that" and doc[start].dep_ == "mark" and end - start > 1:
        start += 1
    if start and start - 1 in quotations:
        start -= 1
    after = end
    while after < len(doc) and after - end < 2 and doc[after].is_punct and doc[after].text != '"':
        after += 1
    if after < len(doc) and closing.get(after, -1) >= start:
        end = after + 1
    elif end < run[1] and end < len(doc) and doc[end].text in "?!" and doc[start].text == '"':
        end += 1
    return start, end


def _stray(doc: Doc, run: Run, content: list[Run]) -> bool:
    """A run of function words, beside others that say something."""
    return all(token.tag_ in FUNCTION_TAGS for token in doc[slice(*run)]) and (len(content) > 1 or size([run]) < 2)


def _venue(doc: Doc, run: Run, content: list[Run], draft: Draft) -> bool:
    """A short phrase that hangs from the cue by a preposition of place, where the content proper is a quotation."""
    if size([run]) > 8 or not any(doc[start].text == '"' for start, _ in content) or any(
            token.text == '"' for token in doc[slice(*run)]):
        return False
    top = doc[slice(*run)].root
    while top.dep_ in ("pobj", "compound", "nmod", "poss", "amod", "appos") and not covers(draft.cue, top.i):
        top = top.head
    return top.dep_ == "prep" and top.lower_ in _VENUE and covers(draft.cue, top.head.i)


def _speaker(doc: Doc, run: Run) -> Run | None:
    """Trimmed, without a leading "by"; None where it names nobody."""
    plain = trimmed(doc, run, quotes=False)
    if plain is None:
        return None
    start, end = plain
    while start < end and (doc[start].lower_ in ("by", "and", "to", "but", "while") and end - start > 1):
        start += 1
    if all(token.tag_ in FUNCTION_TAGS and token.tag_ != "DT" for token in doc[start:end]):
        return None
    return start, end
