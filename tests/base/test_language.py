"""Messages with numbers, and the language in which they are written."""

from __future__ import annotations

import pytest

from tests.helpers import speaking
from zines.base.language import asked, chosen, in_ranges, spoken, tr, tr_n


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ([], ""),
        ([3], "3"),
        ([1, 3, 4, 5], "1, 3-5"),
        ([5, 4, 1, 3, 4], "1, 3-5"),
        ([1, 2, 3, 4], "1-4"),
        ([1, 2, 4, 5, 7], "1-2, 4-5, 7"),
        ([2, 4, 6], "2, 4, 6"),
    ],
)
def test_pages_are_named_in_ranges(numbers: list[int], written: str) -> None:
    """A print dialog takes these words as they are."""
    assert in_ranges(numbers) == written


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, ""),
        (["--lang", "fr"], {}, "fr"),
        (["pdf", "--lang=en"], {"HORS_BOCAL_LANG": "fr"}, "en"),
        (["--lang", "fr", "--lang", "en"], {}, "en"),
        ([], {"HORS_BOCAL_LANG": "fr"}, "fr"),
        (["--lang", "de"], {"HORS_BOCAL_LANG": "fr"}, "fr"),
        (["--lang"], {}, ""),
        (["--language", "fr"], {}, ""),
        ([], {"HORS_BOCAL_LANG": "de"}, ""),
    ],
)
def test_the_language_that_is_asked_for(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    """As with other options, the last one counts, and it counts before the environment."""
    assert asked(arguments, environment) == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "FR"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        # POSIX, 8.2: LC_ALL before LC_MESSAGES before LANG; gettext puts LANGUAGE first.
        ({"LC_ALL": "fr_BE", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_CH", "LANG": "en_GB"}, "fr"),
        ({"LANGUAGE": "fr:en", "LC_ALL": "en_GB"}, "fr"),
        ({"HORS_BOCAL_LANG": "en", "LC_ALL": "fr_FR"}, "en"),
    ],
)
def test_the_language_of_the_user(environment: dict[str, str], language: str) -> None:
    assert chosen([], environment) == language


@pytest.mark.parametrize(
    ("found", "language"),
    [
        (("fr_FR", "UTF-8"), "fr"),
        (("French_France", "1252"), "fr"),
        (("en_GB", "UTF-8"), "en"),
        ((None, None), "en"),
    ],
)
def test_without_an_environment_the_system_knows_the_language(
    found: tuple[str | None, str | None], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has no LANG, and calls the locale French_France; a program of macOS may have none."""
    monkeypatch.setattr("locale.getlocale", lambda: found)
    assert chosen([], {}) == language


def test_a_locale_that_python_cannot_read_is_not_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS its whole name may be UTF-8, which Python refuses."""

    def getlocale() -> None:
        raise ValueError("unknown locale: UTF-8")

    monkeypatch.setattr("locale.getlocale", getlocale)
    assert chosen([], {}) == "en"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [(0, "0 errors", "0 erreur"), (1, "1 error", "1 erreur"), (2, "2 errors", "2 erreurs")],
)
def test_one_thing_or_many(count: int, english: str, french: str) -> None:
    """French has no plural for none."""
    assert tr_n("{count} error", "{count} errors", count) == english
    with speaking("fr"):
        assert tr_n("{count} error", "{count} errors", count).replace("\xa0", " ") == french


def test_numbers_are_written_as_the_language_writes_them(french: None) -> None:
    assert spoken() == "fr"
    assert tr("{a:,} {b} {c}", a=2000.5, b=0.3, c="1.5") == "2\u202f000,5 0,3 1.5"


def test_numbers_in_english() -> None:
    assert spoken() == "en"
    assert tr("{a:,} {b}", a=2000.5, b=0.3) == "2,000.5 0.3"
