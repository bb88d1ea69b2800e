"""How well and how fast attributions are found, against annotated news and against the bare parser.

    python -m bench.reading --gold DIR

DIR is in brat's form (`loaders/brat.py`); PolNeAR's development part gives the figures of the model card. Two claims
are a pair when their contents share half of their words (intersection over union), one to one, the best first; F counts
pairs whose speakers agree too (half of the shorter, or neither has one). Speed is processor time of parsing alone over
that of parsing and reading, one thread.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits

from loaders.brat import gold_texts
from loaders.reading.attribution import attributions
from loaders.reading.parse import paragraphs

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
QUOTES = frozenset('"“”')

Claim = tuple[frozenset[int], frozenset[int], bool]     # words of the content, of the speaker; a direct quotation


def claim(text: str, words: Sequence[tuple[int, int]], content: Iterable[Sequence[int]],
          speaker: Iterable[Sequence[int]]) -> Claim:
    """The words that lie at least by half in the spans; a leading "that" is none of them."""
    parts = sorted(tuple(span) for span in content)

    def covered(spans: Iterable[Sequence[int]]) -> list[int]:
        return sorted({i for i, (a, b) in enumerate(words)
                       for start, end in spans if (min(b, end) - max(a, start)) * 2 > b - a})

    said = covered(parts)
    if len(said) > 1 and text[slice(*words[said[0]])].lower() == "that":
        said = said[1:]
    first, last = parts[0][0], max(end for _, end in parts)
    direct = bool(QUOTES & set(text[max(0, first - 1):first + 1]) and QUOTES & set(text[last - 2:last + 1]))
    return frozenset(said), frozenset(covered(speaker)), direct


def compare(gold: list[Claim], found: list[Claim], count: Counter[str]) -> None:
    """Adds one text's figures to `count`: views "all" and "direct"."""
    overlaps = sorted((-len(a[0] & b[0]) / len(a[0] | b[0]), i, j) for i, a in enumerate(gold)
                      for j, b in enumerate(found) if a[0] & b[0])
    right: dict[int, bool] = {}
    back: dict[int, bool] = {}
    for overlap, i, j in overlaps:
        if -overlap >= 0.5 and i not in right and j not in back:
            ours, theirs = gold[i][1], found[j][1]
            shorter = min(len(ours), len(theirs))
            right[i] = back[j] = len(ours & theirs) * 2 >= shorter if shorter else not ours and not theirs
    for view in ("all", "direct"):
        kept = [i for i, one in enumerate(gold) if view == "all" or one[2]]
        read = [j for j, one in enumerate(found) if view == "all" or one[2]]
        count[f"{view} gold"] += len(kept)
        count[f"{view} found"] += len(read)
        count[f"{view} paired"] += sum(i in right for i in kept)
        count[f"{view} recalled"] += sum(right.get(i, False) for i in kept)
        count[f"{view} precise"] += sum(back.get(j, False) for j in read)


def main() -> None:
    """The command line; see the head of the module."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR", help="annotated news")
    given = parser.parse_args()
    every: dict[str, Counter[str]] = {"first level": Counter(), "all levels": Counter()}
    bare = reading = 0.0
    with threadpool_limits(1):
        attributions(paragraphs("The first text loads the weights, she said."))
        for text, annotated in gold_texts(given.gold):
            began = time.process_time()
            parsed = paragraphs(text)
            between = time.process_time()
            found = attributions(parsed)
            bare, reading = bare + between - began, reading + time.process_time() - between
            words = [match.span() for match in WORD.finditer(text)]
            gold = [claim(text, words, one["Content"], one["Source"]) for one in annotated]
            for level, count in every.items():
                read = [claim(text, words, one.content, one.speaker) for one in found
                        if one.parent is None or level == "all levels"]
                compare([one for one in gold if one[0]], [one for one in read if one[0]], count)
    for level, count in every.items():
        for view in ("all", "direct"):
            precision = count[f"{view} precise"] / max(1, count[f"{view} found"])
            recall = count[f"{view} recalled"] / max(1, count[f"{view} gold"])
            f = 2 * precision * recall / max(1e-9, precision + recall)
            speaker = count[f"{view} recalled"] / max(1, count[f"{view} paired"])
            print(f"{level:12s} {view:7s} P {precision:.3f}  R {recall:.3f}  F {f:.3f}  speaker {speaker:.3f}")
    print(f"speed        {bare / (bare + reading):.2f} of the bare parser's")


if __name__ == "__main__":
    main()
