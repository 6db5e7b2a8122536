"""Light and contrast of colours, and what identifies a picture."""

from __future__ import annotations

import hashlib

import pytest

from zines.base import pictures

WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


def test_the_least_contrasts_are_those_of_wcag() -> None:
    """WCAG 2.2, 1.4.3: 4.5:1; 3:1 for large text, and 1.4.11 for drawings."""
    assert (pictures.LEAST_CONTRAST, pictures.LEAST_LARGE_CONTRAST) == (4.5, 3.0)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        (BLACK, 21),
        (WHITE, 1),
        # The lightest grey that is allowed on white is well known as #767676: 4.54:1.
        ((0x76 / 255,) * 3, 4.54),
        ((1.0, 0.0, 0.0), 4.0),
        ((0.0, 1.0, 0.0), 1.37),
        ((0.0, 0.0, 1.0), 8.59),
    ],
)
def test_the_contrast_to_white(colour: tuple[float, ...], expected: float) -> None:
    assert pictures.ratio(colour, WHITE) == pytest.approx(expected, abs=0.005)
    assert pictures.ratio(WHITE, colour) == pictures.ratio(colour, WHITE)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (0.04, 0.003096), (0.5, 0.214041), (0.05, 0.003935), (1, 1)]
)
def test_light_of_a_channel(value: float, expected: float) -> None:
    """IEC 61966-2-1: a straight line near black, then a power."""
    assert pictures.linear(value) == pytest.approx(expected, abs=1e-6)


def test_a_picture_is_identified_by_its_size_and_its_pixels() -> None:
    """Six pixels can be two rows of three or three rows of two."""
    whole = pictures.fingerprint(3, 2, b"abcdef")
    assert whole == hashlib.sha256(b"3 2 abcdef").hexdigest()
    assert pictures.fingerprint(3, 2, iter([b"abc", b"def"])) == whole
    others = [(2, 3, b"abcdef"), (3, 2, b"abcdeg"), (32, 1, b"abcdef")]
    assert whole not in {pictures.fingerprint(*other) for other in others}
