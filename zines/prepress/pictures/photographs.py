"""Photographs on finished pages: cropped to their visible part, and screened. Imports pikepdf.

How they are printed:

- in colour they stay in colour: a colour copier has its own screen, which it is tuned to, and
  whoever chooses a photograph in colour wants its colours;
- in black, their tones are dots at 42 lines per inch, computed at 600 dpi. The machine would
  screen a grey as finely as it can, which is blurred in the second copy;
- on a risograph, the second drum prints all tones, dense in the darks, and the first drum the
  shadows over them, both in such dots: two drums give the depth that a pale ink alone lacks, and
  with black alone the second drum would print nothing of the picture. Neither plate has greys,
  which the machine would screen in its own way.

The file does not contain what the layout crops: nobody who opens it can recover a person cut off at
the edge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.pdf.content.placements import Placement
from zines.pdf.geometry import UNIT_SQUARE, box_of
from zines.prepress.inks import ink_separation
from zines.prepress.inks.ink_separation import Picture, Separation
from zines.prepress.pictures.picture_streams import opened, soft_mask, write, write_in_inks

_ONE_DRUM = (b"0 0 0 1 k",)
#: All tones in the second drum, then the first over it: yellow makes it overprint (plates.py).
_TWO_DRUMS = (b"0 1 0 0 k", b"0 0 1 1 k")
#: Tolerance for the edges of pixels, in pixels: matrices are written with few decimals.
_NEAR = 0.01


@dataclass(frozen=True)
class Seen:
    """The visible part of a picture: its pixels on paper, and its place in the unit square."""

    picture: Picture
    left: float
    bottom: float
    width: float
    height: float


def seen(stream: pikepdf.Stream, placed: Iterable[Placement]) -> Seen | None:
    """Return the part of a picture that any of its places shows; None if it has no pixels."""
    whole = opened(stream)
    if whole is None:
        return None
    picture = ink_separation.on_white(whole, soft_mask(stream))
    windows = [_window(one) for one in placed]
    left, bottom = (min(one[edge] for one in windows) for edge in (0, 1))
    right, top = (max(one[edge] for one in windows) for edge in (2, 3))
    x0, x1 = _pixels(left, right, picture.width)
    y0, y1 = _pixels(1 - top, 1 - bottom, picture.height)
    return Seen(
        picture.crop((x0, y0, x1, y1)),
        x0 / picture.width,
        1 - y1 / picture.height,
        (x1 - x0) / picture.width,
        (y1 - y0) / picture.height,
    )


def _window(placed: Placement) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of what the page shows, in the unit square."""
    matrix = placed.matrix
    shown = box_of(matrix.transform(UNIT_SQUARE)).cut_to(placed.clip)
    if shown is None or matrix.b or matrix.c or not matrix.a or not matrix.d:
        return (0, 0, 1, 1)
    across = sorted((edge - matrix.e) / matrix.a for edge in (shown.left, shown.right))
    up = sorted((edge - matrix.f) / matrix.d for edge in (shown.bottom, shown.top))
    return (across[0], up[0], across[1], up[1])


def _pixels(start: float, end: float, count: int) -> tuple[int, int]:
    """Return the first pixel of a part of a side, and the last plus 1; at least one pixel."""
    first = min(max(floor(start * count + _NEAR), 0), count - 1)
    return first, max(min(ceil(end * count - _NEAR), count), first + 1)


def convert(
    pdf: pikepdf.Pdf,
    stream: pikepdf.Stream,
    photograph: Seen,
    ink: str,
    separation: Separation,
    size_mm: tuple[float, float],
) -> None:
    """Replace a photograph by a form that draws its visible part in the inks.

    ``size_mm`` is the printed size of the whole picture.
    """
    size = size_mm[0] * photograph.width, size_mm[1] * photograph.height
    place = b"%.6f %.6f" % (photograph.width, photograph.height)
    corner = b"%.6f %.6f" % (photograph.left, photograph.bottom)
    paper = b"0 0 0 0 k %s %s re f" % (corner, place)
    layers: dict[str, Any] = {}
    content = [paper]
    if ink == "colour":
        image = _image(pdf)
        write_in_inks(image, photograph.picture, separation, size)
        layers["/Layer0"], colours = image, [b""]
    else:
        grey = photograph.picture.convert("RGB").convert("L")
        halftones = ink_separation.photograph(grey, size, 2 if ink == "riso" else 1)
        colours = list(_TWO_DRUMS if len(halftones) == 2 else _ONE_DRUM)
        for number, dots in enumerate(halftones):
            stencil = _image(pdf)
            write(stencil, dots, None)
            layers[f"/Layer{number}"] = stencil
    for colour, name in zip(colours, layers, strict=True):
        content.append(
            b"q %s %.6f 0 0 %.6f %s cm %s Do Q"
            % (colour, photograph.width, photograph.height, corner, name.encode())
        )
    for key in set(stream.keys()) - {"/Length"}:
        del stream[key]
    stream.write(b" ".join(content))
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, 1, 1])
    stream.Resources = Dictionary(XObject=Dictionary(layers))


def _image(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
