"""How annotations look on paper (ISO 32000-1, 12.5.5). Names pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Matrix

from zines.pdf.geometry import matrix_of, transformed
from zines.pdf.safe_get import box, get, name, number, numbers

#: Flags of an annotation (ISO 32000-1, table 165).
_INVISIBLE, _HIDDEN, _PRINT = 1, 2, 4
#: Annotations that only work on a screen.
_ONLY_ON_SCREEN = ("Link", "Popup", "Movie", "Screen", "Sound")


def printed(annotation: Any) -> pikepdf.Stream | None:
    """Return the appearance that an annotation prints, None for one that prints none."""
    flags = int(number(get(annotation, "/F")))
    if flags & (_INVISIBLE | _HIDDEN) or not flags & _PRINT:
        return None
    if name(get(annotation, "/Subtype")) in _ONLY_ON_SCREEN:
        return None
    appearance = get(get(annotation, "/AP"), "/N")
    if not isinstance(appearance, pikepdf.Stream):
        appearance = get(appearance, f"/{name(get(annotation, '/AS')) or 'Off'}")
    return appearance if isinstance(appearance, pikepdf.Stream) else None


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
