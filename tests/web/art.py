"""Write the pictures of the atelier's pages from drawings of the papers: python -m tests.web.art.

They are decoration: each shows a part of a drawing of layouts/lib/drawings, in ink, paper and red.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import typst
from PIL import Image

from tests.helpers import ROOT

FOLDER = ROOT / "zines/web/static/art"
#: Pictures by name: the drawing, width and height in mm, and the framing.
ART = {
    "choose": ("speaking-crowd", 150, 62, "wide"),
    "kits": ("shared-umbrella", 150, 62, "wide"),
    "made": ("paper-plane", 90, 70, "wide"),
    "fold-saddle-stitch": ("long-stapler", 60, 40, "whole"),
    "fold-one-sheet-zine": ("held-zine", 60, 40, "whole"),
    "fold-leaflet": ("fold-in-three", 60, 40, "whole"),
    "fold-cut-and-stack": ("paper-stack", 60, 40, "whole"),
    "fold-n-up": ("side-by-side", 60, 40, "whole"),
    "fold-repeat": ("paper-cutter", 60, 40, "whole"),
    "fold-tiles": ("glue-tiles", 60, 40, "whole"),
    "lost": ("foot-in-door", 90, 70, "wide"),
}
_DPI = 170
_TYPST = """\
#import "/tests/components/setup.typ": request, sample, theme
#import "/layouts/lib/components/drawing.typ": framed-drawing
#let document = request(width: {width})
#let t = theme(document)
#set page(width: {width}mm, height: {height}mm, margin: 0mm, fill: white)
#framed-drawing(t, (drawing: "{drawing}"), {width}mm, {height}mm, framing: "{framing}")
"""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, (drawing, width, height, framing) in ART.items():
        text = _TYPST.format(drawing=drawing, width=width, height=height, framing=framing)
        with tempfile.TemporaryDirectory(dir=ROOT) as scratch:
            file = Path(scratch) / "art.typ"
            file.write_text(text, "utf-8")
            picture = Path(scratch) / "art.png"
            inputs = {"theme": json.dumps("affiche")}
            typst.compile(
                file, root=ROOT, output=picture, format="png", ppi=_DPI, sys_inputs=inputs
            )
            drawn = Image.open(picture).convert("RGB").quantize(32, dither=Image.Dither.NONE)
            drawn.convert("RGB").save(FOLDER / f"{name}.webp", lossless=True, quality=100, method=6)


if __name__ == "__main__":
    main()
