"""Pictures on finished pages: how large they are, and their pixels in the inks of the job.

Typst makes every grey or coloured picture an ICC-based one, which a press would separate to four
inks. Here each becomes CMYK by the profile of the printing condition, or black alone, at the size
at which it is printed. What is drawn (an SVG) is left to vector_pictures.py. Names pikepdf.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.limits import TOTAL_INK_PERCENT
from zines.base.pictures import fingerprint
from zines.base.units import mm
from zines.pdf.geometry import height_of_unit, width_of_unit
from zines.pdf.placements import placements
from zines.prepress import ink_separation, vector_pictures
from zines.prepress.resolution import Placed
from zines.prepress.tones import Drawing

_PAPER, _BLACK = b"\0\0\0\0", b"\0\0\0\xff"
_CHANNELS = {1: "L", 3: "RGB", 4: "CMYK"}


@dataclass(frozen=True)
class Inked:
    """Pages in the inks of the job, what stood on them before, and what drawings became."""

    content: bytes
    placed: tuple[Placed, ...]
    drawings: tuple[Drawing, ...] = ()


def inked(pages: bytes, ink: str, profile: Path, most_ink: float = TOTAL_INK_PERCENT) -> Inked:
    """Return pages without RGB and without ICC-based grey.

    ``colour``: CMYK by ``profile``, greys in black alone. ``black``: black or nothing, tones as a
    screen. ``riso``: greys of black alone, which the machine screens itself. Pages with nothing
    to turn come back as they are. No colour takes more than ``most_ink`` percent.
    """
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        found = _all_placed(pdf)
        largest: dict[tuple[int, int], tuple[float, float]] = {}
        streams: dict[tuple[int, int], pikepdf.Stream] = {}
        for one, stream in found:
            key = stream.objgen
            streams[key] = stream
            sizes = largest.get(key, (0.0, 0.0)), one.size_mm
            largest[key] = max(sizes[0][0], sizes[1][0]), max(sizes[0][1], sizes[1][1])
        separation = ink_separation.separation(profile, most_ink)
        for key, stream in streams.items():
            _turn(stream, ink, separation, largest[key])
        drawn = vector_pictures.turn(pdf, ink, separation.colour)
        if not streams and not drawn.any:
            return Inked(pages, ())
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False, deterministic_id=True)
        return Inked(out.getvalue(), tuple(one for one, _ in found), drawn.drawings)


def _all_placed(pdf: pikepdf.Pdf) -> list[tuple[Placed, pikepdf.Stream]]:
    """Return each picture as often as it stands on a page, with its printed size."""
    fingerprints: dict[tuple[int, int], str] = {}
    found = []
    for number, page in enumerate(pdf.pages, 1):
        for picture in placements(page):
            stream = picture.stream
            if picture.is_form:
                continue
            if stream.objgen not in fingerprints:
                fingerprints[stream.objgen] = _fingerprint(stream)
            count = int(stream.Width), int(stream.Height)
            size = mm(width_of_unit(picture.matrix)), mm(height_of_unit(picture.matrix))
            found.append((Placed(number, fingerprints[stream.objgen], count, size), stream))
    return found


def _fingerprint(stream: pikepdf.Stream) -> str:
    raw = stream.read_raw_bytes() if _is_jpeg(stream) else stream.read_bytes()
    return fingerprint(int(stream.Width), int(stream.Height), raw)


def _is_jpeg(stream: pikepdf.Stream) -> bool:
    return "DCTDecode" in str(stream.get("/Filter"))


def _turn(
    stream: pikepdf.Stream,
    ink: str,
    separation: ink_separation.Separation,
    size_mm: tuple[float, float],
) -> None:
    """Write the pixels of a picture anew, in its place; an alpha stays in its soft mask."""
    picture = _opened(stream)
    if picture is None:
        return
    if ink == "black":
        mask = stream.get("/SMask")
        grey = picture.convert("RGB").convert("L")
        if mask is not None:
            size = int(mask.Width), int(mask.Height)
            grey = ink_separation.on_paper(
                grey, ink_separation.pixels("L", size, mask.read_bytes())
            )
            del stream["/SMask"]
            # Paper is let through: no white box on what lies below.
            stream.Mask = Array([1, 1])
        _write(stream, ink_separation.in_black(grey, size_mm), _indexed(_BLACK + _PAPER))
    elif picture.mode == "L" or ink == "riso":
        grey = ink_separation.no_finer(picture.convert("RGB").convert("L"), size_mm)
        table = b"".join(b"\0\0\0%c" % black for black in separation.blacks)
        _write(stream, grey, _indexed(table))
    elif picture.mode == "RGB":
        made = separation.picture(ink_separation.no_finer(picture, size_mm))
        _write(stream, made, Name.DeviceCMYK)
    elif (limited := separation.limited(picture)) is not picture:
        _write(stream, limited, Name.DeviceCMYK)


def _opened(stream: pikepdf.Stream) -> ink_separation.Picture | None:
    """Return the pixels as L, RGB or CMYK; None for what is in inks already, or a stencil."""
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
        # Pillow turns CMYK right side up, as the Decode array that Typst writes does.
        return ink_separation.decoded(stream.read_raw_bytes())
    return ink_separation.pixels(
        _CHANNELS[count], (int(stream.Width), int(stream.Height)), stream.read_bytes()
    )


def _indexed(table: bytes) -> Array:
    return Array([Name.Indexed, Name.DeviceCMYK, len(table) // 4 - 1, pikepdf.String(table)])


def _write(stream: pikepdf.Stream, picture: ink_separation.Picture, space: pikepdf.Object) -> None:
    made = ink_separation.samples(picture)
    parameters = None
    if made.predicted:
        parameters = Dictionary(
            Predictor=15, Colors=made.channels, BitsPerComponent=made.bits, Columns=made.width
        )
    stream.write(made.data, filter=Name.FlateDecode, decode_parms=parameters)
    stream.Width, stream.Height = made.width, made.height
    stream.BitsPerComponent, stream.ColorSpace = made.bits, space
    stream.Interpolate = False
    if "/Decode" in stream:
        del stream["/Decode"]
