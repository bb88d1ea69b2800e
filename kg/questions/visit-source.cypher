// On whose word do we know of a possible visit? The chain, outermost first: who published it, whom they cite, who said it.
// param meeting (meeting): one meeting that was not held, by title; without it every visit that is planned or possible
// column publisher: string
// column relay: string
// column source: string
// claims: those that rest on the chain
// A chain that another one continues (the agency itself, where its source is known) is left out.
MATCH (m:Meeting)
WHERE (m.title IN $meeting OR ($meeting IS NULL AND m.kind = 'visit'))
  AND NOT m.status IN ['held', 'under way', 'cancelled', 'denied']
OPTIONAL MATCH (m)-[e:PARTICIPANT|AT_PLACE|DEPENDS_ON]->()
UNWIND coalesce(e.claims, [null]) AS one
WITH m, collect(DISTINCT one) AS made
OPTIONAL MATCH (a:Claim)-[:ABOUT]->(m)
WITH m, made, collect(DISTINCT a.uri) AS told
UNWIND made + told AS uri
WITH DISTINCT m, uri
MATCH (c:Claim {uri: uri})-[:SPEAKER]->(s:Actor) WHERE c.modality <> 'denied'
OPTIONAL MATCH (c)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(:Document)-[:PUBLISHED_BY]->(p:Organization)
OPTIONAL MATCH (c)-[:VIA]->(v:Claim)-[:SPEAKER]->(inner:Actor)
OPTIONAL MATCH (v)-[:VIA]->(:Claim)-[:SPEAKER]->(outer:Actor)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Actor) WHERE t.kind IN ['outlet', 'agency'] AND t.uri <> coalesce(p.uri, '')
WITH m, collect({claim: c.uri, speaker: s.uri, outlet: coalesce(p.uri, ''), through: [inner.uri, outer.uri, t.uri],
                 source: s.name, publisher: p.name,
                 relay: CASE WHEN outer.name IS NULL THEN coalesce(inner.name, t.name)
                             ELSE outer.name + ' > ' + inner.name END}) AS chains
UNWIND chains AS x
WITH x, chains
WHERE NOT any(y IN chains WHERE any(u IN y.through WHERE coalesce(u, '') = x.speaker))
  AND NOT (x.speaker = x.outlet AND any(y IN chains WHERE y.outlet = x.outlet AND y.speaker <> x.speaker))
WITH x.publisher AS publisher, x.claim AS claim, x.relay AS relay,
     CASE WHEN x.speaker = x.outlet THEN null ELSE x.source END AS source
RETURN publisher, relay, source, collect(DISTINCT claim) AS claims
ORDER BY publisher, relay, source
