"""What may be part of a claim's spans: the rules that clean up what a token-by-token reader leaves.

A content holds no lone "of" and no place where it was said; it begins after "that" and keeps both its quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from spacy.tokens import Doc, Token

from loaders.reading.draft import FUNCTION_TAGS, Draft, Run, covers, size, trimmed, within
from loaders.reading.words import words

# Prepositions that lead from a verb of saying to where, when or to whom it was said, rather than to what was said.
_VENUE = frozenset(("on", "in", "at", "during", "via", "through", "after", "before", "over", "from"))
_GAP = 3           # tokens of punctuation, or one fewer of anything, that two runs of one content may have between them
_BEFORE_THAT = 6   # tokens of "Nov. 24", read as content, before the "that" which leads to it
_LONGEST_TAIL = 30 # tokens of a quotation that ends what begins in other words
_TIMES = frozenset(("DATE", "TIME"))
_NUMBERS = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL"))
_RELATIVES = ("WP", "WDT", "WP$")
_MODIFIERS = frozenset(("det", "amod", "compound", "nmod", "nummod", "predet", "quantmod"))
_DATELINE = re.compile(r"\s*(?:[A-Z][\w.'’ ,/-]{1,40})?(?:\([A-Z][\w &./-]{1,30}\))?\s*[-–—]{1,2}\s*(?=[\w\"])")


class Quotations:
    """Where the quotations of a paragraph open and close; made once a paragraph."""

    def __init__(self, doc: Doc):
        self.runs = list(quoted(doc))
        self.opened = {start for start, _ in self.runs}
        self.ends = dict(self.runs)
        self.closed = {end - 1: start for start, end in self.runs if end - 1 > start and doc[end - 1].text == '"'}
        self.parted = [token.i for token in doc if token.text == ";" and not covers(self.runs, token.i)]


def tidied(doc: Doc, draft: Draft, quotations: Quotations) -> Draft:
    """The draft with clean spans. Its content may turn out empty."""
    content, speaker = _sorted_out(draft)
    cue = [_cue(doc, run, content + speaker) for run in draft.cue]
    cue, content = _willed(doc, cue, content)
    content, speaker = _one_clause(doc, cue, content, speaker, quotations.parted)
    content = _whole_clause(doc, _joined(doc, content, cue + speaker), cue, speaker)
    content = [run for run in (_content(doc, run, quotations, max(cue)[1]) for run in content) if run]
    content = [run for run in content if not _stray(doc, run, content)]
    content = [run for run in content if not _venue(doc, run, content, draft)]
    speaker = [run for run in (_speaker(doc, run, cue + content) for run in _of_participle(doc, cue, speaker)) if run]
    return Draft(cue, _merged(speaker), content, draft.confidence, draft.parent, draft.manner)


def _of_participle(doc: Doc, cue: list[Run], speaker: list[Run]) -> list[Run]:
    """Of "X might come, a diplomat said, adding that ...", it is the one who said who adds."""
    verb = doc[min(cue)[0]]
    if len(speaker) < 2 or verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return speaker
    subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    return [run for run in speaker if subject is not None and run[0] <= subject.i < run[1]] or speaker


def dateline(doc: Doc) -> int:
    """How many tokens at the paragraph's start are a dateline ("CAIRO (Reuters) - ")."""
    match = _DATELINE.match(doc.text)
    head = match.group().strip(" -–—") if match else ""
    if not match or not (head.endswith(")") or re.match(r"[^a-z]{3,}(,|$)", head) or re.search(r", [A-Z]{2,}$", head)):
        return 0
    return sum(token.idx < match.end() for token in doc[:40])


def _cue(doc: Doc, run: Run, spoken: list[Run]) -> Run:
    """Trimmed, and without the preposition of a date or place ("said on", "said at")."""
    start, end = trimmed(doc, run) or run
    last = doc[end - 1]
    if end - start > 1 and last.dep_ == "prep" and last.lower_ in _VENUE and any(
            child.ent_type_ in _TIMES or not covers(spoken, child.i) for child in last.children):
        end -= 1
    return start, end


def _willed(doc: Doc, cue: list[Run], content: list[Run]) -> tuple[list[Run], list[Run]]:
    """Of "has offered to scrap", read as the cue, "to scrap" and all that goes with it is what is offered."""
    for at, (start, end) in enumerate(cue):
        done = next((t for t in doc[start:end] if t.dep_ == "xcomp" and t.tag_ == "VB" and start <= t.head.i < t.i - 1
                     and t.head.lemma_.lower() in words("cues", "wills") - {"decline", "refuse"}
                     and t.lemma_.lower() not in words("cues", "levels")), None)
        if done is not None and doc[done.i - 1].lower_ == "to" and any(done.i < run[0] for run in content):
            last = max([done.right_edge.i + 1, *(run[1] for run in content if run[0] < done.right_edge.i + 1)])
            kept = [run for run in content if not done.i < run[0] < last]
            return [*cue[:at], (start, done.i - 1), *cue[at + 1:]], sorted([*kept, (done.i - 1, last)])
    return cue, content


def _sorted_out(draft: Draft) -> tuple[list[Run], list[Run]]:
    """Content and speaker; a piece of "speaker" within the content goes to it, if somebody else is named."""
    content, speaker = list(draft.content), list(draft.speaker)
    for run in draft.speaker:
        enclosed = any(end == run[0] for _, end in content) and any(start == run[1] for start, _ in content)
        if enclosed and len(speaker) > 1:
            speaker.remove(run)
            content.append(run)
    return sorted(content), speaker


def _one_clause(doc: Doc, cue: list[Run], content: list[Run], speaker: list[Run],
                parted: list[int]) -> tuple[list[Run], list[Run]]:
    """Nothing beyond a semicolon outside quotations (`parted`); of "according to X, Y did it", Y is what X says."""
    first, last = min(cue)[0], max(cue)[1]
    if doc[first].lower_ == "according":
        for run in [run for run in speaker if run[0] == last]:
            comma = next((i for i in range(*run) if doc[i].text == ","), run[1])
            if comma + 1 < run[1] and doc[comma + 1].tag_ in _RELATIVES:     # "to X, which quoted Z, Y did it"
                comma = next((i for i in range(comma + 2, run[1]) if doc[i].text == ","), run[1])
            if comma + 1 < run[1] and doc[comma + 1].tag_ not in ("WDT", "WP") and any(
                    start == run[1] for start, _ in content) and not any(
                    child.dep_ in ("conj", "appos") and child.i > comma for i in range(run[0], comma)
                    for child in doc[i].rights):
                speaker = [(run[0], comma) if one == run else one for one in speaker]
                content = [(comma + 1, run[1]), *content]
        speaker, content = _subject_of_content(doc, first, speaker, content)
    low = max((i + 1 for i in parted if i < first), default=0)
    high = min((i for i in parted if i >= last), default=len(doc))
    return within(sorted(content), (low, high)), within(sorted(speaker), (low, high))


def _subject_of_content(doc: Doc, cue: int, speaker: list[Run], content: list[Run]) -> tuple[list[Run], list[Run]]:
    """Of "according to X, which quoted Z, Y has done it", Y too is what X says, where the parser makes Y one with Z."""
    verb = doc[cue].head
    for run in speaker[1:]:
        begins = any(start == run[1] for start, _ in content)
        if begins and doc[run[0] - 1].text == "," and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            return [one for one in speaker if one != run], sorted([*(
                (run[0], end) if start == run[1] else (start, end) for start, end in content)])
    return speaker, content


def _whole_clause(doc: Doc, content: list[Run], cue: list[Run], speaker: list[Run]) -> list[Run]:
    """A content that breaks off before its verb (at a relative clause, say), up to the clause's end."""
    for start, end in cue:
        for verb in doc[start:end]:
            for clause in verb.lefts:
                subject = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
                if clause.dep_ == "ccomp" and covers(content, clause.i) and subject is not None and not any(
                        covers(speaker + cue, i) for i in range(subject.left_edge.i, clause.i)):
                    content = sorted([*content, (subject.left_edge.i, clause.i + 1)])
                    content = _joined(doc, _merged(content), cue + speaker)
            for clause in verb.rights:
                if clause.dep_ != "ccomp" or covers(content, clause.i) or clause.pos_ not in ("VERB", "AUX"):
                    continue
                subject = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
                whole = (max(clause.left_edge.i, end), clause.right_edge.i + 1)
                if subject is not None and covers(content, subject.i) and not any(
                        whole[0] <= run[0] < whole[1] for run in speaker):
                    return [run for run in content if not whole[0] <= run[0] < whole[1]] + [whole]
    return content


def quoted(doc: Doc, marks: Container[str] = ('"',)) -> Iterator[Run]:
    """The quotations of a paragraph, marks included; the last may lack its closing mark."""
    opened = None
    for token in doc:
        if token.text in marks:
            if opened is None:
                opened = token.i
            else:
                yield opened, token.i + 1
                opened = None
    if opened is not None:
        yield opened, len(doc)


def _joined(doc: Doc, content: list[Run], taken: list[Run]) -> list[Run]:
    """Runs that hardly anything parts, as one."""
    out: list[Run] = []
    for run in sorted(content):
        gap = range(out[-1][1], run[0]) if out else range(0)
        if out and len(gap) <= _GAP and not any(covers(taken, i) for i in gap) and (
                len(gap) < _GAP or all(doc[i].is_punct or doc[i].is_space for i in gap)):
            out[-1] = (out[-1][0], run[1])
        else:
            out.append(run)
    return out


def _content(doc: Doc, run: Run, quotations: Quotations, cue_end: int) -> Run | None:
    """Trimmed, with whole quotation marks or none at either end, and without the "that" which leads to it."""
    plain = trimmed(doc, run, quotes=False)
    if plain is None:
        return None
    start, end = plain
    start = max(start, dateline(doc) if start < 12 else 0)
    start = _content_start(doc, start, end)
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ in _NUMBERS and (
            not doc[end].is_punct or doc[end].text == "%"):
        end += 1       # "April" of "April 21"
    while end - start > 1 and (doc[end - 1].tag_ in ("WDT", "WP", "CC") or (
            doc[end - 1].is_punct and doc[end - 1].text != "%")):
        end -= 1       # "the bill, which", "the bill, and": what follows is the speaker's doing
    if start >= end:
        return None
    if doc[start].tag_ == "POS" and start:
        start = doc[start].head.left_edge.i      # "'s ministry" is Georgia's
    if end < len(doc) and end in quotations.opened and (
            cue_end <= start and quotations.ends[end] - end < _LONGEST_TAIL):
        end = quotations.ends[end]               # "would go "tomorrow if need be""
        return start, end
    if start and start - 1 in quotations.opened:
        start -= 1
    after = end
    while after < len(doc) and after - end < 2 and doc[after].is_punct and doc[after].text != '"':
        after += 1
    if after < len(doc) and quotations.closed.get(after, -1) >= start:
        end = after + 1
    elif end < run[1] and end < len(doc) and doc[end].text in "?!" and doc[start].text == '"':
        end += 1
    return start, end


def after_that(doc: Doc, run: Run) -> Run | None:
    """The run, trimmed, without the "that" which leads to it."""
    plain = trimmed(doc, run)
    if plain and plain[1] - plain[0] > 1 and doc[plain[0]].lower_ == "that" and doc[plain[0]].tag_ in ("IN", "WDT"):
        return plain[0] + 1, plain[1]
    return plain


def _content_start(doc: Doc, start: int, end: int) -> int:
    """Where the content begins: after the "that" which leads to it, and the date which the tagger left before that."""
    for i in range(start, min(end - 1, start + _BEFORE_THAT)):
        token = doc[i]
        if token.lower_ == "that" and (token.dep_ == "mark" or (i == start and token.tag_ in ("IN", "WDT"))):
            return i + 1
        if not (token.ent_type_ in _TIMES or token.is_punct or token.tag_ in ("CD", "IN")):
            break
    return start


def _stray(doc: Doc, run: Run, content: list[Run]) -> bool:
    """A run of function words, beside others that say something; or a "But he" beside a quotation."""
    tags = {token.tag_ for token in doc[slice(*run)]}
    if tags <= FUNCTION_TAGS:
        return len(content) > 1 or not tags & {"DT"}      # "denied this" says what
    quoting = any(doc[start].text == '"' for start, _ in content if start != run[0])
    return quoting and size([run]) <= 2 and tags <= FUNCTION_TAGS | {"PRP", "MD", "RB"}


def _venue(doc: Doc, run: Run, content: list[Run], draft: Draft) -> bool:
    """A short phrase that hangs from the cue by a preposition of place, where the content proper is a quotation."""
    if size([run]) > 8 or not any(doc[start].text == '"' for start, _ in content) or any(
            token.text == '"' for token in doc[slice(*run)]):
        return False
    top = doc[slice(*run)].root
    while top.dep_ in ("pobj", "compound", "nmod", "poss", "amod", "appos") and not covers(draft.cue, top.i):
        top = top.head
    return top.dep_ == "prep" and top.lower_ in _VENUE and covers(draft.cue, top.head.i)


def _speaker(doc: Doc, run: Run, taken: list[Run]) -> Run | None:
    """Trimmed, without a leading "by", with all of its noun phrase; None where it names nobody."""
    plain = trimmed(doc, run, quotes=False)
    if plain is None:
        return None
    start, end = plain
    while end - start > 1 and doc[start].lower_ in ("by", "and", "to", "but", "while"):
        start += 1
    start = max(start, dateline(doc) if start < 12 else 0)
    end = next((i for i in range(start + 1, end - 1) if doc[i].text == "," and doc[i + 1].tag_ in _RELATIVES), end)
    while end - start > 1 and (doc[end - 1].tag_ in ("VBN", "VBD", *_RELATIVES) or doc[end - 1].is_punct):
        end -= 1
    if start >= end:
        return None
    noun = doc[start:end].root
    while noun.dep_ in _MODIFIERS and noun.head.pos_ in ("NOUN", "PROPN") and noun.head.i == end and not covers(
            taken, end):
        noun, end = noun.head, end + 1
    start = _noun_start(noun, start, taken)
    if all(token.tag_ in FUNCTION_TAGS and token.tag_ != "DT" for token in doc[start:end]):
        return None
    return start, end


def _noun_start(noun: Token, start: int, taken: list[Run]) -> int:
    """The run's start, moved left over the words before it that describe the noun."""
    doc = noun.doc
    first = noun.left_edge.i
    while start > first and not covers(taken, start - 1) and (
            doc[start - 1].dep_ in _MODIFIERS or doc[start - 1].dep_ in ("poss", "case", "cc", "conj")
            ) and doc[start - 1].text != ",":
        start -= 1
    return start


def _merged(speaker: list[Run]) -> list[Run]:
    """Runs that overlap or touch, as one."""
    out: list[Run] = []
    for run in sorted(speaker):
        if out and run[0] <= out[-1][1]:
            out[-1] = (out[-1][0], max(run[1], out[-1][1]))
        else:
            out.append(run)
    return out
