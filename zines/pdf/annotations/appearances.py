"""Where the look of an annotation comes to lie (ISO 32000-1, 12.5.5). Names pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Matrix

from zines.pdf.geometry import matrix_of, transformed
from zines.pdf.opening.safe_get import box, get, numbers


def matrix(annotation: Any, appearance: pikepdf.Stream) -> Matrix | None:
    """Return what brings the box of an appearance into its rectangle; None where either has none.

    It comes after the matrix of the appearance itself.
    """
    rectangle, bounds = box(get(annotation, "/Rect")), box(get(appearance, "/BBox"))
    if rectangle is None or bounds is None:
        return None
    around = transformed(bounds, matrix_of(numbers(get(appearance, "/Matrix"))))
    if not around.has_area:
        return None
    wide, high = rectangle.width / around.width, rectangle.height / around.height
    left, bottom = rectangle.left - wide * around.left, rectangle.bottom - high * around.bottom
    return Matrix(wide, 0, 0, high, left, bottom)
