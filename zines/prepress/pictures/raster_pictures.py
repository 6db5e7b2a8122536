"""Pictures on finished pages: their size, and their pixels in the inks of the job.

Typst writes every grey or coloured picture with an ICC-based colour space, which a press would
separate to four inks. Here each becomes CMYK by the profile of the printing condition, or black
ink only, at its printed size. Drawings (SVG) are left to vector_pictures.py. Imports pikepdf.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array

from zines.base.limits import TOTAL_INK_PERCENT
from zines.base.units import mm
from zines.pdf.content.placements import Placement, placements
from zines.pdf.geometry import height_of_unit, width_of_unit
from zines.prepress.finishing import written
from zines.prepress.inks import ink_separation
from zines.prepress.inks.tones import Drawing
from zines.prepress.pictures import photographs, vector_pictures
from zines.prepress.pictures.picture_streams import (
    BLACK,
    PAPER,
    fingerprint_of,
    indexed,
    opened,
    soft_mask,
    write,
    write_in_black,
    write_in_inks,
)
from zines.prepress.pictures.resolution import Placed


@dataclass(frozen=True)
class Inked:
    """Pages in the inks of the job, the pictures that were on them, the results for drawings."""

    content: bytes
    placed: tuple[Placed, ...]
    drawings: tuple[Drawing, ...] = ()


def inked(
    pages: bytes,
    ink: str,
    profile: Path,
    most_ink: float = TOTAL_INK_PERCENT,
    own: Collection[str] = (),
) -> Inked:
    """Return pages without RGB and without ICC-based grey.

    ``colour``: CMYK by ``profile``, greys in black ink only. ``black``: black or nothing, tones as
    a screen. ``riso``: greys in black ink only, which the machine screens itself. Pages with
    nothing to convert are returned unchanged. No colour takes more than ``most_ink`` percent.
    Pictures with a fingerprint in ``own`` are photographs of the document (photographs.py).
    """
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        found = _all_placed(pdf, clips=bool(own))
        seen: dict[tuple[int, int], list[Placement]] = {}
        largest: dict[tuple[int, int], tuple[float, float]] = {}
        streams: dict[tuple[int, int], pikepdf.Stream] = {}
        for one, placement in found:
            stream, key = placement.stream, placement.stream.objgen
            streams[key] = stream
            if one.fingerprint in own:
                seen.setdefault(key, []).append(placement)
            sizes = largest.get(key, (0.0, 0.0)), one.size_mm
            largest[key] = max(sizes[0][0], sizes[1][0]), max(sizes[0][1], sizes[1][1])
        separation = ink_separation.separation(profile, most_ink)
        for key, stream in streams.items():
            photograph = photographs.seen(stream, seen[key]) if key in seen else None
            if photograph:
                photographs.convert(pdf, stream, photograph, ink, separation, largest[key])
            else:
                _convert(stream, ink, separation, largest[key])
        drawn = vector_pictures.convert(pdf, ink, separation.colour)
        if not streams and not drawn.any:
            return Inked(pages, ())
        content = written(pdf, fix_metadata_version=False)
        return Inked(content, tuple(one for one, _ in found), drawn.drawings)


def _all_placed(pdf: pikepdf.Pdf, *, clips: bool) -> list[tuple[Placed, Placement]]:
    """Return each picture once for each place where it stands on a page, with its printed size."""
    fingerprints: dict[tuple[int, int], str] = {}
    found = []
    for number, page in enumerate(pdf.pages, 1):
        for picture in placements(page, clips=clips):
            stream = picture.stream
            if picture.is_form:
                continue
            if stream.objgen not in fingerprints:
                fingerprints[stream.objgen] = fingerprint_of(stream)
            count = int(stream.Width), int(stream.Height)
            size = mm(width_of_unit(picture.matrix)), mm(height_of_unit(picture.matrix))
            found.append((Placed(number, fingerprints[stream.objgen], count, size), picture))
    return found


def _convert(
    stream: pikepdf.Stream,
    ink: str,
    separation: ink_separation.Separation,
    size_mm: tuple[float, float],
) -> None:
    """Rewrite the pixels of a picture; its soft mask stays, except in black ink."""
    picture = opened(stream)
    if picture is None:
        return
    if ink == "black":
        grey = picture.convert("RGB").convert("L")
        if (mask := soft_mask(stream)) is not None:
            grey = ink_separation.on_white(grey, mask)
            del stream["/SMask"]
            # Paper is transparent: no white box covers what lies below.
            stream.Mask = Array([1, 1])
        write(stream, ink_separation.in_black(grey, size_mm), indexed(BLACK + PAPER))
    elif ink == "riso":
        write_in_black(stream, picture, separation, size_mm)
    elif picture.mode != "CMYK" or separation.limited(picture) is not picture:
        write_in_inks(stream, picture, separation, size_mm)
