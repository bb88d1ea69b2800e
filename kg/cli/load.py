"""`kg load` and `kg withdraw`: what goes into a store, and what goes out of it."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import PathsArgument, Reader, ReaderOption, StoreOption, app, say, store_path, stored
from kg.cli.output import write

if TYPE_CHECKING:
    from rich.progress import Progress

    from loaders import Problem
    from schema import Document


@app.command()
def load(paths: PathsArgument, store: StoreOption = None, reader: ReaderOption = Reader.default) -> None:
    """Read articles and put what they say into the store.

    A newer revision of an article (same url, or same file name) takes the place of the older one. What is there
    already is left as it is, so loading again is safe, also after an interruption: Ctrl-C finishes the article at
    hand; once more, and it is dropped.

    \b
    Examples:
      kg load article.txt
      kg load articles/ more/*.html feed.jsonl
      kg --store talks load articles/
    """
    from kg.graph import Graph

    with Graph.open(store_path(store)) as graph, _Progress(paths) as progress:
        try:
            done = graph.load(*paths, progress=progress.done, reader=reader.value)
        except KeyboardInterrupt:
            progress.close()
            say(f"kg: interrupted; {_count(progress.documents)} stored, load again to go on")
            raise typer.Exit(130) from None
        for problem in done.problems:
            if problem not in progress.problems:
                say(f"kg: {problem}")
    write(f"{_count(len(done.added))} added, {len(done.unchanged)} unchanged, {len(done.problems)} not read; "
          f"store {store_path(store)}\n")
    if done.problems:
        raise typer.Exit(1)


@app.command()
def withdraw(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", show_default=False,
                                                   help="Names (file names without extension) or urls")],
    store: StoreOption = None,
) -> None:
    """Take documents out of the store, with all that they claim.

    Loading them again brings them back.

    \b
    Examples:
      kg withdraw article-12
      kg withdraw https://paper.example/12
    """
    from kg.errors import NotInStore

    failed = False
    with stored(store) as graph:
        for document in documents:
            try:
                gone = graph.withdraw(document)
                write(f"{document}: {len(gone)} {'revision' if len(gone) == 1 else 'revisions'} withdrawn\n")
            except NotInStore as error:
                say(f"kg: {document}: {error}")
                failed = True
    if failed:
        raise typer.Exit(1)


class _Progress:
    """Shows a bar on a terminal, prints problems as they come, and turns Ctrl-C into a stop between two articles."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        self.problems: list[Problem] = []
        self.documents = 0
        self._texts: dict[str, str] = {}    # key of a document -> hash of its text
        self._bar: Progress | None = None
        self._stop = False

    def __enter__(self) -> _Progress:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        if sys.stderr.isatty() and "-" not in self.paths:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            from loaders import sources

            self._bar = Progress(TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                                 TextColumn("{task.description}"), console=Console(stderr=True), transient=True)
            self._bar.add_task("", total=len(sources(self.paths)))
            self._bar.start()
        return self

    def __exit__(self, *exc: object) -> None:
        signal.signal(signal.SIGINT, self._before)
        self.close()

    def close(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None

    def done(self, found: Document | Problem) -> None:
        if isinstance(found, Exception):
            self.problems.append(found)
            self._print(f"kg: {found}")
        else:
            self.documents += 1
            self._namesakes(found)
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1, description=getattr(found, "name", ""))
        if self._stop:
            raise KeyboardInterrupt

    def _namesakes(self, document: Document) -> None:
        """Two files of one name and no url are read as revisions of one article: most often they are two articles."""
        before = self._texts.setdefault(document.key, document.sha256)
        if not document.url and before != document.sha256:
            self._print(f"kg: warning: {document.key}: two texts of this name and no url in one load: the later takes "
                        "the place of the earlier; rename one, or give each a url: line")

    def _print(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            say(line)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._stop:
            raise KeyboardInterrupt
        self._stop = True
        self._print("kg: stopping after the article at hand (Ctrl-C again to drop it)")


def _count(number: int) -> str:
    return f"{number} {'document' if number == 1 else 'documents'}"
