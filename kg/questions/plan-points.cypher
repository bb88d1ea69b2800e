// What does a plan ask, give or set, in its first version?
// param proposal (proposal): one proposal, by title, whichever version it is
// column point: string
// claims: those that say that the point is in it
MATCH (x:PlanPoint)-[e:POINT_OF]->(p:Proposal)
WHERE x.status = 'in text' AND NOT e.certainty IN ['denied', 'disputed']
  AND (p.title IN $proposal OR ($proposal IS NULL AND NOT EXISTS { (p)-[:VERSION_OF]->(:Proposal) }))
UNWIND e.claims AS claim
RETURN x.text AS point, collect(DISTINCT claim) AS claims
ORDER BY point
