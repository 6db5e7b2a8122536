"""The fonts that every viewer has, and the widths of their letters (ISO 32000-1, 9.6.2.2)."""

from __future__ import annotations

import pytest

from zines.pdf.resources import standard_fonts


@pytest.mark.parametrize("name", ["Courier", "Courier-BoldOblique"])
def test_all_letters_of_a_typewriter_have_one_width(name: str) -> None:
    """600 thousandths of the size (Adobe Core 14 AFM, C 32 to 255); codes without a letter none."""
    widths = standard_fonts.widths(name)
    assert set(widths.values()) == {0, 600}
    helvetica = standard_fonts.widths("Helvetica")
    assert {code for code, width in widths.items() if width} == {
        code for code, width in helvetica.items() if width
    }
    assert widths[ord("i")] == widths[ord("W")] == 600


def test_another_font_is_as_wide_as_helvetica() -> None:
    """Adobe Core 14 AFM, Helvetica: i is 222, W 944."""
    widths = standard_fonts.widths("Rien")
    assert widths is standard_fonts.widths("Helvetica")
    assert (widths[ord("i")], widths[ord("W")]) == (222, 944)
