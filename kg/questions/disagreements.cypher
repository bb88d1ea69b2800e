// Over which proposals, points, meetings or deadlines do actors stand against each other, and who is on which side?
// param about (thing): one of them
// column about: string
// column supporters: list
// column opponents: list
// claims: those that take the positions
MATCH (a:Actor)<-[:SPEAKER]-(c:Claim)-[:ABOUT]->(x)
WHERE (x:Proposal OR x:PlanPoint OR x:Meeting OR x:Deadline) AND c.stance IN ['for', 'against'] AND c.modality = 'asserted'
  AND NOT coalesce(a.kind, '') IN ['outlet', 'agency']
  AND ($about IS NULL OR coalesce(x.title, x.text, x.time) IN $about)
WITH x, coalesce(x.title, x.text, x.time) AS about,
     collect(DISTINCT CASE c.stance WHEN 'for' THEN a.name END) AS supporters,
     collect(DISTINCT CASE c.stance WHEN 'against' THEN a.name END) AS opponents, collect(DISTINCT c.uri) AS claims
WHERE size(supporters) > 0 AND size(opponents) > 0
RETURN about, supporters, opponents, claims
ORDER BY about
