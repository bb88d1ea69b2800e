// Which parties are said to meet which others, at what meeting, and was it held? A delegation counts as the party it stands for.
// param actor (actor): one of the two
// column one: string
// column other: string
// column meeting: string
// column status: string
// claims: those that name the two as participants
MATCH (a:Actor)<-[e:PARTICIPANT]-(m:Meeting)-[f:PARTICIPANT]->(b:Actor)
WHERE a.uri <> b.uri
OPTIONAL MATCH (a)-[:REPRESENTS]->(c:Actor) WHERE a:Group
OPTIONAL MATCH (b)-[:REPRESENTS]->(d:Actor) WHERE b:Group
WITH m, e, f, coalesce(c.name, a.name) AS one, coalesce(d.name, b.name) AS other
WHERE one < other AND ($actor IS NULL OR one IN $actor OR other IN $actor)
WITH m, one, other, e.claims + f.claims AS made
UNWIND made AS claim
RETURN one, other, m.title AS meeting, m.status AS status, collect(DISTINCT claim) AS claims
ORDER BY one, other, meeting, status
