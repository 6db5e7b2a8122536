"""Pages drawn as pictures for a screen, and their texts, by pypdfium2 (as ``qr_reader``)."""

from __future__ import annotations

import io
import math
from typing import Any, Literal

from zines.base.units import mm
from zines.pdf.opening.errors import PdfError

#: The most dots of a picture: no screen shows more.
_MOST_DOTS = 16_000_000
#: Dots per pt when the white around a page is measured: 5 dots are a mm.
_DOTS_OF_RIMS = 5 * mm(1)


def sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page as it is shown, in pt; raises PdfError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return tuple(pdf[number].get_size() for number in range(len(pdf)))
    except pypdfium2.PdfiumError as error:
        raise PdfError(str(error)) from error


def texts(content: bytes) -> tuple[str, ...]:
    """Return the text of each page, its lines as they are drawn; raises PdfError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return tuple(page.get_textpage().get_text_range() for page in pdf)
    except pypdfium2.PdfiumError as error:
        raise PdfError(str(error)) from error


def blank_pages(content: bytes) -> list[int]:
    """Return the pages (from 1) with nothing drawn in their trim; raises PdfError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return [number for number, page in enumerate(pdf, 1) if _is_blank(page)]
    except pypdfium2.PdfiumError as error:
        raise PdfError(str(error)) from error


def _is_blank(page: Any) -> bool:
    page.set_cropbox(*page.get_trimbox())
    darkest, _ = page.render(scale=1, grayscale=True).to_pil().getextrema()
    return bool(darkest == 255)


def white_rims(content: bytes) -> tuple[float, ...]:
    """Return the width of the white at each edge of the only page, in pt; raises PdfError.

    They are those at the left, right, foot and head; all are 0 for a page without any ink. White
    are dots without a trace of ink, both as a screen shows the layers of the page and as a printer
    does: a spot of 0.02 mm, or a tint of 1 %, already leaves a trace.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            page = pdf[0]
            across, high = page.get_size()
            scale = min(_DOTS_OF_RIMS, math.sqrt(_MOST_DOTS / max(across * high, 1)))
            seen = (
                page.render(scale=scale, optimize_mode=mode).to_pil() for mode in (None, "print")
            )
            inked = [
                picture.convert("RGB").point(lambda light: 255 - light).getbbox()
                for picture in seen
            ]
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise PdfError(str(error)) from error
    boxes = [box for box in inked if box]
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    left, head, right, foot = zip(*boxes, strict=True)
    # The dots at an edge may be cut; one of them is not counted.
    rims = min(left), across * scale - max(right), high * scale - max(foot), min(head)
    return tuple(max(0.0, (rim - 1) / scale) for rim in rims)


def drawn(
    content: bytes, number: int, width: int, kind: Literal["png", "webp"] = "png", shades: int = 0
) -> bytes:
    """Return a page (from 1), ``width`` dots wide, as a PNG (fast) or a WebP (small).

    Both are lossless. With ``shades``, the colours are first reduced to this number: slower and
    smaller. Raises PdfError for a page that does not exist or cannot be drawn.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            page = pdf[number - 1]
            across, high = page.get_size()
            if not across * high:
                raise PdfError(f"page {number}")
            scale = min(width / across, math.sqrt(_MOST_DOTS / (across * high)))
            picture = page.render(scale=scale, draw_annots=True).to_pil()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise PdfError(str(error)) from error
    if shades:
        # (A printed page has few colours: the nearest colour is enough.)
        picture = picture.quantize(shades).convert("RGB")
    written = io.BytesIO()
    if kind == "png":
        picture.save(written, "PNG", compress_level=1)
    else:
        effort = (100, 4) if shades else (40, 2)
        picture.save(written, "WEBP", lossless=True, quality=effort[0], method=effort[1])
    return written.getvalue()


def dots_of_picture(content: bytes) -> bytes:
    """Return the dots of the only thing on the first page, a picture; raises PdfError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return bytes(next(iter(pdf[0].get_objects())).get_bitmap().buffer)
    except (pypdfium2.PdfiumError, StopIteration) as error:
        raise PdfError(str(error)) from error
