"""Plates for a risograph: one greyscale PDF per drum, and a preview of all drums.

In the pages, each drum has its own CMYK channel, as in the theme's palette for riso: black is the
first drum, magenta the second. The other two channels are no drums:

- yellow: the colour overprints: it changes nothing on the plates of drums of which it has no ink;
- cyan: the colour changes nothing on the plate of the second drum, whatever else it has. So white
  with cyan cuts into the first drum only, and shows what the second drum printed there.

Everything else knocks out. The preview is the product of the plates, multiplied with each other
like inks on paper: where colours overprint, the third colour is visible. Imports pikepdf.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.language import tr
from zines.base.printing import Drum
from zines.pdf.content.content_stream import ContentStream
from zines.pdf.content.state_operators import MARKED_CONTENT
from zines.prepress import press_marks
from zines.prepress.fields import form_fields
from zines.prepress.finishing import Properties, finished_pages, without_reading
from zines.prepress.inks.colour_streams import Colour, OtherColourError, Painted, repaint

#: The CMYK channels of the drums, in the order in which the drums are named.
CHANNELS = (3, 1)
_SECOND_ALONE, _OVERPRINT = 0, 2
#: Returns red, green and blue, or one grey, of this much ink (0 to 1) of a drum on paper.
_Shown = Callable[[float], list[float]]
#: How far a tile extends over the next, relative to its size: renderers would show a hairline.
_LAP = 0.05
_PAGE_GROUP = {"/S": Name.Transparency, "/CS": Name.DeviceRGB}


class PlateError(Exception):
    """The pages contain what cannot be separated into drums; the message is for people."""


def plate(pages: bytes, index: int, properties: Properties) -> bytes:
    """Return the plate of one drum, in greyscale, with registration marks around the trim.

    Raises PlateError for a colour or picture that belongs to no drum.
    """
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        without_reading(pdf)
        _part(pdf, index, lambda value: [1 - value])
        for page in pdf.pages:
            trim = [float(edge) for edge in page.trimbox]
            bleed = [float(edge) for edge in page.mediabox]
            page.obj.MediaBox = Array(press_marks.with_room(bleed))
            page.obj.BleedBox, page.obj.TrimBox = Array(bleed), Array(trim)
            drawn = press_marks.drawn(("crop", "registration"), trim, bleed, "0 G")
            page.contents_add(drawn, prepend=False)
        return finished_pages(pdf, properties)


def preview(pages: bytes, drums: Sequence[Drum], properties: Properties) -> bytes:
    """Return pages as two drums print them one over the other, in screen colours.

    Raises PlateError as :func:`plate`.
    """
    with pikepdf.open(io.BytesIO(pages)) as pdf, pikepdf.open(io.BytesIO(pages)) as other:
        form_fields.unmark(pdf)
        _part(pdf, 0, _in_colour_of(drums[0]))
        _part(other, 1, _in_colour_of(drums[1]))
        for page, over in zip(pdf.pages, other.pages, strict=True):
            _multiply(pdf, page, other, over)
        return finished_pages(pdf, properties)


def _in_colour_of(drum: Drum) -> _Shown:
    return lambda value: [1 - value * (1 - part) for part in drum.screen]


def _multiply(pdf: pikepdf.Pdf, page: pikepdf.Page, other: pikepdf.Pdf, over: pikepdf.Page) -> None:
    """Multiply a page of another file onto a page, as both inks darken the paper.

    It is one group (ISO 32000-1, 11.4.5), so that knockouts in it stay inside it; and it has no
    tags, which the page itself has.
    """
    form = pdf.make_stream(
        ContentStream("page", over, over.obj).rewritten(_without_tags),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=page.obj.MediaBox,
        Group=Dictionary({**_PAGE_GROUP, "/I": True}),
        Resources=pdf.copy_foreign(other.make_indirect(over.obj.Resources)),
    )
    page.obj.Group = Dictionary(_PAGE_GROUP)
    drum = page.add_resource(form, Name.XObject, Name("/SecondDrum"))
    state = page.add_resource(
        Dictionary(BM=Name.Multiply), Name.ExtGState, Name("/MultipliedDrums")
    )
    page.contents_add(b"q", prepend=True)
    over_it = b"Q /Artifact BMC q %s gs %s Do Q EMC" % (str(state).encode(), str(drum).encode())
    page.contents_add(over_it, prepend=False)


def _without_tags(instructions: Iterable[Any]) -> list[Any]:
    return [one for one in instructions if str(one.operator) not in MARKED_CONTENT]


def _part(pdf: pikepdf.Pdf, index: int, shown: _Shown) -> None:
    """Keep in a file only what one drum prints; raises PlateError."""
    channel = CHANNELS[index]

    def paint(colour: Colour, is_stroke: bool) -> Painted:
        value = colour[channel]
        left_alone = colour[_OVERPRINT] > 0 and value == 0
        left_alone = left_alone or (index > 0 and colour[_SECOND_ALONE] > 0)
        # A colour that is left alone is not white: it is not visible at all.
        light = shown(1 if left_alone else value)
        operator = "g" if len(light) == 1 else "rg"
        numbers = [Decimal(str(round(one, 4))) for one in light]
        return Painted(numbers, operator.upper() if is_stroke else operator, special=left_alone)

    try:
        repaint(pdf, paint)
    except OtherColourError as error:
        raise PlateError(str(error)) from error
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == "/Image":
            _recolour(thing, channel, shown)
        elif thing.get("/PatternType") == 1:
            _overlap(thing)


def _overlap(tile: pikepdf.Stream) -> None:
    """Let what is drawn past the edges of a tile cover the seam to the next tile."""
    left, bottom, right, top = map(float, tile.BBox)
    across, up = _LAP * (right - left), _LAP * (top - bottom)
    tile.BBox = Array(
        Decimal(str(round(side, 4)))
        for side in (left - across, bottom - up, right + across, top + up)
    )


def _recolour(image: pikepdf.Stream, channel: int, shown: _Shown) -> None:
    """Keep of a picture only what one drum prints, or the white that it knocks out.

    Raises PlateError for a picture whose colours are not a table of inks.
    """
    if image.get("/ImageMask", False):
        return
    own = image.get("/ColorSpace")
    if own == Name.DeviceGray:
        return  # a mask: how much of a picture is visible
    if not (isinstance(own, Array) and own[0] == Name.Indexed and own[1] == Name.DeviceCMYK):
        raise PlateError(tr("a picture is not in the inks of the drums"))
    table = bytes(own[3]) if isinstance(own[3], pikepdf.String) else own[3].read_bytes()
    light = [shown(table[at + channel] / 255) for at in range(0, len(table), 4)]
    colours = bytes(round(255 * one) for entry in light for one in entry)
    space = Name.DeviceGray if len(light[0]) == 1 else Name.DeviceRGB
    image.ColorSpace = Array([Name.Indexed, space, own[2], pikepdf.String(colours)])
