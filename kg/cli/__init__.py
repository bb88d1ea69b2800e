"""The command line: `kg COMMAND`. Results go to standard output, all else to standard error.

Exit codes: 0 done, 1 something asked for failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

from importlib import import_module

from kg.cli.app import main

__all__ = ["main"]

# Importing a module adds its commands; `kg --help` lists them in this order.
for _module in ("load", "claims", "ask", "look", "serve", "export", "demo"):
    import_module(f"kg.cli.{_module}")
