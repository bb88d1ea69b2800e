"""Markdown: the document's text is the file, character for character; its marks are blanks to the reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.problem import Problem
from loaders.readers.front import document, front
from loaders.source import Source
from schema import Document, Span

SUFFIXES = (".md", ".markdown")

TITLE = re.compile(r"^#[ \t]+([^\r\n]+?)[ \t]*#*[ \t]*$", re.MULTILINE)
# Whole stretches that are no prose.
WHOLE = [re.compile(pattern, re.MULTILINE | re.DOTALL) for pattern in (
    r"^(```|~~~).*?(?:^\1|\Z)",                       # fenced code
    r"<!--.*?-->",
    r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[^\n]*$",           # the target of a reference
    r"^[ ]{0,3}(?:[-*_][ \t]*){3,}$",                 # a rule
    r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)",         # an image
    r"</?[A-Za-z][^<>\n]{0,500}>",
)]
# Marks around or before prose: only the groups are blanked.
MARKS = [re.compile(pattern, re.MULTILINE) for pattern in (
    r"^([ \t]*(?:>[ \t]*)+)",
    r"^(?:[ \t]*>)*([ \t]*#{1,6}[ \t]+)",
    r"^(?:[ \t]*>)*([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)",
    r"(\[)[^\[\]\n]{1,500}(\]\([^()\n]{0,2000}\)|\]\[[^\]\n]{0,200}\])",
    r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)[^*_\n]{1,2000}?(?<=\S)(\*{1,3}|_{1,3}(?!\w))",
    r"(`+)[^`\n]{1,500}(`+)",
    r"(\\)[!-/:-@\[-`{-~]",
)]


def read(source: Source) -> Iterator[Document | Problem]:
    """The one article of a Markdown file; its title is the front matter's or the first heading. Raises Problem."""
    text = source.text()
    found = front(text)
    blank = found.blank
    if title := TITLE.search(text, max((end for _, end in blank), default=0)):
        found.said.setdefault("title", title[1])
        blank.append(Span(*title.span()))
        later = front(text[title.end():], found.said)
        found.said = later.said
        blank += [Span(start + title.end(), end + title.end()) for start, end in later.blank]
    blank += marks(text)
    article = document(source.stem, text, found.said, blank)
    if not article.prose.strip():
        raise Problem(source.label, "no article in this file")
    yield article


def marks(text: str) -> list[Span]:
    """Where the marks are. Nothing is taken out, so offsets hold."""
    found = [Span(*match.span()) for pattern in WHOLE for match in pattern.finditer(text)]
    for pattern in MARKS:
        for match in pattern.finditer(text):
            found += [Span(*match.span(group)) for group in range(1, pattern.groups + 1)]
    return found
