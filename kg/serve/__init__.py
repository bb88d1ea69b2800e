"""The store in a browser: the pictures as they are now, questions and queries with the sentences behind every row.

`make_app` is the application; `run` serves it until it is interrupted.
"""

from kg.serve.app import make_app
from kg.serve.run import run
from kg.serve.settings import Settings

__all__ = ["Settings", "make_app", "run"]
