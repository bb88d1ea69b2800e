"""A connection to a Bolt server, whose failures are told in one line each."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.errors import ExportError

if TYPE_CHECKING:
    import neo4j

SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
CONNECT_SECONDS = 10
RETRY_SECONDS = 10     # how long the driver itself tries again when a server goes away for a moment


class Bolt:
    """One open session. `relabels`: whether the server can change the labels of a node in place."""

    def __init__(self, session: neo4j.Session, agent: str) -> None:
        self.relabels = "ArcadeDB" not in agent    # there a set of labels is a type, and a record keeps its type
        self._session = session

    def read(self, text: str) -> list[Any]:
        """The records of a query, in a transaction of its own."""
        return self._session.execute_read(lambda tx: list(tx.run(text)))

    def declare(self, statements: list[str]) -> None:
        """Run statements about the schema, which take no transaction of data."""
        for statement in statements:
            self._session.run(statement).consume()

    def write(self, rows: list[Any], *texts: str) -> list[int]:
        """`texts` one after another over the same `$rows`, all or none; what each returned as its first value, or 0.

        Always a managed transaction: in auto-commit some servers apply `UNWIND ... MERGE` in part.
        """
        def work(tx: neo4j.ManagedTransaction) -> list[int]:
            found = []
            for text in texts:
                record = tx.run(text, rows=rows).single(strict=False)
                found.append(record[0] if record else 0)
            return found

        return self._session.execute_write(work)


@contextmanager
def connected(uri: str, user: str | None, password: str | None, database: str | None) -> Iterator[Bolt]:
    """A session with the server. Raises `ExportError` when there is none, or when it is lost within the block."""
    import neo4j

    if not uri.startswith(SCHEMES):
        raise ExportError(f"{uri} is not the address of a Bolt server: write bolt://HOST:PORT or neo4j://HOST:PORT")
    auth = (user or "neo4j", password) if password is not None else None
    named = f"database {database!r}" if database else "database"
    with _explained(uri, auth[0] if auth else None, named), _quiet(), neo4j.GraphDatabase.driver(
            uri, auth=auth, connection_timeout=CONNECT_SECONDS, max_transaction_retry_time=RETRY_SECONDS) as driver:
        try:
            driver.verify_connectivity()
        except neo4j.exceptions.ServiceUnavailable as error:
            raise ExportError(f"no Bolt server answers at {uri}: {_line(error)}") from error
        with driver.session(database=database) as session:
            session.run("RETURN 1").consume()    # tells of a wrong database before anything is done
            yield Bolt(session, driver.get_server_info().agent)


@contextmanager
def _explained(uri: str, user: str | None, named: str) -> Iterator[None]:
    from neo4j import exceptions as failed
    try:
        yield
    except failed.AuthError as error:
        if user is None:
            raise ExportError(f"{uri} asks for a user and a password") from error
        raise ExportError(f"{uri} refuses the user {user!r}: wrong name or password ({_line(error)})") from error
    except (failed.ServiceUnavailable, failed.SessionExpired, failed.IncompleteCommit) as error:
        raise ExportError(f"the connection to {uri} was lost; run the export again and it goes on from there "
                          f"({_line(error)})") from error
    except failed.Neo4jError as error:
        if "database" in (error.code or "").lower() or "database" in (error.message or "").lower():
            raise ExportError(f"{uri} has no {named}: {_line(error)}") from error
        raise ExportError(f"{uri} refused: {_line(error)}") from error
    except (failed.DriverError, OSError, ValueError) as error:
        raise ExportError(f"{uri}: {_line(error)}") from error


def _line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    return " ".join(str(text).split())[:200]


@contextmanager
def _quiet() -> Iterator[None]:
    """The server warns of every label that it has not seen yet, and the driver logs that on the console."""
    logger = logging.getLogger("neo4j.notifications")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
