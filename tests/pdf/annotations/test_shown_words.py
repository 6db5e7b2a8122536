"""The words that the appearance stream of a field shows, whatever its content."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from zines.pdf.annotations.shown_words import shown_words

_PIECES = (
    rb"BT ET Tj TJ [ ] (a ) <41> <zz ' << >> BI ID EI /F 12 q Do Tf 1e9 (\) %x nan".split()
) + [b"\n", b"\xff\0", b'"']


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(b" ".join))
# On this content, the parser of pikepdf would crash the program.
@example(b"BI EI")
@example(b"(a) Tj BI q EI")
@settings(max_examples=300)
def test_any_content_is_read_or_left(content: bytes) -> None:
    with pikepdf.new() as pdf:
        assert isinstance(shown_words(Stream(pdf, content)), str | None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ""),
        (b"0.9 g 0 0 9 9 re f /Tx BMC EMC", ""),
        (b"BT () Tj [() 12] TJ ET", ""),
        (b"BT (Oui ) Tj (et) ' [(n) -20 (on)] TJ 1 2 (\\351) \" ET", "Ouietnon\u00e9"),
        *((b"/X Do", None), (b"/X sh", None)),
        *((b"0 0 m 1 1 2 2 %s f" % one, None) for one in (b"3 3 c", b"v", b"y")),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", None),
        # (Nobody writes 4,000 bytes for the text of a field: a longer look is a drawing.)
        (b"(Oui) Tj".ljust(4000), "Oui"),
        (b"(Oui) Tj".ljust(4001), None),
        (b"0 0 9 9 re f 0 0 9 9 re S " * 2, ""),
        # A bar code, and letters of strokes.
        (b"0 0 1 9 re f " * 5, None),
        (b"0 0 m 9 9 l S " * 40, ""),
        (b"0 0 m 9 9 l S " * 41, None),
        (b"(\\001\\002) Tj", None),
    ],
)
def test_words_are_told_from_a_ground(content: bytes, words: str | None) -> None:
    with pikepdf.new() as pdf:
        assert shown_words(Stream(pdf, content)) == words


_WINDOWS = Name.WinAnsiEncoding


@pytest.mark.parametrize(
    ("font", "shown", "words"),
    [
        ({"Subtype": Name.Type0}, b"<00010002>", None),
        ({"Encoding": Dictionary(Differences=Array([65, Name.B]))}, b"(A)", None),
        ({"Encoding": _WINDOWS, "FontDescriptor": Dictionary(Flags=4)}, b"(A)", None),
        ({"Encoding": Name.MacRomanEncoding}, b"(\\216)", None),
        ({}, b"(\\351)", None),
        ({}, b"(A)", "A"),
        ({"Encoding": _WINDOWS}, b"(\\351)", "\u00e9"),
        ({"Encoding": _WINDOWS}, b"<0102>", None),
        # From space to tilde, all encodings of Latin letters have the signs of ASCII (annex D.2).
        ({}, b"( ~)", "~"),
        ({}, b"<2021 7e>", "!~"),
        ({}, b"<7f>", None),
        ({"Encoding": _WINDOWS}, b"<1f>", None),
        # Only Windows has a euro there, and letters with accents from 192 on.
        ({"Encoding": _WINDOWS}, b"<80 c0>", "\u20ac\u00c0"),
        ({"BaseFont": Name.Symbol, "Encoding": _WINDOWS}, b"(A)", None),
        ({"BaseFont": Name.ZapfDingbats}, b"(A)", None),
    ],
)
def test_codes_of_other_fonts_are_not_read(
    font: dict[str, Any], shown: bytes, words: str | None
) -> None:
    """A font with codes of its own shows other characters than those of Windows."""
    with pikepdf.new() as pdf:
        look = Stream(pdf, b"BT /F 9 Tf %b Tj ET" % shown)
        made = Dictionary({f"/{key}": value for key, value in font.items()})
        look.Resources = Dictionary(Font=Dictionary(F=made))
        assert shown_words(look) == words


def test_only_the_fonts_that_a_look_uses_count() -> None:
    """Its resources may hold those of the whole form (ISO 32000-1, 12.7.3.3: DR)."""
    signs = Dictionary(BaseFont=Name.ZapfDingbats)
    with pikepdf.new() as pdf:
        for used, words in ((b"/F 9 Tf", "A"), (b"/F 9 Tf /Z 9 Tf", None)):
            look = Stream(pdf, b"BT %b (A) Tj ET" % used)
            look.Resources = Dictionary(Font=Dictionary(F=Dictionary(), Z=signs))
            assert shown_words(look) == words
