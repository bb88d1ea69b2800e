"""Part of a picture: what touches some nodes, what rests on some claims, what was said in some days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from viz.evidence import Evidence
from viz.picture import Picture


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be drawn. `about`: nodes, by uri; a proposal stands for its points too. `claims`: those that lines may
    rest on, None for any; `asked` says in words where they are from. `since` and `until`: ISO days, both included.
    """

    about: Collection[str] = ()
    claims: Collection[str] | None = None
    since: str | None = None
    until: str | None = None
    asked: str = ""

    def holds(self, one: Evidence) -> bool:
        day = one.day or one.published
        return ((self.claims is None or one.claim in self.claims)
                and (not day or (self.since or "") <= day <= (self.until or "9999")))


def choose(picture: Picture, choice: Choice) -> None:
    """Keeps, in place, what `choice` chooses; the page says what that was. Items have the status of the last day."""
    wanted = set(choice.about)
    nodes = {uri: item.title for uri, item in picture.items.items()}
    nodes |= {uri: actor.name for uri, actor in picture.actors.items()}
    names = dict.fromkeys(nodes[uri] for uri in choice.about if uri in nodes)
    days = [f"{word} {day}" for word, day in (("since", choice.since), ("until", choice.until)) if day]
    picture.scope = ", ".join([*names, *([choice.asked] if choice.asked else []), *days])
    if not (wanted or days or choice.claims is not None):
        return
    wanted |= {item.uri for item in picture.items.values() if item.box in wanted}

    def kept(claims: list[str]) -> list[str]:
        return [claim for claim in claims if choice.holds(picture.evidence[claim])]

    lines = []
    for line in picture.lines:
        claims = kept(line.evidence)
        bare = not line.evidence and choice.claims is None
        if (not wanted or {line.source, line.target} & wanted) and (claims or bare):
            lines.append(picture.narrowed(line, claims))
    picture.lines = lines
    picture.unplaced = {actor: claims for actor, said in picture.unplaced.items()
                        if (not wanted or actor in wanted) and (claims := kept(said))}
    for item in picture.items.values():
        item.evidence = kept(item.evidence)
        if choice.until and item.was:
            item.was = [turn for turn in item.was if turn[0] <= choice.until]
            item.status = item.was[-1][1] if item.was else ""
    near = {end for line in lines for end in (line.source, line.target)} | wanted | set(picture.unplaced)
    near |= {item.uri for item in picture.items.values() if item.evidence and not wanted}
    near |= {item.box for item in picture.items.values() if item.box and item.uri in near}
    picture.actors = {uri: one for uri, one in picture.actors.items() if uri in near}
    picture.items = {uri: one for uri, one in picture.items.items() if uri in near}
    picture.without(set())
    picture.documents = len({(one.title, one.url, one.published) for one in picture.evidence.values()})
