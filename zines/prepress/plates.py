"""Plates for a risograph: one greyscale PDF per drum, and a preview of them all.

Pages come with each drum in a channel of CMYK of its own, as the theme's palette for riso says:
black is the first drum, magenta the second. Yellow is no drum: a colour with yellow in it
overprints, which means that it leaves alone what lies below it on the plates of other drums. All
else knocks out. Names pikepdf, as finishing.py does.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from zines.prepress import marks
from zines.prepress.finishing import Properties, finished_pages, without_reading
from zines.printer import Drum

#: Where the drums lie in CMYK, in the order in which they are named.
CHANNELS = (3, 1)
_OVERPRINT = 2
_OTHER_COLOURS = frozenset(["g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"])
#: What stands before a colour that is not painted, and before one that is (fill and stroke).
_STATES = {
    "fill-none": Dictionary(ca=0),
    "fill-full": Dictionary(ca=1),
    "stroke-none": Dictionary(CA=0),
    "stroke-full": Dictionary(CA=1),
}

Colour = Sequence[float]
#: The operators that paint in a colour: on a plate, or in a preview.
Paint = Callable[[Colour, bool], list[Any]]


class PlateError(Exception):
    """The pages hold what cannot be parted into drums; the message is for people."""


def plate(pages: bytes, index: int, properties: Properties) -> bytes:
    """Return the plate of one drum, in greyscale, with registration marks around the trim.

    Raises PlateError for a colour or picture that belongs to no drum.
    """

    def paint(colour: Colour, stroke: bool) -> list[Any]:
        kind = "stroke" if stroke else "fill"
        value = colour[CHANNELS[index]]
        leave = colour[_OVERPRINT] > 0 and value == 0
        # What is left alone is not white: it is nothing.
        grey = Decimal(0) if leave else Decimal(str(round(1 - value, 4)))
        return [
            ([Name(f"/{kind}-{'none' if leave else 'full'}")], Operator("gs")),
            ([grey], Operator("G" if stroke else "g")),
        ]

    def picture(image: pikepdf.Stream) -> None:
        _greyed(image, white=index != 0)

    return _painted(pages, paint, picture, properties, for_print=True)


def preview(pages: bytes, drums: Sequence[Drum], properties: Properties) -> bytes:
    """Return pages as the drums print on one another, in the colours of a screen."""

    def paint(colour: Colour, stroke: bool) -> list[Any]:
        light = [1.0, 1.0, 1.0]
        for drum, channel in zip(drums, CHANNELS, strict=False):
            light = [
                one * (1 - colour[channel] * (1 - part))
                for one, part in zip(light, drum.screen, strict=True)
            ]
        operands = [Decimal(str(round(one, 4))) for one in light]
        return [(operands, Operator("RG" if stroke else "rg"))]

    return _painted(pages, paint, lambda image: _greyed(image, white=False), properties)


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
        for page in pdf.pages:
            page.contents_coalesce()
            page.Contents.write(pikepdf.unparse_content_stream(_turned(page, paint)))
            _with_states(page.obj)
            if for_print:
                trim = [float(edge) for edge in page.trimbox]
                bleed = [float(edge) for edge in page.mediabox]
                page.obj.MediaBox = Array(marks.with_room(bleed))
                page.obj.BleedBox, page.obj.TrimBox = Array(bleed), Array(trim)
                drawn = marks.drawn(("crop", "registration"), trim, bleed, "0 G")
                page.contents_add(drawn, prepend=False)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                if thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1:
                    thing.write(pikepdf.unparse_content_stream(_turned(thing, paint)))
                    _with_states(thing)
                elif thing.get("/Subtype") == "/Image":
                    picture(thing)
        return finished_pages(pdf, properties)


def _turned(stream: Any, paint: Paint) -> list[Any]:
    """Return the instructions of a content stream with each colour painted in another way."""
    return list(_each_turned(stream, paint))


def _each_turned(stream: Any, paint: Paint) -> Iterator[Any]:
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator in ("k", "K"):
            colour = [float(part) for part in instruction.operands]
            yield from paint(colour, operator == "K")
        elif operator == "Do" and _is_image(stream, instruction.operands[0]):
            # A picture has its own colours, whatever was painted before it.
            yield [], Operator("q")
            yield [Name("/fill-full")], Operator("gs")
            yield instruction
            yield [], Operator("Q")
        elif operator in _OTHER_COLOURS:
            raise PlateError(f"a colour that is no drum's ({operator}) is painted")
        else:
            yield instruction


def _is_image(stream: Any, name: Any) -> bool:
    holder = getattr(stream, "obj", stream)
    named = holder.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    return bool(named.get(str(name), Dictionary()).get("/Subtype") == Name.Image)


def _with_states(holder: Any) -> None:
    if "/Resources" not in holder:
        holder.Resources = Dictionary()
    if "/ExtGState" not in holder.Resources:
        holder.Resources.ExtGState = Dictionary()
    for name, state in _STATES.items():
        holder.Resources.ExtGState[f"/{name}"] = state


def _greyed(image: pikepdf.Stream, *, white: bool) -> None:
    """Turn a picture that is black alone into greys, or into the white that it knocks out."""
    if image.get("/ImageMask", False):
        return
    space = image.get("/ColorSpace")
    if space == Name.DeviceGray:
        return  # a mask of how much of a picture shows
    if not (isinstance(space, Array) and space[0] == Name.Indexed and space[1] == Name.DeviceCMYK):
        raise PlateError("a picture is not black alone")
    table = bytes(space[3]) if isinstance(space[3], pikepdf.String) else space[3].read_bytes()
    greys = bytes(255 if white else 255 - table[at + 3] for at in range(0, len(table), 4))
    image.ColorSpace = Array([Name.Indexed, Name.DeviceGray, space[2], pikepdf.String(greys)])
