// On how many independent origins does each meeting, proposal, point or deadline rest? Outlets that repeat one agency are one.
// param about (thing): one of them
// column about: string
// column kind: string
// column origins: list
// column independent: integer
// claims: those that say so
// The origin is who is known to have said it: a named speaker, or the outlet to which an unnamed one spoke. An outlet
// that passes on somebody else's word is no origin of its own.
MATCH (x)
WHERE (x:Meeting OR x:Proposal OR x:PlanPoint OR x:Deadline)
  AND ($about IS NULL OR coalesce(x.title, x.text, x.time) IN $about)
OPTIONAL MATCH (x)-[e:PARTICIPANT|AT_PLACE|DEPENDS_ON|PROPOSED_BY|COUNTERS|VERSION_OF|POINT_OF|DEADLINE_OF]->()
UNWIND coalesce(e.claims, [null]) AS one
WITH x, collect(DISTINCT one) AS made
OPTIONAL MATCH (a:Claim)-[:ABOUT]->(x)
WITH x, made, collect(DISTINCT a.uri) AS told
UNWIND made + told AS uri
WITH DISTINCT x, uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor) WHERE c.modality <> 'denied' AND c.kind <> 'request'
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
OPTIONAL MATCH (c)-[:VIA]->(:Claim)-[:SPEAKER]->(r:Actor)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Actor) WHERE t.kind IN ['outlet', 'agency']
WITH x, collect({claim: c.uri, source: s.uri, publisher: coalesce(p.uri, ''), origin:
     CASE WHEN s:UnnamedSource THEN coalesce(r.name, t.name, p.name, s.name) ELSE s.name END}) AS said
UNWIND said AS y
WITH x, said, y
WHERE NOT (y.source = y.publisher AND any(z IN said WHERE z.publisher = y.publisher AND z.source <> y.source))
WITH x, collect(DISTINCT y.origin) AS origins, collect(DISTINCT y.claim) AS claims
RETURN coalesce(x.title, x.text, x.time) AS about,
       CASE WHEN x:Meeting THEN 'meeting' WHEN x:Proposal THEN 'proposal' WHEN x:PlanPoint THEN 'point'
            ELSE 'deadline' END AS kind,
       origins, size(origins) AS independent, claims
ORDER BY about, kind
