// Which meetings were held, and which are planned, possible, disputed or denied?
// param meeting (meeting): one meeting
// param status (string): meetings of that status only
// column meeting: string
// column status: string
// claims: those about the meeting
MATCH (m:Meeting)
WHERE m.status IS NOT NULL AND ($status IS NULL OR m.status = $status) AND ($meeting IS NULL OR m.title IN $meeting)
OPTIONAL MATCH (m)-[e:PARTICIPANT|AT_PLACE|DEPENDS_ON]->()
UNWIND coalesce(e.claims, [null]) AS one
WITH m, collect(DISTINCT one) AS made
OPTIONAL MATCH (c:Claim)-[:ABOUT]->(m)
WITH m, made, collect(DISTINCT c.uri) AS told
RETURN m.title AS meeting, m.status AS status, made + [u IN told WHERE NOT u IN made] AS claims
ORDER BY meeting, status
