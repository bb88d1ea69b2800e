// What does a possible visit depend on, and how soon could it be?
// param meeting (meeting): one meeting that was not held, by title; without it every visit that is planned or possible
// column depends_on: string
// column time: edtf
// claims: those that set the condition
MATCH (m:Meeting)-[d:DEPENDS_ON]->(x)
WHERE (m.title IN $meeting OR ($meeting IS NULL AND m.kind = 'visit'))
  AND NOT m.status IN ['held', 'under way', 'cancelled', 'denied'] AND NOT d.certainty IN ['denied', 'disputed']
UNWIND d.claims AS claim
RETURN coalesce(x.title, x.text, x.time) AS depends_on, m.time AS time, collect(DISTINCT claim) AS claims
ORDER BY depends_on, time
