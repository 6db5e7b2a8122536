"""PDFs to impose, made by code, and measures of the ink on sheets, by pdfium."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.base.units import mm, pt
from zines.imposition.plans import planning
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets import page_matrix
from zines.imposition.sheets.page_matrix import largest_bleed
from zines.imposition.sheets.sheet_drawing import draw
from zines.pdf import page_boxes

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))


def pages(
    count: int,
    trim: Size,
    *,
    offset: float = 0,
    bleed: float = 0,
    rotate: int = 0,
    unit: float = 1,
    boxes: bool = True,
) -> bytes:
    """Return a PDF; each page has a black square of 10 mm in the visible lower left corner.

    With a bleed, a black strip runs through the bleed along the whole left edge.
    """
    pdf = pikepdf.new()
    seen = trim if rotate % 180 == 0 else trim.turned
    width, height = pt(seen.width) / unit, pt(seen.height) / unit
    out = pt(bleed) / unit
    ten = pt(10) / unit
    left, foot = offset + out, offset + out
    corner = {
        0: (left, foot),
        90: (left + width - ten, foot),
        180: (left + width - ten, foot + height - ten),
        270: (left, foot + height - ten),
    }[rotate]
    for number in range(1, count + 1):
        content = f"0 0 0 1 k {corner[0]} {corner[1]} {ten} {ten} re f"
        if bleed:
            content += f" {offset} {offset} {out} {height + 2 * out} re f"
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([offset, offset, left + width + out, foot + height + out]),
            Resources=Dictionary(),
            Contents=pdf.make_stream(f"{content} % page {number}".encode()),
        )
        if boxes:
            page.TrimBox = Array([left, foot, left + width, foot + height])
        if rotate:
            page.Rotate = rotate
        if unit != 1:
            page.UserUnit = unit
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    pdf.Root.Outlines = Dictionary()
    return saved(pdf)


def imposed(content: bytes, request: ImpositionRequest) -> bytes:
    pdf = page_boxes.opened(content)
    boxes = page_matrix.with_trims(pdf, page_boxes.boxes(pdf))
    plan = planning.plan([box.size for box in boxes], request, largest_bleed(boxes))
    return saved(draw(pdf, boxes, list(range(1, len(boxes) + 1)), plan))


def ink(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Return the bounding box in mm (left, bottom, right, top) of what is painted."""
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[page].render(scale=3).to_pil().convert("L")
        height = opened[page].get_height()
    found = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert found is not None
    left, top, right, bottom = (edge / 3 for edge in found)
    return mm(left), mm(height - bottom), mm(right), mm(height - top)


def page_contents(content: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [bytes(page.Contents.read_bytes()) for page in pdf.pages]


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        return saved(pdf)


def flooded(count: int) -> bytes:
    """Return A5 pages that are all black, with a MediaBox 10 mm larger on each side."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.MediaBox = Array([0, 0, pt(168), pt(230)])
            page.obj.TrimBox = Array([pt(10), pt(10), pt(158), pt(220)])
            page.obj.BleedBox = Array([pt(7), pt(7), pt(161), pt(223)])
            page.obj.Contents = pdf.make_stream(b"0 0 0 1 k -999 -999 9999 9999 re f")

    return changed(pages(count, A5), change)


def stamped(flags: int, subtype: str = "/Stamp", **more: Any) -> bytes:
    """Return an empty A5 page with an annotation: a black square of 20 mm at (50, 60)."""

    def change(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(
            b"0 g 0 0 20 20 re f",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 20, 20]),
        )
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name(subtype),
            Rect=Array([pt(50), pt(60), pt(70), pt(80)]),
            F=flags,
            AP=Dictionary(N=look),
            **more,
        )
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        if subtype == "/Widget":
            pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)

    return changed(pages(1, A5), change)
