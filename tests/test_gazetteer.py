"""The gazetteer: names resolve to one entry each, capitals count, and the compiled file is fresh."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading import gazetteer, gazetteer_build
from loaders.reading.body_names import body_name
from schema.vocabulary import VOCABULARY


def test_the_compiled_file_is_what_the_yaml_says():
    assert (gazetteer.DATA / "gazetteer.json").read_text(encoding="utf-8") == gazetteer_build.text(), \
        "run python -m loaders.reading.gazetteer_build"


def test_it_loads_in_less_than_a_blink():
    gazetteer._tables.cache_clear()
    start = time.perf_counter()
    gazetteer.lookup("Ukraine")
    assert time.perf_counter() - start < 0.6   # .06 s alone; a busy machine is forgiven


def test_it_is_as_large_as_promised():
    entries = {entry for found in gazetteer._tables().names.values() for _, entry, _ in found}
    count = {cls: sum(entry.cls == cls for entry in entries) for cls in ("Person", "Organization", "State", "Place")}
    outlets = sum(entry.kind in ("outlet", "agency", "platform") for entry in entries)
    assert count["Person"] >= 500 and count["State"] >= 196
    assert outlets >= 400 and count["Organization"] - outlets >= 500


def test_every_entry_uses_the_vocabulary():
    for found in gazetteer._tables().names.values():
        for _, entry, _ in found:
            assert entry.cls in VOCABULARY.classes
            assert entry.kind is None or entry.kind in VOCABULARY.classes["Organization"]["kinds"]


def test_every_name_finds_itself():
    tables = gazetteer._tables()
    for found in tables.names.values():
        for name, entry, needs_the in found:
            assert gazetteer.lookup(f"the {name}" if needs_the else name) is not None, entry.name
    for word in tables.metonyms:
        assert gazetteer.metonym(word) is not None, word


@pytest.mark.parametrize("surface, name", [
    ("the U.S.", "United States"), ("US", "United States"), ("U.S", "United States"), ("America", "United States"),
    ("Britain", "United Kingdom"), ("the UK's", "United Kingdom"), ("UKRAINE", "Ukraine"), ("Türkiye", "Turkey"),
    ("Ivory Coast", "Cote d'Ivoire"), ("Côte d’Ivoire", "Cote d'Ivoire"), ("Czechia", "Czech Republic"),
    ("the UN", "United Nations"), ("E.U.", "European Union"), ("Nato", "NATO"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"), ("Erdogan", "Recep Tayyip Erdoğan"),
    ("Sefcovic", "Maroš Šefčovič"), ("J.D. Vance", "JD Vance"), ("AP", "Associated Press"),
    ("the Washington Post", "The Washington Post"), ("Kyiv Independent", "The Kyiv Independent"),
    ("Twitter", "X"), ("the Hill", "The Hill"), ("Time magazine", "Time"), ("The Guardian", "The Guardian"),
    ("the State Department", "U.S. State Department"), ("IDF", "Israel Defense Forces"),
])
def test_other_spellings_are_one_entry(surface, name):
    assert gazetteer.lookup(surface).name == name


@pytest.mark.parametrize("word", ["us", "who", "time", "may", "ice", "x", "the", "", "Us", "turkey", "it", "line",
                                  "Time", "Hill", "Sun", "Line", "Medium", "Age", "Paper", "Bell"])
def test_ordinary_words_are_nobody(word):
    assert gazetteer.lookup(word) is None


@pytest.mark.parametrize("word, state", [
    ("Ukrainian", "Ukraine"), ("Ukrainians", "Ukraine"), ("French", "France"), ("Briton", "United Kingdom"),
    ("Poles", "Poland"), ("U.S.", "United States"), ("Emirati", "United Arab Emirates"), ("Saudi", "Saudi Arabia"),
    ("Kosovar", "Kosovo"), ("Taiwanese", "Taiwan"), ("Palestinians", "Palestine"), ("polish", None), ("Western", None),
])
def test_demonyms_name_their_state(word, state):
    assert gazetteer.demonym(word) == state


@pytest.mark.parametrize("surface, name, cls", [
    ("Brussels", "European Union", "Organization"), ("the Kremlin", "Russia", "State"), ("Kyiv", "Ukraine", "State"),
    ("the White House", "White House", "Organization"), ("Downing Street", "United Kingdom", "State"),
    ("Elysee", "France", "State"), ("Foggy Bottom", "U.S. State Department", "Organization"),
    ("Khartoum", "Sudan", "State"), ("Washington", "United States", "State"),
])
def test_seats_stand_for_whom_they_house(surface, name, cls):
    assert gazetteer.metonym(surface)[:2] == (name, cls)


def test_a_state_has_its_capital_unless_that_bears_its_own_name():
    assert [gazetteer.capital(state) for state in ("Qatar", "Jordan", "Singapore")] == ["Doha", "Amman", None]


def test_a_town_that_houses_no_government_stands_for_nobody():
    assert gazetteer.metonym("Geneva") is None and gazetteer.is_place("Geneva")


@pytest.mark.parametrize("surface, place", [
    ("Geneva", True), ("Brussels", True), ("Donbas", True), ("the West Bank", True), ("Camp David", True),
    ("Japan", True), ("Reading", False), ("may", False), ("Reuters", False), ("Marco Rubio", False), ("nice", False),
])
def test_places_are_places(surface, place):
    assert gazetteer.is_place(surface) is place


@pytest.mark.parametrize("person, day, role", [
    ("Donald Trump", "2025-11-24", ("President", "United States")),
    ("Donald Trump", "2022-11-24", None),
    ("Mark Rutte", "2022-05-01", ("Prime Minister", "Netherlands")),
    ("Mark Rutte", "2025-05-01", ("Secretary General", "NATO")),
    ("Marco Rubio", "2025-11-24", ("Secretary of State", "United States")),
    ("Dmytro Kuleba", None, ("Foreign Minister", "Ukraine")),
    ("Sérgio Nobody", "2025-01-01", None),
])
def test_offices_are_dated(person, day, role):
    found = gazetteer.role_of(person, day)
    assert (found and found[:2]) == role


@pytest.mark.parametrize("surface, name", [
    ("Ukraine's Presidential Office", "Presidential Office of Ukraine"),
    ("the Office of the President of Ukraine", "Presidential Office of Ukraine"),
    ("the Russian Foreign Ministry", "Foreign Ministry of Russia"),
    ("Russia’s foreign ministry", "Foreign Ministry of Russia"),
    ("Iran's Ministry of Foreign Affairs", "Foreign Ministry of Iran"),
    ("Japan's Defense Ministry", "Defence Ministry of Japan"),
    ("the Ministry of Defence of Japan", "Defence Ministry of Japan"),
    ("the British Foreign Office", "Foreign Office"),
    ("the Ukrainian Embassy in Washington", "Ukrainian Embassy in Washington"),
    ("Ukraine's embassy in Washington", "Ukrainian Embassy in Washington"),
    ("the U.S. Embassy in Kyiv", "U.S. Embassy in Kyiv"),
    ("the Kenyan government", "Government of Kenya"),
    ("the Ukrainian parliament", "Verkhovna Rada"),
    ("the American Senate", "U.S. Senate"),
    ("Benjamin Netanyahu's government", "Netanyahu government"), ("the Macron government", "Macron government"),
    ("the Smith government", None), ("President Donald Trump's administration", "Trump administration"),
    ("the Kenyan delegation", None), ("Germany's foreign minister", None), ("Ukraine", None), ("Russian", None),
])
def test_bodies_of_a_state_have_one_name(surface, name):
    assert body_name(surface) == name


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(text):
    for ask in (gazetteer.lookup, gazetteer.demonym, gazetteer.state, gazetteer.metonym, gazetteer.is_place,
                gazetteer.role_of, gazetteer.region, body_name):
        ask(text)


def test_a_word_of_a_megabyte_does_no_harm():
    assert body_name("the Russian " * 90_000) is None
