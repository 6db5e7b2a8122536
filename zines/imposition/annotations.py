"""Stamps, notes and filled form fields that are printed become part of their pages.

One of the modules of this station that name pikepdf.
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
#: What only works on a screen.
_FOR_SCREENS = ("/Link", "/Popup", "/Movie", "/Screen", "/Sound")


def flatten(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], chosen: Sequence[int]) -> None:
    """Draw the annotations that print into the chosen pages (counted from 1).

    Links, hidden annotations and those that do not print leave no trace. Raises ImpositionError
    for what is to be printed but has no appearance: only the program it comes from can draw it.
    """
    printed: dict[int, list[Any]] = {}
    for number in set(chosen):
        try:
            found = [one for one in pages[number - 1].obj.get("/Annots", ()) if _prints(one)]
        except UNREADABLE as error:
            raise ImpositionError(f"the annotations of page {number} cannot be read") from error
        if any(not _drawn(one) for one in found):
            raise ImpositionError(
                f"page {number} has a note or a filled field that is to be printed, but not how it "
                "looks: print the file to a PDF first, and take that one"
            )
        if found:
            printed[number] = found
    if not printed:
        _cleared(pages)
        return
    try:
        for number, page in enumerate(pages, 1):
            if number in printed:
                page.obj.Annots = Array(printed[number])
            elif "/Annots" in page.obj:
                del page.obj["/Annots"]
        # Each has an appearance of its own: no other is to be made up.
        if "/AcroForm" in pdf.Root and "/NeedAppearances" in pdf.Root.AcroForm:
            del pdf.Root.AcroForm["/NeedAppearances"]
        pdf.flatten_annotations("print")
        _cleared(pages)
    except UNREADABLE as error:
        raise ImpositionError(
            "its annotations cannot be drawn: print the file to a PDF first"
        ) from error


def _cleared(pages: Sequence[pikepdf.Page]) -> None:
    for page in pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]


def _prints(annotation: Any) -> bool:
    if not isinstance(annotation, pikepdf.Dictionary):
        return False
    flags = int(annotation.get("/F", 0))
    if flags & (_INVISIBLE | _HIDDEN) or not flags & _PRINT:
        return False
    return annotation.get("/Subtype") not in _FOR_SCREENS


def _drawn(annotation: Any) -> bool:
    """Tell whether an annotation says how it looks, or has nothing to show: an empty field."""
    if "/N" in annotation.get("/AP", pikepdf.Dictionary()):
        return True
    return bool(annotation.get("/Subtype") == "/Widget" and not _value(annotation))


def _value(annotation: Any) -> Any:
    holder = annotation
    for _ in range(32):
        if "/V" in holder:
            return str(holder.V)
        if "/Parent" not in holder:
            return ""
        holder = holder.Parent
    return ""
