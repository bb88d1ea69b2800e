// How did an actor's position move from day to day? Without an actor: everybody who is heard on more than one day.
// param actor (actor): one actor
// param about (thing): only what is said about one thing
// column actor: string
// column day: edtf
// column stance: string
// claims: those of that day
// Neutral stands only where nothing for or against was said that day.
MATCH (c:Claim)-[:SPEAKER]->(a:Actor)
WHERE c.time IS NOT NULL AND c.kind <> 'request' AND c.modality <> 'denied'
  AND NOT coalesce(a.kind, '') IN ['outlet', 'agency']
  AND ($actor IS NULL OR a.name IN $actor)
  AND ($about IS NULL OR EXISTS {
    MATCH (c)-[:ABOUT]->(x) WHERE coalesce(x.name, x.title, x.text, x.time) IN $about })
WITH a, c.time AS day, c.stance AS stance, collect(DISTINCT c.uri) AS claims
WITH a, day, collect({stance: stance, claims: claims}) AS stances
WITH a, collect({day: day, stances: stances}) AS days
WHERE size(days) > 1 OR $actor IS NOT NULL
UNWIND days AS d
WITH a, d.day AS day, d.stances AS stances
UNWIND stances AS x
WITH a, day, x, size(stances) AS many
WHERE x.stance <> 'neutral' OR many = 1
RETURN a.name AS actor, day, x.stance AS stance, x.claims AS claims
ORDER BY actor, day, stance
