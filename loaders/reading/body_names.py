"""What the bodies of a state are called: "the Russian foreign ministry" and "Russia's Foreign Ministry" are one name.

Every state has a ministry, a parliament, an army; the gazetteer lists only those with a name of their own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.reading.gazetteer import LETTERS, adjective, demonym, lookup, state, surname, undotted


class Body(NamedTuple):
    """A ministry, parliament, army, office, court or embassy of a state, by its canonical name."""

    name: str
    kind: str
    state: str


# the words that make a body of a state, with the kind of body; lower case, since UK papers write "foreign ministry"
_BODIES: tuple[tuple[str, str], ...] = (
    (r"(?:[a-z]+(?:,? (?:and |& )?[a-z]+){0,3} )ministry|ministry of [a-z]+(?:,? (?:and |& |the )?[a-z]+){0,3}",
     "ministry"),
    (r"(?:president(?:'s|ial)|prime minister's|premier's|chancellor's) (?:office|administration)"
     r"|(?:office|administration) of the (?:president|prime minister)|presidency|cabinet(?: of ministers)?"
     r"|council of ministers|government|chancellery", "government"),
    (r"(?:national |federal |lower house of )?(?:parliament|assembly|legislature|senate|congress)|national assembly"
     r"|(?:lower|upper) house(?: of parliament)?|house of representatives", "parliament"),
    (r"army|navy|air force|armed forces|military|general staff(?: of the armed forces)?|coast ?guard|border guards?"
     r"|national guard|police|defen[cs]e forces", "armed"),
    (r"(?:supreme|constitutional|high|federal) court", "court"),
    (r"(?:central|national|reserve) bank|(?:national )?security council|(?:national )?security service"
     r"|(?:foreign |military |main |defen[cs]e )*intelligence(?: service| directorate| agency)?"
     r"|(?:central |national )?election commission|prosecutor general's office|delegation to the un"
     r"|mission to the (?:un|eu)|national security and defen[cs]e council", "other"),
)
_BODY = [(re.compile(pattern), kind) for pattern, kind in _BODIES]
_EMBASSY = re.compile(r"(embassy|consulate|high commission|mission)( (?:in|to) .+)?", re.I)
_RULED = re.compile(r"(?:President |Prime Minister |Chancellor |Premier )?(.{2,60}?)(?:'s)? "
                    r"(administration|government|cabinet)", re.I)
_SMALL = frozenset({"of", "the", "and", "to", "for", "in"})
_SAME = {   # other words for the same body
    "foreign affairs ministry": "foreign ministry", "external affairs ministry": "foreign ministry",
    "president's office": "presidential office", "office of the president": "presidential office",
    "administration of the president": "presidential administration",
    "office of the prime minister": "prime minister's office", "cabinet of ministers": "cabinet",
    "council of ministers": "cabinet", "defense ministry": "defence ministry", "presidency": "presidential office",
}


def body(surface: str) -> Body | None:
    """The body of a state named by "<State>'s <Body>", "<Demonym> <Body>" or "<Body> of <State>"; None for any other.

    Embassies keep their form, since their town belongs to the name.

    >>> body("the Russian Foreign Ministry").name, body("Ukraine's embassy in Washington").name
    ('Foreign Ministry of Russia', 'Ukrainian Embassy in Washington')
    """
    written = undotted(" ".join(surface.translate(LETTERS).split()))
    written = re.sub(r"^the ", "", written, flags=re.I)
    if len(written) > 100:
        return None
    for match in re.finditer(r"(?:'s|s'|) (?=\S)", written):
        head, tail = written[:match.start()], written[match.end():]
        if match.group().startswith("s'"):
            head += "s"
        owner = demonym(head) if match.group() == " " else None
        owner = owner or state(head)
        if owner and (found := _body(tail, owner)):
            return found
    head, of, tail = written.rpartition(" of ")
    owner = state(tail) if of else None
    return _body(head, owner) if owner else _government(written)


def _government(written: str) -> Body | None:
    """The government of a known person: "Netanyahu's government", "the Macron administration"."""
    match = _RULED.fullmatch(written)
    ruler = lookup(match[1]) if match else None
    if not match or not ruler or ruler.cls != "Person":
        return None
    owner = next((role.org for role in ruler.roles if state(role.org)), None)
    return Body(f"{surname(ruler)} {match[2].lower()}", "government", owner) if owner else None


def _body(words: str, owner: str) -> Body | None:
    embassy = _EMBASSY.fullmatch(words)
    if embassy:
        town = embassy.group(2) or ""
        whose = "U.S." if owner == "United States" else adjective(owner) or owner
        return Body(f"{whose} {embassy.group(1).title()}{town}", "embassy", owner)
    low = words.lower()
    for pattern, kind in _BODY:
        if pattern.fullmatch(low):
            flipped = re.fullmatch(r"ministry of (?:the )?(.+)", low)
            low = f"{flipped.group(1)} ministry" if flipped else low
            low = _SAME.get(low, low)
            return Body(f"{_titled(low)} of {owner}", kind, owner)
    return None


def _titled(words: str) -> str:
    return " ".join(word if word in _SMALL and place else word[:1].upper() + word[1:]
                    for place, word in enumerate(words.split()))


def body_name(surface: str) -> str | None:
    """The canonical name of a body of a state: a known one's own, else "<Body> of <State>"; None for anything else.

    >>> body_name("Ukraine's Presidential Office"), body_name("the Russian foreign ministry")
    ('Presidential Office of Ukraine', 'Foreign Ministry of Russia')
    """
    entry = lookup(surface)
    if entry and entry.cls == "Organization":
        return entry.name
    found = body(surface)
    if not found:
        return None
    if (entry := lookup(found.name)) and entry.cls == "Organization":
        return entry.name
    words = found.name.removesuffix(f" of {found.state}")
    short = "US" if found.state == "United States" else adjective(found.state)
    entry = lookup(f"{short} {words}")
    return entry.name if entry and entry.cls == "Organization" else found.name
