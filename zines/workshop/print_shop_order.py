"""The order that goes to the print shop with a press file: its data; its words are a layout's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from zines.base.geometry import Size
from zines.base.limits import MOST_STITCHED_PAGES
from zines.base.manifest_entry import FileEntry
from zines.base.paper import SIZES, name_of
from zines.base.printing import Printer
from zines.composition import request
from zines.composition.request import Request

#: What the manifest says of an order.
ENTRY: FileEntry = {"role": "order", "ink": "black", "trim_mm": [210, 297], "pages": 1}


class PageSize(TypedDict):
    """One finished size (mm), its name where it has one, and the numbers of the pages of it."""

    width: float
    height: float
    paper: str
    pages: list[int]


class OrderFields(TypedDict):
    """The fields of layouts/_order: what a print shop asks about a press file."""

    piece: str
    sizes: list[PageSize]
    bleed_mm: float
    #: Names of printer's marks, as in the printer's file: ``crop``, ``registration``.
    marks: list[str]
    pages: int
    #: ``colour`` or ``black``.
    ink: str
    #: A key of the bindings of layouts/_order.
    binding: str
    standard: str
    condition: str
    #: None where there is only black.
    total_ink_percent: float | None
    #: Whether the law asks for tinted paper: a poster in black (law.OFFICIAL_NOTICES).
    tinted_paper: bool


def order_request(
    title: str,
    date: str,
    entry: FileEntry,
    schemas: Sequence[str],
    printer: Printer,
    *,
    posted: bool,
) -> Request:
    """Return the request for the order that goes with a press file, whose entry is ``entry``.

    ``schemas`` are the impositions by which the same pages are printed on sheets: they say how the
    piece is bound. ``posted``: it is put up on walls.
    """
    black = entry["ink"] == "black"
    fields: OrderFields = {
        "piece": title,
        "sizes": _sizes(entry),
        "bleed_mm": entry["bleed_mm"],
        "marks": list(printer.marks),
        "pages": entry["pages"],
        "ink": entry["ink"],
        "binding": _binding(entry["pages"], schemas),
        "standard": printer.standard,
        "condition": printer.condition.name,
        "total_ink_percent": None if black else printer.total_ink_percent,
        "tinted_paper": black and posted,
    }
    return request.own_page("_order", title, date, {**fields})


def _sizes(entry: FileEntry) -> list[PageSize]:
    """Return the finished sizes of a press file, in the order of the pages that they appear on."""
    if "trim_mm" in entry:
        width, height = entry["trim_mm"]
        pages = list(range(1, entry["pages"] + 1))
        name = name_of(Size(width, height))
        paper = name if name.lower() in SIZES else ""
        return [{"width": width, "height": height, "paper": paper, "pages": pages}]
    sizes: dict[tuple[float, float], PageSize] = {}
    for number, (width, height) in enumerate(entry["page_mm"], 1):
        new: PageSize = {"width": width, "height": height, "paper": "", "pages": []}
        sizes.setdefault((width, height), new)["pages"].append(number)
    return list(sizes.values())


def _binding(pages: int, schemas: Sequence[str]) -> str:
    if pages == 1:
        return "single-page"
    if pages == 2:
        return "single-leaf"
    if "saddle-stitch" in schemas and pages <= MOST_STITCHED_PAGES and pages % 4 == 0:
        return "saddle-stitch"
    if pages <= MOST_STITCHED_PAGES:
        return "corner-staple"
    return "glued"
