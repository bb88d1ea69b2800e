"""Queries run in a process beside the server's, one at a time, and ended when they take too long or nobody waits."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg import errors
from kg.errors import GraphError, QueryError

MEGABYTE = 2 ** 20


class TooLong(GraphError):
    """The query was ended: it had taken as long as one may."""


class Engine:
    """The worker of one store, started when it is first asked. Cancelling a call ends what it runs."""

    def __init__(self, store: Path, seconds: float, megabytes: int = 16) -> None:
        self.store, self.seconds = store, seconds
        self.megabytes = megabytes          # of one answer: its rows are few, but may be long
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._stopped = False

    async def query(self, language: str, text: str, params: dict[str, Any], most: int) -> dict[str, Any]:
        """`rows`, one more than `most` where there are more. Raises what `Graph.query` does, and `TooLong`."""
        request = {"do": "query", "language": language, "text": text, "params": params, "most": most}
        return await self._call(request, self.seconds)

    async def ask(self, name: str, engine: str, params: dict[str, Any], most: int) -> dict[str, Any]:
        """`rows` with their `claims`, and the `columns`. Raises what `Graph.ask` does.

        However long it takes: the texts are ours, and over 40,000 claims the longest needs more than a free query may.
        """
        return await self._call({"do": "ask", "name": name, "engine": engine, "params": params, "most": most})

    async def written(self, name: str, engine: str, params: dict[str, Any]) -> str:
        """See `kg.questions.written`."""
        found = await self._call({"do": "written", "name": name, "engine": engine, "params": params})
        return str(found["text"])

    async def warm(self) -> None:
        """Start the worker and bring the projections up to date, so that the first query need not wait for it."""
        with suppress(GraphError):
            await self.query("cypher", "RETURN 1 AS one", {}, 1)

    async def stop(self) -> None:
        """End the worker and what it runs, for good."""
        self._stopped = True
        await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _call(self, request: dict[str, Any], seconds: float | None = None) -> dict[str, Any]:
        async with self._turn:
            whole = False
            try:
                process = await self._started()
                assert process.stdin is not None
                process.stdin.write(json.dumps(request).encode() + b"\n")
                await process.stdin.drain()
                reply = await self._reply(process)         # however long it takes to bring the projections up to date
                if "began" in reply:
                    reply = await asyncio.wait_for(self._reply(process), seconds)
                whole = True
            except TimeoutError:
                raise TooLong(f"this takes longer than {seconds:g} s, the most that one query may: "
                              "ask for less, or start the server with a larger --time-limit") from None
            except OSError:
                raise _lost() from None
            finally:
                if not whole:
                    await self._end()
        if "error" in reply:
            raise getattr(errors, reply["kind"], QueryError)(reply["error"])
        return reply

    async def _started(self) -> Process:
        if self._stopped:
            raise QueryError("the server stops")
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "kg.serve.worker", str(self.store.resolve()), stdin=PIPE, stdout=PIPE,
                limit=self.megabytes * MEGABYTE)
        return self._process

    async def _reply(self, process: Process) -> dict[str, Any]:
        assert process.stdout is not None
        try:
            line = await process.stdout.readline()
        except ValueError:
            raise QueryError(f"the answer is longer than {self.megabytes} MB: ask for less") from None
        if not line:
            raise _lost()
        found: dict[str, Any] = json.loads(line)
        return found


def _lost() -> QueryError:
    return QueryError("the engine has ended while it ran this query: ask for less")
