"""Two invented negotiations, read by hand: what the reading stages would make of them, hedged cases among them.

`treaty()` is the coverage of a fishing treaty by two outlets, `lease()` one article on a mine. A claim is placed by the
words it is read from, which must stand in the text once.
"""

from __future__ import annotations

from typing import Any

from schema import Claim, Document, Entity, Fact, Reading, Run, Span, uri

RUN = Run("by hand", "1", "none")

HERALD = """\
Norland and Sudria held talks in Port Ellen on April 1 on a fishing treaty. The delegations were led by Fisheries \
Minister Ada Krog and envoy Tom Wray, respectively.

Prime Minister Lena Osk could visit Norland this week, the Wire Agency and Channel Nine reported, citing officials \
whom they did not name. The visit will depend on the outcome of the Port Ellen talks, the Wire Agency said. A diplomat \
told the Wire Agency that Osk could dine with Krog.

Norland's 12-point treaty would cut the quota to 90 tonnes and open the Gull Bank to inspectors. Krog backs the \
treaty, the Fishers' Union opposed it on April 1, and Hestia is expected to support it.

Sudria answered with a counterdraft. Wray said that Sudria wants a ban on trawling in the final text.

"We will not sign in the dark," Osk told the Bay Summit on April 1. She thanked the Island League for its patience and \
asked it to send observers.

Krog said that the treaty is to be signed by April 10. Wray said that the date could move.

The Coast Herald asked the Embassy of Norland for comment.

An adviser told the Coast Herald that "nobody has read the annex."
"""

TIMES = """\
Norland presented a revised treaty, which keeps the Gull Bank open to inspectors and adds a joint patrol. The cut of \
the quota has been dropped, Krog said.

The Fishers' Union came out for the 12-point treaty on April 4.

Krog met Wray in secret on April 3, the Wire Agency reported. Wray denied that any such meeting took place.

Hestia drafted the counterdraft, Channel Nine reported. Hestia said that it had no hand in it.

Krog and Osk will hold a call on April 9, Krog said. She threatened Sudria with closed harbours.

Osk could visit Norland, Channel Nine reported, citing the Wire Agency, which spoke to a minister who asked not to be \
named.
"""

LEASE = """\
The Miners' Guild may send its secretary, Ola Bern, at the head of a delegation to talks in Redvale on May 7.

Bern denied that he would visit the capital.

Granite Works is expected to back the lease offer, which the Quarry Post learned from a clerk.
"""


class Made:
    """A reading in the making."""

    def __init__(self, name: str, text: str, published: str, publisher: str) -> None:
        self.reading = Reading(Document(name, text, title=name.title(), published=published, publisher=publisher), RUN)
        self.outlet = self.actor(publisher, "Organization", kind="outlet")

    def entity(self, cls: str, name: str, key: str, **values: Any) -> str:
        one = uri(cls.lower(), name)
        if all(entity.uri != one for entity in self.reading.entities):
            self.reading.entities.append(Entity(one, cls, {key: name, **values}))
        return one

    def actor(self, name: str, cls: str = "Person", **values: Any) -> str:
        return self.entity(cls, name, "name", **values)

    def titled(self, cls: str, title: str, **values: Any) -> str:
        return self.entity(cls, title, "title", **values)

    def point(self, text: str) -> str:
        return self.entity("PlanPoint", text, "text")

    def deadline(self, time: str) -> str:
        return self.entity("Deadline", time, "time")

    def unnamed(self, name: str, where: str) -> str:
        """An individual: never the same as another, however alike the words."""
        one = f"{self.reading.document.uri.replace('document', 'unnamedsource')}-{len(self.reading.entities)}"
        self.reading.entities.append(Entity(one, "UnnamedSource", {"name": name}))
        return one

    def says(self, text: str, speaker: str | list[str], *facts: tuple[str, str, str], kind: str = "indirect",
             inside: str | None = None, **values: Any) -> str:
        """A claim read from `text`, which stands once in the document, or once in `inside`; the id."""
        whole = self.reading.document.text
        assert whole.count(inside or text) == 1, inside or text
        at = whole.index(inside) + inside.index(text) if inside else whole.index(text)
        claim = Claim(f"c{len(self.reading.claims) + 1}", kind, values.pop("words", text),
                      speaker=[speaker] if isinstance(speaker, str) else speaker,
                      content_spans=[Span(at, at + len(text))], **values)
        self.reading.claims.append(claim)
        self.reading.facts += [Fact(*fact, claim.id) for fact in facts]
        return claim.id


def herald() -> Reading:
    """The Coast Herald of 2 April 2031."""
    m = Made("talks-on-the-treaty", HERALD, "2031-04-02", "The Coast Herald")
    norland, sudria, hestia = (m.actor(name, "State") for name in ("Norland", "Sudria", "Hestia"))
    krog, wray = m.actor("Ada Krog", aliases=["Krog"]), m.actor("Tom Wray")
    osk = m.actor("Lena Osk", aliases=["the prime minister"])
    wire = m.actor("Wire Agency", "Organization", kind="agency")
    nine = m.actor("Channel Nine", "Organization", kind="outlet")
    union, league = m.actor("Fishers' Union", "Organization", kind="union"), m.actor("Island League", "Organization")
    talks = m.titled("Meeting", "Port Ellen talks", kind="talks", time="2031-04-01")
    ours, theirs = m.actor("Norland delegation", "Group"), m.actor("Sudria delegation", "Group")
    ellen = m.entity("Place", "Port Ellen", "name")
    m.says("Norland and Sudria held talks in Port Ellen on April 1", m.outlet, (talks, "PARTICIPANT", ours),
           (talks, "PARTICIPANT", theirs), (talks, "AT_PLACE", ellen), kind="narration", act="meet", about=[talks])
    minister = m.titled("Role", "fisheries minister")
    envoy, premier = m.titled("Role", "envoy"), m.titled("Role", "prime minister")
    m.says("The delegations were led by Fisheries Minister Ada Krog and envoy Tom Wray, respectively", m.outlet,
           (ours, "LED_BY", krog), (theirs, "LED_BY", wray), (ours, "REPRESENTS", norland),
           (theirs, "REPRESENTS", sudria), (minister, "HOLDER", krog), (minister, "IN_ORG", norland),
           (envoy, "HOLDER", wray), (envoy, "IN_ORG", sudria),
           kind="narration", about=[talks])

    visit = m.titled("Meeting", "Osk visit to Norland", kind="visit", time="2031-03-31/2031-04-06")
    possible = "Prime Minister Lena Osk could visit Norland this week"
    for agency in (wire, nine):
        relay = m.says(possible, agency, act="report", modality="possible", about=[visit])
        m.says(possible, m.unnamed("officials", possible), (visit, "PARTICIPANT", osk), (visit, "AT_PLACE", norland),
               (premier, "HOLDER", osk), modality="possible", about=[visit], via=[relay])
    m.says("The visit will depend on the outcome of the Port Ellen talks", wire, (visit, "DEPENDS_ON", talks),
           modality="conditional", about=[visit])
    dinner = m.titled("Meeting", "Osk dinner with Krog", kind="meeting")
    m.says("Osk could dine with Krog", m.unnamed("diplomat", "dine"), (dinner, "PARTICIPANT", osk),
           (dinner, "PARTICIPANT", krog), modality="possible", about=[dinner], addressee=[wire])

    treaty = m.titled("Proposal", "12-point treaty", kind="plan")
    m.says("Norland's 12-point treaty", m.outlet, (treaty, "PROPOSED_BY", norland), kind="narration", act="propose",
           about=[treaty])
    for point in ("cut the quota to 90 tonnes", "open the Gull Bank to inspectors"):
        m.says(point, m.outlet, (m.point(point), "POINT_OF", treaty), kind="narration", act="include",
               about=[m.point(point)])
    m.says("Krog backs the treaty", krog, act="support", stance="for", about=[treaty], time="2031-04-01")
    m.says("the Fishers' Union opposed it on April 1", union, act="oppose", stance="against", about=[treaty],
           time="2031-04-01")
    m.says("Hestia is expected to support it", hestia, act="support", stance="for", modality="expected", about=[treaty])
    counter = m.titled("Proposal", "Sudria counterdraft", kind="counterproposal")
    m.says("Sudria answered with a counterdraft", m.outlet, (counter, "PROPOSED_BY", sudria),
           (counter, "COUNTERS", treaty), kind="narration", act="propose", about=[counter])
    m.says("Sudria wants a ban on trawling in the final text", wray, (m.point("ban on trawling"), "POINT_OF", treaty),
           act="want", about=[m.point("ban on trawling")])

    summit = m.titled("Meeting", "Bay Summit", kind="summit", time="2031-04-01")
    m.says("We will not sign in the dark,", osk, (summit, "PARTICIPANT", osk), kind="direct", venue=summit,
           time="2031-04-01", quote="We will not sign in the dark,")
    m.says("its patience", osk, act="thank", addressee=[league], time="2031-04-01")
    m.says("send observers", osk, act="ask", addressee=[league], time="2031-04-01")
    due = m.deadline("2031-04-10")
    m.says("the treaty is to be signed by April 10", krog, (due, "DEADLINE_OF", treaty), act="expect",
           modality="expected", about=[due])
    m.says("the date could move", wray, act="extend", modality="possible", about=[due])
    m.says("asked the Embassy of Norland for comment", m.outlet, kind="request", act="ask",
           addressee=[m.actor("Embassy of Norland", "Organization", kind="embassy")])
    m.says("nobody has read the annex.", m.unnamed("adviser", "annex"), kind="direct", addressee=[m.outlet],
           quote="nobody has read the annex.")
    return m.reading


def times() -> Reading:
    """The Harbor Times of 5 April 2031."""
    m = Made("a-revised-treaty", TIMES, "2031-04-05", "Harbor Times")
    norland, sudria, hestia = (m.actor(name, "State") for name in ("Norland", "Sudria", "Hestia"))
    krog, wray, osk = m.actor("Ada Krog"), m.actor("Tom Wray"), m.actor("Lena Osk")
    wire = m.actor("Wire Agency", "Organization", kind="agency")
    nine = m.actor("Channel Nine", "Organization", kind="outlet")
    treaty = m.titled("Proposal", "12-point treaty", kind="plan")
    revised = m.titled("Proposal", "revised treaty", kind="plan")
    m.says("Norland presented a revised treaty", m.outlet, (revised, "PROPOSED_BY", norland),
           (revised, "VERSION_OF", treaty), kind="narration", act="propose", about=[revised])
    for words, point in (("keeps the Gull Bank open to inspectors", "open the Gull Bank to inspectors"),
                         ("adds a joint patrol", "joint patrol")):
        m.says(words, m.outlet, (m.point(point), "POINT_OF", revised), kind="narration", act="include",
               about=[m.point(point)])
    cut = m.point("cut the quota to 90 tonnes")
    m.says("The cut of the quota has been dropped", krog, (cut, "POINT_OF", revised), act="drop", about=[cut])
    union = m.actor("Fishers' Union", "Organization", kind="union")
    m.says("The Fishers' Union came out for the 12-point treaty on April 4", union, act="support", stance="for",
           about=[treaty], time="2031-04-04")
    secret = m.titled("Meeting", "Krog meeting with Wray", kind="meeting", time="2031-04-03")
    both = [(secret, "PARTICIPANT", krog), (secret, "PARTICIPANT", wray)]
    m.says("Krog met Wray in secret on April 3", wire, *both, act="meet", about=[secret])
    m.says("any such meeting took place", wray, *both, act="deny", modality="denied", about=[secret])
    counter = m.titled("Proposal", "Sudria counterdraft", kind="counterproposal")
    m.says("Hestia drafted the counterdraft", nine, (counter, "PROPOSED_BY", hestia), act="propose")
    m.says("it had no hand in it", hestia, (counter, "PROPOSED_BY", hestia), act="deny", modality="denied")
    call = m.titled("Meeting", "Krog call with Osk", kind="call", time="2031-04-09")
    m.says("Krog and Osk will hold a call on April 9", krog, (call, "PARTICIPANT", krog), (call, "PARTICIPANT", osk),
           act="meet", modality="planned", about=[call])
    m.says("She threatened Sudria with closed harbours", krog, act="threaten", stance="against", addressee=[sudria],
           about=[sudria], words="closed harbours", time="2031-04-04")
    visit = m.titled("Meeting", "Osk visit to Norland", kind="visit", time="2031-03-31/2031-04-06")
    first = m.says("Osk could visit Norland, Channel Nine reported", nine, act="report", modality="possible",
                   about=[visit])
    then = m.says("Osk could visit Norland, Channel Nine reported, citing the Wire Agency", wire, modality="possible",
                  about=[visit], via=[first], words="Osk could visit Norland")
    m.says("Osk could visit Norland, Channel Nine reported, citing the Wire Agency, which spoke to a minister who "
           "asked not to be named", m.unnamed("minister", "visit"), (visit, "PARTICIPANT", osk), modality="possible",
           about=[visit], via=[then], words="Osk could visit Norland")
    return m.reading


def lease() -> Reading:
    """The Quarry Post of 5 May 2031: nothing in it has happened."""
    m = Made("a-lease", LEASE, "2031-05-05", "The Quarry Post")
    guild, bern = m.actor("Miners' Guild", "Organization", kind="union"), m.actor("Ola Bern")
    works = m.actor("Granite Works", "Organization", kind="company")
    talks = m.titled("Meeting", "Redvale talks", kind="talks", time="2031-05-07")
    group = m.actor("Miners' Guild delegation", "Group")
    secretary = m.titled("Role", "secretary")
    m.says("The Miners' Guild may send its secretary, Ola Bern, at the head of a delegation to talks in Redvale on May "
           "7", m.outlet, (talks, "PARTICIPANT", group), (group, "REPRESENTS", guild), (group, "LED_BY", bern),
           (talks, "AT_PLACE", m.entity("Place", "Redvale", "name")), kind="narration", modality="possible",
           about=[talks])
    m.says("its secretary, Ola Bern", m.outlet, (secretary, "HOLDER", bern), (secretary, "IN_ORG", guild),
           kind="narration")
    visit = m.titled("Meeting", "Bern visit to the capital", kind="visit")
    m.says("he would visit the capital", bern, (visit, "PARTICIPANT", bern), act="deny", modality="denied",
           about=[visit])
    offer = m.titled("Proposal", "lease offer", kind="offer")
    m.says("Granite Works is expected to back the lease offer", works, act="support", stance="for", modality="expected",
           about=[offer])
    return m.reading


def treaty() -> list[Reading]:
    """Both outlets on the fishing treaty."""
    return [herald(), times()]


def readings() -> list[Reading]:
    """Both negotiations."""
    return [*treaty(), lease()]
