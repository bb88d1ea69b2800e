"""What the two projections share: a folder that can be thrown away, and knows which state of the log it shows.

`cypher.3` is the third copy of the Cypher projection. A copy without its `state.json` is unfinished or was being
changed when its process died: it is never used. A copy is changed in place only while nobody else reads it (a lock on
the copy); otherwise a new one is built beside it. So readers in several processes need not know of one another.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kg.collecting import paused
from kg.errors import StoreBusy
from schema import VOCABULARY, Edge, Node, PropertyGraph

try:
    import fcntl
except ImportError:            # not on Windows: one process at a time there
    fcntl = None  # type: ignore[assignment]

WAIT = 120                     # seconds for another process to finish building
SMALL = 0.3                    # of all elements: above, a new copy is built faster than an old one is changed


@dataclass(slots=True)
class Change:
    """What leads from one graph to another. A node whose labels change is removed and added, with its edges."""

    old: PropertyGraph
    new: PropertyGraph
    removed_nodes: list[Node] = field(default_factory=list)
    added_nodes: list[Node] = field(default_factory=list)
    changed_nodes: list[tuple[Node, Node]] = field(default_factory=list)
    removed_edges: list[Edge] = field(default_factory=list)
    added_edges: list[Edge] = field(default_factory=list)

    def __len__(self) -> int:
        return (len(self.removed_nodes) + len(self.added_nodes) + len(self.changed_nodes)
                + len(self.removed_edges) + len(self.added_edges))


def difference(old: PropertyGraph, new: PropertyGraph) -> Change:
    """What is to be done to `old` to make it `new`."""
    change = Change(old, new)
    moved = set()
    for uri, node in old.nodes.items():
        other = new.nodes.get(uri)
        if other is None or other.labels != node.labels:
            change.removed_nodes.append(node)
            moved.add(uri)
        elif other.values != node.values:
            change.changed_nodes.append((node, other))
    change.added_nodes = [node for uri, node in new.nodes.items() if uri not in old.nodes or uri in moved]
    for key, edge in old.edges.items():
        if new.edges.get(key) != edge or key[0] in moved or key[2] in moved:
            change.removed_edges.append(edge)
    for key, edge in new.edges.items():
        if old.edges.get(key) != edge or key[0] in moved or key[2] in moved:
            change.added_edges.append(edge)
    return change


class Projection(ABC):
    """One engine's copy of the graph under `store`; `name` is the folder's, `sources` the files that shape it."""

    name: str
    sources: tuple[str, ...] = ()

    def __init__(self, store: Path) -> None:
        self.store = store
        self._state: dict[str, object] | None = None
        self._lock: IO[str] | None = None

    @abstractmethod
    def _build(self, folder: Path, graph: PropertyGraph) -> None:
        """Write the whole graph into a new folder."""

    @abstractmethod
    def _change(self, folder: Path, change: Change) -> None:
        """Bring an existing folder up to date."""

    @abstractmethod
    def _open(self, folder: Path) -> None:
        """Open for reading only."""

    @abstractmethod
    def _close(self) -> None:
        """Let go of the folder."""

    def version(self) -> str:
        """Changes whenever anything does that shapes the projection: our code, the vocabulary, the engine."""
        here = Path(__file__).parent
        files = ("derive.py", "identity.py", "rules.py", "same_meeting.py", "scene.py", "wording.py", "wording.yaml",
                 "status.py", "projection.py", *self.sources)
        digest = hashlib.sha256(VOCABULARY.path.read_bytes())
        for file in files:
            digest.update((here / file).read_bytes())
        return digest.hexdigest()[:16]

    def catch_up(self, state: tuple[str, int], graph: Callable[[], PropertyGraph]) -> None:
        """Show this state of the log, whose graph `graph` compiles if need be. Raises `StoreBusy`."""
        if self._state is not None and (self._state["store"], self._state["position"]) == state:
            return
        wanted: dict[str, object] = {"store": state[0], "position": state[1], "version": self.version()}
        self.close()
        if self._use(wanted):
            return
        with self._building():
            if self._use(wanted):
                return
            if not self._renew(wanted, graph):
                self._create(wanted, graph())
            self._clean(wanted)
            if not self._use(wanted):
                raise StoreBusy(f"{self.store}: the {self.name} projection was taken away while it was built")

    def close(self) -> None:
        """Let go of the engine; what is asked next opens it again."""
        if self._state is not None:
            self._close()
            self._state = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _copies(self) -> list[Path]:
        """All finished or unfinished copies, the newest first."""
        found = [path for path in self.store.glob(f"{self.name}.*") if path.suffix[1:].isdigit()]
        return sorted(found, key=lambda path: -int(path.suffix[1:]))

    def _use(self, wanted: dict[str, object]) -> bool:
        for folder in self._copies():
            lock = _locked(folder / "lock", shared=True)
            if lock is None:
                continue
            if _state_of(folder) == wanted:
                self._open(folder / "data")
                self._state, self._lock = wanted, lock
                return True
            lock.close()
        return False

    def _renew(self, wanted: dict[str, object], graph: Callable[[], PropertyGraph]) -> bool:
        """Change the newest copy in place, if it is whole, ours, nobody's at the moment, and not too far away."""
        for folder in self._copies():
            state = _state_of(folder)
            if state is None or {**state, "position": 0} != {**wanted, "position": 0}:
                continue
            with _held(folder) as mine:
                if not mine:
                    continue
                with paused():
                    new = graph()
                    change = difference(_read(folder / "elements.json"), new)
                if len(change) > SMALL * (len(new.nodes) + len(new.edges)):
                    return False
                (folder / "state.json").unlink()
                if len(change):
                    self._change(folder / "data", change)
                    _write(folder / "elements.json", new)
                _finish(folder, wanted)
                return True
        return False

    def _create(self, wanted: dict[str, object], graph: PropertyGraph) -> None:
        number = max((int(path.suffix[1:]) for path in self._copies()), default=0) + 1
        folder = self.store / f"{self.name}.new"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "lock").touch()
        self._build(folder / "data", graph)
        _write(folder / "elements.json", graph)
        _finish(folder, wanted)
        folder.rename(self.store / f"{self.name}.{number}")

    def _clean(self, wanted: dict[str, object]) -> None:
        """Remove the copies that show another state, unless somebody still reads them."""
        for folder in self._copies():
            if _state_of(folder) != wanted:
                with _held(folder) as mine:
                    if mine:
                        (folder / "state.json").unlink(missing_ok=True)
                        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _building(self) -> Iterator[None]:
        path = self.store / f"{self.name}.lock"
        until = time.monotonic() + WAIT
        while (lock := _locked(path)) is None:
            if time.monotonic() > until:
                raise StoreBusy(f"{self.store}: another process has been building the {self.name} index for {WAIT} s")
            time.sleep(0.05)
        with lock:
            yield


def _locked(path: Path, shared: bool = False) -> IO[str] | None:
    """The open file with an advisory lock on it, which ends with the file or the process; None: it is taken."""
    try:
        file = open(path, "a+")  # noqa: SIM115 - the lock lives as long as the file is open
    except OSError:
        return None
    if fcntl is not None:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return file


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    lock = _locked(folder / "lock")
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.close()


def _state_of(folder: Path) -> dict[str, object] | None:
    with suppress(OSError, ValueError):
        return json.loads((folder / "state.json").read_text())
    return None


def _finish(folder: Path, state: dict[str, object]) -> None:
    """Last of all, and in one step: from now on the copy counts."""
    part = folder / "state.part"
    part.write_text(json.dumps(state))
    os.replace(part, folder / "state.json")


def _write(path: Path, graph: PropertyGraph) -> None:
    path.write_text(json.dumps({
        "nodes": [[node.uri, node.labels, node.values] for node in graph.nodes.values()],
        "edges": [[*key, edge.claims, edge.certainty, edge.graphs] for key, edge in graph.edges.items()]}))


def _read(path: Path) -> PropertyGraph:
    data = json.loads(path.read_text())
    return PropertyGraph({row[0]: Node(*row) for row in data["nodes"]},
                         {(row[0], row[1], row[2]): Edge(*row) for row in data["edges"]})
