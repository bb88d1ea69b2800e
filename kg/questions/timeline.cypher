// What happened, is due or was said on which day? Meetings with their status, statements with their modality.
// param since (date): on that day or later
// param until (date): on that day or earlier
// column day: edtf
// column kind: string
// column what: string
// column how: string
// column who: list
// claims: the statement, or those about the meeting or deadline
CALL {
  MATCH (m:Meeting)<-[:ABOUT]-(c:Claim) WHERE m.time IS NOT NULL
  RETURN m.time AS day, m.start AS first, m.end AS last, 'meeting' AS kind, m.title AS what, m.status AS how,
         null AS name, c.uri AS claim
  UNION
  MATCH (m:Meeting)-[e:PARTICIPANT|AT_PLACE]->(a) WHERE m.time IS NOT NULL
  WITH m, e.claims AS made,
       CASE WHEN type(e) = 'PARTICIPANT' AND NOT e.certainty IN ['denied', 'disputed'] THEN a.name END AS name
  UNWIND made AS claim
  RETURN m.time AS day, m.start AS first, m.end AS last, 'meeting' AS kind, m.title AS what, m.status AS how, name, claim
  UNION
  MATCH (d:Deadline)<-[:ABOUT]-(c:Claim)-[:SPEAKER]->(a:Actor)
  OPTIONAL MATCH (d)-[:DEADLINE_OF]->(x)
  RETURN d.time AS day, d.start AS first, d.end AS last, 'deadline' AS kind, coalesce(x.title, x.text) AS what,
         c.modality AS how, a.name AS name, c.uri AS claim
  UNION
  MATCH (c:Claim)-[:SPEAKER]->(a:Actor) WHERE c.time IS NOT NULL AND NOT c.kind IN ['narration', 'request']
  RETURN c.time AS day, c.start AS first, c.end AS last, 'statement' AS kind, c.text AS what, c.modality AS how,
         a.name AS name, c.uri AS claim
}
WITH day, first, last, kind, what, how, name, claim
WHERE ($since IS NULL OR last >= $since) AND ($until IS NULL OR first <= $until)
RETURN day, kind, what, how, collect(DISTINCT name) AS who, collect(DISTINCT claim) AS claims
ORDER BY day, kind, what, how
