"""The text of a form field in its box: sizes, lines and cells, in points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zines.pdf.annotations.field_text import Piece, TextBox, operators, printable

#: All letters are half as wide as the type is large. Helvetica: capitals of 0.718, descenders of
#: 0.207 of the size (Adobe Core 14 AFM). There are 98 pt of room for a line.
BOX = TextBox(104, 30, 1, 0, 0, dict.fromkeys(range(32, 256), 500))
TEN = replace(BOX, size=10)
#: Half of what capitals rise over the middle between head and descenders, for a size of 1.
RISE = (0.718 - 0.207) / 2


def words(count: int) -> bytes:
    return b" ".join([b"mots"] * count)


@pytest.mark.parametrize(
    ("box", "text", "size"),
    [
        # As high as the box without its border, with the distance of lines of 1.15.
        (BOX, b"abcd", 28 / 1.15),
        (replace(BOX, edge=3), b"abcd", 24 / 1.15),
        # As wide as its room; 4 pt at least, 144 at most.
        (BOX, b"a" * 20, 9.8),
        (BOX, b"a" * 60, 4),
        (replace(BOX, width=900, height=400), b"a", 144),
        (replace(BOX, width=1), b"a", 4),
        (replace(BOX, width=44, height=400), b"a", 76),
        (BOX, b"", 28 / 1.15),
        (TEN, b"a" * 60, 10),
    ],
)
def test_a_line_is_as_large_as_fits_and_in_the_middle(
    box: TextBox, text: bytes, size: float
) -> None:
    found, (piece,) = box.line(text)
    assert found == pytest.approx(size)
    assert piece.y == pytest.approx(box.height / 2 - RISE * size)
    assert piece.codes == text


@pytest.mark.parametrize(("align", "x"), [(-1, 3), (0, 3), (1, 42), (2, 81), (9, 81)])
def test_a_line_is_at_the_left_in_the_middle_or_at_the_right(align: int, x: float) -> None:
    """ISO 32000-1, table 222, Q; 2 pt are left between the text and the border."""
    for _, pieces in (
        replace(TEN, align=align).line(b"abcd"),
        replace(TEN, align=align).rows([b"abcd"]),
        replace(TEN, align=align).lines([b"abcd"]),
    ):
        assert [piece.x for piece in pieces] == [pytest.approx(x)]


def test_lengths_are_those_of_the_widths() -> None:
    """Widths are in thousandths of the size (ISO 32000-1, 9.2.4); a code without one has none."""
    box = replace(BOX, widths={97: 556, 98: 222})
    assert box.long(b"ab") == 778
    assert box.long(b"ab\x01", 10) == pytest.approx(7.78)
    # A box narrower than its padding still has a point where its line begins.
    assert (BOX.room, replace(BOX, width=1).room) == (98, 0.1)


def test_rows_begin_at_the_head() -> None:
    size, pieces = BOX.rows([b"a", b"b", b"c"])
    assert size == 12
    assert [piece.y for piece in pieces] == pytest.approx([15, 15 - 13.8, 15 - 27.6])
    assert TEN.rows([b"a"]) == (10, [Piece(3, 17, b"a")])
    # The strip of a row, which is marked where it is chosen, has its capitals in its middle.
    strip = BOX.row(Piece(3, 15, b"a"), 12)
    foot = 15 - (13.8 - 2 * RISE * 12) / 2
    assert strip == pytest.approx((1, foot, 102, 13.8))
    strip = replace(BOX, edge=3).row(Piece(3, 15, b"a"), 12)
    assert strip == pytest.approx((3, foot, 98, 13.8))


@pytest.mark.parametrize(
    ("height", "size", "lines"),
    [
        # Lines begin at 12 pt: three words are 84 pt, four 114.
        (60, 12, [words(3), words(3), words(2)]),
        # Two lines of 23 pt in a room of 24: four words of 10 pt are 95 pt, of 10.5 pt 99.75.
        (30, 10, [words(4), words(4)]),
        (46.4, 11.5, [words(3), words(3), words(2)]),
        (10, 4, [words(8)]),
    ],
)
def test_lines_are_wrapped_and_become_smaller(
    height: float, size: float, lines: list[bytes]
) -> None:
    found, pieces = replace(BOX, height=height).lines([words(8)])
    assert found == size
    assert [piece.codes for piece in pieces] == lines
    assert pieces[0].y == pytest.approx(height - 3 - size)


def test_a_line_that_fills_its_room_is_not_wrapped() -> None:
    """19.6 letters of 5 pt are 98 pt; a word that is longer stands alone."""
    exact = replace(TEN, width=101)
    assert [piece.codes for piece in exact.lines([b"a" * 9 + b" " + b"b" * 9])[1]] == [
        b"a" * 9 + b" " + b"b" * 9
    ]
    assert [piece.codes for piece in exact.lines([b"a" * 9 + b" " + b"b" * 10])[1]] == [
        b"a" * 9,
        b"b" * 10,
    ]
    assert [piece.codes for piece in exact.lines([b"a" * 40 + b" b", b"c"])[1]] == [
        b"a" * 40,
        b"b",
        b"c",
    ]
    # The lines below the first have as much room: 19 letters are 95 pt.
    second = [b"c" * 19, b"a" * 9 + b" " + b"b" * 9]
    for width, lines in ((101, second), (100.5, [second[0], b"a" * 9, b"b" * 9])):
        found = replace(TEN, width=width).lines([b" ".join(second)])[1]
        assert [piece.codes for piece in found] == lines
    # The first word has no space before it: 9.8 letters are 49 pt.
    assert [piece.codes for piece in replace(TEN, width=55).lines([b"a" * 9 + b" bb"])[1]] == [
        b"a" * 9,
        b"bb",
    ]
    assert [piece.codes for piece in replace(TEN, width=66).lines([b"a" * 9 + b" bb"])[1]] == [
        b"a" * 9 + b" bb"
    ]


@pytest.mark.parametrize(
    ("box", "cells", "size"),
    [(BOX, 6, 104 / 6), (BOX, 2, 28 / 1.15), (BOX, 40, 4), (TEN, 6, 10)],
)
def test_signs_of_a_comb_fit_their_cells(box: TextBox, cells: int, size: float) -> None:
    found, pieces = box.comb(b"AB", cells)
    assert found == pytest.approx(size)
    cell = 104 / cells
    assert [piece.x for piece in pieces] == pytest.approx(
        [cell / 2 - size / 4, cell * 1.5 - size / 4]
    )
    assert [piece.y for piece in pieces] == pytest.approx([15 - RISE * size] * 2)
    assert [piece.codes for piece in pieces] == [b"A", b"B"]


@pytest.mark.parametrize(
    ("align", "codes", "first"),
    [(0, 3, 0), (1, 3, 1), (2, 3, 3), (1, 2, 2), (2, 6, 0), (2, 9, 0), (-1, 3, 0)],
)
def test_empty_cells_are_where_the_field_says(align: int, codes: int, first: int) -> None:
    _, pieces = replace(TEN, align=align).comb(b"A" * codes, 6)
    assert pieces[0].x == pytest.approx((first + 0.5) * 104 / 6 - 2.5)


@pytest.mark.parametrize(
    ("x", "y", "codes", "cut"),
    [
        (3, 10, b"ab", False),
        # A point may lie under the border; spaces may lie anywhere.
        (0.1, 10, b"ab", False),
        (-0.1, 10, b"ab", True),
        (93.9, 10, b"ab", False),
        (94.1, 10, b"ab", True),
        (93.9, 10, b"ab  ", False),
        (3, 0.1, b"ab", False),
        (3, -0.1, b"ab", True),
        (3, 22.8, b"ab", False),
        (3, 22.9, b"ab", True),
        (-90, 10, b"  ", False),
    ],
)
def test_what_lies_under_the_edge_of_a_field_is_cut(
    x: float, y: float, codes: bytes, cut: bool
) -> None:
    assert TEN.cuts(Piece(x, y, codes), 10) is cut


def test_signs_that_do_not_print_are_left_out() -> None:
    text = "e\u0301te\u0301\u00ad\u200b a\u202f:\tb\u2011c\r\n\x07"
    assert printable(text) == "été a\u00a0: b-c"


def test_pieces_are_shown_from_their_points() -> None:
    """ISO 32000-1, 9.4.2 and 9.4.3: the operators Tm and Tj."""
    assert operators([Piece(1, 2.5, b"ab"), Piece(0, 0, b"c")]) == [
        "1 0 0 1 1 2.5 Tm <6162> Tj",
        "1 0 0 1 0 0 Tm <63> Tj",
    ]
