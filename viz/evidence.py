"""What stands behind a line: the sentence in its paragraph, the speaker, the chain, the dates, the modality."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from viz.links import Links

CONTEXT = 700  # characters of a paragraph kept on either side of the sentence


@dataclass(slots=True)
class Evidence:
    """One claim as a reader is shown it.

    `paragraph` is text of the document; `sentence` and `span` are [start, end) in it, in characters. `chain` holds, for
    each way on which the claim reached the document, who relayed it, outermost first; those who did so together are one
    name. `origins` names the independent origins: three outlets that repeat one agency are one.
    """

    claim: str
    speakers: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    venue: str = ""
    act: str = "say"
    kind: str = ""
    stance: str = "neutral"
    modality: str = "asserted"
    unnamed: bool = False
    text: str = ""
    said: str = ""
    day: str = ""
    published: str = ""
    title: str = ""
    url: str = ""
    outlet: str = ""
    paragraph: str = ""
    sentence: tuple[int, int] = (0, 0)
    span: tuple[int, int] = (0, 0)
    chain: list[list[str]] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    speaker_uris: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)


def read_evidence(links: Links, claim: str, texts: dict[str, str]) -> Evidence:
    """The evidence of one claim. `texts` maps a document's uri to its full text; without it the exact span must do."""
    speakers = links.out(claim, "SPEAKER")
    chains = [[hop for hop in chain if not {*hop} <= {*speakers}] for chain in _chains(links, claim)]
    spoken_for = bool(speakers) and all(links.has(actor, "UnnamedSource") for actor in speakers)
    relayed = bool(chains) and all(any(links.has(a, "UnnamedSource") for hop in chain for a in hop) for chain in chains)
    found = Evidence(
        claim, [links.label(a) for a in speakers], [links.label(a) for a in links.out(claim, "ADDRESSEE")],
        ", ".join(links.label(v) for v in links.out(claim, "VENUE")),
        links.value(claim, "act") or "say", links.value(claim, "kind"), links.value(claim, "stance") or "neutral",
        links.value(claim, "modality") or "asserted", spoken_for or relayed, links.value(claim, "text"),
        links.value(claim, "time"), links.value(claim, "start"),
        speaker_uris=speakers, against=sorted({*links.out(claim, "CONTRADICTS"), *links.into(claim, "CONTRADICTS")}))
    for span in links.out(claim, "EVIDENCE")[:1]:
        _place(links, found, span, texts)
    outlet = [found.outlet] if found.outlet else []
    ways = [[" and ".join(links.label(actor) for actor in hop) for hop in chain] for chain in chains]
    found.chain = [[*(outlet if way[:1] != outlet else []), *way] for way in ways] or ([outlet] if outlet else [])
    reporting = [actor for actor in speakers if links.is_relay(actor)]      # "CBS News reported": its own word
    found.origins = sorted({one for chain in chains or [[]]
                            for one in _origins(links, [*chain, reporting]) or [found.outlet or found.title]})
    return found


def _chains(links: Links, claim: str, seen: tuple[str, ...] = ()) -> list[list[list[str]]]:
    """The ways on which a claim came, outermost first: at each hop those who relayed it together. No VIA, no way."""
    ways: list[list[list[str]]] = []
    for relay in links.out(claim, "VIA"):
        if relay in seen or relay == claim or relay not in links.graph:
            continue
        hop = [found] if (found := links.out(relay, "SPEAKER")) else []
        ways += [[*outer, *hop] for outer in _chains(links, relay, (*seen, claim)) or [[]]]
    return ways


def _origins(links: Links, chain: list[list[str]]) -> list[str]:
    """Who of the innermost named relays: what an agency's source told it counts once, whoever prints it."""
    for hop in reversed(chain):
        if named := [links.label(actor) for actor in hop if not links.has(actor, "UnnamedSource")]:
            return named
    return []


def _place(links: Links, found: Evidence, span: str, texts: dict[str, str]) -> None:
    exact, documents = links.value(span, "exact"), links.out(span, "IN_DOCUMENT")
    found.paragraph, found.sentence, found.span = exact, (0, len(exact)), (0, len(exact))
    if not documents:
        return
    document = documents[0]
    found.title, found.url = links.label(document), links.value(document, "url")
    found.published = links.value(document, "published")
    found.outlet = ", ".join(links.label(outlet) for outlet in links.out(document, "PUBLISHED_BY"))
    text, start, end = texts.get(document, ""), links.graph.nodes[span].get("start"), links.graph.nodes[span].get("end")
    if not (isinstance(start, int) and isinstance(end, int)) or text[start:end] != exact:
        return
    first, last = paragraph_around(text, start, end)
    low, high = sentence_around(text[first:last], start - first, end - first)
    cut = max(0, low - CONTEXT)
    body = text[first + cut:min(last, first + high + CONTEXT)]
    found.paragraph = ("…" if cut else "") + body + ("…" if first + cut + len(body) < last else "")
    shift = (1 if cut else 0) - cut
    found.sentence = (low + shift, high + shift)
    found.span = (start - first + shift, end - first + shift)


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of the paragraphs that hold the characters; blank lines part them where there are any."""
    gap = re.compile(r"\n[ \t\r]*\n\s*" if re.search(r"\n[ \t\r]*\n", text) else r"\n\s*")
    first, last = 0, len(text)
    for match in gap.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last


# A stop ends a sentence unless an abbreviation or an initial stands before it. Good enough to highlight: the exact span
# never depends on it.
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?![\"'“‘«(\[]*[a-z])")
_SHORT = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|No|vs"
                    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])+)$")


def sentence_around(paragraph: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of the sentence or sentences that hold the characters [start, end)."""
    first, last = 0, len(paragraph)
    for match in _STOP.finditer(paragraph):
        if paragraph[match.start()] == "." and _SHORT.search(paragraph[max(0, match.start() - 12):match.start()]):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = len(paragraph[:match.end()].rstrip())
            break
    return first, max(last, end)
