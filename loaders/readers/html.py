"""HTML by trafilatura: the document's text is the article as extracted, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.problem import Problem
from loaders.readers.front import document, front
from loaders.source import Source, decode
from schema import Document, Span

SUFFIXES = (".html", ".htm", ".xhtml")

SHORTEST = 50   # characters: a page that yields less holds no article but a menu, a notice, a form
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,40})", re.IGNORECASE)
_MODIFIED = re.compile(
    r"<meta[^>]{0,200}(?:article:modified_time|og:updated_time|dateModified)[\"'][^>]{0,200}>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"']{8,40})[\"']", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,500}\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?)", re.IGNORECASE)


def read(source: Source) -> Iterator[Document | Problem]:
    """The one article of a page. Raises Problem where there is none."""
    from trafilatura import bare_extraction

    page = _decode(source)
    found = bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True,
                            date_extraction_params={"original_date": True, "extensive_search": True})
    text = (found.text or "") if found is not None and not isinstance(found, dict) else ""
    if found is None or isinstance(found, dict) or len(text.strip()) < SHORTEST:
        raise Problem(source.label, "no article in this page")
    said = {key: value for key, value in {
        "title": found.title, "url": found.url, "published": found.date, "publisher": found.sitename,
        "updated": _modified(page), "language": _language(page)}.items() if value}
    title = len(found.title or "") if text.startswith(f"{found.title}\n") else 0
    lead = front(text[title:], said)
    blank = [Span(start + title, end + title) for start, end in lead.blank]
    yield document(source.stem, text, lead.said, [Span(0, title), *blank] if title else blank)


def _decode(source: Source) -> str:
    """UTF-8, or the encoding that the page itself declares."""
    data = source.data()
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return data.decode(declared[1].decode())
        except (LookupError, UnicodeDecodeError):
            raise Problem(source.label, f"not {declared[1].decode()}, the encoding that it declares") from None
    return decode(data, source.label)


def _modified(page: str) -> str | None:
    meta = _MODIFIED.search(page)
    content = _CONTENT.search(meta[0]) if meta else None
    return content[1] if content else None


def _language(page: str) -> str | None:
    found = _LANGUAGE.search(page[:10_000])
    return found[1] if found else None
