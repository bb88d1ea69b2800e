"""Our own modules and styles without the white space and comments that only their writers need.

No general minifier: names are kept, and every statement of our modules ends in a semicolon.
"""

from __future__ import annotations

import re

# What must stay as it is: strings, templates (none of ours nests another), regular expressions, and comments, which go.
_KEPT = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
    r"""|(?:(?<=[(,=:\[!&|?{};\n])|(?<=\breturn))(?P<space>\s*)(?P<regex>/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)""", re.S)
_GAP = re.compile(r"\s*([^\w\s$])\s*")


def script(source: str) -> str:
    """JavaScript with the same tokens and less between them."""
    parts: list[str] = []
    done = 0
    for match in _KEPT.finditer(source):
        parts.append(_squeeze(source[done:match.start()]))
        parts.append(match["text"] or match["regex"] or "")
        done = match.end()
    parts.append(_squeeze(source[done:]))
    return "".join(parts).strip()


def _squeeze(code: str) -> str:
    code = re.sub(r"\s+", " ", code)
    code = re.sub(r"([+-]) (?=[+-])", "\\1\0", code)     # `a + +b` must not become `a ++b`
    return _GAP.sub(r"\1", code).replace("\0", " ").replace(";}", "}")


def style(source: str) -> str:
    """CSS with the same rules; its strings and `calc()` hold nothing that this touches."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    source = re.sub(r"\s+", " ", source)
    return re.sub(r" ?([{};,]) ?|(?<=[a-z-]): (?=[^:]*?[;}])", lambda match: match[1] or ":", source).replace(";}", "}").strip()
