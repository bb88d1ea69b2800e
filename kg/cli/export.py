"""`kg export NAME`: one command for each exporter that is installed, made from its function."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from kg.cli.app import StoreOption, app, stored


class _Exports(TyperGroup):
    """Looks an exporter up when it is asked for, so that one which cannot be imported does no harm to the others."""

    def list_commands(self, ctx: Any) -> list[str]:
        from kg.export import exporters

        return list(exporters())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        from kg.export import exporters, load_exporter

        return command(cmd_name, load_exporter(cmd_name)) if cmd_name in exporters() else None


def command(name: str, export: Callable[..., Any]) -> Any:
    """The command of an exporter: its options are the function's parameters after the graph, and --store."""
    _, *options = inspect.signature(export).parameters.values()
    around = export.__globals__ if inspect.isfunction(export) else {}
    options = [option.replace(annotation=eval(option.annotation, around))   # text, by the __future__ import
               if isinstance(option.annotation, str) else option for option in options]
    where = inspect.Parameter("store", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=StoreOption)

    @functools.wraps(export)
    def run(**given: Any) -> None:
        with stored(given.pop("store")) as graph:
            export(graph, **given)

    del run.__wrapped__   # type: ignore[attr-defined]
    run.__signature__ = inspect.Signature(   # type: ignore[attr-defined]
        [*(option.replace(kind=inspect.Parameter.KEYWORD_ONLY) for option in options), where])
    run.__annotations__ = {one.name: one.annotation for one in [*options, where]}
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    holder.command(name)(run)
    return typer.main.get_command(holder)


_group = typer.Typer(cls=_Exports, no_args_is_help=True, rich_markup_mode=None, help="""Take the graph elsewhere.

\b
Examples:
  kg export neo4j --uri bolt://localhost:7687
  kg export trig -o graph.trig
""")
app.add_typer(_group, name="export")
