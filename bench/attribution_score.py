"""How attributions are counted against annotated news: the measure of PolNeAR's authors in words, one to one.

Two claims are a pair when their contents share half of their words (intersection over union), the best first; F counts
pairs whose speakers agree too (half of the shorter, or neither has one). Three views: "all"; "speech", those with a
reporting word as cue; "direct", those whose content opens and closes with a quotation mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
QUOTES = frozenset('"“”')
REPORTING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|accord\w*|add(?:s|ed|ing)?|announc\w+|argu\w+|ask(?:s|ed|ing)?|"
    r"call(?:s|ed|ing)|claim\w*|comment\w*|complain\w*|conced\w+|confirm\w*|declar\w+|den(?:y|ies|ied|ying)|describ\w+|"
    r"explain\w*|insist\w*|not(?:es?|ed|ing)|post(?:s|ed|ing)|predict\w*|promis\w+|repl(?:y|ies|ied)|report(?:s|ed|ing)?|"
    r"stat(?:es?|ed|ing)|statement|suggest\w*|tweet\w*|urg\w+|vow\w*|warn\w*|writ\w+|wrote)\b", re.I)
VIEWS = ("all", "speech", "direct")


@dataclass(frozen=True, slots=True)
class Claim:
    """The words of the content and of the speaker, by number, and which views it is in."""

    content: frozenset[int]
    speaker: frozenset[int]
    views: frozenset[str]


def claim(text: str, words: Sequence[tuple[int, int]], content: Iterable[Sequence[int]],
          speaker: Iterable[Sequence[int]], cue: Iterable[Sequence[int]] = ()) -> Claim:
    """The words that lie at least by half in the spans; a leading "that" is none of them."""
    parts = sorted(tuple(span) for span in content)

    def covered(spans: Iterable[Sequence[int]]) -> list[int]:
        return sorted({i for start, end in spans for i, (a, b) in enumerate(words)
                       if (min(b, end) - max(a, start)) * 2 > b - a})

    said = covered(parts)
    if len(said) > 1 and text[slice(*words[said[0]])].lower() == "that":
        said = said[1:]
    first, last = parts[0][0], max(end for _, end in parts)
    views = {"all"}
    if QUOTES & set(text[max(0, first - 1):first + 1]) and QUOTES & set(text[last - 2:last + 1]):
        views.add("direct")
    if REPORTING.search(" ".join(text[start:end] for start, end in cue)):
        views.add("speech")
    return Claim(frozenset(said), frozenset(covered(speaker)), frozenset(views))


def compare(gold: list[Claim], found: list[Claim], count: Counter[str]) -> None:
    """Adds one text's figures to `count`."""
    overlaps = sorted((-len(a.content & b.content) / len(a.content | b.content), i, j) for i, a in enumerate(gold)
                      for j, b in enumerate(found) if a.content & b.content)
    right: dict[int, bool] = {}
    back: dict[int, bool] = {}
    for overlap, i, j in overlaps:
        if -overlap >= 0.5 and i not in right and j not in back:
            ours, theirs = gold[i].speaker, found[j].speaker
            shorter = min(len(ours), len(theirs))
            right[i] = back[j] = len(ours & theirs) * 2 >= shorter if shorter else not ours and not theirs
    for view in VIEWS:
        kept = [i for i, one in enumerate(gold) if view in one.views]
        read = [j for j, one in enumerate(found) if view in one.views]
        count[f"{view} gold"] += len(kept)
        count[f"{view} found"] += len(read)
        count[f"{view} paired"] += sum(i in right for i in kept)
        count[f"{view} recalled"] += sum(right.get(i, False) for i in kept)
        count[f"{view} precise"] += sum(back.get(j, False) for j in read)


def line(count: Counter[str]) -> str:
    """F of the three views and the share of speakers that are right, in one line."""
    figures = []
    for view in VIEWS:
        precision = count[f"{view} precise"] / max(1, count[f"{view} found"])
        recall = count[f"{view} recalled"] / max(1, count[f"{view} gold"])
        f = 2 * precision * recall / max(1e-9, precision + recall)
        figures.append(f"{view} F {f:.3f} (P {precision:.3f} R {recall:.3f})")
    return "  ".join([*figures, f"speaker {count['all recalled'] / max(1, count['all paired']):.3f}"])
