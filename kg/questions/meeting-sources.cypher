// On whose word do we know of each meeting, and how surely is it said? One row for each speaker, denials among them.
// param meeting (meeting): one meeting
// param status (string): meetings of that status only
// column meeting: string
// column status: string
// column speaker: string
// column modality: string
// column relays: list
// column outlets: list
// claims: what the speaker says of the meeting
MATCH (m:Meeting)
WHERE ($meeting IS NULL OR m.title IN $meeting) AND ($status IS NULL OR m.status = $status)
OPTIONAL MATCH (m)-[e:PARTICIPANT|AT_PLACE|DEPENDS_ON]->()
UNWIND coalesce(e.claims, [null]) AS one
WITH m, collect(DISTINCT one) AS made
OPTIONAL MATCH (a:Claim)-[:ABOUT]->(m)
WITH m, made, collect(DISTINCT a.uri) AS told
UNWIND made + told AS uri
WITH DISTINCT m, uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor)
OPTIONAL MATCH (c)-[:VIA]->(:Claim)-[:SPEAKER]->(r:Actor)
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
RETURN m.title AS meeting, m.status AS status, s.name AS speaker, c.modality AS modality,
       collect(DISTINCT r.name) AS relays, collect(DISTINCT p.name) AS outlets, collect(DISTINCT c.uri) AS claims
ORDER BY meeting, status, speaker, modality
