"""The judge of the questions is judged first: it must be able to say no."""

import datetime

from tests.answers import compare, same_cell, same_text


def test_order_of_rows_does_not_count() -> None:
    assert not compare([["a"], ["b"]], [["b"], ["a"]])


def test_a_missing_and_an_extra_row_are_both_named() -> None:
    difference = compare([["Geneva talks", "held"]], [["Geneva talks", "possible"]], "meetings-by-status")
    assert difference.missing == [["Geneva talks", "held"]] and difference.extra == [["Geneva talks", "possible"]]


def test_two_returned_rows_cannot_stand_for_one() -> None:
    assert compare([["open the port"]], [["opening the port"], ["open the port"]], "plan-points").extra


def test_a_gerund_is_its_infinitive_but_a_negation_is_not_the_same() -> None:
    assert same_text("reduce the fleet to 40 ships", "reducing its fleet to 40 ships")
    assert not same_text("the pier will open", "the pier will not open")
    assert not same_text("cut the fleet to 40 ships", "cut the fleet to 60 ships")
    assert not same_text("cut 40 ships", "cut 60 ships to pay for the pier and its new crane")


def test_names_are_exact() -> None:
    assert not same_cell("Reuters", "Reuters, CBS News", "name")
    assert same_cell("Reuters, CBS News", ["CBS News", "Reuters"], "name")
    assert not same_cell("Reuters, CBS News", ["Reuters"], "name")


def test_either_of_two_values_will_do_and_nothing_is_nothing() -> None:
    assert same_cell("against|criticise", "criticise", "value")
    assert same_cell(None, [], "value") and same_cell(None, None) and not same_cell(None, "held", "value")
    assert same_cell("|held", None, "value")


def test_dates_are_their_iso_text() -> None:
    assert same_cell("2025-11-24", datetime.date(2025, 11, 24), "value")
    assert same_cell(datetime.date(2025, 11, 24), "2025-11-24", "value")


def test_a_chain_may_be_columns_or_a_list() -> None:
    want = [["The Gazette", "Wire", "two officials"]]
    assert not compare(want, [[["The Gazette", "Wire", "two officials"]]], "visit-source")
    assert not compare([["The Gazette", None, "two officials"]], [["The Gazette", "two officials"]], "visit-source")
    assert compare(want, [["Wire", "The Gazette", "two officials"]], "visit-source")


def test_evidence_must_be_in_a_passage_verbatim() -> None:
    assert compare([["a"]], [["a"]], evidence="so long as", passages=["As long as"]).evidence == "so long as"
    assert not compare([["a"]], [["a"]], evidence="long", passages=["As long as"])


def test_a_row_that_a_reader_may_give_is_neither_asked_for_nor_extra() -> None:
    may = [["Idris", "*"]]
    assert not compare([["Chad", "against"]], [["Chad", "against"], ["Idris", "for"]], "stances", may=may)
    assert not compare([["Chad", "against"]], [["Chad", "against"]], "stances", may=may)
    assert compare([["Chad", "against"]], [["Chad", "against"], ["Egypt", "for"]], "stances", may=may).extra
