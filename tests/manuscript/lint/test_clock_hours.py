"""Hours that no clock shows, those of a clock of twelve hours, days without hours."""

from __future__ import annotations

import pytest

from tests.manuscript.lint.desk import lint_fragment
from zines.manuscript import lint
from zines.manuscript.yaml_files import yaml_reader

CODES = ("no-such-hour", "twelve-hours")


def codes(words: str) -> list[str]:
    found = [one.code for one in lint_fragment(f"lead: {words}")]
    return [code for code in found if code in CODES]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("de 14 h 60 à 18h75", ["no-such-hour"] * 2),
        ("à 14 h 59, à 0 h 00, à 24 h 00", []),
        # These are lengths of time, as contracts and pay slips say them.
        ("35 h par semaine, 39 h 75, 151 h 67 par mois, en 48h", []),
        # Scores, scales, verses and addresses of computers are no hours.
        ("3:75, une carte au 1:25, le psaume 118:99, 127.0.0.1:80, 25:00", []),
        ("à 6:30 PM, à 9:00am, dès 9 am ou 9 a.m.", ["twelve-hours"] * 4),
        ("les 6 PM de la ville, PM2.5, 13:30 PM, 5 ampoules, 9 amis", []),
    ],
)
def test_only_hours_of_a_clock_are_judged_in_a_text(words: str, expected: list[str]) -> None:
    assert codes(words) == expected


@pytest.mark.parametrize(
    "key", ["event: {title: A, day: jeudi, hour: '%s'}", "hours: [{days: lundi, times: '%s'}]"]
)
@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        ("25:00", ["no-such-hour"]), ("25 h", ["no-such-hour"]), ("24h30", ["no-such-hour"]),
        ("14:75", ["no-such-hour"]), ("9 h - 12 h, 14 h - 77 h", ["no-such-hour"]),
        ("24 h", []), ("24:00", []), ("18 h 30", []), ("18:30", []), ("sur rendez-vous", []),
    ],
)  # fmt: skip
def test_where_an_hour_stands_it_is_one_of_a_clock(
    key: str, hour: str, expected: list[str]
) -> None:
    found = [one.code for one in lint_fragment(key % hour)]
    assert [code for code in found if code in CODES] == expected


def test_hours_of_a_group_are_judged_too() -> None:
    text = "name: A\nevents: [{title: A, day: jeudi, hour: 25 h}]\nmeeting: {hour: 6:30 pm}\n"
    found = lint.organisation(yaml_reader.parse(text, "a.yaml"))
    assert [(one.code, one.line) for one in found] == [("no-such-hour", 2), ("twelve-hours", 3)]
    assert "'18 h 30'" in found[1].message


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("12:15 AM", "0 h 15"), ("12 pm", "12 h"), ("1:05 am", "1 h 05"), ("11 pm", "23 h")],
)
def test_noon_and_midnight_of_a_clock_of_twelve(typed: str, wanted: str) -> None:
    """12 AM is midnight, 12 PM noon (NIST, Times of Day FAQ)."""
    (found,) = (one for one in lint_fragment(f"lead: à {typed}") if one.code in CODES)
    assert f"'{wanted}'" in found.message


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{days: lundi}", True),
        ("{days: Du lundi au vendredi}", True),
        ("{days: 'les lundis, mardis et jeudis', times: ' '}", True),
        ("{days: lundi/jeudi}", True),
        ("{days: lundi, times: fermé}", False),
        ("{days: lundi matin}", False),
        ("{days: sur rendez-vous}", False),
        ("{days: 9 h à 12 h du lundi au jeudi}", False),
    ],
)
def test_days_of_the_week_say_their_hours(item: str, told: bool) -> None:
    """Who reads 'lundi' alone comes at an hour when the door is closed."""
    text = f"name: A\nhours:\n  - {item}\n"
    found = lint.organisation(yaml_reader.parse(text, "a.yaml"))
    assert [(one.code, one.line) for one in found] == [("days-without-hours", 3)] * told
    own = [one.code for one in lint_fragment(f"hours: [{item}]")]
    assert ("days-without-hours" in own) is told
