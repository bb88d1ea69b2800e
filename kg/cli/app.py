"""The frame of the command line: global options, and errors made one line and an exit code.

Heavy packages are imported by the commands that need them, inside their functions: `kg --help` must be instant.
"""

from __future__ import annotations

import gc
import os
import sys
from enum import StrEnum
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import GraphError

if TYPE_CHECKING:
    from kg.graph import Graph

EXAMPLES = """Who said what in the coverage of a negotiation, on whose word, and how surely.

\b
Examples:
  kg load articles/               read a folder of articles into ./kg-store
  kg ask                          list the questions that can be asked
  kg ask meetings-by-status --evidence
  kg query --cypher "MATCH (p:Person) RETURN p.name"
  kg view -o picture.html         draw the graph
  kg serve                        the pictures and a query page in the browser
"""

app = typer.Typer(help=EXAMPLES, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
                  context_settings={"help_option_names": ["-h", "--help"]})

StoreOption = Annotated[
    Path | None, typer.Option("--store", metavar="DIR", show_default=False,
                              help="The store's folder  [env: KG_STORE; default: ./kg-store]")]
PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH...", show_default=False,
                              help="Files, folders, globs, or - for standard input: text, HTML, Markdown, JSONL")]


class Reader(StrEnum):
    """Who reads: the default, or the more accurate and slower one, which is an extra (`communique[accurate]`)."""

    default = "default"
    accurate = "accurate"


ReaderOption = Annotated[
    Reader, typer.Option("--reader", help="accurate finds more, more slowly; it needs communique[accurate]")]

_chosen: list[Path] = []   # --store given before the command


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kg {installed('communique')}")
        raise typer.Exit


@app.callback()
def _root(store: StoreOption = None,
          version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True,
                                                help="Show the version and exit.")] = False) -> None:
    _chosen[:] = [store] if store else []


def store_path(store: Path | None) -> Path:
    """The store's folder: the command's --store, the one before the command, KG_STORE, or ./kg-store."""
    return store or (_chosen[0] if _chosen else Path(os.environ.get("KG_STORE") or "kg-store"))


def stored(store: Path | None) -> Graph:
    """The store that is to be asked. Raises GraphError where there is none: asking must not make one."""
    from kg.graph import Graph

    path = store_path(store)
    if not (path / "log.sqlite").is_file():
        raise GraphError(f"{path}: no store here; `kg load PATH...` makes one")
    return Graph.open(path)


def screen() -> bool:
    """Whether there is a screen to open a page on."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(text: str) -> None:
    """One line to the person: what was done, what went wrong."""
    typer.echo(text, err=True)


def main() -> None:
    """Run the command that the process was started with, and exit."""
    gc.set_threshold(100_000, 50)   # a store is read into objects that stay: looking for garbage took a third of a view
    try:
        app(prog_name="kg")
    except GraphError as error:
        say(f"kg: {error}")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away (`kg claims ... | head`): nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        say(f"kg: {error.filename or 'input or output'}: {(error.strerror or str(error)).lower()}")
        sys.exit(1)
