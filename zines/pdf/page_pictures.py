"""Pages drawn as pictures for a screen. Besides reading codes, the only use of pypdfium2."""

from __future__ import annotations

import io
import math
from typing import Literal

from zines.pdf.errors import PdfError

#: More dots than that no screen shows.
_MOST_DOTS = 16_000_000


def sizes(content: bytes) -> list[tuple[float, float]]:
    """Return width and height of each page as it is shown, in pt; raises PdfError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return [pdf[number].get_size() for number in range(len(pdf))]
    except pypdfium2.PdfiumError as error:
        raise PdfError(str(error)) from error


def drawn(content: bytes, number: int, width: int, kind: Literal["png", "webp"] = "png") -> bytes:
    """Return a page (from 1), ``width`` dots wide, as a PNG that is quick or a WebP that is small.

    Neither loses anything. Raises PdfError for a page that is not there or cannot be drawn.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            page = pdf[number - 1]
            across, high = page.get_size()
            if across <= 0 or high <= 0:
                raise PdfError(f"page {number}")
            scale = min(width / across, math.sqrt(_MOST_DOTS / (across * high)))
            picture = page.render(scale=scale, draw_annots=True).to_pil()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise PdfError(str(error)) from error
    written = io.BytesIO()
    if kind == "png":
        picture.save(written, "PNG", compress_level=1)
    else:
        picture.save(written, "WEBP", lossless=True, quality=40, method=2)
    return written.getvalue()
