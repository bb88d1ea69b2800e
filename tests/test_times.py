"""Time expressions become dates, anchored to publication or to the text; numbers that are no dates do not."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.reading.holidays import holiday, rules
from loaders.reading.parse import paragraphs
from loaders.reading.times import TimeMention, times
from schema import bounds

MONDAY = "2025-11-24"


def read(text: str, published: str | None = MONDAY) -> list[tuple[str, str, str]]:
    return [(text[found.span.start:found.span.end], found.edtf, found.relation)
            for found in times(paragraphs(text), published)]


def dates(text: str, published: str | None = MONDAY) -> list[str]:
    return [edtf for _, edtf, _ in read(text, published)]


@pytest.mark.parametrize("text, words, edtf", [
    ("The agency reported on Nov. 23 that the talks had failed.", "Nov. 23", "2025-11-23"),
    ("The pact was signed on 24 November 2024.", "24 November 2024", "2024-11-24"),
    ("The pact was signed on November 24, 2024, in Oslo.", "November 24, 2024", "2024-11-24"),
    ("The pact was signed on 2024-11-24.", "2024-11-24", "2024-11-24"),
    ("The pact was signed on 24/11/2024.", "24/11/2024", "2024-11-24"),
    ("The pact was signed on Sept 3.", "Sept 3", "2025-09-03"),
    ("The pact was signed on March 3.", "March 3", "2025-03-03"),
    ("The next round is on the 4th of December.", "4th of December", "2025-12-04"),
    ("OSLO, Nov 24 (Agency) - Norway said it was ready.", "Nov 24", "2025-11-24"),
    ("They met in March 2024.", "March 2024", "2024-03"),
    ("They met in June.", "June", "2025-06"),
    ("They will meet in June.", "June", "2026-06"),
    ("They met in early November.", "early November", "2025-11~"),
    ("They will meet in the first week of December.", "the first week of December", "2025-12-01/2025-12-07"),
    ("Turnout fell in Q1 2025.", "Q1 2025", "2025-01/2025-03"),
    ("The goal is the third quarter of 2026.", "the third quarter of 2026", "2026-07/2026-09"),
    ("It grew in the 1990s.", "the 1990s", "1990/1999"),
    ("It was signed on Good Friday 1998.", "Good Friday 1998", "1998-04-10"),
    ("He was freed around Nov. 10.", "Nov. 10", "2025-11-10~"),
    ("They will meet, perhaps on Dec. 3.", "Dec. 3", "2025-12-03?"),
])
def test_a_date_is_read_in_british_and_american_order(text, words, edtf):
    assert read(text) == [(words, edtf, "at")]


@pytest.mark.parametrize("text, words, edtf", [
    ("The two sides met on Monday.", "Monday", "2025-11-24"),
    ("The two sides met on Friday.", "Friday", "2025-11-21"),
    ("The two sides will meet on Friday.", "Friday", "2025-11-28"),
    ("The two sides are meeting on Thursday.", "Thursday", "2025-11-27"),
    ("Talks are scheduled for Wednesday.", "Wednesday", "2025-11-26"),
    ("Monday's talks were tense.", "Monday", "2025-11-24"),
    ("Thursday's session will be calm.", "Thursday", "2025-11-27"),
    ("She has summoned both leaders for Friday.", "Friday", "2025-11-28"),
    ("A call planned for Sunday never took place.", "Sunday", "2025-11-23"),
    ("He did not rule out a direct meeting on Saturday.", "Saturday", "2025-11-29"),
    ("The meeting, pencilled in for Thursday, was cancelled.", "Thursday", "2025-11-27"),
    ("They will strike on the Sunday before Thanksgiving.", "Sunday before Thanksgiving", "2025-11-23"),
    ("They met on the Monday after Easter.", "Monday after Easter", "2025-04-21"),
    ("Ministers met last Thursday.", "last Thursday", "2025-11-20"),
    ("Ministers will meet next Monday.", "next Monday", "2025-12-01"),
    ("They signed yesterday.", "yesterday", "2025-11-23"),
    ("They will sign tomorrow.", "tomorrow", "2025-11-25"),
    ("They met last week.", "last week", "2025-11-17/2025-11-23"),
    ("They will meet next month.", "next month", "2025-12"),
    ("They met last year.", "last year", "2024"),
    ("They met earlier this month.", "earlier this month", "2025-11-01/2025-11-24"),
    ("They will meet later this week.", "later this week", "2025-11-24/2025-11-30"),
    ("The trip could take place as early as this week.", "this week", "2025-11-24/2025-11-30"),
    ("He spoke over the weekend.", "the weekend", "2025-11-22/2025-11-23"),
    ("He will speak at the weekend.", "the weekend", "2025-11-29/2025-11-30"),
    ("They met two weeks ago.", "two weeks ago", "2025-11-10~"),
    ("The tariffs will take effect in 90 days.", "in 90 days", "2026-02-22"),
])
def test_a_relative_date_is_anchored_to_publication(text, words, edtf):
    assert read(text) == [(words, edtf, "at")]


def test_this_week_is_over_where_it_is_told_as_past():
    assert read("They met this week.", "2025-11-27") == [("this week", "2025-11-24/2025-11-30", "at")]
    assert read("They could meet this week.", "2025-11-27") == [("this week", "2025-11-27/2025-11-30", "at")]


@pytest.mark.parametrize("text, words, edtf", [
    ("They must sign by Thanksgiving, or Nov. 27.", "Thanksgiving, or Nov. 27", "2025-11-27"),
    ("They want a deal before Christmas.", "Christmas", "2025-12-25"),
    ("They must sign by the end of December.", "the end of December", "2025-12-31"),
    ("They must sign by the end of September.", "the end of September", "2026-09-30"),
    ("It must be settled before the end of next week.", "the end of next week", "2025-12-07"),
    ("It will end no later than 5 December.", "5 December", "2025-12-05"),
    ("The deadline of Nov. 27 could be extended.", "Nov. 27", "2025-11-27"),
    ("The Friday deadline looms.", "Friday", "2025-11-28"),
    ("Negotiators have until midnight on Sunday.", "Sunday", "2025-11-30"),
    ("The pause lasts until January 20.", "January 20", "2026-01-20"),
    ("Emissions must halve by 2030.", "2030", "2030"),
    ("They must reply within two weeks.", "within two weeks", "2025-11-24/2025-12-08"),
])
def test_a_deadline_is_told_from_a_date(text, words, edtf):
    assert read(text) == [(words, edtf, "by")]


@pytest.mark.parametrize("text, found", [
    ("The war has gone on since 2022.", [("2022", "2022", "from")]),
    ("As of Jan. 1 tariffs rise.", [("Jan. 1", "2026-01-01", "from")]),
    ("It has been blocked for three weeks.", [("for three weeks", "2025-11-03/2025-11-24", "for")]),
    ("It will come after Nov. 30.", [("Nov. 30", "2025-11-30", "after")]),
])
def test_other_relations_are_kept(text, found):
    assert read(text) == found


def test_the_following_day_is_counted_from_the_text_not_from_publication():
    assert read("He lashed out on Nov. 19 and softened the following day. Two days later it was over.") == [
        ("Nov. 19", "2025-11-19", "at"),
        ("the following day", "2025-11-20", "at"), ("Two days later", "2025-11-22", "at")]


def test_a_weekday_after_next_week_is_in_it():
    assert dates("They will try again next week. The talks are due to open on Monday.")[1] == "2025-12-01"


def test_a_year_later_is_counted_from_the_year_mentioned():
    assert dates("In 1999 he left. Two years later he was back.") == ["1999", "2001"]


def test_a_quotation_speaks_on_the_day_it_was_said():
    assert dates('"We will sign tomorrow," she said on Thursday.') == ["2025-11-21", "2025-11-20"]


def test_a_dateline_anchors_what_follows():
    assert dates("LIMA, Nov 19 (Agency) - They will meet on Friday.") == ["2025-11-19", "2025-11-21"]
    assert dates("LIMA, June 3, 2024 - They met yesterday.", None) == ["2024-06-03", "2024-06-02"]


def test_the_following_day_of_nothing_is_left_out():
    assert read("It was over the following day.") == []


@pytest.mark.parametrize("text, words, edtf", [
    ("They will meet from Nov. 30 to Dec. 2.", "Nov. 30 to Dec. 2", "2025-11-30/2025-12-02"),
    ("They will meet on Nov. 28-30.", "Nov. 28-30", "2025-11-28/2025-11-30"),
    ("They met between 3 and 5 May.", "3 and 5 May", "2025-05-03/2025-05-05"),
    ("They met from 24 December 2024 to 3 January.", "24 December 2024 to 3 January", "2024-12-24/2025-01-03"),
    ("Talks ran from Monday to Wednesday.", "Monday to Wednesday", "2025-11-17/2025-11-19"),
    ("Talks will run from Wednesday to Friday.", "Wednesday to Friday", "2025-11-26/2025-11-28"),
    ("It stalled between 2014 and 2022.", "2014 and 2022", "2014/2022"),
    ("A truce from Dec. 24 through Jan. 6 was offered.", "Dec. 24 through Jan. 6", "2025-12-24/2026-01-06"),
])
def test_a_range_is_one_interval(text, words, edtf):
    assert read(text) == [(words, edtf, "at")]


def test_a_list_of_days_is_several():
    assert dates("They met on 3 and 9 May 2024.") == ["2024-05-03", "2024-05-09"]


@pytest.mark.parametrize("text, words", [
    ("On Monday, Nov. 24, they met.", "Monday, Nov. 24"),
    ("They met on Monday 24 November.", "Monday 24 November"),
    ("They met on Monday (Nov. 24).", "Monday (Nov. 24)"),
])
def test_a_weekday_with_its_date_is_one_mention(text, words):
    assert read(text) == [(words, "2025-11-24", "at")]


@pytest.mark.parametrize("text", [
    "The 28-point plan cuts 600,000 troops under Article 5, and they may say so.",
    "Theresa May said that May would not resign. May was wrong.",
    "Of 2000 troops, 24 may go; some 1990 people came.",
    "The Sunday Times, USA Today and the Mail on Sunday reported it.",
    "The Good Friday Agreement held.",
    "A 90-day truce and a two-week pause were agreed at 10 p.m.",
    "Resolution 2735 costs $2025 or 20.25 per cent.",
    "The March 23 Movement, known as M23, refused.",
    "They march in protest and august guests second the motion.",
])
def test_what_is_no_date_is_none(text):
    assert read(text) == []


def test_a_day_known_by_its_date_keeps_its_year():
    assert read("Since the Oct. 7 attack much has changed.")[0][1] == "2023-10-07"


def test_without_a_publication_date_only_full_dates_are_read():
    text = "On Monday, on Nov. 23, last week, in June and at Easter they met; on 3 May 2024 and in 2019 they did not."
    assert dates(text, None) == ["2024-05-03", "2019"]
    assert read(text, "not a date") == read(text, None)


@pytest.mark.parametrize("name, year, day", [
    ("Thanksgiving", 2025, "2025-11-27"), ("Easter", 2024, "2024-03-31"), ("Orthodox Easter", 2024, "2024-05-05"),
    ("Memorial Day", 2025, "2025-05-26"), ("Labor Day", 2025, "2025-09-01"), ("Passover", 2025, "2025-04-13"),
    ("Rosh Hashanah", 2025, "2025-09-23"), ("Hanukkah", 2024, "2024-12-26"), ("Lunar New Year", 2026, "2026-02-17"),
])
def test_holidays_fall_on_their_day(name, year, day):
    found = holiday(name, year)
    assert found and found[0].isoformat() == day


@pytest.mark.parametrize("name, year, day", [
    ("Eid al-Fitr", 2025, "2025-03-30"), ("Eid al-Adha", 2024, "2024-06-16"), ("Ramadan", 2024, "2024-03-11")])
def test_islamic_days_are_right_to_two_days_and_marked_so(name, year, day):
    first, _, about = holiday(name, year)
    assert about and abs((first - date.fromisoformat(day)).days) <= 2


def test_every_rule_gives_a_day():
    assert all(holiday(name, 2025) for name in rules())


WORDS = ("Nov.", "May", "24", "23-24", "2025", "Monday", "to", "and", "between", "by", "the", "end", "of", "next",
         "week", "31", "September", "Easter", "two", "days", "later", "ago", "in", "Q3", "-", ",", "1990s", "or", "(",
         "99999", "30 February", "the following day", "year-end", "for", "since", "9999-99-99", "29 February")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.dates().map(str) | st.none())
def test_any_heap_of_date_words_gives_valid_dates_in_order(words, published):
    text = " ".join(words)
    found = times(paragraphs(text), published)
    assert [one.span for one in found] == sorted(one.span for one in found)
    for one in found:
        assert text[one.span.start:one.span.end].strip() == text[one.span.start:one.span.end] != ""
        first, last = bounds(one.edtf)
        assert first and last and first <= last, one


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_reads(text):
    assert all(isinstance(one, TimeMention) for one in times(paragraphs(text), MONDAY))


def test_reading_is_linear():
    piece = "the the early in 24 Nov. 23 and 12 May the end of a week ago, Monday to 1990 "

    def cost(times_over: int) -> float:
        parsed = paragraphs(piece * times_over)
        start = time.perf_counter()
        times(parsed, MONDAY)
        return time.perf_counter() - start

    cost(2)
    assert cost(320) < 60 * max(cost(20), 0.001)   # 16 times the text
