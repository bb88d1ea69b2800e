"""A small store with a hostile name in it, and a real `kg serve` over one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg import Graph
from schema import Claim, Document, Entity, Fact, Reading, Span, uri
from tests.river_treaty import HOSTILE
from tests.story import RUN, TALKS, paper, wire

KG = str(Path(sys.executable).with_name("kg"))
LONG = "MATCH (a), (b), (c), (d), (e) WHERE a.uri <> c.uri RETURN count(e.uri) AS n"


def hostile() -> Reading:
    """Somebody whose name and words are markup."""
    said = "<b>We</b> will never sign <script>window.hacked=3</script>"
    document = Document("hostile", f"{HOSTILE} said: {said}.", title=HOSTILE, published="2031-03-03",
                        publisher="<i>Gazette</i>", url="javascript:window.hacked=4")
    at = document.text.index(said)
    zed = Entity(uri("person", "Zed"), "Person", {"name": HOSTILE})
    claim = Claim("c1", kind="direct", text=said, quote=said, content_spans=[Span(at, at + len(said))],
                  speaker=[zed.uri], about=[TALKS], act="reject", stance="against")
    return Reading(document, RUN, [claim], [zed, Entity(TALKS, "Meeting", {"title": "Lisbon talks", "kind": "talks",
                                                                            "time": "2031-03"})],
                   [Fact(TALKS, "PARTICIPANT", zed.uri, "c1")])


def filled(folder: Path) -> Graph:
    graph = Graph.open(folder)
    for reading in (wire(), paper(), hostile()):
        graph.add(reading)
    return graph


@contextmanager
def serving(store: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real `kg serve` and the address that it prints."""
    process = subprocess.Popen([KG, *(arguments or ["serve", "--no-open"]), "--port", "0", "--store", store],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
