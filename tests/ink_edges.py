"""Measure the distance from a letter's ink to the edges of its advance.

Typst measures advances, but headlines are aligned by their ink. ``python -m tests.ink_edges``
writes the table layouts/lib/ink-edges.typ from the display faces, for the characters that French
lines begin and end with.
"""

from __future__ import annotations

import json
import string
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.helpers import ROOT
from zines.composition import fonts

TABLE = ROOT / "layouts/lib/ink-edges.typ"
#: The file of each display face.
FACES = {"Fjalla One": "FjallaOne-Regular.ttf", "Manrope": "Manrope-Bold.ttf"}
SIGNS = (
    string.ascii_letters + string.digits + "ÀÂÇÉÈÊËÎÏÔÙÛÜŒÆàâçéèêëîïôùûüœæ«»!?.,:;…’'()#%&-–—/*+="
)
_UNITS = 1000
#: With the basic engine, figures are the same where FriBidi is not installed. It rounds advances to
#: a unit of the size, so that these are measured in a larger one.
_BASIC = ImageFont.Layout.BASIC
_FINER = 16
HEAD = """\
// How far the ink of a sign lies from the left and right edges of its advance, in thousandths of
// the size, by face: Typst measures advances. Written by: python -m tests.ink_edges
"""


def measured(face: str) -> dict[str, dict[str, int]]:
    """Return the left and right edges of each character, in thousandths of the type size."""
    file = next(one for one in map(Path, fonts.files([])) if one.name == FACES[face])
    font = ImageFont.truetype(str(file), _UNITS, layout_engine=_BASIC)
    large = ImageFont.truetype(str(file), _FINER * _UNITS, layout_engine=_BASIC)
    edges: dict[str, dict[str, int]] = {"left": {}, "right": {}}
    for sign in SIGNS:
        page = Image.new("1", (3 * _UNITS, 3 * _UNITS))
        ImageDraw.Draw(page).text((_UNITS, _UNITS), sign, fill=1, font=font)
        box = page.getbbox()
        assert box, sign
        edges["left"][sign] = box[0] - _UNITS
        edges["right"][sign] = round(_UNITS + large.getlength(sign) / _FINER) - box[2]
    return edges


def written() -> str:
    """Return the text that the table must have, as a Typst module."""

    def row(side: str, edges: dict[str, int]) -> str:
        pairs = (f"{json.dumps(sign, ensure_ascii=False)}: {edge}" for sign, edge in edges.items())
        return f"    {side}: ({', '.join(pairs)}),"

    faces = "\n".join(
        f'  "{face}": (\n' + "\n".join(row(*one) for one in measured(face).items()) + "\n  ),"
        for face in FACES
    )
    return f"{HEAD}#let ink-edges = (\n{faces}\n)\n"


if __name__ == "__main__":
    TABLE.write_text(written(), "utf-8")
    sys.exit()
