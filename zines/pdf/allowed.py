"""Filter for rewritten PDFs, which keeps only what paints their pages. Imports pikepdf.

Files from elsewhere hold scripts, actions, attached and associated files, references to external
files, portfolios, data of programs, and unknown keys. All keys that are not on the lists below are
removed. The lists contain the keys of ISO 32000-2 for painting (7.3.8, 7.5.5, 7.7, 8.4 to 8.11, 9.5
to 9.8, 10.6, 11.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

#: Keys of the trailer and of the catalogue. Layers (OCProperties) decide what prints.
_TRAILER = frozenset({"/Root", "/Info", "/ID", "/Size", "/Encrypt"})
_CATALOGUE = frozenset({"/Type", "/Version", "/Pages", "/Lang", "/OCProperties"})
#: Keys of a page: its boxes and what is painted. No annotations, so no links and no actions.
_PAGE = frozenset(
    {
        *("/Type", "/Parent", "/Resources", "/Contents", "/Group", "/Rotate", "/UserUnit"),
        *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    }
)
_STREAM = "Length Filter DecodeParms DL"
_FILTER = """Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows
    EndOfBlock BlackIs1 DamagedRowsBeforeError JBIG2Globals ColorTransform"""
_RESOURCES = "Resources ExtGState ColorSpace Pattern Shading XObject Font ProcSet Properties"
_STATE = """LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 HT HTO FL SM SA BM SMask CA ca AIS TK
    UseBlackPtComp"""
_OBJECT = """Type Subtype Name FormType BBox Matrix Group OC Width Height ImageMask Mask Decode
    Interpolate SMaskInData Matte Intent S CS I G BC"""
_PATTERN = """PatternType PaintType TilingType XStep YStep ShadingType Background AntiAlias Domain
    Function Extend Coords BitsPerCoordinate BitsPerFlag VerticesPerRow"""
_FUNCTION = "FunctionType Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds"
_SPACE = """Alternate WhitePoint BlackPoint Gamma Colorants Process Components MixingHints
    Solidities PrintingOrder DotGain"""
_FONT = """BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts
    CIDSystemInfo DW W DW2 W2 CIDToGIDMap FontBBox FontMatrix CharProcs BaseEncoding Differences
    FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight
    XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet Style
    Panose FD CIDSet Lang Length1 Length2 Length3 Registry Ordering Supplement CMapName WMode
    UseCMap"""
_HALFTONE = """HalftoneType HalftoneName Frequency Angle SpotFunction AccurateScreens Width2 Height2
    Xsquare Ysquare TransferFunction Default"""
#: The type of a halftone that holds others under the names of inks (ISO 32000-1, 10.5.5.7).
_BY_INK = 5
_LAYER = """OCGs P VE Usage Print View Export PrintState ViewState ExportState BaseState ON OFF AS
    Event Category RBGroups"""
_PAINTING = frozenset(
    f"/{called}"
    for listed in (
        *(_STREAM, _FILTER, _RESOURCES, _STATE, _OBJECT, _PATTERN, _FUNCTION, _SPACE, _FONT),
        *(_HALFTONE, _LAYER),
    )
    for called in listed.split()
)
#: Entries that only hold numbers and names, and may be long.
_PLAIN = {
    *("/Widths", "/W", "/W2", "/Differences", "/ProcSet", "/Decode", "/Domain", "/Range", "/Size"),
    *("/Encode", "/C0", "/C1", "/Bounds", "/Coords", "/Matrix", "/BBox", "/FontBBox", "/Parent"),
}


class _Kind(Enum):
    """What the keys of a dictionary are: keys of painting, kinds of resources, or any names."""

    PAINTING = auto()
    RESOURCES = auto()
    NAMES = auto()


_KINDS = {
    _Kind.PAINTING: {
        "/Resources": _Kind.RESOURCES,
        **dict.fromkeys(("/CharProcs", "/Colorants", "/Solidities", "/DotGain"), _Kind.NAMES),
    },
    _Kind.RESOURCES: {f"/{called}": _Kind.NAMES for called in _RESOURCES.split()},
}


def keep_painting(pdf: pikepdf.Pdf, own: Iterable[str] = ()) -> None:
    """Remove all that paints nothing from a PDF; ``own`` are keys of ours that stay."""
    allowed = {
        _Kind.PAINTING: _PAINTING | frozenset(own),
        _Kind.RESOURCES: frozenset(f"/{called}" for called in _RESOURCES.split()),
    }
    _keep(pdf.trailer, _TRAILER)
    _keep(pdf.Root, _CATALOGUE)
    waiting: list[tuple[Any, _Kind]] = [(pdf.Root.get("/OCProperties"), _Kind.PAINTING)]
    for page in pdf.pages:
        _keep(page.obj, _PAGE)
        waiting += _inside(page.obj, _Kind.PAINTING)
    seen: set[tuple[tuple[int, int], _Kind]] = set()
    while waiting:
        value, kind = waiting.pop()
        if not isinstance(value, (Array, Dictionary, pikepdf.Stream)):
            continue
        if value.is_indirect:
            if (value.objgen, kind) in seen:
                continue
            seen.add((value.objgen, kind))
        if isinstance(value, Array):
            waiting += ((one, _Kind.PAINTING) for one in value)
            continue
        if isinstance(value, pikepdf.Stream):
            # Whatever leads to it: one taken for resources would lose what it is read by.
            kind = _Kind.PAINTING
        _without_postscript(value)
        if value.get("/HalftoneType") == _BY_INK:
            kind = _Kind.NAMES
        if kind in allowed:
            _keep(value, allowed[kind])
        waiting += _inside(value, kind)


def _inside(value: Any, kind: _Kind) -> Iterator[tuple[Any, _Kind]]:
    """Yield the values in the entries of a dictionary or stream, each with its kind."""
    for entry, inner in value.items():
        if kind is _Kind.NAMES or entry not in _PLAIN:
            yield inner, _KINDS.get(kind, {}).get(entry, _Kind.PAINTING)


def _without_postscript(value: Any) -> None:
    """Empty a form in PostScript, which some printers would run (ISO 32000-1, 8.8.2)."""
    if isinstance(value, pikepdf.Stream) and Name.PS in (
        value.get("/Subtype"),
        value.get("/Subtype2"),
    ):
        value.write(b"")
        value.Subtype, value.BBox = Name.Form, Array([0, 0, 1, 1])


def _keep(value: Any, allowed: frozenset[str]) -> None:
    for entry in value.keys() - allowed:
        del value[entry]
