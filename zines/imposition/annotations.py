"""Annotations that print (stamps, notes, filled form fields) become part of their pages.

Terms are those of ISO 32000-1, 12.5: an annotation that is printed shows its normal appearance
stream (the entry N of its dictionary AP).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array

from zines.imposition.plan import ImpositionError
from zines.pdf.soundness import UNREADABLE

#: Flags of an annotation (ISO 32000-1, table 165).
_INVISIBLE, _HIDDEN, _PRINT = 1, 2, 4
#: Annotations that only work on a screen.
_ONLY_ON_SCREEN = ("/Link", "/Popup", "/Movie", "/Screen", "/Sound")
#: How deep fields of a form are looked for in one another; real forms have two or three levels.
_DEEPEST_FIELD = 32


def flatten(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], chosen: Sequence[int]) -> None:
    """Draw the annotations that print into the chosen pages (counted from 1); drop all others.

    Raises ImpositionError for an annotation that prints but has no appearance stream: only the
    program it comes from can draw it.
    """
    printed: dict[int, list[Any]] = {}
    for number in set(chosen):
        try:
            listed = [one for one in _annotations(pages[number - 1]) if _prints(one)]
            drawable = all(_has_appearance_stream(one) or _is_empty_field(one) for one in listed)
        except UNREADABLE as error:
            raise ImpositionError(f"the annotations of page {number} cannot be read") from error
        if not drawable:
            raise ImpositionError(
                f"page {number} has a note or a filled field that is to be printed, but not how it "
                "looks: print the file to a PDF first, and take that one"
            )
        if listed:
            printed[number] = listed
    if printed:
        try:
            _draw(pdf, pages, printed)
        except UNREADABLE as error:
            raise ImpositionError(
                "its annotations cannot be drawn: print the file to a PDF first"
            ) from error
    _remove(pages)


def _draw(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], printed: dict[int, list[Any]]) -> None:
    _remove(pages)
    for number, listed in printed.items():
        pages[number - 1].obj.Annots = Array(listed)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        # Each has an appearance stream of its own: none is to be made up from a value.
        del form["/NeedAppearances"]
    pdf.flatten_annotations("print")


def _remove(pages: Sequence[pikepdf.Page]) -> None:
    for page in pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]


def _annotations(page: pikepdf.Page) -> list[Any]:
    listed = page.obj.get("/Annots")
    if listed is None:
        return []
    if not isinstance(listed, Array):
        raise ValueError("not a list of annotations")
    return [one for one in listed if isinstance(one, pikepdf.Dictionary)]


def _prints(annotation: pikepdf.Dictionary) -> bool:
    flags = annotation.get("/F", 0)
    if not isinstance(flags, int):
        raise ValueError("flags are not a number")
    if flags & (_INVISIBLE | _HIDDEN) or not flags & _PRINT:
        return False
    return annotation.get("/Subtype") not in _ONLY_ON_SCREEN


def _has_appearance_stream(annotation: pikepdf.Dictionary) -> bool:
    appearance = annotation.get("/AP")
    return isinstance(appearance, pikepdf.Dictionary) and "/N" in appearance


def _is_empty_field(annotation: pikepdf.Dictionary) -> bool:
    """Tell whether an annotation is a form field without a value: it has nothing to show."""
    if annotation.get("/Subtype") != "/Widget":
        return False
    field: Any = annotation
    for _ in range(_DEEPEST_FIELD):
        if not isinstance(field, pikepdf.Dictionary):
            break
        if "/V" in field:
            return not str(field.V)
        field = field.get("/Parent")
    return True
