"""Paper sizes, by the standards that fix them."""

from __future__ import annotations

import pytest

from zines.base.geometry import Size
from zines.base.paper import SIZES, name_of, size_named
from zines.base.problems import UsageError


def test_the_a_series_is_halved_from_one_square_metre() -> None:
    """ISO 216: A0 is 841 x 1189 mm; each next size is its half, rounded down to a millimetre."""
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


def test_sheets_are_a_centimetre_to_two_hundred_inches_a_side() -> None:
    """ISO 32000-1, annex C: a PDF page is at most 14,400 points long."""
    assert 14_400 / 72 * 25.4 == 5080
    assert size_named("10x5080mm") == Size(10, 5080)
    for name in ("9.9x100mm", "100x9.9mm", "5080.1x100mm", "100x5080.1mm"):
        with pytest.raises(UsageError, match="10 to 5080 mm"):
            size_named(name)


def test_a_size_that_is_like_none_is_told_with_an_example() -> None:
    with pytest.raises(UsageError, match="say a4 or"):
        size_named("enveloppe")
    with pytest.raises(UsageError, match="say letter or"):
        size_named("lettre")
