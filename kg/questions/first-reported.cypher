// Which outlet was the first to report each meeting, proposal, point or deadline, by the day of publication?
// param about (thing): one of them
// column about: string
// column published: date
// column outlets: list
// claims: the reports of that day
MATCH (x)
WHERE (x:Meeting OR x:Proposal OR x:PlanPoint OR x:Deadline)
  AND ($about IS NULL OR coalesce(x.title, x.text, x.time) IN $about)
MATCH (x)<-[:ABOUT]-(c:Claim)-[:EVIDENCE]->(:Span)-[:IN_DOCUMENT]->(d:Document)-[:PUBLISHED_BY]->(p:Organization)
WHERE d.published IS NOT NULL AND c.modality <> 'denied'
WITH x, collect({day: d.published, outlet: p.name, claim: c.uri}) AS reports, min(d.published) AS published
UNWIND reports AS r
WITH x, published, r
WHERE r.day = published
RETURN coalesce(x.title, x.text, x.time) AS about, published, collect(DISTINCT r.outlet) AS outlets,
       collect(DISTINCT r.claim) AS claims
ORDER BY published, about
