// Which named people are in the story, and which office is each given?
// param actor (actor): one person
// column person: string
// column office: string
// column body: string
// claims: those that give the office, or where none is given those that name the person
MATCH (p:Person)
WHERE $actor IS NULL OR p.name IN $actor
OPTIONAL MATCH (p)<-[h:HOLDER]-(r:Role) WHERE NOT h.certainty IN ['denied', 'disputed']
OPTIONAL MATCH (r)-[i:IN_ORG]->(b:Actor) WHERE NOT i.certainty IN ['denied', 'disputed']
OPTIONAL MATCH (c:Claim)-[:SPEAKER|ADDRESSEE|ABOUT]->(p) WHERE r.uri IS NULL
UNWIND coalesce(h.claims, [c.uri]) AS claim
RETURN p.name AS person, r.title AS office, b.name AS body, collect(DISTINCT claim) AS claims
ORDER BY person, office, body
