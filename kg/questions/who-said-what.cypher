// Who said what, how surely, when, and who reported it?
// param actor (actor): one speaker
// param since (date): said on that day or later
// param until (date): said on that day or earlier
// column speaker: string
// column act: string
// column text: string
// column modality: string
// column day: edtf
// column relays: list
// column outlets: list
// claims: the statements
MATCH (c:Claim)-[:SPEAKER]->(s:Actor)
WHERE NOT c.kind IN ['narration', 'request'] AND ($actor IS NULL OR s.name IN $actor)
  AND ($since IS NULL OR c.start >= $since) AND ($until IS NULL OR c.end <= $until)
OPTIONAL MATCH (c)-[:VIA]->(:Claim)-[:SPEAKER]->(r:Actor)
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
RETURN s.name AS speaker, c.act AS act, c.text AS text, c.modality AS modality, c.time AS day,
       collect(DISTINCT r.name) AS relays, collect(DISTINCT p.name) AS outlets, collect(DISTINCT c.uri) AS claims
ORDER BY day, speaker, text, act, modality
