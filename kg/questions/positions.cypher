// Where does each actor stand, on what, how surely (asserted, expected, possible, denied ...) and since when?
// param actor (actor): one actor
// param about (thing): one proposal, point, meeting or actor
// column actor: string
// column about: string
// column stance: string
// column modality: string
// column day: edtf
// column outlets: list
// claims: those that take the position
MATCH (a:Actor)<-[:SPEAKER]-(c:Claim)-[:ABOUT]->(x)
WHERE c.stance IN ['for', 'against'] AND ($actor IS NULL OR a.name IN $actor)
  AND NOT coalesce(a.kind, '') IN ['outlet', 'agency']
  AND ($about IS NULL OR coalesce(x.name, x.title, x.text, x.time) IN $about)
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
RETURN a.name AS actor, coalesce(x.name, x.title, x.text, x.time) AS about, c.stance AS stance, c.modality AS modality,
       c.time AS day, collect(DISTINCT p.name) AS outlets, collect(DISTINCT c.uri) AS claims
ORDER BY actor, about, day, stance, modality
