"""`kg view`, `kg stats`, `kg check`: looking at what a store holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import StoreOption, app, say, stored
from kg.cli.output import Format, show, write

if TYPE_CHECKING:
    from kg.graph import Graph


@app.command()
def view(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write")] = Path("kg.html"),
    network: Annotated[bool, typer.Option("--network", help="The free network (so far the only picture)")] = False,
    store: StoreOption = None,
) -> None:
    """Draw the graph into one HTML file, and print where it is.

    The page needs no network; click a line to see the sentences behind it.

    \b
    Examples:
      kg view
      kg view -o talks.html --network
    """
    with stored(store) as graph:
        draw(graph, output)
    write(f"{output}\n")


def draw(graph: Graph, output: Path) -> None:
    """The picture of a store, every line open to the sentences behind it. Raises OSError."""
    import viz

    texts = {one["uri"]: graph.text(one["uri"]) for one in graph.documents() if one["current"]}
    viz.write_network(graph.to_networkx(), output, texts)


@app.command()
def stats(form: Annotated[Format, typer.Option("--format", help="How to print the counts")] = Format.table,
          store: StoreOption = None) -> None:
    """Count what is in the store, by class and relation.

    \b
    Examples:
      kg stats
      kg stats --format json
    """
    with stored(store) as graph:
        found = graph.stats()
    rows = [{"what": what, "name": name, "count": count}
            for what, value in found.items()
            for name, count in (value.items() if isinstance(value, dict) else [("", value)])]
    show(rows, form, ["what", "name", "count"])


@app.command()
def check(store: StoreOption = None) -> None:
    """Validate the store against the vocabulary's shapes.

    Prints every node that breaks one, with the shape, its document and its span.

    \b
    Examples:
      kg check
    """
    from kg.check import violations

    with stored(store) as graph:
        found = violations(graph)
    if found:
        show(found, Format.table)
        say(f"kg: {len(found)} {'node breaks a shape' if len(found) == 1 else 'violations of the shapes'}")
        raise typer.Exit(1)
    say("kg: every node keeps to the shapes")
