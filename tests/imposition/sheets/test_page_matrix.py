"""The position of a page and its ink on a sheet; lengths in mm."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Rectangle

from zines.base.geometry import Placement, Rect, Size
from zines.base.units import mm, pt
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Slot
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets import page_matrix
from zines.pdf import page_boxes
from zines.pdf.page_boxes import PageBox

A5 = Size(148, 210)


def box(width: float, height: float, bleed: float = 0, rotate: int = 0, unit: float = 1) -> PageBox:
    side = pt(bleed) / unit
    outer = Rectangle(0, 0, pt(width) / unit + 2 * side, pt(height) / unit + 2 * side)
    inner = Rectangle(side, side, outer.urx - side, outer.ury - side)
    return PageBox(inner, outer, outer, rotate, unit)


def slot(trim: Rect, clip: Rect) -> Slot:
    return Slot(1, Placement(trim, 0), clip)


@pytest.mark.parametrize(
    ("clip", "inked"),
    [
        (Rect(10, 20, 100, 200), Rect(10, 20, 100, 200)),
        (Rect(0, 0, 300, 300), Rect(7, 17, 106, 206)),
        (Rect(50, 60, 20, 30), Rect(50, 60, 20, 30)),
        # Nothing of it is visible: beyond its right edge, above its top, below its bottom.
        (Rect(200, 20, 10, 200), Rect(200, 20, 0, 200)),
        (Rect(10, 300, 100, 10), Rect(10, 300, 100, 0)),
        (Rect(10, 0, 100, 5), Rect(10, 17, 100, 0)),
    ],
)
def test_ink_stays_in_its_slot_and_its_bleed(clip: Rect, inked: Rect) -> None:
    page = box(100, 200, bleed=3)
    place = slot(Rect(10, 20, 100, 200), clip)
    found = page_matrix.inked(place, page, page_matrix.placed(place, page))
    assert (found.x, found.y, found.width, found.height) == pytest.approx(
        (inked.x, inked.y, inked.width, inked.height)
    )


@pytest.mark.parametrize("unit", [1, 2])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(("width", "height"), [(154, 216), (216, 154)])
def test_an_a5_with_three_millimetres_around_it_is_one_with_bleed(
    width: float, height: float, rotate: int, unit: float
) -> None:
    """In each orientation and rotation, 3 mm are cut off on each side of the page."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(pt(width) / unit, pt(height) / unit))
        page.obj.Rotate, page.obj.UserUnit = rotate, unit
        (found,) = page_matrix.with_trims(pdf, page_boxes.boxes(pdf))
        assert sorted((found.size.width, found.size.height)) == pytest.approx([148, 210], abs=0.01)
        assert mm(found.trim.llx * unit) == pytest.approx(3, abs=0.01)
        assert mm(found.trim.lly * unit) == pytest.approx(3, abs=0.01)
        assert found.bleed == pytest.approx(3, abs=0.01)
        # Its own TrimBox takes precedence.
        page.obj.TrimBox = Array([0, 0, pt(width) / unit, pt(height) / unit])
        (found,) = page_matrix.with_trims(pdf, page_boxes.boxes(pdf))
        assert found.bleed == 0


@pytest.mark.parametrize(("bleed", "creep", "cut"), [(0, 2, False), (0.8, 0, True), (3, 0, True)])
def test_bleed_is_lost_only_where_there_is_some(bleed: float, creep: float, cut: bool) -> None:
    """Pages without bleed that creep over the spine lose only white; 0.5 mm does not count."""
    request = ImpositionRequest("saddle-stitch", Size(420, 297), creep=creep)
    plan = planning.plan([A5] * 8, request, bleed)
    assert bool(page_matrix.bleed_warnings(plan, [box(148, 210, bleed)] * 8)) is cut


def test_a_bleed_that_is_kept_is_not_lost() -> None:
    plan = planning.plan([A5], ImpositionRequest("repeat", Size(210, 297), up=1), 3)
    assert not page_matrix.bleed_warnings(plan, [box(148, 210, 3)])


def test_the_largest_bleed_is_planned_with() -> None:
    assert page_matrix.largest_bleed([box(100, 100, 1), box(100, 100, 4), box(100, 100)]) == (
        pytest.approx(4)
    )
