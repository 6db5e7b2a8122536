"""Pages of any PDF, measured by their trim."""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Rectangle

from zines.base.geometry import Size
from zines.base.language import tr
from zines.base.problems import why
from zines.base.units import mm, pt
from zines.pdf.opening import locks, unopened
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import text
from zines.pdf.opening.soundness import UNREADABLE, refuse_losses

#: A page without a BleedBox may be full of marks far outside its trim (mm).
LARGEST_BLEED = 5.0
#: Sides of a page, in points: ten times what PDF knows, for a whole wall, and one point.
_WIDEST, _NARROWEST = 144_000, 1
#: What a page may say beside its MediaBox (ISO 32000-1, table 30).
OPTIONAL_BOXES = ("/CropBox", "/TrimBox", "/BleedBox")
#: Private key of pages of ours that became Forms: their trim, the extent of their ink, their
#: /Rotate and their /UserUnit.
PAGE_KEY = "/HorsBocalPage"


@dataclass(frozen=True)
class PageBox:
    """The boxes of a page, in units of the page: ``trim``, ``media`` and ``inked``.

    ``inked`` is how far its art may go: the BleedBox, without one the CropBox, without that the
    whole page (ISO 32000-1, 14.11.2). ``rotate`` is by how many degrees viewers turn it clockwise,
    ``unit`` the length of a unit of the page in points.
    """

    trim: Rectangle
    media: Rectangle
    inked: Rectangle
    rotate: int
    unit: float

    @property
    def size(self) -> Size:
        """The trim in mm, as viewers show it."""
        size = Size(mm(self.trim.width * self.unit), mm(self.trim.height * self.unit))
        return size if self.rotate % 180 == 0 else size.turned

    @property
    def bleed(self) -> float:
        """The largest distance that the page reaches beyond its trim on any side, in mm."""
        around = (
            self.trim.llx - self.inked.llx,
            self.trim.lly - self.inked.lly,
            self.inked.urx - self.trim.urx,
            self.inked.ury - self.trim.ury,
        )
        return mm(max(around) * self.unit)


def opened(content: bytes | Path, password: str = "") -> pikepdf.Pdf:
    """Open a PDF that may be printed.

    Raises PdfError for one that asks for a password, forbids printing, is broken, damaged or empty.
    """
    try:
        given = _readable(content)
        pdf = locks.opened(given, password)
        printable = locks.may_be_printed(pdf)
        if not re.fullmatch(r"\d\.\d{1,2}", pdf.pdf_version):
            # Nothing could be written with such a number.
            raise ValueError(tr("it calls itself version {version}", version=pdf.pdf_version[:20]))
    except OSError as error:
        raise PdfError(tr("the file cannot be read ({reason})", reason=why(error))) from error
    except UNREADABLE as error:
        raise PdfError(_unopened(given, _reason(error))) from error
    if not printable:
        raise PdfError(
            tr(
                "the file is encrypted, and forbids printing: ask those who made it for one that "
                "may be printed, or give its owner's password with --password"
            )
        )
    refuse_losses(pdf)
    if not len(pdf.pages):
        raise PdfError(tr("the file has no pages"))
    return pdf


def _readable(content: bytes | Path) -> Path | io.BytesIO:
    """Return a path if the library can open it, which is twice as quick, else the bytes.

    It opens only files whose names are UTF-8. Raises OSError.
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


def _unopened(given: Path | io.BytesIO, reason: str) -> str:
    if found := unopened.why(given):
        message, hint = found
        return tr("{message}: {hint}", message=message, hint=hint)
    return tr("the file is no PDF that can be read ({reason})", reason=reason)


def _reason(error: Exception) -> str:
    """Return the message of the library, without its name for a file that has none."""
    return unopened.in_words(re.sub(r"^stream <[^>]*>:? ?", "", str(error)))


def boxes(pdf: pikepdf.Pdf) -> list[PageBox]:
    """Measure every page; raises PdfError for a page without a size.

    Other invalid entries are ignored, as viewers do: `box_faults` warns about them.
    """
    return [_box(page, number) for number, page in enumerate(pdf.pages, 1)]


def _box(page: pikepdf.Page, number: int) -> PageBox:
    # MediaBox, CropBox and Rotate may stand on the nodes above; .pages has copied them to the page.
    found = page.obj
    try:
        media = rectangle(found.get("/MediaBox"))
    except UNREADABLE as error:
        message = tr("page {number} has no size: its MediaBox is no rectangle", number=number)
        raise PdfError(message) from error
    others = (optional_box(found, key, media) for key in OPTIONAL_BOXES)
    box = _measured(media, *others, quarter_turns(found) or 0, user_unit(found) or 1.0)
    try:
        return checked(box)
    except ValueError as error:
        raise PdfError(
            tr(
                "page {number} would be {width:g} x {height:g} mm on paper, larger or smaller than "
                "any page: its MediaBox, TrimBox or UserUnit is wrong",
                number=number,
                width=round(box.size.width, 2),
                height=round(box.size.height, 2),
            )
        ) from error


def optional_box(page: Any, key: str, media: Rectangle) -> Rectangle | None:
    """Return the part of a page that a box shows; None without a box, or if it shows nothing."""
    try:
        shown = rectangle(page.get(key)) & media
    except UNREADABLE:
        return None
    return shown if shown.width > 0 and shown.height > 0 else None


def quarter_turns(page: Any) -> int | None:
    """Return by how many degrees viewers turn a page; None if /Rotate is no quarter turn."""
    try:
        degrees = int(number_of(page.get("/Rotate") or 0)) % 360
    except UNREADABLE:
        return None
    return None if degrees % 90 else degrees


def user_unit(page: Any) -> float | None:
    """Return the length of a unit of a page in points; None if its UserUnit is no length."""
    try:
        unit = number_of(page.get("/UserUnit", 1))
    except UNREADABLE:
        return None
    return unit if unit > 0 else None


@lru_cache(maxsize=256)  # Pages of a file mostly have one size.
def _measured(
    media: Rectangle,
    crop: Rectangle | None,
    trim: Rectangle | None,
    bleed: Rectangle | None,
    rotate: int,
    unit: float,
) -> PageBox:
    visible = crop or media
    inner, outer = trim or visible, bleed or visible
    reach = pt(LARGEST_BLEED) / unit
    largest = Rectangle(inner.llx - reach, inner.lly - reach, inner.urx + reach, inner.ury + reach)
    return PageBox(inner, media, _around(inner, outer & largest), rotate, unit)


def checked(box: PageBox) -> PageBox:
    """Return a page that has a size; raises ValueError for others."""
    if box.rotate % 90:
        raise ValueError("turned by an odd angle")
    sides = box.trim.width * box.unit, box.trim.height * box.unit
    if not all(_NARROWEST <= side <= _WIDEST for side in sides):
        raise ValueError("larger or smaller than any page")
    return box


def _around(inner: Rectangle, outer: Rectangle) -> Rectangle:
    """Return the smallest box around both."""
    return Rectangle(
        min(inner.llx, outer.llx),
        min(inner.lly, outer.lly),
        max(inner.urx, outer.urx),
        max(inner.ury, outer.ury),
    )


def resources(page: pikepdf.Page) -> Any:
    """Return the resources of a page, its own or inherited; an empty dictionary without any."""
    # Those of the nodes above have been copied to the page by .pages.
    found = page.obj.get("/Resources")
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def rectangle(box: Any) -> Rectangle:
    """Return a rectangle with its corners in order; raises ValueError for any other value."""
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        raise ValueError("not a rectangle")
    x0, y0, x1, y1 = (number_of(edge) for edge in box)
    return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def number_of(value: Any) -> float:
    """Return a number of a file as float; raises ValueError for any other value."""
    if isinstance(value, (int, float, Decimal)) and math.isfinite(value):
        return float(value)
    raise ValueError("not a number")


def title_and_date(pdf: pikepdf.Pdf) -> tuple[str, str, str]:
    """Return title, language and date (2026-11-24) of a file; each is empty if it has none."""
    info = pdf.trailer.get("/Info")
    info = info if isinstance(info, pikepdf.Dictionary) else pikepdf.Dictionary()
    return (
        _clean_text(info, "/Title"),
        _clean_text(pdf.Root, "/Lang"),
        _day(_clean_text(info, "/ModDate") or _clean_text(info, "/CreationDate")),
    )


def _clean_text(holder: Any, key: str) -> str:
    """Return a text entry on one line, without control characters; empty for other values."""
    found = holder.get(key)
    if not isinstance(found, pikepdf.String):
        return ""
    shown = "".join(sign if sign.isprintable() else " " for sign in text(found))
    return " ".join(shown.split())


def _day(stamp: str) -> str:
    """Return the day of a PDF date (ISO 32000-1, 7.9.4); an empty text if it names none."""
    digits = stamp.removeprefix("D:")[:8]
    try:
        return datetime.strptime(digits, "%Y%m%d").date().isoformat()
    except ValueError:
        return ""
