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
    network: Annotated[bool, typer.Option("--network", help="The free network instead of the table")] = False,
    store: StoreOption = None,
) -> None:
    """Draw the graph into one HTML file, and print where it is.

    The negotiation table, or the free network. The page needs no connection; click a line for the sentences behind it.

    \b
    Examples:
      kg view
      kg view -o talks.html --network
    """
    with stored(store) as graph:
        draw(graph, output, network)
    write(f"{output}\n")


def draw(graph: Graph, output: Path, network: bool = False) -> None:
    """The negotiation table of a store, or its network, every line open to the sentences behind it. Raises OSError."""
    import viz

    texts = {one["uri"]: graph.text(one["uri"]) for one in graph.documents() if one["current"]}
    (viz.write_network if network else viz.write_table)(graph.to_networkx(), output, texts)


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
def check(form: Annotated[Format, typer.Option("--format", help="How to print what is wrong")] = Format.table,
          store: StoreOption = None) -> None:
    """Validate the store against the vocabulary's shapes.

    Prints every node that breaks one, with the shape, its document and its span; fails on a violation, not on a
    warning. Also told: a span that is not the stored text, an edge that no passage bears out.

    \b
    Examples:
      kg check
    """
    from kg.check import violations

    with stored(store) as graph:
        found = violations(graph)
    if found:
        show(found, form)
    wrong = sum(row["severity"] == "violation" for row in found)
    say(f"kg: {wrong} {'violation' if wrong == 1 else 'violations'}, "
        f"{len(found) - wrong} {'warning' if len(found) - wrong == 1 else 'warnings'}")
    if wrong:
        raise typer.Exit(1)
