"""French order of words, and dates."""

from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zines.manuscript.french.collation import date_in_words, initial, no_such_day, sort_key


@pytest.mark.parametrize(
    "words",
    [
        # Accents count only if the letters of two words are equal.
        ["écran", "État", "guichet"],
        ["cote", "coté", "cotes"],
        ["eau", "écran", "effet", "être", "existence"],
        ["a", "à", "âge", "agir"],
        ["façade", "face à face", "facile"],
        ["garçon", "garde"],
        ["Noël", "noeud", "nœuds", "noix"],
        # Ligatures count as two letters.
        ["odeur", "œil", "oeillet", "œuvre", "ôter"],
        ["ægipan", "aérien", "affiche"],
        # Case, hyphens, apostrophes and spaces do not count.
        ["e-administration", "écran", "e-mail"],
        ["aujourd'hui", "auteur"],
        ["l’accès", "lacet", "l'école"],
        ["porte", "porte-à-faux", "portée", "porte ouverte"],
        ["sans contact", "sans-papier", "santé"],
        ["5G", "90 %", "algorithme"],
    ],
    ids=lambda words: words[0],
)
def test_order_of_a_dictionary(words: list[str]) -> None:
    shuffled = words[:]
    random.Random(0).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == words
    assert sorted(words, key=sort_key) == words


@pytest.mark.parametrize(
    "pair", [("ÉTAT", "état"), ("ŒUVRE", "œuvre"), ("ÇA", "ça"), ("e\u0301", "é")]
)
def test_case_and_form_do_not_count(pair: tuple[str, str]) -> None:
    assert sort_key(pair[0]) == sort_key(pair[1])


@pytest.mark.parametrize(
    ("word", "letter"),
    [("État", "E"), ("œil", "O"), ("ça", "C"), ("« Appli »", "A"), ("l’école", "L"), ("5G", "5"),
     ("À distance", "A"), ("!", "")],
)  # fmt: skip
def test_the_letter_under_which_a_word_stands(word: str, letter: str) -> None:
    assert initial(word) == letter


@given(st.text())
def test_any_word_has_a_place(word: str) -> None:
    assert sort_key(word) <= sort_key(word + "z")
    assert len(initial(word)) <= 2


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2023-09-16", "16 septembre 2023"),
        ("2023-05-01", "1er mai 2023"),
        ("2024-02-29", "29 février 2024"),
        ("1881-07-29", "29 juillet 1881"),
        ("2023-08", "août 2023"),
        ("2023-12", "décembre 2023"),
        ("2023", "2023"),
    ],
)
def test_dates(date: str, words: str) -> None:
    assert date_in_words(date) == words


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2999, 12, 31)))
def test_days_of_the_calendar(day: datetime.date) -> None:
    assert not no_such_day(day.isoformat())
    assert date_in_words(day.isoformat()).endswith(f" {day.year}")


@pytest.mark.parametrize(
    "date", ["2023-02-29", "2023-02-30", "1900-02-29", "2023-04-31", "2023-11-31"]
)
def test_days_of_no_calendar(date: str) -> None:
    assert no_such_day(date)


@pytest.mark.parametrize("date", ["", "2023", "2023-13-01", "hier", "2023-02-300", "20230230"])
def test_the_form_of_a_date_is_judged_elsewhere(date: str) -> None:
    assert not no_such_day(date)
