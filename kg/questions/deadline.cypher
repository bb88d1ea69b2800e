// What deadline was set, by whom, and who said that it may move?
// param proposal (proposal): deadlines of one proposal
// param actor (actor): one speaker
// column speaker: string
// column deadline: edtf
// column modality: string
// claims: those about the deadline
MATCH (s:Actor)<-[:SPEAKER]-(c:Claim)-[:ABOUT]->(d:Deadline)
WHERE c.kind <> 'request' AND NOT coalesce(s.kind, '') IN ['outlet', 'agency']
  AND ($proposal IS NULL OR EXISTS { MATCH (d)-[:DEADLINE_OF]->(p:Proposal) WHERE p.title IN $proposal })
  AND ($actor IS NULL OR s.name IN $actor)
RETURN s.name AS speaker, d.time AS deadline, c.modality AS modality, collect(DISTINCT c.uri) AS claims
ORDER BY speaker, deadline, modality
