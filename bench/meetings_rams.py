"""Who takes part in the meetings of RAMS's development part, when no trigger is given.

A line of the file is five sentences with one marked event; those of a type in `*.discussion.meet`, `negotiate`,
`collaborate` and `requestadvise` are meetings, and their participants, communicators and recipients take part. One is
found when a meeting that the reader made rests on a passage that holds the trigger; of several, the one that fits best.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders import read
from schema import Document
from tests.gold.predicted import predicted

MEETING = re.compile(r"\.(?:discussion|negotiate|collaborate|requestadvise)\.meet$")
PARTICIPANT = re.compile(r"(?:participant|communicator|recipient)$")
CLOSE, OPEN = frozenset((".", ",", ";", ":", "!", "?", ")", "%", "'s", "n't", "’s", "-")), frozenset(("(", "$", "-"))
SMALL = frozenset(("the", "a", "an", "of", "and"))
PRONOUNS = frozenset(("he", "him", "his", "she", "her", "they", "them", "their", "we", "us", "it", "its", "who"))


def meetings(path: Path) -> Iterator[tuple[str, tuple[int, int], list[str]]]:
    """(text, place of the trigger, words of each participant) of every meeting in the file."""
    for raw in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(raw)
        start, end, [[kind, *_]] = row["evt_triggers"][0]
        if MEETING.search(kind):
            text, places = _joined(row["sentences"])
            who = dict.fromkeys(text[places[first][0]:places[last][1]]
                                for _, (first, last), role in row["gold_evt_links"] if PARTICIPANT.search(role))
            yield text, (places[start][0], places[end][1]), [*who]      # "delegates" with two roles are one participant


def _joined(sentences: Sequence[Sequence[str]]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens as a text, a space between two but for punctuation, and where each stands in it."""
    text, places = "", []
    for sentence in sentences:
        for token in sentence:
            if text and token not in CLOSE and text[-1] not in OPEN:
                text += " "
            places.append((len(text), len(text) + len(token)))
            text += token
    return text, places


def same(wanted: str, name: str) -> bool:
    """Whether a name is the one in the words: one has all the other's words, little ones aside."""
    ours, theirs = ({word.removesuffix("'s") for word in re.findall(r"[\w'’.-]+", one.lower())} - SMALL
                    for one in (wanted, name))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def score(path: Path) -> str:
    """One line: how many meetings are found, and precision, recall and F of the participants of those."""
    wanted = given = right = found = total = 0
    for text, (start, end), who in meetings(path):
        total += 1
        rows = [row for row in predicted(read(Document("window", text))).meetings
                if any(a <= start and end <= b for a, b in row["spans"])]
        if not rows:
            continue
        found += 1
        hits, names = max(((_hits(who, row["who"]), row["who"]) for row in rows),
                          key=lambda one: (one[0], -len(one[1])))
        wanted, given, right = wanted + len(who), given + len(names), right + hits
    precision, recall = right / max(1, given), right / max(1, wanted)
    f = 2 * precision * recall / max(1e-9, precision + recall)
    return f"found {found} of {total}  participants P {precision:.3f}  R {recall:.3f}  F {f:.3f}"


def _hits(wanted: Sequence[str], names: Sequence[str]) -> int:
    """How many of the names are wanted; a pronoun, which the data does not resolve, may be any that is left."""
    left = list(names)
    for one in sorted(wanted, key=lambda words: words.lower() in PRONOUNS):
        match = next((name for name in left if one.lower() in PRONOUNS or same(one, name)), None)
        if match is not None:
            left.remove(match)
    return len(names) - len(left)
