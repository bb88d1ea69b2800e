"""Who said what: spans of cue, speaker and content, and who relayed whom."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.reading import read_document, tagger
from loaders.reading.attribution import Attribution, attributions
from loaders.reading.parse import paragraphs
from loaders.reading.quotes import straight
from schema import Document


def read(text: str) -> list[tuple[str, str, str]]:
    """(speaker, cue, content) of each attribution, several spans joined by " / "."""
    return [(words(text, one.speaker), words(text, one.cue), words(text, one.content)) for one in of(text)]


def of(text: str) -> list[Attribution]:
    return attributions(paragraphs(text))


def words(text: str, spans: list) -> str:
    return " / ".join(text[span.start:span.end] for span in spans)


def test_a_plain_report_has_speaker_cue_and_content() -> None:
    assert read("The minister said on Monday that the ferries would sail again.") == [
        ("The minister", "said", "the ferries would sail again")]


def test_both_halves_of_a_broken_quotation_are_one_content_with_its_marks() -> None:
    text = "“We sail at noon,” Captain Ruiz said. “Nobody stays behind.”"
    assert read(text) == [("Captain Ruiz", "said", "“We sail at noon,” / “Nobody stays behind.”")]


def test_the_platform_is_no_part_of_a_post() -> None:
    content = read("“The bridge is open again!” the mayor wrote on her Facebook page. “Come and see it.”")[0][2]
    assert content == "“The bridge is open again!” / “Come and see it.”"


def test_the_outlets_of_a_closing_report_relay_the_source_they_cite() -> None:
    text = "The miners will go back to work, Reuters and Le Monde reported on May 3, citing two union officials."
    outer, inner = of(text)
    assert words(text, outer.speaker) == "Reuters / Le Monde"
    assert words(text, outer.content) == words(text, inner.content) == "The miners will go back to work"
    assert words(text, inner.speaker) == "two union officials" and inner.parent == 0 and outer.parent is None


@pytest.mark.parametrize("text, source, relay", [
    ("Rail fares will rise, according to a draft seen by the Guardian.", "a draft", "the Guardian"),
    ("Rail fares will rise, according to the Guardian, which cited a ministry official.", "a ministry official",
     "the Guardian"),
    ("Reuters reported, citing three officials, that rail fares will rise.", "three officials", "Reuters"),
    ("Xinhua quoted the minister as saying that rail fares would rise.", "the minister", "Xinhua"),
    ("Rail fares will rise, the minister was quoted by Xinhua as saying.", "the minister", "Xinhua"),
])
def test_a_relayed_source_hangs_from_who_relays_it(text: str, source: str, relay: str) -> None:
    found = of(text)
    inner = next(one for one in found if words(text, one.speaker) == source)
    assert inner.parent is not None and words(text, found[inner.parent].speaker) == relay
    assert inner.content and inner.content == found[inner.parent].content


def test_a_reason_that_is_cited_is_no_source() -> None:
    text = "The airline dropped the route, its director said, citing the cost of fuel."
    assert {speaker for speaker, _, _ in read(text)} == {"its director"}
    assert all(one.parent is None for one in of(text))


def test_what_somebody_is_said_to_have_said_is_a_level_of_its_own() -> None:
    text = "The envoy told reporters that the rebels had said they would sign."
    outer, inner = of(text)
    assert words(text, inner.speaker) == "the rebels" and words(text, inner.content) == "they would sign"
    assert inner.parent == 0 and outer.parent is None


def test_a_thought_inside_a_quotation_is_a_level_of_its_own() -> None:
    text = "“I think the harbour will reopen,” Okafor said."
    found = of(text)
    inner = next(one for one in found if one.manner == "level")
    assert inner.parent is not None and words(text, found[inner.parent].speaker) == "Okafor"
    assert words(text, inner.content) == "the harbour will reopen"


@pytest.mark.parametrize("text", [
    "“A shameful day for the valley.” ― Nadia Petrova",
    "“A shameful day for the valley.”\n\n― Nadia Petrova",
])
def test_a_name_after_a_dash_signs_the_quotation(text: str) -> None:
    assert read(text) == [("Nadia Petrova", "―", "“A shameful day for the valley.”")]
    assert of(text)[0].manner == "signature"


def test_in_a_transcript_who_stands_before_the_colon_speaks() -> None:
    text = "BERG: We never said that.\n\nQ: Is that final?\n\nMR. ITO: We will see.\n"
    assert read(text) == [("BERG", ":", "We never said that"), ("Q", ":", "Is that final"),
                          ("MR. ITO", ":", "We will see")]


def test_a_label_loses_its_title_and_nothing_of_the_name() -> None:
    text = "GENTILONI: We never said that.\n\nMR. ITO: We will see.\n"
    people = {e.values["name"] for e in read_document(Document("made", text)).entities if e.cls == "Person"}
    assert {str(name).title() for name in people} == {"Gentiloni", "Ito"}


@pytest.mark.parametrize("text", ["NEW DELHI: The ferries sail again.\n\nMUMBAI: So do the trains.\n",
                                  "NOTE: The ferries sail again.\n"])
def test_a_city_or_a_word_of_the_desk_before_a_colon_speaks_to_nobody(text: str) -> None:
    assert read(text) == []


def test_a_report_that_is_denied_is_its_authors_claim_too() -> None:
    text = "The palace denied a report by the Courier that the king had signed the law."
    assert sorted(read(text)) == [("The palace", "denied", "the king had signed the law"),
                                  ("the Courier", "report", "the king had signed the law")]


def test_a_question_within_a_quotation_is_no_level() -> None:
    assert len(of("“Will the union accept that offer?” she asked.")) == 1


def test_what_is_offered_stands_in_the_content_whole() -> None:
    assert read("Norway has offered to scrap its duties and buy more fish, two officials said.")[-1][2].startswith(
        ("to scrap", "Norway has offered to scrap"))


def test_a_quotation_that_runs_on_belongs_to_whoever_began_it() -> None:
    text = "“We waited all night,” Haddad said. “No boat came.\n\n“In the morning we walked to the pier.”"
    assert [one.speaker for one in of(text)] == [of(text)[0].speaker]
    assert words(text, of(text)[0].content).endswith("“In the morning we walked to the pier.”")


def test_a_quotation_by_itself_has_neither_cue_nor_speaker() -> None:
    one, = of("“Nothing was signed at the harbour on Tuesday, nothing at all.”")
    assert (one.manner, one.cue, one.speaker) == ("floating", [], [])


def test_british_quotation_marks_are_read_as_american_ones_and_kept_in_the_spans() -> None:
    text = "‘It’s the farmers’ decision,’ Mrs Pugh said. ‘Nobody else’s.’"
    assert read(text) == [("Mrs Pugh", "said", "‘It’s the farmers’ decision,’ / ‘Nobody else’s.’")]


def test_asking_for_comment_is_a_request_by_who_asks() -> None:
    text = "The Herald has reached out to the mining ministry for comment."
    one, = of(text)
    assert one.manner == "request" and words(text, one.speaker) == "The Herald"
    assert "the mining ministry" in words(text, one.content)


@pytest.mark.parametrize("text, silent", [
    ("The airline declined to comment.", "The airline"),
    ("The ministry did not immediately respond to a request for comment.", "The ministry"),
    ("The port authority could not be reached for comment.", "The port authority"),
    ("The union did not immediately comment.", "The union"),
])
def test_who_does_not_answer_was_asked(text: str, silent: str) -> None:
    one, = of(text)
    assert one.manner == "unanswered" and words(text, one.speaker) == silent


def test_a_passive_attitude_has_those_who_hold_it_as_speakers() -> None:
    assert ("Norway / Iceland", "backed by", "The quota") in read("The quota backed by Norway and Iceland took effect.")
    speaker, _, content = read("The bill was met with anger from nurses and hospital managers.")[0]
    assert (speaker, content) == ("nurses / hospital managers", "The bill")


def test_a_dateline_is_not_said() -> None:
    content = read("LIMA (Reuters) - The strike at the copper mine is over, a union leader told Reuters.")[0][2]
    assert content == "The strike at the copper mine is over"


@pytest.mark.parametrize("text", [
    "Whisk the eggs with the sugar, fold in the flour and bake for forty minutes. Leave the cake to cool on a rack.",
    "Press the red button for three seconds. The lamp turns green when the battery is full.",
    "Rossi scored from the spot after ten minutes and Hansen headed in the second before the break.",
])
def test_prose_in_which_nobody_speaks_has_no_claims(text: str) -> None:
    assert read(text) == []


ANY = st.text(alphabet=st.one_of(st.sampled_from("\"'“”‘’.,:;—- \n"), st.characters()), max_size=120)
NEWS = st.lists(st.sampled_from((
    "said", "told", "“", "”", '"', ",", ".", "\n", "Reuters", "reported", "citing", "officials", "that", "the", "talks",
    "according", "to", "which", "cited", "he", "I", "think", "quoted", "as", "saying", "by", "backed", "for", "comment",
    "declined", "-", "―", "Ana", "Lopez", ":", "criticism", "from", "faced", "seen", "and")), max_size=40).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(st.one_of(ANY, NEWS, NEWS))
def test_whatever_the_text_spans_lie_in_it_and_parents_come_from_the_list(text: str) -> None:
    found = of(text)
    for place, one in enumerate(found):
        assert one.content and 0 < one.confidence <= 1
        for span in (*one.cue, *one.speaker, *one.content):
            assert 0 <= span.start < span.end <= len(text)
        seen = {place}
        while one.parent is not None:
            assert 0 <= one.parent < len(found) and one.parent not in seen
            seen.add(one.parent)
            one = found[one.parent]


def test_what_is_offered_and_refused_in_one_breath_are_two_levels() -> None:
    text = "The hospital has offered 10% and a committee but has refused to cut hours, according to a summary."
    assert {"to cut hours", "10% and a committee"} <= {words(text, one.content) for one in of(text)}


@given(ANY)
def test_straight_quotation_marks_keep_every_offset(text: str) -> None:
    plain = straight(text)
    assert len(plain) == len(text)
    assert all(a == b or not a.isalnum() for a, b in zip(text, plain, strict=True))


def test_a_long_paragraph_costs_no_more_than_its_share() -> None:
    sentence = "The union said it would strike, and the port told Reuters that it had made an offer. "
    parsed = paragraphs(sentence * 120)
    assert len(attributions(parsed)) >= 200


def test_the_same_text_gives_the_same_attributions() -> None:
    text = "The plan, the mayor argued, “costs nothing”, but her deputy fears it will."
    assert of(text) == of(text)


def test_reading_needs_no_torch() -> None:
    code = ("import sys; sys.modules['torch'] = None\n"
            "from loaders.reading.attribution import attributions\nfrom loaders.reading.parse import paragraphs\n"
            "print(len(attributions(paragraphs('The mayor said that it rained.'))))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_weights_of_another_parser_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "fingerprint", lambda _: "another")
    tagger._nets.cache_clear()
    try:
        with pytest.raises(tagger.WrongParser, match="train again"):
            of("The mayor said that it rained.")
    finally:
        tagger._nets.cache_clear()
