"""Rows to standard output, as a table for people or as JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any


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
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(names)
        out.writerows([cell(row.get(name)) for name in names] for row in rows)
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


def cell(value: Any) -> str:
    """A value as people read it: a list joined, nothing for no value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(cell(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def write(text: str) -> None:
    """`text` to standard output in UTF-8, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def write_line(record: Mapping[str, Any]) -> None:
    """One JSON object on one line."""
    write(json.dumps(record, ensure_ascii=False) + "\n")
