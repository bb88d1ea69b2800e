// Which links in the graph are less than asserted, or disputed, and on whose word do they stand?
// param certainty (string): expected, planned, possible, conditional, disputed or denied; without it all of them
// column subject: string
// column relation: string
// column object: string
// column certainty: string
// column said_by: list
// claims: those that make or deny the link
MATCH (a)-[e]->(b)
WHERE e.certainty IS NOT NULL AND e.certainty <> 'asserted' AND ($certainty IS NULL OR e.certainty = $certainty)
WITH coalesce(a.name, a.title, a.text, a.time) AS subject, type(e) AS relation,
     coalesce(b.name, b.title, b.text, b.time) AS object, e.certainty AS certainty, e.claims AS made
UNWIND made AS uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor)
RETURN subject, relation, object, certainty, collect(DISTINCT s.name) AS said_by, collect(DISTINCT c.uri) AS claims
ORDER BY subject, relation, object, certainty
