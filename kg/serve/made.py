"""What is made from the graph, once for each state of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from kg.graph import Graph
from schema import PropertyGraph

T = TypeVar("T")


class Made(Generic[T]):
    """What `make` makes of the graph as it is now: made again when the store has changed, by one thread at a time."""

    def __init__(self, graph: Graph, make: Callable[[PropertyGraph], T]) -> None:
        self.graph, self.make = graph, make
        self._turn = threading.Lock()
        self._made: tuple[PropertyGraph, T] | None = None

    def now(self) -> T:
        with self._turn:
            elements = self.graph.property_graph()      # the same object as long as the store stays the same
            if self._made is None or self._made[0] is not elements:
                self._made = (elements, self.make(elements))
            return self._made[1]
