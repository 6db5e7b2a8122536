"""Plates for a risograph: one greyscale PDF per drum, and a preview of them all.

Pages come with each drum in a channel of CMYK of its own, as the theme's palette for riso says:
black is the first drum, magenta the second. The other two channels are no drums:

- yellow: the colour overprints, which means that it leaves alone what lies below it on the plates
  of drums of which it holds nothing;
- cyan: the colour leaves the second drum alone, whatever it holds. So white with cyan in it cuts
  into the first drum only, and what the second printed there shows.

All else knocks out. The preview is made of the plates themselves, one multiplied with the other,
as inks lie on paper: what overprints is seen in the third colour. Names pikepdf.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.language import tr
from zines.base.printing import Drum
from zines.pdf.content.state_operators import MARKED_CONTENT
from zines.prepress import press_marks
from zines.prepress.fields import form_fields
from zines.prepress.finishing import Properties, finished_pages, without_reading
from zines.prepress.inks.colour_streams import Colour, OtherColourError, Painted, States, repaint

#: Where the drums lie in CMYK, in the order in which they are named.
CHANNELS = (3, 1)
_SECOND_ALONE, _OVERPRINT = 0, 2
#: What is left alone on a plate is painted without being seen.
_UNSEEN = States(({"/ca": 0}, {"/ca": 1}), ({"/CA": 0}, {"/CA": 1}))
#: Red, green and blue, or one grey, of so much ink (0 to 1) of a drum on paper.
_Shown = Callable[[float], list[float]]
#: How far a tile reaches over the next, in parts of it: renderers would show a hairline.
_LAP = 0.05
_PAGE_GROUP = {"/S": Name.Transparency, "/CS": Name.DeviceRGB}


class PlateError(Exception):
    """The pages hold what cannot be parted into drums; the message is for people."""


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
    """Return pages as two drums print on one another, in the colours of a screen.

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
    """Print a page of another file over a page: both dim the light of the paper.

    It is one group (ISO 32000-1, 11.4.5), so that what knocks out in it does so there alone; and
    it holds no tags, which the page itself has.
    """
    instructions = [
        one for one in pikepdf.parse_content_stream(over) if str(one.operator) not in MARKED_CONTENT
    ]
    form = pdf.make_stream(
        pikepdf.unparse_content_stream(instructions),
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


def _part(pdf: pikepdf.Pdf, index: int, shown: _Shown) -> None:
    """Leave in a file what one drum prints; raises PlateError."""
    channel = CHANNELS[index]

    def paint(colour: Colour, stroke: bool) -> Painted:
        value = colour[channel]
        left_alone = colour[_OVERPRINT] > 0 and value == 0
        left_alone = left_alone or (index > 0 and colour[_SECOND_ALONE] > 0)
        # What is left alone is not white: it is nothing.
        light = shown(1 if left_alone else value)
        operator = ("G" if stroke else "g") if len(light) == 1 else ("RG" if stroke else "rg")
        numbers = [Decimal(str(round(one, 4))) for one in light]
        return Painted(numbers, operator, special=left_alone)

    try:
        repaint(pdf, paint, _UNSEEN)
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
    """Let what is drawn past the edges of a tile cover the seam to the next."""
    left, bottom, right, top = map(float, tile.BBox)
    across, up = _LAP * (right - left), _LAP * (top - bottom)
    tile.BBox = Array(
        Decimal(str(round(side, 4)))
        for side in (left - across, bottom - up, right + across, top + up)
    )


def _recolour(image: pikepdf.Stream, channel: int, shown: _Shown) -> None:
    """Leave of a picture what one drum prints, or the white that it knocks out.

    Raises PlateError for a picture whose colours are no table of inks.
    """
    if image.get("/ImageMask", False):
        return
    own = image.get("/ColorSpace")
    if own == Name.DeviceGray:
        return  # a mask of how much of a picture shows
    if not (isinstance(own, Array) and own[0] == Name.Indexed and own[1] == Name.DeviceCMYK):
        raise PlateError(tr("a picture is not in the inks of the drums"))
    table = bytes(own[3]) if isinstance(own[3], pikepdf.String) else own[3].read_bytes()
    light = [shown(table[at + channel] / 255) for at in range(0, len(table), 4)]
    colours = bytes(round(255 * one) for entry in light for one in entry)
    space = Name.DeviceGray if len(light[0]) == 1 else Name.DeviceRGB
    image.ColorSpace = Array([Name.Indexed, space, own[2], pikepdf.String(colours)])
