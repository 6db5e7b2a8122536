"""Which elements and attributes of SVG are printed, left out or refused, and the hints. Pure.

SVG 1.1, sections 5, 8, 9, 11 and 14. Texts are marked messages.
"""

from __future__ import annotations

import re

from zines.base.language import mark

DRAWN = re.compile(
    "svg|g|defs|symbol|use|path|rect|circle|ellipse|line|polyline|polygon|clipPath|style|image|a|"
    "switch"
)
#: Elements without effect on paper: they and their content are not copied.
LEFT_OUT = re.compile("title|desc|metadata|view|cursor|animate[A-Za-z]*|set|mpath")
MEND = mark("save it again as plain SVG, or export it as PNG at 300 dpi")
PNG = mark("export the drawing as PNG at 300 dpi")
PLAIN = mark("save it as plain SVG")
PLAIN_OR_1_1 = mark("save it as plain SVG (Inkscape) or SVG 1.1 (others)")
TO_PATHS = mark("convert text to paths")
REFUSED = {
    "script": (mark("a script"), mark("save it as plain SVG, without scripts")),
    "foreignObject": (mark("a foreign object"), PLAIN_OR_1_1),
    "font": (mark("a font"), TO_PATHS),
    "font-face": (mark("a font"), TO_PATHS),
} | dict.fromkeys(
    # Text would be set in another face than the original, without a warning: fonts of the machine
    # are never used.
    ("text", "tspan", "textPath", "tref", "altGlyph", "flowRoot"),
    (mark("text"), mark("convert text to paths (Inkscape: Path > Object to Path)")),
)
#: Refused only if something is painted with it: editors leave many that nothing uses.
NOT_IN_INK = {
    "linearGradient": mark("a gradient"),
    "radialGradient": mark("a gradient"),
    "meshgradient": mark("a gradient"),
    "pattern": mark("a pattern"),
    "solidColor": mark("a named colour"),
    "filter": mark("a filter"),
    "mask": mark("a mask"),
    "marker": mark("markers"),
}
ATTRIBUTES = re.compile(
    "id|class|style|transform|d|x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|width|height|points|viewBox|"
    "preserveAspectRatio|href|version|clipPathUnits|type|fill|fill-rule|fill-opacity|"
    "stroke(?:-width|-linecap|-linejoin|-miterlimit|-dasharray|-dashoffset|-opacity)?|opacity|"
    "color|display|visibility|clip-path|clip-rule|paint-order|vector-effect|overflow|"
    "shape-rendering|marker(?:-start|-mid|-end)?|filter|mask|mix-blend-mode|isolation|"
    "requiredFeatures|requiredExtensions|systemLanguage"
)
FAULTS = {
    "filter": mark("a filter"),
    "mask": mark("a mask"),
    "mix-blend-mode": mark("blending"),
}
