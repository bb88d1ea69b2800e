// To whom did somebody speak, and what was said to or asked of them?
// param actor (actor): one speaker
// param addressee (actor): what was said to one actor
// column speaker: string
// column act: string
// column addressee: string
// column text: string
// claims: what was said
MATCH (s:Actor)<-[:SPEAKER]-(c:Claim)-[:ADDRESSEE]->(a:Actor)
WHERE c.kind <> 'request' AND c.modality <> 'denied' AND NOT coalesce(a.kind, '') IN ['outlet', 'agency']
  AND ($actor IS NULL OR s.name IN $actor)
  AND ($addressee IS NULL OR a.name IN $addressee)
RETURN s.name AS speaker, c.act AS act, a.name AS addressee, c.text AS text, collect(DISTINCT c.uri) AS claims
ORDER BY speaker, act, addressee, text
