// Who takes part in which meeting, and how sure is that?
// param meeting (meeting): one meeting
// param actor (actor): meetings of one actor
// column meeting: string
// column status: string
// column participant: string
// column certainty: string
// claims: those that name the participant
MATCH (m:Meeting)-[e:PARTICIPANT]->(a:Actor)
WHERE ($meeting IS NULL OR m.title IN $meeting) AND ($actor IS NULL OR a.name IN $actor)
RETURN m.title AS meeting, m.status AS status, a.name AS participant, e.certainty AS certainty, e.claims AS claims
ORDER BY meeting, status, participant, certainty
