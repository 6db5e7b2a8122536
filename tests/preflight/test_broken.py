"""PDFs broken on purpose, one fault each: only the rule of this fault reports it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from tests.preflight import layered, pdfs
from zines.base.problems import Severity
from zines.composition.qr import encode
from zines.pdf.opening import qpdf_words, unopened
from zines.preflight import RULES, PrinterLimits, run

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
Break = Callable[[Pdf], Any]


@dataclass(frozen=True)
class Broken:
    """How a good file is broken, and the problem that must be reported."""

    how: str
    code: str
    severity: Severity
    breaking: Break
    good: Callable[[], bytes] = pdfs.press
    options: dict[str, Any] | None = None
    page: str = ""


def instead(old: str, new: str, page: int = 0) -> Break:
    """Replace one object of a page."""

    def breaking(pdf: Pdf) -> None:
        assert old in pdfs.CONTENT
        pdf.pages[page].obj.Contents = pdf.make_stream(pdfs.CONTENT.replace(old, new).encode())

    return breaking


def page_entry(key: str, value: Any, pages: slice = slice(0, 1)) -> Break:
    """Set an entry of pages; None removes it."""

    def breaking(pdf: Pdf) -> None:
        for page in pdf.pages[pages]:
            if value is None:
                del page.obj[key]
            else:
                page.obj[key] = value

    return breaking


def root_entry(key: str, value: Any) -> Break:
    def breaking(pdf: Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return breaking


def info_entry(key: str, value: Any) -> Break:
    def breaking(pdf: Pdf) -> None:
        if value is None:
            del pdf.docinfo[key]
        else:
            pdf.docinfo[key] = value

    return breaking


def xmp(old: str, new: str) -> Break:
    """Replace a text in the XMP metadata."""

    def breaking(pdf: Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new).encode())

    return breaking


def both(*breaks: Break) -> Break:
    def breaking(pdf: Pdf) -> None:
        for one in breaks:
            one(pdf)

    return breaking


def resource(kind: str, name: str, value: Callable[[Pdf], Any]) -> Break:
    """Add a resource to the first page."""

    def breaking(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind][name] = value(pdf)

    return breaking


def picture(**options: Any) -> Break:
    return resource("/XObject", "/I", lambda pdf: pdf.make_indirect(pdfs.picture(pdf, **options)))


def oversized(pdf: Pdf) -> None:
    """Declare 82 million CMYK pixels for a picture: their ink is not measured."""
    image = pdfs.picture(pdf)
    image.Width, image.Height = 20_000, 4_100
    pdf.pages[0].obj.Resources.XObject["/I"] = pdf.make_indirect(image)


def state(**entries: Any) -> Break:
    """Set a graphics state for the text of the page."""
    return both(
        resource("/ExtGState", "/G", lambda pdf: Dictionary(**entries)),
        instead(pdfs.TEXT, f"q /G gs {pdfs.TEXT} Q"),
    )


def other_x(version: str) -> Break:
    """Claim an older PDF/X, in Info, as its standard requires."""
    return both(
        xmp("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", ""),
        info_entry("/GTS_PDFXVersion", version),
    )


def jpeg(mode: str, colour: Any, **options: Any) -> Break:
    """Place a JPEG as programs do, with its data unchanged."""

    def made(pdf: Pdf) -> Any:
        stream = io.BytesIO()
        Image.new(mode, (400, 400), colour).save(stream, "jpeg", **options)
        image = pdfs.picture(pdf)
        image.write(stream.getvalue(), filter=Name.DCTDecode)
        if mode == "CMYK":
            image.Decode = Array([1, 0] * 4)
        return pdf.make_indirect(image)

    return resource("/XObject", "/I", made)


def located() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def more_pages(pdf: Pdf) -> None:
    for _ in range(3):
        pdf.pages.append(pdf.pages[0])


def recursive(pdf: Pdf) -> None:
    """Add a form that draws itself."""
    form = pdf.make_indirect(
        pdf.make_stream(b"/A Do", Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
    )
    form.Resources = Dictionary(XObject=Dictionary(A=form))
    pdf.pages[0].obj.Resources.XObject["/A"] = form
    instead(pdfs.LINE, f"{pdfs.LINE} /A Do")(pdf)


def form_with(content: str) -> Break:
    """Draw something in a form, at half its size."""
    return both(
        resource(
            "/XObject",
            "/A",
            lambda pdf: pdf.make_indirect(
                pdf.make_stream(
                    content.encode(),
                    Subtype=Name.Form,
                    BBox=Array([0, 0, 400, 400]),
                    Matrix=Array([0.5, 0, 0, 0.5, 50, 100]),
                )
            ),
        ),
        instead(pdfs.LINE, f"{pdfs.LINE} /A Do"),
    )


def annotated(*rect: float) -> Break:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(rect), F=4)
    return page_entry("/Annots", Array([note]))


def note(kind: str, **entries: Any) -> Break:
    """Add an annotation that prints and has an appearance, changed by ``entries``."""

    def breaking(pdf: Pdf) -> None:
        # With a curve, as letters have that are drawn as outlines.
        look = pdf.make_stream(b"0 0 0 1 k 0 0 m 0 9 9 9 9 0 c f")
        look.Type, look.Subtype = Name.XObject, Name.Form
        look.BBox = Array([0, 0, 9, 9])
        made = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([60, 60, 69, 69]), F=4)
        made.AP = Dictionary(N=look)
        for key, value in entries.items():
            if value is None:
                del made[f"/{key}"]
            else:
                made[f"/{key}"] = value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])

    return breaking


EMBEDDING = Dictionary(Type=Name.Filespec, F=pikepdf.String("a.txt"), EF=Dictionary())
LAUNCH = Dictionary(S=Name.Launch, F=pikepdf.String("calc.exe"))


def outside(**entries: Any) -> Break:
    """Put an annotation that prints nothing outside the bleed of the first page."""
    note = Dictionary(Type=Name.Annot, Rect=Array([-50, -50, -10, -10]), **entries)
    return page_entry("/Annots", Array([note]))


def stamp(content: str, side: float = 100, flags: int = 4, state: str = "") -> Break:
    """Print something as the appearance of an annotation, 100 wide, on a square of this side.

    ``state`` is the name of the chosen appearance, among several.
    """

    def breaking(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        look = pdf.make_stream(
            content.replace("400", "100").encode(),
            Subtype=Name.Form,
            # Its own matrix halves its size and moves its origin.
            BBox=Array([0, 0, 100, 100]),
            Matrix=Array([0.5, 0, 0, 0.5, 7, 9]),
        )
        missing = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        fonts = Dictionary(F=page.Resources.Font.F, X=missing)
        look.Resources = Dictionary(Font=fonts, XObject=page.Resources.XObject)
        look = pdf.make_indirect(look)
        page.Annots = Array([Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, F=flags,
            Rect=Array([10, 10, 10 + side, 10 + side]),
            AP=Dictionary(N=Dictionary({f"/{state}": look}) if state else look),
        )])  # fmt: skip
        if state:
            page.Annots[0].AS = Name(f"/{state}")

    return breaking


def own_parent(pdf: Pdf) -> None:
    note("/Widget", FT=Name.Tx, V=String("Oui"), T=String("nom"))(pdf)
    field = pdf.make_indirect(pdf.pages[0].obj.Annots[0])
    field.Parent = field
    pdf.pages[0].obj.Annots[0] = field


def looking_empty(pdf: Pdf) -> None:
    """As programs leave a field with a border that fill in its value alone."""
    note("/Widget", FT=Name.Tx, V=String("Oui"), T=String("nom"))(pdf)
    pdf.pages[0].obj.Annots[0].AP.N.write(b"0 0 0 1 K 0 0 9 9 re S /Tx BMC EMC")


def in_a_hidden_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("brouillon")))
    off = Dictionary(OFF=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
    pdf.pages[0].obj.Annots[0].OC = layer


def in_a_layer(content: str, **shown: bool) -> Break:
    """Draw something more on a page, in a layer with this visibility."""
    return lambda pdf: layered.draw(pdf, content, **shown)


def without_font(pdf: Pdf) -> None:
    descriptor = pdf.pages[0].obj.Resources.Font["/F"].FontDescriptor
    del descriptor["/FontFile2"]


def by_profile(count: int) -> Callable[[Pdf], Any]:
    return lambda pdf: Array([Name.ICCBased, pdf.make_stream(b"profile", N=count)])


def profile(change: Callable[[bytes], bytes]) -> Break:
    """Change the profile of the output intent."""

    def breaking(pdf: Pdf) -> None:
        embedded = pdf.Root.OutputIntents[0].DestOutputProfile
        embedded.write(change(embedded.read_bytes()))

    return breaking


def scratched(pdf: Pdf) -> None:
    """Cover the middle of the code with white."""
    x, y = (edge + pdfs.QR_SIDE * 0.35 for edge in pdfs.QR_AT)
    side = pdfs.QR_SIDE * 0.6
    instead(pdfs.CODE, f"{pdfs.CODE} 0 0 0 0 k {x} {y - 20} {side} {side} re f")(pdf)


def scratched_picture(pdf: Pdf) -> None:
    """Draw a code as a picture, as web generators do, with its middle lost."""
    drawn = encode(pdfs.ADDRESS, 300)
    scale = 10
    dots = Image.new("L", ((drawn.modules + 8) * scale,) * 2, 255)
    for x, y, length in drawn.runs:
        left, top = (x + 4) * scale, (y + 4) * scale
        dots.paste(0, (left, top, left + length * scale, top + scale))
    dots.paste(255, (dots.width // 3, dots.width // 3, dots.width, dots.width))
    made = pdfs.picture(pdf, dots.width, 255, "L")
    made.write(dots.tobytes())
    pdf.pages[0].obj.Resources.XObject["/Q"] = pdf.make_indirect(made)
    instead(pdfs.CODE, "q 80 0 0 80 250 400 cm /Q Do Q")(pdf)


def qr_figure(pdf: Pdf) -> None:
    """Claim a QR code by an alternative text, where there is none."""
    page = pdf.pages[0].obj
    inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, Pg=page, K=0))
    figure = Dictionary(
        Type=Name.StructElem, S=Name.Figure, Alt=pikepdf.String("Code QR vers exemple.fr"), K=inner
    )
    pdf.Root.StructTreeRoot.K = Array([pdf.make_indirect(figure)])
    for number in range(2):
        instead(pdfs.CODE, "", number)(pdf)


ALL = Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary(
    FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * 4), C1=Array([1] * 4))])  # fmt: skip


def stencil(width: int, height: int, wide: float, high: float) -> Break:
    """Paint black through a one-bit picture."""
    return both(
        resource("/XObject", "/M", lambda pdf: pdf.make_indirect(pdf.make_stream(
            b"\x55" * ((width + 7) // 8 * height), Type=Name.XObject, Subtype=Name.Image,
            Width=width, Height=height, ImageMask=True, BitsPerComponent=1))),
        instead(pdfs.LINE, f"{pdfs.LINE} {BLACK} q {wide} 0 0 {high} 60 100 cm /M Do Q"),
    )  # fmt: skip


def registration(content: str) -> Break:
    """Paint something in all inks at once, like marks."""
    return both(
        resource("/ColorSpace", "/A", lambda pdf: ALL), instead(pdfs.LINE, f"{pdfs.LINE} {content}")
    )


def indexed(dots: bytes, bits: int = 8, *, turned: bool = False) -> Callable[[Pdf], Any]:
    """Return a picture of 400 x 400 pixels; value 1 has too much ink, also with ``turned``."""
    table = bytes(4) + b"\xf0" * 4 + bytes(8)
    if turned:
        table = b"\xf0" * 4 + bytes(12)
    space = Array([Name.Indexed, Name.DeviceCMYK, 3, pikepdf.String(table)])
    entries = {"Decode": Array([2**bits - 1, 0])} if turned else {}
    return lambda pdf: pdf.make_indirect(
        pdf.make_stream(
            dots, Type=Name.XObject, Subtype=Name.Image, Width=400, Height=400,
            ColorSpace=space, BitsPerComponent=bits, **entries,
        )
    )  # fmt: skip


def linear(first: Any = None, last: Any = None) -> Callable[[Pdf], Any]:
    c0, c1 = first or Array([0] * 4), last or Array([1] * 4)
    return lambda pdf: Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=c0, C1=c1)


def axial(function: Any) -> Any:
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 1, 1]), Function=function
    )


def shaded(function: Callable[[Pdf], Any]) -> Break:
    return both(
        resource("/Shading", "/S", lambda pdf: axial(function(pdf))),
        instead(pdfs.LINE, "q 60 290 50 50 re W n /S sh Q"),
    )


def jpeg2000(mode: str, **options: Any) -> Break:
    """Place a JPEG 2000 whose colour space is only in its own data."""

    def made(pdf: Pdf) -> Any:
        stream = io.BytesIO()
        Image.new(mode, (400, 400), 60).save(stream, "jpeg2000", **options)
        image = pdfs.picture(pdf)
        image.write(stream.getvalue(), filter=Name.JPXDecode)
        del image["/ColorSpace"]
        return pdf.make_indirect(image)

    return resource("/XObject", "/I", made)


TRIM = [pdfs.BLEED, pdfs.BLEED, pdfs.BLEED + pdfs.WIDTH, pdfs.BLEED + pdfs.HEIGHT]
AT_TRIM = f"0 0.1 0.1 0 k {TRIM[0]} {TRIM[1]} {pdfs.WIDTH} {pdfs.HEIGHT} re f"
BLEED_CLIP = f"0 0 {pdfs.FULL[0]} {pdfs.FULL[1]} re W n"
BLACK = "0 0 0 1 k"
SCRIPT = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

# fmt: off
BROKEN = [
    # Boxes and pages
    Broken("no trim", "pdf-trim-missing", ERROR, page_entry("/TrimBox", None), page="page 1"),
    Broken("no trim on any page", "pdf-trim-missing", ERROR,
           page_entry("/TrimBox", None, slice(0, 2)), page="pages 1-2"),
    Broken("trim out of media", "pdf-trim-outside", ERROR,
           page_entry("/TrimBox", Array([-20, *TRIM[1:]]), slice(0, 2))),
    Broken("bleed out of media", "pdf-bleed-outside", ERROR,
           page_entry("/BleedBox", Array([-9, 0, *pdfs.FULL]))),
    Broken("bleed of 1 mm", "pdf-bleed-small", ERROR,
           page_entry("/BleedBox", Array([TRIM[0] - 3, TRIM[1] - 3, TRIM[2] + 3, TRIM[3] + 3]))),
    Broken("no bleed at the spine", "pdf-bleed-small", ERROR,
           page_entry("/BleedBox", Array([TRIM[0], 0, *pdfs.FULL]))),
    Broken("bleed without art", "pdf-bleed-art", ERROR, instead(pdfs.GROUND, AT_TRIM)),
    Broken("art that stops within half a millimetre of the trim", "pdf-bleed-art", ERROR,
           instead(pdfs.GROUND, f"0 1 1 0 k {TRIM[0]} 9.5 200 100 re f")),
    Broken("no bleed box, and art that stops at the trim", "pdf-bleed-art", ERROR,
           both(page_entry("/BleedBox", None), instead(pdfs.GROUND, AT_TRIM))),
    Broken("a background that goes half a point into the bleed", "pdf-bleed-art", ERROR,
           instead(pdfs.GROUND, f"0 0.1 0.1 0 k {TRIM[0] - 0.7} {TRIM[1] - 0.7} "
                   f"{pdfs.WIDTH + 1.4} {pdfs.HEIGHT + 1.4} re f")),
    Broken("a background that goes half way into the bleed", "pdf-bleed-art", ERROR,
           instead(pdfs.GROUND, f"0 0.1 0.1 0 k {TRIM[0] - 4} {TRIM[1] - 4} "
                   f"{pdfs.WIDTH + 8} {pdfs.HEIGHT + 8} re f")),
    Broken("a picture that stops at the trim beside a banner that bleeds", "pdf-bleed-art", ERROR,
           instead(pdfs.GROUND, f"0 1 1 0 k 0 500 {pdfs.FULL[0]} 10 re f "
                   f"q 96 0 0 96 {TRIM[0]} 300 cm /I Do Q")),
    Broken("a picture that stops at the trim on a ground that bleeds", "pdf-bleed-art", ERROR,
           instead(pdfs.PICTURE, f"q 96 0 0 96 {TRIM[0] + 1} 150 cm /I Do Q")),
    Broken("a background that stops at the trim, and a page clipped to its bleed", "pdf-bleed-art",
           ERROR, both(page_entry("/MediaBox", Array([-9, -9, *(one + 9 for one in pdfs.FULL)])),
                       instead(pdfs.GROUND, f"{BLEED_CLIP} {AT_TRIM}"))),
    Broken("a media box without area", "pdf-media-box", ERROR,
           both(page_entry("/MediaBox", Array([0, 0, 0, 0])), page_entry("/TrimBox", None),
                page_entry("/BleedBox", None)), page="page 1"),
    Broken("one smaller page", "pdf-mixed-sizes", INFO,
           page_entry("/TrimBox", Array([*TRIM[:2], TRIM[2] - 40, TRIM[3]]))),
    Broken("five pages A5", "pdf-pages-of-four", INFO, more_pages),
    Broken("a turned page", "pdf-rotated", INFO, page_entry("/Rotate", 180)),
    Broken("a page turned askew", "pdf-rotated", INFO, page_entry("/Rotate", 10)),
    Broken("a page scaled by its unit", "pdf-rotated", INFO, page_entry("/UserUnit", 1.0001)),
    # Colour and ink
    Broken("RGB drawing", "pdf-rgb", ERROR, instead("0 0 0 1 K", "1 0 0 RG"), page="page 1"),
    Broken("RGB drawing for readers", "pdf-rgb", INFO, instead("0 0 0 1 K", "1 0 0 RG"),
           good=pdfs.reader),
    Broken("RGB drawing of an office program", "pdf-rgb", WARNING,
           instead("0 0 0 1 K", "1 0 0 RG"), good=pdfs.plain),
    Broken("RGB text", "pdf-rgb", ERROR, instead(f"{BLACK} BT", "1 0 0 rg BT")),
    Broken("RGB picture", "pdf-rgb", ERROR, picture(mode="RGB", colour="red")),
    Broken("RGB by profile", "pdf-rgb", ERROR,
           both(resource("/ColorSpace", "/C", by_profile(3)),
                instead("0 0 0 1 K", "/C CS 1 0 0 SC"))),
    Broken("RGB in a form", "pdf-rgb", ERROR, form_with("1 0 0 rg 0 0 50 50 re f")),
    Broken("RGB in an inline picture", "pdf-rgb", ERROR,
           instead(pdfs.LINE, "q 1 0 0 1 60 290 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q")),
    Broken("RGB in a shading", "pdf-rgb", ERROR,
           both(resource("/Shading", "/S", lambda pdf: Dictionary(
                    ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 1]))),
                instead(pdfs.LINE, "q 60 290 50 50 re W n /S sh Q"))),
    Broken("RGB in the tile of a pattern", "pdf-rgb", ERROR,
           both(resource("/Pattern", "/P", lambda pdf: pdf.make_indirect(pdf.make_stream(
                    b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1,
                    BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9, Resources=Dictionary()))),
                instead(pdfs.LINE, "/Pattern cs /P scn 60 290 50 50 re f"))),
    Broken("grey by profile", "pdf-grey-profile", WARNING,
           both(resource("/ColorSpace", "/C", by_profile(1)),
                instead("0 0 0 1 K", "/C CS 0.5 SC"))),
    Broken("rich black text", "pdf-rich-black", ERROR,
           instead(f"{BLACK} BT", "0.4 0.3 0.3 1 k BT")),
    Broken("black text in RGB", "pdf-rich-black", ERROR, instead(f"{BLACK} BT", "0 0 0 rg BT")),
    Broken("too much ink in a drawing", "pdf-total-ink", ERROR,
           instead("0 0 0 1 K", "0.9 0.8 0.8 0.7 K")),
    Broken("too much ink in pixels", "pdf-total-ink", ERROR, picture(colour=(250, 200, 200, 200))),
    Broken("too much ink in a JPEG", "pdf-total-ink", ERROR, jpeg("CMYK", (250, 200, 200, 200))),
    Broken("too much ink in a picture with a table", "pdf-total-ink", ERROR,
           resource("/XObject", "/I", indexed(bytes(range(2)) * 80_000))),
    Broken("too much ink in two bits, turned over", "pdf-total-ink", ERROR,
           resource("/XObject", "/I", indexed(b"\xff" * 40_000, bits=2, turned=True))),
    Broken("too much ink in one dot of a hundred", "pdf-total-ink", ERROR,
           resource("/XObject", "/I", indexed(b"\1" * 1600 + bytes(158_400)))),
    Broken("too much ink in 16 bits", "pdf-total-ink", ERROR,
           resource("/XObject", "/I", lambda pdf: pdf.make_indirect(pdf.make_stream(
               b"\xd0\0" * 640_000, Type=Name.XObject, Subtype=Name.Image, Width=400, Height=400,
               ColorSpace=Name.DeviceCMYK, BitsPerComponent=16)))),
    Broken("too much ink in an inline picture", "pdf-total-ink", ERROR,
           instead(pdfs.LINE, "q 1 0 0 1 60 290 cm "
                   "BI /W 1 /H 1 /CS /CMYK /BPC 8 /F /AHx ID f0f0f0f0> EI Q")),
    Broken("too much ink in an inline picture with a table", "pdf-total-ink", ERROR,
           instead(pdfs.LINE, "q 1 0 0 1 60 290 cm "
                   "BI /W 1 /H 1 /CS [/I /CMYK 0 <f0f0f0f0>] /BPC 8 /F /AHx ID 00> EI Q")),
    Broken("too much ink in the second of two inline pictures", "pdf-total-ink", ERROR,
           instead(pdfs.LINE, " ".join("q 1 0 0 1 60 290 cm BI /W 1 /H 1 /CS [/I /CMYK 0 <"
                   f"{table}>] /BPC 8 /F /AHx ID 00> EI Q" for table in ("00000000", "f0f0f0f0")))),
    Broken("too much ink at the end of a shading", "pdf-total-ink", ERROR, shaded(linear())),
    Broken("too much ink in the middle of a shading", "pdf-total-ink", ERROR,
           shaded(lambda pdf: Dictionary(
               FunctionType=3, Domain=Array([0, 1]), Bounds=Array([0.5]),
               Encode=Array([0, 1, 0, 1]),
               Functions=Array([linear()(pdf), linear(Array([1] * 4), Array([0] * 4))(pdf)])))),
    Broken("too much ink in a sampled shading", "pdf-total-ink", ERROR,
           shaded(lambda pdf: pdf.make_indirect(pdf.make_stream(
               bytes(4) + b"\xf0" * 4, FunctionType=0, Domain=Array([0, 1]), Size=Array([2]),
               BitsPerSample=8, Range=Array([0, 1] * 4))))),
    Broken("too much ink in a shading channel by channel", "pdf-total-ink", ERROR,
           shaded(lambda pdf: Array([linear(Array([0]), Array([1]))(pdf) for _ in range(4)]))),
    Broken("too much ink in a pattern of shading", "pdf-total-ink", ERROR,
           both(resource("/Pattern", "/P", lambda pdf: Dictionary(
                    PatternType=2, Shading=axial(linear()(pdf)))),
                instead(pdfs.LINE, "/Pattern cs /P scn 60 290 50 50 re f"))),
    Broken("an area in registration colour", "pdf-total-ink", ERROR,
           registration("/A cs 1 scn 60 280 90 9 re f")),
    Broken("a frame in registration colour", "pdf-total-ink", ERROR,
           registration("/A CS 1 SCN 60 280 90 9 re S")),
    Broken("an area in registration colour, without trim", "pdf-total-ink", WARNING,
           registration("/A cs 1 scn 60 280 90 40 re f"), good=pdfs.plain),
    Broken("headline in registration colour", "pdf-total-ink", ERROR,
           registration("/A cs 1 scn BT /F 30 Tf 60 270 Td (Un) Tj ET")),
    Broken("small text in registration colour", "pdf-rich-black", ERROR,
           registration("/A cs 1 scn BT /F 10 Tf 60 280 Td (Un) Tj ET")),
    Broken("a picture in registration colour", "pdf-total-ink", ERROR,
           resource("/XObject", "/I", lambda pdf: pdf.make_indirect(pdf.make_stream(
               b"\xff" * 160_000, Type=Name.XObject, Subtype=Name.Image, Width=400, Height=400,
               ColorSpace=ALL, BitsPerComponent=8)))),
    Broken("JPEG 2000 in RGB", "pdf-rgb", ERROR, jpeg2000("RGB")),
    Broken("JPEG 2000 in RGB, without boxes", "pdf-rgb", ERROR, jpeg2000("RGB", no_jp2=True)),
    Broken("a page blended in RGB", "pdf-rgb", ERROR,
           page_entry("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    Broken("more ink than newsprint takes", "pdf-total-ink", ERROR,
           instead("0 0 0 1 K", "0.7 0.7 0.7 0.4 K"),
           options={"limits": PrinterLimits(total_ink_percent=240)}),
    Broken("white that overprints", "pdf-white-overprint", ERROR,
           both(resource("/ExtGState", "/G", lambda pdf: Dictionary(op=True, OPM=1)),
                instead(pdfs.TEXT, f"q /G gs {pdfs.TEXT.replace(BLACK, '0 0 0 0 k')} Q"))),
    # Sizes
    Broken("text of 6 pt", "pdf-small-text", WARNING, instead("/F 10 Tf", "/F 6 Tf")),
    Broken("text made small by a matrix", "pdf-small-text", WARNING,
           instead("60 300 Td", "0.5 0 0 0.5 60 300 Tm")),
    Broken("text made small by a form", "pdf-small-text", WARNING,
           form_with("BT /F 10 Tf 0 0 0 1 k (Petit) Tj ET")),
    Broken("two small signs on the line", "pdf-small-text", WARNING,
           instead("(Un texte) Tj", "(Un texte) Tj /F 5 Tf (ab) Tj")),
    Broken("white text of 7.5 pt", "pdf-small-text", WARNING,
           instead(pdfs.TEXT, pdfs.TEXT.replace(BLACK, "0 0 0 0 k").replace("10 Tf", "7.5 Tf"))),
    Broken("a hairline", "pdf-thin-line", WARNING, instead("0.5 w", "0 w")),
    Broken("a thin bar", "pdf-thin-line", WARNING,
           instead(pdfs.LINE, f"{BLACK} 60 290 140 0.1 re f")),
    Broken("a thin bar of which a part is cropped", "pdf-thin-line", WARNING,
           instead(pdfs.LINE, f"q 60 280 70 20 re W n {BLACK} 60 290 140 0.1 re f Q")),
    Broken("a picture of 120 dpi", "pdf-image-resolution", ERROR, picture(size=160)),
    Broken("a picture of 187 dpi", "pdf-image-resolution", WARNING, picture(size=250)),
    Broken("a coarse stencil", "pdf-image-resolution", INFO, stencil(8, 100, 300, 200)),
    Broken("a stencil of 240 dpi", "pdf-image-resolution", INFO, stencil(400, 300, 120, 90)),
    Broken("text near the edge", "pdf-safe-area", WARNING, instead("60 300 Td", "14 300 Td")),
    Broken("text that runs on to the edge", "pdf-safe-area", WARNING,
           instead("60 300 Td (Un texte)", "300 300 Td (Un texte qui court au bord)")),
    # Standards
    Broken("a font left out", "pdf-font", ERROR, without_font),
    Broken("opacity in a PDF/X-3", "pdf-transparency", ERROR,
           both(other_x("PDF/X-3:2002"), state(ca=0.5)),
           options={"limits": PrinterLimits(standard="PDF/X-3")}, good=lambda: older()),
    Broken("a blend mode in a PDF/A-1", "pdf-transparency", ERROR,
           both(xmp("<pdfaid:part>2", "<pdfaid:part>1"), state(BM=Name.Multiply)),
           good=pdfs.reader),
    Broken("a link on a page for print", "pdf-annotation", ERROR, annotated(100, 100, 200, 120)),
    Broken("an output intent, and no claim", "pdf-x-claim", ERROR,
           xmp("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "")),
    Broken("another PDF/X than asked for", "pdf-x-other", WARNING, other_x("PDF/X-3:2002"),
           good=lambda: older()),
    Broken("no output intent", "pdf-output-intent", ERROR, root_entry("/OutputIntents", None)),
    Broken("no profile", "pdf-output-intent", ERROR,
           lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/DestOutputProfile")),
    Broken("a profile that is none", "pdf-output-intent", ERROR, profile(lambda icc: b"x" * 9)),
    Broken("a profile of no signature", "pdf-output-intent", ERROR,
           profile(lambda icc: icc.replace(b"acsp", b"xxxx", 1))),
    Broken("a profile of a screen", "pdf-output-intent", ERROR,
           profile(lambda icc: icc.replace(b"prtr", b"mntr", 1))),
    Broken("a profile for RGB", "pdf-output-intent", ERROR,
           profile(lambda icc: icc.replace(b"CMYK", b"RGB ", 1))),
    Broken("half a profile", "pdf-output-intent", ERROR,
           profile(lambda icc: icc[: len(icc) // 2])),
    Broken("a profile that says it is shorter", "pdf-output-intent", ERROR,
           profile(lambda icc: (200).to_bytes(4, "big") + icc[4:])),
    Broken("a profile that says it is longer", "pdf-output-intent", ERROR,
           profile(lambda icc: (len(icc) + 99).to_bytes(4, "big") + icc[4:])),
    Broken("a profile whose table is beyond its end", "pdf-output-intent", ERROR,
           profile(lambda icc: icc[:128] + b"\xff" * 4 + icc[132:])),
    Broken("a profile with a part beyond its end", "pdf-output-intent", ERROR,
           profile(lambda icc: icc[:136] + b"\x7f" * 4 + icc[140:])),
    Broken("not said whether trapped", "pdf-trapped", ERROR,
           both(info_entry("/Trapped", None), xmp("<pdf:Trapped>False</pdf:Trapped>", ""))),
    Broken("trapped or not", "pdf-trapped", ERROR, info_entry("/Trapped", Name("/True"))),
    Broken("another title in Info", "pdf-x-identity", ERROR, info_entry("/Title", "Autre")),
    Broken("another date in XMP", "pdf-x-identity", ERROR,
           xmp("<xmp:CreateDate>2026-11-24", "<xmp:CreateDate>2020-01-01")),
    Broken("a version too new", "pdf-version", ERROR, lambda pdf: None,
           options={"force_version": "1.7"}),
    Broken("no structure", "pdf-archive", ERROR, root_entry("/StructTreeRoot", None),
           good=pdfs.reader),
    Broken("no language", "pdf-archive", ERROR, root_entry("/Lang", None), good=pdfs.reader),
    Broken("no title for screen readers", "pdf-archive", ERROR, xmp("dc:title", "dc:subject"),
           good=pdfs.reader),
    Broken("an archive without output intent", "pdf-archive", ERROR,
           root_entry("/OutputIntents", None), good=pdfs.reader),
    # What is not visible
    Broken("content that is none", "pdf-unreadable", ERROR, recursive, page="page 1"),
    Broken("a picture of too many dots", "pdf-unseen", WARNING, oversized, page="page 1"),
    Broken("protected against changes", "pdf-encrypted", ERROR, lambda pdf: None,
           options={"encryption": pikepdf.Encryption(owner="x", R=4)}),
    Broken("protected by a password", "pdf-encrypted", ERROR, lambda pdf: None,
           options={"encryption": pikepdf.Encryption(owner="x", user="y", R=4)}),
    Broken("a script at opening", "pdf-script", ERROR, root_entry("/OpenAction", SCRIPT)),
    Broken("a script of a page", "pdf-script", ERROR,
           page_entry("/AA", Dictionary(O=SCRIPT))),
    Broken("an address called at opening", "pdf-open-action", ERROR,
           root_entry("/OpenAction", Dictionary(S=Name.URI, URI=pikepdf.String("https://x.fr")))),
    Broken("an attached file", "pdf-attachment", ERROR,
           lambda pdf: pdf.attachments.__setitem__("a.txt", b"x")),
    Broken("a file attached to a note", "pdf-attachment", ERROR,
           outside(Subtype=Name.FileAttachment, FS=EMBEDDING)),
    Broken("a file attached to an element", "pdf-attachment", WARNING,
           lambda pdf: pdf.Root.StructTreeRoot.K.append(Dictionary(S=Name.P, AF=EMBEDDING)),
           good=pdfs.reader),
    Broken("a file attached to a picture", "pdf-attachment", ERROR,
           lambda pdf: pdf.pages[0].obj.Resources.XObject["/I"].__setitem__(
               "/AF", Array([EMBEDDING]))),
    Broken("a file attached to a page", "pdf-attachment", ERROR,
           page_entry("/AF", Array([EMBEDDING]))),
    Broken("a portfolio", "pdf-attachment", ERROR,
           root_entry("/Collection", Dictionary(View=Name.D))),
    Broken("files in the branches of a tree", "pdf-attachment", ERROR,
           root_entry("/Names", Dictionary(EmbeddedFiles=Dictionary(Kids=Array([Dictionary(
               Names=Array([pikepdf.String("a.txt"), EMBEDDING]))]))))),
    Broken("a program started at the opening of a page", "pdf-open-action", ERROR,
           page_entry("/AA", Dictionary(O=LAUNCH)), page="page 1: "),
    Broken("a program started at the opening of a note", "pdf-open-action", ERROR,
           outside(Subtype=Name.Text, AA=Dictionary(PO=LAUNCH)), page="page 1: "),
    Broken("an address called when the file is closed", "pdf-open-action", ERROR,
           root_entry("/AA", Dictionary(WC=Dictionary(S=Name.URI, URI=pikepdf.String("x:"))))),
    Broken("a program started at opening, in a file for reading", "pdf-open-action", ERROR,
           root_entry("/OpenAction", LAUNCH), good=pdfs.plain),
    Broken("an address called after a page is shown", "pdf-open-action", WARNING,
           root_entry("/OpenAction", Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.URI))),
           good=pdfs.plain),
    Broken("a program started by a click", "pdf-launch", ERROR,
           outside(Subtype=Name.Link, A=LAUNCH), page="page 1: "),
    Broken("a program started by a bookmark", "pdf-launch", ERROR,
           root_entry("/Outlines", Dictionary(First=Dictionary(Next=Dictionary(A=LAUNCH))))),
    Broken("a script of a note", "pdf-script", ERROR,
           outside(Subtype=Name.Text, AA=Dictionary(D=SCRIPT))),
    Broken("a script after a click", "pdf-script", ERROR,
           outside(Subtype=Name.Link, A=Dictionary(S=Name.URI, Next=Array([SCRIPT])))),
    Broken("a script beside a film", "pdf-script", ERROR,
           outside(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, JS=pikepdf.String("1")))),
    Broken("what a program keeps", "pdf-private", INFO,
           page_entry("/PieceInfo", Dictionary(Illustrator=Dictionary(Private=Dictionary())))),
    Broken("what a program keeps in a form", "pdf-private", INFO,
           both(form_with(pdfs.LINE), lambda pdf: pdf.pages[0].obj.Resources.XObject[
               "/A"].__setitem__("/PieceInfo", Dictionary(Illustrator=Dictionary())))),
    Broken("a key of the catalogue that nobody knows", "pdf-private", INFO,
           root_entry("/Company", pikepdf.String("x"))),
    Broken("a key of a page that nobody knows", "pdf-private", INFO,
           page_entry("/Company", pikepdf.String("x"))),
    Broken("a form in XFA alone", "pdf-form", ERROR, good=pdfs.reader, breaking=
           root_entry("/AcroForm", Dictionary(Fields=Array([]), XFA=pikepdf.String("<xdp/>")))),
    Broken("pages to be made from XFA", "pdf-form", ERROR, good=pdfs.plain, breaking=both(
        root_entry("/NeedsRendering", True),
        root_entry("/AcroForm", Dictionary(
            Fields=Array([Dictionary(FT=Name.Tx)]), XFA=pikepdf.String("<xdp/>"))))),
    # Printed annotations
    Broken("a stamp in RGB", "pdf-rgb", WARNING, stamp("1 0 0 rg 0 0 50 50 re f"),
           good=pdfs.plain, page="page 1: "),
    Broken("a stamp of few dots", "pdf-image-resolution", ERROR, good=pdfs.plain,
           breaking=stamp("q 400 0 0 400 0 0 cm /I Do Q", side=400)),
    Broken("a stamp made small by its rectangle", "pdf-small-text", WARNING, good=pdfs.plain,
           breaking=stamp("BT 0 0 0 1 k /F 10 Tf 5 5 Td (Un) Tj ET", side=50)),
    Broken("a stamp of a font left out", "pdf-font", ERROR, good=pdfs.plain,
           breaking=stamp("BT 0 0 0 1 k /X 10 Tf 5 5 Td (Un) Tj ET")),
    Broken("a ticked box in RGB", "pdf-rgb", WARNING, good=pdfs.plain,
           breaking=stamp("1 0 0 rg 0 0 50 50 re f", state="On")),
    Broken("form fields", "pdf-form", ERROR,
           root_entry("/AcroForm", Dictionary(Fields=Array([Dictionary(FT=Name.Tx)])))),
    Broken("a filled field without the flag Print", "pdf-note-unprinted", WARNING,
           note("/Widget", F=0, FT=Name.Tx, V=String("Oui"), T=String("nom")), good=pdfs.plain,
           page="page 1: the field 'nom'"),
    Broken("a filled field without a look", "pdf-note-look", WARNING,
           note("/Widget", AP=None, FT=Name.Tx, V=String("Oui"), T=String("nom")), good=pdfs.plain,
           page="page 1: the field 'nom'"),
    Broken("a filled field that looks empty", "pdf-note-look", WARNING,
           good=pdfs.plain, breaking=looking_empty, page="page 1: the field 'nom'"),
    Broken("a field that is its own parent", "pdf-damaged", WARNING, good=pdfs.plain,
           breaking=own_parent),
    Broken("a layer for the screen", "pdf-layer-unprinted", WARNING, good=pdfs.plain,
           breaking=in_a_layer("0 0 0 1 k 0 0 50 50 re f", Print=False), page="page 1: "),
    Broken("a layer that nobody sees", "pdf-layer-unprinted", INFO, good=pdfs.plain,
           breaking=in_a_layer("0 0 0 1 k 0 0 50 50 re f", Print=False, View=False),
           page="page 1: the layer 'calque' is hidden"),
    Broken("RGB in a layer that is printed and not seen", "pdf-rgb", WARNING, good=pdfs.plain,
           breaking=in_a_layer("1 0 0 rg 0 0 50 50 re f", View=False)),
    Broken("a note without a look", "pdf-note-look", WARNING,
           note("/Square", AP=None), good=pdfs.plain, page="page 1: a note (Square)"),
    Broken("an author", "pdf-author", WARNING, info_entry("/Author", "Camille Quelconque")),
    Broken("a path in Info", "pdf-path", WARNING,
           info_entry("/Subject", "C:\\Users\\camille\\tract.docx")),
    Broken("a path in XMP", "pdf-path", WARNING,
           xmp("<dc:format>", "<dc:source>file:///home/camille/t.odt</dc:source><dc:format>")),
    Broken("EXIF with a place", "pdf-picture-traces", WARNING,
           jpeg("CMYK", (60, 60, 60, 0), exif=located())),
    Broken("a comment in a JPEG", "pdf-picture-traces", WARNING,
           jpeg("CMYK", (60, 60, 60, 0), comment=b"Camille")),
    Broken("XMP that is no XML", "pdf-xmp", ERROR,
           lambda pdf: pdf.Root.Metadata.write(b"<x:xmpmeta")),
    # QR codes
    Broken("a scratched code", "pdf-qr-unread", ERROR, scratched),
    Broken("a scratched code in a picture", "pdf-qr-unread", ERROR, scratched_picture),
    Broken("a code that is not there", "pdf-qr-unread", ERROR, qr_figure, good=pdfs.reader),
    Broken("a code of 15 mm", "pdf-qr-small", ERROR,
           instead(pdfs.CODE, pdfs.code(side=42.5))),
    Broken("a code with fine modules", "pdf-qr-small", ERROR,
           instead(pdfs.CODE, pdfs.code("https://exemple.fr/" + "a" * 200, side=80))),
    Broken("a line in the quiet zone", "pdf-qr-quiet", WARNING,
           instead(pdfs.CODE, f"{pdfs.CODE} 230 390.5 100 3 re f")),
    Broken("a code light on dark", "pdf-qr-quiet", WARNING,
           instead(pdfs.CODE, pdfs.CODE.replace("0 0 0 0 k", "0 0 0 .9 k").replace(
               "0 0 0 1 k", "0 0 0 0 k"))),
    Broken("a shortened address", "pdf-qr-address", WARNING,
           instead(pdfs.CODE, pdfs.code("https://bit.ly/3xyz"))),
    Broken("an address of a maker of codes", "pdf-qr-address", WARNING,
           instead(pdfs.CODE, pdfs.code("https://qr.me-qr.com/abc"))),
    Broken("a tracker", "pdf-qr-address", WARNING,
           instead(pdfs.CODE, pdfs.code("https://exemple.fr/?utm_source=tract"))),
]
# fmt: on


def older() -> bytes:
    """Return the press file in the PDF version of older PDF/X."""
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        return pdfs.saved(
            pdf, force_version="1.3", object_stream_mode=pikepdf.ObjectStreamMode.disable
        )


@pytest.mark.parametrize("good", [pdfs.press, pdfs.reader, pdfs.plain])
def test_an_unbroken_file_has_no_problem(good: Callable[[], bytes], tmp_path: Path) -> None:
    assert pdfs.checked(good(), tmp_path) == []


def test_a_mark_raised_beside_larger_text_is_no_small_text(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        instead("(Un texte) Tj", "(Un texte) Tj /F 5 Tf 4 Ts (1) Tj")(pdf)
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


def test_small_spaces_are_no_small_text(tmp_path: Path) -> None:
    """Word processors leave empty paragraphs of 1 pt, with a space in them."""
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        instead("(Un texte) Tj", "(Un texte) Tj /F 1 Tf 1 0 0 rg (  ) Tj [( ) 9 ( )] TJ")(pdf)
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


@pytest.mark.parametrize(
    "drawn",
    [
        # Small parts of a drawing with bleed, rules, white, shapes continued in their colour.
        f"{BLACK} {TRIM[0] + 1} 200 8 8 re f",
        f"{BLACK} {TRIM[0]} 200 300 1 re f {BLACK} {TRIM[0]} 200 1 300 re f",
        f"0 0 0 1 K 0.5 w {TRIM[0]} 200 m 200 200 l S",
        f"0 0 0 0 k {TRIM[0]} {TRIM[1]} {pdfs.WIDTH} {pdfs.HEIGHT} re f",
        AT_TRIM,
        f"{BLACK} {TRIM[0] + 1} 200 60 60 re f 0 0 1 0 k 0 200 {TRIM[0] + 1} 60 re f",
        f"{BLACK} 0 200 60 60 re f",
    ],
)
def test_art_that_may_end_at_the_trim_is_left_alone(drawn: str, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        instead(pdfs.GROUND, f"{pdfs.GROUND} {drawn}")(pdf)
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


@pytest.mark.parametrize(
    "breaking",
    [
        # A tiny part of a picture, marks outside the trim, no ink, a shading within the limit.
        resource("/XObject", "/I", indexed(b"\1" * 150 + bytes(159_850))),
        resource("/XObject", "/I", indexed(bytes(160_000))),
        registration(f"/A CS 1 SCN 0.5 w 0 {TRIM[1]} m 6 {TRIM[1]} l S"),
        registration("/A cs 1 scn BT /F 7 Tf 30 0.5 Td (C M Y K) Tj ET"),
        registration("/A cs 0 scn 60 280 90 9 re f"),
        # The visible part of a cropped wide shape is not a thin line.
        instead(pdfs.LINE, f"q 60 280 140 10.1 re W n {BLACK} 60 290 140 40 re f Q"),
        shaded(linear(Array([0, 1, 1, 0]), Array([1, 0, 0, 0]))),
        jpeg2000("L"),
        stencil(25, 25, 90, 90),
        stencil(100, 1, 90, 20),
        stencil(200, 100, 90, 45),
        page_entry("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
    ],
)
def test_pictures_and_ink_that_are_allowed_is_left_alone(breaking: Break, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        breaking(pdf)
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


def test_an_author_of_spaces_is_nobody(tmp_path: Path) -> None:
    """Some programs write an empty field so: there is no name to take out."""
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        info_entry("/Author", "  ")(pdf)
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


#: Fields that no form lists: another rule reports the form itself.
ORPHANS = pytest.mark.filterwarnings("ignore:This document has .* form widget")


@ORPHANS
@pytest.mark.parametrize(
    "breaking",
    [
        note("/Stamp"),
        note("/Widget", FT=Name.Tx, V=String("Oui")),
        note("/Widget", AP=None, FT=Name.Tx),
        note("/Widget", AP=None, FT=Name.Sig, V=Dictionary(Type=Name.Sig), F=132),
        note("/Widget", AP=None, FT=Name.Btn, V=Name.Off),
        note("/Widget", FT=Name.Tx, V=String("Oui"), F=2),
        note("/Highlight", F=0),
        note("/Stamp", F=0),
        note("/Popup", AP=None),
        note("/Square", AP=None, Rect=Array([0, 0, 0, 0])),
        both(note("/Square", AP=None, OC=Dictionary(Type=Name.OCMD, VE=Array([Name.Not, 1])))),
    ],
)
def test_notes_that_print_as_they_are_seen_are_left_alone(breaking: Break, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        breaking(pdf)
        assert pdfs.checked(pdfs.saved(pdf), tmp_path) == []


@ORPHANS
def test_many_notes_are_told_in_one_line(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        note("/Square", AP=None)(pdf)
        one = pdf.pages[0].obj.Annots[0]
        for number in range(8):
            field = Dictionary(dict(one.items()))
            field.Subtype, field.FT, field.V = Name.Widget, Name.Tx, String("x")
            field.T = String(f"n{number}")
            pdf.pages[0].obj.Annots.append(pdf.make_indirect(field))
        (problem,) = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert "a note (Square), the field 'n0'" in problem.message
    assert "'n3' and 4 more: to be printed" in problem.message


@pytest.mark.parametrize(
    "breaking",
    [
        # Annotations not printed: for the screen, hidden, not the chosen state, no rectangle.
        stamp("1 0 0 rg 0 0 50 50 re f", flags=0),
        stamp("1 0 0 rg 0 0 50 50 re f", flags=6),
        both(stamp("1 0 0 rg 0 0 50 50 re f", state="On"),
             lambda pdf: pdf.pages[0].obj.Annots[0].__delitem__("/AS")),
        both(stamp("1 0 0 rg 0 0 50 50 re f"),
             lambda pdf: pdf.pages[0].obj.Annots[0].__delitem__("/Rect")),
        # A layer that is off is not printed (ISO 32000-1, 8.11.4.3).
        both(stamp("1 0 0 rg 0 0 50 50 re f"), in_a_hidden_layer),
        stamp("0 0 0 1 k 0 0 50 50 re f"),
        # A picture of 400 pixels on 100 pt, whatever the matrix and box of the stamp.
        stamp("q 400 0 0 400 0 0 cm /I Do Q"),
        root_entry("/OpenAction", Dictionary(S=Name.GoTo)),
        page_entry("/ProcSet", Array([Name.PDF, Name.Text])),
        outside(Subtype=Name.FileAttachment, FS=Dictionary(F=pikepdf.String("a.txt"))),
    ],
)  # fmt: skip
def test_what_prints_nothing_and_does_nothing_is_left_alone(
    breaking: Break, tmp_path: Path
) -> None:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        breaking(pdf)
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


def test_a_form_that_runs_in_circles_is_read(tmp_path: Path) -> None:
    """Reading actions, bookmarks and fields that refer to themselves ends."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        ring = pdf.make_indirect(Dictionary(S=Name.GoTo, FT=Name.Tx, A=LAUNCH))
        ring.Next, ring.Kids, ring.First = ring, Array([ring, ring]), ring
        pdf.Root.OpenAction = ring
        pdf.Root.Outlines = Dictionary(First=ring)
        pdf.Root.AcroForm = Dictionary(Fields=Array([ring]))
        found = pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path)
    assert {one.code for one in found} == {"pdf-launch", "pdf-form", "pdf-damaged"}
    assert any(one.message.startswith("a field of the form is part of itself") for one in found)


def test_more_room_than_bleed_is_for_marks(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        for page in pdf.pages:
            page.obj.MediaBox = Array([-20, -20, pdfs.FULL[0] + 20, pdfs.FULL[1] + 20])
            del page.obj["/BleedBox"]
        assert pdfs.checked(pdfs.saved(pdf, deterministic_id=True), tmp_path) == []


@ORPHANS
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.how)
def test_each_fault_is_told_by_its_rule_alone(broken: Broken, tmp_path: Path) -> None:
    options = dict(broken.options or {})
    limits = options.pop("limits", None)
    with pikepdf.open(io.BytesIO(broken.good())) as pdf:
        broken.breaking(pdf)
        content = pdfs.saved(pdf, deterministic_id="encryption" not in options, **options)
    problems = pdfs.checked(content, tmp_path, limits)
    assert [(one.code, one.severity) for one in problems] == [(broken.code, broken.severity)]
    (problem,) = problems
    worst = next(rule.severity for rule in RULES if rule.code == broken.code)
    order = [INFO, WARNING, ERROR]
    assert order.index(problem.severity) <= order.index(worst)
    assert problem.path == "essai.pdf" and problem.hint and problem.message
    assert problem.message.startswith(broken.page)


def test_a_file_without_id_is_told(tmp_path: Path) -> None:
    content = pdfs.press()
    start = content.rindex(b"/ID [")
    broken = content[:start] + b"/XX [" + content[start + 5 :]
    assert [one.code for one in pdfs.checked(broken, tmp_path)] == ["pdf-x-identity"]


def test_a_file_with_a_wrong_table_is_told(tmp_path: Path) -> None:
    content = pdfs.plain()
    start = content.rindex(b"startxref")
    broken = content[:start] + b"startxref\n7\n%%EOF\n"
    (problem,) = pdfs.checked(broken, tmp_path)
    assert (problem.code, problem.severity) == ("pdf-damaged", WARNING)
    assert "searched" in problem.message and "mended" not in problem.message


def test_it_is_said_what_was_found_and_what_was_done(tmp_path: Path) -> None:
    """Preflight only reads, so its messages must not state that a file was repaired."""
    content = pdfs.plain()
    odd = pdfs.checked(content.replace(b"endobj", b"endxxx", 1), tmp_path)
    assert ["written wrongly, and was read as far as" in one.message for one in odd] == [1]
    assert "(object " in odd[0].message and "expected" not in odd[0].message
    cut = pdfs.checked(content[: len(content) * 4 // 5], tmp_path)
    told = {one.message: one.severity for one in cut if one.code == "pdf-damaged"}
    (searched,) = (told[one] for one in told if "searched" in one)
    (lost,) = (told[one] for one in told if "has no end" in one)
    # Objects that are found again may be all there; those without an end are lost for certain.
    assert (len(told), searched, lost) == (2, WARNING, ERROR)


@pytest.mark.parametrize(
    ("warning", "words"),
    [
        ("(object 5 0, offset 9): expected endstream", "a length in the file is wrong"),
        ("(offset 9): error decoding stream data for object 5 0: inflate", "packed data"),
        ("reported number of objects (8) is not one plus", "the table that says where"),
        ("object 5 0 at offset 9: kid 0 (from 0) Resources is missing", "the list of the pages"),
        ("(object 5 0, offset 9): unknown token while reading object", "something in the file"),
    ],
)
def test_what_qpdf_writes_is_said_in_our_words(warning: str, words: str) -> None:
    """Its messages are in English, about the inside of a file that the user did not write."""
    said = qpdf_words.in_words(warning)
    assert words in said and ("object 5" in warning) == ("(object 5)" in said)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("object 5,0, offset 9): read_bytes called on unfilterable stream", "cannot be decoded"),
        ("(encryption dictionary, offset 9): some parameters are missing", "its protection"),
        (
            "a.pdf (object 5 0, offset 9): operation for dictionary attempted on object of type "
            "array: returning null",
            "another kind",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_our_words(message: str, words: str) -> None:
    """Nobody who reads that data cannot be decoded looks for a list in place of a number."""
    assert words in unopened.in_words(message)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("kind", ["cut", "short", "noise", "jpeg", "no jpeg", "jpeg 2000", "fax"])
def test_a_picture_that_is_not_all_there_is_told(mode: str, kind: str, tmp_path: Path) -> None:
    """Half of a photograph prints grey: a viewer shows it so, and a print shop prints it so."""
    noise = Image.effect_noise((300, 300), 90).convert(mode)
    dots, packed = noise.tobytes(), io.BytesIO()
    noise.save(packed, "JPEG2000" if kind == "jpeg 2000" and mode != "CMYK" else "JPEG")
    whole = packed.getvalue()
    flate = zlib.compress(dots)
    data, packing = {
        "cut": (flate[: len(flate) // 2], Name.FlateDecode),
        "short": (zlib.compress(dots[: len(dots) // 2]), Name.FlateDecode),
        "noise": (flate[:99] + b"\xff" * 99 + flate[198:], Name.FlateDecode),
        "jpeg": (whole[: len(whole) // 2], Name.DCTDecode),
        "no jpeg": (b"no picture at all", Name.DCTDecode),
        "jpeg 2000": (whole[: len(whole) // 2], Name.JPXDecode),
        "fax": (b"\xff" * 9, Name.CCITTFaxDecode),
    }[kind]
    for good in (False, True):
        with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
            picture = pdfs.picture(pdf, 300, 0 if mode == "L" else (0,) * len(mode), mode)
            if not good:
                picture.write(data, filter=packing)
            pdf.pages[0].obj.Resources.XObject = Dictionary(I=picture)
            found = pdfs.checked(pdfs.saved(pdf), tmp_path)
        told = [one for one in found if "300 x 300 pixels breaks off" in one.message]
        assert len(told) == (not good), kind


def test_a_narrow_picture_that_is_not_all_there_is_told(tmp_path: Path) -> None:
    """A ruled line as a JPEG: an eighth of its width is no pixel at all."""
    packed = io.BytesIO()
    Image.effect_noise((4, 900), 90).save(packed, "JPEG")
    whole = packed.getvalue()
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        picture = pdfs.picture(pdf, 300, 0, "L")
        picture.write(whole[:-200], filter=Name.DCTDecode)
        picture.Width, picture.Height = 4, 900
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=picture)
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert any("4 x 900 pixels breaks off" in one.message for one in found)


@pytest.mark.parametrize("is_whole", [True, False])
def test_the_end_of_a_jpeg_2000_is_that_of_its_codestream(is_whole: bool, tmp_path: Path) -> None:
    """Boxes may stand around it (ISO/IEC 15444-1, I.2), as XMP after it."""
    packed = io.BytesIO()
    Image.effect_noise((300, 300), 90).save(packed, "JPEG2000")
    box = (8 + 6000).to_bytes(4, "big") + b"xml " + b"\xff\xd9" + b"<" * 5998
    start, codes, rest = packed.getvalue().partition(b"jp2c")
    parts = start[:-4], box, start[-4:], codes, rest[: None if is_whole else -500]
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        picture = pdfs.picture(pdf, 300, 0, "L")
        picture.write(b"".join(parts) + box[:8] + b"<" * 6000, filter=Name.JPXDecode)
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=picture)
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert any("breaks off" in one.message for one in found) != is_whole


@pytest.mark.parametrize("kept", [slice(0, -8), slice(0, 300)])
def test_content_that_is_cut_short_or_corrupt_is_told(kept: slice, tmp_path: Path) -> None:
    """As `impose` does, which refuses it: a viewer shows what comes before, and says nothing."""
    content = "\n".join(f"0 0 0 1 k 10 {n} 5 5 re f" for n in range(200)).encode()
    packed = zlib.compress(content)[kept] + b"\0" * 8
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, packed, Filter=Name.FlateDecode)
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert any(one.code == "pdf-damaged" and "cut short or corrupt" in one.message for one in found)


@pytest.mark.parametrize("kind", ["dictionary", "name", "number", "array in an array"])
def test_content_that_is_none_is_told(kind: str, tmp_path: Path) -> None:
    """Viewers show a blank page, and `impose` refuses it."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        page = pdf.pages[0].obj
        made = {"dictionary": Dictionary(), "name": Name.X, "number": 5}
        page.Contents = made.get(kind, Array([Array([page.Contents])]))
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert any(
        one.code == "pdf-damaged" and "none that can be read" in one.message for one in found
    )


@pytest.mark.parametrize("part", [5, None])
def test_content_with_a_number_or_nothing_among_its_parts_is_whole(
    part: int | None, tmp_path: Path
) -> None:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        page = pdf.pages[0].obj
        page.Contents = Array([part, page.Contents])
        assert pdfs.checked(pdfs.saved(pdf), tmp_path) == []


def test_a_file_without_pages_is_told(tmp_path: Path) -> None:
    assert [one.code for one in pdfs.checked(pdfs.saved(pikepdf.new()), tmp_path)] == [
        "pdf-no-pages"
    ]


@pytest.mark.parametrize("name", ["a.PDF", "a", "b.pdf  c"])
def test_messages_do_not_say_where_the_file_lies(name: str, tmp_path: Path) -> None:
    """Paths contain names of accounts. A file need not end in .pdf."""
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7\nBonjour\n%%EOF")
    (problem,) = run(file, name)
    assert "its pages cannot be found" in problem.message and str(tmp_path) not in problem.message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b"Bonjour", "the file is no PDF, whatever it is called"),
        (b"\x89PNG\r\n\x1a\n", "the file is no PDF, but a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "the file is no PDF, but a picture"),
        (b"RIFF\n\n\n\nWEBPVP8 ", "the file is no PDF, but a picture"),
        (b"PK\x03\x04" + bytes(26) + b"word/", "but a file of an office program, or a zip"),
        # The page that a server sends instead of a file that requires a login.
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><title>", "but a page of the web"),
        (b"%PDF-1.7\n1 0 obj", "is cut short: its end is missing, as where a download broke off"),
        # Some programs write a PDF after other bytes, and with other bytes behind it.
        (b"\n" * 1000 + b"%PDF-1.7\n%%EOF" + b"\0" * 1000, "no PDF, or it is broken: its pages"),
    ],
)
def test_what_is_no_pdf_is_told(content: bytes, expected: str, tmp_path: Path) -> None:
    """The message is for a user who was given the file; no English of a library follows it."""
    found = pdfs.checked(content, tmp_path)
    problem = next(one for one in found if one.code != "pdf-damaged")
    assert problem.code == "pdf-unreadable" and expected in problem.message and problem.hint
    assert str(tmp_path) not in problem.message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = run(tmp_path / "rien.pdf", "rien.pdf")
    assert problem.code == "pdf-unreadable" and str(tmp_path) not in problem.message


def test_every_rule_is_proved_on_a_broken_file() -> None:
    proved = {one.code for one in BROKEN} | {"pdf-no-pages"}
    assert {rule.code for rule in RULES} == proved
    assert len(BROKEN) >= 30


def test_the_table_of_rules_can_be_read_by_people() -> None:
    for rule in RULES:
        assert rule.code.startswith("pdf-") and rule.certainty in "ABCU"
        for sentence in (rule.checks, rule.why):
            assert not sentence[0].islower() and sentence.endswith("."), rule.code
        assert rule.hint and not rule.hint.endswith(".")
        # A rule that is only custom may inform, but never stop a file.
        assert rule.certainty in "AB" or rule.severity is INFO
    assert len({rule.code for rule in RULES}) == len(RULES)
