"""`kg view`, `kg stats`, `kg check`: looking at what a store holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import StoreOption, app, say, stored
from kg.cli.ask import ParamOption, parameters
from kg.cli.output import Format, show, write
from kg.cli.serve import HOST, PORT, HostOption, OpenOption, PortOption, picture, start

if TYPE_CHECKING:
    from kg.graph import Graph
    from viz import Choice


def _day(help: str) -> Any:
    return typer.Option(metavar="DAY", formats=["%Y-%m-%d"], show_default=False, help=help)


@app.command()
def view(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write")] = Path("kg.html"),
    network: Annotated[bool, typer.Option("--network", help="The free network instead of the table")] = False,
    explore: Annotated[bool, typer.Option("--explore", help="The explorer instead: all of a large graph")] = False,
    about: Annotated[list[str] | None, typer.Option(
        "--about", metavar="NAME", show_default=False,
        help="Only what this actor says, and what is said about this actor, meeting, proposal or point; repeatable",
    )] = None,
    question: Annotated[str | None, typer.Option(metavar="NAME", show_default=False,
                                                 help="Only what the rows of this question rest on")] = None,
    param: ParamOption = None,
    since: Annotated[datetime | None, _day("Only what was said on this day or later")] = None,
    until: Annotated[datetime | None, _day("Only what was said up to this day, and the table as it was then")] = None,
    live: Annotated[bool, typer.Option("--live", help="Serve it, like `kg serve`, instead of writing a file")] = False,
    host: HostOption = HOST,
    port: PortOption = PORT,
    open_browser: OpenOption = None,
    store: StoreOption = None,
) -> None:
    """Draw the graph into one HTML file, and print where it is.

    The negotiation table, the free network, or the explorer for graphs of a thousand nodes and more. The page needs no
    connection; click a line for the sentences behind it.

    \b
    Examples:
      kg view
      kg view -o talks.html --network
      kg view -o talks.html --explore
      kg view --about "Salma Idris" --about "ceasefire plan" --until 2026-03-10
      kg view --question stances --param actor="Salma Idris"
      kg view --live
    """
    first, last = (day.date().isoformat() if day else None for day in (since, until))
    if explore and network:
        raise typer.BadParameter("not together with --network", param_hint="--explore")
    kind = "explorer" if explore else "network" if network else "table"
    if live:
        start(store, host, port, open_browser, picture(kind, about or (), question, parameters(param), first, last))
        return
    from kg.choosing import choice

    with stored(store) as graph:
        draw(graph, output, kind, choice(graph, about or (), question, parameters(param), first, last))
    write(f"{output}\n")


def draw(graph: Graph, output: Path, kind: str = "table", choice: Choice | None = None) -> None:
    """The table, network or explorer of a store, every line open to the sentences behind it. Raises OSError.

    Where the explorer's nodes stand is kept in the store's folder.
    """
    import viz
    from kg.status import histories

    texts = {one["uri"]: graph.text(one["uri"]) for one in graph.documents() if one["current"]}
    drawn = graph.to_networkx()
    if kind == "network":
        viz.write_network(drawn, output, texts, choice=choice)
        return
    history = histories(graph.property_graph())
    if kind == "explorer":
        viz.write_explorer(drawn, output, texts, choice=choice, history=history, keep=graph.path)
    else:
        viz.write_table(drawn, output, texts, choice=choice, history=history)


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
