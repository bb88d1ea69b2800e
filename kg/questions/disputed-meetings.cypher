// Which meetings do some report and others deny, and who is on which side?
// param meeting (meeting): one meeting
// column meeting: string
// column said_by: list
// column denied_by: list
// claims: what both sides say
MATCH (m:Meeting)
WHERE m.status = 'disputed' AND ($meeting IS NULL OR m.title IN $meeting)
OPTIONAL MATCH (m)-[e:PARTICIPANT|AT_PLACE]->()
UNWIND coalesce(e.claims, [null]) AS one
WITH m, collect(DISTINCT one) AS made
OPTIONAL MATCH (a:Claim)-[:ABOUT]->(m)
WITH m, made, collect(DISTINCT a.uri) AS told
UNWIND made + told AS uri
WITH DISTINCT m, uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor)
RETURN m.title AS meeting, collect(DISTINCT CASE WHEN c.modality <> 'denied' THEN s.name END) AS said_by,
       collect(DISTINCT CASE WHEN c.modality = 'denied' THEN s.name END) AS denied_by, collect(DISTINCT c.uri) AS claims
ORDER BY meeting
