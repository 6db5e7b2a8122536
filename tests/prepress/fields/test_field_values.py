"""Values filled in beforehand fit, have all characters and ticks, or are refused."""

from __future__ import annotations

import re

import pytest

from zines.prepress.fields import field_values
from zines.prepress.fields.field_values import Place, PresetError, cleaned, is_ticked, look, slips

LINE = Place("nom", 150, 14, 10)
LINES = Place("raisons", 200, 60, 0, 0.5, lines=True)
COMB = Place("jour", 30, 14, 10, cells=2)


def places(drawn: str) -> list[tuple[float, float, bytes]]:
    found = re.findall(r"1 0 0 1 (\S+) (\S+) Tm <([0-9a-f]*)> Tj", drawn)
    return [(float(x), float(y), bytes.fromhex(codes)) for x, y, codes in found]


def test_a_line_stands_within_its_box_in_the_codes_of_the_font() -> None:
    size, drawn = look("Élise Œuvrard – 12 €", LINE)
    ((x, y, codes),) = places(drawn)
    assert size == 10 and codes.decode("cp1252") == "Élise Œuvrard – 12 €"
    assert 0 < x < 10 and 0 < y < 14 - 7
    # These markers show programs what to replace (ISO 32000-1, 12.7.3.3).
    assert drawn.startswith("/Tx BMC q ") and drawn.endswith(" ET Q EMC")


def test_what_is_long_is_set_smaller_and_what_is_too_long_is_refused() -> None:
    size, _ = look("Union locale des retraitées et retraités", LINE)
    assert 7 <= size < 10
    with pytest.raises(PresetError, match="'nom' is too long"):
        look("Union locale des retraitées et retraités " * 2, LINE)
    with pytest.raises(PresetError, match="'raisons' is too long"):
        look("Où est passé mon refus ? " * 40, LINES)
    with pytest.raises(PresetError, match="'raisons' is too long"):
        look("W" * 60, LINES)


def test_lines_are_wrapped_and_kept_apart() -> None:
    size, drawn = look("Ça coûte douze euros par mois, et davantage l'été.\nOù ?", LINES)
    rows = places(drawn)
    assert size <= 12 and len(rows) >= 2
    assert rows[-1][2].decode("cp1252") == "Où ?"
    heights = [y for _, y, _ in rows]
    assert heights == sorted(heights, reverse=True) and heights[-1] > 0


def test_each_sign_of_a_comb_is_in_its_cell_and_no_more_than_there_are() -> None:
    _, drawn = look("14", COMB)
    first, second = places(drawn)
    assert first[0] < 15 < second[0] < 30
    with pytest.raises(PresetError, match="'jour' takes 2 signs, and '140' has 3"):
        look("140", COMB)


def test_signs_that_the_font_lacks_are_refused_by_name() -> None:
    with pytest.raises(PresetError, match="'nom' cannot be filled in with 'ş'"):
        look("Gülşen", LINE)


def test_what_is_not_seen_is_not_kept() -> None:
    assert cleaned(" 12\u202f500\u00ad €\u200b \n") == "12\u00a0500 €"
    assert cleaned("E\u0301lise\r\n\tBen") == "Élise\n Ben"


@pytest.mark.parametrize(
    ("words", "ticked"),
    [("oui", True), (" Oui ", True), ("x", True), ("true", True), ("non", False)],
)
def test_a_box_is_ticked_by_a_yes(words: str, ticked: bool) -> None:
    assert is_ticked("papier", words) is ticked
    with pytest.raises(PresetError, match="'papier' is a box to tick"):
        is_ticked("papier", "peut-être")


def test_a_slip_is_told_and_the_field_of_another_form_is_not() -> None:
    names = ["prenom-et-nom", "recue-le", "lieu"]
    assert slips({"prenom-et-non": "", "lieu": "", "classe": ""}, names) == {
        "prenom-et-non": "prenom-et-nom"
    }
    assert field_values.slips({"motif": ""}, []) == {}
