"""The fonts that every viewer has, and the widths of their letters (ISO 32000-1, 9.6.2.2)."""

from __future__ import annotations

import pytest
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

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


STANDARD = [
    *("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    *("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
]
#: Codes that stand for another character (annex D.2, notes 3 and 6), or for none.
INSTEAD = {0xA0: " ", 0xAD: "-"}


@pytest.mark.parametrize("name", [*STANDARD, "Arial", "Arial,Bold", "TimesNewRoman", "CourierNew"])
def test_all_widths_are_those_that_adobe_measured(name: str) -> None:
    """pypdf has read the files of Adobe, and some names of Windows, by itself."""
    measured = CORE_FONT_METRICS[name].character_widths
    found = standard_fonts.widths(standard_fonts.standard_name(name))
    assert found == {
        code: measured.get(INSTEAD.get(code) or bytes([code]).decode("cp1252", "replace"), 0)
        for code in range(32, 256)
    }


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        *((name, name) for name in STANDARD),
        # Acrobat gives the resources of its forms these names, other programs their fonts.
        *(("Helv Arial ArialMT", "Helvetica"), ("HeBo Arial,Bold Arial-BoldMT", "Helvetica-Bold")),
        ("TiRo TimesNewRoman TimesNewRomanPSMT", "Times-Roman"),
        *(("TiBo", "Times-Bold"), ("TiIt", "Times-Italic"), ("TiBI", "Times-BoldItalic")),
        *(("Cour CourierNew CourierNewPSMT", "Courier"), ("CoBo", "Courier-Bold")),
        # Their codes are signs, no letters.
        *(("Symbol ZapfDingbats", ""), ("Rien helvetica", "")),
    ],
)
def test_other_names_of_the_standard_fonts(names: str, meant: str) -> None:
    assert {standard_fonts.standard_name(name) for name in names.split()} == {meant}
