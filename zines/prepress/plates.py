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
from typing import Any, NamedTuple

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


class Painted(NamedTuple):
    """A colour as it is painted, by one operator; or left alone, where ``seen`` is False."""

    operands: list[Decimal]
    operator: str
    seen: bool = True


#: How to paint in a colour, of a fill or (True) of a stroke: on a plate, or in a preview.
Paint = Callable[[Colour, bool], Painted]


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
        return Painted([grey], "G" if stroke else "g", seen)

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
    hidden, above = [False, False], []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "q":
            above.append(list(hidden))
        elif operator == "Q" and above:
            hidden = above.pop()
        if operator in ("k", "K"):
            stroke = operator == "K"
            painted = paint([float(part) for part in instruction.operands], stroke)
            # Only where it changes: a drawing may have an opacity of its own.
            if hidden[stroke] == painted.seen:
                hidden[stroke] = not painted.seen
                state = f"/{'stroke' if stroke else 'fill'}-{'full' if painted.seen else 'none'}"
                yield [Name(state)], Operator("gs")
            yield painted.operands, Operator(painted.operator)
        elif operator == "Do" and hidden[0] and _is_image(stream, instruction.operands[0]):
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
    _recoloured(image, Name.DeviceGray, lambda black: b"\xff" if white else bytes([255 - black]))


def _recoloured(image: pikepdf.Stream, space: Name, colour: Callable[[int], bytes]) -> None:
    """Give a picture that is black alone another colour for each black (0 to 255)."""
    if image.get("/ImageMask", False):
        return
    own = image.get("/ColorSpace")
    if own == Name.DeviceGray:
        return  # a mask of how much of a picture shows
    if not (isinstance(own, Array) and own[0] == Name.Indexed and own[1] == Name.DeviceCMYK):
        raise PlateError("a picture is not black alone")
    table = bytes(own[3]) if isinstance(own[3], pikepdf.String) else own[3].read_bytes()
    colours = b"".join(colour(table[at + 3]) for at in range(0, len(table), 4))
    image.ColorSpace = Array([Name.Indexed, space, own[2], pikepdf.String(colours)])
