// Who supports and who opposes a plan? Only positions that are taken: what is expected or possible is in positions.
// param proposal (proposal): one proposal
// param actor (actor): one actor
// param stance (string): for or against
// column actor: string
// column stance: string
// claims: those that take the position
MATCH (a:Actor)<-[:SPEAKER]-(c:Claim)-[:ABOUT]->(p:Proposal)
WHERE c.stance IN ['for', 'against'] AND c.modality = 'asserted' AND NOT coalesce(a.kind, '') IN ['outlet', 'agency']
  AND ($proposal IS NULL OR p.title IN $proposal) AND ($stance IS NULL OR c.stance = $stance)
  AND ($actor IS NULL OR a.name IN $actor)
RETURN a.name AS actor, c.stance AS stance, collect(DISTINCT c.uri) AS claims
ORDER BY actor, stance
