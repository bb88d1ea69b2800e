// What is ahead: which meetings are under way, planned or possible, when, where and between whom?
// param since (date): on that day or later; what has no date is always shown
// column meeting: string
// column status: string
// column time: edtf
// column places: list
// column participants: list
// claims: those about the meeting
MATCH (m:Meeting)
WHERE m.status IN ['under way', 'planned', 'possible'] AND ($since IS NULL OR m.end IS NULL OR m.end >= $since)
OPTIONAL MATCH (m)-[a:AT_PLACE]->(w) WHERE NOT a.certainty IN ['denied', 'disputed']
WITH m, collect(DISTINCT w.name) AS places
OPTIONAL MATCH (m)-[p:PARTICIPANT]->(x:Actor) WHERE NOT p.certainty IN ['denied', 'disputed']
WITH m, places, collect(DISTINCT x.name) AS participants
OPTIONAL MATCH (m)-[e:PARTICIPANT|AT_PLACE]->()
UNWIND coalesce(e.claims, [null]) AS one
WITH m, places, participants, collect(DISTINCT one) AS made
OPTIONAL MATCH (c:Claim)-[:ABOUT]->(m)
WITH m, places, participants, made, collect(DISTINCT c.uri) AS told
RETURN m.title AS meeting, m.status AS status, m.time AS time, places, participants,
       made + [u IN told WHERE NOT u IN made] AS claims
ORDER BY time, meeting, status
