"""Part of a picture: what touches some nodes, what was said in some days."""

from __future__ import annotations

from collections.abc import Iterable

from viz.evidence import Evidence
from viz.picture import Picture


def choose(picture: Picture, about: Iterable[str] = (), since: str | None = None, until: str | None = None) -> None:
    """Keeps, in place, the lines that touch one of `about` (uris; a proposal stands for its points too) and whose
    claims were made from `since` to `until` (ISO days, both included). The page says what was chosen."""
    wanted = set(about)
    names = [node.name if uri in picture.actors else node.title  # type: ignore[union-attr]
             for uri in sorted(wanted) if (node := picture.actors.get(uri) or picture.items.get(uri))]
    picture.scope = ", ".join([*names, *(f"{word} {day}" for word, day in (("since", since), ("until", until)) if day)])
    wanted |= {item.uri for item in picture.items.values() if item.box in wanted}

    def timely(claims: list[str]) -> list[str]:
        return [claim for claim in claims if _in(picture.evidence[claim], since, until)]

    kept = []
    for line in picture.lines:
        claims = timely(line.evidence)
        if (not wanted or {line.source, line.target} & wanted) and (claims or not line.evidence):
            line.evidence = claims
            line.origins = len({origin for claim in claims for origin in picture.evidence[claim].origins})
            kept.append(line)
    picture.lines = kept
    picture.unplaced = {actor: claims for actor, said in picture.unplaced.items() if (claims := timely(said))}
    for item in picture.items.values():
        item.evidence = timely(item.evidence)
    near = {end for line in kept for end in (line.source, line.target)} | wanted
    near |= {item.box for item in picture.items.values() if item.box and item.uri in near}
    if since or until:
        near |= {item.uri for item in picture.items.values() if item.evidence and not wanted}
    if wanted or since or until:
        near |= set(picture.unplaced) if not wanted else set()
        picture.actors = {uri: one for uri, one in picture.actors.items() if uri in near}
        picture.items = {uri: one for uri, one in picture.items.items() if uri in near}
    picture.without(set())


def _in(evidence: Evidence, since: str | None, until: str | None) -> bool:
    day = evidence.day or evidence.published
    return not day or ((since or "") <= day <= (until or "9999"))
