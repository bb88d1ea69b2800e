// What do unnamed sources say, and to or through whom do we hear them?
// param outlet (outlet): one of the outlets through which it came
// column source: string
// column text: string
// column modality: string
// column through: list
// column day: edtf
// claims: what they say
MATCH (s:UnnamedSource)<-[:SPEAKER]-(c:Claim)
OPTIONAL MATCH (c)-[:VIA]->(:Claim)-[:SPEAKER]->(r:Actor)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Actor) WHERE t.kind IN ['outlet', 'agency']
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
WITH s, c, coalesce(r.name, t.name, p.name) AS outlet
WITH s.name AS source, c.text AS text, c.modality AS modality, c.time AS day, collect(DISTINCT outlet) AS through,
     collect(DISTINCT c.uri) AS claims
WHERE $outlet IS NULL OR any(o IN through WHERE o IN $outlet)
RETURN source, text, modality, through, day, claims
ORDER BY source, text, modality, day
