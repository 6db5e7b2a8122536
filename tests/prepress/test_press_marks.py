"""Marks around a page for a print shop, by their measures in mm."""

from __future__ import annotations

import re

import pytest

from zines.base.units import mm, pt
from zines.prepress import press_marks

#: A5 with 3 mm of bleed, in points: left, bottom, right, top; not at the same distance from 0.
TRIM = [pt(edge) for edge in (13, 43, 161, 253)]
BLEED = [pt(edge) for edge in (10, 40, 164, 256)]
COLOUR = "/EveryPlate CS 1 SCN"
LINE = re.compile(r"(\S+) (\S+) m (\S+) (\S+) l S")

Line = tuple[float, ...]


def lines_of(*marks: str) -> set[Line]:
    """Return the straight lines in mm, each from its lower left end."""
    drawn = press_marks.drawn(marks, TRIM, BLEED, COLOUR).decode()
    return {
        (*first, *second)
        for found in LINE.finditer(drawn)
        for numbers in [[round(mm(float(one)), 2) for one in found.groups()]]
        for first, second in [sorted((tuple(numbers[:2]), tuple(numbers[2:])))]
    }


def test_crop_marks_stand_at_the_four_corners_outside_the_bleed() -> None:
    """A mark within the bleed would be printed on a piece that is cut a millimetre off."""
    upright = {(x, y, x, y + 5) for x in (13, 161) for y in (34, 257)}
    level = {(x, y, x + 5, y) for x in (4, 165) for y in (43, 253)}
    assert lines_of("crop") == upright | level


def test_registration_marks_stand_at_the_middle_of_each_side() -> None:
    """Plates are aligned by the same cross on all of them; its circle shows the direction."""
    middles = [(87, 36), (87, 260), (6, 148), (168, 148)]
    level = {(x - 2.5, y, x + 2.5, y) for x, y in middles}
    upright = {(x, y - 2.5, x, y + 2.5) for x, y in middles}
    assert lines_of("registration") == {*level, *upright}
    drawn = press_marks.drawn(("registration",), TRIM, BLEED, COLOUR).decode()
    starts = re.findall(r"(\S+) (\S+) m \S+ \S+ \S+ \S+ \S+ \S+ c", drawn)
    assert [tuple(round(mm(float(one)), 2) for one in start) for start in starts] == [
        (x + 1.5, y) for x, y in middles
    ]
    # A path that is not stroked is not seen.
    assert drawn.count(" c S") == 4


@pytest.mark.parametrize("marks", [(), ("crop",), ("registration",), ("crop", "registration")])
def test_marks_fit_in_their_room_and_leave_no_trace_in_the_page(marks: tuple[str, ...]) -> None:
    assert [mm(edge) for edge in press_marks.with_room(BLEED)] == pytest.approx([2, 32, 172, 264])
    drawn = press_marks.drawn(marks, TRIM, BLEED, COLOUR).decode()
    # The thinnest line that newsprint keeps (assets/printers/newsprint.yaml).
    assert drawn.startswith(f"q {COLOUR} 0.5 w") and drawn.endswith(" Q")
    assert drawn.count("q ") == 1
    assert len(lines_of(*marks)) == 8 * len(marks)
