"""Is every annotation of a folder sound? `python -m tests.gold.validate [--show] [FOLDER]` prints what is not.

`--show` prints every claim with its resolved spans as well, to be read beside the article. Exit code 1 when something
is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from schema import VOCABULARY
from tests.gold.annotation import ARTICLES, HALVES, HEADER, SECTIONS, AnnotationError, Article, article, listed, options

KINDS = frozenset(("war", "trade", "climate", "labour", "coalition", "debt", "water", "energy", "fisheries", "health",
                   "space", "transport", "telecoms", "migration", "sport", "culture"))
MANNERS = frozenset(("wire", "uk", "us", "agency"))
FIELDS = {
    "claims": {"id", "kind", "speaker", "cue", "content", "or", "who", "via", "modality", "stance", "act", "time",
               "to", "venue", "optional"},
    "meetings": {"title", "mention", "kind", "status", "who", "may", "place", "time", "led", "depends", "optional"},
    "proposals": {"title", "mention", "by", "may", "counters", "version_of", "optional"},
    "points": {"mention", "of", "status", "optional"},
    "deadlines": {"mention", "time", "optional"},
    "requests": {"mention", "by", "asked", "optional"},
    "roles": {"row"},
}
NEEDED = {"claims": {"id", "kind", "content", "cue"}, "meetings": {"title", "mention", "status", "who"},
          "proposals": {"title", "mention", "by"}, "points": {"mention", "status"}, "deadlines": {"mention", "time"},
          "requests": {"mention", "asked"}, "roles": {"row"}}
EDTF = re.compile(r"\d{4}(-\d\d){0,2}[?~%]?(/(\d{4}(-\d\d){0,2}[?~%]?|\.\.)?)?")
WORDS = range(80, 401)


def problems(folder: Path = ARTICLES) -> Iterator[str]:
    """One line for each thing that is wrong in the folder."""
    texts = {path.stem for path in folder.glob("*.txt")}
    tables = {path.stem for path in folder.glob("*.yaml")}
    yield from (f"{name}: no annotation" for name in sorted(texts - tables))
    yield from (f"{name}: no text" for name in sorted(tables - texts))
    for name in sorted(tables & texts):
        try:
            found = article(folder / f"{name}.yaml")
        except (AnnotationError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            yield f"{name}: {error!r}" if not isinstance(error, AnnotationError) else str(error)
            continue
        yield from (f"{name}: {problem}" for problem in faults(found))


def faults(found: Article) -> Iterator[str]:
    """What is wrong with one article whose quotations all resolve."""
    if not HEADER.match(found.text) or "published: " not in found.text[:found.body]:
        yield "no header with the day of publication"
    if len(found.text[found.body:].split()) not in WORDS:
        yield f"{len(found.text[found.body:].split())} words"
    if found.half not in HALVES or found.kind not in KINDS or found.manner not in MANNERS:
        yield f"half, kind or manner: {found.half}, {found.kind}, {found.manner}"
    for section in SECTIONS:
        for row in found.rows[section]:
            yield from (f"{section}: {problem}: {_brief(found, row)}" for problem in _row(section, row))
    yield from _claims(found)
    titles = {row["title"] for row in found.rows["proposals"]}
    for row in [*found.rows["points"], *found.rows["proposals"]]:
        for name in ("of", "counters", "version_of"):
            if row.get(name) and row[name] not in titles:
                yield f"{name}: no proposal {row[name]!r}"


def _row(section: str, row: dict[str, Any]) -> Iterator[str]:
    if unknown := row.keys() - FIELDS[section]:
        yield f"unknown {', '.join(sorted(unknown))}"
    if missing := NEEDED[section] - row.keys():
        yield f"lacks {', '.join(sorted(missing))}"
    cls = {"claims": "Claim", "meetings": "Meeting"}.get(section)
    if cls and row.get("kind"):
        yield from _values("kind", row["kind"], VOCABULARY.classes[cls]["kinds"])
    for name in ("modality", "stance", "act", "status"):
        if row.get(name):
            yield from _values(name, row[name], VOCABULARY.properties[name]["values"])
    for option in options(row.get("time")):
        if option and not EDTF.fullmatch(option):
            yield f"no EDTF: {option}"


def _values(name: str, value: Any, allowed: list[str]) -> Iterator[str]:
    for option in options(value):
        if option not in (*allowed, "*", None):
            yield f"no {name} {option!r}"


def _claims(found: Article) -> Iterator[str]:
    claims = found.rows["claims"]
    ids = Counter(row["id"] for row in claims)
    yield from (f"two claims {one!r}" for one, count in ids.items() if count > 1)
    via = {row["id"]: row["via"] for row in claims}
    for row in claims:
        yield from (f"claim {row['id']!r} via no claim {one!r}" for one in row["via"] if one not in ids)
        seen: set[str] = set()
        above = list(row["via"])
        while above:
            one = above.pop()
            if one == row["id"]:
                yield f"claim {row['id']!r} is relayed by itself"
                break
            if one not in seen:
                seen.add(one)
                above += via.get(one, [])
        if row.get("who") and not row["speaker"]:
            yield f"claim {row['id']!r} has a name and no words for it"
        inside = [(a, b) for a in row["cue"] for b in row["content"] if a[0] < b[1] and b[0] < a[1]]
        if inside:
            yield f"claim {row['id']!r}: the cue lies in the content"


def _brief(found: Article, row: dict[str, Any]) -> str:
    return str(row.get("id") or row.get("title") or row.get("row") or found.quote(listed(row.get("mention"))))


def shown(found: Article) -> str:
    """The claims of an article with their words, to be read beside it."""
    lines = [f"== {found.name} ({found.half}, {found.kind}, {found.manner})", found.text[found.body:].strip()]
    for row in found.rows["claims"]:
        said, cue, content = (found.quote(row[name]) for name in ("speaker", "cue", "content"))
        at = " ".join(str(start) for name in ("speaker", "cue", "content") for start, _ in row[name])
        more = [f"{key} {row[key]}" for key in ("modality", "via", "stance", "act", "time", "to") if row.get(key)]
        lines.append(" | ".join([f"  {row['id']} [{at}]: {said or '-'} ({row.get('who')})", cue, content, *more]))
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    folder = Path(next((one for one in arguments if not one.startswith("-")), ARTICLES))
    if "--show" in arguments:
        for path in sorted(folder.glob("*.yaml")):
            try:
                print(shown(article(path)))
            except AnnotationError as error:
                print(error)
    found = list(problems(folder))
    print(*found, sep="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
