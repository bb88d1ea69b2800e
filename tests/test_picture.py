"""What a picture says of a graph: sides from data, hedges kept, outlets as evidence, origins counted once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.river_treaty import HERALD, TEXTS, Treaty, river_treaty
from viz import lean
from viz.evidence import paragraph_around, sentence_around
from viz.fold import fold
from viz.from_graph import make_picture
from viz.page import script_json, verb
from viz.picture import Line, Picture


def drawn() -> Picture:
    return make_picture(river_treaty(), TEXTS)


def lines(picture: Picture, act: str) -> list[Line]:
    return [line for line in picture.lines if line.act == act]


def test_a_side_is_read_from_offices_and_membership_and_never_guessed() -> None:
    sides = {actor.name: actor.side for actor in drawn().actors.values()}
    assert sides["Ilse Brandt"] == sides["Veldania"] == "urn:communique:x:veldania"   # minister -> ministry -> state
    assert sides["Farmers' union"] is None and sides["a second official"] is None


def test_an_actor_of_two_states_is_on_no_side() -> None:
    treaty = Treaty()
    for state in ("Veldania", "Korrun"):
        treaty.actor(state, "State")
    broker = treaty.actor("A Broker", side="Veldania")
    treaty.edge(broker, "REPRESENTS", treaty.name("Korrun"))
    treaty.claim(HERALD, "the treaty is fair", broker, treaty.name("Korrun"))
    assert make_picture(treaty.graph).actors[broker].side is None


def test_members_of_one_body_are_a_side_where_there_is_no_state() -> None:
    treaty = Treaty()
    union = treaty.actor("Dockers", "Organization", kind="union")
    leader = treaty.actor("A Leader")
    treaty.edge(leader, "MEMBER_OF", union)
    harvest = treaty.node("urn:communique:issue:harvest", "Issue", name="harvest")
    for speaker in (leader, union):
        treaty.claim(HERALD, "the treaty is fair", speaker, harvest)
    picture = make_picture(treaty.graph)
    assert picture.actors[leader].side == picture.actors[union].side == union


def test_parties_that_did_something_together_are_no_side_of_their_own() -> None:
    treaty = Treaty()
    union, firm = treaty.actor("Dockers", "Organization"), treaty.actor("Quays", "Organization")
    both = treaty.actor("Dockers and Quays", "Group")
    leader = treaty.actor("A Leader")
    treaty.edge(leader, "MEMBER_OF", union)
    harvest = treaty.node("urn:communique:issue:harvest", "Issue", name="harvest")
    for member in (union, firm):
        treaty.edge(member, "MEMBER_OF", both)
    for speaker in (leader, union, firm, both):
        treaty.claim(HERALD, "the treaty is fair", speaker, harvest)
    picture = make_picture(treaty.graph)
    assert [picture.actors[one].side for one in (leader, union, both)] == [union, union, None]
    assert picture.actors[firm].side not in (union, both)


def test_possible_denied_and_unnamed_stay_what_they_are() -> None:
    picture = drawn()
    [plan] = lines(picture, "plan")
    assert (plan.certainty, plan.words) == ("possible", ["possible", "unnamed source"])
    [deny] = lines(picture, "deny")
    assert (deny.certainty, deny.stance) == ("denied", "against")
    [drop] = lines(picture, "drop")
    assert (drop.certainty, drop.words) == ("unnamed", ["unnamed source"])
    assert {line.words[0] for line in lines(picture, "take part") if line.words} == {"disputed"}


def test_outlets_and_the_sources_they_cite_are_evidence_not_actors() -> None:
    names = {actor.name for actor in drawn().actors.values()}
    assert "The Herald" not in names and "Continental Wire" not in names and "a diplomat" not in names


def test_one_thing_said_twice_is_one_line_of_two_origins() -> None:
    [reject] = lines(drawn(), "reject")
    assert (len(reject.evidence), reject.origins) == (2, 2)


def test_those_who_relay_together_are_one_hop_of_the_chain_and_each_an_origin() -> None:
    treaty = Treaty()
    wires = [treaty.actor(name, "Organization", kind="agency") for name in ("North Agency", "South Agency")]
    clerk = treaty.actor("a clerk", "UnnamedSource")
    relay = treaty.claim(HERALD, "the treaty is fair", None, act="report")
    for wire in wires:
        treaty.edge(relay, "SPEAKER", wire)
    source = treaty.claim(HERALD, "the treaty is fair", clerk, via=(relay,))
    said = treaty.claim(HERALD, "the treaty is fair", treaty.actor("A Minister"), via=(source,))
    found = make_picture(treaty.graph).evidence[said]
    assert found.chain == [["The Herald", "North Agency and South Agency", "a clerk"]]
    assert (found.origins, found.unnamed) == (["North Agency", "South Agency"], True)


def test_what_an_agency_says_itself_is_its_own_word_and_nobody_relays_himself() -> None:
    treaty = Treaty()
    wire, minister = treaty.actor("North Agency", "Organization", kind="agency"), treaty.actor("A Minister")
    visit = treaty.node("urn:communique:meeting:visit", "Meeting", title="visit")
    reported = treaty.claim(HERALD, "the treaty is fair", wire, visit, modality="possible")
    told = treaty.claim(HERALD, "the treaty is fair", minister)
    hopes = treaty.claim(HERALD, "the treaty is fair", minister, visit, via=(told,), act="want")
    found = make_picture(treaty.graph).evidence
    assert (found[reported].origins, found[reported].chain) == (["North Agency"], [["The Herald"]])
    assert (found[hopes].origins, found[hopes].chain) == (["The Herald"], [["The Herald"]])


def test_a_claim_about_a_point_is_drawn_to_the_point_and_not_to_its_plan_too() -> None:
    assert [line.target for line in lines(drawn(), "reject")] == ["urn:communique:point:quota"]


def test_a_claim_about_nothing_drawn_stays_with_its_speaker() -> None:
    picture = drawn()
    [claim] = picture.unplaced["urn:communique:x:tomas-rehn"]
    assert "turbine" in picture.evidence[claim].text


def test_sources_that_nobody_named_are_folded_by_themselves() -> None:
    treaty = Treaty()
    point = treaty.node("urn:communique:point:quota", "PlanPoint", text="annual quota")
    for n in range(6):
        treaty.claim(HERALD, "the treaty is fair", treaty.actor(f"Envoy {n}"), point)
        treaty.claim(HERALD, "the treaty is fair", treaty.actor(f"an official {n}", "UnnamedSource"), point)
    picture = make_picture(treaty.graph)
    fold(picture, 2, 10)
    folds = [actor for actor in picture.actors.values() if actor.folds]
    assert {frozenset(name.split()[0] for name in actor.folds) for actor in folds} == {frozenset({"Envoy"}),
                                                                                     frozenset({"an"})}
    [unnamed] = [actor for actor in folds if actor.folds[0].startswith("an")]
    assert unnamed.cls == "UnnamedSource" and "unnamed sources" in unnamed.name
    assert all(line.unnamed == (picture.actors[line.source].cls == "UnnamedSource") for line in picture.lines)


def test_what_does_not_fit_is_counted_to_the_last_line_and_names_go_before_folds() -> None:
    treaty = Treaty()
    points = [treaty.node(f"urn:communique:point:{n}", "PlanPoint", text=f"point {n}") for n in range(9)]
    for n in range(9):
        speaker = treaty.actor(f"Envoy {n}")
        for at, point in enumerate(points):
            for _ in range(2 if n < 3 else 1):
                treaty.claim(HERALD, "the treaty is fair", speaker, point, act=("say", "want", "reject")[(n + at) % 3])
    picture = make_picture(treaty.graph)
    fold(picture, 3, 9, lines=20)
    assert len(picture.lines) == 20 and picture.left_out["lines"] > 0
    assert {picture.actors[line.source].folds == [] for line in picture.lines} == {True}
    heard = {line.target for line in picture.lines}
    assert all(item.folds for item in picture.items.values() if item.uri not in heard and item.cut)


def test_a_cap_counts_what_it_leaves_out() -> None:
    picture = drawn()
    before = len(picture.lines)
    picture.cap(6)
    assert len(picture.actors) + len(picture.items) == 6
    assert picture.left_out == {"nodes": 14, "lines": before - len(picture.lines)}


def test_evidence_shows_the_exact_span_within_its_sentence_and_paragraph() -> None:
    for one in drawn().evidence.values():
        low, high = one.span
        assert one.paragraph[low:high] == one.text
        assert one.sentence[0] <= low < high <= one.sentence[1]
        assert "\n\n" not in one.paragraph


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Talks resumed. The U.S. Senate met on Nov. 23, Mr. Bell said. Nobody came."
    start = text.index("Senate")
    assert text[slice(*sentence_around(text, start, start + 6))] == "The U.S. Senate met on Nov. 23, Mr. Bell said."


@given(st.text(alphabet="aB.!? \n\"'”é😀", max_size=80), st.data())
def test_any_span_of_any_text_lies_in_its_sentence_and_paragraph(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = paragraph_around(text, start, end)
    assert 0 <= low <= start <= end <= high <= len(text)
    first, last = sentence_around(text[low:high], start - low, end - low)
    assert first <= start - low and end - low <= last <= high - low


@given(st.text())
def test_data_cannot_end_the_script_that_holds_it(text: str) -> None:
    assert "<" not in script_json({"name": text})


def test_acts_read_as_verbs() -> None:
    assert [verb(act) for act in ("say", "deny", "criticise", "take part", "depend on", "version of")] == [
        "says", "denies", "criticises", "takes part", "depends on", "version of"]


def test_who_reports_a_meeting_does_not_meet() -> None:
    treaty = Treaty()
    talks = treaty.node("urn:communique:meeting:talks", "Meeting", title="Talks")
    guest, source = treaty.actor("A Guest"), treaty.actor("a source", "UnnamedSource")
    for speaker in (guest, source):
        claim = treaty.claim(HERALD, "the treaty is fair", speaker, talks, act="meet", modality="possible")
    treaty.edge(talks, "PARTICIPANT", guest, claim)
    acts = {line.source: line.act for line in make_picture(treaty.graph).lines}
    assert acts == {guest: "take part", source: "say"}


def test_pieces_of_one_sentence_are_not_drawn_twice() -> None:
    treaty = Treaty()
    speaker = treaty.actor("A Minister")
    end = treaty.node("urn:communique:deadline:end", "Deadline", time="2031-03-31")
    said = "The Tarn treaty must be signed by March 31, Brandt said"
    treaty.claim(HERALD, said, speaker, end)
    expects = treaty.claim(HERALD, said.split(", Brandt")[0], speaker, end, act="expect", modality="expected")
    [line] = make_picture(treaty.graph).lines
    assert (line.act, line.evidence) == ("expect", [expects])


def test_a_script_gets_shorter_and_its_strings_and_properties_stay() -> None:
    source = 'const counter = { total: 1 };  // why\nconst label = `n ${counter.total / 2} "counter"`;\nreturn /a "b/g;'
    assert lean.script(source) == 'let a={total:1},b=`n ${a.total/2} "counter"`;return/a "b/g;'


def test_declarations_are_joined_only_where_they_follow_one_another() -> None:
    source = "const one = () => { const x = 1; };\nconst y = 2;\nfor (let i = 0; i < 2; i += 1) one();\nlet w = 4;"
    assert lean.script(source) == "let a=()=>{let b=1},b=2;for(let b=0;b<2;b+=1)a();let c=4;"


def test_a_name_within_a_function_is_short_without_regard_to_others_but_never_one_that_it_uses() -> None:
    source = ("const total = 1;\nfunction sum(left, right) { return left + right + total; }\n"
              "async function later({ total: other, right }) { return await sum(other, right); }\nsum(total, 2);")
    assert lean.script(source) == ("let a=1;function b(c,d){return c+d+a}"
                                   "async function c({total:a,right:d}){return await b(a,d)}b(a,2);")
