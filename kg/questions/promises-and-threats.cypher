// Who promises, threatens, warns or demands what, and of whom?
// param actor (actor): one speaker
// column speaker: string
// column act: string
// column text: string
// column addressees: list
// column modality: string
// column day: edtf
// claims: what was said
MATCH (s:Actor)<-[:SPEAKER]-(c:Claim)
WHERE c.act IN ['promise', 'threaten', 'warn', 'demand'] AND ($actor IS NULL OR s.name IN $actor)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(a:Actor)
RETURN s.name AS speaker, c.act AS act, c.text AS text, collect(DISTINCT a.name) AS addressees, c.modality AS modality,
       c.time AS day, collect(DISTINCT c.uri) AS claims
ORDER BY day, speaker, act, text, modality
