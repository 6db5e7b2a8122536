"""Days that no calendar has, and days of the week that do not go with their date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manuscript.conftest import places
from tests.manuscript.lint.desk import KNOWN, TRACT, layout, lint_fragment, with_keys
from zines.manuscript import lint
from zines.manuscript.yaml_files import yaml_reader

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("samedi", "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Return whether February has 29 days: years that four divides, centuries only by 400."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def weekday(year: int, month: int, day: int) -> str:
    """Return the day of the week by Zeller's congruence (Acta Mathematica 9, 1887)."""
    year, month = (year - 1, month + 12) if month < 3 else (year, month)
    century, rest = divmod(year, 100)
    return WEEKDAYS[
        (day + 13 * (month + 1) // 5 + rest + rest // 4 + century // 4 + 5 * century) % 7
    ]


def codes(words: str) -> list[str]:
    found = [one.code for one in lint_fragment(f"lead: {words}")]
    return [code for code in found if code in ("weekday", "no-such-day")]


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 39), st.sampled_from(WEEKDAYS))
def test_a_day_of_the_week_goes_with_its_date(year: int, month: int, day: int, typed: str) -> None:
    words = f"{typed} {day} {MONTHS[month - 1]} {year}"
    last = LENGTHS[month - 1] + (month == 2 and is_leap(year))
    wrong = "no-such-day" if day > last else "weekday"
    fits = day <= last and weekday(year, month, day) == typed
    assert codes(words) == ([] if fits else [wrong])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("le 31 avril", ["no-such-day"]),
        ("le 29 février", []),
        ("le 0 mars", ["no-such-day"]),
        ("Jeudi 1er janvier 2026", []),
        ("Vendredi 1er janvier 2026", ["weekday"]),
        ("LUNDI 2 MARS 2026", []),
        ("LUNDI 3 MARS 2026", ["weekday"]),
        # Of a day without a year, nothing is known.
        ("jeudi 12 mars, vendredi 12 mars", []),
        ("mai 68, 3,31 avril, page 2-31 avril, 31 avrils", []),
        # Issues of a paper, with their month.
        ("n° 45 mars 2026, N° 31 avril, n°31 juin, le numéro 31 juin", []),
        # Letters that are m, a, r, s or i without case only.
        ("le 32 mar\u017f, le 32 avr\u0131l", []),
        ("le 5 mars, le 32 avr\u0131l, le 32 avril", ["no-such-day"]),
    ],
)
def test_what_is_a_date(words: str, expected: list[str]) -> None:
    assert codes(words) == expected


def test_its_place_is_that_of_the_day_and_its_words_are_those_of_the_calendar() -> None:
    (problem,) = lint_fragment("lead: Réunion le jeudi 13 mars 2026.")
    assert places([problem]) == [("weekday", 1, 18)]
    assert problem.message == "13 mars 2026 is a vendredi, and no jeudi"
    assert "date of the text" not in problem.hint


@pytest.mark.parametrize("key", ["event", "meeting"])
@pytest.mark.parametrize(
    ("written", "day", "wrong"),
    [
        # 12 March is a Thursday in 2026, a Friday in 2027.
        ("2026-03-11", "jeudi 12 mars", False),
        ("2026-03-12", "jeudi 12 mars", False),
        ("2026-03-13", "jeudi 12 mars", True),
        ("2026-03-13", "vendredi 12 mars", False),
        ("2026-11-24", "jeudi 11 mars", False),
        ("2026-11-24", "jeudi 12 mars 2026", False),
        # The next 29 February after that day is not in 2027.
        ("2026-11-24", "lundi 29 février", False),
    ],
)
def test_an_event_without_a_year_is_the_next_after_the_date_of_the_text(
    written: str, day: str, wrong: bool, key: str
) -> None:
    """Who takes a tract again a year later changes the date, and forgets the day of the week."""
    event = f"{key}: {{title: Assemblée, day: {day}}}"
    found = lint_fragment(f'date: "{written}"\n{event}')
    told = [one for one in found if one.code == "weekday"]
    assert ["date of the text" in one.hint for one in told] == [True] * wrong


def test_editions_and_rows_of_tables_are_looked_into_too() -> None:
    text = "name: Section\nevents:\n  - {title: AG, day: jeudi 13 mars 2026}\n"
    assert places(lint.organisation(yaml_reader.parse(text, "x.yaml"))) == [("weekday", 3, 22)]


def of_group(day: str, today: date, key: str = "meeting: {day: '%s'}") -> list[str]:
    parsed = yaml_reader.parse(f"name: Section\n{key % day}\n", "x.yaml")
    found = [one.code for one in lint.organisation(parsed, today=today)]
    return [code for code in found if code in ("weekday", "past-day", "no-such-day")]


@pytest.mark.parametrize("key", ["meeting: {day: '%s'}", "events: [{title: AG, day: '%s'}]"])
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # 12 November was a Thursday in 2026, and is a Friday in 2027; 10 December is a Thursday.
        ("jeudi 12 novembre", ["past-day"]),
        ("vendredi 12 novembre", []),
        ("mercredi 12 novembre", ["weekday"]),
        ("12 novembre", ["past-day"]),
        ("1er mai", []),
        ("jeudi 10 décembre", []),
        ("mercredi 10 décembre", ["past-day"]),
        ("vendredi 10 décembre", ["weekday"]),
        ("lundi 30 novembre", []),
        ("12 novembre 2026", ["past-day"]),
        ("12 novembre 2027", []),
        ("mercredi 12 novembre 2026", ["weekday"]),
        # Of several days, the last one counts.
        ("du 28 novembre au 1er décembre", []),
        ("du 3 au 5 novembre", ["past-day"]),
        ("tous les jeudis", []),
    ],
)
def test_what_a_group_announces_is_not_over(day: str, expected: list[str], key: str) -> None:
    """An edition is filled in once, and prints for months."""
    assert of_group(day, date(2026, 11, 30), key) == expected


@given(st.dates(date(1950, 1, 1), date(2099, 1, 1)), st.integers(-150, 150))
def test_a_day_within_months_is_found_with_or_without_its_weekday(today: date, days: int) -> None:
    day = today + timedelta(days)
    words = f"{day.day} {MONTHS[day.month - 1]}"
    named = f"{WEEKDAYS[(day.weekday() + 2) % 7]} {words}"
    if (day.month, day.day) != (2, 29):
        for typed in (words, named, f"{named} {day.year}"):
            assert of_group(typed, today) == ["past-day"] * (days < 0)


@pytest.mark.parametrize(
    ("today", "over"), [(date(2027, 3, 11), False), (date(2027, 3, 12), True), (None, False)]
)
def test_the_event_of_a_text_is_not_over_either(today: date | None, *, over: bool) -> None:
    text = with_keys(TRACT, 'date: "2026-11-24"\nevent: {title: AG, day: jeudi 11 mars}')
    found = lint.document(yaml_reader.parse(text, "a.yaml"), layout("tract"), KNOWN, today)
    assert [one.code for one in found if one.code == "past-day"] == ["past-day"] * over
