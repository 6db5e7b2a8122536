"""Paper sizes match the standards that define them."""

from __future__ import annotations

import pytest

from zines.base.geometry import Size
from zines.base.paper import SIZES, as_named, name_of, size_named, within_bleed
from zines.base.problems import UsageError


def test_the_a_series_is_halved_from_one_square_metre() -> None:
    """ISO 216: A0 is 841 x 1189 mm; each next size is half of it, rounded down to 1 mm."""
    width, height = 841, 1189
    for number in range(7):
        assert SIZES[f"a{number}"] == Size(width, height)
        width, height = height // 2, width


def test_sheets_of_the_trade() -> None:
    # ISO 217: SRA3. ANSI/ASME Y14.1: letter is 8.5 x 11 inches.
    assert SIZES["sra3"] == Size(320, 450)
    letter = SIZES["letter"]
    assert (letter.width / 25.4, letter.height / 25.4) == pytest.approx((8.5, 11))
    assert name_of(Size(215.9, 279.4)) == "letter" and name_of(Size(450, 320)) == "SRA3"


def test_the_b_series_and_untrimmed_sheets() -> None:
    """ISO 216: B0 is 1000 x 1414 mm, halved like A0. ISO 217: each SRA is half the larger one."""
    width, height = 1000, 1414
    for number in range(7):
        if number >= 3:
            assert SIZES[f"b{number}"] == Size(width, height)
        width, height = height // 2, width
    assert [SIZES[f"sra{number}"].height for number in (1, 2, 4)] == [900, 640, 320]
    # ANSI/ASME Y14.1: B is 11 x 17 inches, in both orientations; a legal page is 8.5 x 14.
    for name, inches in (("tabloid", (11, 17)), ("ledger", (11, 17)), ("legal", (8.5, 14))):
        size = SIZES[name]
        assert (size.width / 25.4, size.height / 25.4) == pytest.approx(inches)
    assert name_of(Size(353, 250)) == "B4" and name_of(Size(279.4, 431.8)) == "tabloid"


def test_sheets_are_a_centimetre_to_two_hundred_inches_a_side() -> None:
    """ISO 32000-1, annex C: a PDF page is at most 14,400 points long."""
    assert 14_400 / 72 * 25.4 == 5080
    assert size_named("10x5080mm") == Size(10, 5080)
    for name in ("9.9x100mm", "100x9.9mm", "5080.1x100mm", "100x5080.1mm"):
        with pytest.raises(UsageError, match="10 to 5080 mm"):
            size_named(name)


@pytest.mark.parametrize(
    "typed", ["A4", " a 4 ", "210x297", "210 × 297 mm", "21x29,7cm", "21 x 29.7 CM", "210*297mm"]
)
def test_a_size_is_typed_in_many_ways(typed: str) -> None:
    """In France, A4 is known as 21 x 29,7."""
    assert size_named(typed) == Size(210, 297)


def test_a_size_that_is_like_none_is_told_with_an_example() -> None:
    with pytest.raises(UsageError, match="say a4 or"):
        size_named("enveloppe")
    with pytest.raises(UsageError, match="say letter or"):
        size_named("lettre")


#: Page sizes in points that programs write: Word, LibreOffice, whole points, pixels at 96 dpi.
WRITTEN = {
    "a4": [(595.32, 841.92), (595.304, 841.89), (595, 842), (596, 842), (595.5, 842.25)],
    "a5": [(419.52, 595.32), (420, 595), (419, 595), (420, 596)],
    "a6": [(298, 420), (297, 419), (297.6, 419.52)],
    "a3": [(841.92, 1190.52), (842, 1191), (842, 1190)],
    "letter": [(612, 792), (611.9, 792.1)],
}


@pytest.mark.parametrize(
    ("name", "points"), [(name, one) for name, ways in WRITTEN.items() for one in ways]
)
def test_what_programs_write_is_the_size_that_they_mean(
    name: str, points: tuple[float, float]
) -> None:
    width, height = (side * 25.4 / 72 for side in points)
    named = SIZES[name]
    for size, meant in ((Size(width, height), named), (Size(height, width), named.turned)):
        found = as_named(size)
        assert (found.width, found.height) == pytest.approx((meant.width, meant.height), abs=0.001)
        around = Size(size.width + 6, size.height + 6)
        assert within_bleed(around) == meant and as_named(around) == around


@pytest.mark.parametrize("name", SIZES)
def test_a_size_within_a_millimetre_of_a_named_one_is_that_one(name: str) -> None:
    named = SIZES[name]
    for off in ((1, -1), (-0.6, 0.3), (0.02, 0.01)):
        assert as_named(Size(named.width + off[0], named.height + off[1])) == named
    for off in ((1.1, 0), (0, -1.1)):
        other = Size(named.width + off[0], named.height + off[1])
        assert as_named(other) == other
        assert within_bleed(Size(other.width + 6, other.height + 6)) is None


def test_no_page_stands_for_two_sizes() -> None:
    """Named sizes, with or without bleed, differ by more than two millimetres."""
    # Tabloid and ledger are two names of the same paper.
    ways = [way for size in dict.fromkeys(SIZES.values()) for way in (size, size.turned)]
    ways += [Size(way.width + 6, way.height + 6) for way in ways]
    for one in ways:
        near = [
            other
            for other in ways
            if max(abs(one.width - other.width), abs(one.height - other.height)) <= 2.1
        ]
        assert near == [one]
