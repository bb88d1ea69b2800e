// What does a plan ask, give or set, in its first version?
// param proposal (proposal): one proposal, by title, whichever version it is
// column point: string
// claims: those that say that the point is in it
MATCH (x:PlanPoint)-[e:POINT_OF]->(p:Proposal)
WHERE x.status IN ['in text', 'agreed', 'dropped'] AND NOT e.certainty IN ['denied', 'disputed']
  AND (p.title IN $proposal OR ($proposal IS NULL AND NOT EXISTS { (p)-[:VERSION_OF]->(:Proposal) }))
WITH x, e.claims AS made
UNWIND made AS uri
MATCH (c:Claim {uri: uri})
WHERE NOT c.act IN ['drop', 'reject', 'oppose', 'decline']
RETURN x.text AS point, collect(DISTINCT c.uri) AS claims
ORDER BY point
