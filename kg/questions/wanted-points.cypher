// Which points are sought for a plan, and who says so?
// param proposal (proposal): one proposal
// param actor (actor): points wanted by one actor
// column point: string
// column speaker: string
// claims: those that ask for the point
MATCH (x:PlanPoint)-[e:POINT_OF]->(p:Proposal)
WHERE x.status = 'sought' AND ($proposal IS NULL OR p.title IN $proposal)
WITH x, e.claims AS made
UNWIND made AS uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor)
WHERE c.modality <> 'denied' AND NOT c.act IN ['reject', 'oppose', 'drop']
  AND ($actor IS NULL OR s.name IN $actor)
RETURN x.text AS point, s.name AS speaker, collect(DISTINCT c.uri) AS claims
ORDER BY point, speaker
