"""The passages that claims rest on."""

from __future__ import annotations

import re
from typing import Any

from kg.errors import NotInStore
from kg.questions.names import Asked

BREAK = re.compile(r"[\r\n\u2028\u2029]")

CYPHER = """
UNWIND $claims AS uri
MATCH (c:Claim {uri: uri})-[:EVIDENCE]->(x:Span)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (c)-[:SPEAKER]->(s:Actor)
OPTIONAL MATCH (c)-[:VIA]->(:Claim)-[:SPEAKER]->(r:Actor)
OPTIONAL MATCH (d)-[:PUBLISHED_BY]->(p:Organization)
RETURN c.uri AS claim, c.modality AS modality, c.time AS time, s.name AS speaker, r.name AS relay, p.name AS outlet,
       d.uri AS uri, d.title AS document, d.published AS published, x.exact AS exact, x.start AS start, x.end AS stop
"""
SPARQL = """
PREFIX cq: <urn:communique:schema:>
SELECT ?claim ?modality ?time ?speaker ?relay ?outlet ?uri ?document ?published ?exact ?start ?stop
WHERE {
  VALUES ?claim { CLAIMS }
  ?claim cq:modality ?modality ; cq:evidence ?x .
  ?x cq:exact ?exact ; cq:start ?start ; cq:end ?stop ; cq:inDocument ?uri .
  OPTIONAL { ?claim cq:time ?time }
  OPTIONAL { ?claim cq:speaker/cq:name ?speaker }
  OPTIONAL { ?claim cq:via/cq:speaker/cq:name ?relay }
  OPTIONAL { ?uri cq:title ?document }
  OPTIONAL { ?uri cq:published ?published }
  OPTIONAL { ?uri cq:publishedBy/cq:name ?outlet }
}
"""


def passages(graph: Asked, engine: str, claims: list[str]) -> dict[str, dict[str, Any]]:
    """By the uri of the claim: `exact` with its offsets `start` and `end` in the document's text, and the `paragraph`
    around it, which begins at `paragraph_start`; the `document` (its title), `outlet` and day it was `published`; and
    what the claim is: `speaker` and `relays` (lists of names), `modality`, `time`.

    Where the documents' text is not at hand (a server elsewhere), the paragraph is `exact` itself.
    """
    if not claims:
        return {}
    if engine == "cypher":
        rows = graph.cypher(CYPHER, claims=claims)
    else:
        rows = graph.sparql(SPARQL.replace("CLAIMS", " ".join(f"<{claim}>" for claim in claims)))
    found: dict[str, dict[str, Any]] = {}
    texts: dict[str, str | None] = {}
    for row in rows:
        one = found.get(row["claim"])
        if one is None:
            if row["uri"] not in texts:
                texts[row["uri"]] = _text(graph, row["uri"])
            paragraph, at = _paragraph(texts[row["uri"]], row["start"], row["stop"], row["exact"])
            one = found[row["claim"]] = {
                "claim": row["claim"], "exact": row["exact"], "start": row["start"], "end": row["stop"],
                "document": row["document"], "outlet": row["outlet"], "published": row["published"],
                "speaker": set(), "relays": set(), "modality": row["modality"], "time": row["time"],
                "paragraph": paragraph, "paragraph_start": at}
        one["speaker"].add(row["speaker"])
        one["relays"].add(row["relay"])
    for one in found.values():
        one["speaker"], one["relays"] = sorted(one["speaker"] - {None}), sorted(one["relays"] - {None})
    return found


def _text(graph: Asked, document: str) -> str | None:
    text = getattr(graph, "text", None)
    try:
        return text(document) if text else None
    except NotInStore:
        return None


def _paragraph(text: str | None, start: int, end: int, exact: str) -> tuple[str, int]:
    """The lines that [start, end) touches, whole, and where they begin."""
    if text is None:
        return exact, start
    first = next((at for at in range(start, 0, -1) if BREAK.match(text[at - 1])), 0)
    after = BREAK.search(text, end)
    return text[first:after.start() if after else len(text)], first
