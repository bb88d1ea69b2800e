"""An invented negotiation over a river, as pictures are handed it: possible, denied, unnamed and hostile cases."""

from __future__ import annotations

import networkx as nx

from schema import VOCABULARY, strongest

HOSTILE = '<script>window.hacked=1</script> "Zed" & \'O\'Neil\' </script><img src=x onerror=window.hacked=2>'

HERALD, WIRE = "urn:communique:document:herald-1", "urn:communique:document:wire-1"

TEXTS = {
    HERALD: "\n\n".join((
        "Delegations from Veldania and Korrun met in Osmark City on March 3 to discuss the Tarn water treaty.",
        "Veldania's water minister, Ilse Brandt, said on March 3 that the treaty is fair to both sides. 😀 Korrun "
        "rejects the annual quota of 40 cubic kilometres, its envoy Tomas Rehn said. "
        "\"No field of ours will go dry for a turbine,\" "
        "he added.",
        "President Anna Kolar could travel to Korrun next week, the Continental Wire reported, citing a diplomat who "
        "was not named. Korrun's foreign ministry denied that any visit was under discussion.",
        "A second official told the Herald that the sluice clause has been dropped. The Tarn treaty must be signed by "
        "March 31, Brandt said.",
        "The farmers' union of Korrun demanded compensation for lost harvests. Rehn criticised Veldania for its "
        "silence on the flood data.\n")),
    WIRE: "\n\n".join((
        "Rehn said again that the quota of 40 cubic kilometres is unacceptable.",
        "Osmark offered its own draft, which answers the Tarn treaty, and Brandt praised the mediator's patience.\n")),
}


class Treaty:
    """A small builder: `node`, `edge` and `claim` write what `Graph.to_networkx()` would hold."""

    def __init__(self) -> None:
        self.graph = nx.MultiDiGraph()
        for document, title, outlet in ((HERALD, "Talks on the Tarn", "The Herald"),
                                        (WIRE, "Quota row", "Continental Wire")):
            self.node(document, "Document", title=title, published="2031-03-04", url="https://news.invalid/tarn")
            self.node(self.name(outlet), "Organization", name=outlet, kind="outlet")
            self.edge(document, "PUBLISHED_BY", self.name(outlet))

    @staticmethod
    def name(text: str) -> str:
        return f"urn:communique:x:{text.lower().replace(' ', '-')}"

    def node(self, uri: str, cls: str, **values: object) -> str:
        self.graph.add_node(uri, labels=VOCABULARY.labels(cls), **values)
        return uri

    def actor(self, name: str, cls: str = "Person", side: str | None = None, **values: object) -> str:
        uri = self.node(self.name(name), cls, name=name, **values)
        if side:
            self.edge(uri, "REPRESENTS", self.name(side))
        return uri

    def edge(self, subject: str, relation: str, target: str, *claims: str) -> None:
        extra = {}
        if claims:
            extra = {"certainty": strongest(self.graph.nodes[claim]["modality"] for claim in claims)}
        self.graph.add_edge(subject, target, relation, relation=relation, claims=list(claims), **extra)

    def claim(self, document: str, exact: str, speaker: str | None, *about: str, via: tuple[str, ...] = (),
              **values: object) -> str:
        start = TEXTS[document].index(exact) if document in TEXTS else 0
        uri = f"urn:communique:claim:{document[-8:]}:{start}-{len(self.graph)}"
        self.node(uri, "Claim", **{"kind": "indirect", "act": "say", "stance": "neutral", "modality": "asserted",
                                   "text": exact, **values})
        span = self.node(f"{uri}:span", "Span", start=start, end=start + len(exact), exact=exact)
        self.edge(uri, "EVIDENCE", span)
        self.edge(span, "IN_DOCUMENT", document)
        for relation, targets in (("SPEAKER", [speaker] if speaker else []), ("ABOUT", about), ("VIA", via)):
            for target in targets:
                self.edge(uri, relation, target)
        return uri


def river_treaty() -> nx.MultiDiGraph:
    """The whole story of the two texts above, with one actor whose name is an attack."""
    t = Treaty()
    for state in ("Veldania", "Korrun", "Osmark"):
        t.actor(state, "State")
    brandt, kolar = t.actor("Ilse Brandt"), t.actor("Anna Kolar", side="Veldania")
    ministry = t.node("urn:communique:x:water-ministry", "Organization", name="Water Ministry", kind="ministry")
    t.edge(ministry, "MEMBER_OF", t.name("Veldania"))
    role = t.node("urn:communique:role:brandt", "Role", title="water minister")
    t.edge(role, "HOLDER", brandt)
    t.edge(role, "IN_ORG", ministry)
    rehn = t.actor("Tomas Rehn", side="Korrun")
    foreign = t.actor("Foreign Ministry of Korrun", "Organization", side="Korrun", kind="ministry")
    union = t.actor("Farmers' union", "Organization", kind="union")
    zed = t.actor(HOSTILE)
    diplomat = t.actor("a diplomat", "UnnamedSource")
    official = t.actor("a second official", "UnnamedSource")
    veldans = t.actor("Veldanian delegation", "Group", side="Veldania")
    korrun = t.actor("Korrun delegation", "Group", side="Korrun")

    talks = t.node("urn:communique:meeting:talks", "Meeting", title="Osmark City talks", kind="talks", status="held",
                   time="2031-03-03", start="2031-03-03", end="2031-03-03")
    visit = t.node("urn:communique:meeting:visit", "Meeting", title="Kolar visit to Korrun", kind="visit",
                   status="disputed", time="2031-03-10/2031-03-16", start="2031-03-10", end="2031-03-16")
    city = t.node("urn:communique:place:osmark-city", "Place", name="Osmark City")
    treaty = t.node("urn:communique:proposal:tarn", "Proposal", title="Tarn water treaty", kind="agreement")
    draft = t.node("urn:communique:proposal:draft", "Proposal", title="Osmark draft", kind="draft")
    quota = t.node("urn:communique:point:quota", "PlanPoint", text="annual quota of 40 cubic kilometres",
                   status="in text")
    sluice = t.node("urn:communique:point:sluice", "PlanPoint", text="sluice clause", status="dropped")
    harvest = t.node("urn:communique:point:harvest", "PlanPoint", text="compensation for lost harvests",
                     status="sought")
    end = t.node("urn:communique:deadline:tarn", "Deadline", time="2031-03-31", start="2031-03-31",
                 end="2031-03-31")

    met = t.claim(HERALD, "Delegations from Veldania and Korrun met in Osmark City on March 3 to discuss the Tarn water"
                  " treaty", t.name("The Herald"), talks, kind="narration", act="meet")
    for group in (veldans, korrun):
        t.edge(talks, "PARTICIPANT", group, met)
    t.edge(talks, "AT_PLACE", city, met)
    fair = t.claim(HERALD, "Veldania's water minister, Ilse Brandt, said on March 3 that the treaty is fair to both"
                   " sides", brandt, treaty, act="support", stance="for", time="2031-03-03", start="2031-03-03")
    t.edge(treaty, "PROPOSED_BY", t.name("Veldania"), fair)
    reject = t.claim(HERALD, "Korrun rejects the annual quota of 40 cubic kilometres, its envoy Tomas Rehn said",
                     rehn, quota, treaty, act="reject", stance="against", time="2031-03-03", start="2031-03-03")
    again = t.claim(WIRE, "Rehn said again that the quota of 40 cubic kilometres is unacceptable", rehn, quota,
                    act="reject", stance="against", time="2031-03-04", start="2031-03-04")
    t.edge(quota, "POINT_OF", treaty, reject, again)
    t.claim(HERALD, '"No field of ours will go dry for a turbine," he added', rehn, kind="direct", act="say",
            quote="No field of ours will go dry for a turbine,")
    wire = t.claim(HERALD, "the Continental Wire reported, citing a diplomat who was not named",
                   t.name("Continental Wire"), act="report")
    source = t.claim(HERALD, "citing a diplomat who was not named", diplomat, visit, via=(wire,), modality="possible")
    travel = t.claim(HERALD, "President Anna Kolar could travel to Korrun next week, the Continental Wire reported,"
                     " citing a diplomat who was not named", kolar, visit, via=(source,), act="plan",
                     modality="possible")
    denied = t.claim(HERALD, "Korrun's foreign ministry denied that any visit was under discussion", foreign, visit,
                     act="deny", stance="against", modality="denied")
    t.edge(visit, "PARTICIPANT", kolar, travel)
    t.edge(visit, "PARTICIPANT", t.name("Korrun"), travel, denied)
    dropped = t.claim(HERALD, "A second official told the Herald that the sluice clause has been dropped", official,
                      sluice, act="drop")
    t.edge(sluice, "POINT_OF", treaty, dropped)
    due = t.claim(HERALD, "The Tarn treaty must be signed by March 31, Brandt said", brandt, end, treaty, act="demand",
                  stance="for")
    t.edge(end, "DEADLINE_OF", treaty, due)
    t.claim(HERALD, "The farmers' union of Korrun demanded compensation for lost harvests", union, harvest,
            act="demand", stance="for")
    t.claim(HERALD, "Rehn criticised Veldania for its silence on the flood data", rehn, t.name("Veldania"),
            act="criticise", stance="against")
    answer = t.claim(WIRE, "Osmark offered its own draft, which answers the Tarn treaty", t.name("Osmark"), draft,
                     act="propose", stance="for")
    t.edge(draft, "PROPOSED_BY", t.name("Osmark"), answer)
    t.edge(draft, "COUNTERS", treaty, answer)
    t.claim(WIRE, "Brandt praised the mediator's patience", brandt, t.name("Osmark"), act="praise", stance="for")
    t.claim(WIRE, "Brandt praised the mediator's patience", zed, draft, act="support", stance="for")
    return t.graph
