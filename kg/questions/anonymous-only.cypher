// Which claims rest on unnamed sources alone, and which outlets relay them?
// param outlet (outlet): claims that one outlet relays
// column text: string
// column outlets: list
// claims: the claims themselves
// On the record: a named speaker, not the press, says something not denied about the same meeting or point.
MATCH (c:Claim)-[:SPEAKER]->(s:UnnamedSource)
WHERE NOT EXISTS { MATCH (c)-[:SPEAKER]->(n:Actor) WHERE NOT n:UnnamedSource }
  AND NOT EXISTS { MATCH (w:Claim)-[:SPEAKER]->(s) WHERE size(w.text) > size(c.text) AND w.text CONTAINS c.text }
  AND NOT EXISTS {
    MATCH (c)-[:ABOUT]->(x)<-[:ABOUT]-(o:Claim)-[:SPEAKER]->(n:Actor)
    WHERE (x:Meeting OR x:PlanPoint) AND o.modality <> 'denied' AND o.kind <> 'request' AND NOT n:UnnamedSource
      AND NOT coalesce(n.kind, '') IN ['outlet', 'agency']
  }
OPTIONAL MATCH (c)-[:VIA]->(:Claim)-[:SPEAKER]->(r:Actor) WHERE r.kind IN ['outlet', 'agency']
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Actor) WHERE t.kind IN ['outlet', 'agency']
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
WITH c, coalesce(r.name, t.name, p.name) AS outlet
WITH CASE WHEN c.act = 'deny' THEN 'denied: ' + c.text ELSE c.text END AS text,
     collect(DISTINCT outlet) AS outlets, collect(DISTINCT c.uri) AS claims
WHERE $outlet IS NULL OR any(o IN outlets WHERE o IN $outlet)
RETURN text, outlets, claims
ORDER BY text
