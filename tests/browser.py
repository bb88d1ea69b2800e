"""A real Chromium for the tests of the pages, with everything it says and asks for written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium() -> str:
    """The browser's path. Without one the test is skipped, but not in CI, where it must run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine: CI must test the pictures (apt-get install chromium)")
        pytest.skip("no Chromium on this machine: install Debian's `chromium` to test the pictures")
    return found


_running: list[Any] = []


@contextmanager
def browser() -> Iterator[Any]:
    """A playwright browser: the one that is open, since a process can have but one playwright, or a new one."""
    if _running:
        yield _running[0]
        return
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as play:
        _running.append(play.chromium.launch(executable_path=path, args=FLAGS))
        try:
            yield _running[0]
        finally:
            _running.pop().close()


class Seen:
    """A page with what went wrong on it: script errors, console errors, requests for anything but what was opened.

    `target` is a file, or the address of a page that is served. `outside` says what becomes of requests that leave it:
    "refused" as by a closed port, "dropped" without an answer as by a firewall; by default they go their way.
    """

    def __init__(self, running: Any, target: Path | str, width: int = 1500, height: int = 940, dark: bool = False,
                 outside: str = "") -> None:
        self.url = target if isinstance(target, str) else target.resolve().as_uri()
        self.home = "file://" if self.url.startswith("file:") else "/".join(self.url.split("/")[:3]) + "/"
        self.page = running.new_page(viewport={"width": width, "height": height},
                                     color_scheme="dark" if dark else "light")
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.hear(said.type, said.text))
        self.page.on("request", lambda request: self.requests.append(request.url))
        if outside:
            refuse = outside == "refused"
            self.page.route(self.leaves, lambda route: route.abort("connectionrefused") if refuse else None)
        self.page.goto(self.url)

    def hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(text)

    def leaves(self, url: str) -> bool:
        return not url.startswith((self.home, "data:", "blob:"))

    @property
    def outside(self) -> list[str]:
        return [url for url in self.requests if self.leaves(url)]

    def text(self, selector: str) -> str:
        return " ".join(self.page.locator(selector).inner_text().split())

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page as it stands now: the rule, and the first elements that break it."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(all => all.violations)")
        return [f"{one['id']} ({len(one['nodes'])}): {' | '.join(node['html'][:120] for node in one['nodes'][:3])}"
                for one in found]


@contextmanager
def watched(running: Any, target: Path | str, **look: Any) -> Iterator[Seen]:
    """A page that is held to have no error and to ask nobody else."""
    seen = Seen(running, target, **look)
    try:
        yield seen
        assert not seen.errors, seen.errors
        assert not seen.outside, seen.outside
    finally:
        seen.page.close()
