"""Reading and writing the pixels of a picture on finished pages. Imports pikepdf."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.pictures import fingerprint
from zines.prepress.inks import ink_separation

PAPER, BLACK = b"\0\0\0\0", b"\0\0\0\xff"
_CHANNELS = {1: "L", 3: "RGB", 4: "CMYK"}


def fingerprint_of(stream: pikepdf.Stream) -> str:
    """Return the digest that identifies a picture since it was prepared."""
    raw = stream.read_raw_bytes() if _is_jpeg(stream) else stream.read_bytes()
    return fingerprint(int(stream.Width), int(stream.Height), raw)


def _is_jpeg(stream: pikepdf.Stream) -> bool:
    return "DCTDecode" in str(stream.get("/Filter"))


def opened(stream: pikepdf.Stream) -> ink_separation.Picture | None:
    """Return the pixels as L, RGB or CMYK; None for a picture already in inks, or a stencil."""
    if stream.get("/ImageMask"):
        return None
    space = stream.ColorSpace
    family = str(space[0] if isinstance(space, Array) else space)
    count = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(family, 0)
    if family == "/ICCBased":
        count = int(space[1].N)
    if count not in _CHANNELS or int(stream.BitsPerComponent) != 8:
        return None
    if _is_jpeg(stream):
        # Pillow inverts CMYK, as the Decode array that Typst writes does.
        return ink_separation.decoded(stream.read_raw_bytes())
    return ink_separation.pixels(
        _CHANNELS[count], (int(stream.Width), int(stream.Height)), stream.read_bytes()
    )


def soft_mask(stream: pikepdf.Stream) -> ink_separation.Picture | None:
    """Return the opacity of each pixel; None if all are opaque."""
    mask = stream.get("/SMask")
    if mask is None:
        return None
    return ink_separation.pixels("L", (int(mask.Width), int(mask.Height)), mask.read_bytes())


def indexed(table: bytes) -> Array:
    """Return the colour space of pixels that are indices in a table of inks."""
    return Array([Name.Indexed, Name.DeviceCMYK, len(table) // 4 - 1, pikepdf.String(table)])


def write_in_inks(
    stream: pikepdf.Stream,
    picture: ink_separation.Picture,
    separation: ink_separation.Separation,
    size_mm: tuple[float, float],
) -> None:
    """Write pixels in four inks, those of a grey in black ink only, for their printed size."""
    if picture.mode == "L":
        write_in_black(stream, picture, separation, size_mm)
    elif picture.mode == "RGB":
        made = separation.picture(ink_separation.no_finer(picture, size_mm))
        write(stream, made, Name.DeviceCMYK)
    else:
        write(stream, separation.limited(picture), Name.DeviceCMYK)


def write_in_black(
    stream: pikepdf.Stream,
    picture: ink_separation.Picture,
    separation: ink_separation.Separation,
    size_mm: tuple[float, float],
) -> None:
    """Write the greys of a picture in black ink only, for its printed size."""
    grey = ink_separation.no_finer(picture.convert("RGB").convert("L"), size_mm)
    write(stream, grey, indexed(b"".join(b"\0\0\0%c" % black for black in separation.blacks)))


def write(
    stream: pikepdf.Stream, picture: ink_separation.Picture, space: pikepdf.Object | None
) -> None:
    """Replace the pixels of a picture, in a colour space; None: as a stencil."""
    made = ink_separation.samples(picture)
    parameters = None
    if made.predicted:
        parameters = Dictionary(
            Predictor=15, Colors=made.channels, BitsPerComponent=made.bits, Columns=made.width
        )
    stream.write(made.data, filter=Name.FlateDecode, decode_parms=parameters)
    stream.Width, stream.Height = made.width, made.height
    stream.BitsPerComponent = made.bits
    if space is None:
        stream.ImageMask = True
    else:
        stream.ColorSpace = space
    stream.Interpolate = False
    if "/Decode" in stream:
        del stream["/Decode"]
