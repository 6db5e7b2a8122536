"""Drawing of annotations that print (stamps, notes, filled form fields) into their pages.

Terms are those of ISO 32000-1, 12.5: an annotation that is printed shows its normal appearance
stream (the entry N of its dictionary AP). A field without an appearance gets one from its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array

from zines.base.language import mark, on_pages, tr
from zines.base.problems import some_of
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.sheets.field_looks import FieldLooks
from zines.pdf.annotations.notes import INVISIBLE, Notes, look, state
from zines.pdf.annotations.shown_words import is_bare
from zines.pdf.opening.soundness import UNREADABLE
from zines.pdf.pdf_file import Annotation

_LOST = mark(
    "{names}: seen on a screen, but not marked to be printed, and not on the "
    "sheets: print the file to a PDF first if it is to be there"
)
_CUT = mark(
    "{names}: what is filled in does not fit, and is cut off at the edge: fill in "
    "less, or make the letters smaller or the field larger in the program it comes from"
)
_REMARKS = mark(
    "{names}: remarks for the screen, of which paper would only show a sign: they "
    "are not on the sheets"
)
_KEPT = mark(
    "{names}: may be printed as it looked before it was filled in: see whether "
    "its words are there; if not, print the file to a PDF first, and take that one"
)


def flatten(
    pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], chosen: Sequence[int], *, notes: bool = True
) -> None:
    """Draw the annotations that print into the contents of the chosen pages (counted from 1).

    Sheets take only the content of a page: what is not drawn is not on them. ``notes`` False draws
    none.

    Raises ImpositionError for an annotation that prints but has no appearance, and is neither a
    field that can get one nor a bare remark: only the program it comes from can draw it.
    """
    printed: dict[int, list[Any]] = {}
    reader, looks = Notes(pdf.Root), FieldLooks(pdf)
    for number in sorted(set(chosen)) if notes else []:
        try:
            listed = [(one, reader.read(one)) for one in _annotations(pages[number - 1])]
            printing = [
                (one, read) for one, read in listed if read.prints and not read.is_bare_remark
            ]
            unknown = [read for one, read in printing if not _ensure_look(one, read, looks)]
        except UNREADABLE as error:
            raise ImpositionError(
                tr("the annotations of page {number} cannot be read", number=number)
            ) from error
        if unknown:
            raise ImpositionError(
                tr(
                    "page {number} has a note or a filled field that is to be printed, but not how "
                    "it looks ({named}): print the file to a PDF first, and take that one, or "
                    "leave notes and fields out with --no-notes",
                    number=number,
                    named=_named(unknown),
                )
            )
        if drawn := [one for one, _ in printing if look(one) is not None]:
            for one in drawn:
                # The library would leave out what has the flag Invisible.
                one.F = int(one.F) & ~INVISIBLE
            printed[number] = drawn
    if printed:
        try:
            _draw(pdf, pages, printed)
        except UNREADABLE as error:
            raise ImpositionError(
                tr(
                    "its annotations cannot be drawn: print the file to a PDF first, or leave "
                    "notes and fields out with --no-notes"
                )
            ) from error


def unprinted(pdf: pikepdf.Pdf, chosen: Sequence[int]) -> tuple[str, ...]:
    """Return the warnings about what is in the chosen pages, but not on their sheets.

    Few programs draw a form in XFA alone: its pages only ask to wait (ISO 32000-1, 12.7.8). A page
    of a portfolio only says what it is (12.3.5).
    """
    pages, reader, looks = list(pdf.pages), Notes(pdf.Root), FieldLooks(pdf)
    warnings = []
    found: dict[str, list[int]] = {}
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form and not form.get("/Fields"):
        warnings.append(
            tr(
                "the file is a form in XFA, and its pages may only ask to wait: open it in a "
                "program that shows the form, and print it to a PDF first"
            )
        )
    if isinstance(pdf.Root.get("/Collection"), pikepdf.Dictionary):
        warnings.append(
            tr(
                "the file is a portfolio: the documents that it holds are not on the sheets: save "
                "them as files of their own, and take those"
            )
        )
    for number in sorted(set(chosen)):
        try:
            listed = [(one, reader.read(one)) for one in _annotations(pages[number - 1])]
            added = [(read, looks.add_look(one)) for one, read in listed if _needs_look(read)]
        except UNREADABLE:
            continue
        lost = [read for _, read in listed if read.is_lost_on_paper]
        remarks = [read for _, read in listed if read.prints and read.is_bare_remark]
        cut = [read for read, look in added if look.cut and read.filled]
        # Those whose look draws nothing are refused.
        kept = [read for read, look in added if not look.made]
        for names, message in ((lost, _LOST), (remarks, _REMARKS), (cut, _CUT), (kept, _KEPT)):
            if names:
                found.setdefault(tr(message, names=_named(names)), []).append(number)
    return (*warnings, *(on_pages(numbers, one) for one, numbers in found.items()))


def _named(notes: Sequence[Annotation]) -> str:
    return some_of(list(dict.fromkeys(one.label for one in notes)))


def _needs_look(read: Annotation) -> bool:
    return read.subtype == "Widget" and read.prints and not read.has_look


def _ensure_look(annotation: Any, read: Annotation, looks: FieldLooks) -> bool:
    """Return whether an annotation has an appearance, or is a field that just got one.

    An appearance that may lack what was filled in is better than none; `unprinted` reports it.
    """
    if not read.has_look:
        if _needs_look(read) and looks.add_look(annotation).made:
            return True
        shown = look(annotation)
        return shown is not None and not is_bare(shown)
    if "/AS" not in annotation and not isinstance(annotation.AP.N, pikepdf.Stream):
        # A box without a state of its own has that of its value.
        annotation.AS = state(annotation)
    return True


def _draw(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], printed: dict[int, list[Any]]) -> None:
    for number, page in enumerate(pages, 1):
        # The library would also draw what is in a hidden layer.
        page.obj.Annots = Array(printed.get(number, []))
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        # All have an appearance stream, so none has to be generated from a value.
        del form["/NeedAppearances"]
    pdf.flatten_annotations("print")


def _annotations(page: pikepdf.Page) -> list[Any]:
    listed = page.obj.get("/Annots")
    if listed is None:
        return []
    if not isinstance(listed, Array):
        raise ValueError("not a list of annotations")
    return [one for one in listed if isinstance(one, pikepdf.Dictionary)]
