"""Where a page may hold QR codes, and what surrounds a code (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.preflight.pdfs import ADDRESS
from zines.composition.qr import encode
from zines.pdf.content.painted import Area, Colour, Picture
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Page
from zines.preflight import qr_figures
from zines.preflight.qr_figures import Grid

BLACK, PAGE = Colour("cmyk", (0, 0, 0, 1)), Box(0, 0, 400, 500)
MODULES = encode(ADDRESS, 300).modules
#: A grid of four dots a module, at a corner that no axis has alone.
SIDE, LEFT, TOP = 4, 60, 100
UPRIGHT = Grid(LEFT, TOP, (SIDE, 0), (0, SIDE), MODULES)

Dark = set[tuple[int, int]]
Shade = Callable[[float, float], int | None]


def drawn() -> Dark:
    """Return the dark modules of a code, as columns and rows."""
    code = encode(ADDRESS, 300)
    return {(a + step, b) for a, b, length in code.runs for step in range(length)}


def scaled(dark: Dark, across: int, scale: float) -> list[list[bool]]:
    """Return rows of dots of a picture of so many modules, cut to its dark part."""
    dots = range(round(across * scale))
    return [[(int(x / scale), int(y / scale)) in dark for x in dots] for y in dots]


def looks_like_code(rows: list[list[bool]]) -> bool:
    def dark(x: int, y: int) -> bool:
        assert x >= 0 and y >= 0, "a dot outside the picture"
        return rows[y][x]

    return qr_figures.looks_like_code(len(rows[0]), len(rows), dark)


@pytest.mark.parametrize("scale", [1.5, 4, 10])
@pytest.mark.parametrize("turns", range(4))
def test_a_code_is_known_by_its_corners_however_it_is_turned(scale: float, turns: int) -> None:
    dark = drawn()
    for _ in range(turns):
        dark = {(MODULES - 1 - y, x) for x, y in dark}
    assert looks_like_code(scaled(dark, MODULES, scale))


def test_the_smallest_code_is_known_and_ragged_edges_of_a_scan_are_left_aside() -> None:
    code = encode("HORS-BOCAL", 300)
    dark = {(a + step, b) for a, b, length in code.runs for step in range(length)}
    assert code.modules == 21
    for scale in (1.5, 4):
        rows = scaled(dark, 21, scale)
        assert looks_like_code(rows)
        rows[0] = rows[-1] = [False] * 20 + [True] + [False] * (len(rows) - 21)
        assert looks_like_code(rows)


def test_a_large_corner_with_a_speck_beside_it_is_no_code() -> None:
    """It is looked at within its picture only."""
    rows = [[*row, False, False] for row in frames(28, 4, 4, 6)]
    rows[-1][-1] = True
    assert not looks_like_code(rows)


def corner(at: tuple[int, int]) -> Iterator[tuple[int, int]]:
    return ((at[0] + x, at[1] + y) for x in range(8) for y in range(8))


@pytest.mark.parametrize(
    ("lost", "known"),
    [
        # A sticker or a fold may hide one of the three.
        ([(0, 0)], True), ([(MODULES - 8, 0)], True), ([(0, MODULES - 8)], True),
        ([(0, 0), (MODULES - 8, 0)], False), ([(0, 0), (0, MODULES - 8)], False),
        ([(MODULES - 8, 0), (0, MODULES - 8)], False),
    ],
)  # fmt: skip
def test_two_corners_make_a_code(lost: list[tuple[int, int]], known: bool) -> None:
    dark = drawn().difference(*map(corner, lost))
    assert looks_like_code(scaled(dark, MODULES, 4)) is known


def frames(across: int, *widths: int) -> list[list[bool]]:
    """Return dark and light frames in turn, from outside."""
    layers = [number % 2 == 0 for number, width in enumerate(widths) for _ in range(width)]

    def dot(x: int, y: int) -> bool:
        return layers[min(x, y, across - 1 - x, across - 1 - y)]

    return [[dot(x, y) for x in range(across)] for y in range(across)]


@pytest.mark.parametrize(
    "rows",
    [
        # A logo of squares in squares is one corner of a code, as large as the picture.
        frames(35, 5, 5, 8),
        frames(35, 18),
        frames(70, 10, 10, 15),
        [[False] * 35] * 35,
        [[bool((x + y) % 2) for x in range(35)] for y in range(35)],
        [[True] * 20 + [False] + [True] * 14] * 35,
    ],
)
def test_what_is_square_and_dark_is_no_code_yet(rows: list[list[bool]]) -> None:
    assert not looks_like_code(rows)


@pytest.mark.parametrize(
    ("width", "height", "looked"),
    [
        # The smallest code has 21 modules; a drawing may be a little wider than high.
        (20, 20, False), (21, 21, True), (20, 21, False), (21, 20, False),
        (30, 33, True), (33, 30, True), (30, 34, False), (34, 30, False),
    ],
)  # fmt: skip
def test_pictures_are_looked_into_if_they_can_be_a_code(
    width: int, height: int, looked: bool
) -> None:
    asked = []

    def dark(x: int, y: int) -> bool:
        asked.append((x, y))
        return False

    assert not qr_figures.looks_like_code(width, height, dark)
    assert bool(asked) is looked


def printed(free: float, *, inverted: bool = False, scale: int = SIDE) -> Shade:
    """Return the shades of a code at LEFT, TOP, on grey beyond this many free modules."""
    dark, paper, ink = drawn(), 250, 20
    if inverted:
        paper, ink = ink, paper

    def shade(x: float, y: float) -> int | None:
        if not (0 <= x < 400 and 0 <= y < 400):
            return None
        column, row = (x - LEFT) / scale, (y - TOP) / scale
        if any(not -free <= at < MODULES + free for at in (column, row)):
            return ink
        inside = 0 <= column < MODULES and 0 <= row < MODULES
        return ink if inside and (int(column), int(row)) in dark else paper

    return shade


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("free", [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 9])
def test_the_quiet_zone_is_measured_up_to_four_modules(free: float, inverted: bool) -> None:
    shade = printed(free, inverted=inverted)
    assert qr_figures.quiet_zone(UPRIGHT, shade) == min(free, 4)
    assert qr_figures.is_light_on_dark(UPRIGHT, shade) == (inverted, 135)


@pytest.mark.parametrize("free", [0, 1.5, 3.5])
@pytest.mark.parametrize("across", [0, 1, 2])
@pytest.mark.parametrize("down", [0, 1, 2])
def test_one_speck_beside_a_code_is_enough(free: float, across: int, down: int) -> None:
    """A phone needs the free zone on every side, also at the corners."""
    if across == down == 1:
        return
    clean, places = printed(9), (-free - 0.5, 12.5, MODULES + free)

    def shade(x: float, y: float) -> int | None:
        column, row = (x - LEFT) / SIDE - places[across], (y - TOP) / SIDE - places[down]
        return 20 if 0 <= column < 0.5 and 0 <= row < 0.5 else clean(x, y)

    assert qr_figures.quiet_zone(UPRIGHT, shade) == free


def test_the_edge_of_a_page_ends_the_quiet_zone() -> None:
    """What lies beyond is unknown: the page may be cut there, or lie on a dark table."""
    for left, top in ((2 * SIDE, 60), (60, 2 * SIDE)):
        grid = Grid(left, top, (SIDE, 0), (0, SIDE), MODULES)
        clean = printed(9)

        def shade(x: float, y: float, left: int = left, top: int = top) -> int | None:
            moved = clean(x - left + LEFT, y - top + TOP)  # noqa: B023
            return moved if x >= 0 and y >= 0 else None

        assert qr_figures.quiet_zone(grid, shade) == 2


def test_a_grid_may_be_turned() -> None:
    """The shades are those of the upright code: its steps to the right go down on the page."""
    shade = printed(3)
    turned = Grid(TOP, LEFT, (0, SIDE), (SIDE, 0), MODULES)
    assert qr_figures.quiet_zone(turned, lambda x, y: shade(y, x)) == 3
    assert turned.at(1, 3) == (TOP + 3 * SIDE, LEFT + SIDE)
    assert Grid(5, 7, (2, 1), (-1, 2), 21).at(3, 4) == (5 + 6 - 4, 7 + 3 + 8)


@pytest.mark.parametrize("off", [-1.2, 0, 1.2])
def test_a_grid_that_is_off_by_a_module_finds_the_middle_of_a_corner(off: float) -> None:
    """Paper that is not flat moves what is read: the middle of a corner is three modules high."""
    grid = Grid(LEFT, TOP + off * SIDE, (SIDE, 0), (0, SIDE), MODULES)
    assert qr_figures.is_light_on_dark(grid, printed(9)) == (False, 135)


def test_ink_that_has_spread_leaves_the_middle_of_a_light_corner() -> None:
    """A copier with much toner narrows what is light: here by 0.6 of a module on each side."""

    def shade(x: float, y: float) -> int:
        return 250 if 2.6 <= x <= 4.4 and 2.6 <= y <= 4.4 else 20

    grid = Grid(0, 0, (1, 0), (0, 1), MODULES)
    assert qr_figures.is_light_on_dark(grid, shade) == (True, 135)


def test_what_has_one_shade_is_not_light_on_dark() -> None:
    assert qr_figures.is_light_on_dark(UPRIGHT, lambda _x, _y: 90) == (False, 90)


def test_a_code_beyond_the_page_is_not_judged() -> None:
    for seen in ({(3.5, 3.5): 0}, {(1.5, 3.5): 255}, {}):
        shade = lambda x, y, seen=seen: seen.get((x, y))  # noqa: E731
        grid = Grid(0, 0, (1, 0), (0, 1), MODULES)
        assert qr_figures.is_light_on_dark(grid, shade) == (False, 128)


def area(width: float, height: float, segments: int = 100) -> Area:
    return Area(BLACK, Box(9, 9, 9 + width, 9 + height), segments)


def picture(width: float, height: float, dots: tuple[int, int] = (300, 300)) -> Picture:
    return Picture("", *dots, 8, "grey", stencil=False, dpi=300, box=area(width, height).box)


@pytest.mark.parametrize(
    ("figure", "suspect"),
    [
        # A code of version 1 is drawn in about 60 runs; nobody reads one of 5 mm.
        (area(15, 15), True), (area(14.9, 15), False), (area(15, 14.9), False),
        (area(15, 15, 99), False), (area(100, 106), True), (area(106, 100), True),
        (area(100, 106.1), False), (picture(15, 15), True), (picture(14.9, 15), False),
        # A picture may be cut badly, and lie in a square; one that is drawn out is no code.
        (picture(50, 50, (300, 306)), True), (picture(50, 50, (306, 300)), True),
        (picture(50, 50, (318, 300)), True), (picture(50, 50, (319, 300)), False),
        (picture(50, 50, (282, 300)), True), (picture(50, 50, (281, 300)), False),
    ],
)  # fmt: skip
def test_squares_drawn_in_many_parts_and_square_pictures_may_be_codes(
    figure: Area | Picture, suspect: bool
) -> None:
    if isinstance(figure, Area):
        page = Page(1, PAGE, areas=(figure,))
    else:
        page = Page(1, PAGE, pictures=(figure,))
    assert list(qr_figures.suspects(page)) == ([figure.box] if suspect else [])
    assert qr_figures.may_hold_codes(page) is suspect


def test_all_things_of_a_page_are_looked_at() -> None:
    code, photo = area(50, 50), picture(60, 60)
    page = Page(1, PAGE, areas=(area(5, 5), code, area(50, 9)), pictures=(picture(5, 5), photo))
    assert list(qr_figures.suspects(page)) == [code.box, photo.box]


@pytest.mark.parametrize(
    ("bars", "may"),
    [
        # Many programs draw each dark run of a code, or each module, as a rectangle of its own.
        ([area(15, 15, 4)] * 121, True), ([area(15, 15, 4)] * 120, False),
        ([area(15, 1, 5)] * 121, True), ([area(15, 1, 6)] * 121, False),
        ([area(15, 15.1, 4)] * 121, False), ([area(15, 0, 4)] * 121, False),
        ([area(15, 1, 4)] * 120 + [area(15, 0, 4)], False), ([], False),
    ],
)  # fmt: skip
def test_more_than_120_bars_may_be_a_code(bars: list[Area], may: bool) -> None:
    page = Page(1, PAGE, areas=tuple(bars))
    assert qr_figures.may_hold_codes(page) is may


@pytest.mark.parametrize(("high", "may"), [(200, False), (300, False), (301, True), (500, True)])
def test_a_picture_of_nearly_a_whole_page_may_hold_a_code(high: float, may: bool) -> None:
    """A scan, or a page exported as a picture: more than 0.6 of the finished page."""
    page = Page(1, Box(0, 0, 900, 900), trim=PAGE, pictures=(picture(400, high),))
    assert qr_figures.may_hold_codes(page) is may
    assert not qr_figures.may_hold_codes(Page(1, None, pictures=(picture(400, high),)))
