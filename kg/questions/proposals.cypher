// Which proposals are in play, who is behind each, and which counters which?
// param proposal (proposal): one proposal
// param actor (actor): proposals of one actor
// column proposal: string
// column behind: string
// column counters: string
// claims: those that name who is behind it or what it counters, or where none does those about it
// Where it is denied or disputed that somebody is behind it, nobody is shown to be: see how-sure.
MATCH (p:Proposal)
WHERE $proposal IS NULL OR p.title IN $proposal
OPTIONAL MATCH (p)-[b:PROPOSED_BY]->(a:Actor) WHERE NOT b.certainty IN ['denied', 'disputed']
OPTIONAL MATCH (p)-[k:COUNTERS]->(q:Proposal) WHERE NOT k.certainty IN ['denied', 'disputed']
OPTIONAL MATCH (c:Claim)-[:ABOUT]->(p) WHERE a.uri IS NULL AND q.uri IS NULL
WITH p, a, q, coalesce(b.claims, [c.uri]) + coalesce(k.claims, []) AS made
WHERE $actor IS NULL OR a.name IN $actor
UNWIND made AS claim
RETURN p.title AS proposal, a.name AS behind, q.title AS counters, collect(DISTINCT claim) AS claims
ORDER BY proposal, behind, counters
