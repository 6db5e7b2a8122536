"""Small good PDFs, drawn by hand, which tests break: for a print shop, for readers, plain."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import font_fjallaone  # type: ignore[import-untyped]
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.helpers import ROOT
from zines.base.printing import Condition
from zines.base.problems import Problem
from zines.base.units import pt
from zines.composition.qr import encode
from zines.preflight import PrinterLimits, run
from zines.prepress.finishing import Properties
from zines.prepress.inks.output_intent import declare
from zines.prepress.press import finished_press

BLEED, WIDTH, HEIGHT = pt(3), pt(148), pt(210)
FULL = (WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED)
#: Content of a page: each line is an object that tests remove or change.
GROUND = f"0 0.1 0.1 0 k 0 0 {FULL[0]:.3f} {FULL[1]:.3f} re f"
TEXT = "0 0 0 1 k BT /F 10 Tf 60 300 Td (Un texte) Tj ET"
LINE = "0 0 0 1 K 0.5 w 60 290 m 200 290 l S"
PICTURE = "q 96 0 0 96 60 150 cm /I Do Q"
QR_SIDE, QR_AT = pt(24), (250.0, 400.0)
ADDRESS = "https://exemple.fr/"


def code(address: str = ADDRESS, side: float = QR_SIDE, at: tuple[float, float] = QR_AT) -> str:
    """Return a QR code as one path in black ink, on white with its quiet zone."""
    drawn = encode(address, 300)
    module = side / drawn.modules
    quiet = 4 * module
    x, y = at
    ground = f"{x - quiet} {y - quiet} {side + 2 * quiet} {side + 2 * quiet} re f"
    runs = (
        f"{x + a * module:.4f} {y + side - (b + 1) * module:.4f} {length * module:.4f} "
        f"{module:.4f} re"
        for a, b, length in drawn.runs
    )
    return f"0 0 0 0 k {ground} 0 0 0 1 k {' '.join(runs)} f"


CODE = code()
CONTENT = "\n".join((GROUND, TEXT, LINE, PICTURE, CODE))


def font(pdf: Pdf) -> Dictionary:
    """Return a simple TrueType font, embedded."""
    file = next(Path(font_fjallaone.__file__).parent.rglob("*.ttf"))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/FjallaOne"),
        Flags=32,
        FontBBox=Array([0, -200, 1000, 950]),
        ItalicAngle=0,
        Ascent=880,
        Descent=-220,
        CapHeight=830,
        StemV=95,
        FontFile2=pdf.make_stream(file.read_bytes()),
    )
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/FjallaOne"),
        FirstChar=32,
        LastChar=255,
        Widths=Array([450] * 224),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(made)


def picture(pdf: Pdf, size: int = 400, colour: Any = (60, 60, 60, 0), mode: str = "CMYK") -> Any:
    """Return a picture of one colour, given in the bytes of its mode."""
    spaces = {"CMYK": Name.DeviceCMYK, "RGB": Name.DeviceRGB, "L": Name.DeviceGray}
    return pdf.make_stream(
        Image.new(mode, (size, size), colour).tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size,
        Height=size,
        ColorSpace=spaces[mode],
        BitsPerComponent=8,
    )


def drawn(pages: int = 2) -> Pdf:
    """Return pages with bleed, as composition makes them."""
    pdf = pikepdf.new()
    letters, dots = font(pdf), pdf.make_indirect(picture(pdf))
    for _ in range(pages):
        pdf.add_blank_page(page_size=FULL)
        page = pdf.pages[-1].obj
        page.TrimBox = Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT])
        page.Resources = Dictionary(Font=Dictionary(F=letters), XObject=Dictionary(I=dots))
        page.Contents = pdf.make_stream(CONTENT.encode())
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, **{"fix_metadata_version": False, **options})
    return stream.getvalue()


@cache
def condition() -> Condition:
    return Condition("FOGRA39", "FOGRA39", ROOT / "assets" / "icc" / "FOGRA39L_free.icc")


@cache
def press() -> bytes:
    """Return a PDF/X-4 without faults, with two A5 pages."""
    return finished_press(
        saved(drawn()), Properties("Un essai", "fr", "2026-11-24", None), condition()
    )


READER_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Un essai</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@cache
def reader() -> bytes:
    """Return two pages that claim PDF/UA-1 and PDF/A-2a (their structure is a stub)."""
    pdf = drawn()
    for page in pdf.pages:
        del page.obj["/TrimBox"]
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([])))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String("fr")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(READER_XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    declare(pdf, condition(), "GTS_PDFA1")
    return saved(pdf)


@cache
def plain() -> bytes:
    """Return a file that claims no standard, as an office program writes it."""
    pdf = drawn()
    for page in pdf.pages:
        del page.obj["/TrimBox"]
    pdf.docinfo["/Title"] = "Un essai"
    pdf.docinfo["/Producer"] = "A program"
    return saved(pdf)


def checked(content: bytes, folder: Path, limits: PrinterLimits | None = None) -> list[Problem]:
    file = folder / "essai.pdf"
    file.write_bytes(content)
    return run(file, "essai.pdf", limits)
