"""QR codes, checked with an independent decoder and the measures of the standard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from tests.helpers import decoded
from zines.base.problems import ProblemError
from zines.composition.qr import Code, encode

#: ISO/IEC 18004, 9.1: number of light modules that a code needs on each side.
QUIET_ZONE = 4
#: In simulated photographs of office prints, 73 % of the codes were read with modules of 0.51 mm,
#: 99 % with 0.57 mm and more; docs/preflight.md requires the same of any PDF.
SMALLEST_MODULE_MM = 0.6


def painted(code: Code, module: int = 6) -> Image.Image:
    side = (code.modules + 2 * QUIET_ZONE) * module
    picture = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(picture)
    for x, y, length in code.runs:
        left, top = (x + QUIET_ZONE) * module, (y + QUIET_ZONE) * module
        draw.rectangle((left, top, left + length * module - 1, top + module - 1), fill=0)
    return picture


@settings(max_examples=25)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789/-._~?=&%é", max_size=150))
def test_what_is_drawn_is_the_address(path: str) -> None:
    address = f"https://exemple.fr/{path}"
    assert decoded(painted(encode(address, 300))) == [address]


@pytest.mark.parametrize(
    ("distance", "side"), [(300, 30), (304.8, 30.48), (500, 50), (200, 20), (100, 20)]
)
def test_the_side_is_a_tenth_of_the_distance_and_never_under_20_mm(
    distance: float, side: float
) -> None:
    assert encode("https://exemple.fr/", distance).side_mm == side


def test_long_addresses_get_wider_rather_than_finer() -> None:
    code = encode("https://exemple.fr/" + "a" * 300, 300)
    # The side is not rounded down to 0.05 mm: each module would be too small.
    assert code.side_mm == pytest.approx(code.modules * SMALLEST_MODULE_MM, abs=1e-6)


#: ISO/IEC 18004, table 7: bytes in version 10 at level M (271 at level L).
LEVEL_M = 213
VERSION_10 = 57


def test_codes_are_of_level_m() -> None:
    start = "https://exemple.fr/"
    assert encode(start + "é" * ((LEVEL_M - len(start)) // 2), 300).modules == VERSION_10
    assert encode(start + "é" * ((LEVEL_M - len(start)) // 2 + 1), 300).modules > VERSION_10


def test_an_address_that_no_code_can_hold_is_told() -> None:
    with pytest.raises(ProblemError) as caught:
        encode("https://exemple.fr/" + "é" * 1200, 300)
    assert caught.value.problems[0].code == "qr-too-long"
