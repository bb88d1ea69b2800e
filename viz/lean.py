"""Our own modules and styles without what only their writers need: comments, white space, long names of variables.

No general minifier. It relies on how our modules are written: every statement ends in a semicolon, no template holds
another, no variable is called like a global. A name is shortened everywhere or nowhere, so that scopes do not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from string import ascii_letters

_TOKEN = re.compile(
    r"""(?P<gap>\s+|//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
    r"""|(?P<regex>(?:(?<=[(,=:\[!&|?{};])|(?<=[(,=:\[!&|?{};]\s)|(?<=\breturn\s))"""
    r"""/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)|(?P<mark>\.\.\.|\?\.|=>|\+\+|--|.)""", re.S)
_PART = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
Token = tuple[str, str]


def script(source: str) -> str:
    """JavaScript that does the same in fewer characters."""
    tokens = list(_tokens(source))
    short = _short_names(tokens)
    return _join(_renamed(tokens, short), short)


def _tokens(source: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(source):
        if match.lastgroup and match.lastgroup != "gap":
            yield match.lastgroup, match[0]


def _renamed(tokens: list[Token], short: dict[str, str]) -> list[Token]:
    before = ["", *(text for _, text in tokens)]
    return [(kind, short.get(text, text) if kind == "name" and before[at] not in (".", "?.") else text)
            for at, (kind, text) in enumerate(tokens)]


def _join(tokens: list[Token], short: dict[str, str]) -> str:
    parts: list[str] = []
    before = ""
    for kind, text in tokens:
        if kind == "text" and text[0] == "`":
            text = _PART.sub(lambda part: "${" + _join(_renamed(list(_tokens(part[1])), short), short) + "}", text)
        if re.match(r"[\w$]{2}|\+\+|--|//", before[-1:] + text[0]):
            parts.append(" ")
        if text == "}" and before == ";":
            parts.pop()
        parts.append(text)
        before = text
    return "".join(parts)


def _short_names(tokens: list[Token]) -> dict[str, str]:
    """Variables that are nowhere a property, with their new names, the most frequent the shortest."""
    inner = [token for kind, text in tokens if kind == "text" and text[0] == "`"
             for part in _PART.finditer(text) for token in [*_tokens(part[1]), ("mark", ";")]]
    whole = [*tokens, ("mark", ";"), *inner]
    count = Counter(text for kind, text in whole if kind == "name")
    fixed = set(_properties(whole))
    free = [name for name, _ in count.most_common() if name in set(_declared(whole)) - fixed and len(name) > 2]
    letters = ("".join(pair) for size in (1, 2) for pair in product(ascii_letters, repeat=size))
    fresh = (name for name in letters if name not in count and name not in ("do", "if", "in", "of", "as", "is"))
    return dict(zip(free, fresh, strict=False))


def _properties(tokens: list[Token]) -> Iterator[str]:
    """Names after a dot, before a colon, or in braces as `{ name, other = 1 }`: properties, or perhaps so."""
    braces: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        before, after = tokens[at - 1][1] if at else "", tokens[at + 1][1] if at + 1 < len(tokens) else ""
        if text in ("{", "(", "["):
            braces.append(text)
        elif text in ("}", ")", "]") and braces:
            braces.pop()
        listed = braces[-1:] == ["{"] and before in ("{", ",") and after in (",", "}", "=")
        if kind == "name" and (before in (".", "?.") or after == ":" or listed):
            yield text


def _declared(tokens: list[Token]) -> Iterator[str]:
    """Names of constants, functions and parameters."""
    for at, (kind, text) in enumerate(tokens[:-1]):
        after = tokens[at + 1][1]
        if text in ("const", "let", "function") and tokens[at + 1][0] == "name":
            yield after
        if text in ("const", "let") and after in ("[", "{"):
            yield from _group(tokens, at + 1)
        if text == "function" and at + 2 < len(tokens):
            yield from _group(tokens, at + 2)
        if after == "=>":
            if kind == "name":
                yield text
            elif text == ")":
                depth, back = 1, at
                while depth:
                    back -= 1
                    depth += {")": 1, "(": -1}.get(tokens[back][1], 0)
                yield from _group(tokens, back)


def _group(tokens: list[Token], at: int) -> Iterator[str]:
    """Names between a bracket and its end, without defaults."""
    depth = 0
    for place, (kind, text) in enumerate(tokens[at:], at):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text, 0)
        if not depth:
            return
        if kind == "name" and tokens[place - 1][1] != "=":
            yield text


def style(source: str) -> str:
    """CSS with the same rules; its strings and `calc()` hold nothing that this touches."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    source = re.sub(r"\s+", " ", source)
    source = re.sub(r" ?([{};,]) ?|(?<=[a-z-]): (?=[^:]*?[;}])", lambda match: match[1] or ":", source)
    return source.replace(";}", "}").strip()
