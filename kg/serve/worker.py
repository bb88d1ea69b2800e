"""The process that runs the queries of the server: `python -m kg.serve.worker STORE`, requests and replies as lines.

A process of its own because the engines run native code, which nothing but the end of its process interrupts. It ends
when its standard input does. A request is a JSON object with `do`: query, ask or written, and what `Graph.query` or
`kg.questions` take; it is answered by `{"began": true}` once the projections are up to date, then by `rows` (`most` and
one more at the most), `text` or `error` with the `kind` of error.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from typing import Any

from kg import questions
from kg.errors import GraphError
from kg.graph import Graph


def main(store: str) -> None:
    # What an engine might print must not come between the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # Ctrl-C at the terminal is for the server, which ends this one
    with Graph.open(store) as graph:
        for line in sys.stdin:
            for reply in replied(graph, json.loads(line)):
                print(json.dumps(reply, allow_nan=False), file=replies)


def replied(graph: Graph, request: dict[str, Any]) -> Any:
    """The replies to one request, in turn."""
    try:
        graph.refresh()
        yield {"began": True}
        yield _done(graph, request)
    except GraphError as error:
        yield {"error": str(error), "kind": type(error).__name__}
    except Exception as error:      # an engine's own: told, and no reason to stop
        yield {"error": " ".join(f"{type(error).__name__}: {error}".split())[:300], "kind": "QueryError"}


def _done(graph: Graph, request: dict[str, Any]) -> dict[str, Any]:
    if request["do"] == "query":
        rows = graph.query(request["language"], request["text"], request["params"], request["most"] + 1)
        return {"rows": plain(rows)}
    named = request["name"], request["engine"], request["params"]
    if request["do"] == "written":
        return {"text": questions.written(graph, *named)}
    return {"rows": plain(questions.answers(graph, *named)[:request["most"] + 1]),
            "columns": list(questions.get(request["name"]).columns)}


def plain(value: Any) -> Any:
    """The value as JSON can hold it: a number that is none as its name, whatever else an engine makes as text."""
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


if __name__ == "__main__":
    main(sys.argv[1])
