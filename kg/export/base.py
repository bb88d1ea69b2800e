"""What every exporter stands on.

An exporter is a function under the entry-point group `communique.exporters`, and its name there is the command's:
`kg export NAME`. It takes the open `Graph` first; its further parameters are the command's options (typer's
annotations), its docstring is the help. The ones of this package come in by the same door.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Annotated, Any

import typer

from kg.errors import ExportError

GROUP = "communique.exporters"

Exporter = Callable[..., Any]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", show_default=False,
                                             help="Where to write; default: standard output")]


def exporters() -> dict[str, EntryPoint]:
    """What is installed, by name. Of two under one name the first found stays."""
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        found.setdefault(entry.name, entry)
    return found


def load_exporter(name: str) -> Exporter:
    """The function. Raises `ExportError` for a name that is not installed or that cannot be imported."""
    entry = exporters().get(name)
    if entry is None:
        raise ExportError(f"there is no exporter {name!r}; there are: {', '.join(exporters())}")
    try:
        return entry.load()
    except (ImportError, AttributeError) as error:
        raise ExportError(f"the exporter {name!r} cannot be used: {error}") from error


@contextmanager
def writing(output: Path | None) -> Iterator[IO[bytes]]:
    """Somewhere to write bytes to: standard output, or a file that is there only when it is complete."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if not output.parent.is_dir():
        raise ExportError(f"{output}: the folder {output.parent} does not exist")
    if output.exists() and not output.is_file():   # a pipe or a device is written to, never replaced
        if output.is_dir():
            raise ExportError(f"{output} is a folder")
        with output.open("wb") as out:
            yield out
        return
    mode = output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask()
    partial = NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False)   # noqa: SIM115
    try:
        with partial:
            yield partial
        os.chmod(partial.name, mode)
        os.replace(partial.name, output)
    except BaseException:
        with suppress(OSError):
            os.unlink(partial.name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
