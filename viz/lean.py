"""Our own modules and styles without what only their writers need: comments, white space, long names of variables.

No general minifier. It relies on how our modules are written: every statement ends in a semicolon, no template holds
another, no variable is called like a global that is used. Names of the outermost level are short everywhere; others
within the statement of that level that they stand in, so that two functions may use the same letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_letters

_TOKEN = re.compile(
    r"""(?P<gap>\s+|//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
    r"""|(?P<regex>(?:(?<=[(,=:\[!&|?{};])|(?<=[(,=:\[!&|?{};]\s)|(?<=\breturn\s))"""
    r"""/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)|(?P<mark>\.\.\.|\?\.|=>|\+\+|--|.)""", re.S)
_PART = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
DEPTH = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
SHORTER = {"const": "let", "true": "!0", "false": "!1"}      # nothing is assigned to a constant where the source runs
Token = tuple[str, str]


def script(source: str) -> str:
    """JavaScript that does the same in fewer characters. Raises ValueError on a template within a template."""
    statements = list(_statements(_tokens(source)))
    outer = _outer_names(statements)
    lean = [token for one in statements for token in _renamed(one, outer | _inner_names(one, outer))]
    return _join(list(_merged(lean)))


def _statements(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """What stands on the outermost level, one by one: each has names of its own beside those of that level."""
    one: list[Token] = []
    depth = 0
    for token in tokens:
        one.append(token)
        depth += DEPTH.get(token[1], 0)
        if not depth and (token[1] == ";" or (token[1] == "}" and _is_function(one))):
            yield one
            one = []
    yield one


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
        if kind == "text" and text[0] == "`":
            text = _PART.sub(lambda part: "${" + _join(_renamed(list(_tokens(part[1])), short)) + "}", text)
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


def _merged(tokens: list[Token]) -> Iterator[Token]:
    """Declarations that follow one another as one: `const a = 1; const b = 2;` -> `let a = 1, b = 2;`."""
    declares, skip = [False], False
    for token, after in zip(tokens, [*tokens[1:], ("", "")], strict=True):
        text = token[1]
        if skip:
            skip = False
            continue
        if text in ("(", "[", "{"):
            declares.append(False)
        elif text in (")", "]", "}"):
            declares.pop()
        elif text in ("const", "let"):
            declares[-1] = True
        elif text == ";":
            skip = declares[-1] = declares[-1] and after[1] in ("const", "let")
        yield ("mark", ",") if skip else (token[0], SHORTER.get(text, text))


def _join(tokens: list[Token]) -> str:
    parts: list[str] = []
    before = ""
    for _, text in tokens:
        if re.match(r"[\w$]{2}|\+\+|--|//", before[-1:] + text[0]):
            parts.append(" ")
        if text == "}" and before == ";":
            parts.pop()
        parts.append(text)
        before = text
    return "".join(parts)


def _whole(tokens: list[Token]) -> list[Token]:
    """With what stands in the templates."""
    inner = [token for kind, text in tokens if kind == "text" and text[0] == "`"
             for part in _PART.finditer(text) for token in [*_tokens(part[1]), ("mark", ";")]]
    return [*tokens, ("mark", ";"), *inner]


def _variables(tokens: list[Token]) -> Counter[str]:
    whole = _whole(tokens)
    return Counter(text for (kind, text), use in zip(whole, _uses(whole), strict=True)
                   if kind == "name" and use != "property")


def _outer_names(statements: list[list[Token]]) -> dict[str, str]:
    """New names for what is declared on the outermost level, the most frequent the shortest."""
    ours = {name for one in statements for name in _names_of(one)}
    count = sum((_variables(one) for one in statements), Counter[str]())
    inner = {name for one in statements for name in _declared(_whole(one))}
    return _named([name for name, _ in count.most_common() if name in ours], set(count) - inner - ours)


def _names_of(statement: list[Token]) -> Iterator[str]:
    """What a statement declares for the others."""
    words = [text for _, text in statement[:3]]
    if _is_function(statement):
        yield words[words.index("function") + 1]
    elif words and words[0] in ("const", "let"):
        yield from _bound(statement, 0)


def _is_function(statement: list[Token]) -> bool:
    return "function" in [text for _, text in statement[:2]]


def _inner_names(statement: list[Token], outer: dict[str, str]) -> dict[str, str]:
    """New names for what is declared within one statement: none that it uses from without."""
    count = _variables(statement)
    ours = set(_declared(_whole(statement))) - set(outer) - {"of"}      # a word of the language, and a name of ours
    return _named([name for name, _ in count.most_common() if name in ours],
                  {outer.get(name, name) for name in set(count) - ours})


def _named(names: list[str], taken: set[str]) -> dict[str, str]:
    letters = ("".join(pair) for size in (1, 2) for pair in product(ascii_letters, repeat=size))
    free = (name for name in letters if name not in taken | {"do", "if", "in", "of", "as", "is"})
    return dict(zip(names, free, strict=False))


def _declared(tokens: list[Token]) -> Iterator[str]:
    """Names of constants, functions and parameters."""
    for at, (kind, text) in enumerate(tokens[:-1]):
        after = tokens[at + 1][1]
        if text == "function":
            yield after
            yield from _group(tokens, at + 2)
        if text in ("const", "let"):
            yield from _bound(tokens, at)
        if after == "=>":
            if kind == "name":
                yield text
            elif text == ")":
                depth, back = 1, at
                while depth:
                    back -= 1
                    depth += {")": 1, "(": -1}.get(tokens[back][1], 0)
                yield from _group(tokens, back)


def _bound(tokens: list[Token], at: int) -> Iterator[str]:
    """The names that the declaration at `at` binds."""
    depth = 0
    for place in range(at, len(tokens)):
        text = tokens[place][1]
        if not depth and (place == at or text == ",") and place + 1 < len(tokens):
            if tokens[place + 1][0] == "name":
                yield tokens[place + 1][1]
            else:
                yield from _group(tokens, place + 1)
        depth += DEPTH.get(text, 0)
        if depth < 0 or (not depth and text == ";"):
            return


def _group(tokens: list[Token], at: int) -> Iterator[str]:
    """Names between a bracket and its end, without defaults."""
    depth = 0
    for place, (kind, text) in enumerate(tokens[at:], at):
        depth += DEPTH.get(text, 0)
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
