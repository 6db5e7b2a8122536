"""The default appearance of a field (ISO 32000-1, 12.7.3.3): its font, its size and its colour."""

from __future__ import annotations

import pytest
from pikepdf import Dictionary, String

from zines.imposition.sheets.field_font import Appearance, appearance


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        # The operators of colour take one, three and four operands (8.6.8).
        ("/Helv 24 Tf 0.5 g", Appearance("Helv", 24, "0.5 g")),
        ("0 0 1 rg /Helv 0 Tf", Appearance("Helv", 0, "0 0 1 rg")),
        ("0 0 0 0.5 k /F1 9 Tf", Appearance("F1", 9, "0 0 0 0.5 k")),
        # Operators without their operands are ignored, and text is black at first (8.6.5.2).
        ("g /Helv 9 Tf", Appearance("Helv", 9, "0 g")),
        ("1 0 rg /Helv 9 Tf", Appearance("Helv", 9, "0 g")),
        ("/Helv 9 Tf", Appearance("Helv", 9, "0 g")),
        # The last one counts.
        ("1 g /A 8 Tf /B 7 Tf 0 g", Appearance("B", 7, "0 g")),
        # Text of a negative size would be upside down, and nobody writes so into a field.
        ("/Helv -9 Tf", Appearance("Helv", 9, "0 g")),
        ("9 Tf", None),
        ("0 g", None),
        ("", None),
    ],
)
def test_the_look_that_a_field_asks_for(operators: str, expected: Appearance | None) -> None:
    form = Dictionary(DA=String(operators))
    assert appearance(Dictionary(DA=String(operators)), None) == expected
    assert appearance(Dictionary(), form) == expected
    other = Dictionary(DA=String("/Other 5 Tf"))
    assert appearance(form, other) == (expected if operators else Appearance("Other", 5, "0 g"))


@pytest.mark.parametrize(("length", "read"), [(4_000, True), (4_001, False)])
def test_no_appearance_is_longer_than_any_program_writes(length: int, read: bool) -> None:
    operators = "/Helv 9 Tf".ljust(length - 1) + "q"
    assert (appearance(Dictionary(DA=String(operators)), None) is not None) is read
