"""The application: pages, their parts, the API under /api."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.choosing import choice
from kg.errors import GraphError
from kg.graph import Graph
from kg.serve.api import Api
from kg.serve.engine import Engine
from kg.serve.guard import Guard
from kg.serve.pages import Draw, Pages, failed
from kg.serve.settings import DEFAULT, Settings
from viz.page import ASSETS

STATIC = Path(__file__).with_name("static")


def make_app(graph: Graph, draw: Draw, settings: Settings = DEFAULT) -> Starlette:
    """The application over an open store. `draw` writes its pictures, as for `kg view`.

    The graph itself is never asked: queries run in the process of `kg.serve.engine`, which can be ended.
    """
    pages, engine = Pages(graph, draw, settings), Engine(graph.path, settings.seconds)
    api = Api(pages, engine, settings)

    def picture(kind: str) -> Callable[[Request], Awaitable[Response]]:
        async def drawn(request: Request) -> Response:
            """A part of it by `about` (a name, or several), `since` and `until`, as for `kg view`."""
            given = request.query_params
            part = given.getlist("about"), None, None, given.get("since"), given.get("until")
            try:
                chosen = await run_in_threadpool(choice, graph, *part) if any(part) else None
                return await run_in_threadpool(pages.picture, kind, chosen)
            except GraphError as error:
                return failed(error)
        return drawn

    async def rows(request: Request) -> Response:
        """The table of the rows of a query (`language`, `text`) or question (`question`, `engine`, `p.NAME`)."""
        given = request.query_params
        asked: dict[str, Any] = {**given, "params": {name.removeprefix("p."): value for name, value in given.items()
                                                     if name.startswith("p.")}}
        try:
            found = await api.answer(request, asked)
        except GraphError as error:
            return failed(error)
        count = len(found["rows"])
        scope = f"{'the first ' if found['more'] else ''}{count} row{'s' * (count != 1)} of {asked_of(given)}"
        claims = found["claims"] or [()] * count
        return await run_in_threadpool(pages.rows, list(zip(found["rows"], claims, strict=True)), scope)

    async def query(request: Request) -> Response:
        return pages.query()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.ensure_future(engine.warm())
        Thread(target=pages.warm, daemon=True).start()
        try:
            yield
        finally:
            warming.cancel()
            await asyncio.gather(warming, return_exceptions=True)
            await engine.stop()

    pictures = [Route(address, picture(kind)) for address, kind in (
        ("/", "table"), ("/network", "network"), ("/explorer", "explorer"))]
    files = [Mount("/assets", StaticFiles(directory=ASSETS)), Mount("/static", StaticFiles(directory=STATIC))]
    app = Starlette(
        routes=[*pictures, Route("/rows", rows), Route("/query", query), Mount("/api", routes=api.routes), *files],
        middleware=[Middleware(Guard, alone=settings.loopback)], lifespan=lifespan)
    app.state.stop = engine.stop        # for a server that is told to stop: it would wait for what runs
    return app


def asked_of(given: Mapping[str, str]) -> str:
    """What rows are of, in words."""
    if "question" not in given:
        return f"a {'Cypher' if given.get('language') == 'cypher' else 'SPARQL'} query"
    narrowed = [f"{name.removeprefix('p.')} {value}" for name, value in given.items() if name.startswith("p.")]
    return " ".join([given["question"], *([f"({', '.join(narrowed)})"] if narrowed else [])])
