"""Pictures with too few pixels for the size in which they are printed."""

from __future__ import annotations

import pytest

from zines.base.problems import Severity
from zines.prepress.pictures.resolution import Placed, problems

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def placed(dpi: float, page: int = 1, fingerprint: str = "f", height: float = 25.4) -> Placed:
    return Placed(page, fingerprint, (round(dpi), round(dpi)), (25.4, height))


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [(300, None), (225, None), (224, WARNING), (150, WARNING), (149, ERROR), (20, ERROR)],
)
def test_under_225_dpi_a_picture_is_not_sharp_and_under_150_it_shows_pixels(
    dpi: float, expected: Severity | None
) -> None:
    """Print shops ask for 300 and accept 225 (docs/preflight.md)."""
    assert [one.severity for one in problems([placed(dpi)], {})] == ([expected] if expected else [])


def test_the_message_says_what_it_has_and_what_it_needs() -> None:
    one = Placed(3, "f", (70, 100), (20, 30))
    (problem,) = problems([one], {"f": "logo.png"}, "a.yaml")
    assert problem.message == (
        "'logo.png' on page 3 is printed 20 x 30 mm with 70 x 100 pixels: 85 dpi"
    )
    assert problem.hint == (
        "it needs 178 x 266 pixels (225 dpi), 119 x 178 at the very least; or use an SVG"
    )
    assert (problem.code, problem.path) == ("picture-resolution", "a.yaml")
    assert "'a picture inside a drawing'" in problems([one], {}, "a.yaml")[0].message


def test_the_worse_direction_counts() -> None:
    """A picture that is stretched in one direction shows its pixels in that direction."""
    assert placed(300, height=50.8).dpi == 150
    assert Placed(1, "f", (100, 100), (0, 10)).dpi == 0


def test_each_picture_is_told_once_where_it_is_largest() -> None:
    several = [placed(200, 1), placed(100, 2), placed(120, 3), placed(200, 4, "g"), placed(300, 5)]
    found = problems(several, {"f": "a.png", "g": "b.png"})
    assert [(one.message.split(" is ")[0], one.severity) for one in found] == [
        ("'a.png' on page 2", ERROR),
        ("'b.png' on page 4", WARNING),
    ]
