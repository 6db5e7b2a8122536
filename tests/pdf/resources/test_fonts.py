"""Fonts and positions of text (ISO 32000-1, clause 9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Matrix, Name

from zines.pdf.content.content_stream import ALL
from zines.pdf.content.interpreter import Device, Interpreter
from zines.pdf.content.text_operators import TEXT_OBJECTS
from zines.pdf.opening.budget import Budget, TooMuchError
from zines.pdf.pdf_file import Font
from zines.pdf.resources.fonts import NO_FONT, FontCache, ReadFont

PDF = pikepdf.new()


def read_font(value: Any) -> ReadFont:
    return FontCache().font(value)


def program() -> pikepdf.Stream:
    return pikepdf.Stream(PDF, b"font")


def simple(**entries: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Infini"), **entries
    )


def composite(descendant: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.Infini,
        DescendantFonts=Array([descendant]),
    )


@pytest.mark.parametrize("key", ["/FontFile", "/FontFile2", "/FontFile3"])
def test_a_font_is_embedded_where_its_file_is(key: str) -> None:
    descriptor = Dictionary()
    font = simple(FontDescriptor=descriptor)
    assert read_font(font).font == Font("ABCDEF+Infini", embedded=False)
    font.FontDescriptor[key] = program()
    assert read_font(font).font == Font("ABCDEF+Infini", embedded=True)
    # The font file of a composite font is in its descendant.
    assert read_font(composite(font)).font == Font("Infini", embedded=True)
    font.FontDescriptor[key] = Name.Missing
    assert not read_font(font).font.embedded


def test_what_is_no_font_is_none() -> None:
    assert read_font(None) == read_font(Name.F) == NO_FONT
    assert NO_FONT.font == Font("", embedded=True)
    assert read_font(Dictionary(Subtype=Name.TrueType)).font.name == "(no name)"
    # The glyphs of a Type 3 font are content streams of the file.
    glyphs = read_font(Dictionary(Subtype=Name.Type3))
    assert glyphs.type3 and glyphs.font.embedded
    assert not read_font(simple()).type3


def test_widths_of_a_simple_font() -> None:
    """Widths starts with FirstChar; other characters have MissingWidth, default 0 (9.6.2.1)."""
    font = read_font(simple(FirstChar=65, Widths=Array([600, 700])))
    assert font.advance(b"A") == 600 and font.advance(b"AB") == 1300
    assert font.advance(b"@") == font.advance(b"C") == 0
    assert font.count(b"ABC") == 3
    missing = Dictionary(MissingWidth=250)
    font = read_font(simple(FirstChar=65, Widths=Array([600]), FontDescriptor=missing))
    assert font.advance(b"AZ") == 850
    # The standard fonts need no widths: half an em is a sufficient estimate.
    assert read_font(simple(FontDescriptor=missing)).advance(b"AZ") == 1000
    assert ReadFont(Font("", embedded=True)).advance(b"AZ") == 1000


def test_a_font_has_at_most_256_widths() -> None:
    font = read_font(simple(FirstChar=0, Widths=Array([1] * 255 + [600] * 10)))
    assert font.widths.get(255, -1) == 600 and font.widths.get(256, -1) == -1


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        # Widths are ``c [w1 w2 ...]`` or ``first last w`` (9.7.4.3).
        ([1, Array([500, 600])], {1: 500, 2: 600}),
        ([1, 3, 500], {1: 500, 2: 500, 3: 500}),
        ([1, Array([500]), 7, 7, 900, 9, Array([400])], {1: 500, 7: 900, 9: 400}),
        ([5, 4, 500, 1, Array([2])], {1: 2}),
        ([-2, 1, 500], {0: 500, 1: 500}),
        ([65534, 70000, 500], {65534: 500, 65535: 500}),
        ([1, 3], {}),
        ([1], {}),
        ([1, Array([500]), 7, 7], {1: 500}),
        ([], {}),
    ],
)
def test_widths_of_a_composite_font(widths: list[Any], expected: dict[int, float]) -> None:
    font = read_font(composite(Dictionary(W=Array(widths))))
    assert {code: font.widths.get(code, -1) for code in expected} == expected
    assert font.widths.get(60_000, -1) == expected.get(60_000, -1)
    # Two bytes per character, high byte first; the default width is 1000 (table 117).
    assert font.two_bytes and font.count(b"\0\1\0\2\0") == 2
    assert font.advance(b"\xee\xee") == 1000
    assert font.advance(b"\0\1\0\2") == expected.get(1, 1000) + expected.get(2, 1000)
    assert font.advance(b"\0\1\0") == expected.get(1, 1000)


def test_the_higher_byte_of_a_character_comes_first() -> None:
    font = read_font(composite(Dictionary(DW=300, W=Array([0x0102, Array([700])]))))
    assert font.advance(b"\1\2") == 700
    assert font.advance(b"\2\1") == 300


def test_ranges_of_widths_may_stand_in_any_order() -> None:
    """The standard requires no order of ranges (9.7.4.3)."""
    widths = read_font(composite(Dictionary(W=Array([30, 39, 3, 10, 19, 1, 20, 29, 2])))).widths
    assert [widths.get(code, -1) for code in (9, 10, 19, 20, 29, 30, 39, 40)] == [
        *(-1, 1, 1, 2, 2, 3, 3, -1)
    ]


def test_each_font_of_a_file_is_read_once() -> None:
    cache, font = FontCache(), PDF.make_indirect(simple())
    other = PDF.make_indirect(simple(FirstChar=65, Widths=Array([1])))
    assert cache.font(font) is cache.font(font)
    assert cache.font(other).widths.get(65, -1) == 1 and cache.font(font).widths.get(65, -1) == -1
    assert cache.font(simple(FirstChar=65, Widths=Array([2]))).widths.get(65, -1) == 2


class Shows(Device):
    def __init__(self) -> None:
        self.shown: list[tuple[float, float, float, int]] = []

    def show_text(self, interpreter: Interpreter, advance: float, characters: int) -> None:
        x, y = interpreter.text_matrix.transform((0, 0))
        self.shown.append((round(x, 6), round(y, 6), round(advance, 6), characters))


FONT = simple(FirstChar=32, Widths=Array([250] + [500] * 223))
TWO = composite(Dictionary(DW=500))


def shows(*content: bytes) -> list[tuple[float, float, float, int]]:
    """Return the start, the width and the number of characters of each shown text."""
    device = Shows()
    resources = Dictionary(Font=Dictionary(F=FONT, T=TWO))
    interpreter = Interpreter(ALL, resources, device=device)
    interpreter.run(PDF.make_stream(b"BT /F 10 Tf " + b" ".join(content)))
    return device.shown


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        # The shift is (w / 1000 x size + character spacing + word spacing) x scale (9.4.4).
        (b"(ab) Tj (c) Tj", [(0, 0, 10, 2), (10, 0, 5, 1)]),
        (b"/F 20 Tf (ab) Tj", [(0, 0, 20, 2)]),
        (b"3 Tc (ab) Tj", [(0, 0, 16, 2)]),
        (b"4 Tw (a b) Tj", [(0, 0, 16.5, 3)]),
        (b"4 Tw (a  b) Tj", [(0, 0, 23, 4)]),
        (b"3 Tc 4 Tw 200 Tz (a b) Tj", [(0, 0, 51, 3)]),
        (b"50 Tz (ab) Tj", [(0, 0, 5, 2)]),
        # Word spacing applies to single bytes 32 only (9.3.3).
        (b"/T 10 Tf 4 Tw (    ) Tj", [(0, 0, 10, 2)]),
        # Numbers move back, in thousandths; a shift alone shows no text (table 109).
        (b"[(a) 200 (b) -100] TJ (c) Tj", [(0, 0, 9, 2), (9, 0, 5, 1)]),
        (b"[-1000] TJ (c) Tj", [(10, 0, 5, 1)]),
        (b"TJ (c) Tj", [(0, 0, 5, 1)]),
        # A new line is relative to the start of the last line, not to the end of text (table 108).
        (b"5 7 Td (ab) Tj 1 2 Td (c) Tj", [(5, 7, 10, 2), (6, 9, 5, 1)]),
        (b"5 Td (c) Tj", [(5, 0, 5, 1)]),
        (b"7 7 Td Td (c) Tj", [(7, 7, 5, 1)]),
        (b"5 -12 TD (c) Tj T* (c) Tj", [(5, -12, 5, 1), (5, -24, 5, 1)]),
        (b"14 TL T* (c) Tj (c) '", [(0, -14, 5, 1), (0, -28, 5, 1)]),
        (b'14 TL 4 3 (a b) " (a b) Tj', [(0, -14, 25.5, 3), (25.5, -14, 25.5, 3)]),
        (b'14 TL (ab) "', [(0, -14, 10, 2)]),
        (b"14 TL 5 TD T* (c) Tj", [(5, 0, 5, 1)]),
        (b"2 0 0 3 100 50 Tm (ab) Tj (c) Tj", [(100, 50, 10, 2), (120, 50, 5, 1)]),
        (b"1 0 0 1 9 9 Tm (a) Tj ET BT (c) Tj", [(9, 9, 5, 1), (0, 0, 5, 1)]),
        # Without a size, text has no width; with a missing font, characters are half an em wide.
        (b"/F Tf (ab) Tj", [(0, 0, 0, 2)]),
        (b"/X 10 Tf (ab) Tj", [(0, 0, 10, 2)]),
        (b"Tj () Tj", []),
    ],
)
def test_where_text_goes(content: bytes, shown: Sequence[tuple[float, float, float, int]]) -> None:
    assert shows(content) == shown


def test_what_text_operators_leave_in_the_state() -> None:
    interpreter = Interpreter(ALL, Dictionary(Font=Dictionary(F=FONT)))
    state = interpreter.state
    assert (state.rise, state.rendering_mode, state.leading, state.font_size) == (0, 0, 0, 0)
    assert (state.horizontal_scale, state.character_spacing, state.word_spacing) == (1, 0, 0)
    interpreter.run(PDF.make_stream(b"BT 5 Ts 3 Tr 12 TL /F 9 Tf"))
    assert (state.rise, state.rendering_mode, state.leading, state.font_size) == (5, 3, 12, 9)
    assert interpreter.in_text
    interpreter.run(PDF.make_stream(b"ET"))
    assert not interpreter.in_text


def test_texts_begin_and_end() -> None:
    interpreter = Interpreter(TEXT_OBJECTS, None)
    assert not interpreter.in_text
    interpreter.text_matrix = Matrix(1, 0, 0, 1, 5, 5)
    interpreter.run(PDF.make_stream(b"BT"))
    assert interpreter.in_text and interpreter.text_matrix == Matrix()


def mapped(table: bytes) -> pikepdf.Stream:
    return pikepdf.Stream(PDF, b"begincmap " + table + b" endcmap")


#: Code 0x41 is a letter: a pair may stand behind any other.
_CHARS = b"2 beginbfchar <0002> <0041> <0003> <0020> endbfchar"
_RANGES = b"2 beginbfrange <05> <06> [<0020> <0041>] <20> <7e> <0020> endbfrange"


@pytest.mark.parametrize(
    ("font", "codes", "blank"),
    [
        (simple(Encoding=Name.WinAnsiEncoding), b"  ", True),
        (simple(Encoding=Name.WinAnsiEncoding), b" a", False),
        # Code 32 of a font with codes of its own may be any sign.
        (simple(), b" ", False),
        (simple(Encoding=Dictionary(Differences=Array([32, Name.a]))), b" ", False),
        (simple(ToUnicode=mapped(_RANGES)), b"\x20\x20", True),
        (simple(ToUnicode=mapped(_RANGES)), b"\x21", False),
        (simple(ToUnicode=mapped(b"1 beginbfchar <01> <00A0> endbfchar")), b"\x01", True),
        (simple(ToUnicode=mapped(b"1 beginbfchar <01> <00200041> endbfchar")), b"\x01", False),
        (simple(ToUnicode=mapped(b"beginbfchar <0x> <> endbfchar beginbfrange")), b" ", False),
    ],
)
def test_spaces_are_known_where_the_file_says_so(
    font: Dictionary, codes: bytes, blank: bool
) -> None:
    assert read_font(font).is_blank(codes) == blank


def test_spaces_of_composite_fonts_are_known() -> None:
    font = composite(Dictionary())
    assert not read_font(font).is_blank(b"\0\3")
    font.ToUnicode = mapped(_CHARS)
    assert read_font(font).is_blank(b"\0\3\0\3")
    assert not read_font(font).is_blank(b"\0\3\0\2") and not read_font(font).is_blank(b"\0\x41")


def test_a_table_that_cannot_be_read_knows_no_spaces() -> None:
    broken = pikepdf.Stream(PDF, b"")
    broken.write(b"beginbfchar <01> <0020> endbfchar", filter=Name.FlateDecode)
    assert not read_font(simple(ToUnicode=broken)).is_blank(b"\1")


@pytest.mark.parametrize(
    ("font", "steps"),
    [
        (simple(), 10),
        (simple(Widths=Array([500, 600, 700])), 10 + 3 * 2),
        # One width for a range, and three of their own after the code of the first.
        (composite(Dictionary(W=Array([9, 20, 500, 1, Array([5, 6, 7])]))), 10 + 2 + 4 * 2),
        (composite(Dictionary(W=Array([1, Array([]), 2, Array([5])]))), 10 + 2 + 2 * 2),
        (simple(ToUnicode=pikepdf.Stream(PDF, b" " * 399)), 10 + 3),
    ],
)
def test_reading_a_font_counts_as_work(font: Dictionary, steps: int) -> None:
    """A small file can name thousands of fonts, each with a table of 65,536 widths."""
    FontCache(Budget(steps)).font(font)
    with pytest.raises(TooMuchError):
        FontCache(Budget(steps - 1)).font(font)


def test_widths_that_fonts_share_are_read_once() -> None:
    """The file may give thousands of fonts one table."""
    shared = PDF.make_indirect(Array([0, Array([500] * 1000)]))
    fonts = [PDF.make_indirect(composite(Dictionary(W=shared))) for _ in range(9)]
    cache = FontCache(Budget(9 * 10 + 2 * (1 + 1000)))
    first, *others = (cache.font(font).widths for font in fonts)
    assert first.get(999, -1) == 500 and all(one is first for one in others)


def test_a_font_has_no_more_widths_than_codes_of_two_bytes() -> None:
    """What comes after 65,536 of them has no character: it is neither read nor counted."""
    many = Array([500] * 65_537)
    assert [
        read_font(composite(Dictionary(W=Array([0, many])))).widths.get(code, -1)
        for code in (65_535, 65_536)
    ] == [500, -1]
    del many[65_536]
    font = composite(Dictionary(W=Array([0, many, 1, 2, 700])))
    FontCache(Budget(10 + 65_537 * 2)).font(font)


@pytest.mark.parametrize("length", [127, 128])
def test_a_name_has_127_bytes_at_most(length: int) -> None:
    """The limit of names (ISO 32000-1, annex C); messages would be of any length."""
    found = read_font(Dictionary(Subtype=Name.TrueType, BaseFont=Name("/" + "a" * length)))
    assert found.font.name == "a" * 127


@pytest.mark.parametrize(("length", "blank"), [(200_000, True), (200_001, False)])
def test_a_table_of_codes_is_read_up_to_200_kilobytes(length: int, blank: bool) -> None:
    """65,536 codes in ranges take less; a table of megabytes is none."""
    table = b"beginbfchar <01> <0020> endbfchar".ljust(length)
    assert read_font(simple(ToUnicode=pikepdf.Stream(PDF, table))).is_blank(b"\1") is blank


def test_widths_of_single_codes_and_of_ranges_count_together() -> None:
    many = Array([500] * 65_535)
    font = composite(Dictionary(W=Array([0, many, 70_000, 70_001, 5, 70_009, Array([7])])))
    FontCache(Budget(10 + 2 * (1 + 65_535) + 2)).font(font)


def test_a_width_of_a_range_is_kept_for_the_next_time() -> None:
    widths = read_font(composite(Dictionary(W=Array([10, 19, 7])))).widths
    assert (widths.get(12, -1), widths.get(20, -1)) == (7, -1)
    assert widths.single == {12: 7}
