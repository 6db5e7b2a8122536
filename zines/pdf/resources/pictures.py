"""Pictures in a PDF: how they are placed, how much ink they hold, what metadata they carry.

Imports pikepdf, and Pillow for their pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Matrix
from PIL import Image, ImageChops

from zines.base.limits import LARGEST_PICTURE, LARGEST_PICTURES
from zines.base.units import POINTS_PER_INCH
from zines.pdf.content.painted import Picture
from zines.pdf.geometry import UNIT_SQUARE, Box, box_of, height_of_unit, width_of_unit
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import get, key, listed, name, number, numbers
from zines.pdf.pdf_file import Samples
from zines.pdf.resources import jpeg2000, picture_damage
from zines.pdf.resources.colour_spaces import GREY, Space, space_of
from zines.pdf.traces import traces_of

#: The number of dots whose ink is measured at a time.
_BAND = 1_000_000
#: This share of the dots may have more ink than is reported: specks do not set off.
_SPECKS = 0.001
#: The raw modes of Pillow for indexes of 1, 2, 4 and 8 bits.
_INDEXES = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}


def space_of_picture(image: Any, named: Any) -> Space:
    """Return the colour space of a picture; grey for a stencil.

    ``named`` is the ColorSpace dictionary of the resources. If the space is left to the data of a
    JPEG 2000, it is read from them.
    """
    if get(image, "/ImageMask") is True:
        return GREY
    value = get(image, "/ColorSpace")
    if value is None and [name(one) for one in listed(get(image, "/Filter"))] == ["JPXDecode"]:
        return Space(jpeg2000.family_of(image.read_raw_bytes()), 0)
    return space_of(value, named)


def placed(image: Any, space: Space, matrix: Matrix, clip: Box) -> Picture | None:
    """Return a picture as placed on the unit square, None if nothing of it is visible."""
    width, height = picture_damage.sides(image)
    seen = box_of(matrix.transform(UNIT_SQUARE)).cut_to(clip)
    if seen is None or not seen.has_area or not width * height:
        return None
    stencil = get(image, "/ImageMask") is True
    lengths = (width, width_of_unit(matrix)), (height, height_of_unit(matrix))
    dots = [POINTS_PER_INCH * count / length for count, length in lengths if length > 0]
    return Picture(
        key=key(image),
        width=width,
        height=height,
        bits=1 if stencil else int(number(get(image, "/BitsPerComponent"), 8.0)),
        family=space.family,
        stencil=stencil,
        dpi=min(dots),
        box=seen,
        by_profile=space.by_profile,
    )


def samples_of(image: Any, space: Space, room: int = LARGEST_PICTURES) -> Samples:
    """Read the data of a picture in this colour space; broken data have no ink.

    Ink is measured if each dot is four values or an entry of a table of them (8 or 16 bits; with a
    table 1 to 8), or one value for all inks, encoded by any filter except that of JPEG 2000. It is
    not measured if the picture is too large, or larger than ``room``, the bytes left for all
    pictures.
    """
    filters = [name(one) for one in listed(get(image, "/Filter"))]
    raw = image.read_raw_bytes() if filters in (["DCTDecode"], ["DCT"]) else b""
    read = _length(image, space)
    if read > min(LARGEST_PICTURE, room):
        return Samples(traces=traces_of(raw), unmeasured=True)
    traces = traces_of(raw)
    if not read:
        most = min(LARGEST_PICTURE, room)
        broken, read = picture_damage.is_broken(image, space, raw, most)
        return Samples(None, traces, read, broken=broken)
    try:
        return Samples(_ink(image, raw, space, read), traces, read)
    except (KeyError, TooLongError, Image.DecompressionBombError):
        return Samples(None, traces, read)
    except (OSError, ValueError, SyntaxError, pikepdf.PdfError):
        broken, _ = picture_damage.is_broken(image, space, raw, read)
        return Samples(None, traces, read, broken=broken)


def _length(image: Any, space: Space) -> int:
    """Return how many bytes the dots of a picture take, 0 if their ink is not measured."""
    width, height = picture_damage.sides(image)
    if space.family not in ("cmyk", "all"):
        return 0
    several = 1 if space.table is not None or space.family == "all" else 4
    return width * height * several * (2 if number(get(image, "/BitsPerComponent")) == 16 else 1)


def _ink(image: Any, raw: bytes, space: Space, length: int) -> float | None:
    """Return the total ink of ``length`` bytes in percent, None if it is not measured."""
    width, height = picture_damage.sides(image)
    bits = int(number(get(image, "/BitsPerComponent"), 8.0))
    turned = numbers(get(image, "/Decode"))[:1] not in ([], [0.0])
    if raw:
        # Pillow inverts the values of a CMYK JPEG, as Adobe's programs expect; PDF does not.
        with Image.open(io.BytesIO(raw), formats=("JPEG",)) as opened:
            if 4 * opened.width * opened.height > LARGEST_PICTURE:
                return None
            return _of_four(opened, turned=not turned)
    data = decoded(image, length + 4096)
    if space.table is not None:
        indexes = Image.frombytes("P", (width, height), data, "raw", _INDEXES[bits])
        counts = indexes.histogram()[: 2**bits]
        inks = [(space.colour([one]).ink or 0.0) for one in range(len(counts))]
        return _most(zip(reversed(inks) if turned else inks, counts, strict=True))
    if bits == 16:
        # The upper byte is precise enough.
        data = data[::2]
    elif bits != 8:
        return None
    if space.family == "all":
        counts = Image.frombytes("L", (width, height), data).histogram()
        values = range(255, -1, -1) if turned else range(256)
        return _most(
            (value / 255 * 400, count) for value, count in zip(values, counts, strict=True)
        )
    picture = Image.frombytes("CMYK", (width, height), data[: 4 * width * height])
    del data
    return _of_four(picture, turned=turned)


def _of_four(picture: Image.Image, *, turned: bool) -> float:
    """Measure the ink of CMYK in bands: all at once would take three times the memory.

    Raises ValueError for a picture of other colours.
    """
    counts = [0] * 256
    rows = max(1, _BAND // picture.width)
    for top in range(0, picture.height, rows):
        band = picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        cyan, magenta, yellow, black = (ImageChops.invert(band) if turned else band).split()
        first = ImageChops.add(cyan, magenta, scale=2)
        second = ImageChops.add(yellow, black, scale=2)
        found = ImageChops.add(first, second, scale=2).histogram()
        counts = [one + other for one, other in zip(counts, found, strict=True)]
    return _most((value / 255 * 400, count) for value, count in enumerate(counts))


def ink_of_page(file: Path, part: tuple[float, float, float, float]) -> float | None:
    """Return the ink of a page drawn in CMYK, in percent; None if the file cannot be opened.

    ``part``: left, top, right and bottom of the part to measure, as fractions of the page.
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
    """Return the ink, in percent, that no more dots than a few specks exceed."""
    ordered = sorted(counted, reverse=True)
    specks = _SPECKS * sum(count for _, count in ordered)
    darker = accumulate(count for _, count in ordered)
    return next(ink for (ink, _), dots in zip(ordered, darker, strict=True) if dots > specks)
