"""Drawings of recipes are readable: no line crosses a page number, no sheet is half empty."""

from __future__ import annotations

import ctypes
import itertools
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.layouts.test_recipe_words import A4, A5, CASES, Case, name_of, recipe
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.base.units import mm, pt
from zines.workshop.production import recipe_pages

#: The width (pt) of lines to cut or fold and of arrows (``bold`` in _recipe/perspective.typ).
BOLD = 2.6
MORE: list[Case] = [
    ("cards", 20, Size(85, 55), A4, {}),
    ("saddle-stitch", 8, A5, A4, {"two_passes": "reversed"}),
    ("octavo", 20, SIZES["a6"], SIZES["a2"], {"cover": True, "two_passes": "reversed"}),
    ("tiles", 1, A4, A4, {"poster": SIZES["a2"]}),
]
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def points_of(item: Any) -> list[Point]:
    """Return the points of a path in the coordinates of the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for number in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        found.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
    return found


def drawn(page: bytes) -> tuple[list[list[Point]], list[Box]]:
    """Return the bold lines, and the boxes of turned or skewed text (page numbers in perspective).

    All coordinates are in pt on the page.
    """
    lines, numbers = [], []
    width = ctypes.c_float()
    with pypdfium2.PdfDocument(page) as pdf:
        for item in pdf[0].get_objects():
            if item.type == pdfium.FPDF_PAGEOBJ_PATH:
                pdfium.FPDFPageObj_GetStrokeWidth(item, width)
                if abs(width.value - BOLD) < 0.01:
                    lines.append(points_of(item))
            elif item.type == pdfium.FPDF_PAGEOBJ_TEXT:
                matrix = item.get_matrix()
                if abs(matrix.b) > 0.01 or abs(matrix.c) > 0.01:
                    numbers.append(item.get_bounds())
    return lines, numbers


def strikes(line: list[Point], box: Box) -> bool:
    """Return whether a line crosses a number; a fifth of its box on each side does not count.

    The box of a turned number is larger than its shape.
    """
    left, foot, right, top = box
    x, y = (right - left) / 5, (top - foot) / 5
    steps = [n / 50 for n in range(51)]
    return any(
        left + x < x0 + (x1 - x0) * at < right - x and foot + y < y0 + (y1 - y0) * at < top - y
        for (x0, y0), (x1, y1) in itertools.pairwise(line)
        for at in steps
    )


@pytest.mark.parametrize("case", CASES + MORE, ids=name_of)
def test_no_line_strikes_the_number_of_a_page(case: Case, typeset: recipe_pages.Typeset) -> None:
    lines, numbers = drawn(recipe(typeset, case).page)
    assert lines and numbers
    struck = [box for box in numbers for line in lines if strikes(line, box)]
    assert not struck


@pytest.mark.parametrize("case", CASES + MORE, ids=name_of)
def test_the_sheet_is_used_to_its_foot(case: Case, typeset: recipe_pages.Typeset) -> None:
    """It has one page, no empty strip of 1/7 of its height, and nothing in the margins."""
    with pypdfium2.PdfDocument(recipe(typeset, case).page) as pdf:
        assert len(pdf) == 1
        picture = pdf[0].render(scale=1).to_pil().convert("L")
    inked = picture.point(lambda value: 255 if value < 200 else 0)
    rows = [y for y in range(inked.height) if inked.crop((0, y, inked.width, y + 1)).getbbox()]
    gaps = [after - before for before, after in itertools.pairwise([0, *rows, picture.height])]
    assert max(gaps) < picture.height / 7
    box = inked.getbbox()
    assert box
    left, top, right, foot = box
    assert min(left, top, picture.width - right, picture.height - foot) > pt(10)
    assert mm(picture.height - foot) < 20
