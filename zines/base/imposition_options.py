"""The imposition options, each declared once: name, values, default, help, schemas that accept it.

``OPTIONS`` is the source of the command line options, the check of outputs.yaml, the values of a
request and the refusal of what a schema does not accept (imposition_refusals.py).
"""

from __future__ import annotations

from zines.base.declared_option import ImpositionOption
from zines.base.language import mark
from zines.base.limits import UNPRINTABLE_EDGE_MM

_FOLDED = (
    *("saddle-stitch", "gathered-signatures", "quarto", "octavo", "sextodecimo"),
    "cut-stack-fold",
)
#: Schemas that can put several spreads on one sheet.
_SEVERAL_SPREADS = tuple(name for name in _FOLDED if name != "gathered-signatures")
_CUT = ("repeat", "cut-and-stack", "stab", "cards", "n-up")
_ZINES = ("one-sheet-zine", "one-sheet-zine-16")
SCHEMAS = (*_FOLDED, *_CUT, *_ZINES, "leaflet", "tiles")
#: Schemas whose sheets may be printed on both sides.
_TWO_SIDED = (*_FOLDED, *_CUT, "leaflet")
_ALL_BUT_TILES = SCHEMAS[:-1]
MARKS = ("crop", "fold", "cut", "registration", "slug", "holes")

_ROWS = (
    ImpositionOption(
        "binding",
        "choice",
        mark("The bound edge."),
        (*_FOLDED, *_CUT),
        default="left",
        choices=("left", "right", "top"),
    ),
    ImpositionOption(
        "flip",
        "choice",
        mark("How the machine turns the sheet.  [default: as a page is turned]"),
        _TWO_SIDED,
        choices=("short-edge", "long-edge"),
        idle_beside=("one_sided",),
    ),
    ImpositionOption(
        "two_passes",
        "choice",
        mark(
            "For machines that print one side at a time: fronts and backs in a file each, the "
            "backs from the last sheet (reversed) or from the first (forward)."
        ),
        _TWO_SIDED,
        choices=("reversed", "forward"),
        idle_beside=("one_sided",),
        unimpose=False,
        outputs=False,
    ),
    ImpositionOption(
        "blanks",
        "choice",
        mark("Where blank pages go."),
        _ALL_BUT_TILES,
        default="end",
        choices=("end", "before-last", "error"),
        idle_beside=("one_sided",),
    ),
    ImpositionOption(
        "cover",
        "flag",
        mark("The first and the last leaf on a sheet of their own."),
        _FOLDED,
        default=False,
    ),
    ImpositionOption(
        "creep",
        "number",
        mark("Thickness of a sheet in mm: inner pages move towards the spine."),
        _FOLDED,
        default=0,
        least=0,
        most=2,
        metavar="MM",
        idle_beside=("paper_weight",),
    ),
    ImpositionOption(
        "paper_weight",
        "number",
        mark("The same, from the paper's weight in g/m2 ..."),
        _FOLDED,
        default=0,
        least=0,
        most=1000,
        metavar="G",
    ),
    ImpositionOption(
        "bulk",
        "number",
        mark("... and its bulk in cm3/g."),
        _FOLDED,
        default=1.3,
        least=0.5,
        most=3,
        needs="paper_weight",
    ),
    ImpositionOption(
        "gutter",
        "gutter",
        mark(
            "Space in mm between pages that are cut apart: between columns and, if it differs, "
            "rows."
        ),
        (*_SEVERAL_SPREADS, *_CUT),
        default=0,
        least=0,
        most=50,
        metavar="X[,Y]",
    ),
    ImpositionOption(
        "margins",
        "margins",
        mark(
            "Where the first column and row begin, in mm from the left and the top, as on sheets "
            "of labels.  [default: in the middle]"
        ),
        _CUT,
        least=0,
        most=500,
        metavar=mark("X,Y"),
    ),
    ImpositionOption(
        "inner_margin",
        "number",
        mark(
            "Pages move by so many mm away from the spine; with --scale fit they are made smaller."
        ),
        (*_FOLDED, "cut-and-stack", "stab"),
        default=0,
        least=0,
        most=50,
        metavar="MM",
    ),
    ImpositionOption(
        "scale",
        "choice",
        mark("Whether pages are scaled to fill the sheet, mixed ones to one size first."),
        _ALL_BUT_TILES,
        default="none",
        choices=("none", "fit"),
    ),
    ImpositionOption(
        "trim",
        "paper",
        mark(
            "With --scale fit: the size on paper that pages are brought to.  [default: that of "
            "most pages, scaled to fill the sheet]"
        ),
        _ALL_BUT_TILES,
        metavar=mark("SIZE"),
        needs="scale",
        unimpose=False,
    ),
    ImpositionOption(
        "no_turn",
        "flag",
        mark("With --scale fit: a landscape page among portrait ones is made smaller, not turned."),
        _ALL_BUT_TILES,
        default=False,
        needs="scale",
        unimpose=False,
    ),
    ImpositionOption(
        "up",
        "whole",
        mark("Copies of the same piece on a sheet."),
        ("saddle-stitch", "repeat"),
        least=1,
        metavar="N",
    ),
    ImpositionOption(
        "grid",
        "grid",
        mark("Cells on a sheet."),
        ("cut-stack-fold", *_CUT),
        least=1,
        most=32,
        metavar=mark("COLUMNSxROWS"),
        idle_beside=("up",),
    ),
    ImpositionOption(
        "one_sided",
        "flag",
        mark("Each page on a sheet of its own, printed on one side."),
        ("repeat",),
        default=False,
    ),
    ImpositionOption(
        "sheets_per_signature",
        "whole",
        mark("How many sheets are folded together."),
        ("gathered-signatures",),
        default=4,
        least=1,
    ),
    ImpositionOption(
        "holes",
        "whole",
        mark("Staples or stitches along the spine, in the middle of --inner-margin."),
        ("stab",),
        default=4,
        least=2,
        most=12,
        metavar="N",
        unimpose=False,
    ),
    ImpositionOption(
        "fold",
        "choice",
        mark("How the sheet is folded."),
        ("leaflet",),
        default="letter",
        choices=("letter", "accordion", "single"),
    ),
    ImpositionOption(
        "marks",
        "marks",
        mark(
            "Of crop, fold, cut, registration, slug, holes (of a stab binding): some, with commas."
        ),
        _ALL_BUT_TILES,
        default="none",
        choices=MARKS,
        unimpose=False,
    ),
    ImpositionOption(
        "mark_length",
        "number",
        mark("How long marks to crop, fold and cut are, in mm, where the sheet has room."),
        _ALL_BUT_TILES,
        default=4,
        least=1,
        most=50,
        metavar="MM",
        unimpose=False,
    ),
    ImpositionOption(
        "poster",
        "paper",
        mark("The size of the whole: a2, a1, a0 or WxHmm."),
        ("tiles",),
        metavar=mark("SIZE"),
        unimpose=False,
    ),
    ImpositionOption(
        "overlap",
        "number",
        mark("What neighbours both show, in mm: 2 mm are cut off, the rest is glued."),
        ("tiles",),
        default=10,
        least=0,
        most=100,
        metavar="MM",
        unimpose=False,
    ),
    ImpositionOption(
        "margin",
        "number",
        mark("What the machine cannot print at the edges, in mm."),
        ("tiles",),
        default=UNPRINTABLE_EDGE_MM,
        least=0,
        most=50,
        metavar="MM",
        unimpose=False,
    ),
)
OPTIONS = {option.name: option for option in _ROWS}
