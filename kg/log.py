"""The log, which is the truth: one SQLite file with the documents, what each says, and who was decided to be whom.

Everything else in a store is made from it and can be thrown away. A document goes in whole or not at all: one
transaction each, in WAL mode, so that readers never wait for a load and a killed load leaves no half document.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import NotInStore, StoreBroken, StoreBusy, StoreTooNew
from schema import Document, Reading, Run
from schema.model import Value

VERSION = 1                     # of the tables below, kept in SQLite's user_version
APPLICATION = 0x434F4D51        # "COMQ": tells our files from other SQLite files
WAIT = 30                       # seconds for another process's transaction to end

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value);
CREATE TABLE runs (uri TEXT PRIMARY KEY, loader TEXT, version TEXT, model TEXT, started TEXT);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uri TEXT UNIQUE, key TEXT, name TEXT, url TEXT, title TEXT, published TEXT,
    updated TEXT, publisher TEXT, language TEXT, sha256 TEXT, text TEXT, loaded TEXT, run TEXT REFERENCES runs,
    withdrawn TEXT);
CREATE INDEX documents_by_key ON documents (key);
CREATE TABLE triples (document INTEGER REFERENCES documents, subject TEXT, predicate TEXT, object, claim TEXT);
CREATE INDEX triples_by_document ON triples (document);
CREATE TABLE identity (a TEXT, b TEXT, same INTEGER, decided TEXT, PRIMARY KEY (a, b));
CREATE TABLE spans (
    id INTEGER PRIMARY KEY, document INTEGER REFERENCES documents, uri TEXT, start INTEGER, end INTEGER);
CREATE INDEX spans_by_document ON spans (document);
CREATE VIRTUAL TABLE passages USING fts5(exact, tokenize = 'unicode61 remove_diacritics 2');
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the log has it. `id` counts up in the order of loading; times are ISO 8601 with zone, in UTC."""

    id: int
    uri: str
    key: str
    name: str
    url: str | None
    title: str | None
    published: str | None
    updated: str | None
    publisher: str | None
    language: str
    sha256: str
    loaded: str
    run: str
    withdrawn: str | None

    @property
    def age(self) -> tuple[datetime, int]:
        """What orders the revisions of one document: the time of the text, then of the loading."""
        return _moment(self.updated or self.published), self.id


@dataclass(frozen=True, slots=True)
class Decision:
    """That two nodes are one and the same, or are not, as a person decided."""

    a: str
    b: str
    same: bool


Row = tuple[int, str, str, Value, str | None]     # a triple, before it its document's number, behind it its claim's uri
_STORED = ", ".join(Stored.__dataclass_fields__)


class Log:
    """One open log. Raises `StoreTooNew`, `StoreBroken` on opening, `StoreBusy` where another process holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fresh = not path.exists() or path.stat().st_size == 0
        try:
            self._db = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            if fresh:
                self._create()
            self._check()
            self._db.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.OperationalError as error:
            raise (StoreBusy if "locked" in str(error) else StoreBroken)(f"{path}: {error}") from None
        except sqlite3.DatabaseError as error:
            raise StoreBroken(f"{path} is not a store: {error}") from None

    def _create(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        with self._writing():
            if self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                return                     # another process made it while we waited
            for statement in TABLES.strip().split(";\n"):
                self._db.execute(statement.rstrip(";"))
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", [("store", uuid.uuid4().hex), ("position", 0)])
            self._db.execute(f"PRAGMA application_id = {APPLICATION}")
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    def _check(self) -> None:
        if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise StoreBroken(f"{self.path} is an SQLite file, but not a store of this program")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise StoreTooNew(f"{self.path} is of version {version}, and this program knows versions up to {VERSION}: "
                              "update the program, or load the documents into another store")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreBusy(f"{self.path}: another process has been writing for {WAIT} s ({error})") from None
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one state, whatever other processes write meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def _moved(self) -> None:
        self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'position'")

    def state(self) -> tuple[str, int]:
        """Which store this is, and how many changes it has seen: equal states have equal content."""
        found = dict(self._db.execute("SELECT name, value FROM meta"))
        return found["store"], found["position"]

    def holds(self, document: Document, run: Run) -> bool:
        """Whether this very revision, with the same data about it, is there as read by this very run."""
        row = self._db.execute(
            "SELECT 1 FROM documents WHERE uri = ? AND run = ? AND withdrawn IS NULL AND title IS ? AND published IS ? "
            "AND updated IS ? AND publisher IS ? AND language IS ?",
            (document.uri, run.uri, document.title, document.published, document.updated, document.publisher,
             document.language)).fetchone()
        return row is not None

    def add(self, reading: Reading) -> bool:
        """Put one reading in, in one transaction, instead of an earlier reading of the same text. False: nothing to do.

        A document that was withdrawn comes back by being added again.
        """
        document, run = reading.document, reading.run
        triples = list(reading.triples())
        with self._writing():
            if self.holds(document, run):
                return False
            self._db.execute("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?)",
                             (run.uri, run.loader, run.version, run.model, _now()))
            row = self._db.execute("SELECT id, loaded FROM documents WHERE uri = ? AND withdrawn IS NULL",
                                   (document.uri,)).fetchone()
            self._forget(document.uri)
            number = self._db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) RETURNING id",
                (row and row[0], document.uri, document.key, document.name, document.url, document.title,
                 document.published, document.updated, document.publisher, document.language, document.sha256,
                 document.text, row[1] if row else _now(), run.uri)).fetchone()[0]
            self._db.executemany("INSERT INTO triples VALUES (?, ?, ?, ?, ?)", ((number, *one) for one in triples))
            for span in {claim.evidence for claim in reading.claims}:
                at = self._db.execute("INSERT INTO spans (document, uri, start, end) VALUES (?, ?, ?, ?) RETURNING id",
                                      (number, reading.span_uri(span), span.start, span.end)).fetchone()[0]
                self._db.execute("INSERT INTO passages (rowid, exact) VALUES (?, ?)",
                                 (at, document.text[span.start:span.end]))
            self._moved()
        return True

    def _forget(self, uri: str) -> None:
        for (number,) in self._db.execute("SELECT id FROM documents WHERE uri = ?", (uri,)).fetchall():
            self._db.execute("DELETE FROM passages WHERE rowid IN (SELECT id FROM spans WHERE document = ?)", (number,))
            self._db.execute("DELETE FROM spans WHERE document = ?", (number,))
            self._db.execute("DELETE FROM triples WHERE document = ?", (number,))
            self._db.execute("DELETE FROM documents WHERE id = ?", (number,))

    def withdraw(self, which: str) -> list[str]:
        """Withdraw a document with all of its revisions, by name or url, or one revision, by uri: their uris.

        Raises `NotInStore`. What is withdrawn stays in the log, but makes no claim any more.
        """
        with self._writing():
            found = [uri for (uri,) in self._db.execute(
                "SELECT uri FROM documents WHERE withdrawn IS NULL AND (uri = ?1 OR name = ?1 OR key = ?1) ORDER BY id",
                (which,))]
            if not found:
                raise NotInStore(f"no document is called {which!r}")
            self._db.executemany("UPDATE documents SET withdrawn = ? WHERE uri = ?", [(_now(), one) for one in found])
            self._moved()
        return found

    def decide(self, a: str, b: str, same: bool) -> None:
        """Record that two nodes are, or are not, one and the same. The last decision about a pair holds."""
        a, b = sorted((a, b))
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?)", (a, b, int(same), _now()))
            self._moved()

    def decisions(self) -> list[Decision]:
        rows = self._db.execute("SELECT a, b, same FROM identity ORDER BY a, b")
        return [Decision(a, b, bool(same)) for a, b, same in rows]

    def documents(self) -> list[Stored]:
        """All that ever went in, withdrawn ones too, in the order of loading."""
        return [Stored(*row) for row in self._db.execute(f"SELECT {_STORED} FROM documents ORDER BY id")]

    def runs(self) -> dict[str, str]:
        """When each run first read something, by the run's uri."""
        return dict(self._db.execute("SELECT uri, started FROM runs"))

    def text(self, uri: str) -> str:
        """The stored text of a document. Raises `NotInStore`."""
        row = self._db.execute("SELECT text FROM documents WHERE uri = ?", (uri,)).fetchone()
        if row is None:
            raise NotInStore(f"no document has the uri {uri}")
        return row[0]

    def triples(self, documents: Iterable[int]) -> Iterator[Row]:
        """What these documents (by their number) say."""
        for number in documents:
            yield from self._db.execute(
                "SELECT document, subject, predicate, object, claim FROM triples WHERE document = ?", (number,))

    def instances(self, cls: str) -> list[tuple[int, str]]:
        """The nodes of a class, as (number of the document, uri), in all documents."""
        return list(self._db.execute(
            "SELECT DISTINCT document, subject FROM triples WHERE predicate = 'type' AND object = ?", (cls,)))

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str]]:
        """Passages with all of the words, best first: (uri of the span, its text)."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not quoted:
            return []
        return list(self._db.execute(
            "SELECT spans.uri, exact FROM passages JOIN spans ON spans.id = passages.rowid "
            "JOIN documents ON documents.id = spans.document AND documents.withdrawn IS NULL "
            "WHERE passages MATCH ? ORDER BY rank, spans.uri LIMIT ?", (quoted, limit)))

    def close(self) -> None:
        self._db.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _moment(date: str | None) -> datetime:
    """An ISO 8601 day or time as a time in UTC; what cannot be read counts as older than anything."""
    try:
        moment = datetime.fromisoformat(date or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment.replace(tzinfo=moment.tzinfo or UTC)
