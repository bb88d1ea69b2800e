// Whose exact words do we have, where were they said or to which outlet, and on which day?
// param actor (actor): one speaker
// param since (date): said on that day or later
// param until (date): said on that day or earlier
// column speaker: names
// column quote: string
// column venue: string
// column day: edtf
// claims: those that hold the quotation
MATCH (c:Claim)-[:SPEAKER]->(s:Actor)
WHERE c.quote IS NOT NULL AND ($since IS NULL OR c.start >= $since) AND ($until IS NULL OR c.end <= $until)
WITH c, collect(DISTINCT s) AS speakers
WHERE $actor IS NULL OR any(s IN speakers WHERE s.name IN $actor)
OPTIONAL MATCH (c)-[:VENUE]->(v)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Actor) WHERE t.kind IN ['outlet', 'agency']
RETURN [s IN speakers | s.name] AS speaker, c.quote AS quote, coalesce(v.title, v.name, t.name) AS venue,
       c.time AS day, collect(DISTINCT c.uri) AS claims
ORDER BY day, quote, venue
