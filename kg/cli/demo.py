"""`kg demo`: the examples, three questions with their evidence, the picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app, say, screen
from kg.cli.ask import Engine, answer
from kg.cli.load import load
from kg.cli.look import draw
from kg.cli.output import Format, write
from kg.errors import GraphError

EXAMPLES = Path(__file__).parents[2] / "examples"
QUESTIONS = ("meetings-by-status", "visit-source", "stances")


@app.command()
def demo(folder: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where to put the store and the picture")]
         = Path("demo-store")) -> None:
    """Load the examples, ask three questions, draw the picture.

    \b
    Example:
      kg demo
    """
    if not EXAMPLES.is_dir():
        raise GraphError(f"{EXAMPLES}: the examples are not here; they come with the source of the project")
    say(f"Reading {EXAMPLES} ...")
    load([str(EXAMPLES)], folder)

    from kg import questions
    from kg.graph import Graph

    sentences = {one.name: one.sentence for one in questions.all()}
    with Graph.open(folder) as graph:
        for name in QUESTIONS:
            write(f"\n$ kg ask {name} --evidence --store {folder}\n{sentences[name]}\n\n")
            answer(graph, name, Engine.cypher, {}, evidence=True, form=Format.table)
        picture = Path(f"{folder}.html")
        draw(graph, picture)
    write(f"\nThe picture: {picture.resolve().as_uri()}\n")
    if screen():
        import webbrowser

        webbrowser.open(picture.resolve().as_uri())
