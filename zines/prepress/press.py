"""Single pages for a print shop: PDF/X-4 (ISO 15930-7). Imports pikepdf.

Typst writes bleed and trim; this module adds what makes the file a PDF/X-4: the printing condition
with its embedded profile, the boxes, the identification in XMP, Trapped, and an ID derived from the
content. Links and tags are removed: the standard allows no annotation inside the bleed, and a
reading order that still refers to the links would be broken.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Sequence
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.language import tr
from zines.base.printing import Condition
from zines.prepress import press_marks
from zines.prepress.finishing import Properties, pdf_date, set_xmp, without_reading, written
from zines.prepress.inks import overprint
from zines.prepress.inks.output_intent import ConditionError, declare

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>{date}T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{id}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class PressError(Exception):
    """The pages cannot meet the standard; the message is for people."""


def finished_press(
    pages: bytes, properties: Properties, condition: Condition, drawn: Sequence[str] = ()
) -> bytes:
    """Return pages with bleed as a PDF/X-4; ``drawn`` are the marks around them.

    Raises PressError if the pages contain something that the standard and the press do not accept:
    colour that is not CMYK, or a profile that is not for printing.
    """
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        for page in pdf.pages:
            if "/TrimBox" not in page.obj:
                # Typst writes no TrimBox if there is no bleed.
                page.obj.TrimBox = page.obj.MediaBox
            page.obj.BleedBox = page.obj.MediaBox
            if drawn:
                _mark(pdf, page, drawn)
        # Type in 100 % black overprints: type cut out of what lies below would show white edges.
        overprint.black_type(pdf)
        if other := _other_colours(pdf):
            raise PressError(
                tr("the pages hold {other}, not only CMYK", other=", ".join(sorted(other)))
            )
        without_reading(pdf)
        stamp = pdf_date(properties.date)
        pdf.docinfo = pdf.make_indirect(
            Dictionary(
                Title=properties.title, CreationDate=stamp, ModDate=stamp, Trapped=Name("/False")
            )
        )
        identity = uuid.UUID(bytes=hashlib.sha256(pages).digest()[:16])
        title = escape(properties.title)
        set_xmp(pdf, _XMP.format(title=title, date=properties.date, id=identity))
        try:
            declare(pdf, condition, "GTS_PDFX")
        except ConditionError as error:
            raise PressError(str(error)) from error
        return written(
            pdf,
            force_version="1.6",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page, drawn: Sequence[str]) -> None:
    """Draw marks on every plate, in added space around the bleed (ISO 32000-1, 8.6.6.4)."""
    trim, bleed = ([float(edge) for edge in box] for box in (page.trimbox, page.obj.BleedBox))
    page.obj.MediaBox = Array(press_marks.with_room(bleed))
    black = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 0, 0, 1]), N=1
    )
    every = Array([Name.Separation, Name.All, Name.DeviceCMYK, black])
    name = page.add_resource(every, Name.ColorSpace, Name("/EveryPlate"))
    page.contents_add(press_marks.drawn(drawn, trim, bleed, f"{name} CS 1 SCN"), prepend=False)


def _other_colours(pdf: pikepdf.Pdf) -> set[str]:
    """Return the colour spaces in resources and pictures that are not CMYK (or inks over it)."""
    found: set[str] = set()
    # An alpha channel has levels, not colours.
    masks = {
        thing.SMask.objgen
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and isinstance(thing.get("/SMask"), pikepdf.Stream)
    }
    for thing in pdf.objects:
        if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if thing.objgen in masks:
            continue
        group = thing.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
            found.add(_family(group.CS))
        if "/ShadingType" in thing:
            found.add(_family(thing.ColorSpace))
        spaces = thing.get("/ColorSpace")
        if isinstance(spaces, pikepdf.Dictionary):
            found |= {_family(space) for _, space in spaces.items()}
        elif spaces is not None and thing.get("/Subtype") == "/Image":
            found.add(_family(spaces))
    return found - {"/DeviceCMYK", "/Separation", "/DeviceN", "/Pattern"}


def _family(space: pikepdf.Object) -> str:
    if isinstance(space, pikepdf.Array) and space[0] == "/Indexed":
        space = space[1]
    return str(space[0] if isinstance(space, pikepdf.Array) else space)
