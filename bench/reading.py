"""How well and how fast the readers read, beside what pip installs, in one run.

    python -m bench.reading [--gold DIR] [--meetings FILE]

Prints the scores of our own gold set (its first-written half apart); then, where annotated news is (DIR, in brat's
form: `loaders/brat.py`; by default PolNeAR's development part in ../shared), the attributions of each reader and peer,
and words per second as a share of the bare spaCy pipeline's, one thread, processor time, all on the same texts; then
the participants of RAMS's meetings, where FILE is. The peer is textacy's `direct_quotations` (the `bench` extra);
without it a line says so.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from spacy.tokens import Token
from threadpoolctl import threadpool_limits

from bench.attribution_score import WORD, Claim, claim, compare, line
from bench.meetings_rams import score as meetings_score
from loaders import READERS, ReaderMissing, current_run, read
from loaders.brat import gold_texts
from loaders.reading.attribution import attributions
from loaders.reading.parse import PARAGRAPH, paragraphs, pipeline
from schema import Document, Span
from tests.gold import score as gold

SHARED = Path(__file__).parents[2] / "shared" / "eval"

Spans = list[tuple[int, int]]
Said = tuple[Spans, Spans, Spans]                 # content, speaker, cue
System = Callable[[str], Iterable[Said]]


def bare(text: str) -> Iterable[Said]:
    """The parser alone, on the paragraphs that it is given by the readers."""
    list(pipeline().pipe((match.group() for match in PARAGRAPH.finditer(text)), batch_size=32))
    return ()


def claims_alone(reader: str, levels: bool = True) -> System:
    """Parsing and finding attributions; without `levels` the outermost only: annotated news marks no inner ones."""
    def system(text: str) -> Iterable[Said]:
        return [(_plain(one.content), _plain(one.speaker), _plain(one.cue))
                for one in attributions(paragraphs(text), reader) if levels or one.parent is None]
    return system


def whole(reader: str) -> System:
    """All of reading; its claims as `kg claims` prints them, the outlet's own aside."""
    def system(text: str) -> Iterable[Said]:
        return [(_plain(one.content_spans), _plain(one.speaker_spans), _plain(one.cue_spans))
                for one in read(Document("text", text), reader).claims
                if one.kind != "narration" and one.part_of is None]
    return system


def _plain(spans: Iterable[Span]) -> Spans:
    return [(span.start, span.end) for span in spans]


def textacy(text: str) -> Iterable[Said]:
    """textacy's direct quotations, by paragraph; it refuses one whose quotation marks are odd in number."""
    from textacy.extract import direct_quotations

    matches = list(PARAGRAPH.finditer(text))
    for match, doc in zip(matches, pipeline().pipe((match.group() for match in matches), batch_size=32), strict=True):
        def spans(run: Sequence[Token], start: int = match.start()) -> Spans:
            return [(start + run[0].idx, start + run[-1].idx + len(run[-1]))] if len(run) else []

        with suppress(ValueError):
            for one in direct_quotations(doc):
                yield spans(one.content), spans(one.speaker), spans(one.cue)


def measured(folder: Path, systems: dict[str, System]) -> tuple[dict[str, Counter[str]], dict[str, float]]:
    """Counts and seconds of each system over the annotated texts; they take turns, text by text."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in systems}
    seconds = dict.fromkeys(systems, 0.0)
    for system in systems.values():
        list(system("The first text loads what is needed, she said."))
    for text, annotated in gold_texts(folder):
        words = [match.span() for match in WORD.finditer(text)]
        wanted = [claim(text, words, one["Content"], one["Source"], one["Cue"]) for one in annotated]
        for name, system in systems.items():
            began = time.process_time()
            said = list(system(text))
            seconds[name] += time.process_time() - began
            found: list[Claim] = [claim(text, words, *one) for one in said if one[0]]
            compare([one for one in wanted if one.content], [one for one in found if one.content], counts[name])
    return counts, seconds


def main() -> None:
    """The command line; see the head of the module."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, default=SHARED / "polnear" / "dev", metavar="DIR", help="annotated news")
    parser.add_argument("--meetings", type=Path, default=SHARED / "meetings" / "rams_dev.jsonl", metavar="FILE",
                        help="RAMS's development part")
    given = parser.parse_args()
    with threadpool_limits(1):
        print("Our own gold set", "", sep="\n")
        gold.main([])
        if given.gold.is_dir():
            print(f"Attributions in {given.gold.parent.name}/{given.gold.name}, and speed", "", sep="\n")
            _attributions(given.gold)
        else:
            print(f"{given.gold}: no annotated news here; --gold DIR names some")
        if given.meetings.is_file():
            print("", "Meetings of RAMS, no trigger given", "", meetings_score(given.meetings), sep="\n")
        else:
            print(f"{given.meetings}: no RAMS here; --meetings FILE names it")


def _attributions(folder: Path) -> None:
    systems: dict[str, System] = {"bare spaCy": bare}
    for reader in READERS:
        try:
            current_run(reader)
        except ReaderMissing as missing:
            print(f"{reader}: {missing}")
            continue
        systems |= {f"{reader}, outermost": claims_alone(reader, levels=False),
                    f"{reader}, claims alone": claims_alone(reader), f"{reader}, whole reading": whole(reader)}
    if find_spec("textacy"):
        systems["textacy"] = textacy
    else:
        print("textacy: not installed (pip install 'communique[bench]')")
    counts, seconds = measured(folder, systems)
    for name in systems:
        speed = f"speed {seconds['bare spaCy'] / seconds[name]:.2f}"
        print(f"{name:24s} {speed}" + (f"  {line(counts[name])}" if name != "bare spaCy" else ""))


if __name__ == "__main__":
    main()
