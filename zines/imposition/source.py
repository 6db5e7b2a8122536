"""Pages of any PDF, measured by their trim. Names pikepdf, as drawing.py does."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf

from zines.geometry import Size
from zines.imposition.plan import ImpositionError
from zines.units import mm

#: A page without a BleedBox may be full of marks far outside its trim (mm).
LARGEST_BLEED = 5.0


@dataclass(frozen=True)
class PageBox:
    """A page as its file has it: ``trim`` and ``media`` in points (left, foot, right, head).

    ``inked`` is how far its art is meant to go: the BleedBox, or the whole page without one.
    ``rotate`` is by how many degrees viewers turn it clockwise, ``unit`` how many points its unit
    is worth.
    """

    trim: tuple[float, float, float, float]
    media: tuple[float, float, float, float]
    inked: tuple[float, float, float, float]
    rotate: int
    unit: float

    @property
    def size(self) -> Size:
        """Return the trim in mm, as one sees it."""
        width = mm((self.trim[2] - self.trim[0]) * self.unit)
        height = mm((self.trim[3] - self.trim[1]) * self.unit)
        return Size(width, height) if self.rotate % 180 == 0 else Size(height, width)

    @property
    def bleed(self) -> float:
        """Return how far the page reaches beyond its trim, at least, in mm."""
        around = (
            self.trim[0] - self.inked[0],
            self.trim[1] - self.inked[1],
            self.inked[2] - self.trim[2],
            self.inked[3] - self.trim[3],
        )
        return min(max(mm(min(around) * self.unit), 0), LARGEST_BLEED)


def opened(content: bytes | Path) -> pikepdf.Pdf:
    """Open a PDF; raises ImpositionError for one that is encrypted, broken or empty."""
    try:
        pdf = pikepdf.open(io.BytesIO(content) if isinstance(content, bytes) else content)
    except pikepdf.PasswordError as error:
        raise ImpositionError("the file is encrypted: save it without a password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise ImpositionError(f"the file is no PDF that can be read ({error})") from error
    if pdf.is_encrypted:
        raise ImpositionError("the file is encrypted: save it without a password")
    if not len(pdf.pages):
        raise ImpositionError("the file has no pages")
    return pdf


def boxes(pdf: pikepdf.Pdf) -> list[PageBox]:
    """Measure every page; raises ImpositionError for a page without a size."""
    return [_box(page, number) for number, page in enumerate(pdf.pages, 1)]


def _box(page: pikepdf.Page, number: int) -> PageBox:
    try:
        media = _rectangle(_inherited(page.obj, "/MediaBox"))
        crop = _inherited(page.obj, "/CropBox")
        visible = _within(_rectangle(crop), media) if crop is not None else media
        trim = page.obj.get("/TrimBox")
        inner = _within(_rectangle(trim), media) if trim is not None else visible
        bleed = page.obj.get("/BleedBox")
        inked = _within(_rectangle(bleed), media) if bleed is not None else media
        rotate = int(_inherited(page.obj, "/Rotate") or 0) % 360
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ImpositionError(f"page {number} has no size that can be read") from error
    if rotate % 90 or inner[2] - inner[0] < 1 or inner[3] - inner[1] < 1:
        raise ImpositionError(f"page {number} has no size that can be read")
    return PageBox(inner, media, inked, rotate, unit)


def _inherited(node: Any, key: str) -> Any:
    """Return a page attribute, from the page or the nodes above it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(64):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


def resources(page: pikepdf.Page) -> Any:
    """Return the resources of a page, its own or inherited; an empty dictionary without any."""
    found = _inherited(page.obj, "/Resources")
    return found if found is not None else pikepdf.Dictionary()


def _rectangle(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _within(
    box: tuple[float, float, float, float], media: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return (
        max(box[0], media[0]),
        max(box[1], media[1]),
        min(box[2], media[2]),
        min(box[3], media[3]),
    )


def title_and_date(pdf: pikepdf.Pdf) -> tuple[str, str, str]:
    """Return what the file says of itself: title, language, and date as 2026-11-24, if at all."""
    info = pdf.trailer.get("/Info")
    info = info if isinstance(info, pikepdf.Dictionary) else pikepdf.Dictionary()
    return (
        _said(info, "/Title"),
        _said(pdf.Root, "/Lang"),
        _day(_said(info, "/ModDate") or _said(info, "/CreationDate")),
    )


def _said(holder: Any, key: str) -> str:
    """Return a text of a file that may hold anything: on one line, without control characters."""
    found = holder.get(key)
    if not isinstance(found, pikepdf.String):
        return ""
    shown = "".join(sign if sign.isprintable() else " " for sign in str(found))
    return " ".join(shown.split())


def _day(stamp: str) -> str:
    """Return the day of a PDF date (ISO 32000-1, 7.9.4), or nothing where it names none."""
    digits = stamp.removeprefix("D:")[:8]
    try:
        return datetime.strptime(digits, "%Y%m%d").date().isoformat()
    except ValueError:
        return ""
