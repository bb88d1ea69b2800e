// Who led which delegation at which meeting, and where was it?
// param meeting (meeting): one meeting
// param status (string): meetings of that status; without it those held or under way
// column leader: string
// column party: string
// column place: string
// claims: those that name the leader or put the delegation at the meeting
MATCH (m:Meeting)-[e:PARTICIPANT]->(g:Actor)-[l:LED_BY]->(p:Actor)
WHERE ($meeting IS NULL OR m.title IN $meeting)
  AND (m.status = $status OR ($status IS NULL AND m.status IN ['held', 'under way']))
  AND NOT e.certainty IN ['denied', 'disputed'] AND NOT l.certainty IN ['denied', 'disputed']
OPTIONAL MATCH (g)-[r:REPRESENTS]->(s:Actor) WHERE NOT r.certainty IN ['denied', 'disputed']
OPTIONAL MATCH (m)-[a:AT_PLACE]->(w) WHERE NOT a.certainty IN ['denied', 'disputed']
WITH p, coalesce(s.name, g.name) AS party, w, e.claims + l.claims AS made
UNWIND made AS claim
RETURN p.name AS leader, party, w.name AS place, collect(DISTINCT claim) AS claims
ORDER BY leader, party, place
