"""Opening hours as people write them into a cell, in the days and times that a page shows."""

from __future__ import annotations

import pytest

from zines.manuscript.french import collation
from zines.manuscript.groups import opening_hours


def read(cell: str) -> list[tuple[str, ...]]:
    return [tuple(one.values()) for one in opening_hours.read(cell)]


def test_times_on_a_line_of_their_own_are_of_the_day_above_them() -> None:
    """So are lists read that are hung at a door: morning, and below it the afternoon."""
    cell = "lundi 9h-12h\nmardi 10h-12h\n14h-16h, jeudi 9h-12h\n17h-19h"
    assert read(cell) == [
        ("lundi", "9h-12h"),
        ("mardi", "10h-12h, 14h-16h"),
        ("jeudi", "9h-12h, 17h-19h"),
    ]


@pytest.mark.parametrize("cell", ["mardi 14h-17h et jeudi", "mardi 14h-17h, jeudi"])
def test_a_day_without_an_hour_of_its_own_stays_beside_the_hours(cell: str) -> None:
    """On a line alone, nobody could tell at what hour to come on that day."""
    assert read(cell) == [("mardi", cell.removeprefix("mardi "))]


def test_a_day_with_a_colon_has_what_follows_it() -> None:
    found = read("lundi 9h-12h, mardi : voir à la porte")
    assert found == [("lundi", "9h-12h"), ("mardi", "voir à la porte")]


@pytest.mark.parametrize(
    "times",
    [
        *("à 18 h 30", "à partir de 18h", "jusqu’à 19h", "jusqu'à midi", "dès 9h"),
        *("entre 12h et 14h", "après 17h", "avant 9h", "vers 18h", "from 9h"),
    ],
)
def test_a_preposition_is_of_the_times(times: str) -> None:
    """It stands before what it governs: the days were called 'mardi et jeudi à'."""
    assert read(f"mardi et jeudi {times}") == [("mardi et jeudi", times)]
    assert read(f"lundi 9h-10h\n{times}") == [("lundi", f"9h-10h, {times}")]
    assert read(f"lundi au jeudi {times}, samedi 9h")[0] == ("lundi au jeudi", times)


@pytest.mark.parametrize(
    "times",
    [
        *("9 heures à midi", "de 14 heures à minuit", "1 heure", "14-17h", "14 – 17 h", "14 à 17h"),
        *("8.30-12.00", "9:30-11:45", "9h30 et 17h", "9h, 14h", "midi et minuit", "de 9 h à 12 h"),
    ],
)
def test_times_are_written_in_many_ways(times: str) -> None:
    """As doors of town halls, unions and surgeries show them, with the day or under it."""
    assert read(f"lundi {times}") == [("lundi", times)]
    assert read(f"lundi 7h\n{times}") == [("lundi", f"7h, {times}")]
    assert read(f"lundi {times}, mardi 20h") == [("lundi", times), ("mardi", "20h")]


@pytest.mark.parametrize("day", collation.WEEKDAYS)
def test_each_day_begins_its_own_line(day: str) -> None:
    """Hours on the line of another day send people to a closed door."""
    other = "jeudi" if day != "jeudi" else "lundi"
    for words in (day, f"le {day}", f"les {day}s", f"du {day}", f"puis le {day}"):
        shown = words.removeprefix("puis ")
        gap = " " if words.startswith("puis") else ", "
        found = read(f"{other} 9h-12h{gap}{words} 14h-17h")
        assert found == [(other, "9h-12h"), (shown, "14h-17h")]
    assert read(f"{day} à la demande") == [(f"{day} à la demande",)]


@pytest.mark.parametrize(
    "words",
    [
        *("sur rendez-vous", "sur RDV", "by appointment", "tous les jours", "une semaine sur deux"),
        *(
            "le matin",
            "le midi",
            "l’après-midi",
            "le soir",
            "fermé le midi",
            "deux fois par mois",
            "fermé en août",
        ),
        *("permanence fermée", "ouvert en été", "ouverte l’été", "une permanence", "répondeur"),
        *("24 h/24", "chaque jour", "mercredi après-midi", "lundi, bâtiment 2 hall C"),
    ],
)
def test_words_say_when_people_are_received(words: str) -> None:
    """No hour is made of them: 'mercredi après-midi' was printed as 'mercredi après : midi'."""
    assert read(words) == [(words,)]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("lundi 9h-12h (sauf août) mardi 14h", ("lundi", "mardi")),
        ("lundi : fermé, mardi 14h", ("lundi", "mardi")),
        ("lundi : fermée, mardi 14h", ("lundi", "mardi")),
        ("lundi 18h à minuit, mardi 14h", ("lundi", "mardi")),
        ("lundi 9h-12h, jours fériés : 14h", ("lundi", "jours fériés")),
    ],
)
def test_days_begin_after_whatever_ends_the_hours_before_them(
    cell: str, days: tuple[str, ...]
) -> None:
    assert tuple(one[0] for one in read(cell)) == days
