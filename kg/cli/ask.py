"""`kg ask` and `kg query`: questions by name, or in Cypher or SPARQL."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import StoreOption, app, stored
from kg.cli.output import Format, show, write
from kg.tabular import cell

if TYPE_CHECKING:
    from kg.graph import Graph


class Engine(StrEnum):
    """Which of the two twins of a question is asked."""

    cypher = "cypher"
    sparql = "sparql"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the rows")]
ParamOption = Annotated[list[str] | None, typer.Option(
    "--param", "-p", metavar="NAME=VALUE", show_default=False, help="A parameter; may be given more than once")]


@app.command()
def ask(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", show_default=False,
                                               help="The question; none lists all of them")] = None,
    param: ParamOption = None,
    form: FormatOption = Format.table,
    engine: Annotated[Engine, typer.Option(help="Which of the two twins to ask")] = Engine.cypher,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show under each row what it rests on")] = False,
    store: StoreOption = None,
) -> None:
    """Ask a question by its name; with no name, list the questions.

    \b
    Examples:
      kg ask
      kg ask people
      kg ask who-said-what --param speaker="Marco Rubio" --evidence
      kg ask people --engine sparql --format json
    """
    params = parameters(param)
    if name is None:
        _list(form)
        return
    with stored(store) as graph:
        answer(graph, name, engine, params, evidence, form)


def answer(graph: Graph, name: str, engine: Engine, params: dict[str, Any], evidence: bool, form: Format) -> None:
    """Print the rows of a named question. Raises GraphError."""
    from kg import questions

    rows = questions.ask(graph, name, engine=engine.value, params=params, evidence=evidence)
    columns = list(questions.get(name).columns)
    if evidence and form is Format.table:
        for row in rows:
            write(passage_text(row, columns))
        if not rows:
            show(rows, form, columns)
    else:
        show(rows, form, [*columns, "evidence"] if evidence else columns)


def passage_text(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """A row and under it what it rests on: how surely who says it in which document, and the words themselves."""
    lines = [" | ".join(cell(row.get(column)) or "-" for column in columns)]
    for one in row["evidence"]:
        relayed = [", ".join(one["relays"])] if one["relays"] else []   # who relays together stands together
        chain = [*relayed, ", ".join(one["speaker"]) or "unnamed"]
        lines.append(f"    {one['outlet'] or one['document']}, {one['published'] or 'no date'}: "
                     f"{' > '.join(dict.fromkeys(chain))}, {one['modality']}")
        lines.append(f"      > {' '.join(one['exact'].split())}")
    return "\n".join([*lines, "", ""])


def _list(form: Format) -> None:
    from kg import questions

    show([{"name": one.name, "asks": one.sentence, "parameters": list(one.params)} for one in questions.all()], form,
         ["name", "asks", "parameters"])


@app.command()
def query(
    cypher: Annotated[str | None, typer.Option(metavar="TEXT", show_default=False, help="A Cypher query")] = None,
    sparql: Annotated[str | None, typer.Option(metavar="TEXT", show_default=False, help="A SPARQL query")] = None,
    param: ParamOption = None,
    form: FormatOption = Format.table,
    store: StoreOption = None,
) -> None:
    """Run a query of your own, which can only read.

    \b
    Examples:
      kg query --cypher 'MATCH (c:Claim)-[:SPEAKER]->(p:Person) RETURN p.name, count(c)'
      kg query --cypher 'MATCH (p:Person {name: $name}) RETURN p' --param name="Marco Rubio"
      kg query --sparql 'SELECT ?name { ?p a cq:Person ; cq:name ?name }' --format csv
    """
    if (cypher is None) == (sparql is None):
        raise typer.BadParameter("give one of --cypher and --sparql")
    params = parameters(param)
    with stored(store) as graph:
        rows = graph.cypher(cypher, **params) if cypher is not None else graph.sparql(sparql or "", **params)
    show(rows, form)


def parameters(given: list[str] | None) -> dict[str, Any]:
    """`NAME=VALUE` pairs as a dict. A value that is a JSON number, list or the like is one; any other is text."""
    found: dict[str, Any] = {}
    for pair in given or []:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--param")
        try:
            found[name.strip()] = json.loads(value)
        except ValueError:
            found[name.strip()] = value
    return found
