"""Rows to standard output, as a table for people or as JSON or CSV for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from kg.tabular import cell, csv_text


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def show(rows: Sequence[Mapping[str, Any]], form: Format, columns: Sequence[str] | None = None) -> None:
    """Print `rows`. `columns` gives their order and is the head of an empty answer; default: the first row's."""
    names = list(columns) if columns else list(rows[0]) if rows else []
    if form is Format.json:
        lines = ",\n ".join(json.dumps({name: row.get(name) for name in names}, ensure_ascii=False, default=str)
                            for row in rows)
        write(f"[{lines}]\n")
    elif form is Format.csv:
        write(csv_text(rows, names))
    else:
        table(names, ([cell(row.get(name)) for name in names] for row in rows))


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; where there is none, as wide as its cells ask for, so that nothing is cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*names, box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in drawn.columns:
        column.overflow = "fold"
    for row in rows:
        drawn.add_row(*(Text(value) for value in row))
    console = Console(soft_wrap=False) if sys.stdout.isatty() else Console(width=10_000)
    with console.capture() as capture:
        console.print(drawn)
    write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines() if line.strip()))


def write(text: str) -> None:
    """`text` to standard output in UTF-8, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def write_line(record: Mapping[str, Any]) -> None:
    """One JSON object on one line."""
    write(json.dumps(record, ensure_ascii=False) + "\n")
