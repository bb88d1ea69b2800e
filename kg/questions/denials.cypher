// Who denies what, and when?
// param actor (actor): one speaker
// column speaker: string
// column text: string
// column about: list
// column day: edtf
// column outlets: list
// claims: the denials
MATCH (s:Actor)<-[:SPEAKER]-(c:Claim)
WHERE (c.modality = 'denied' OR c.act = 'deny') AND ($actor IS NULL OR s.name IN $actor)
OPTIONAL MATCH (c)-[:ABOUT]->(x)
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
RETURN s.name AS speaker, c.text AS text, collect(DISTINCT coalesce(x.name, x.title, x.text, x.time)) AS about, c.time AS day,
       collect(DISTINCT p.name) AS outlets, collect(DISTINCT c.uri) AS claims
ORDER BY day, speaker, text
