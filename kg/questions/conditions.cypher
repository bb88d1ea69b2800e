// What depends on what, how surely, and on whose word?
// param meeting (meeting): the meeting that depends on something
// column meeting: string
// column depends_on: string
// column certainty: string
// column said_by: list
// claims: those that set the condition
MATCH (m:Meeting)-[e:DEPENDS_ON]->(x)
WHERE $meeting IS NULL OR m.title IN $meeting
WITH m, x, e.certainty AS certainty, e.claims AS made
UNWIND made AS uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor)
RETURN m.title AS meeting, coalesce(x.title, x.text, x.time) AS depends_on, certainty, collect(DISTINCT s.name) AS said_by,
       collect(DISTINCT c.uri) AS claims
ORDER BY meeting, depends_on, certainty
