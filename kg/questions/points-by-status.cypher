// Which points are in which proposal, and how far is each: in text, agreed, sought, rejected, dropped ...?
// param proposal (proposal): one proposal
// param status (string): points of that status only
// column proposal: string
// column point: string
// column status: string
// column speakers: list
// claims: those that place the point
MATCH (x:PlanPoint)-[e:POINT_OF]->(p:Proposal)
WHERE ($proposal IS NULL OR p.title IN $proposal) AND ($status IS NULL OR x.status = $status)
WITH p, x, e.claims AS made
UNWIND made AS uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor)
RETURN p.title AS proposal, x.text AS point, x.status AS status, collect(DISTINCT s.name) AS speakers,
       collect(DISTINCT c.uri) AS claims
ORDER BY proposal, point, status
