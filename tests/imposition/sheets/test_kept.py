"""Sheets and their pages keep only what is painted of a foreign file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.helpers import saved
from tests.imposition.pdfs import A5, A6, imposed
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets.unimposing import unimposed
from zines.pdf.allowed import keep_painting

TWO_UP = ImpositionRequest("n-up", A5, grid=(2, 1))


def tinted(start: Array, end: Array, power: int = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), N=power, C0=start, C1=end)


#: Dictionaries whose keys are names chosen by the file.
_NAMES = {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties"}


def painted() -> Pdf:
    """Return two pages that paint with every kind of object of ISO 32000-1, 8 to 11."""
    pdf = pikepdf.new()
    tint = tinted(Array([0, 0, 0, 0]), Array([0, 1, 1, 0]))
    ink = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint])
    attributes = Dictionary(Subtype=Name.DeviceN, Colorants=Dictionary(Gold=ink))
    shading = Dictionary(
        ShadingType=2, ColorSpace=ink, Coords=Array([0, 0, 90, 90]),
        Function=tinted(Array([0]), Array([1]), 2),
        Extend=Array([True, True]),
    )  # fmt: skip
    tile = pdf.make_stream(
        b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9, Resources=Dictionary(),
    )  # fmt: skip
    soft = pdf.make_stream(
        bytes(range(0, 256, 64)), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    image = pdf.make_stream(
        bytes(range(0, 240, 20)), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2,
        BitsPerComponent=8, Interpolate=True, SMask=pdf.make_indirect(soft),
        ColorSpace=Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]),
    )  # fmt: skip
    mask = pdf.make_stream(
        b"0.5 g 0 0 400 400 re f", Type=Name.XObject, Subtype=Name.Form,
        BBox=Array([0, 0, 400, 400]),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray, I=True),
    )  # fmt: skip
    glyph = pdf.make_stream(b"700 0 d0 0 0 500 700 re f")
    letters = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 700, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97, LastChar=97, Widths=Array([700]), Resources=Dictionary(),
    )  # fmt: skip
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Plan")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(BaseState=Name.ON, OFF=Array([layer]), Order=Array([]))
    )
    form = pdf.make_stream(
        b"/I Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]),
        Matrix=Array([40, 0, 0, 40, 100, 100]),
        Resources=Dictionary(XObject=Dictionary(I=pdf.make_indirect(image))),
    )  # fmt: skip
    resources = pdf.make_indirect(Dictionary(
        ExtGState=Dictionary(G=Dictionary(
            ca=0.7, BM=Name.Multiply, OP=True, OPM=1,
            SMask=Dictionary(S=Name.Luminosity, G=pdf.make_indirect(mask)),
            HT=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round),
        )),
        ColorSpace=Dictionary(
            N=Array([Name.DeviceN, Array([Name.Gold]), Name.DeviceCMYK, tint, attributes]),
            I=Array([Name.ICCBased, pdf.make_stream(b"profile", N=3, Alternate=Name.DeviceRGB)]),
        ),
        Pattern=Dictionary(T=tile, S=Dictionary(PatternType=2, Shading=shading)),
        Shading=Dictionary(A=shading),
        Font=Dictionary(F=letters),
        XObject=Dictionary(X=pdf.make_indirect(form)),
        Properties=Dictionary(L=layer),
    ))  # fmt: skip
    content = b"""q /N cs 1 sc 10 10 50 50 re f Q q /I cs 0 1 0 sc 70 10 50 50 re f Q
        q /Pattern cs /T scn 10 70 50 50 re f /S scn 70 70 50 50 re f Q
        q 10 200 50 50 re W n /A sh Q q /G gs 1 0 0 rg 10 140 50 50 re f Q /X Do
        BT /F 60 Tf 10 300 Td (aa) Tj ET /OC /L BDC 0 g 200 10 50 50 re f EMC"""
    for _ in range(2):
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 297.64, 419.53]), Resources=resources,
            Contents=pdf.make_stream(content), Group=Dictionary(S=Name.Transparency),
        ))))  # fmt: skip
    return pdf


def holders(start: Any) -> Iterator[Any]:
    """Yield every reachable dictionary and stream, except those with names chosen by the file."""
    waiting, seen = [start], set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        if isinstance(value, Array):
            waiting.extend(value)
        elif isinstance(value, (Dictionary, Stream)):
            yield value
            for entry, inner in list(value.items()):
                is_map = entry in _NAMES | {"/CharProcs", "/Colorants"}
                if is_map and isinstance(inner, Dictionary) and "/PatternType" not in value:
                    waiting += [one for _, one in inner.items()]
                else:
                    waiting.append(inner)


def poisoned(pdf: Pdf) -> list[str]:
    """Add actions, files and private data to every dictionary; return the added keys."""
    script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("SECRET"))
    file = pdf.make_indirect(Dictionary(
        Type=Name.Filespec, F=pikepdf.String("SECRET.txt"),
        EF=Dictionary(F=pdf.make_stream(b"SECRET", Type=Name.EmbeddedFile)),
    ))  # fmt: skip
    uri = Dictionary(S=Name.URI, URI=pikepdf.String("https://SECRET.example"))
    launch = Dictionary(S=Name.Launch, F=pikepdf.String("SECRET.exe"))
    poison: dict[str, Any] = {
        "/AF": Array([file]), "/A": uri, "/AA": Dictionary(O=launch, WC=script),
        "/OpenAction": script, "/PieceInfo": Dictionary(Program=Dictionary(Private=file)),
        "/Collection": Dictionary(View=Name.D), "/Metadata": pdf.make_stream(b"SECRET"),
        "/OPI": Dictionary(F=pikepdf.String("SECRET")), "/Ref": Dictionary(F=file, Page=0),
        "/Alternates": Array([Dictionary(Image=pdf.make_stream(b"SECRET"))]),
        "/LastModified": pikepdf.String("SECRET"), "/SecretKey": pikepdf.String("SECRET"),
        "/StructParents": 1, "/Measure": Dictionary(), "/URI": Dictionary(Base=uri),
        "/Threads": Array([]), "/Perms": Dictionary(), "/Legal": Dictionary(),
        "/DPartRoot": Dictionary(), "/Requirements": Array([]), "/Next": script, "/JS": "SECRET",
        "/AcroForm": Dictionary(XFA=pikepdf.String("SECRET")), "/PresSteps": Dictionary(A=script),
        "/Names": Dictionary(JavaScript=Dictionary(Names=Array(["a", script]))),
    }  # fmt: skip
    for holder in list(holders(pdf.Root)):
        if holder.get("/Type") not in ("/Pages", "/OCG"):
            for entry, value in poison.items():
                holder[entry] = value
    pdf.pages[0].obj.Annots = Array([Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 90, 90]), A=uri,
    )])  # fmt: skip
    resources = pdf.pages[0].obj.Resources
    resources.Properties.P = Dictionary(AF=Array([file]), MCID=0)
    pdf.trailer["/SecretKey"] = file
    return list(poison)


def left(content: bytes) -> tuple[set[str], bytes]:
    """Return all keys of a file, and all of its bytes uncompressed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        keys = {key for holder in holders(pdf.trailer) for key in holder.keys()}  # noqa: SIM118
        unpacked = saved(
            pdf,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return keys, unpacked


def pixels(content: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(content) as opened:
        return [page.render(scale=1).to_pil().tobytes() for page in opened]


def back(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return saved(unimposed(pdf, TWO_UP, A6, 0))


@pytest.mark.parametrize("way", ["sheets", "pages", "windows"])
def test_only_what_paints_is_kept(way: str) -> None:
    """Checked for sheets, for pages from our sheets, and for pages from foreign sheets."""
    clean, poisonous = painted(), painted()
    poison = poisoned(poisonous)
    given = saved(poisonous)
    assert b"SECRET" in left(given)[1]
    if way == "windows":
        for pdf in (clean, poisonous):
            for page in pdf.pages:
                page.obj.MediaBox = Array([0, 0, 595.28, 419.53])
        made, expected = back(saved(poisonous)), back(saved(clean))
    else:
        made, expected = imposed(given, TWO_UP), imposed(saved(clean), TWO_UP)
        if way == "pages":
            made, expected = back(made), back(expected)
    keys, unpacked = left(made)
    assert not keys & {*poison, "/Annots", "/EF", "/URI", "/JS", "/Filespec"}
    assert b"SECRET" not in unpacked
    # Everything painted is still there.
    assert keys >= left(expected)[0] and pixels(made) == pixels(expected)
    assert len(set(pixels(expected)[0])) > 20


def test_nothing_that_paints_is_taken_away() -> None:
    pdf = painted()
    before = left(saved(pdf))
    keep_painting(pdf)
    after = left(saved(pdf))
    assert before[0] - after[0] == set()
    assert pixels(saved(pdf)) == pixels(saved(painted()))


def test_pages_of_the_file_itself_are_cleaned() -> None:
    pdf = painted()
    poison = poisoned(pdf)
    keep_painting(pdf)
    keys, unpacked = left(saved(pdf))
    assert not keys & {*poison, "/Annots"} and b"SECRET" not in unpacked
    assert pixels(saved(pdf)) == pixels(saved(painted()))


def test_a_poisonous_file_prints_as_it_is() -> None:
    clean, poisonous = painted(), painted()
    poisoned(poisonous)
    assert pixels(saved(poisonous)) == pixels(saved(clean))


def test_a_form_of_postscript_is_emptied() -> None:
    pdf = painted()
    form = pdf.make_stream(b"SECRET showpage", Type=Name.XObject, Subtype=Name.PS)
    pdf.pages[0].obj.Resources.XObject.Y = pdf.make_indirect(form)
    assert b"SECRET" not in left(imposed(saved(pdf), TWO_UP))[1]
    # It is a form with a box, as each must be (ISO 32000-1, table 95).
    keep_painting(pdf)
    assert form.Subtype == Name.Form and form.read_bytes() == b""
    assert form.BBox == Array([0, 0, 1, 1])


def test_a_dictionary_under_two_keys_is_cleaned_under_both() -> None:
    """Names chosen by a file are kept only where such names are allowed."""
    pdf = painted()
    resources = pdf.pages[0].obj.Resources
    for called, kind in (("/H", "/ColorSpace"), ("/J", "/Shading")):
        shared = pdf.make_indirect(Dictionary(SecretKey=pikepdf.String("SECRET"), ca=1))
        resources.ExtGState[called] = resources[kind] = shared
    resources.Font.F["/CharProcs"]["/SecretKey"] = pdf.make_stream(b"0 0 d0")
    assert b"SECRET" not in left(imposed(saved(pdf), TWO_UP))[1]


def test_a_stream_in_the_place_of_resources_is_left_whole() -> None:
    """A viewer's own test file has such a form, and impose ended with a traceback."""
    pdf = painted()
    pdf.pages[0].obj.Resources.XObject.Y = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 9, 9]),
        Resources=pdf.pages[0].obj.Resources.XObject["/X"],
    )
    assert pixels(imposed(saved(pdf), TWO_UP)) == pixels(imposed(saved(painted()), TWO_UP))
