// Which outlets are in the graph, with how many documents and statements, and of which days?
// param outlet (outlet): one outlet
// column outlet: string
// column documents: integer
// column statements: integer
// column first: date
// column last: date
// claims: none; the row rests on whole documents
MATCH (p:Organization)<-[:PUBLISHED_BY]-(d:Document)<-[:IN_DOCUMENT]-(:Span)<-[:EVIDENCE]-(c:Claim)
WHERE $outlet IS NULL OR p.name IN $outlet
RETURN p.name AS outlet, count(DISTINCT d.uri) AS documents, count(DISTINCT c.uri) AS statements,
       min(d.published) AS first, max(d.published) AS last, [] AS claims
ORDER BY outlet
