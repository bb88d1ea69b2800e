"""A store as an object: load documents, ask in two languages, decide who is who, take it elsewhere."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import MergeRefused, NotInStore, QueryError, ReaderMissing, StoreBroken
from kg.log import Log
from schema import Document, PropertyGraph, Reading, Run

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.cypher import Cypher
    from kg.identity import Joined
    from kg.sparql import Sparql
    from loaders import Problem

Row = dict[str, Any]


@dataclass(slots=True)
class Loaded:
    """What a load did: names of the documents that went in, that were there already, and what could not be read."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Graph:
    """One store, which is one folder. Safe to use from several threads; several processes may have it open.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Graph.open(folder) as graph:
    ...     graph.cypher("MATCH (p:Person) RETURN p.name AS name")
    []
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreBroken(f"{self.path} cannot be a store: {(error.strerror or str(error)).lower()}") from None
        self._log = Log(self.path / "log.sqlite")
        self._turn = threading.RLock()
        self._compiled: tuple[tuple[str, int], PropertyGraph, list[Joined]] | None = None
        self._cypher: Cypher | None = None
        self._sparql: Sparql | None = None

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """The store in the folder `path`, made if it is not there. Raises `StoreTooNew`, `StoreBroken`, `StoreBusy`."""
        return cls(path)

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        with self._turn:
            for projection in (self._cypher, self._sparql):
                if projection is not None:
                    projection.close()
            self._log.close()

    # what goes in

    def add(self, reading: Reading) -> bool:
        """Put one reading in, whole or not at all. False if it was there already."""
        with self._turn:
            return self._log.add(reading)

    def load(self, *paths: str | Path, progress: Callable[[Document | Problem], None] | None = None,
             reader: str = "default") -> Loaded:
        """Read files, folders or globs and put what they say in; `progress` is called with each as it is done.

        What cannot be read is listed in the answer and does not keep the rest out. What is there already, read by the
        same reader ("default" or "accurate"), is not read again. Raises `ReaderMissing`.
        """
        import loaders
        try:
            run = loaders.current_run(reader)
        except loaders.ReaderMissing as error:
            raise ReaderMissing(str(error)) from None
        done = Loaded()
        for document in loaders.read_paths(paths):
            outcome = self._load(document, reader, run) if isinstance(document, Document) else document
            if isinstance(outcome, bool):
                (done.added if outcome else done.unchanged).append(document.name)  # type: ignore[union-attr]
            else:
                done.problems.append(outcome)
            if progress is not None:
                progress(document)
        if done.added:
            self.refresh()
        return done

    def _load(self, document: Document, reader: str, run: Run) -> bool | Problem:
        import loaders
        if self._log.holds(document, run):
            return False
        try:
            reading = loaders.read(document, reader)
        except Exception as error:      # one article that a stage chokes on must not keep the others out
            return loaders.Problem(document.name, f"cannot be read: {type(error).__name__}: {error}")
        return self.add(reading)

    def withdraw(self, document: str) -> list[str]:
        """Take a document out, by name or url, with its revisions and all that they claim: the uris of what went.

        Raises `NotInStore`. Loading it again brings it back.
        """
        with self._turn:
            return self._log.withdraw(document)

    def merge(self, a: str, b: str) -> None:
        """Decide that two nodes are one and the same. Raises `NotInStore`, `MergeRefused`. `unmerge` undoes it."""
        from kg.identity import kind_of_node
        with self._turn:
            found = self._classes({a, b})
            for uri in (a, b):
                if uri not in found:
                    raise NotInStore(f"no node has the uri {uri}")
            if "UnnamedSource" in found.values():
                raise MergeRefused("a source that nobody named is not merged: who it is, is not known")
            if kind_of_node(found[a]) != kind_of_node(found[b]):
                raise MergeRefused(f"a {found[a]} and a {found[b]} cannot be one and the same")
            self._log.decide(a, b, same=True)

    def unmerge(self, a: str, b: str) -> None:
        """Decide that two nodes are not the same, whether a rule or an earlier decision had joined them."""
        with self._turn:
            found = self._classes({a, b})
            for uri in (a, b):
                if uri not in found:
                    raise NotInStore(f"no node has the uri {uri}")
            self._log.decide(a, b, same=False)

    def _classes(self, uris: set[str]) -> dict[str, str]:
        """The class of each node, also of those that have become another one."""
        graph = self.property_graph()
        now = {one.member: one.canonical for one in self.identity()}
        return {uri: graph.nodes[now.get(uri, uri)].cls for uri in uris if now.get(uri, uri) in graph.nodes}

    def identity(self) -> list[Joined]:
        """Which nodes were found to be another one (`canonical`, `member`), and `why`: a rule's name or "decision"."""
        self.property_graph()
        assert self._compiled is not None
        return self._compiled[2]

    # what comes out

    def cypher(self, text: str, **params: Any) -> list[Row]:
        """Rows of a Cypher query: plain values, dates as ISO text, a whole node as a dict of its properties.

        Raises `QueryRefused` for a query that writes and `QueryError` for one that cannot be run.
        """
        return self.query("cypher", text, params)

    def sparql(self, text: str, **params: Any) -> list[Row]:
        """Rows of a SPARQL query over all named graphs; the prefixes cq, rdf, rdfs, xsd, schema and prov are declared.

        A parameter is written `$name`; see `kg.sparql.with_params`. Values and errors as with `cypher`.
        """
        return self.query("sparql", text, params)

    def query(self, language: str, text: str, params: Mapping[str, Any] | None = None,
              most: int | None = None) -> list[Row]:
        """Rows of a query in "cypher" or "sparql", at most `most` of them: further ones are not even looked for."""
        given = dict(params or {})
        with self._turn:
            if language == "cypher":
                texts = {name: _text_of_dates(value) for name, value in given.items()}
                return self._elements().query(text, texts, most)
            if language == "sparql":
                return self._quads().query(text, given, most)
        raise QueryError(f"there is no language {language!r}: cypher or sparql")

    def ask(self, name: str, engine: str = "cypher", evidence: bool = False, **params: Any) -> list[Row]:
        """Rows of a named question, by either engine ("cypher" or "sparql"): the same rows from both.

        With `evidence` each row has the passages that it rests on. Names among `params` may be aliases. Raises
        `UnknownQuestion`, `WrongParameter`.
        """
        from kg import questions
        return questions.ask(self, name, engine, params, evidence)

    def search(self, words: str, limit: int = 20) -> list[Row]:
        """Passages that claims were read from and that hold all of the words, best first: `span` (uri) and `exact`."""
        with self._turn:
            return [{"span": span, "exact": exact} for span, exact in self._log.search(words, limit)]

    def refresh(self) -> None:
        """Bring both projections up to date now, so that the next question need not wait for it."""
        self.cypher("RETURN 1 AS one")
        self.sparql("ASK { }")

    def property_graph(self) -> PropertyGraph:
        """The graph with identity, certainty and status applied. Exports and pictures are made from it: leave it be."""
        from kg.derive import derive
        with self._turn:
            state = self._log.state()
            if self._compiled is None or self._compiled[0] != state:
                with self._log.snapshot():
                    self._compiled = (self._log.state(), *derive(self._log))
            return self._compiled[1]

    def text(self, document: str) -> str:
        """The stored text of the document with this uri. Raises `NotInStore`."""
        with self._turn:
            return self._log.text(document)

    def documents(self) -> list[Row]:
        """What is in the store, by name and age, older revisions too (`current` is false for them)."""
        from kg.derive import revisions
        with self._turn:
            stored = [document for document in self._log.documents() if not document.withdrawn]
        current = {chain[-1].uri for chain in revisions(stored)}
        return [{"name": one.name, "uri": one.uri, "url": one.url, "title": one.title or one.name,
                 "published": one.published, "updated": one.updated, "publisher": one.publisher, "loaded": one.loaded,
                 "current": one.uri in current}
                for one in sorted(stored, key=lambda one: (one.name, one.key, one.age))]

    def stats(self) -> Row:
        """Counts: documents (current ones), revisions (older ones), nodes and edges, each class and each relation."""
        graph = self.property_graph()
        documents = self.documents()
        current = sum(one["current"] for one in documents)
        return {"documents": current, "revisions": len(documents) - current,
                "nodes": len(graph.nodes), "edges": len(graph.edges),
                "classes": dict(sorted(Counter(node.cls for node in graph.nodes.values()).items())),
                "relations": dict(sorted(Counter(edge.relation for edge in graph.edges.values()).items()))}

    def to_networkx(self) -> networkx.MultiDiGraph:
        """For analysis: nodes by uri with `labels` and values, edges keyed by relation with claims and certainty."""
        import networkx
        graph, found = self.property_graph(), networkx.MultiDiGraph()
        for node in graph.nodes.values():
            found.add_node(node.uri, labels=list(node.labels), **node.values)
        for edge in graph.edges.values():
            found.add_edge(edge.subject, edge.object, key=edge.relation, relation=edge.relation,
                           claims=list(edge.claims), certainty=edge.certainty)
        return found

    def to_rdflib(self) -> rdflib.Dataset:
        """The RDF as an rdflib Dataset over the very store that `sparql` asks (read-only), its default graph the union.

        It is valid until the store changes or is closed.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        from kg.sparql import PREFIXES
        with self._turn:
            dataset = rdflib.Dataset(store=OxigraphStore(store=self._quads().quads), default_union=True)
        for prefix, namespace in PREFIXES.items():
            with suppress(Exception):       # rdflib asks the store for namespaces, which a read-only one cannot keep
                dataset.bind(prefix, namespace)
        return dataset

    def _elements(self) -> Cypher:
        from kg.cypher import Cypher
        if self._cypher is None:
            self._cypher = Cypher(self.path)
        self._cypher.catch_up(self._log.state(), self.property_graph)
        return self._cypher

    def _quads(self) -> Sparql:
        from kg.sparql import Sparql
        if self._sparql is None:
            self._sparql = Sparql(self.path)
        self._sparql.catch_up(self._log.state(), self.property_graph)
        return self._sparql


def _text_of_dates(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_text_of_dates(one) for one in value] if isinstance(value, (list, tuple)) else value
