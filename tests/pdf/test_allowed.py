"""Keys that paint are kept in rewritten files, all of them (ISO 32000-2)."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from zines.pdf import packed
from zines.pdf.allowed import keep_painting

#: The keys of each clause that a printed page may depend on. Arlington, the model of the PDF
#: Association, has the same ones; Panose is a key in the style of a font.
PAINTING = {
    "7.3.8 and 7.4, streams and filters": """
        Length Filter DecodeParms DL K EndOfLine EncodedByteAlign Columns Rows EndOfBlock BlackIs1
        DamagedRowsBeforeError ColorTransform Predictor Colors BitsPerComponent EarlyChange
        JBIG2Globals Type Name
    """,
    "7.10, functions": """
        FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Functions Bounds
    """,
    "8.4.5, graphics states": """
        Type LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM SMask CA ca AIS
        TK UseBlackPtComp HTO
    """,
    "8.6.5 and 8.6.6, colour spaces": """
        WhitePoint BlackPoint Gamma Matrix Range N Alternate Subtype Colorants Process MixingHints
        Solidities PrintingOrder DotGain ColorSpace Components
    """,
    "8.7, patterns and shadings": """
        Type PatternType PaintType TilingType BBox XStep YStep Resources Matrix Shading ExtGState
        Domain Function ShadingType ColorSpace Background AntiAlias Coords Extend BitsPerCoordinate
        BitsPerComponent BitsPerFlag Decode VerticesPerRow
    """,
    "8.9, pictures": """
        Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode
        Interpolate SMask SMaskInData Name OC Matte
    """,
    "8.10 and 11.6.5, forms, groups and masks": """
        Type Subtype FormType BBox Matrix Resources Group OC Name S CS I K G BC TR
    """,
    "8.11, layers": """
        Name BaseState ON OFF Intent AS RBGroups Type Usage OCGs P VE D Export Print View Event
        Category Subtype PrintState ViewState ExportState
    """,
    "9.5 to 9.7, fonts": """
        Type Subtype BaseFont Encoding DescendantFonts ToUnicode Name FirstChar LastChar Widths
        FontDescriptor FontBBox FontMatrix CharProcs Resources CIDSystemInfo DW W DW2 W2 CIDToGIDMap
        Registry Ordering Supplement CMapName WMode UseCMap BaseEncoding Differences
    """,
    "9.8, font descriptors and files": """
        Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent
        Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile3
        Style Panose Lang FD CIDSet FontFile2 CharSet Length1 Length2 Length3 Subtype
    """,
    "10.6, halftones": """
        Type HalftoneType HalftoneName Frequency Angle SpotFunction AccurateScreens TransferFunction
        Default Width Height Xsquare Ysquare Width2 Height2
    """,
}
#: The kinds of resources (7.8.3), and other entries whose keys are names that the file chooses
#: (8.6.6.5: those of inks; 9.6.4: those of glyphs).
RESOURCES = "ExtGState ColorSpace Pattern Shading XObject Font Properties".split()  # noqa: SIM905
NAMES = ("Colorants", "Solidities", "DotGain", "CharProcs")
PAGE = """Type Parent Resources Contents Group Rotate UserUnit MediaBox CropBox BleedBox TrimBox
    ArtBox""".split()  # noqa: SIM905


def kept(state: Dictionary) -> Dictionary:
    """Return what is left of a graphics state on a page."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        page.Resources = Dictionary(ExtGState=Dictionary(G=state))
        keep_painting(pdf)
        return Dictionary(dict(page.Resources.ExtGState.G.items()))


@pytest.mark.parametrize("clause", PAINTING)
def test_all_keys_that_paint_are_kept_and_no_others(clause: str) -> None:
    wanted = {f"/{one}" for one in PAINTING[clause].split()}
    given = Dictionary(dict.fromkeys(wanted, 1) | {"/AA": 1, "/Metadata": 1, "/F": 1, "/EF": 1})
    assert set(kept(given).keys()) == wanted


@pytest.mark.parametrize("kind", RESOURCES)
def test_resources_are_kept_under_any_name(kind: str) -> None:
    named = Dictionary({"/Odd": Dictionary(CA=1, Odd=1)})
    resources = kept(Dictionary(Resources=Dictionary({f"/{kind}": named, "/Odd": 1}))).Resources
    assert list(resources.keys()) == [f"/{kind}"]
    assert dict(resources[f"/{kind}"].items()) == {"/Odd": Dictionary(CA=1)}


@pytest.mark.parametrize("entry", NAMES)
def test_names_of_inks_and_of_glyphs_are_kept(entry: str) -> None:
    found = kept(Dictionary({f"/{entry}": Dictionary(Odd=Dictionary(CA=1, Odd=1))}))
    assert found[f"/{entry}"] == Dictionary(Odd=Dictionary(CA=1))


@pytest.mark.parametrize(
    ("number", "left"), [(5, ["/HalftoneType", "/Odd"]), (1, ["/HalftoneType"])]
)
def test_a_halftone_of_halftones_has_one_for_each_ink(number: int, left: list[str]) -> None:
    """10.6.5.6: type 5, by the names of inks; other types have none."""
    inner = Dictionary(HalftoneType=1, Odd=1)
    found = kept(Dictionary(HT=Dictionary(HalftoneType=number, Odd=inner))).HT
    assert sorted(found.keys()) == left
    if number == 5:
        assert found["/Odd"] == Dictionary(HalftoneType=1)


def test_a_page_keeps_its_boxes_and_what_is_painted() -> None:
    """7.7.3.3. The tree of pages is kept by its type, the trailer by what opens the file."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        for entry in (*PAGE, "Annots", "AA", "Metadata", "Thumb", "Tabs", "StructParents"):
            if entry not in ("Type", "Parent"):
                page[f"/{entry}"] = Array([0, 0, 9, 9])
        pdf.Root.Lang, pdf.Root.Names = String("fr"), Dictionary()
        keep_painting(pdf)
        assert set(page.keys()) == {f"/{one}" for one in PAGE}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang"}


#: ISO 32000-2, tables 29 and 31, as Arlington has them; SpiderInfo is of ISO 32000-1.
OF_CATALOGUE = """Type Version Extensions Pages PageLabels Names Dests ViewerPreferences PageLayout
    PageMode Outlines Threads OpenAction AA URI AcroForm Metadata StructTreeRoot MarkInfo Lang
    SpiderInfo OutputIntents PieceInfo OCProperties Perms Legal Requirements Collection
    NeedsRendering DSS AF DPartRoot"""
OF_PAGES = """Type Parent LastModified Resources MediaBox CropBox BleedBox TrimBox ArtBox
    BoxColorInfo Contents Rotate Group Thumb B Dur Trans Annots AA Metadata PieceInfo StructParents
    ID PZ SeparationInfo Tabs TemplateInstantiated PresSteps UserUnit VP AF OutputIntents DPart"""


@pytest.mark.parametrize(("type_", "standard"), [("Catalog", OF_CATALOGUE), ("Page", OF_PAGES)])
def test_keys_of_the_standard_are_no_unknown_data(type_: str, standard: str) -> None:
    holder = Dictionary({f"/{one}": Dictionary() for one in [*standard.split(), "Odd"]})
    holder.Type = Name(f"/{type_}")
    assert packed.unknown_keys(holder) == ("Odd",)
