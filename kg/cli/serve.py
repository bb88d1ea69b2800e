"""`kg serve`: the store in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from kg.cli.app import StoreOption, app, say, screen, stored
from kg.cli.output import write

HOST, PORT = "127.0.0.1", 8400
HostOption = Annotated[str, typer.Option(help="The address to listen at; by default only this machine can reach it")]
PortOption = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any that is free")]
OpenOption = Annotated[bool | None, typer.Option("--open/--no-open", show_default=False,
                                                 help="Open a browser; by default where there is a screen")]


@app.command()
def serve(
    host: HostOption = HOST,
    port: PortOption = PORT,
    open_browser: OpenOption = None,
    seconds: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=0.1,
                                           help="The most that a query of one's own may take")] = 10,
    rows: Annotated[int, typer.Option("--row-limit", metavar="N", min=1, help="The most rows of an answer")] = 1000,
    store: StoreOption = None,
) -> None:
    """Serve the pictures and a query page, until Ctrl-C.

    Questions and queries in Cypher and SPARQL, as a table and as a picture, every row open to its sentences. The pages
    show the store as it is at the moment; nothing in them writes to it.

    \b
    Examples:
      kg serve
      kg serve --port 9000 --no-open
      kg serve --row-limit 10000 --time-limit 60
    """
    start(store, host, port, open_browser, "query", seconds, rows)


def start(store: Path | None, host: str, port: int, open_browser: bool | None, page: str, seconds: float = 10,
          rows: int = 1000) -> None:
    """Serve a store and open one of its pages. Raises GraphError."""
    with stored(store) as graph:
        from kg.cli.look import draw
        from kg.serve import Settings, make_app, run

        def ready(url: str) -> None:
            write(f"{url}{page}\n")
            say(f"Serving {graph.path}; Ctrl-C stops")
            if screen() if open_browser is None else open_browser:
                import webbrowser

                webbrowser.open(f"{url}{page}")

        settings = Settings(host, port, seconds, rows)
        run(make_app(graph, draw, settings), settings, ready)


def picture(kind: str, about: Iterable[str], question: str | None, params: Mapping[str, Any], since: str | None,
            until: str | None) -> str:
    """The address of what `kg view` with the same options draws. Raises BadParameter where there is none."""
    days = [(name, day) for name, day in (("since", since), ("until", until)) if day]
    chosen = [*(("about", name) for name in about), *days]
    if question is None:
        return ("" if kind == "table" else kind) + (f"?{urlencode(chosen)}" if chosen else "")
    if kind != "table" or chosen:
        raise typer.BadParameter("a --question is served by itself, as a table", param_hint="--live")
    return f"rows?{urlencode([('question', question), *((f'p.{name}', value) for name, value in params.items())])}"
