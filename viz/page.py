"""One self-contained page: the picture as data, the hand-written modules and styles inlined, nothing fetched."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schema.model import DATA
from viz import lean
from viz.evidence import Evidence
from viz.picture import Actor, Item, Line, Picture

ASSETS = Path(__file__).with_name("assets")

_IRREGULAR = {"take part": "takes part", "deny": "denies", "version of": "version of"}


def verb(act: str) -> str:
    """An act in the third person: `criticise` -> `criticises`."""
    if act in _IRREGULAR or act.endswith((" on", " of")) or act.endswith("s"):
        return _IRREGULAR.get(act, act)
    if act.endswith("y") and act[-2] not in "aeiou":
        return act[:-1] + "ies"
    return act + "s"


def short(uri: str) -> str:
    """A uri as it stands in the page and in its address."""
    return uri.removeprefix(DATA)


def payload(picture: Picture, title: str) -> dict[str, Any]:
    """The picture as the pages read it: indexes for what repeats, nothing for what is empty."""
    sides = list(picture.sides)
    claims = {claim: at for at, claim in enumerate(picture.evidence)}
    documents: dict[tuple[str, ...], int] = {}
    paragraphs: dict[str, int] = {}
    evidence = [_evidence(one, claims, documents, paragraphs) for one in picture.evidence.values()]
    return {
        "title": title,
        "sides": [{"id": short(side), "name": name} for side, name in picture.sides.items()],
        "actors": [_actor(one, sides, picture.unplaced.get(one.uri, []), claims) for one in picture.actors.values()],
        "items": [_item(one, claims) for one in picture.items.values()],
        "lines": [_line(one, claims) for one in picture.lines],
        "evidence": evidence,
        "paragraphs": list(paragraphs),
        "documents": [_full(zip(("title", "url", "published", "outlet"), key, strict=True)) for key in documents],
        "left": picture.left_out,
        "read": picture.documents,
    }


def _full(values: Any) -> dict[str, Any]:
    return {key: value for key, value in dict(values).items() if value or (value == 0 and value is not False)}


def _unusual(value: str) -> str:
    """What `readPicture` in the page takes for granted is not written."""
    return "" if value in ("neutral", "record", "statement", "asserted") else value


def _actor(actor: Actor, sides: list[str], unplaced: Iterable[str], claims: dict[str, int]) -> dict[str, Any]:
    return _full({"id": short(actor.uri), "cls": actor.cls, "name": actor.name, "office": actor.office, "folds": actor.folds,
                  "weight": actor.weight, "side": sides.index(actor.side) if actor.side in sides else None,
                  "more": [claims[claim] for claim in unplaced]})


def _item(item: Item, claims: dict[str, int]) -> dict[str, Any]:
    return _full({"id": short(item.uri), "cls": item.cls, "name": item.title, "kind": item.kind, "status": item.status,
                  "unnamed": item.unnamed, "time": item.time, "start": item.start, "end": item.end, "place": item.place,
                  "box": short(item.box) if item.box else "", "issues": item.issues, "folds": item.folds, "was": item.was,
                  "weight": item.weight,
                  "more": [claims[claim] for claim in item.evidence]})


def _line(line: Line, claims: dict[str, int]) -> dict[str, Any]:
    return _full({"id": line.id, "from": short(line.source), "to": short(line.target), "act": verb(line.act),
                  "stance": _unusual(line.stance), "look": _unusual(line.certainty), "words": line.words,
                  "kind": _unusual(line.kind), "origins": line.origins if line.origins != 1 else None,
                  "claims": [claims[claim] for claim in line.evidence]})


def _evidence(one: Evidence, claims: dict[str, int], documents: dict[tuple[str, ...], int],
              paragraphs: dict[str, int]) -> dict[str, Any]:
    document = documents.setdefault((one.title, one.url, one.published, one.outlet), len(documents))
    return _full({
        "by": one.speakers, "to": one.addressees, "venue": one.venue, "kind": one.kind,
        "stance": _unusual(one.stance), "modality": _unusual(one.modality), "unnamed": one.unnamed, "said": one.said, "day": one.day,
        "chain": [" → ".join(chain) for chain in one.chain], "against": [claims[claim] for claim in one.against if claim in claims],
    }) | {"doc": document, "p": paragraphs.setdefault(one.paragraph, len(paragraphs)),
          "at": [_utf16(one.paragraph, offset) for offset in (*one.sentence, *one.span)]}


def _utf16(text: str, offset: int) -> int:
    """An offset in characters as JavaScript counts: a character beyond the first plane is two there."""
    return offset + sum(character > "\uffff" for character in text[:offset])


def script_json(data: Any) -> str:
    """JSON that cannot end the script element it stands in, whatever the names hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_IMPORT = re.compile(r"^import [^;]*?from \"\./([\w.-]+)\";\n", re.M)


def modules(entry: str) -> str:
    """The module `entry` and all that it imports as one script, dependencies first.

    The modules share one scope, so that no two of them may declare the same name; `type=module src=...` does not load
    from disk, which is why they are joined.
    """
    done: dict[str, str] = {}

    def add(name: str) -> None:
        if name not in done:
            source = (ASSETS / name).read_text(encoding="utf-8")
            for needed in _IMPORT.findall(source):
                add(needed)
            done.setdefault(name, re.sub(r"^export ", "", _IMPORT.sub("", source), flags=re.M))

    add(entry)
    return "\n".join(lean.script(source) for source in done.values())


def style(*names: str) -> str:
    return "\n".join(lean.style((ASSETS / name).read_text(encoding="utf-8")) for name in names)


def write_page(path: str | os.PathLike[str], html: str) -> None:
    """Writes UTF-8 whatever the locale; a lone surrogate, which UTF-8 cannot hold, is written as its escape."""
    Path(path).write_bytes(html.encode("utf-8", "backslashreplace"))
