"""The application served over HTTP until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette

from kg.errors import GraphError
from kg.serve.settings import Settings


class CannotListen(GraphError):
    """The address cannot be had: it is taken, or none of this machine."""


def run(app: Starlette, settings: Settings, ready: Callable[[str], None] = lambda url: None) -> None:
    """Serve until Ctrl-C. `ready` is called with the address as soon as it answers. Raises `CannotListen`."""
    listening = listen(settings)
    url = f"http://{_shown(settings.host)}:{listening.getsockname()[1]}/"
    server = Server(app, lambda: ready(url))
    with suppress(KeyboardInterrupt), listening:      # uvicorn hands the interrupt on when it has stopped
        server.run(sockets=[listening])


class Server(uvicorn.Server):
    """A server that says when it is ready, and that does not wait for a query when it is to stop."""

    def __init__(self, app: Starlette, ready: Callable[[], None]) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning", lifespan="on", proxy_headers=False))
        self.app, self.ready = app, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.app.state.stop()
        await super().shutdown(sockets)


def listen(settings: Settings) -> socket.socket:
    """A socket bound to the address; port 0 is any that is free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        found = socket.socket(family, kind, protocol)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
        except OSError:
            found.close()
            raise
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotListen(f"{settings.host}:{settings.port}: {why.lower()}; choose another with --host or --port"
                           ) from None
    return found


def _shown(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
