// Which outlet passes on what which other outlet reports, and how many of its statements?
// param outlet (outlet): one outlet, on either side
// column outlet: string
// column relays: string
// column statements: integer
// claims: the statements passed on
MATCH (c:Claim)-[:SPEAKER|ADDRESSEE]->(r:Actor)
WHERE r.kind IN ['outlet', 'agency'] AND c.kind <> 'request'
MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
WHERE p.uri <> r.uri AND ($outlet IS NULL OR p.name IN $outlet OR r.name IN $outlet)
RETURN p.name AS outlet, r.name AS relays, count(DISTINCT c.uri) AS statements, collect(DISTINCT c.uri) AS claims
ORDER BY outlet, relays
