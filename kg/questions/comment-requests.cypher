// Whom did the press ask for comment?
// param outlet (outlet): requests of one outlet
// column outlet: string
// column asked: string
// claims: the requests
MATCH (s:Actor)<-[:SPEAKER]-(c:Claim)-[:ADDRESSEE]->(a:Actor)
WHERE c.kind = 'request' AND ($outlet IS NULL OR s.name IN $outlet)
RETURN s.name AS outlet, a.name AS asked, collect(DISTINCT c.uri) AS claims
ORDER BY outlet, asked
