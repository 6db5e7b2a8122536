"""Marks as drawn, read from the content streams of sheets, in points."""

from __future__ import annotations

import re

import pytest

from tests.imposition.pdfs import A5, imposed, page_contents, pages
from zines.base.geometry import Size
from zines.base.units import pt
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Mark
from zines.imposition.plans.request import ImpositionRequest

NUMBER = r"(-?[\d.]+)"
LINE = re.compile(f"{NUMBER} {NUMBER} m {NUMBER} {NUMBER} l")


def lines_of(mark: Mark) -> list[tuple[float, ...]]:
    """Return the lines of a mark in points; a registration mark is a cross in its box."""
    (x0, y0), (x1, y1) = (tuple(map(pt, point)) for point in (mark.start, mark.end))
    if mark.kind != "registration":
        return [(x0, y0, x1, y1)]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return [(x0, y, x1, y), (x, y0, x, y1)]


@pytest.mark.parametrize("kind", ["crop", "fold", "cut", "registration"])
def test_every_mark_of_a_plan_is_drawn_and_nothing_else(kind: str) -> None:
    request = ImpositionRequest("saddle-stitch", Size(420, 297), marks=(kind,))
    plan = planning.plan([A5] * 8, request)
    for content, side in zip(
        page_contents(imposed(pages(8, A5), request)), plan.sides, strict=True
    ):
        drawn = [tuple(map(float, found)) for found in LINE.findall(content.decode())]
        expected = [line for mark in side.marks for line in lines_of(mark)]
        assert len(drawn) == len(expected) > 0
        for one, other in zip(drawn, expected, strict=True):
            assert one == pytest.approx(other, abs=1e-3)


def test_lines_are_black_and_thick_enough_to_print_and_told_apart() -> None:
    """Lines below 0.25 pt do not print; folds and cuts are dashed, crop marks are not."""
    dashes = {}
    for kind in ("crop", "fold", "cut", "registration"):
        request = ImpositionRequest("saddle-stitch", Size(420, 297), marks=(kind,))
        content = page_contents(imposed(pages(8, A5), request))[0].decode()
        assert "0 0 0 1 K" in content
        count = len(re.findall(r" S$", content, re.MULTILINE))
        styles = re.findall(rf"{NUMBER} w (\[.*?\]) 0 d", content)
        assert len(styles) == count > 0
        assert all(float(width) >= 0.25 for width, _ in styles)
        dashes[kind] = {dash for _, dash in styles}
    assert dashes["crop"] == dashes["registration"] == {"[]"}
    assert dashes["fold"] != dashes["cut"] and "[]" not in dashes["fold"] | dashes["cut"]


def test_a_registration_mark_has_a_ring_around_its_middle() -> None:
    """The ring begins at the right, at 0.6 of the arms of the cross, which are 2.5 mm long."""
    request = ImpositionRequest("saddle-stitch", Size(420, 297), marks=("registration",))
    content = page_contents(imposed(pages(8, A5), request))[0].decode()
    side = planning.plan([A5] * 8, request).sides[0]
    rings = [
        tuple(map(float, found))
        for found in re.findall(f"{NUMBER} {NUMBER} m {NUMBER} \\S+ \\S+ \\S+ \\S+ \\S+ c", content)
    ]
    assert len(rings) == len(side.marks)
    for (x, y, _), mark in zip(rings, side.marks, strict=True):
        middle = [pt((a + b) / 2) for a, b in zip(mark.start, mark.end, strict=True)]
        assert (x, y) == pytest.approx((middle[0] + pt(1.5), middle[1]), abs=1e-3)


def test_a_hole_is_as_wide_as_its_mark() -> None:
    """The ring begins at the right: half of the width of the mark from its middle."""
    request = ImpositionRequest("stab", Size(297, 210), holes=3, marks=("holes",))
    content = page_contents(imposed(pages(2, A5), request))[0].decode()
    holes = planning.plan([A5] * 2, request).sides[0].marks
    rings = re.findall(f"{NUMBER} {NUMBER} m {NUMBER} \\S+ \\S+ \\S+ \\S+ \\S+ c", content)
    assert len(rings) == len(holes) > 0
    for (x, y, _), mark in zip(rings, holes, strict=True):
        right = max(mark.start[0], mark.end[0])
        assert (float(x), float(y)) == pytest.approx(
            (pt(right), pt((mark.start[1] + mark.end[1]) / 2)), abs=1e-3
        )


def test_without_marks_none_are_drawn() -> None:
    request = ImpositionRequest("saddle-stitch", Size(420, 297))
    for content in page_contents(imposed(pages(8, A5), request)):
        assert b" K" not in content and b" S" not in content
