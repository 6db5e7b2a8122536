"""Warnings about the boxes of pages: broken boxes, and boxes that hide a part. Imports pikepdf.

Viewers show the CropBox, sheets the TrimBox (ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pikepdf
from pikepdf import Rectangle

from zines.base.language import tr_n
from zines.base.units import mm
from zines.pdf import page_boxes

#: A CropBox may be smaller than the trim by this much without a warning (mm).
_NOTHING = 1.0
#: Bleed, marks and colour bars reach at most this far beyond the trim (mm).
_MARKS = 25.0


def warnings(pdf: pikepdf.Pdf, chosen: Collection[int]) -> tuple[str, ...]:
    """Return the warnings about these pages (from 1), which must have a size.

    A press file, with a BleedBox within the page, declares what lies beyond it to be no art.
    """
    pages = list(pdf.pages)
    hidden: list[int] = []
    left_out: list[int] = []
    for number in sorted(set(chosen)):
        page = pages[number - 1].obj
        media = page_boxes.rectangle(page.get("/MediaBox"))
        crop, trim, bleed = (
            page_boxes.optional_box(page, key, media) for key in page_boxes.OPTIONAL_BOXES
        )
        shown = crop or media
        unit = page_boxes.user_unit(page) or 1.0
        if trim and crop and mm(_beyond(trim, crop) * unit) > _NOTHING:
            hidden.append(number)
        if bleed and _is_within(bleed, shown):
            continue
        if trim and mm(_beyond(shown, trim) * unit) > _MARKS:
            left_out.append(number)
    return (
        *warnings_of_ignored(pdf, chosen),
        *([_of_hidden(hidden)] if hidden else []),
        *([_of_left_out(left_out)] if left_out else []),
    )


def warnings_of_ignored(pdf: pikepdf.Pdf, chosen: Collection[int]) -> tuple[str, ...]:
    """Return only the warnings about entries that make no sense."""
    pages = list(pdf.pages)
    ignored: dict[str, list[int]] = {}
    for number in sorted(set(chosen)):
        page = pages[number - 1].obj
        if entries := ", ".join(_ignored(page, page_boxes.rectangle(page.get("/MediaBox")))):
            ignored.setdefault(entries, []).append(number)
    return tuple(_of_ignored(entries, numbers) for entries, numbers in ignored.items())


def _ignored(page: Any, media: Rectangle) -> list[str]:
    """Return the entries of a page that make no sense."""
    boxes = [key for key in page_boxes.OPTIONAL_BOXES if page.get(key) is not None]
    found = [key for key in boxes if page_boxes.optional_box(page, key, media) is None]
    if page_boxes.quarter_turns(page) is None:
        found.append("/Rotate")
    if page_boxes.user_unit(page) is None:
        found.append("/UserUnit")
    return [key[1:] for key in found]


def _beyond(box: Rectangle, other: Rectangle) -> float:
    """Return how far a box extends beyond another, on the side where it extends most."""
    return max(other.llx - box.llx, other.lly - box.lly, box.urx - other.urx, box.ury - other.ury)


def _is_within(box: Rectangle, other: Rectangle) -> bool:
    """Return whether a box keeps off all sides of another."""
    return _beyond(box, other) < 0


def _of_ignored(entries: str, numbers: list[int]) -> str:
    return tr_n(
        "page {first}: its {entries} makes no sense and is left out, as viewers do: see whether "
        "the page is as large, and stands, as it should",
        "{count} pages from page {first} on: their {entries} makes no sense and is left out, as "
        "viewers do: see whether the pages are as large, and stand, as they should",
        len(numbers),
        first=numbers[0],
        entries=entries,
    )


def _of_hidden(numbers: list[int]) -> str:
    return tr_n(
        "page {first}: the sheets show what its CropBox hides on a screen, since its TrimBox is "
        "larger: print the file to a PDF first, and take that one, if it is to stay hidden",
        "{count} pages from page {first} on: the sheets show what their CropBox hides on a screen, "
        "since their TrimBox is larger: print the file to a PDF first, and take that one, if it is "
        "to stay hidden",
        len(numbers),
        first=numbers[0],
    )


def _of_left_out(numbers: list[int]) -> str:
    return tr_n(
        "page {first}: a screen shows more than its TrimBox, which is all that the sheets show: "
        "print the file to a PDF first, and take that one, if the rest is to be there",
        "{count} pages from page {first} on: a screen shows more than their TrimBox, which is all "
        "that the sheets show: print the file to a PDF first, and take that one, if the rest is to "
        "be there",
        len(numbers),
        first=numbers[0],
    )
