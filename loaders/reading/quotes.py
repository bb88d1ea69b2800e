"""Quotation marks made straight and double, one character for one, so that offsets into the text hold.

The parser and the tagger know American quotation marks best. British usage ('...' outside, "..." inside) becomes that;
an apostrophe stays one.
"""

from __future__ import annotations

import re

PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "―": "—",
                       "\xa0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
                       **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")})   # half a pair is no text

_SINGLE = re.compile(
    r"""(?P<double>")
    | (?P<open>(?:(?<=^)|(?<=[\s(\[{"“—–-]))['‘]      # after nothing, a space or a bracket
        (?![\s\d]|(?:em|til|tis|twas|cause|n|bout|round)\b))
    | (?P<close>(?<=[^\s(\[—–])['’](?=$|[\s.,;:?!)\]}"”—–…-]))""", re.X | re.I)
_SURE = frozenset(".,;:?!…)]")


def straight(text: str) -> str:
    """`text` (one paragraph), as long as before, with plain quotation marks; those that open or close with a single
    mark, and are not themselves inside double ones, made double.

    >>> straight("‘We can’t,’ he said. ‘It’s the ministers’ plan.’")
    '"We can\\'t," he said. "It\\'s the ministers\\' plan."'
    """
    plain = text.translate(PLAIN)
    if "'" not in plain:
        return plain
    marks = [(match.lastgroup, match.start()) for match in _SINGLE.finditer(text.replace("“", '"').replace("”", '"'))]
    pairs = _pairs(plain, marks)
    if not pairs:
        return plain
    pieces, done = [], 0
    for start, end in pairs:
        pieces += [plain[done:start], '"', plain[start + 1:end].replace('"', "'")]
        done = end
        if end < len(plain):
            pieces.append('"')
            done = end + 1
    return "".join([*pieces, plain[done:]])


def _pairs(text: str, marks: list[tuple[str | None, int]]) -> list[tuple[int, int]]:
    """(opening, closing) of the outer single quotations; closing = the text's end for one that runs on."""
    pairs: list[tuple[int, int]] = []
    doubled = False          # inside a double quotation, where single marks are inner ones
    index = 0
    while index < len(marks):
        kind, at = marks[index]
        index += 1
        if kind == "double":
            doubled = not doubled
        elif kind == "open" and not doubled:
            until = index
            while until < len(marks) and marks[until][0] != "open":
                until += 1
            closing = _closing(text, [place for sort, place in marks[index:until] if sort == "close"])
            if closing is None and until == len(marks) and not text[:at].strip() and len(text) - at > 40:
                return [*pairs, (at, len(text))]        # goes on in the next paragraph
            if closing is not None and closing - at > 2:
                pairs.append((at, closing))
                while index < len(marks) and marks[index][1] <= closing:
                    index += 1
    return pairs


def _closing(text: str, places: list[int]) -> int | None:
    """The mark that closes: the first that cannot be a plural's apostrophe ("the ministers' plan"), else the last."""
    for place in places:
        if text[place - 1] in _SURE or text[place - 1] not in "sS" or text[place + 1:place + 2] not in (" ",):
            return place
    return places[-1] if places else None
