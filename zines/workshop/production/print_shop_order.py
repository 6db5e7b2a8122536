"""The data of the order that goes to the print shop with a press file; a layout has its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from zines.base.geometry import Size
from zines.base.limits import MOST_STITCHED_PAGES
from zines.base.manifest_entry import FileEntry
from zines.base.outputs import of_format, outputs_of
from zines.base.paper import SIZES, name_of
from zines.base.printing import DEFAULT
from zines.composition import request
from zines.composition.request import Request
from zines.manuscript.groups.organisation import Organisation
from zines.manuscript.text import characters
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.group_fields import printer_of
from zines.workshop.production.planned_files import PlannedFile

#: The manifest keys of an order.
ENTRY: FileEntry = {"role": "order", "ink": "black", "trim_mm": [210, 297], "pages": 1}

#: Impositions whose pieces are one sheet that is folded and not bound.
_OF_ONE_SHEET = ("leaflet", "one-sheet-zine", "one-sheet-zine-16")


class PageSize(TypedDict):
    """One trim size in mm, its name if it has one, and the numbers of the pages with this size."""

    width: float
    height: float
    paper: str
    pages: list[int]


class OrderFields(TypedDict):
    """The fields of layouts/_order: what a print shop needs to know about a press file."""

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
    #: None for a file with black only.
    total_ink_percent: float | None
    #: Whether the law requires tinted paper: a poster in black (law.OFFICIAL_NOTICES).
    tinted_paper: bool
    #: The answers filled in: an empty text becomes a line to write on, an empty ``finish`` is
    #: replaced by what the binding needs.
    quantity: str
    paper: str
    finish: str
    delivery: str
    contact: str
    printer: str


def order_request(planned: PlannedFile, entry: FileEntry, equipment: Equipment) -> Request:
    """Return the request for the order that goes with a press file; ``entry`` is that of the file.

    The impositions of the same pages on sheets decide how the piece is bound.
    """
    document, copies = planned.document, planned.options.copies
    group, printer = equipment.organisation, equipment.printer
    order = group.order
    black = entry["ink"] == "black"
    tinted = black and document.layout.is_poster
    fields: OrderFields = {
        "piece": document.title,
        "sizes": _sizes(entry),
        "bleed_mm": entry["bleed_mm"],
        "marks": list(printer.marks),
        "pages": entry["pages"],
        "ink": entry["ink"],
        "binding": _binding(entry["pages"], _usual_schemas(planned)),
        "standard": printer.standard,
        "condition": printer.condition.name,
        "total_ink_percent": None if black else printer.total_ink_percent,
        "tinted_paper": tinted,
        "quantity": f"{copies}" if copies else order.get("quantity", ""),
        # (``tinted_paper`` states the colour that the law requires.)
        "paper": order.get("paper") or ("" if tinted else _usual_paper(planned)),
        "finish": order.get("finish", ""),
        "delivery": order.get("delivery", ""),
        "contact": order.get("contact") or _contact(group),
        "printer": _shop(group),
    }
    return request.own_page("_order", document.title, document.date, {**fields})


def _usual_paper(planned: PlannedFile) -> str:
    """Return the layout's paper for the default printer; empty for another printer or profile."""
    options = planned.options
    usual = options.printer == DEFAULT and options.icc is None
    return planned.document.layout.paper if usual else ""


def _usual_schemas(planned: PlannedFile) -> list[str]:
    """Return the impositions of the sheets of the layout without ``--role``."""
    layout = planned.document.layout
    outputs = of_format(layout.outputs, planned.document.format)
    usual, _ = outputs_of(outputs, 0, replace(planned.options, roles=()))
    return [one.imposition.get("schema", "") for one in usual]


def _contact(group: Organisation) -> str:
    """Return the contact in one line: the group's name, telephone and e-mail."""
    known = group.fields
    if "name" not in known:
        return ""
    mail = "".join(known["email"]["segments"]) if "email" in known else ""
    parts = (characters(known["name"]), known.get("phone", ""), mail)
    return ", ".join(filter(None, parts))


def _shop(group: Organisation) -> str:
    shop = printer_of(group.fields.get("printed_by"), "press")
    return ", ".join([characters(shop["name"]), *shop["address"]]) if shop else ""


def _sizes(entry: FileEntry) -> list[PageSize]:
    """Return the trim sizes of a press file, in the order in which pages have them."""
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
    if any(schema in _OF_ONE_SHEET for schema in schemas):
        return "folded-sheet"
    if "saddle-stitch" in schemas and pages <= MOST_STITCHED_PAGES and pages % 4 == 0:
        return "saddle-stitch"
    if pages <= MOST_STITCHED_PAGES:
        return "corner-staple"
    return "glued"
