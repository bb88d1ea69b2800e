// Which deadlines are set, for what, and who treats them how (asserted, expected, possible ...)?
// param since (date): due on that day or later
// param proposal (proposal): deadlines of one proposal
// column deadline: edtf
// column due: string
// column modality: string
// column speakers: list
// claims: those about the deadline
MATCH (d:Deadline)
WHERE $since IS NULL OR d.end >= $since
OPTIONAL MATCH (d)-[:DEADLINE_OF]->(x)
WITH d, x
WHERE $proposal IS NULL OR x.title IN $proposal
MATCH (d)<-[:ABOUT]-(c:Claim)-[:SPEAKER]->(s:Actor)
RETURN d.time AS deadline, coalesce(x.title, x.text) AS due, c.modality AS modality, collect(DISTINCT s.name) AS speakers,
       collect(DISTINCT c.uri) AS claims
ORDER BY deadline, due, modality
