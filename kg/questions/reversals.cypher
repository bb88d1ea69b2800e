// Who has changed sides, on what, from which position to which, and between which days?
// param actor (actor): one actor
// param about (thing): one thing
// column actor: string
// column about: string
// column before: string
// column before_day: edtf
// column after: string
// column after_day: edtf
// claims: the earlier and the later position
MATCH (a:Actor)<-[:SPEAKER]-(x:Claim)-[:ABOUT]->(t)<-[:ABOUT]-(y:Claim)-[:SPEAKER]->(b:Actor)
WHERE a.uri = b.uri AND x.modality = 'asserted' AND y.modality = 'asserted' AND x.start < y.start
  AND ((x.stance = 'for' AND y.stance = 'against') OR (x.stance = 'against' AND y.stance = 'for'))
  AND ($actor IS NULL OR a.name IN $actor) AND ($about IS NULL OR coalesce(t.name, t.title, t.text, t.time) IN $about)
WITH a.name AS actor, coalesce(t.name, t.title, t.text, t.time) AS about, x.stance AS before, x.time AS before_day,
     y.stance AS after, y.time AS after_day, [x.uri, y.uri] AS pair
UNWIND pair AS claim
RETURN actor, about, before, before_day, after, after_day, collect(DISTINCT claim) AS claims
ORDER BY actor, about, before_day, after_day
