"""The pages: the pictures of the store as it is now, each the very file that `kg view` writes, and the query page."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

import viz
from kg.errors import GraphError, NotInStore, UnknownQuestion
from kg.graph import Graph
from kg.serve.behind import Behind
from kg.serve.guard import policy
from kg.serve.made import Made
from kg.serve.settings import Settings
from kg.status import histories
from schema import PropertyGraph
from viz.choose import Choice
from viz.fold import fold
from viz.palette import css
from viz.part import part
from viz.table import table_html

Draw = Callable[[Graph, Path, str, Choice | None], None]    # writes a picture to a file

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True)
PAGES = (("/", "Table"), ("/network", "Network"), ("/explorer", "Explorer"), ("/query", "Query"))
ACTORS, ITEMS = 30, 34      # drawn by themselves, as by `viz.write_table`
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)       # those with a type are data
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)


class Pages:
    """What is made from one store, made again when the store has changed."""

    def __init__(self, graph: Graph, draw: Draw, settings: Settings) -> None:
        self.graph, self.draw, self.settings = graph, draw, settings
        self._drawn = {kind: Made(graph, partial(self._written, kind)) for kind in ("table", "network", "explorer")}
        self._behind = Made(graph, lambda elements: Behind(graph, elements))
        self._whole = Made(graph, self._picture)

    def behind(self) -> Behind:
        """What stands behind rows, as of now."""
        return self._behind.now()

    def warm(self) -> None:
        """Make ready what the first row that is opened would wait for."""
        with suppress(Exception):       # it is only early: who asks for it is told
            self.behind()

    def picture(self, kind: str, choice: Choice | None = None) -> HTMLResponse:
        """The table, the network or the explorer, with the way to the other pages."""
        html = self._written(kind, choice=choice) if choice is not None else self._drawn[kind].now()
        return picture_response(with_links(html, "/" if kind == "table" else f"/{kind}"), kind)

    def rows(self, rows: Iterable[tuple[Mapping[str, Any], Iterable[str]]], asked: str) -> HTMLResponse:
        """The table of what some rows, each with its known claims, rest on; of what they name, where that is all."""
        nodes, claims = self.behind().drawn(rows)
        choice = Choice(sorted(nodes), asked=asked) if nodes and not claims else Choice(claims=claims, asked=asked)
        picture = part(self._whole.now(), choice)
        fold(picture, ACTORS, ITEMS)
        return picture_response(table_html(picture))

    def query(self) -> HTMLResponse:
        """The query page."""
        nonce = secrets.token_urlsafe(16)
        html = TEMPLATES.get_template("query.html").render(
            pages=PAGES, light=css(), dark=css(dark=True), nonce=nonce, store=self.graph.path,
            seconds=f"{self.settings.seconds:g}", rows=self.settings.rows)
        rules = policy(["'self'"], ["'self'", f"'nonce-{nonce}'"], connect_src="'self'", frame_src="'self'",
                       style_src_attr="'unsafe-inline'")    # typing over a selection, Chromium makes such attributes
        return HTMLResponse(html, headers={"content-security-policy": rules})

    def _picture(self, elements: PropertyGraph) -> viz.Picture:
        """All that can be drawn, from which the pictures of rows are cut."""
        texts = {one["uri"]: self.graph.text(one["uri"]) for one in self.graph.documents() if one["current"]}
        return viz.make_picture(self.graph.to_networkx(), texts, histories(elements))

    def _written(self, kind: str, elements: PropertyGraph | None = None, choice: Choice | None = None) -> str:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "picture.html"
            self.draw(self.graph, path, kind, choice)
            return path.read_text(encoding="utf-8")


def failed(error: GraphError) -> HTMLResponse:
    """Why there is no page."""
    html = TEMPLATES.get_template("failed.html").render(error=error, pages=PAGES)
    missing = isinstance(error, NotInStore | UnknownQuestion)
    return HTMLResponse(html, 404 if missing else 400, {"content-security-policy": policy()})


def with_links(html: str, here: str) -> str:
    """The page with the way to the others at the head of its header."""
    links = TEMPLATES.get_template("links.html").render(pages=PAGES, here=here)
    return html.replace("<header>", f"<header>\n{links}", 1)


def picture_response(html: str, kind: str = "table") -> HTMLResponse:
    """The page with a policy that lets its own scripts and styles run, known by their hashes, and nothing else.

    Positions are style attributes. vis-network makes style elements of its own, so that the network's are not pinned.
    """
    styles = ["'unsafe-inline'"] if kind == "network" else _hashes(_STYLE, html)
    rules = policy(_hashes(_SCRIPT, html), styles, style_src_attr="'unsafe-inline'")
    return HTMLResponse(html, headers={"content-security-policy": rules})


def _hashes(element: re.Pattern[str], html: str) -> list[str]:
    return [f"'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'"
            for inner in dict.fromkeys(element.findall(html))]
