"""On a risograph, the first drum prints small type: other inks are too bright for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from tests.helpers import add, example_of, grey_pictures, printed, small_project

#: Less is small type (pt): 4.5:1 on paper (WCAG 2.2, 1.4.3), and red has 3.5:1.
LARGE = 16.9
#: Ink, not a tint: a level of grey.
DARK = 110
#: Dots a point.
SCALE = 2


def ink(plate: Image.Image, box: Sequence[float]) -> float:
    """Return the part of a box that has ink on a plate, 0 to 1; the box is in pt from below."""
    left, bottom, right, top = (side * SCALE for side in box)
    high = plate.height
    part = plate.crop((int(left), int(high - top), int(right) + 1, int(high - bottom) + 1))
    levels = part.histogram()
    return sum(levels[:DARK]) / max(1, sum(levels))


@pytest.mark.parametrize("layout", ["tract", "leaflet"])
def test_small_type_is_of_the_first_drum(layout: str, tmp_path: Path) -> None:
    """Before, labels of 9 pt were pale in red, and invisible in yellow."""
    project = small_project(tmp_path)
    file = add(project, "essais/essai", example_of(layout).read_text("utf-8"))
    report = printed(project, str(file), ink="riso")
    assert not report.problems, report.problems
    first, second = (
        next(report.out / one["path"] for one in report.made[0].files if end in str(one["path"]))
        for end in ("-1-noir", "-2-rouge")
    )
    pale = []
    dots = 72 * SCALE
    with pdfium.PdfDocument(first) as pages:
        plates = zip(pages, grey_pictures(first, dots), grey_pictures(second, dots), strict=True)
        for number, (page, black, colour) in enumerate(plates, 1):
            words, origin = page.get_textpage(), page.get_mediabox()[:2] * 2
            for one in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT], textpage=words):
                box = [side - start for side, start in zip(one.get_bounds(), origin, strict=True)]
                turn = one.get_matrix()
                size = one.get_font_size() * max(abs(turn.d), abs(turn.b))
                # (Type on a ground of the second drum is white. Arrows are not words.)
                if not any(sign.isalpha() for sign in one.extract()):
                    continue
                if size < LARGE and ink(black, box) < 0.01 and 0.02 < ink(colour, box) < 0.5:
                    pale.append((number, size, one.extract()))
    assert not pale
