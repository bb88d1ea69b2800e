// What is said about a person, meeting, proposal, point or deadline, by whom, and how surely?
// param about (thing): one thing
// param actor (actor): one speaker
// column about: string
// column speaker: string
// column text: string
// column stance: string
// column modality: string
// column day: edtf
// claims: the statements
MATCH (s:Actor)<-[:SPEAKER]-(c:Claim)-[:ABOUT]->(x)
WHERE c.kind <> 'request' AND ($actor IS NULL OR s.name IN $actor)
  AND ($about IS NULL OR coalesce(x.name, x.title, x.text, x.time) IN $about)
RETURN coalesce(x.name, x.title, x.text, x.time) AS about, s.name AS speaker, c.text AS text, c.stance AS stance,
       c.modality AS modality, c.time AS day, collect(DISTINCT c.uri) AS claims
ORDER BY about, day, speaker, text, stance, modality
