"""Our own modules and styles without what only their writers need: comments, white space, long names of variables.

No general minifier. It relies on how our modules are written: every statement ends in a semicolon, no template holds
another, no variable is called like a global that is used. A variable is shortened everywhere, so scopes do not matter.
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
    """JavaScript that does the same in fewer characters. Raises ValueError on a template within a template."""
    tokens = list(_tokens(source))
    short = _short_names(tokens)
    return _join(_renamed(tokens, short), short)


def _tokens(source: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(source):
        if match["text"] and match[0][0] == "`" and match[0].count("${") != len(_PART.findall(match[0])):
            raise ValueError(f"a template within a template, which cannot be shortened: {match[0]}")
        if match.lastgroup and match.lastgroup != "gap":
            yield match.lastgroup, match[0]


def _renamed(tokens: list[Token], short: dict[str, str]) -> list[Token]:
    """Variables under their new names; `{ name }` becomes `{name:n}`, in an object as in what takes one apart."""
    found: list[Token] = []
    for (kind, text), use in zip(tokens, _uses(tokens), strict=True):
        new = short.get(text, text) if kind == "name" and use != "property" else text
        found.append((kind, f"{text}:{new}" if use == "both" and new != text else new))
    return found


def _uses(tokens: list[Token]) -> Iterator[str]:
    """For each token whether it is a property (`.name`, `name: 1`), a variable, or `{ name }`, which is both."""
    open_brackets: list[str] = []
    before = ""
    for at, (_, text) in enumerate(tokens):
        after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
        if text in ("{", "(", "["):
            block = text == "{" and before in ("", ")", "=>", "else", "try", ";", "{", "}")
            open_brackets.append("block" if block else text)
        elif text in ("}", ")", "]") and open_brackets:
            open_brackets.pop()
        listed = open_brackets[-1:] == ["{"] and before in ("{", ",")
        yield ("property" if before in (".", "?.") or (listed and after == ":")
               else "both" if listed and after in (",", "}", "=") else "variable")
        before = text


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
    """New names for all that is declared, the most frequent the shortest."""
    inner = [token for kind, text in tokens if kind == "text" and text[0] == "`"
             for part in _PART.finditer(text) for token in [*_tokens(part[1]), ("mark", ";")]]
    whole = [*tokens, ("mark", ";"), *inner]
    count = Counter(text for (kind, text), use in zip(whole, _uses(whole), strict=True)
                    if kind == "name" and use != "property")
    ours = set(_declared(whole)) - {"of"}      # a word of the language in one place, a variable in another
    free = [name for name, _ in count.most_common() if name in ours and len(name) > 1]
    taken = (set(count) - ours) | {name for name in ours if len(name) == 1} | {"do", "if", "in", "of", "as", "is"}
    letters = ("".join(pair) for size in (1, 2) for pair in product(ascii_letters, repeat=size))
    return dict(zip(free, (name for name in letters if name not in taken), strict=False))


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
