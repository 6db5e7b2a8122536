"""Draws any plan. The only module of this station that names pikepdf."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.geometry import Placement
from zines.imposition.plan import Plan, Side
from zines.units import pt

#: What belongs to the reader's file and would be untrue on sheets.
_NOT_ON_SHEETS = (
    "/StructTreeRoot",
    "/MarkInfo",
    "/Outlines",
    "/Names",
    "/Dests",
    "/PageLabels",
    "/PageMode",
    "/OpenAction",
    "/Metadata",
    "/ViewerPreferences",
    "/AcroForm",
)
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def draw(pages: bytes, plan: Plan) -> pikepdf.Pdf:
    """Return the imposed sheets of a PDF whose pages have the plan's trim.

    Each page becomes a Form XObject once and is shared by its slots. Links and tags are dropped:
    they belong to reading order.
    """
    pdf = pikepdf.open(io.BytesIO(pages))
    forms = [_form(pdf, page) for page in pdf.pages]
    del pdf.pages[:]
    for sheet in plan.sheets:
        for side in (sheet.front, sheet.back):
            if side is not None:
                _add_side(pdf, plan, side, forms)
    for key in _NOT_ON_SHEETS:
        if key in pdf.Root:
            del pdf.Root[key]
    return pdf


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> tuple[Any, list[float]]:
    """Turn a page's content into a Form in place; returns it with the trim box in points."""
    page.contents_coalesce()
    form = page.obj.Contents
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = page.mediabox
    form.Resources = page.resources
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form, [float(edge) for edge in page.trimbox]


def _add_side(
    pdf: pikepdf.Pdf, plan: Plan, side: Side, forms: list[tuple[Any, list[float]]]
) -> None:
    box = Array([0, 0, round(pt(plan.sheet.width), 4), round(pt(plan.sheet.height), 4)])
    used = sorted({slot.page for slot in side.slots if slot.page is not None})
    content = "".join(
        f"q {_matrix(slot.placement, forms[slot.page - 1][1])} cm /P{slot.page} Do Q\n"
        for slot in side.slots
        if slot.page is not None
    )
    pdf.pages.append(
        pikepdf.Page(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=box,
                    BleedBox=box,
                    TrimBox=box,
                    Resources=Dictionary(
                        XObject=Dictionary({f"/P{page}": forms[page - 1][0] for page in used})
                    ),
                    Contents=pdf.make_stream(content.encode()),
                )
            )
        )
    )


def _matrix(placement: Placement, trim: list[float]) -> str:
    """Return the matrix that turns a page and moves its trim box into the slot."""
    a, b, c, d = _TURNS[placement.rotation]
    corners = [(a * x + c * y, b * x + d * y) for x in trim[0::2] for y in trim[1::2]]
    e = pt(placement.trim.x) - min(x for x, _ in corners)
    f = pt(placement.trim.y) - min(y for _, y in corners)
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in (a, b, c, d, e, f))
