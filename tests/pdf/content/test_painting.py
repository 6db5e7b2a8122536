"""What pages paint: content written by hand, ISO 32000-1, clause 8; lengths in pt."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from zines.base.limits import LARGEST_CONTENT
from zines.pdf.content.content_stream import ALL
from zines.pdf.content.interpreter import Device, Interpreter
from zines.pdf.content.painted import Area, Colour, Line, Text
from zines.pdf.content.recorder import Recorder
from zines.pdf.geometry import EVERYWHERE, Box
from zines.pdf.inventory import PICTURE, Inventory
from zines.pdf.opening.budget import TooMuchError, words
from zines.pdf.pdf_file import Font

PDF = pikepdf.new()
BLACK, RED = Colour("grey", (0.0,)), Colour("rgb", (1.0, 0.0, 0.0))
CYAN, WHITE = Colour("cmyk", (1.0, 0.0, 0.0, 0.0)), Colour("cmyk", (0.0,) * 4)
FONT = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Infini)


def painted(
    content: bytes, media: Any = (0, 0, 100, 100), scale: float = 1, **resources: Any
) -> Recorder:
    """Return what a page with this content paints; ``resources`` by kind."""
    page = PDF.make_indirect(Dictionary(Type=Name.Page, Resources=Dictionary(**resources)))
    if media is not None:
        page.MediaBox = Array(media)
    recorder = Recorder(Inventory())
    recorder.interpreter(page, scale).run(PDF.make_stream(content))
    return recorder


def form(content: bytes, **entries: Any) -> pikepdf.Stream:
    return PDF.make_stream(content, Subtype=Name.Form, **entries)


@pytest.mark.parametrize(
    ("content", "areas"),
    [
        (b"10 20 30 40 re f", [Area(BLACK, Box(10, 20, 40, 60), 1)]),
        (b"40 60 -30 -40 re f*", [Area(BLACK, Box(10, 20, 40, 60), 1)]),
        (b"1 0 0 rg 0 0 m 10 0 l 5 9 l h F", [Area(RED, Box(0, 0, 10, 9), 3)]),
        # The box of a curve is that of its control points; v and y have two.
        (b"0 0 m 1 9 7 8 5 5 c 9 1 9 9 v 3 9 3 3 y f", [Area(BLACK, Box(0, 0, 9, 9), 4)]),
        (b"1 0 0 0 k 2 0 0 2 10 10 cm 0 0 10 10 re f", [Area(CYAN, Box(10, 10, 30, 30), 1)]),
        # Parts off the page, and paths that are not painted, do not count.
        (b"90 90 30 30 re f", [Area(BLACK, Box(90, 90, 100, 100), 1, 30)]),
        (b"200 200 30 30 re f", []),
        (b"0 0 10 10 re n f", []),
        (b"0 0 10 re f", []),
        (b"Do 5 Do gs sh 0 0 9 9 re f", [Area(BLACK, Box(0, 0, 9, 9), 1)]),
        (b"0 0 10 10 re n 0 0 50 50 re f", [Area(BLACK, Box(0, 0, 50, 50), 1)]),
        # A path ends when it is painted.
        (b"0 0 10 10 re f f", [Area(BLACK, Box(0, 0, 10, 10), 1)]),
        # Clips last until Q; an empty clip hides everything.
        (
            b"q 0 0 20 20 re W n 10 10 30 30 re f Q 10 10 30 30 re f",
            [
                Area(BLACK, Box(10, 10, 20, 20), 1, 30, Box(0, 0, 20, 20)),
                Area(BLACK, Box(10, 10, 40, 40), 1),
            ],
        ),
        (
            b"0 0 20 20 re W* n 10 10 30 30 re W n 0 0 99 99 re f",
            [Area(BLACK, Box(10, 10, 20, 20), 1, 99, Box(10, 10, 20, 20))],
        ),
        (b"W n 0 0 9 9 re f", []),
        (
            b"0 0 20 20 re W n 0 0 5 5 re n 0 0 99 99 re f",
            [Area(BLACK, Box(0, 0, 20, 20), 1, 99, Box(0, 0, 20, 20))],
        ),
        (b"0 0 20 20 re W n 50 50 9 9 re W n 0 0 99 99 re f", []),
        (b"Q 0 0 9 9 re f", [Area(BLACK, Box(0, 0, 9, 9), 1)]),
        (b"q 1 0 0 rg Q 0 0 9 9 re f", [Area(BLACK, Box(0, 0, 9, 9), 1)]),
    ],
)
def test_areas(content: bytes, areas: list[Area]) -> None:
    assert painted(content).areas == areas


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"10 10 m 50 10 l S", [Line(1, BLACK, Box(9.5, 9.5, 50.5, 10.5))]),
        (b"4 w 1 0 0 RG 10 10 m 50 10 l s", [Line(4, RED, Box(8, 8, 52, 12))]),
        (b"-4 w 10 10 m 50 10 l S", [Line(4, BLACK, Box(8, 8, 52, 12))]),
        (b"0 w 10 10 m 50 10 l S", [Line(0, BLACK, Box(10, 10, 50, 10))]),
        (b"w 10 10 m 50 10 l S", [Line(0, BLACK, Box(10, 10, 50, 10))]),
        # The width of lines is scaled too.
        (b"2 0 0 2 0 0 cm 2 w 10 10 m 20 10 l S", [Line(4, BLACK, Box(18, 18, 42, 22))]),
        (b"/G gs 10 10 m 50 10 l S", [Line(6, BLACK, Box(7, 7, 53, 13))]),
        (b"9 w /H gs 10 10 m 50 10 l S", [Line(1, BLACK, Box(9.5, 9.5, 50.5, 10.5))]),
        (b"W n 10 10 m 50 10 l S", []),
        (b"10 10 m 50 10 l S S", [Line(1, BLACK, Box(9.5, 9.5, 50.5, 10.5))]),
        (b"300 300 m 310 300 l S", []),
    ],
)
def test_lines(content: bytes, lines: list[Line]) -> None:
    states = Dictionary(G=Dictionary(LW=-6), H=Dictionary(LW=Name.A))
    assert painted(content, ExtGState=states).lines == lines


class Starts(Device):
    """Record the first instruction of each path, and the marked content around it."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, list[tuple[int, int]]]] = []

    def fill_path(self, interpreter: Interpreter) -> None:
        marked = [(one.number, one.start) for one in interpreter.marked]
        self.found.append((interpreter.path.start, interpreter.index, marked))


def test_instructions_and_sequences_are_counted_from_the_first() -> None:
    """Sequences of marked content may be nested; an end without a start is ignored (14.6)."""
    device = Starts()
    inner = form(b"EMC 0 0 9 9 re f")
    resources = Dictionary(XObject=Dictionary(F=inner))
    content = (
        b"0 0 m 9 9 l f EMC /A BMC 0 0 9 9 re f /B <</MCID 1>> BDC 0 0 9 9 re f EMC EMC "
        b"/C BMC /F Do 0 0 9 9 re f EMC 0 0 9 9 re f"
    )
    Interpreter(ALL, resources, device=device).run(PDF.make_stream(content))
    assert device.found == [
        (0, 2, []),
        (5, 6, [(0, 4)]),
        (8, 9, [(0, 4), (0, 7)]),
        # Instructions of a form are counted separately, within the sequence around it.
        (1, 2, []),
        (14, 15, [(1, 12)]),
        (17, 18, []),
    ]


@pytest.mark.parametrize("operator", [b"B", b"B*", b"b", b"b*"])
def test_filled_and_stroked(operator: bytes) -> None:
    recorder = painted(b"1 0 0 rg 1 0 0 0 K 10 10 20 20 re " + operator + b" f S")
    assert recorder.areas == [Area(RED, Box(10, 10, 30, 30), 1)]
    assert recorder.lines == [Line(1, CYAN, Box(9.5, 9.5, 30.5, 30.5))]
    assert recorder.take_boxes() == [Box(9.5, 9.5, 30.5, 30.5), Box(10, 10, 30, 30)]
    assert recorder.take_boxes() == [] and not recorder.areas and not recorder.lines


#: Text boxes are as high as most letters: from the base line to 0.7 of the size.
WORDS = "Infini (not embedded)"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b"BT /F 10 Tf 20 30 Td (ab) Tj ET", [Text(WORDS, 10, BLACK, Box(20, 30, 30, 37), 2)]),
        (
            b"BT /F 10 Tf 2 0 0 3 20 30 Tm (ab) Tj (c) Tj (c) Tj ET",
            [
                Text(WORDS, 30, BLACK, Box(20, 30, 40, 51), 2),
                Text(WORDS, 30, BLACK, Box(40, 30, 50, 51), 1),
                Text(WORDS, 30, BLACK, Box(50, 30, 60, 51), 1),
            ],
        ),
        (b"/D gs BT /F 10 Tf (ab) Tj ET", [Text(WORDS, 10, BLACK, Box(0, 0, 10, 7), 2)]),
        (b"BT /F 10 Tf /D gs (ab) Tj ET", [Text(WORDS, 10, BLACK, Box(0, 0, 10, 7), 2)]),
        (b"BT /F 10 Tf 5 Ts (ab) Tj ET", [Text(WORDS, 10, BLACK, Box(0, 5, 10, 12), 2)]),
        (b"BT /F -10 Tf 20 30 Td (ab) Tj ET", [Text(WORDS, 10, BLACK, Box(10, 23, 20, 30), 2)]),
        (
            b"BT /F 10 Tf 2 0 0 3 20 30 Tm (ab) Tj ET",
            [Text(WORDS, 30, BLACK, Box(20, 30, 40, 51), 2)],
        ),
        (b"BT 1 0 0 RG 1 Tr /F 10 Tf (a) Tj ET", [Text(WORDS, 10, RED, Box(0, 0, 5, 7), 1)]),
        (b"BT 1 0 0 RG 5 Tr /F 10 Tf (a) Tj ET", [Text(WORDS, 10, RED, Box(0, 0, 5, 7), 1)]),
        (b"BT 1 0 0 RG 2 Tr /F 10 Tf (a) Tj ET", [Text(WORDS, 10, BLACK, Box(0, 0, 5, 7), 1)]),
        (b"BT 3 Tr /F 10 Tf (a) Tj ET", []),
        (b"BT 7 Tr /F 10 Tf (a) Tj ET", []),
        (b"BT /T 10 Tf (a) Tj ET", [Text("(no name)", None, BLACK, Box(0, 0, 5, 7), 1)]),
        (b"/G gs BT (ab) Tj ET", [Text(WORDS, 8, BLACK, Box(0, 0, 8, 5.6), 2)]),
        (b"W n BT /F 10 Tf (a) Tj ET", []),
        (b"BT /F 10 Tf 300 0 Td (a) Tj ET", []),
    ],
)
def test_texts(content: bytes, texts: list[Text]) -> None:
    fonts = Dictionary(F=FONT, T=Dictionary(Subtype=Name.Type3))
    dashes = Dictionary(D=Array([Array([3]), 0]))
    states = Dictionary(G=Dictionary(Font=Array([PDF.make_indirect(FONT), 8])), D=dashes)
    recorder = painted(content, Font=fonts, ExtGState=states)
    assert [(*text[:3], text.signs) for text in recorder.texts] == [
        (*text[:3], text.signs) for text in texts
    ]
    for found, text in zip(recorder.texts, texts, strict=True):
        assert found.box == pytest.approx(text.box)
    if texts and texts[0].font == WORDS:
        assert recorder.inventory.fonts == {WORDS: Font("Infini", embedded=False)}


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (b"0.5 g", Colour("grey", (0.5,))),
        (b"/DeviceCMYK cs", Colour("cmyk", (0.0, 0.0, 0.0, 1.0))),
        (b"/DeviceCMYK cs 1 0 0 0 sc", CYAN),
        (b"/S cs", Colour("ink", (1.0,))),
        (b"/S cs 0.5 scn", Colour("ink", (0.5,))),
        (b"1 0 0 rg cs", Colour("unknown", ())),
        (b"/Pattern cs /P scn", Colour("pattern", ())),
        (b"1 0 0 RG", BLACK),
    ],
)
def test_colours_of_areas_and_of_lines(content: bytes, colour: Colour) -> None:
    """Operators in lower case set colours of areas, operators in capitals those of lines."""
    ink = Array([Name.Separation, Name.Rouge, Name.DeviceCMYK, Dictionary()])
    spaces = Dictionary(S=ink)
    assert painted(content + b" 0 0 9 9 re f", ColorSpace=spaces).areas[0].colour == colour
    words = content.split()
    swapped = b" ".join(
        word.swapcase() if word.lower() in (b"g", b"rg", b"k", b"cs", b"sc", b"scn") else word
        for word in words
    )
    lines = painted(swapped + b" 0 0 m 9 9 l S", ColorSpace=spaces).lines
    assert lines[0].colour == colour


def test_patterns_are_followed_where_they_are_set() -> None:
    """The matrix of a pattern maps to the page, independently of cm (8.7.3.1)."""
    tile = PDF.make_stream(
        b"1 0 0 rg 0 0 5 5 re f",
        PatternType=1,
        BBox=Array([0, 0, 9, 9]),
        Matrix=Array([1, 0, 0, 1, 10, 10]),
    )
    function = Dictionary(FunctionType=2, C0=Array([0, 0, 0]), C1=Array([1, 0, 0]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=function)
    patterns = Dictionary(P=tile, Q=Dictionary(PatternType=2, Shading=shading))
    recorder = painted(b"3 0 0 3 0 0 cm /Pattern cs /P scn 0 0 9 9 re f", Pattern=patterns)
    assert recorder.areas[0] == Area(RED, Box(10, 10, 15, 15), 1, frame=Box(10, 10, 19, 19))
    # The colour of an uncoloured tile is before its name (8.7.3.3).
    recorder = painted(b"/Pattern cs 0.5 0.2 /P scn 0 0 9 9 re f", Pattern=patterns)
    assert [area.colour.family for area in recorder.areas] == ["rgb", "pattern"]
    recorder = painted(b"/Pattern cs 0 0 50 50 re W n /Q scn", Pattern=patterns)
    colours = [(Colour("rgb", (0.0, 0.0, 0.0)), Box(0, 0, 50, 50)), (RED, Box(0, 0, 50, 50))]
    assert recorder.shadings == colours
    shadings = Dictionary(S=shading)
    assert painted(b"0 0 50 50 re W n /S sh", Shading=shadings).shadings == colours
    assert painted(b"W n /S sh", Shading=shadings).shadings == []
    assert (
        painted(b"0 0 50 50 re W n /S sh", Shading=shadings).take_boxes() == [Box(0, 0, 50, 50)] * 2
    )


def test_a_form_shows_what_is_in_its_box() -> None:
    inner = form(b"0 0 99 99 re f", BBox=Array([0, 0, 10, 10]), Matrix=Array([2, 0, 0, 2, 5, 5]))
    recorder = painted(b"/F Do", XObject=Dictionary(F=inner))
    assert [area.box for area in recorder.areas] == [Box(5, 5, 25, 25)]
    # A form starts with the graphics state around it, and its own state ends with it.
    colours = form(b"0 0 9 9 re f 1 0 0 rg")
    recorder = painted(b"1 0 0 0 k /F Do 0 0 9 9 re f", XObject=Dictionary(F=colours))
    assert [area.colour for area in recorder.areas] == [CYAN, CYAN]
    off = form(b"0 0 9 9 re f", BBox=Array([200, 200, 210, 210]))
    assert not painted(b"/F Do", XObject=Dictionary(F=off)).areas


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"ca": 0.5}, {"opacity"}),
        ({"CA": 0.99}, {"opacity"}),
        # Real numbers have five significant digits (table C.1).
        ({"ca": 0.99998}, {"opacity"}),
        ({"ca": 0.99999}, set()),
        ({"ca": 0.999995}, set()),
        ({"ca": 1, "CA": 1}, set()),
        ({"ca": Name.A}, set()),
        ({"BM": Name.Normal}, set()),
        ({"BM": Name.Compatible}, set()),
        ({"BM": Name.Multiply}, {"blend mode"}),
        # The first known mode of an array counts (table 136).
        ({"BM": Array([Name.Odd, Name.Normal])}, set()),
        ({"SMask": Dictionary(S=Name.Alpha)}, {"soft mask"}),
        ({"SMask": Name("/None")}, set()),
        ({"LW": 3}, set()),
    ],
)
def test_transparency(parameters: dict[str, Any], found: set[str]) -> None:
    states = Dictionary(G=Dictionary(**parameters))
    recorder = painted(b"/G gs 0 0 9 9 re f", ExtGState=states)
    assert recorder.transparency == found and not recorder.overprints


@pytest.mark.parametrize(
    ("parameters", "overprints", "vanishes"),
    [
        ({"op": True, "OPM": 1}, True, True),
        # In mode 0, white of four inks knocks out (8.6.7).
        ({"op": True}, True, False),
        ({"op": True, "OPM": 0}, True, False),
        ({"OPM": 1}, False, False),
        # Without op, OP applies to areas too (table 58).
        ({"OP": True, "OPM": 1}, True, True),
        ({"OP": True, "op": False, "OPM": 1}, True, False),
        ({"OP": False, "op": True, "OPM": 1}, True, True),
        ({"op": False, "OPM": 1}, False, False),
        ({"OP": 1, "OPM": 1}, False, False),
    ],
)
def test_white_that_overprints_vanishes(
    parameters: dict[str, Any], overprints: bool, vanishes: bool
) -> None:
    states = Dictionary(G=Dictionary(**parameters))
    recorder = painted(b"/G gs 0 0 0 0 k 0 0 9 9 re f", ExtGState=states)
    assert (recorder.overprints, recorder.white_overprint) == (overprints, vanishes)
    texts = painted(b"/G gs 0 0 0 0 k BT (a) Tj ET", ExtGState=states)
    assert texts.white_overprint is vanishes
    # Ink does not vanish, nor does white of RGB.
    for colour in (b"0 0 0 0.1 k", b"1 1 1 rg", b"0 g"):
        assert not painted(b"/G gs " + colour + b" 0 0 9 9 re f", ExtGState=states).white_overprint


@pytest.mark.parametrize(
    ("parameters", "filled", "stroked"),
    [
        ({"OP": True}, True, True),
        ({"OP": True, "op": False}, False, True),
        ({"OP": False, "op": True}, True, False),
        ({"op": True}, True, False),
    ],
)
def test_white_lines_letters_and_masks_vanish_too(
    parameters: dict[str, Any], filled: bool, stroked: bool
) -> None:
    """ISO 32000-1, 8.6.7 and table 58: OP is for what is stroked, op for all else.

    Stencil masks are painted in the colour for filling (8.9.6.2); letters are filled, stroked or
    both (table 106).
    """
    states = Dictionary(G=Dictionary(OPM=1, **parameters))

    def vanishes(content: bytes) -> bool:
        return painted(b"/G gs " + content, ExtGState=states).white_overprint

    white, line = b"0 0 0 0 k 0 0 0 0 K ", b"0 0 m 9 9 l S"
    mask = b"q 9 0 0 9 0 0 cm BI /W 8 /H 1 /IM true /BPC 1 ID \0 EI Q"
    assert vanishes(white + line) is stroked
    assert vanishes(white + b"0 0 9 9 re B") is (filled or stroked)
    assert vanishes(white + mask) is filled
    for mode, expected in enumerate((filled, stroked, filled or stroked, False)):
        for clipped in (0, 4):
            text = b"BT %d Tr (a) Tj ET" % (mode + clipped)
            assert vanishes(white + text) is expected
    # Ink stays: only the colour that is used counts.
    assert not vanishes(b"0 0 0 0 k 0 0 0 1 K " + line)
    assert not vanishes(b"0 0 0 0 K 0 0 0 1 k " + mask)


@pytest.mark.parametrize("word", [b"\xff", b"\xe9t\xe9", b"1 2 \xfe\xff"])
def test_a_word_in_another_encoding_is_no_operator(word: bytes) -> None:
    """Viewers skip it: what follows is painted, and the rest of the page can be judged."""
    content = b"0 0 10 10 re f " + word + b" 1 0 0 rg 0 0 50 50 re f"
    assert [area.colour for area in painted(content).areas] == [BLACK, RED]


@pytest.mark.parametrize(
    ("space", "white", "vanishes_in"),
    [
        (Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()]), b"0", (0, 1)),
        (Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()]), b"0", ()),
        (Array([Name.ICCBased, pikepdf.Stream(PDF, b"", N=4)]), b"0 0 0 0", ()),
        (Array([Name.ICCBased, pikepdf.Stream(PDF, b"", N=1)]), b"0", ()),
        (Name.DeviceCMYK, b"0 0 0 0", (1,)),
    ],
    ids=["ink", "registration", "cmyk-by-profile", "grey-by-profile", "cmyk"],
)
def test_white_of_an_ink_vanishes_and_white_by_a_profile_stays(
    space: Any, white: bytes, vanishes_in: tuple[int, ...]
) -> None:
    """ISO 32000-1, table 149: a spot colour keeps all other inks, in both modes of overprint."""
    for mode in (0, 1):
        states = Dictionary(G=Dictionary(op=True, OPM=mode))
        content = b"/G gs /C cs %s scn 0 0 9 9 re f" % white
        found = painted(content, ExtGState=states, ColorSpace=Dictionary(C=space))
        assert found.white_overprint is (mode in vanishes_in)


@pytest.mark.parametrize("operators", [b"", b"0 g 0 G ", b"0 sc 0 SC ", b"0 scn 0 SCN "])
@pytest.mark.parametrize("replaced", [True, False])
def test_a_page_begins_in_the_space_that_replaces_grey(operators: bytes, replaced: bool) -> None:
    """ISO 32000-1, 8.6.5.6 and table 52: for areas and for lines, before any operator too."""
    space = Array([Name.ICCBased, pikepdf.Stream(PDF, b"", N=1)])
    named = Dictionary(DefaultGray=space) if replaced else Dictionary()
    found = painted(operators + b"0 0 9 9 re B", ColorSpace=named)
    colour = Colour("grey", (0.0,), by_profile=replaced)
    assert [area.colour for area in found.areas] == [colour]
    assert [line.colour for line in found.lines] == [colour]


def test_white_vanishes_only_where_it_overprints() -> None:
    """Overprint is off at the start of a page and of its forms (table 52)."""
    inner = form(b"0 0 0 0 k 0 0 9 9 re f")
    recorder = painted(b"0 0 0 0 k 0 0 9 9 re f /F Do", XObject=Dictionary(F=inner))
    assert len(recorder.areas) == 2
    assert not recorder.white_overprint and not recorder.overprints


def test_groups_of_transparency_and_their_colours() -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    recorder = painted(b"/F Do", XObject=Dictionary(F=form(b"", Group=group)))
    assert recorder.transparency == {"group"} and recorder.blended_in == {"rgb"}
    plain = form(b"", Group=Dictionary(S=Name.Transparency))
    recorder = painted(b"/F Do", XObject=Dictionary(F=plain))
    assert recorder.transparency == {"group"} and recorder.blended_in == set()
    page = PDF.make_indirect(Dictionary(Group=group))
    recorder = Recorder(Inventory())
    recorder.interpreter(page)
    assert recorder.transparency == {"group"} and recorder.blended_in == {"rgb"}
    recorder = painted(b"/F Do", XObject=Dictionary(F=form(b"", Group=Dictionary())))
    assert recorder.transparency == set()


def image(**entries: Any) -> pikepdf.Stream:
    defaults = {
        "Subtype": Name.Image,
        "Width": 20,
        "Height": 10,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceRGB,
    }
    return PDF.make_stream(bytes(600), **{**defaults, **entries})


def test_a_picture_lies_on_the_unit_square() -> None:
    """20 x 10 dots on 10 x 20 pt have 144 and 36 dpi: the lower value counts."""
    given = image()
    recorder = painted(b"10 0 0 20 30 40 cm /I Do", XObject=Dictionary(I=given))
    (picture,) = recorder.pictures
    assert picture.box == Box(30, 40, 40, 60) and picture.dpi == pytest.approx(36)
    assert (picture.width, picture.height, picture.bits, picture.family) == (20, 10, 8, "rgb")
    assert picture.key == "{}-{}".format(*given.objgen) and not picture.stencil
    assert recorder.inventory.pictures[picture.key][1].family == "rgb"
    assert recorder.take_boxes() == [Box(30, 40, 40, 60)]
    assert not recorder.transparency and not recorder.areas


def test_a_stencil_is_an_area_of_its_colour() -> None:
    given = image(ImageMask=True)
    del given["/ColorSpace"]
    recorder = painted(b"1 0 0 rg 10 0 0 20 30 40 cm /I Do", XObject=Dictionary(I=given))
    assert recorder.areas == [Area(RED, Box(30, 40, 40, 60), 1)]
    (picture,) = recorder.pictures
    assert picture.stencil and picture.bits == 1 and picture.family == "grey"


def test_a_soft_mask_of_a_picture_is_transparency() -> None:
    recorder = painted(b"9 0 0 9 0 0 cm /I Do", XObject=Dictionary(I=image(SMask=image())))
    assert recorder.transparency == {"soft mask"}


@pytest.mark.parametrize(
    "given", [image(Width=0), image(Height=0), image(Width=-3), image(Height=Name.A)]
)
def test_a_picture_without_dots_is_none(given: pikepdf.Stream) -> None:
    assert not painted(b"9 0 0 9 0 0 cm /I Do", XObject=Dictionary(I=given)).pictures


@pytest.mark.parametrize("content", [b"9 0 0 9 200 0 cm", b"9 0 0 0 0 0 cm", b"W n 9 0 0 9 0 0 cm"])
def test_a_picture_that_is_not_seen_is_none(content: bytes) -> None:
    assert not painted(content + b" /I Do", XObject=Dictionary(I=image())).pictures


def test_pictures_of_the_content_itself() -> None:
    """Equal inline pictures have the same key, others have another one (8.9.7)."""
    inline = b"q 9 0 0 9 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /G ID \x00\xff EI Q "
    other = inline.replace(b"\x00\xff", b"\xff\xff")
    recorder = painted(inline + inline + other)
    first, second, third = recorder.pictures
    assert first.key == second.key != third.key
    assert (first.width, first.height, first.family, first.bits) == (2, 1, "grey", 8)
    samples = [bytes(one.read_raw_bytes()) for one, _ in recorder.inventory.pictures.values()]
    assert [one[:2] for one in samples] == [b"\x00\xff", b"\xff\xff"]


@pytest.mark.parametrize("more", [b"", b"/L 4", b"/Length 4", b"/L 99", b"/DP null", b"/D null"])
def test_pictures_of_the_content_may_state_their_length_or_nothing(more: bytes) -> None:
    """ISO 32000-2, table 91: their length, which may be wrong. Null is no value (7.3.7)."""
    content = b"9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK /F /AHx %s ID 00ff> EI" % more
    recorder = painted(content)
    ((picture, _),) = recorder.inventory.pictures.values()
    assert picture.read_raw_bytes().strip() == b"00ff>" and picture.read_bytes() == b"\x00\xff"


def test_the_unit_of_a_page_is_that_of_all_on_it() -> None:
    recorder = painted(b"10 10 20 20 re f", scale=2)
    assert recorder.areas == [Area(BLACK, Box(20, 20, 60, 60), 1)]
    # The size of the page depends on its UserUnit.
    assert painted(b"0 0 500 500 re f", scale=2).areas[0].box == Box(0, 0, 200, 200)
    assert painted(b"0 0 500 500 re f", media=None).areas[0].box == Box(0, 0, 500, 500)
    assert EVERYWHERE.has_area


def test_forms_in_forms_are_entered_48_levels_deep() -> None:
    """The page counts as the first level; a form within itself is not entered."""
    for levels, trouble in ((48, 0), (49, 1)):
        given = form(b"0 0 9 9 re f")
        for _ in range(levels - 1):
            given = form(b"/F Do", Resources=Dictionary(XObject=Dictionary(F=given)))
        recorder = painted(b"/F Do", XObject=Dictionary(F=given))
        assert (len(recorder.areas), len(recorder.trouble)) == (1 - trouble, trouble)
    circle = form(b"/F Do")
    circle.Resources = Dictionary(XObject=Dictionary(F=circle))
    recorder = painted(b"/F Do", XObject=Dictionary(F=circle))
    assert recorder.trouble == ["a form is drawn within itself, or too deep"]


def test_a_stack_of_512_states_is_kept() -> None:
    """Beyond 512 levels, q saves nothing, so that Q restores one of the saved states."""
    for count, colour in ((512, BLACK), (513, RED)):
        content = b"q " + b"1 0 0 rg " + b"q " * (count - 1) + b"0 g " + b"Q " * count
        last = painted(content + b"0 0 9 9 re f").areas[0].colour
        assert last == BLACK
        content = b"1 0 0 rg " + b"q " * count + b"0 1 0 rg " + b"Q 0 0 9 9 re f"
        assert painted(content).areas[0].colour == RED
        content = b"q " * 512 + b"1 0 0 rg q " * (count - 512) + b"Q 0 0 9 9 re f"
        assert painted(content).areas[0].colour == BLACK, colour


def test_colours_of_groups_and_pictures_count_as_work() -> None:
    """A small file can draw a form or a picture as often as it likes: each is read again."""

    def work(content: bytes, drawn: pikepdf.Stream) -> int:
        before = Inventory().budget.left
        return before - painted(content, XObject=Dictionary(F=drawn)).inventory.budget.left

    group = Dictionary(S=Name.Transparency)
    coloured = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    more = work(b"/F Do", form(b"", Group=coloured)) - work(b"/F Do", form(b"", Group=group))
    assert more == PICTURE
    space = PDF.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 0, pikepdf.String(b"123")]))
    picture = PDF.make_stream(b"\0", Subtype=Name.Image, Width=1, Height=1, ColorSpace=space)
    assert work(b"/F Do /F Do", picture) - work(b"/F Do", picture) == PICTURE + 2


def test_a_form_beyond_eight_megabytes_is_not_looked_into() -> None:
    for length, taken in ((LARGEST_CONTENT, True), (LARGEST_CONTENT + 1, False)):
        given = form(b" " * length)
        if taken:
            assert not painted(b"/F Do", XObject=Dictionary(F=given)).areas
        else:
            with pytest.raises(TooMuchError):
                painted(b"/F Do", XObject=Dictionary(F=given))


@pytest.mark.parametrize(
    ("content", "says", "silent"),
    [
        (b"/P <</MCID 3>> BDC BT (a) Tj ET EMC", False, {3}),
        (b"/P <</MCID 3 /Lang (fr)>> BDC BT (a) Tj ET EMC", True, set()),
        (b"/Span <</Lang (fr)>> BDC /P <</MCID 3>> BDC BT (a) Tj ET EMC EMC", True, set()),
        (b"/P <</MCID 3>> BDC /Span BMC BT (a) Tj ET EMC EMC", False, {3}),
        (b"/Artifact BMC BT (a) Tj ET EMC", False, set()),
        (b"/Artifact <</MCID 3>> BDC BT (a) Tj ET EMC", False, set()),
        (b"/P <</MCID 3>> BDC 0 0 9 9 re f EMC", False, set()),
        (b"BT (a) Tj ET", False, set()),
        # The number is that of the innermost sequence that has one.
        (
            b"/P <</MCID 1>> BDC BT (a) Tj /Span <</MCID 2>> BDC (b) Tj EMC (c) Tj ET EMC",
            False,
            {1, 2},
        ),
        (b"/P <</MCID 1>> BDC /S BMC BT (a) Tj ET EMC EMC /P BMC BT (a) Tj ET EMC", False, {1}),
    ],
)
def test_marked_content_says_its_language_or_is_silent(
    content: bytes, says: bool, silent: set[int]
) -> None:
    """Marked content may have Lang; content outside of the structure needs none (14.9.2)."""
    recorder = painted(content)
    assert (recorder.marks_lang, recorder.silent_marks) == (says, silent)


def test_names_may_be_any_bytes() -> None:
    """A name is a sequence of bytes in no encoding (ISO 32000-1, 7.3.5): here Latin-1."""
    resources = pikepdf.Object.parse(
        b"<</ColorSpace<</Gr#fcn/DeviceCMYK/Ge[/Indexed/Gr#fcn 1<0000000000000000>]>>"
        b"/ExtGState<</Gr#f6#dfe<</LW 4>>>>>>"
    )
    kinds: dict[str, Any] = {key[1:]: one for key, one in resources.items()}
    found = painted(
        b"/Gr\xfcn cs 1 0 0 0 scn 0 0 9 9 re f /Gr\xf6\xdfe gs 10 10 m 50 10 l S "
        b"/Ge cs 0 scn 0 0 9 9 re f",
        **kinds,
    )
    assert [one.colour for one in found.areas] == [CYAN, Colour("cmyk", (0.0,) * 4)]
    assert found.lines == [Line(4, BLACK, Box(8, 8, 52, 12))]


_RED = Dictionary(FunctionType=2, C0=Array([0, 0, 0]), C1=Array([1, 0, 0]), N=1)
_SHADING = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=_RED)
_MODES = Array([Name.A, Name.B, Name.C])
_TILE = PDF.make_stream(b"", PatternType=1, BBox=Array([0, 0, 9, 9]))


@pytest.mark.parametrize(
    ("content", "kind", "value", "steps"),
    [
        (b"0 0 9 9 re f", "", None, 8),
        (b"0 0 9 9 re B", "", None, 16),
        (b"BT (a) Tj ET", "", None, 8),
        (b"BT /R 9 Tf (a) Tj ET", "Font", FONT, 10 + 8),
        # The words of a form, and the sequences that are open around it, count too.
        (b"/R Do", "XObject", form(b"q"), 50 + 1),
        (b"/P BMC /R Do EMC", "XObject", form(b"q"), 51 + 1),
        (b"/R sh", "Shading", _SHADING, 1 + 2 + 2 * 8),
        (b"/R scn", "Pattern", Dictionary(Shading=_SHADING), 19),
        (b"/R scn", "Pattern", _TILE, 50),
        # Entries are looked through for the state and for what is recorded.
        (b"/R gs", "ExtGState", Dictionary(LW=1, CA=1), 2 * 2),
        (b"/R gs", "ExtGState", Dictionary(BM=_MODES), 2 + 3),
        (b"/R gs", "ExtGState", Dictionary(BM=Name.Normal), 2 + 1),
        (b"/R gs", "ExtGState", None, 0),
        (b"/R gs", "ExtGState", Array([1, 2]), 0),
        # A space is read once in a stream.
        (b"/R cs /R cs", "ColorSpace", Array([Name.DeviceRGB]), 50),
        (b"/P <</MCID 3>> BDC BT (a) Tj ET EMC", "", None, 8 + 1),
        (b"/P BMC /P <</MCID 3>> BDC BT (a) Tj (b) Tj ET EMC EMC", "", None, 2 * 8 + 2),
        (b"9 0 0 9 0 0 cm /R Do", "XObject", image(), 2 * 50),
        (b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", "", None, 2 * 50),
    ],
)
def test_what_is_painted_counts_as_work_besides_its_words(
    content: bytes, kind: str, value: Any, steps: int
) -> None:
    """A file of a few kB can paint things a million times: their sum decides, not their words."""
    given: dict[str, Any] = {kind: Dictionary(R=value)} if value is not None else {}
    left = painted(content, **given).inventory.budget.left
    assert Inventory().budget.left - left - words(content) == steps


def test_a_page_is_as_large_as_its_points_without_a_unit() -> None:
    page = PDF.make_indirect(Dictionary(MediaBox=Array([0, 0, 100, 100])))
    recorder = Recorder(Inventory())
    recorder.interpreter(page).run(PDF.make_stream(b"10 10 20 20 re f"))
    assert recorder.areas == [Area(BLACK, Box(10, 10, 30, 30), 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"0 0 9 9 re f BT (Bonj", ["its content breaks off inside a text"]),
        (b"/Form Do /Form Do", ["something drawn on it breaks off inside a text"]),
        (b"/Around Do", ["something drawn on it breaks off inside a text"]),
        (b"/Pattern cs /P scn 0 0 9 9 re f", ["something drawn on it breaks off inside a text"]),
        (b"/Form Do BT (x", ["its content breaks off", "something drawn on it breaks off"]),
        (b"/Whole Do", []),
    ],
)
def test_what_breaks_off_is_the_page_or_something_drawn_on_it(
    content: bytes, said: list[str]
) -> None:
    """Who looks for a fault in a page made with another program must know in which of the two.

    A form that is drawn twice is cut short once.
    """
    bounds = Array([0, 0, 9, 9])
    cut = form(b"0 0 9 9 re f BT (Bonj", BBox=bounds)
    around = form(b"/F Do", BBox=bounds, Resources=Dictionary(XObject=Dictionary(F=cut)))
    tile = PDF.make_stream(b"BT (Bonj", PatternType=1, PaintType=1, BBox=bounds, XStep=9, YStep=9)
    recorder = painted(
        content,
        XObject=Dictionary(Form=cut, Around=around, Whole=form(b"0 0 9 9 re f", BBox=bounds)),
        Pattern=Dictionary(P=tile),
    )
    assert len(recorder.damage) == len(said)
    for message, start in zip(recorder.damage, said, strict=True):
        assert message.startswith(start)
