"""What careful readers expect of the coverage of a negotiation: our own examples, and the first real article.

`tests/expected_shortfalls.yaml` names every answer that still falls short; `python -m tests.negotiations` prints it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

import loaders
from kg import Graph, questions
from schema import Document, Reading
from tests.answers import COLUMNS, Difference, Row, compare

EXAMPLES = Path(__file__).parents[1] / "examples"
SEED = Path(os.environ.get("SEED", Path(__file__).parents[2] / "shared" / "seed"))
SHORTFALLS = Path(__file__).with_name("expected_shortfalls.yaml")


@dataclass(frozen=True)
class Asked:
    """One question to one negotiation: the files that are in the graph, and the rows it must and may answer."""

    negotiation: str
    files: tuple[Path, ...]
    question: str
    params: Mapping[str, Any]
    answer: Sequence[Row]
    may: Sequence[Row]
    evidence: str | None
    later: bool = True   # the corrections are loaded

    def __str__(self) -> str:
        narrowed = [f"{name}={value}" for name, value in self.params.items()]
        return ", ".join([f"{self.negotiation}: {self.question}", *narrowed, *([] if self.later else ["uncorrected"])])

    def difference(self, graph: Graph) -> Difference:
        """How the graph's answer, the same by both engines, differs from what is expected."""
        rows, twin = (questions.ask(graph, self.question, engine, self.params, evidence=True)
                      for engine in ("cypher", "sparql"))
        assert rows == twin
        passages = [passage["paragraph"] for row in rows for passage in row.pop("evidence")]
        return compare(self.answer, rows, self.question, self.evidence, passages, self.may)


def examples() -> Iterator[Asked]:
    """Every question to the examples."""
    for negotiation in yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8")):
        for one in negotiation["questions"]:
            files = tuple(EXAMPLES / document["file"] for document in negotiation["documents"]
                          if document["file"] not in one.get("without", []))
            yield Asked(negotiation["negotiation"], files, one["id"], one.get("params", {}), one["answer"],
                        one.get("may", []), one.get("evidence"), "without" not in one)


def first_article() -> Iterator[Asked]:
    """Every question to the first article; none where it is not at hand."""
    if (SEED / "questions.yaml").exists():
        spec = yaml.safe_load((SEED / "questions.yaml").read_text(encoding="utf-8"))
        for one in spec["questions"]:
            answer = [_whole(row, one["id"]) for row in one["answer"]]
            yield Asked("the first article", (SEED / "article.txt",), one["id"], {}, answer, [], one.get("evidence"))


def _whole(row: list[Any], question: str) -> list[Any]:
    """The row as written: YAML cuts an unquoted "600,000" in two."""
    extra = len(row) - len(COLUMNS[question])
    return row if extra <= 0 or COLUMNS[question] == ["chain"] else [",".join(row[:extra + 1]), *row[extra + 1:]]


def shortfalls() -> dict[str, str]:
    """The answers that are known to fall short, with what is wrong."""
    return yaml.safe_load(SHORTFALLS.read_text(encoding="utf-8")) or {}


@cache
def _readings(file: Path) -> list[Reading]:
    documents = list(loaders.read_paths([file]))
    assert all(isinstance(document, Document) for document in documents)
    return [loaders.read(document) for document in documents if isinstance(document, Document)]


class Graphs:
    """A graph of any set of files, built once; a file is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: dict[tuple[Path, ...], Graph] = {}

    def of(self, files: Iterable[Path]) -> Graph:
        key = tuple(files)
        if key not in self.open:
            graph = self.open[key] = Graph.open(self.folder / str(len(self.open)))
            for reading in (reading for file in key for reading in _readings(file)):
                graph.add(reading)
        return self.open[key]

    def close(self) -> None:
        for graph in self.open.values():
            graph.close()


def main() -> None:
    """Print the shortfalls as they are now."""
    print("# Answers over the examples, and over the first article where it is at hand, that still fall short.\n"
          "# The tests hold each to fail: who repairs one takes it out. `python -m tests.negotiations` prints this.")
    with TemporaryDirectory() as folder:
        graphs = Graphs(Path(folder))
        found = {str(asked): _brief(difference) for asked in (*examples(), *first_article())
                 if (difference := asked.difference(graphs.of(asked.files)))}
        graphs.close()
    print(yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=118), end="")


def _brief(difference: Difference) -> str:
    parts = []
    for what, rows in (("lacks", difference.missing), ("has too much", difference.extra)):
        if rows:
            first = ", ".join(str(cell) for cell in rows[0] if cell is not None)
            first = first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0] + " ..."
            parts.append(f"{what}: {first}" + (f" (and {len(rows) - 1} more)" if len(rows) > 1 else ""))
    return "; ".join(parts + (["the passage is not behind it"] if difference.evidence else []))


if __name__ == "__main__":
    main()
