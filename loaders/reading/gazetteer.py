"""Names that a reader of world news knows: people with their offices, bodies, outlets, states, capitals, places.

All functions take a name as it stands in a text: a leading "the", a trailing "'s", the dots of "U.S.", curly
apostrophes and accents make no difference. Capitals do where they tell names apart: "US" is a state, "us" is nobody.
The data are the YAML files of `loaders/data/`, compiled by `loaders.reading.gazetteer_build`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent.parent / "data"


class RoleEntry(NamedTuple):
    """An office: `start` and `end` are ISO days, months or years, None where open or unknown."""

    title: str
    org: str
    start: str | None = None
    end: str | None = None


class Entry(NamedTuple):
    """What is known of one name; `cls` and `kind` are the vocabulary's, `represents` the state or body it acts for."""

    name: str
    cls: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    represents: str | None = None
    region: str | None = None
    roles: tuple[RoleEntry, ...] = ()


class _Tables(NamedTuple):
    names: dict[str, list[tuple[str, Entry, bool]]]   # folded name -> (as written, entry, whether "the" belongs to it)
    demonyms: dict[str, str]
    adjectives: dict[str, str]                  # state -> its adjective
    capitals: dict[str, str]                    # state -> its capital
    metonyms: dict[str, str]
    places: frozenset[str]


# letters that are not made of a plain one and a mark, and the other apostrophes
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae",
                         "’": "'", "‘": "'", "ʻ": "'", "\xa0": " "})
_INITIALS = re.compile(r"\b[A-Z](?:\.[A-Z])+\b\.?")


def undotted(text: str) -> str:
    """`text` without the dots of initials: "US" for "U.S."."""
    return _INITIALS.sub(lambda match: match.group().replace(".", ""), text)


def plain(surface: str) -> str:
    """`surface` without accents, dots of initials, a leading "the", a trailing "'s" and doubled spaces."""
    text = surface
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = " ".join(text.split())
    if "." in text:
        text = undotted(text)
    if text[:4].lower() == "the " and len(text) > 4:
        text = text[4:]
    if text.endswith("'s"):
        text = text[:-2]
    elif text.endswith("s'"):
        text = text[:-1]
    return text


def _exact_only(name: str) -> bool:
    """Acronyms and one-word short names are other words in lower case: US, WHO, ICE, X, Time."""
    return len(name) <= 5 and " " not in name


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    raw = json.loads((DATA / "gazetteer.json").read_text(encoding="utf-8"))
    names: dict[str, list[tuple[str, Entry, bool]]] = {}
    for name, cls, kind, aliases, wikidata, represents, region, roles, by_name in raw["entries"]:
        entry = Entry(name, cls, kind, tuple(aliases), wikidata, represents, region,
                      tuple(RoleEntry(*role) for role in roles))
        for surface in (name, *aliases) if by_name else aliases:
            written = plain(surface)
            needs_the = surface.startswith("The ") and " " not in written   # The Hill is a paper, Hill is a person
            names.setdefault(written.lower(), []).append((written, entry, needs_the))
    cities = (DATA / "cities.txt").read_text(encoding="utf-8").splitlines()
    return _Tables(
        names, raw["demonyms"], raw["adjectives"], raw["capitals"],
        {plain(name): of for name, of in raw["metonyms"].items()},
        frozenset(plain(city) for city in cities if not city.startswith("#")))


def lookup(surface: str) -> Entry | None:
    """The entry that goes by this very name or alias, else None.

    >>> lookup("the U.S.").name, lookup("us")
    ('United States', None)
    """
    written = plain(surface)
    found = _tables().names.get(written.lower(), ())
    has_the = surface.lstrip()[:4].lower() == "the "
    known = [(name, entry) for name, entry, needs_the in found if has_the or not needs_the]
    exact = next((entry for name, entry in known if name == written), None)
    if exact or written.islower():
        return exact
    return next((entry for name, entry in known if not _exact_only(name) or written.isupper()), None)


def demonym(word: str) -> str | None:
    """The state of an adjective or of the people named by it.

    >>> demonym("Ukrainian"), demonym("Poles"), demonym("polish")
    ('Ukraine', 'Poland', None)
    """
    table = _tables().demonyms
    written = plain(word)
    return table.get(written) or (table.get(written[:-1]) if written.endswith("s") else None)


def adjective(state_name: str) -> str | None:
    """The adjective of a state by its canonical name: `adjective("Ukraine")` is "Ukrainian"."""
    return _tables().adjectives.get(state_name)


def state(surface: str) -> str | None:
    """The canonical name of the state that goes by this name, else None.

    >>> state("the U.S."), state("Britain"), state("Paris")
    ('United States', 'United Kingdom', None)
    """
    entry = lookup(surface)
    return entry.name if entry and entry.cls == "State" else None


def metonym(surface: str) -> Entry | None:
    """Whom a capital, seat or building stands for when it speaks or acts; as a place it is still a place.

    >>> metonym("Brussels").name, metonym("the Kremlin").name, metonym("Hamburg")
    ('European Union', 'Russia', None)
    """
    target = _tables().metonyms.get(plain(surface))
    return lookup(target) if target else None


def capital(state_name: str) -> str | None:
    """The capital of a state by its canonical name, None where it has the state's own: `capital("Qatar")` is "Doha"."""
    return _tables().capitals.get(state_name)


def role_of(person: str, day: str | None = None) -> RoleEntry | None:
    """The office of a person on a day (ISO), the first listed where there are two; the latest one without a day.

    >>> role_of("Antony Blinken", "2022-02-24").title, role_of("Antony Blinken", "2025-11-24")
    ('Secretary of State', None)
    """
    entry = lookup(person)
    if not entry or not entry.roles:
        return None
    if day is None:
        return next((role for role in entry.roles if role.end is None), None) or max(
            entry.roles, key=lambda role: role.end or "")
    return next((role for role in entry.roles
                 if (not role.start or role.start[:len(day)] <= day[:len(role.start)])
                 and (not role.end or day[:len(role.end)] <= role.end[:len(day)])), None)


def is_place(surface: str) -> bool:
    """Whether this is the name of a state, region or place, or of a city of more than 100,000 people or a capital."""
    written = plain(surface)
    if written in _tables().places:
        return True
    return any(name == written or not (written.islower() or _exact_only(name))
               for name, entry, _ in _tables().names.get(written.lower(), ()) if entry.cls in ("State", "Place"))


def region(state_name: str) -> str | None:
    """The part of the world that a state is in, None for no state.

    >>> region("Ukraine"), region("Japan")
    ('Europe', 'Asia')
    """
    entry = lookup(state_name)
    return entry.region if entry and entry.cls == "State" else None


def surname(person: Entry) -> str:
    """The name by which coverage calls the person after the first mention.

    >>> surname(lookup("Ursula von der Leyen")), surname(lookup("Marco Rubio"))
    ('von der Leyen', 'Rubio')
    """
    known = [alias for alias in person.aliases if person.name.endswith(f" {alias}")]
    return min(known, key=len) if known else person.name.rpartition(" ")[2]
