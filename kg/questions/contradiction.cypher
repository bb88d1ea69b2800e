// Which pairs of claims pull against each other? Set against each other by the text, denied by one and not by another, or a deadline firm for one and loose for another; the firmer one first.
// param actor (actor): pairs in which one actor speaks
// column firmer: string
// column looser: string
// claims: both claims of the pair
// A claim that is a part of a longer one by the same speaker is not shown beside it; of a part of a denial it is said.
CALL {
  MATCH (x:Claim)-[:CONTRADICTS]-(y:Claim)
  RETURN x, y
  UNION
  MATCH (x:Claim)-[:ABOUT]->(d:Deadline)<-[:ABOUT]-(y:Claim)
  WHERE x.modality IN ['asserted', 'expected', 'planned'] AND y.modality IN ['possible', 'conditional', 'denied']
    AND NOT EXISTS { MATCH (x)-[:SPEAKER]->(s:Actor)<-[:SPEAKER]-(y) }
  RETURN x, y
  UNION
  MATCH (x:Claim)-[:ABOUT]->(m:Meeting)<-[:ABOUT]-(y:Claim)
  WHERE x.modality <> 'denied' AND y.modality = 'denied' AND y.act <> 'cancel'
    AND NOT EXISTS { MATCH (x)-[:SPEAKER]->(s:Actor)<-[:SPEAKER]-(y) }
  RETURN x, y
  UNION
  MATCH (n)-[e:PARTICIPANT|AT_PLACE|DEPENDS_ON|PROPOSED_BY|COUNTERS|POINT_OF|DEADLINE_OF|HOLDER|LED_BY]->()
  WHERE e.certainty = 'disputed'
  WITH e.claims AS made
  UNWIND made AS one
  UNWIND made AS two
  WITH one, two
  MATCH (x:Claim {uri: one}), (y:Claim {uri: two})
  WHERE x.modality <> 'denied' AND y.modality = 'denied' AND y.act <> 'cancel'
    AND NOT EXISTS { MATCH (x)-[:SPEAKER]->(s:Actor)<-[:SPEAKER]-(y) }
  RETURN x, y
}
WITH x, y,
     CASE x.modality WHEN 'asserted' THEN 1 WHEN 'expected' THEN 2 WHEN 'planned' THEN 3 WHEN 'possible' THEN 4
                     WHEN 'conditional' THEN 5 ELSE 6 END AS p,
     CASE y.modality WHEN 'asserted' THEN 1 WHEN 'expected' THEN 2 WHEN 'planned' THEN 3 WHEN 'possible' THEN 4
                     WHEN 'conditional' THEN 5 ELSE 6 END AS q
WHERE p < q OR (p = q AND x.uri < y.uri)
MATCH (x)-[:SPEAKER]->(a:Actor), (y)-[:SPEAKER]->(b:Actor)
WHERE ($actor IS NULL OR a.name IN $actor OR b.name IN $actor)
  AND NOT EXISTS { MATCH (w:Claim)-[:SPEAKER]->(a) WHERE size(w.text) > size(x.text) AND w.text CONTAINS x.text }
  AND NOT EXISTS { MATCH (w:Claim)-[:SPEAKER]->(b) WHERE size(w.text) > size(y.text) AND w.text CONTAINS y.text }
OPTIONAL MATCH (d:Claim {act: 'deny'})-[:SPEAKER]->(a) WHERE d.text CONTAINS x.text AND x.modality = 'denied'
OPTIONAL MATCH (e:Claim {act: 'deny'})-[:SPEAKER]->(b) WHERE e.text CONTAINS y.text AND y.modality = 'denied'
WITH a.name + CASE WHEN d IS NULL THEN ': ' ELSE ' denies: ' END + x.text AS firmer,
     b.name + CASE WHEN e IS NULL THEN ': ' ELSE ' denies: ' END + y.text AS looser, [x.uri, y.uri] AS pair
UNWIND pair AS claim
RETURN firmer, looser, collect(DISTINCT claim) AS claims
ORDER BY firmer, looser
