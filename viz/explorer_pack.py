"""A picture of any size in few bytes: columns of whole numbers and tables of strings, deflated, as base64 text.

Two blocks. The near one holds what is drawn: it is all that the first frame needs. The far one holds what is read: the
facts of each node and the evidence. 20k nodes and 60k lines, each with its sentence in its paragraph, make a page of
2.0 MB, where JSON with the sentences alone makes one of 12.4 (bench/looking.py).
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np

from viz.evidence import Evidence
from viz.explorer_layout import Places
from viz.explorer_words import encode
from viz.page import verb
from viz.picture import DOUBTFUL, Actor, Item, Line, Picture, certainty

UNIT = 64           # positions are whole numbers, so many to the space of a node
NONE = 255          # a side's number where none is on record


class Block:
    """Columns by name, and with them the plain values and tables of strings that JSON is good for."""

    def __init__(self, **plain: Any) -> None:
        self.plain: dict[str, Any] = plain
        self._columns: list[tuple[str, int, int]] = []
        self._bytes: list[bytes] = []

    def ints(self, name: str, values: Any) -> None:
        """A column of numbers from 0, of one, two or four bytes; bytes of one weight stand together, which deflates
        better."""
        column = values if isinstance(values, np.ndarray) else np.fromiter(values, np.uint32)
        most = int(column.max()) if len(column) else 0
        width = 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4
        self._columns.append((name, width, len(column)))
        self._bytes.append(column.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].T.tobytes())

    def raw(self, name: str, column: bytes) -> None:
        self._columns.append((name, 1, len(column)))
        self._bytes.append(column)

    def lists(self, name: str, values: Iterable[list[int]]) -> None:
        """A list of numbers a row: a column of their counts and a column of all of them."""
        rows = list(values)
        self.ints(f"{name}Count", map(len, rows))
        self.ints(name, (one for row in rows for one in row))

    def text(self) -> str:
        """Deflated: the length of the JSON, the JSON, the columns one after another."""
        plain = self.plain | {"columns": self._columns}
        try:
            head = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        except UnicodeEncodeError:      # a lone surrogate, which UTF-8 cannot hold and an escape can
            head = json.dumps(plain, separators=(",", ":")).encode()
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        whole = deflate.compress(b"".join([len(head).to_bytes(4, "little"), head, *self._bytes])) + deflate.flush()
        return base64.b64encode(whole).decode()


class Table:
    """Strings (or tuples of them) by number, each once; "" is 0 where it is given first."""

    def __init__(self, *first: Any) -> None:
        self._numbers: dict[Any, int] = {one: at for at, one in enumerate(first)}

    def __call__(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Any:
        return iter(self._numbers)

    def rows(self) -> list[Any]:
        return list(self._numbers)


def blocks(picture: Picture, places: Places, order: list[int]) -> tuple[str, str]:
    """The near and the far block. `order` lists the nodes (actors before items) as the page numbers them."""
    nodes: list[Actor | Item] = [*picture.actors.values(), *picture.items.values()]
    nodes = [nodes[at] for at in order]
    number = {node.uri: at for at, node in enumerate(nodes)}
    lines = sorted(picture.lines, key=lambda line: (
        number[line.source], number[line.target], line.act, line.stance, line.modality, line.unnamed, line.kind))
    claims = _Claims(picture, nodes, lines)

    near = Block(sides=list(picture.sides.values()), names=[_name(node) for node in nodes])
    _draw_nodes(near, nodes, picture, places, order, number)
    classes, ways, manners = Table(), Table(), Table()
    near.ints("cls", (classes(node.cls) for node in nodes))
    near.ints("manner", (manners(_manner(node)) for node in nodes))
    near.ints("out", np.bincount([number[line.source] for line in lines], minlength=len(nodes)))
    near.ints("to", (number[line.target] for line in lines))
    near.ints("way", (ways((verb(line.act), line.stance)) for line in lines))
    near.ints("lineManner", (manners((line.certainty, *line.words)) for line in lines))
    near.ints("stated", (line.kind == "statement" for line in lines))
    near.ints("origins", (line.origins for line in lines))
    near.plain |= {"classes": classes.rows(), "ways": ways.rows(), "manners": manners.rows()}
    return near.text(), _far(nodes, lines, number, claims).text()


def _more(node: Actor | Item, picture: Picture) -> list[str]:
    """The claims of a node that no line stands for."""
    return picture.unplaced.get(node.uri, []) if isinstance(node, Actor) else node.evidence


def _name(node: Actor | Item) -> str:
    if isinstance(node, Actor):
        return node.name or node.uri
    return f"deadline {node.time}" if node.cls == "Deadline" and node.title == node.time else node.title


def _manner(node: Actor | Item) -> tuple[str, ...]:
    """How a node is dashed, with the words for it: an item by its status and its sources, an actor by its name."""
    if isinstance(node, Actor):
        return ("unnamed", "unnamed source") if node.cls == "UnnamedSource" else ("record",)
    look = certainty(node.status if node.status in DOUBTFUL else "asserted", node.unnamed)
    return "denied" if node.status == "cancelled" else look, *([node.status] if node.status else []), *(
        ["unnamed source"] if node.unnamed else [])


def _draw_nodes(near: Block, nodes: list[Actor | Item], picture: Picture, places: Places, order: list[int],
                number: dict[str, int]) -> None:
    low = (places.discs[:, :2] - places.discs[:, 2:]).min(0, initial=0)

    def grid(values: Any) -> Any:
        return np.rint(values * UNIT).astype(int)

    at = places.at[order] - low
    near.plain["unit"] = UNIT
    near.ints("x", grid(at[:, 0]))
    near.ints("y", grid(at[:, 1]))
    near.ints("disc", places.disc[order].tolist())
    for name, column in (("discX", places.discs[:, 0] - low[0]), ("discY", places.discs[:, 1] - low[1]),
                         ("discR", places.discs[:, 2])):
        near.ints(name, grid(column))
    near.ints("shared", places.shared.tolist())
    sides = {side: at for at, side in enumerate(picture.sides)}
    near.ints("side", (min(sides.get(node.side or "", NONE), NONE) if isinstance(node, Actor) else NONE
                       for node in nodes))
    near.ints("box", (0 if isinstance(node, Actor) or node.box is None else number[node.box] + 1 for node in nodes))
    near.ints("weight", (node.weight for node in nodes))


class _Claims:
    """The claims of the page, those of a document together and in its order: `evidence`, `number` by uri, and `where`
    each was read, as numbers of its document and its paragraph. `more` are the claims of each node without a line."""

    def __init__(self, picture: Picture, nodes: list[Actor | Item], lines: list[Line]) -> None:
        self.more = [_more(node, picture) for node in nodes]
        shown = {claim for claims in (*(line.evidence for line in lines), *self.more) for claim in claims}
        found = {claim: one for claim, one in picture.evidence.items() if claim in shown}
        self.documents, paragraphs = Table(), Table()
        place = {}
        for claim, one in found.items():
            document = self.documents((one.title, one.url, one.published, one.outlet))
            place[claim] = (document, paragraphs((document, one.paragraph)), one.span)
        order = sorted(found, key=place.__getitem__)
        self.evidence = [found[claim] for claim in order]
        self.where = [place[claim][:2] for claim in order]
        self.number = {claim: at for at, claim in enumerate(order)}


def _far(nodes: list[Actor | Item], lines: list[Line], number: dict[str, int], claims: _Claims) -> Block:
    """`words` holds what repeats; offsets count as JavaScript does; a step is 1 where something new begins."""
    far, words, chains = Block(), Table(""), Table(())
    far.ints("facts", (words(" · ".join(filter(None, _facts(node)))) for node in nodes))
    for name, rows in (("claims", [line.evidence for line in lines]), ("more", claims.more)):
        far.lists(name, ([claims.number[claim] for claim in row] for row in rows))
    found = claims.evidence
    _places(far, claims, [_name(node) for node in nodes])
    # What a statement's lines say of its claims is not said again: 0.
    manners, speakers = dict[str, tuple[str, str, bool]](), defaultdict[str, list[int]](list)
    for line in lines:
        for claim in line.evidence if line.kind == "statement" else ():
            manners[claim] = line.stance, line.modality, line.unnamed
            if number[line.source] not in speakers[claim]:
                speakers[claim].append(number[line.source])
    far.ints("own", (0 if manners.get(one.claim) == mine else words(json.dumps(mine))
                     for one in found for mine in [(one.stance, one.modality, one.unnamed)]))
    for key in ("kind", "venue", "said"):
        far.ints(key, (words(getattr(one, key)) for one in found))
    far.ints("day", (0 if one.day == one.said else words(one.day) for one in found))
    far.ints("chain", (chains(tuple(" → ".join(way) for way in one.chain if way != [one.outlet])) for one in found))
    far.ints("origin", (chains(tuple(one.origins) if one.origins != [one.outlet or one.title] else ())
                        for one in found))
    by = [[number[uri] if uri in number else len(number) + words(name)
           for uri, name in zip(one.speaker_uris, one.speakers, strict=True)] for one in found]
    far.ints("byOther", (speakers.get(one.claim, []) != mine for one, mine in zip(found, by, strict=True)))
    far.lists("by", (mine for one, mine in zip(found, by, strict=True) if speakers.get(one.claim, []) != mine))
    far.lists("addressees", ([words(name) for name in one.addressees] for one in found))
    far.lists("against", ([claims.number[claim] for claim in one.against if claim in claims.number] for one in found))
    far.plain |= {"words": words.rows(), "chains": chains.rows()}
    return far


def _places(far: Block, claims: _Claims, names: list[str]) -> None:
    """Where each claim was read: its paragraph, the span in it, and how far the sentence goes on around the span."""
    found, where = claims.evidence, claims.where
    offsets = [_offsets(one) for one in found]
    new = [at != before for at, before in zip(where, [None, *where], strict=False)]
    ends = [0 if first else start + long for first, (start, long, *_) in zip(new[1:], offsets, strict=False)]
    far.ints("paragraphStep", new)
    far.ints("from", (_zigzag(row[0] - end) for row, end in zip(offsets, [0, *ends], strict=False)))
    for at, name in enumerate(("long", "before", "after"), 1):
        far.ints(name, (row[at] for row in offsets))
    far.ints("document", (document for (document, _), first in zip(where, new, strict=True) if first))
    codes, frequent, used, rest = encode((one.paragraph for one, first in zip(found, new, strict=True) if first), names)
    far.raw("text", codes)
    far.ints("nameUsed", used)
    far.plain |= {"documents": claims.documents.rows(), "frequent": frequent, "rest": rest}


def _facts(node: Actor | Item) -> list[str]:
    if isinstance(node, Actor):
        return [node.office]
    return [node.kind, node.time if node.cls != "Deadline" else "", node.place, *node.issues]


def _zigzag(number: int) -> int:
    """Whole numbers from 0: 0, -1, 1, -2 as 0, 1, 2, 3."""
    return number * 2 if number >= 0 else -number * 2 - 1


def _offsets(one: Evidence) -> tuple[int, int, int, int]:
    (first, last), (start, end) = one.sentence, one.span
    if not one.paragraph.isascii():
        first, last, start, end = (offset + sum(character > "\uffff" for character in one.paragraph[:offset])
                                   for offset in (first, last, start, end))
    return start, end - start, max(0, start - first), max(0, last - end)
