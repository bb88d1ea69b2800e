"""How fast, how small and how legible the pictures are, against pyvis, force-graph and cytoscape in the same run.

    python -m bench.looking [--peers DIR] [--articles PATH] [--sizes 1000 5000 20000 100000] [--rounds 5]

Real pages in headless Chromium without a graphics card, 1500 by 940. A first frame is counted from the start of the
navigation to the frame in which what is drawn is shown; the best and the median of some rounds. `--peers` is the folder
of `bench/looking_peers.py`; without it pyvis alone stands beside ours. Memory is the renderer's own share (PSS).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx

import viz
from bench.coverage import coverage
from bench.looking_peers import write_peer, write_pyvis
from kg import Graph
from tests.browser import browser
from tests.measured import CROSSINGS, LABELS
from viz.explorer import explorer_html
from viz.explorer_layout import places
from viz.page import write_page

PATIENCE = 40_000       # milliseconds after which a page has no first frame

WATCH = """new PerformanceObserver((list, watch) => { if (!list.getEntriesByName("drawn").length) return;
    watch.disconnect(); const tell = () => console.debug("shown", performance.now());
    requestAnimationFrame(() => setTimeout(tell, 0)); }).observe({type: "mark"});"""
PAN = """step => new Promise(done => { const gaps = []; let last = 0, left = 120;
    const began = performance.now(), frame = now => {
    if (last) gaps.push(now - last); last = now; step(left);
    if (left-- && now - began < 5000) requestAnimationFrame(frame);
    else done(gaps.sort((a, b) => a - b)[Math.floor(gaps.length * .95)]); }; requestAnimationFrame(frame); })"""
OURS = """(() => { const map = document.getElementById("map"); let x = 500; map.setPointerCapture = () => {};
    const send = (kind, x) => map.dispatchEvent(new PointerEvent(kind, {pointerId: 1, clientX: x, clientY: 500}));
    send("pointerdown", x); return left => { x += left > 60 ? 11 : -11; send("pointermove", x); }; })()"""
CLICK = """where => new Promise(done => { const began = performance.now(), pane = document.getElementById("evidence");
    new MutationObserver(() => { if (pane.querySelector("mark.span")) done(performance.now() - began); })
    .observe(pane, {childList: true}); location.hash = where; })"""
PYVIS = """() => { const ids = nodes.getIds(), at = network.getPositions();
    return {boxes: ids.map(id => network.getBoundingBox(id)),
        lines: edges.get().map(edge => [at[edge.from], at[edge.to]])}; }"""


def best(make: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        make()
        found.append(time.perf_counter() - began)
    return min(found)


@contextmanager
def page(running: Any, path: Path) -> Iterator[Any]:
    opened = running.new_page(viewport={"width": 1500, "height": 940})
    opened.set_default_timeout(PATIENCE)
    try:
        yield opened
    finally:
        opened.close()


def _kilobytes(path: Path) -> str:
    return f"{path.stat().st_size / 1024:.1f}"


def first_frame(running: Any, path: Path, rounds: int) -> str:
    """The best and the median, in milliseconds; "none" where there is none in time."""
    found = []
    for _ in range(rounds):
        with page(running, path) as opened:
            opened.add_init_script(WATCH)
            try:
                # The page tells by itself: to ask it, again and again, takes some of its time.
                with opened.expect_console_message(lambda said: said.text.startswith("shown ")) as shown:
                    opened.goto(path.as_uri(), wait_until="commit")
                found.append(float(shown.value.text.split()[1]))
            except Exception as error:
                if "Timeout" not in str(error):
                    raise
                return "none"
    return f"{min(found):.0f} / {statistics.median(found):.0f}"


def memory(running: Any, path: Path) -> float:
    """Megabytes of the page's process, a while after it was opened, of a browser that shows nothing else."""
    with page(running, path) as opened:
        opened.goto(path.as_uri())
        opened.wait_for_function("performance.getEntriesByName('drawn').length")
        opened.wait_for_timeout(3000)
        processes = running.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        return max(_pss(one["id"]) for one in processes if one["type"] == "renderer")


def _pss(process: int) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def pan(running: Any, path: Path, step: str) -> float:
    """The slowest of twenty frames while the picture moves, in milliseconds."""
    with page(running, path) as opened:
        opened.goto(path.as_uri())
        opened.wait_for_function("performance.getEntriesByName('drawn').length")
        opened.wait_for_timeout(2500)
        return min(float(opened.evaluate(f"({PAN})({step})")) for _ in range(5))


def clicks(running: Any, path: Path, lines: list[tuple[str, str]]) -> tuple[float, float]:
    """From the choice of a line to its sentence, in milliseconds: at once after the first frame, and later."""
    with page(running, path) as opened:
        opened.goto(path.as_uri(), wait_until="commit")
        opened.wait_for_function("performance.getEntriesByName('drawn').length", polling=4)
        took = [opened.evaluate(CLICK, f"#line={one}&to={other}") for one, other in lines]
    return took[0], statistics.median(took[1:])


def legible(running: Any, ours: Path, theirs: Path) -> dict[str, tuple[int, int]]:
    """Overlapping labels and crossings: of the table, and of pyvis' picture once it has come to rest."""
    with page(running, ours) as opened:
        opened.goto(ours.as_uri())
        labels, crossed = opened.evaluate(LABELS), opened.evaluate(CROSSINGS)[1]
        table = [(one["x"], one["y"] + 2, one["r"], one["b"] - 2) for one in labels if one["svg"] == "table"]
    with page(running, theirs) as opened:
        opened.goto(theirs.as_uri())
        opened.wait_for_timeout(8000)
        seen = opened.evaluate(PYVIS)
    boxes = [(box["left"], box["top"], box["right"], box["bottom"]) for box in seen["boxes"]]
    pieces = [[(end["x"], end["y"]) for end in line] for line in seen["lines"]]
    return {"overlapping labels": (_overlaps(table), _overlaps(boxes)), "crossings": (crossed, _crossings(pieces))}


def _overlaps(boxes: Sequence[tuple[float, ...]]) -> int:
    return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2))


def _crossings(pieces: list[Any]) -> int:
    def turn(p: Any, q: Any, r: Any) -> bool:
        return bool((q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0]))

    return sum(turn(a, b, c) != turn(a, b, d) and turn(c, d, a) != turn(c, d, b)
               for (a, b), (c, d) in combinations(pieces, 2) if len({a, b, c, d}) == 4)


def show(what: str, ours: object, reach: str, peer: str = "", theirs: object = "") -> None:
    """One row of the table; the ratio where both are numbers."""
    def number(value: object) -> float | None:
        try:
            return float(str(value).split(" / ")[0].split()[0])
        except (ValueError, IndexError):
            return None

    a, b = number(ours), number(theirs)
    ratio = f"{b / a:6.1f} x" if a and b else ""
    print(f"{what:44s} {ours!s:>14s}  {reach:>10s}  {peer:12s} {theirs!s:>14s} {ratio}", flush=True)


def small(running: Any, folder: Path, articles: Path, rounds: int, peers: Path | None) -> None:
    """Some articles as a table, and a table of 300 lines."""
    with Graph.open(folder / "store") as graph:
        graph.load(articles)
        texts = {one["uri"]: graph.text(one["uri"]) for one in graph.documents() if one["current"]}
        network = graph.to_networkx()
    bare = folder / "bare.html"
    bare.write_text("<!doctype html><p>nothing</p><script>performance.mark('drawn')</script>", encoding="utf-8")
    show("a page with nothing on it: first frame, ms", first_frame(running, bare, rounds), "")
    ours, theirs = folder / "articles.html", folder / "pyvis.html"
    viz.write_table(network, ours, texts)
    picture = viz.make_picture(network, texts)
    write_pyvis(picture, theirs)
    show("articles, table: KB", _kilobytes(ours), "60", "pyvis", _kilobytes(theirs))
    show("articles, table: first frame, ms", first_frame(running, ours, rounds), "200", "pyvis",
         first_frame(running, theirs, rounds))
    for what, (a, b) in legible(running, ours, theirs).items():
        show(f"articles, table: {what}", a, "0" if "labels" in what else "30", "pyvis", b)
    crowd, texts = coverage(160, 320, 20)
    viz.write_table(crowd, folder / "table.html", texts, actors=80, items=90, lines=300)
    mine, peer = first_frame(running, folder / "table.html", rounds), ""
    if peers:
        picture = viz.make_picture(crowd, texts)
        write_peer("cytoscape", peers, picture, places(picture), folder / "cytoscape.html")
        peer = first_frame(running, folder / "cytoscape.html", rounds)
    show("table of 300 lines: first frame, ms", mine, "250", "cytoscape", peer)


def large(running: Any, folder: Path, size: int, rounds: int, peers: Path | None) -> None:
    """The explorer at one size."""
    graph, texts = coverage(size, 3 * size, max(10, size // 20))
    began = time.perf_counter()
    picture = viz.make_picture(graph, texts)
    model = time.perf_counter() - began
    laid = best(lambda: places(picture), 1 if size > 5000 else 3)
    reach = {1000: ("150", "1"), 5000: ("250", "6"), 20000: ("400", "20"), 100000: ("1000", "")}.get(size, ("", ""))
    spring = ""
    if size <= 1000:
        plain = nx.Graph((line.source, line.target) for line in picture.lines)
        spring = f"{best(lambda: nx.forceatlas2_layout(plain, seed=1), 1):.2f}"
    name = f"{size // 1000}k nodes, {len(picture.lines) / 1000:.0f}k lines"
    show(f"{name}: layout, s", f"{laid:.2f}", reach[1], "ForceAtlas2", spring)
    path, other = folder / f"explorer-{size}.html", folder / f"peer-{size}.html"
    places(picture, folder / "explorer.npz")
    wrote = best(lambda: write_page(path, explorer_html(picture, keep=folder)), 2)
    show(f"{name}: model from the graph, s", f"{model:.2f}", "")
    theirs = f"{best(lambda: write_pyvis(picture, other, places(picture, folder / 'explorer.npz')), 1):.2f}" \
        if size <= 20000 else ""
    show(f"{name}: page from the model, s", f"{wrote:.2f}", "2" if size == 20000 else "", "pyvis", theirs)
    show(f"{name}: first frame, ms", first_frame(running, path, rounds), reach[0], "pyvis",
         first_frame(running, other, 1) if size <= 5000 else "")
    if peers and size <= 20000:
        write_peer("force-graph", peers, picture, places(picture, folder / "explorer.npz"), other)
        show(f"{name}: first frame, ms", first_frame(running, path, rounds), reach[0], "force-graph",
             first_frame(running, other, rounds))
    if size == 20000:
        deep(running, path, other if peers else None, [(line.source, line.target) for line in picture.lines], picture)


def deep(running: Any, path: Path, other: Path | None, ends: list[tuple[str, str]], picture: viz.Picture) -> None:
    """What one does with a large page."""
    show("  page, KB", _kilobytes(path), "2048", "force-graph", _kilobytes(other) if other else "")
    show("  frame while moving, 95th percentile, ms", f"{pan(running, path, OURS):.1f}", "20", "force-graph",
         f"{pan(running, other, 'left => window.pan(left > 60 ? 11 : -11)'):.1f}" if other else "")
    names = {uri: actor.name for uri, actor in picture.actors.items()}
    names |= {uri: item.title for uri, item in picture.items.items() if item.cls == "Meeting"}
    ends = [(a, b) for a, b in ends if a in names and b in names]
    once = {name for name, count in Counter(names.values()).items() if count == 1}
    ends = [(names[a], names[b]) for a, b in ends if {names[a], names[b]} <= once]
    chosen = ends[::len(ends) // 12]
    cold, warm = clicks(running, path, chosen)
    show("  choice of a line to its sentence, cold, ms", f"{cold:.0f}", "100")
    show("  choice of a line to its sentence, warm, ms", f"{warm:.1f}", "16")


def kept(folder: Path, size: int, peers: Path | None) -> None:
    """The memory of a large page, in a browser of its own: to be measured when no other is open, or that is taken."""
    found = []
    for path in (folder / f"explorer-{size}.html", *([folder / f"peer-{size}.html"] if peers else [])):
        with browser() as alone:
            found.append(f"{memory(alone, path):.0f}")
    show(f"{size // 1000}k nodes: memory of the page's process, MB", found[0], "200", "force-graph", *found[1:])


def main() -> None:
    """The command line; see the head of the module."""
    parser = argparse.ArgumentParser(prog="python -m bench.looking", description=__doc__.split("\n")[0])
    parser.add_argument("--peers", type=Path, metavar="DIR", help="where npm put force-graph and cytoscape")
    parser.add_argument("--articles", type=Path, default=Path(__file__).parents[1] / "examples",
                        help="of which to draw a table; the examples by default")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000, 20000, 100000])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    print(f"{'':44s} {'ours':>14s}  {'to reach':>10s}  {'peer':12s} {'theirs':>14s}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with browser() as running:
            small(running, folder, given.articles, given.rounds, given.peers)
            for size in given.sizes:
                large(running, folder, size, given.rounds, given.peers)
        if 20000 in given.sizes:
            kept(folder, 20000, given.peers)


if __name__ == "__main__":
    main()
