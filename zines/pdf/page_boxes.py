"""Pages of any PDF, measured by their trim. Names pikepdf, as drawing.py does."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf

from zines.base.geometry import Size
from zines.base.units import mm, pt
from zines.pdf.errors import PdfError
from zines.pdf.soundness import UNREADABLE, refuse_losses

#: A page without a BleedBox may be full of marks far outside its trim (mm).
LARGEST_BLEED = 5.0


#: (left, foot, right, head)
Box = tuple[float, float, float, float]
#: No page is wider or higher (points): ten times what PDF knows, for a whole wall.
_WIDEST = 144_000


@dataclass(frozen=True)
class PageBox:
    """A page as its file has it: ``trim`` and ``media`` in points (left, foot, right, head).

    ``inked`` is how far its art may go: the BleedBox, that is the CropBox where it is not named,
    that is the whole page (ISO 32000-1, 14.11.2). ``rotate`` is by how many degrees viewers turn it
    clockwise, ``unit`` how many points its unit is worth.
    """

    trim: Box
    media: Box
    inked: Box
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
        """Return how far the page reaches beyond its trim, where it does most, in mm."""
        around = (
            self.trim[0] - self.inked[0],
            self.trim[1] - self.inked[1],
            self.inked[2] - self.trim[2],
            self.inked[3] - self.trim[3],
        )
        return mm(max(around) * self.unit)


def opened(content: bytes | Path) -> pikepdf.Pdf:
    """Open a PDF; raises PdfError for one that is encrypted, broken, damaged or empty."""
    try:
        given = _readable(content)
    except OSError as error:
        raise PdfError(f"the file cannot be read ({error.strerror})") from error
    try:
        pdf = pikepdf.open(given)
        encrypted = pdf.is_encrypted
        if not re.fullmatch(r"\d\.\d{1,2}", pdf.pdf_version):
            # Nothing could be written with such a number.
            raise ValueError(f"it calls itself version {pdf.pdf_version[:20]}")
    except pikepdf.PasswordError as error:
        raise PdfError("the file is encrypted: save it without a password") from error
    except UNREADABLE as error:
        raise PdfError(f"the file is no PDF that can be read ({_reason(error)})") from error
    if encrypted:
        raise PdfError("the file is encrypted: save it without a password")
    refuse_losses(pdf)
    if not len(pdf.pages):
        raise PdfError("the file has no pages")
    return pdf


def _readable(content: bytes | Path) -> Path | io.BytesIO:
    """Return what the library opens: a path where it can be, since that is twice as quick.

    It does not know how to write the name of every file. Raises OSError.
    """
    if isinstance(content, Path):
        try:
            str(content).encode()
        except UnicodeEncodeError:
            content = content.read_bytes()
        else:
            with content.open("rb"):
                return content
    return io.BytesIO(content)


def _reason(error: Exception) -> str:
    """Return what the library says, without the name that it gives a file without a name."""
    return re.sub(r"^stream <[^>]*>:? ?", "", str(error))


def boxes(pdf: pikepdf.Pdf) -> list[PageBox]:
    """Measure every page; raises PdfError for a page without a size."""
    return [_box(page, number) for number, page in enumerate(pdf.pages, 1)]


def _box(page: pikepdf.Page, number: int) -> PageBox:
    try:
        return _measured(
            rectangle(_inherited(page.obj, "/MediaBox")),
            _optional(_inherited(page.obj, "/CropBox")),
            _optional(page.obj.get("/TrimBox")),
            _optional(page.obj.get("/BleedBox")),
            int(_inherited(page.obj, "/Rotate") or 0) % 360,
            float(page.obj.get("/UserUnit", 1)),
        )
    except UNREADABLE as error:
        raise PdfError(f"page {number} has no size that can be read") from error


def _optional(box: Any) -> Box | None:
    return None if box is None else rectangle(box)


@lru_cache(maxsize=256)  # Pages of a file mostly have one size.
def _measured(
    media: Box, crop: Box | None, trim: Box | None, bleed: Box | None, rotate: int, unit: float
) -> PageBox:
    visible = _shown(crop, media, media)
    inner = _shown(trim, media, visible)
    outer = _shown(bleed, media, visible)
    inked = _around(inner, _within(outer, _grown(inner, pt(LARGEST_BLEED) / unit)))
    return checked(PageBox(inner, media, inked, rotate, unit))


def _shown(box: Box | None, media: Box, otherwise: Box) -> Box:
    """Return a box of a page within its MediaBox; one that is empty there is as good as none."""
    if box is None:
        return otherwise
    found = _within(box, media)
    return found if found[2] > found[0] and found[3] > found[1] else otherwise


def checked(box: PageBox) -> PageBox:
    """Return a page that has a size; raises ValueError for others."""
    width, height = (box.trim[2] - box.trim[0]) * box.unit, (box.trim[3] - box.trim[1]) * box.unit
    # (Comparisons with what is not a number are false.)
    if box.rotate % 90 or not box.unit > 0:
        raise ValueError
    if not (1 <= width <= _WIDEST and 1 <= height <= _WIDEST):
        raise ValueError
    return box


def _grown(box: Box, reach: float) -> Box:
    return box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach


def _around(inner: Box, outer: Box) -> Box:
    """Return the outer box, or the inner one's edges where those lie further out."""
    return (
        min(inner[0], outer[0]),
        min(inner[1], outer[1]),
        max(inner[2], outer[2]),
        max(inner[3], outer[3]),
    )


def _inherited(node: Any, key: str) -> Any:
    """Return a page attribute, from the page or the nodes above it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(64):
        found = node.get(key)
        if found is not None:
            return found
        node = node.get("/Parent")
        if node is None:
            return None
    return None


def resources(page: pikepdf.Page) -> Any:
    """Return the resources of a page, its own or inherited; an empty dictionary without any."""
    found = _inherited(page.obj, "/Resources")
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def rectangle(box: Any) -> Box:
    """Return the edges in order; raises ValueError or TypeError for what is none."""
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _within(box: Box, media: Box) -> Box:
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
