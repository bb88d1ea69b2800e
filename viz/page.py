"""One self-contained page: the picture as data, the hand-written modules and styles inlined, nothing fetched."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from schema.model import DATA
from viz import lean
from viz.evidence import Evidence
from viz.order import Order
from viz.palette import css
from viz.picture import Actor, Item, Line, Picture

ASSETS = Path(__file__).with_name("assets")

def verb(act: str) -> str:
    """An act in the third person, its first word alone: `deny` -> `denies`, `take part` -> `takes part`."""
    first, _, rest = act.partition(" ")
    if first in ("version", "deadline") or first.endswith(("s", ",")):
        return act
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        first = first[:-1] + "ie"
    return f"{first}s {rest}".strip()


def short(uri: str) -> str:
    """A uri as it stands in the page and in its address."""
    return uri.removeprefix(DATA)


def digest(uri: str) -> str:
    """A uri in eight characters, where it serves as an address only."""
    return hashlib.sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def payload(picture: Picture, title: str, key: Callable[[str], str] = short) -> dict[str, Any]:
    """The picture as the pages read it: indexes for what repeats, nothing for what is empty. `key` makes node ids."""
    sides, nodes = list(picture.sides), {uri: at for at, uri in enumerate([*picture.actors, *picture.items])}
    claims = {claim: at for at, claim in enumerate(picture.evidence)}
    documents: dict[tuple[str, ...], int] = {}
    paragraphs: dict[str, int] = {}
    evidence = [_evidence(one, nodes, claims, documents, paragraphs) for one in picture.evidence.values()]
    return {
        "title": title,
        "sides": [{"name": name} for name in picture.sides.values()],
        "actors": [{"id": key(one.uri)} | _actor(one, sides, picture.unplaced.get(one.uri, []), claims)
                   for one in picture.actors.values()],
        "items": [{"id": key(one.uri), **({"box": key(one.box)} if one.box else {})} | _item(one, claims)
                  for one in picture.items.values()],
        "lines": [_line(one, nodes, claims) for one in picture.lines],
        "evidence": evidence,
        "paragraphs": list(paragraphs),
        "documents": [_full(zip(("title", "url", "published", "outlet"), key, strict=True)) for key in documents],
        "left": picture.left_out,
        "read": picture.documents,
        "scope": picture.scope,
    }


def arranged(picture: Picture, order: Order) -> dict[str, Any]:
    """Where everything stands on the table, as indexes into the `actors`, then the `items`, and the `lines`."""
    nodes = {uri: at for at, uri in enumerate([*picture.actors, *picture.items])}
    return {"columns": [[[nodes[uri] for uri in group] for group in column] for column in order.columns],
            "parts": [[nodes[uri] for uri in part] for part in order.parts], "ports": order.ports}


def _full(values: Any) -> dict[str, Any]:
    return {key: value for key, value in dict(values).items() if value or (value == 0 and value is not False)}


def _unusual(value: str) -> str:
    """What `readPicture` in the page takes for granted is not written."""
    return "" if value in ("neutral", "record", "statement", "asserted", "indirect") else value


def _actor(actor: Actor, sides: list[str], unplaced: Iterable[str], claims: dict[str, int]) -> dict[str, Any]:
    return _full({"cls": actor.cls, "name": actor.name, "office": actor.office,
                  "folds": actor.folds,
                  "side": sides.index(actor.side) if actor.side in sides else None,
                  "more": [claims[claim] for claim in unplaced]})


def _item(item: Item, claims: dict[str, int]) -> dict[str, Any]:
    return _full({"cls": item.cls, "name": item.title, "kind": item.kind, "status": item.status,
                  "unnamed": item.unnamed, "time": item.time, "start": item.start, "end": item.end, "place": item.place,
                  "issues": item.issues, "folds": item.folds,
                  "was": item.was, "cut": item.cut,
                  "more": [claims[claim] for claim in item.evidence]})


def _line(line: Line, nodes: dict[str, int], claims: dict[str, int]) -> dict[str, Any]:
    return _full({"id": line.id, "from": nodes[line.source], "to": nodes[line.target], "act": verb(line.act),
                  "stance": _unusual(line.stance), "look": _unusual(line.certainty), "words": line.words,
                  "kind": _unusual(line.kind), "origins": line.origins if line.origins != 1 else None,
                  "claims": [claims[claim] for claim in line.evidence]})


def _evidence(one: Evidence, nodes: dict[str, int], claims: dict[str, int], documents: dict[tuple[str, ...], int],
              paragraphs: dict[str, int]) -> dict[str, Any]:
    document = documents.setdefault((one.title, one.url, one.published, one.outlet), len(documents))
    return _full({
        "by": [nodes.get(uri, name) for uri, name in zip(one.speaker_uris, one.speakers, strict=True)],
        "to": one.addressees, "venue": one.venue, "kind": _unusual(one.kind),
        "stance": _unusual(one.stance), "modality": _unusual(one.modality), "unnamed": one.unnamed,
        "said": one.said, "day": one.day if one.day != one.said else "",
        "chain": [" → ".join(chain) for chain in one.chain if chain != [one.outlet]],
        "origins": one.origins if one.origins != [one.outlet or one.title] else [],
        "against": [claims[claim] for claim in one.against if claim in claims],
        "doc": document or None,
    }) | {"p": paragraphs.setdefault(one.paragraph, len(paragraphs)),
          "at": [_utf16(one.paragraph, offset) for offset in (*one.sentence, *one.span)]}


def _utf16(text: str, offset: int) -> int:
    """An offset in characters as JavaScript counts: a character beyond the first plane is two there."""
    return offset + sum(character > "\uffff" for character in text[:offset])


def script_json(data: Any) -> str:
    """JSON that cannot end the script element it stands in, whatever the names hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_IMPORT = re.compile(r"^import [^;]*?from \"\./([\w.-]+)\";\n", re.M)


@cache
def modules(entry: str) -> str:
    """The module `entry` and all that it imports as one script, dependencies first.

    The modules share one scope, so that no two of them may declare the same name. Joined, since `type=module src=...`
    does not load from disk; a plain script, since that runs before the first frame is painted.
    """
    done: dict[str, str] = {}

    def add(name: str) -> None:
        if name not in done:
            source = (ASSETS / name).read_text(encoding="utf-8")
            for needed in _IMPORT.findall(source):
                add(needed)
            done.setdefault(name, re.sub(r"^export ", "", _IMPORT.sub("", source), flags=re.M))

    add(entry)
    return f'"use strict";{{{lean.script(chr(10).join(done.values()))}}}'


def style(*names: str) -> str:
    return "\n".join(lean.style((ASSETS / name).read_text(encoding="utf-8")) for name in names)


def render(name: str, title: str, **parts: str) -> str:
    """The page `assets/NAME.html` under the head that all share, with its styles, its script and `parts` filled in:
    these are put there as they are, the title as text."""
    known = parts | {"title": html.escape(title), "dark": css(dark=True), "script": modules(f"{name}.js"),
                     "styles": css() + style("base.css", f"{name}.css")}
    template = "".join((ASSETS / file).read_text(encoding="utf-8") for file in ("head.html", f"{name}.html"))
    return re.sub(r"\{(\w+)\}", lambda match: known[match[1]], template)


def write_page(path: str | os.PathLike[str], html: str) -> None:
    """Writes UTF-8 whatever the locale; a lone surrogate, which UTF-8 cannot hold, is written as its escape."""
    Path(path).write_bytes(html.encode("utf-8", "backslashreplace"))
