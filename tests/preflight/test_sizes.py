"""Measures at which text, lines and pictures are too small, as in docs/preflight.md."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from zines.base.problems import Severity
from zines.base.units import pt
from zines.pdf.content.painted import Area, Colour, Line, Picture, Text
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Page, PdfFile, UnprintedLayer
from zines.preflight import PrinterLimits, walked

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
BLACK, WHITE = Colour("cmyk", (0, 0, 0, 1)), Colour("cmyk", (0, 0, 0, 0))
PAGE = Box(0, 0, 400, 600)
#: Metadata of PDF/A: of a file for screens.
READER = {"marked": True, "info": {"Producer": "Scribus"}}


def found(code: str, about: dict[str, Any] | None = None, **things: Any) -> list[Severity]:
    """Return the severities of the problems of this code on a page with these things."""
    page = Page(number=1, media=PAGE, trim=PAGE, **things)
    file = PdfFile(pages=(page,), **(about or {"info": {"Producer": "Scribus"}}))
    return [one.severity for one in walked(file, "x.pdf", PrinterLimits()) if one.code == code]


def text(size: float | None, colour: Colour = BLACK, left: float = 100, low: float = 100) -> Text:
    return Text("F", size, colour, Box(left, low, left + 20, low + (size or 9)), 3)


@pytest.mark.parametrize(
    ("size", "colour", "is_small"),
    [
        (7, BLACK, False), (6.99, BLACK, False), (6.97, BLACK, True), (2, BLACK, True),
        (8, WHITE, False), (7.99, WHITE, False), (7.97, WHITE, True), (7.5, WHITE, True),
        (None, BLACK, False),
    ],
)  # fmt: skip
def test_text_under_7_pt_is_small_and_light_text_under_8(
    size: float | None, colour: Colour, is_small: bool
) -> None:
    assert found("pdf-small-text", texts=(text(size, colour),)) == ([WARNING] if is_small else [])


def test_the_smallest_size_of_a_page_is_named() -> None:
    for colour, words in ((BLACK, "text of 4.5 pt"), (WHITE, "light text of 4.5 pt")):
        page = Page(number=1, media=PAGE, texts=(text(6, colour), text(4.5, colour)))
        problems = walked(PdfFile(pages=(page,)), "x.pdf", PrinterLimits())
        assert [one.message for one in problems if one.code == "pdf-small-text"] == [
            f"page 1: {words}"
        ]


@pytest.mark.parametrize(
    ("change", "is_small"),
    [
        ({}, False),
        # Four signs at most, of 4 pt at least, beside what they belong to, above its line.
        ({"signs": 4}, False), ({"signs": 5}, True), ({"size": 3.9}, True), ({"size": 4}, False),
        ({"box": Box(121.9, 104, 130, 110)}, False), ({"box": Box(122.5, 104, 130, 110)}, True),
        ({"box": Box(120, 100, 130, 106)}, True), ({"box": Box(120, 110, 130, 116)}, True),
    ],
)  # fmt: skip
def test_a_raised_mark_beside_a_word_is_no_small_print(
    change: dict[str, Any], is_small: bool
) -> None:
    """1er, 2e, and the numbers of notes: French typography sets them raised and smaller."""
    mark = text(5, left=120, low=104)._replace(**change)
    for word, expected in ((text(10), is_small), (text(6.99), is_small)):
        assert bool(found("pdf-small-text", texts=(word, mark))) is expected
    # Beside small text it is small itself, as it is alone.
    assert found("pdf-small-text", texts=(text(6.9), mark)) == [WARNING]
    assert found("pdf-small-text", texts=(mark,)) == [WARNING]


@pytest.mark.parametrize(
    ("width", "is_thin"), [(0.25, False), (0.24, False), (0.22, True), (0, True), (1, False)]
)
def test_a_line_under_a_quarter_of_a_point_is_thin(width: float, is_thin: bool) -> None:
    expected = [WARNING] if is_thin else []
    assert found("pdf-thin-line", lines=(Line(width, BLACK, PAGE),)) == expected


@pytest.mark.parametrize(
    ("wide", "high", "change", "is_thin"),
    [
        (50, 0.2, {}, True), (0.2, 50, {}, True), (50, 0.24, {}, False),
        # A dot is no line; nor is what is white, without height, or left of a shape by a crop.
        (2.9, 0.2, {}, False), (3.1, 0.2, {}, True), (50, 0, {}, False),
        (50, 0.2, {"colour": WHITE}, False), (50, 0.2, {"narrow": 5}, False),
    ],
)  # fmt: skip
def test_a_filled_bar_that_is_thin_is_a_line(
    wide: float, high: float, change: dict[str, Any], is_thin: bool
) -> None:
    area = Area(BLACK, Box(10, 10, 10 + wide, 10 + high), 4)._replace(**change)
    assert found("pdf-thin-line", areas=(area,)) == ([WARNING] if is_thin else [])


PICTURE = Picture("k", 300, 300, 8, "cmyk", False, 300, Box(10, 10, 80, 80))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"dpi": 225}, []), ({"dpi": 224}, []), ({"dpi": 223.9}, [WARNING]),
        ({"dpi": 149}, [WARNING]), ({"dpi": 148.9}, [ERROR]), ({"dpi": 148.5}, [ERROR]),
        # A plain colour or a gradient, stretched.
        ({"dpi": 1, "width": 8}, []), ({"dpi": 1, "height": 8}, []),
        ({"dpi": 1, "width": 9, "height": 9}, [ERROR]),
    ],
)  # fmt: skip
def test_a_picture_is_good_from_225_dpi_and_never_printed_under_150(
    change: dict[str, Any], expected: list[Severity]
) -> None:
    """A dot is the tolerance: programs round pixels and sizes."""
    picture = replace(PICTURE, **change)
    assert found("pdf-image-resolution", pictures=(picture,)) == expected
    # On a screen it can be enlarged, and the file may not be printed at all.
    assert found("pdf-image-resolution", READER, pictures=(picture,)) == [INFO] * len(expected)


def test_pictures_on_a_stretched_gradient_are_looked_at() -> None:
    """What lies below all others is painted first."""
    ground, rough = replace(PICTURE, dpi=1, width=8), replace(PICTURE, dpi=100)
    assert found("pdf-image-resolution", pictures=(ground, rough)) == [ERROR]


@pytest.mark.parametrize(
    ("width", "height", "dpi", "is_rough"),
    [
        (300, 300, 599, False), (300, 300, 598.9, True), (257, 300, 598, True),
        # Codes and stamps are sharp at any size, as far as they are square.
        (256, 256, 50, False), (231, 256, 50, False), (230, 256, 50, True), (230, 256, 149, False),
        # A rule, or a bar code of one row.
        (1, 200, 20, False), (2, 200, 20, True),
    ],
)  # fmt: skip
def test_a_drawing_in_one_bit_needs_600_dpi(
    width: int, height: int, dpi: float, is_rough: bool
) -> None:
    picture = replace(PICTURE, bits=1, width=width, height=height, dpi=dpi)
    assert found("pdf-image-resolution", pictures=(picture,)) == ([INFO] if is_rough else [])


@pytest.mark.parametrize(
    ("left", "is_near"),
    [(5, False), (4.9, False), (4.8, True), (0, True), (-3, True), (-20, False)],
)
def test_in_our_own_files_text_keeps_5_mm_off_the_trim(left: float, is_near: bool) -> None:
    """The cut is a millimetre off at times; what lies wholly outside the trim is a mark."""
    near = text(10, left=pt(left))
    ours = {"info": {"CreationDate": "D:20261124000000Z", "ModDate": "D:20261124000000Z"}}
    assert found("pdf-safe-area", ours, texts=(near,)) == ([WARNING] if is_near else [])
    assert found("pdf-safe-area", texts=(near,)) == []


@pytest.mark.parametrize(
    ("wide", "high", "is_told"),
    [
        (148, 210, True), (105, 148, True), (150, 212, True), (146, 208, True),
        # A5 and A6 as programs round them; neither half a US Letter nor a square.
        (150.1, 210, False), (148, 212.1, False), (145.9, 210, False), (148, 207.9, False),
        (107, 146, True), (107.1, 148, False), (105, 145.9, False), (139.7, 215.9, False),
        (148, 148, False), (210, 148, False),
    ],
)  # fmt: skip
def test_pages_of_a5_or_a6_are_counted_in_fours(wide: float, high: float, is_told: bool) -> None:
    trim = Box(0, 0, pt(wide), pt(high))
    for count in (4, 5, 6, 7, 8):
        pages = tuple(Page(number=number, media=trim) for number in range(1, count + 1))
        problems = walked(PdfFile(pages=pages), "x.pdf", PrinterLimits())
        told = [one.message for one in problems if one.code == "pdf-pages-of-four"]
        blank = f"{8 - count} would be blank when stitched"
        expected = [f"{count} pages are no multiple of 4: {blank}"] if 4 < count < 8 else []
        assert told == (expected if is_told else [])


@pytest.mark.parametrize(("percent", "told"), [(300, 0), (302, 0), (302.9, 1)])
def test_ink_of_a_drawn_page_is_over_the_limit_from_two_percent(percent: float, told: int) -> None:
    """Each of four inks is a 255th too much at most once it is drawn: 1.6 % together."""
    assert found("pdf-total-ink", overprint_ink=percent) == [WARNING] * told


@pytest.mark.parametrize(("black", "told"), [(0.5, 0), (0.504, 0), (0.51, 1)])
def test_ink_of_a_colour_is_over_the_limit_from_half_a_percent(black: float, told: int) -> None:
    """Programs round the inks of a colour to a hundredth, or to a 255th."""
    area = Area(Colour("cmyk", (1, 1, 0.5, black)), Box(50, 50, 90, 90), 4)
    assert found("pdf-total-ink", areas=(area,)) == [WARNING] * told


@pytest.mark.parametrize(("end", "told"), [(-0.3, 0), (0.3, 0), (1, 1)])
def test_marks_end_at_the_trim(end: float, told: int) -> None:
    """Programs round where; what is drawn inside the trim in every ink at once is printed."""
    mark = Area(Colour("all", (1,)), Box(-20, 50, end, 60), 4)
    assert found("pdf-total-ink", areas=(mark,)) == [WARNING] * told


@pytest.mark.parametrize(("size", "told"), [(23.9, 1), (24, 0), (None, 0)])
def test_large_letters_may_be_black_in_four_inks(size: float | None, told: int) -> None:
    """Where plates are out of register by a tenth of a millimetre, small ones are not sharp."""
    rich = Colour("cmyk", (0.6, 0.4, 0.4, 1))
    assert found("pdf-rich-black", texts=(text(size, rich),)) == [WARNING] * told


def test_of_many_layers_that_are_not_printed_five_are_named() -> None:
    """A plan has hundreds, and each would be a line."""
    layers = [UnprintedLayer(f"calque {number}", True) for number in range(6)]
    for count, named in ((5, 5), (6, 5)):
        told = found("pdf-layer-unprinted", unprinted=tuple(layers[:count]))
        assert told == [WARNING] * named
