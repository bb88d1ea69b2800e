"""Communiqué: a graph of who said what in the coverage of a negotiation. `Graph` is the door."""

from kg.errors import (
    GraphError,
    MergeRefused,
    NotInStore,
    QueryError,
    QueryRefused,
    StoreBroken,
    StoreBusy,
    StoreTooNew,
    UnknownQuestion,
    WrongParameter,
)
from kg.graph import Graph, Loaded

__all__ = ["Graph", "GraphError", "Loaded", "MergeRefused", "NotInStore", "QueryError", "QueryRefused", "StoreBroken",
           "StoreBusy", "StoreTooNew", "UnknownQuestion", "WrongParameter"]
