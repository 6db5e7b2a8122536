"""Position of the appearance of an annotation (ISO 32000-1, 12.5.5). Imports pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Matrix

from zines.pdf.geometry import matrix_of, transformed
from zines.pdf.opening.safe_get import box, get, numbers


def matrix(annotation: Any, appearance: pikepdf.Stream) -> Matrix | None:
    """Return the matrix from the box of an appearance to its rectangle; None without either.

    It applies after the matrix of the appearance itself.
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
