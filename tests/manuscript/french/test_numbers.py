"""Numbers to dial or copy do not break over lines (integreat-cms#3694, public report D7)."""

from __future__ import annotations

import pytest

from tests.manuscript.conftest import shown
from zines.manuscript.french import numbers
from zines.manuscript.french.typography import fixed
from zines.manuscript.text import Superscript, Text, characters


def fix(text: str) -> str:
    nodes = fixed([Text(text)])
    assert fixed(nodes) == nodes
    return shown(characters(nodes))


@pytest.mark.parametrize(
    "number",
    [
        *("04 77 00 00 00", "0 800 123 456", "0800 123 456", "+33 4 77 00 00 00"),
        *("+33 (0)4 77 00 00 00", "0033 4 77 00 00 00", "00 33 4 77 00 00 00"),
        *("0477 12 34 56", "02 123 45 67"),
        *("+352 12 34 56 78", "022 345 67 89"),
        *("+33(0)4 77 00 00 00", "(+33) 4 77 00 00 00", "(+33)4 77 00 00 00", "39 19", "36 46"),
        *("FR76 3000 6000 0112 3456 7890 189", "BE68 5390 0754 7034"),
        *("123 456 789 00012", "2 84 12 76 451 089 46", "1 84 12 2A 451 089"),
    ],
)
@pytest.mark.parametrize("text", ["{}", "Le {}, ou", "({}).", "au {} : oui"])
def test_a_number_is_whole_with_even_gaps(number: str, text: str) -> None:
    assert number.replace(" ", "~") in fix(text.format(number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 000 000 000", "1_000_000_000"),
        ("du 01 02 2023 au 03 02", "du 01 02 2023 au 03 02"),
        ("2022 2023 2024", "2022 2023 2024"),
        ("les 04 et 05 77", "les 04 et 05 77"),
        ("entre 35 40 % et 30 12 2024", "entre 35 40~% et 30 12 2024"),
        ("LE 12 MARS 2023 A 18", "LE 12 MARS 2023 A 18"),
    ],
)
def test_other_numbers_stay_as_they_are(text: str, expected: str) -> None:
    assert fix(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L´État, l`État, l‘État", "L’État, l’État, l’État"),
        ("les 'mots'.", "les «_mots_»."),
        ("il dit 'l'été' et 'd'accord'", "il dit «_l’été_» et «_d’accord_»"),
        ("\"un 'mot' dit\"", "«_un “mot” dit_»"),
        ("rock 'n' roll, '68 et '80", "rock ’n’ roll, ’68 et ’80"),
        ("Oui... Etc...", "Oui… Etc…"),
        ("vice\u2011présidente, porte\u2010voix", "vice-présidente, porte-voix"),
    ],
)
def test_signs_that_stand_for_others(text: str, expected: str) -> None:
    assert fix(text) == expected


def test_a_title_that_others_published_keeps_its_full_stops() -> None:
    assert characters(fixed([Text("Un VPN...")], published=True)) == "Un VPN..."


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("XVIIe-XVIIIe siècles", ["e", "e"]),
        ("1er-2e étage, Ier-IIe", ["er", "e", "er", "e"]),
        ("la 2nde, le 2d, les 2nds et 2des", ["nde", "d", "nds", "des"]),
        ("le LXe congrès, les LIes, CXe, XCe", ["e", "es", "e"]),
        ("Le, Les, Ce, Ces, CVe, 12nd, L2312-2e", []),
    ],
)
def test_ordinals(text: str, raised: list[str]) -> None:
    assert [one.value for one in fixed([Text(text)]) if isinstance(one, Superscript)] == raised


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("0477123456", "04~77~12~34~56"),
        ("04.77.12.34.56", "04~77~12~34~56"),
        ("04-77-12-34-56", "04~77~12~34~56"),
        ("04 77 12 34 56", "04~77~12~34~56"),
        ("+33477123456", "+33~4~77~12~34~56"),
        ("+33 (0)477123456", "+33~4~77~12~34~56"),
        ("0033.4.77.12.34.56", "+33~4~77~12~34~56"),
        ("0477123456/0612345678", "04~77~12~34~56/06~12~34~56~78"),
        ("04.77.12.34.56 ou 0612345678", "04~77~12~34~56 ou 06~12~34~56~78"),
        ("0477123456 (poste 12)", "04~77~12~34~56 (poste 12)"),
        # A label stands before the number; a spreadsheet takes the + away.
        ("Tél. : 0477123456", "04~77~12~34~56"),
        ("tel 04 77 12 34 56, fax 04 77 12 34 57", "04~77~12~34~56, fax 04~77~12~34~57"),
        ("33477123456", "+33~4~77~12~34~56"),
        ("334771234567", "334771234567"),
        # Services, other countries, other numbers, and groups that were typed on purpose.
        ("0800123456", "0800123456"),
        ("3919", "3919"),
        ("+3221234567", "+3221234567"),
        ("+32 0477123456", "+32 0477123456"),
        ("(+41) 0791234567", "(+41) 0791234567"),
        ("+352 0212345678", "+352 0212345678"),
        ("(+33) 0477123456", "(+33)~04~77~12~34~56"),
        ("01477123456", "01477123456"),
        ("04.77.12.34.5", "04.77.12.34.5"),
        ("04.77-12.34.56", "04.77-12.34.56"),
        ("0477 123 456", "0477~123~456"),
        ("le matin", "le matin"),
    ],
)
def test_a_telephone_number_is_printed_in_pairs(typed: str, printed: str) -> None:
    """Forty sections type it in four ways; French numbers are read in pairs, on one line."""
    assert numbers.in_pairs(typed) == printed.replace("~", "\u00a0")
