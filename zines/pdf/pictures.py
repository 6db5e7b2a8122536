"""Pictures in a PDF: how they are placed, how much ink they hold, what they tell.

Names pikepdf, and Pillow for their pixels.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from zines.pdf import jpeg2000
from zines.pdf.colour_spaces import GREY, Space, space_of
from zines.pdf.graphics_state import Matrix
from zines.pdf.model import Box, Picture, Samples
from zines.pdf.safe_get import get, key, listed, longer_than, name, number, numbers

#: Pictures of more pixels are not opened (400 MB of CMYK): no printed page needs them.
MOST_PIXELS = 100_000_000
#: That share of the pixels may be above the ink that is told: specks do not set off.
_SPECKS = 0.001
#: How Pillow names indexes of so many bits.
_INDEXES = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}
PATHS = re.compile(r"file://\S+|\b[A-Za-z]:\\[^\s<\"]+|/(?:home|Users)/[^\s<\"/]+")


def placed(image: Any, named: Any, matrix: Matrix, clip: Box) -> Picture | None:
    """Return a picture as placed on the unit square, None where nothing of it is seen."""
    width, height = int(number(get(image, "/Width"))), int(number(get(image, "/Height")))
    seen = matrix.box(Box(0, 0, 1, 1)).cut_to(clip)
    if seen is None or seen.width <= 0 or seen.height <= 0 or width <= 0 or height <= 0:
        return None
    stencil = get(image, "/ImageMask") is True
    value = get(image, "/ColorSpace")
    space = GREY if stencil else space_of(value, named)
    filters = [name(one) for one in listed(get(image, "/Filter"))]
    if value is None and not stencil and filters == ["JPXDecode"]:
        space = Space(jpeg2000.family_of(image.read_raw_bytes()), 0)
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


def samples_of(image: Any, space: Space) -> Samples:
    """Open a picture's data, which are in that colour space; what cannot be opened tells nothing.

    Ink is measured where each dot is four values or an entry of a table of them (8 or 16 bits; in
    a table 1 to 8), or one value for all inks; packed in any filter but that of JPEG 2000.
    """
    filters = [name(one) for one in listed(get(image, "/Filter"))]
    raw = image.read_raw_bytes() if filters in (["DCTDecode"], ["DCT"]) else b""
    ink = None
    # A broken picture is told by whoever draws it; here it only has no ink.
    with suppress(
        OSError, ValueError, KeyError, SyntaxError, pikepdf.PdfError, Image.DecompressionBombError
    ):
        ink = _ink(image, raw, space)
    return Samples(ink, _traces(raw))


def _ink(image: Any, raw: bytes, space: Space) -> float | None:
    """Measure total ink in percent, None where that is not done."""
    width, height = int(number(get(image, "/Width"))), int(number(get(image, "/Height")))
    bits = int(number(get(image, "/BitsPerComponent"), 8.0))
    turned = numbers(get(image, "/Decode"))[:1] not in ([], [0.0])
    if space.family not in ("cmyk", "all") or not 0 < width * height <= MOST_PIXELS:
        return None
    if raw:
        # Pillow turns the values of a CMYK JPEG over, as Adobe's programs expect; PDF does not.
        with Image.open(io.BytesIO(raw)) as opened:
            if opened.mode != "CMYK" or opened.width * opened.height > MOST_PIXELS:
                return None
            return _of_four(ImageChops.invert(opened), turned)
    # No more than 16 bits of four inks for each dot are read, and what little may follow them.
    if longer_than(image, 8 * width * height + 4096):
        return None
    data = image.read_bytes()
    if space.table is not None:
        indexes = Image.frombytes("P", (width, height), data, "raw", _INDEXES[bits])
        counts = indexes.histogram()[: 2**bits]
        inks = [(space.colour([one]).ink or 0.0) for one in range(len(counts))]
        return _most(zip(reversed(inks) if turned else inks, counts, strict=True))
    if bits == 16:
        # Its upper byte is all that shows.
        data = data[::2]
    elif bits != 8:
        return None
    if space.family == "all":
        counts = Image.frombytes("L", (width, height), data[: width * height]).histogram()
        values = range(255, -1, -1) if turned else range(256)
        return _most(
            (value / 255 * 400, count) for value, count in zip(values, counts, strict=True)
        )
    return _of_four(Image.frombytes("CMYK", (width, height), data[: 4 * width * height]), turned)


def _of_four(picture: Image.Image, turned: bool) -> float:
    cyan, magenta, yellow, black = (ImageChops.invert(picture) if turned else picture).split()
    first = ImageChops.add(cyan, magenta, scale=2)
    second = ImageChops.add(yellow, black, scale=2)
    counts = ImageChops.add(first, second, scale=2).histogram()
    return _most((value / 255 * 400, count) for value, count in enumerate(counts))


def ink_of_page(file: Path, part: tuple[float, float, float, float]) -> float | None:
    """Measure the ink of a page drawn in CMYK, in percent; None where it cannot be opened.

    ``part``: left, top, right and bottom of what is looked at, in parts of the page.
    """
    failing = OSError, ValueError, SyntaxError, Image.DecompressionBombError
    with suppress(*failing), Image.open(file) as opened:
        sides = (opened.width, opened.height) * 2
        box = [round(share * side) for share, side in zip(part, sides, strict=True)]
        left, top = max(box[0], 0), max(box[1], 0)
        right, bottom = min(box[2], sides[0]), min(box[3], sides[1])
        if opened.mode == "CMYK" and left < right and top < bottom:
            return _of_four(opened.crop((left, top, right, bottom)), turned=False)
    return None


def _most(counted: Iterable[tuple[float, int]]) -> float:
    """Return the ink, in percent, that no more dots than a few specks are above."""
    ordered = sorted(counted, reverse=True)
    left = _SPECKS * sum(count for _, count in ordered)
    for ink, count in ordered:
        left -= count
        if left < 0:
            return ink
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
