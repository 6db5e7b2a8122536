"""Every message has a French translation with its fields and French spaces, and is compiled."""

from __future__ import annotations

import re

import pytest

from tests.helpers import speaking
from tests.messages import catalogue
from zines.base import language
from zines.manuscript.schemas import french_keys

PAIRS = list(catalogue.pairs(catalogue.known()))


def test_every_message_of_the_code_is_translated() -> None:
    """If this fails: run make messages, then add the missing translations to the .po file."""
    renewed = catalogue.renewed()
    assert [message for message, translation in catalogue.pairs(renewed) if not translation] == []
    assert catalogue.as_po(renewed) == catalogue.WRITTEN.read_bytes(), "run: make messages"


def test_the_packed_catalogue_is_the_written_one() -> None:
    assert catalogue.PACKED.read_bytes() == catalogue.as_mo(catalogue.known()), "run: make messages"


def test_a_translation_has_the_fields_of_its_message() -> None:
    """An extra field would raise when shown; a missing one would hide data.

    Only ``count`` may be missing: a singular needs no number.
    """
    for message, translation in PAIRS:
        lost = catalogue.fields(message) ^ catalogue.fields(translation)
        assert lost <= {"count"} and catalogue.fields(translation) <= catalogue.fields(message), (
            message
        )
        assert re.findall(r"%\(\w+\)s", translation) == re.findall(r"%\(\w+\)s", message)


def test_french_is_set_as_french() -> None:
    """No-break spaces stand before : ; ! ? and in guillemets (Imprimerie nationale)."""
    for message, translation in PAIRS:
        assert translation == catalogue.spaced(translation), message
        assert not re.search(r"\w'\w", translation), "an apostrophe is ’"
        assert translation.count("«") == translation.count("»"), message


def test_the_language_is_that_of_who_asks() -> None:
    chosen = language.chosen
    french, english = {"LANG": "fr_FR.UTF-8"}, {"LANG": "de_DE.UTF-8"}
    assert chosen(["pdf"], french) == "fr" and chosen(["pdf"], english) == "en"
    # POSIX, 8.2: LC_ALL before LC_MESSAGES before LANG; gettext: LANGUAGE before all.
    assert chosen([], {"LANG": "fr_FR", "LC_ALL": "C"}) == "en"
    assert chosen([], {"LANG": "en_GB", "LC_MESSAGES": "fr_BE.UTF-8"}) == "fr"
    assert chosen([], {"LC_ALL": "en_US", "LANGUAGE": "fr:en"}) == "fr"
    assert chosen([], {**french, "HORS_BOCAL_LANG": "en"}) == "en"
    assert chosen(["--lang", "fr"], {"HORS_BOCAL_LANG": "en"}) == "fr"
    assert chosen(["pdf", "--lang=en", "x"], french) == "en"
    assert chosen(["pdf", "--lang", "klingon"], french) == "fr"
    assert chosen(["pdf", "--lang"], french) == "fr"


def test_french_numbers_have_a_comma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with speaking("fr"):
        assert language.tr("{width:.1f} mm in width", width=2.5) == "2,5 mm en largeur"
        most = "{count:,} pages"
        assert language.tr(most, count=2000) == "2\u202f000 pages"
        # In French, 0 and 1 are singular (CLDR: i = 0,1).
        counts = [language.tr_n("{count} error", "{count} errors", count) for count in (0, 1, 2)]
        assert counts == ["0 erreur", "1 erreur", "2 erreurs"]
    counts = [language.tr_n("{count} error", "{count} errors", count) for count in (0, 1, 2)]
    assert counts == ["0 errors", "1 error", "2 errors"]
    assert language.tr("{width:.1f} mm in width", width=2.5) == "2.5 mm in width"


def test_french_messages_name_french_keys() -> None:
    """A message that says `checked:` sends people to no line of a file with French keys."""
    french = french_keys.table()
    english = set(french.values()) - set(french)
    for message, translation in PAIRS:
        plain = re.sub(r"\{\w+(?::[^}]*)?\}", "", translation)
        named = re.findall(r"[`«{,]\s?([a-z_]+)(?=\s?:)", plain)
        assert not english & set(named), message
