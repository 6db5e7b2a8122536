"""Photographs on finished pages: cropped to what is seen of them, and screened. Names pikepdf.

How they are printed:

- in colour they stay in colour: a colour copier has a screen of its own, which it is tuned to, and
  who chooses a photograph in colour wants its colours;
- in black, their tones are dots of 42 lines an inch at 600 dpi, black or not. A grey would be
  screened by the machine as finely as it can, and be mush in the second copy;
- on a risograph, the second drum prints all tones, dense in the darks, and the first their shadows
  over it, both in such dots: two drums give the depth that a pale ink alone lacks, and black alone
  would leave the second without a part in the picture. Neither is a grey that the machine screens
  in its own way.

What the layout crops is not in the file: somebody cut off at the edge is not to be found again by
whoever opens it.
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
#: All tones in the second drum, then the first over it: yellow says that it overprints (plates.py).
_TWO_DRUMS = (b"0 1 0 0 k", b"0 0 1 1 k")
#: Edges of pixels are met to this part of one: matrices are written with few decimals.
_NEAR = 0.01


@dataclass(frozen=True)
class Seen:
    """What is seen of a picture: its pixels on paper, and where they lie in the unit square."""

    picture: Picture
    left: float
    bottom: float
    width: float
    height: float


def seen(stream: pikepdf.Stream, placed: Iterable[Placement]) -> Seen | None:
    """Return what is seen of a picture at any of its places; None for what has no pixels."""
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
    """Return the pixels, one at least, that hold a part of a side."""
    first = min(max(floor(start * count + _NEAR), 0), count - 1)
    return first, max(min(ceil(end * count - _NEAR), count), first + 1)


def turn(
    pdf: pikepdf.Pdf,
    stream: pikepdf.Stream,
    photograph: Seen,
    ink: str,
    separation: Separation,
    size_mm: tuple[float, float],
) -> None:
    """Put a form in the place of a photograph, which draws what is seen of it in the inks.

    ``size_mm`` is the printed size of the whole.
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
        made = ink_separation.photograph(grey, size, 2 if ink == "riso" else 1)
        colours = list(_TWO_DRUMS if len(made) == 2 else _ONE_DRUM)
        for number, dots in enumerate(made):
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
