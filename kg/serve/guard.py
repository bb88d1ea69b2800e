"""Who may ask: this machine's own pages and programs, never another site's page through the reader's browser."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import loopback

# Of every answer; a page sets a policy of its own.
ALWAYS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


class Guard:
    """Refuses requests under a foreign name (a name that another site has made point here: DNS rebinding) where the
    server is for this machine `alone`, and everywhere those that another site's page sends, save a plain visit."""

    def __init__(self, app: ASGIApp, alone: bool) -> None:
        self.app, self.alone = app, alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        if why := refused(Headers(scope=scope), scope["method"], self.alone):
            await PlainTextResponse(f"{why}\n", 403)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


def refused(headers: Headers, method: str, alone: bool) -> str:
    """Why a request is not answered, "" where it is."""
    host, origin = headers.get("host", ""), headers.get("origin")
    if alone and not loopback(_name(f"//{host}")):
        return "this server answers to 127.0.0.1 and localhost alone"
    if origin is not None and method not in ("GET", "HEAD") and origin.partition("//")[2] != host:
        return "the page of another site may not ask here"
    foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
    if foreign and (method != "GET" or headers.get("sec-fetch-dest") != "document"):
        return "the page of another site may not ask here"
    return ""


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def policy(scripts: Iterable[str] = (), styles: Iterable[str] = (), **more: str) -> str:
    """A page's Content-Security-Policy: what it may run and be dressed in, and nothing from elsewhere."""
    rules = {"default-src": "'none'", "script-src": " ".join(scripts) or "'none'",
             "style-src": " ".join(styles) or "'none'", "img-src": "'self' data: blob:", "base-uri": "'none'",
             "form-action": "'none'", "frame-ancestors": "'self'"}
    rules |= {name.replace("_", "-"): value for name, value in more.items()}
    return "; ".join(f"{name} {value}" for name, value in rules.items())
