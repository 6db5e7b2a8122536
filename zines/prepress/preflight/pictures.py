"""Pictures in a PDF: how they are placed, how much ink they hold, what they tell.

Names pikepdf, and Pillow for their pixels.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from zines.prepress.preflight.colours import GREY, space_of
from zines.prepress.preflight.objects import get, key, listed, name, number, numbers
from zines.prepress.preflight.state import Matrix
from zines.prepress.preflight.values import Box, Picture, Samples

#: Pictures of more pixels are not opened (400 MB of CMYK): no printed page needs them.
MOST_PIXELS = 100_000_000
#: That share of the pixels may be above the ink that is told: specks do not set off.
_SPECKS = 0.001
PATHS = re.compile(r"file://\S+|\b[A-Za-z]:\\[^\s<\"]+|/(?:home|Users)/[^\s<\"/]+")


def placed(image: Any, named: Any, matrix: Matrix, clip: Box) -> Picture | None:
    """Return a picture as placed on the unit square, None where nothing of it is seen."""
    width, height = int(number(get(image, "/Width"))), int(number(get(image, "/Height")))
    seen = matrix.box(Box(0, 0, 1, 1)).cut_to(clip)
    if seen is None or seen.width <= 0 or seen.height <= 0 or width <= 0 or height <= 0:
        return None
    stencil = get(image, "/ImageMask") is True
    value = get(image, "/ColorSpace")
    # A JPEG 2000 may leave its colour space to its data: that is not looked into.
    space = GREY if stencil else space_of(value, named)
    across, upwards = matrix.across, matrix.upwards
    dots = [72 * count / size for count, size in ((width, across), (height, upwards)) if size > 0]
    return Picture(
        key=key(image),
        width=width,
        height=height,
        bits=1 if stencil else int(number(get(image, "/BitsPerComponent"), 8.0)),
        family=space.family,
        stencil=stencil,
        dpi=min(dots, default=0.0),
        box=seen,
        by_profile=space.by_profile,
    )


def samples_of(image: Any) -> Samples:
    """Open a picture's data; what cannot be opened tells nothing."""
    filters = [name(one) for one in listed(get(image, "/Filter"))]
    raw = image.read_raw_bytes() if filters == ["DCTDecode"] else b""
    ink = None
    # A broken picture is told by whoever draws it; here it only has no ink.
    with suppress(OSError, ValueError, SyntaxError, pikepdf.PdfError, Image.DecompressionBombError):
        ink = _ink(image, raw)
    return Samples(ink, _traces(raw))


def _ink(image: Any, raw: bytes) -> float | None:
    """Measure total ink in the pixels of an 8-bit CMYK picture (DCT or any plain filter)."""
    width, height = int(number(get(image, "/Width"))), int(number(get(image, "/Height")))
    if not 0 < width * height <= MOST_PIXELS:
        return None
    if raw:
        # Pillow turns the values of a CMYK JPEG over, as Adobe's programs expect; PDF does not.
        with Image.open(io.BytesIO(raw)) as opened:
            if opened.mode != "CMYK" or opened.width * opened.height > MOST_PIXELS:
                return None
            picture = ImageChops.invert(opened)
    else:
        data = image.read_bytes()
        if len(data) < 4 * width * height:
            return None
        picture = Image.frombytes("CMYK", (width, height), data[: 4 * width * height])
    if numbers(get(image, "/Decode"))[:1] == [1.0]:
        picture = ImageChops.invert(picture)
    cyan, magenta, yellow, black = picture.split()
    first = ImageChops.add(cyan, magenta, scale=2)
    second = ImageChops.add(yellow, black, scale=2)
    counts = ImageChops.add(first, second, scale=2).histogram()
    left = _SPECKS * sum(counts)
    for value in range(255, -1, -1):
        left -= counts[value]
        if left < 0:
            return value / 255 * 400
    return 0.0


def _traces(jpeg: bytes) -> tuple[str, ...]:
    """Name what the application segments of a JPEG tell: they travel with it into the PDF."""
    found: list[str] = []
    place = 2
    while jpeg[place : place + 1] == b"\xff" and place + 4 <= len(jpeg):
        marker, length = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        segment = jpeg[place + 4 : place + 2 + length]
        if marker == 0xDA or length < 2:
            break
        if marker == 0xE1 and segment.startswith(b"Exif\0"):
            found += [
                "EXIF",
                *(["the place where it was taken"] if _has_place(segment[6:]) else []),
            ]
        elif marker == 0xE1:
            found.append("XMP")
        elif marker == 0xED:
            found.append("IPTC")
        elif marker == 0xFE:
            found.append("a comment")
        if marker in (0xE1, 0xED, 0xFE) and PATHS.search(segment.decode("latin-1")):
            found.append("a path")
        place += 2 + length
    return tuple(dict.fromkeys(found))


def _has_place(tiff: bytes) -> bool:
    """Say whether the first directory of EXIF data points to one with a place (tag 0x8825)."""
    order: Any = "little" if tiff[:2] == b"II" else "big"
    start = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[start : start + 2], order)
    return any(
        tiff[start + 2 + 12 * entry : start + 4 + 12 * entry] == (0x8825).to_bytes(2, order)
        for entry in range(count)
    )
