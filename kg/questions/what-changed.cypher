// What changed between two versions of a plan? added, kept, dropped, or not mentioned of the newer one.
// param proposal (proposal): the newer version
// column newer: string
// column older: string
// column point: string
// column change: string
// claims: those that place the point in either version
// That nobody mentions a point of the newer version is no proof that it was dropped.
MATCH (n:Proposal)-[v:VERSION_OF]->(o:Proposal)
WHERE ($proposal IS NULL OR n.title IN $proposal) AND NOT v.certainty IN ['denied', 'disputed']
MATCH (x:PlanPoint)-[e:POINT_OF]->(q:Proposal)
WHERE (q.uri = n.uri OR q.uri = o.uri) AND x.status IN ['in text', 'agreed', 'dropped']
  AND NOT e.certainty IN ['denied', 'disputed']
WITH n, o, x, e, q
WITH n.title AS newer, o.title AS older, n.uri AS new, o.uri AS old, x.text AS point, e.claims AS made, q.uri AS place,
     CASE WHEN x.status = 'dropped' THEN 1 ELSE 0 END AS gone
UNWIND made AS claim
WITH newer, older, new, old, point, collect(DISTINCT place) AS places, max(gone) AS gone, collect(DISTINCT claim) AS claims
RETURN newer, older, point,
       CASE WHEN gone = 1 THEN 'dropped' WHEN new IN places AND old IN places THEN 'kept' WHEN new IN places THEN 'added'
            ELSE 'not mentioned' END AS change, claims
ORDER BY newer, older, point
