"""Plates for a risograph: one greyscale PDF per drum, and a preview of them all.

Pages come with each drum in a channel of CMYK of its own, as the theme's palette for riso says:
black is the first drum, magenta the second. Yellow is no drum: a colour with yellow in it
overprints, which means that it leaves alone what lies below it on the plates of other drums. All
else knocks out. Names pikepdf.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import pikepdf
from pikepdf import Array, Name

from zines.base.language import tr
from zines.base.printing import Drum
from zines.prepress import press_marks
from zines.prepress.colour_streams import Colour, OtherColourError, Paint, Painted, States, repaint
from zines.prepress.finishing import Properties, finished_pages, without_reading

#: Where the drums lie in CMYK, in the order in which they are named.
CHANNELS = (3, 1)
_OVERPRINT = 2
#: What is left alone on a plate is painted without being seen.
_UNSEEN = States(({"/ca": 0}, {"/ca": 1}), ({"/CA": 0}, {"/CA": 1}))


class PlateError(Exception):
    """The pages hold what cannot be parted into drums; the message is for people."""


def plate(pages: bytes, index: int, properties: Properties) -> bytes:
    """Return the plate of one drum, in greyscale, with registration marks around the trim.

    Raises PlateError for a colour or picture that belongs to no drum.
    """

    def paint(colour: Colour, stroke: bool) -> Painted:
        value = colour[CHANNELS[index]]
        seen = colour[_OVERPRINT] == 0 or value > 0
        # What is left alone is not white: it is nothing.
        grey = Decimal(str(round(1 - value, 4))) if seen else Decimal(0)
        return Painted([grey], "G" if stroke else "g", special=not seen)

    def picture(image: pikepdf.Stream) -> None:
        _greyed(image, white=index != 0)

    return _painted(pages, paint, picture, properties, for_print=True)


def preview(pages: bytes, drums: Sequence[Drum], properties: Properties) -> bytes:
    """Return pages as the drums print on one another, in the colours of a screen."""

    def paint(colour: Colour, stroke: bool) -> Painted:
        light = [1.0, 1.0, 1.0]
        for drum, channel in zip(drums, CHANNELS, strict=False):
            light = [
                one * (1 - colour[channel] * (1 - part))
                for one, part in zip(light, drum.screen, strict=True)
            ]
        return Painted([Decimal(str(round(one, 4))) for one in light], "RG" if stroke else "rg")

    def picture(image: pikepdf.Stream) -> None:
        _recoloured(image, Name.DeviceRGB, lambda black: _mixed(drums[0].screen, black))

    return _painted(pages, paint, picture, properties)


def _mixed(screen: Sequence[float], black: int) -> bytes:
    """Return red, green and blue of so much ink (0 to 255) of a drum on paper."""
    return bytes(round(255 - black * (1 - part)) for part in screen)


def _painted(
    pages: bytes,
    paint: Paint,
    picture: Callable[[pikepdf.Stream], None],
    properties: Properties,
    *,
    for_print: bool = False,
) -> bytes:
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        if for_print:
            without_reading(pdf)
        try:
            repaint(pdf, paint, _UNSEEN)
        except OtherColourError as error:
            raise PlateError(str(error)) from error
        for page in pdf.pages:
            if for_print:
                trim = [float(edge) for edge in page.trimbox]
                bleed = [float(edge) for edge in page.mediabox]
                page.obj.MediaBox = Array(press_marks.with_room(bleed))
                page.obj.BleedBox, page.obj.TrimBox = Array(bleed), Array(trim)
                drawn = press_marks.drawn(("crop", "registration"), trim, bleed, "0 G")
                page.contents_add(drawn, prepend=False)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                picture(thing)
        return finished_pages(pdf, properties)


def _greyed(image: pikepdf.Stream, *, white: bool) -> None:
    """Turn a picture that is black alone into greys, or into the white that it knocks out."""
    _recoloured(image, Name.DeviceGray, lambda black: b"\xff" if white else bytes([255 - black]))


def _recoloured(image: pikepdf.Stream, space: Name, colour: Callable[[int], bytes]) -> None:
    """Give a picture that is black alone another colour for each black (0 to 255)."""
    if image.get("/ImageMask", False):
        return
    own = image.get("/ColorSpace")
    if own == Name.DeviceGray:
        return  # a mask of how much of a picture shows
    if not (isinstance(own, Array) and own[0] == Name.Indexed and own[1] == Name.DeviceCMYK):
        raise PlateError(tr("a picture is not black alone"))
    table = bytes(own[3]) if isinstance(own[3], pikepdf.String) else own[3].read_bytes()
    colours = b"".join(colour(table[at + 3]) for at in range(0, len(table), 4))
    image.ColorSpace = Array([Name.Indexed, space, own[2], pikepdf.String(colours)])
