"""The JSON twin of what the pages show: queries, questions, evidence. What can be seen can be scripted."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import questions
from kg.errors import GraphError, NotInStore, UnknownQuestion
from kg.questions.names import NAMED
from kg.serve.engine import Engine
from kg.serve.pages import Pages
from kg.serve.settings import Settings
from kg.sparql import PREFIXES
from kg.tabular import csv_text
from schema import VOCABULARY
from schema.vocabulary import camel

BODY = 2 ** 20      # bytes of a request
NAMES = 5000        # that are offered for one kind of parameter

T = TypeVar("T")


class WrongRequest(GraphError):
    """The request is not of the form that the address takes."""


class Api:
    """The addresses under /api. Errors are `{"error", "kind"}`: 404 for what is not there, 400 for all else."""

    def __init__(self, pages: Pages, engine: Engine, settings: Settings) -> None:
        self.pages, self.engine, self.settings = pages, engine, settings
        self.routes = [
            Route("/vocabulary", self.vocabulary), Route("/questions", self.questions),
            Route("/names/{kind}", self.names), Route("/query", self.query, methods=["POST"]),
            Route("/ask", self.ask, methods=["POST"]), Route("/written", self.written, methods=["POST"]),
            Route("/evidence", self.evidence, methods=["POST"])]

    async def vocabulary(self, request: Request) -> Response:
        """Labels, relations and properties with what each says, the values of properties, prefixes."""
        return answered({
            "classes": [{"name": name, "about": one["about"]} for name, one in VOCABULARY.classes.items()],
            "relations": [{"name": name, "rdf": camel(name), **{part: one[part] for part in ("about", "from", "to")}}
                          for name, one in VOCABULARY.relations.items()],
            "properties": [{"name": name, "about": one["about"], "values": one.get("values", [])}
                           for name, one in (VOCABULARY.properties | VOCABULARY.table["edge_properties"]).items()],
            "prefixes": PREFIXES})

    async def questions(self, request: Request) -> Response:
        """The named questions: what each asks, takes and answers, and its two texts."""
        return answered([{
            "name": one.name, "sentence": one.sentence, "claims": one.claims, "columns": dict(one.columns),
            "params": [{"name": name, "kind": param.kind, "about": param.about} for name, param in one.params.items()],
            "cypher": one.cypher, "sparql": one.sparql} for one in questions.all()])

    async def names(self, request: Request) -> Response:
        """The names that a parameter of this kind may take, sorted."""
        kind = request.path_params["kind"]
        if kind not in NAMED:
            return failed(NotInStore(f"no parameter is of the kind {kind!r}"))
        graph = await run_in_threadpool(self.pages.graph.property_graph)
        found = {node.label for node in graph.nodes.values() if not set(NAMED[kind]).isdisjoint(node.labels)}
        return answered(sorted(found)[:NAMES])

    async def query(self, request: Request) -> Response:
        """`language`, `text`, `params`; `format` may be csv."""
        return await self._rows(request)

    async def ask(self, request: Request) -> Response:
        """`question`, `params`, `engine`; `format` may be csv. Each row's claims stand beside the rows."""
        return await self._rows(request)

    async def written(self, request: Request) -> Response:
        """`question`, `params`, `engine`: the query with its values written in."""
        try:
            asked = await body(request)
            text = await listened(request, self.engine.written(
                text_of(asked, "question"), text_of(asked, "engine", "cypher"), params_of(asked)))
        except GraphError as error:
            return failed(error)
        return answered({"text": text})

    async def evidence(self, request: Request) -> Response:
        """`row`, and its `claims` where they are known: see `Behind.evidence`."""
        try:
            asked = await body(request)
            row, claims = asked.get("row", {}), asked.get("claims", [])
            if not isinstance(row, dict) or not isinstance(claims, list):
                raise WrongRequest("a row is an object, its claims are a list")
        except GraphError as error:
            return failed(error)
        found = await run_in_threadpool(lambda: self.pages.behind().evidence(row, map(str, claims)))
        return answered(found)

    async def answer(self, request: Request, asked: dict[str, Any]) -> dict[str, Any]:
        """Rows of the query or question that `asked` holds, cut at the limit: `more` says whether there are more."""
        most, started = self.settings.rows, time.perf_counter()
        if "question" in asked:
            found = await listened(request, self.engine.ask(
                text_of(asked, "question"), text_of(asked, "engine", "cypher"), params_of(asked), most))
        else:
            found = await listened(request, self.engine.query(
                text_of(asked, "language"), text_of(asked, "text"), params_of(asked), most))
        rows = found["rows"][:most]
        claims = [row.pop("claims") for row in rows] if "question" in asked else []
        columns = found.get("columns") or list(dict.fromkeys(name for row in rows for name in row))
        return {"columns": columns, "rows": rows, "claims": claims, "more": len(found["rows"]) > most,
                "most": most, "seconds": round(time.perf_counter() - started, 4)}

    async def _rows(self, request: Request) -> Response:
        try:
            asked = await body(request)
            found = await self.answer(request, asked)
        except GraphError as error:
            return failed(error)
        if asked.get("format") == "csv":
            return Response(csv_text(found["rows"], found["columns"]), media_type="text/csv; charset=utf-8")
        return answered(found)


def answered(data: Any, status: int = 200) -> Response:
    """JSON in ASCII: what UTF-8 cannot hold, a lone half of a character, comes through as its escape."""
    return Response(json.dumps(data, allow_nan=False), status, media_type="application/json")


def failed(error: GraphError) -> Response:
    missing = isinstance(error, NotInStore | UnknownQuestion)
    return answered({"error": str(error), "kind": type(error).__name__}, 404 if missing else 400)


async def body(request: Request) -> dict[str, Any]:
    """The request's JSON object. Raises `WrongRequest`."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise WrongRequest("the request is to be JSON, with the content type application/json")
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > BODY:
            raise WrongRequest(f"the request is longer than {BODY} bytes")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise WrongRequest("the request is not JSON") from None
    if not isinstance(found, dict):
        raise WrongRequest("the request is to be a JSON object")
    return found


def text_of(asked: dict[str, Any], name: str, default: str | None = None) -> str:
    found = asked.get(name, default)
    if not isinstance(found, str):
        raise WrongRequest(f"{name!r} is to be a text")
    return found


def params_of(asked: dict[str, Any]) -> dict[str, Any]:
    found = asked.get("params") or {}
    if not isinstance(found, dict):
        raise WrongRequest("'params' is to be an object")
    return found


async def listened(request: Request, work: Awaitable[T]) -> T:
    """What `work` comes to; it is ended when nobody listens any more."""
    task = asyncio.ensure_future(work)
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise WrongRequest("nobody waits for this any more")
        return task.result()
    finally:
        left.cancel()
        task.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
