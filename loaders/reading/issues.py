"""What a point is about: the subject of peace and other talks, by the words of the point."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.reading.words import table


@lru_cache(maxsize=1)
def _issues() -> list[tuple[str, str | None, re.Pattern[str]]]:
    return [
        (name, row.get("code"), re.compile(rf"\b(?:{'|'.join(row['words'])})", re.I))
        for name, row in table("issues").items()
    ]


def issue_of(text: str) -> tuple[str, str | None] | None:
    """(name, PA-X code or None) of the issue that the text's words point to most, the earlier in the table of
    equals."""
    scored = [(len(pattern.findall(text)), name, code) for name, code, pattern in _issues()]
    best = max(scored, key=lambda row: row[0])
    return (best[1], best[2]) if best[0] else None
