"""Properties of finished files, and removal of what must not be in them. Imports pikepdf.

Nothing here depends on the clock, the user or the machine: the dates are those of the document, and
the ID of the file is derived from its content.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from zines.base.units import mm
from zines.pdf import catalog

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
{dates}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_DATES = """<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
"""
#: The name of Typst as it writes it, without a version.
_MAKER = "Typst"
_DUPLEX = {
    "short-edge": Name.DuplexFlipShortEdge,
    "long-edge": Name.DuplexFlipLongEdge,
    None: Name.Simplex,
}


@dataclass(frozen=True)
class Properties:
    """Metadata of a file; ``date`` as 2026-11-24 or empty, ``flip`` None for one-sided sheets.

    ``version`` is the least PDF version with its extension level, as the content requires.
    """

    title: str
    lang: str
    date: str
    flip: str | None
    version: tuple[str, int] = ("1.4", 0)


def finished_sheets(pdf: pikepdf.Pdf, properties: Properties) -> bytes:
    """Return imposed sheets; the print dialog proposes true size, duplex, tray by paper size."""
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True,
        PrintScaling=Name("/None"),
        Duplex=_DUPLEX[properties.flip],
        PickTrayByPDFSize=True,
    )
    return finished_pages(pdf, properties)


def finished_pages(pdf: pikepdf.Pdf, properties: Properties) -> bytes:
    """Return a PDF with these properties, and no others."""
    about = Dictionary(Title=properties.title)
    dates = ""
    if properties.date:
        about.CreationDate = about.ModDate = pikepdf.String(pdf_date(properties.date))
        dates = _DATES.format(date=properties.date)
    pdf.docinfo = pdf.make_indirect(about)
    title, lang = escape(properties.title), escape(properties.lang)
    set_xmp(pdf, _XMP.format(title=title, lang=lang, dates=dates))
    if properties.lang:
        pdf.Root.Lang = pikepdf.String(properties.lang)
    packed = pikepdf.ObjectStreamMode.generate
    return written(pdf, min_version=properties.version, object_stream_mode=packed)


def pdf_date(day: str) -> str:
    """Return the start of a day, as 2026-11-24, as PDF writes dates (ISO 32000-1, 7.9.4)."""
    return f"D:{day.replace('-', '')}000000Z"


def written(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """Return the bytes of a file, with an ID derived from its content; ``options`` of pikepdf."""
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, **options)
    return stream.getvalue()


def is_finished(file: Path) -> bool:
    """Return whether :func:`finished_pages` wrote a file, according to its metadata.

    As far as we know, no other program writes these XMP lines in this order and names no program.
    (pikepdf rewrites the packet: only its inner lines stay the same.)
    """
    return _finished(*_metadata_of(file))


def is_ours(file: Path) -> bool:
    """Return whether this program wrote a file: sheets, press files, pages with Typst as creator.

    Typst itself adds its version to its name.
    """
    packet, about = _metadata_of(file)
    return (
        _finished(packet, about)
        or about.get("/Creator") == _MAKER
        or (b"<dc:format>" in packet and "/Trapped" in about and "/Creator" not in about)
    )


def _finished(packet: bytes, about: Mapping[str, str]) -> bool:
    ours = "<dc:format>" + _XMP.partition("<dc:format>")[2].partition(">{title}")[0]
    return ours.encode() in packet and about.keys() <= {"/Title", "/CreationDate", "/ModDate"}


def _metadata_of(file: Path) -> tuple[bytes, dict[str, str]]:
    """Return the XMP of a file and its document information; both empty if they cannot be read."""
    try:
        with pikepdf.open(file) as pdf:
            about = {str(key): str(value) for key, value in pdf.docinfo.items()}
            return bytes(pdf.Root.Metadata.read_bytes()), about
    except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, RuntimeError):
        return b"", {}


def without_version(pdf: pikepdf.Pdf) -> None:
    """Remove the version of Typst, which reveals what is installed on the machine."""
    pdf.docinfo.Creator = _MAKER
    packet = pdf.Root.Metadata.read_bytes().decode()
    set_xmp(pdf, re.sub(rf"{_MAKER} [0-9][^<]*", _MAKER, packet))


def set_xmp(pdf: pikepdf.Pdf, packet: str) -> None:
    """Replace the XMP packet of a file."""
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def finished_page(page: bytes) -> bytes:
    """Finish a page of our own that goes with a file: a recipe, an order to a print shop."""
    with pikepdf.open(io.BytesIO(page)) as pdf:
        without_version(pdf)
        return written(pdf, fix_metadata_version=False)


def without_reading(pdf: pikepdf.Pdf) -> None:
    """Remove what is for screens and readers: links, tags, bookmarks, viewer preferences.

    Standards for print allow no annotation inside the bleed, and a reading order that still refers
    to the links would be broken.
    """
    catalog.remove(pdf, *catalog.FOR_READERS)
    for page in pdf.pages:
        for key in ("/Annots", "/StructParents", "/Tabs", "/AA"):
            if key in page.obj:
                del page.obj[key]


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a file of our own, as viewers count them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def page_trims(pdf: bytes) -> list[tuple[float, float]]:
    """Return the trim of each page in mm, rounded to 0.01 mm."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [[float(side) for side in page.trimbox.as_list()] for page in opened.pages]
    return [(round(mm(x1 - x0), 2), round(mm(y1 - y0), 2)) for x0, y0, x1, y1 in boxes]
