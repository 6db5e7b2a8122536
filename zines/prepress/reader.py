"""Single pages for screens, screen readers and archives: PDF/UA-1 that is also PDF/A-2a.

Typst writes a tagged PDF/UA-1, but no PDF/A with CMYK colours. This module adds what PDF/A also
needs (ISO 19005-2): the printing condition as output intent, the identification, and the
description of the property ``pdfuaid:part``, which PDF/A requires.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Mapping
from html import escape
from typing import Any, TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.law import LICENCES, WAIVERS
from zines.base.printing import Condition
from zines.pdf.opening.safe_get import listed
from zines.prepress import figures
from zines.prepress.fields import form_fields
from zines.prepress.finishing import set_xmp, without_version, written
from zines.prepress.inks.output_intent import declare

_END = "</rdf:RDF>"
_IDENTIFICATION = """<rdf:Description rdf:about=""
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
#: The last byte (CR) of a stream that seems one byte shorter than its length.
_RETURN = 13
#: The only keys of the content stream of a page.
_CONTENT = {"/Length", "/Filter", "/DecodeParms"}
_RETURNED = b"\r\nendstream"
_RIGHTS = """<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:rights>
<xmpRights:Marked>{marked}</xmpRights:Marked>
<xmpRights:WebStatement>{address}</xmpRights:WebStatement>
</rdf:Description>
"""


def finished_reader(
    pages: bytes,
    condition: Condition,
    licence: str = "",
    presets: Mapping[str, str] | None = None,
    origin: str = "",
) -> bytes:
    """Return tagged PDF/UA-1 pages as a PDF/A-2a that is still PDF/UA-1.

    ``licence`` is one of :data:`LICENCES`, or empty: then the file states no rights. ``origin``
    names whose text it is. ``presets`` fill in fields of a form by their names; raises PresetError
    for a value that has no room.
    """
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        figures.fill(pdf)
        is_form = form_fields.make(pdf, presets or {})
        declare(pdf, condition, "GTS_PDFA1")
        without_version(pdf)
        # Page labels are the printed page numbers: from 1, the cover counted (12.4.2).
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        packet = pdf.Root.Metadata.read_bytes().decode()
        before, end, after = packet.rpartition(_END)
        assert end, "Typst writes XMP as an RDF description"
        set_xmp(pdf, before + _IDENTIFICATION + _rights(licence, origin) + end + after)
        _end_streams_plainly(pdf, packed=is_form)
        # The many small objects of a form would be a tenth of the file.
        made = _written(pdf, packed=False)
    return _packed(made) if is_form else made


def _packed(made: bytes) -> bytes:
    """Return a form with its objects in streams, unless one of these streams ends in a return.

    If one does, the form becomes a separate object, which renumbers all others and so changes all
    these streams. Streams wrapped in ASCII85 get one more line end, if it means nothing there: they
    are deflated again, and no longer end in a return.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for thing in pdf.objects:
            if _is_wrapped(thing) and (thing.keys() <= _CONTENT or thing.get("/Type") == "/CMap"):
                thing.write(thing.read_bytes() + b"\n")
        for _ in range(2):
            packed = _written(pdf, packed=True)
            if _RETURNED not in packed:
                return packed
            pdf.Root.AcroForm = pdf.make_indirect(pdf.Root.AcroForm)
    return made


def _written(pdf: pikepdf.Pdf, *, packed: bool) -> bytes:
    """Return the written file; if ``packed``, its objects are in deflated streams."""
    modes = pikepdf.ObjectStreamMode
    return written(
        pdf,
        fix_metadata_version=False,
        object_stream_mode=modes.generate if packed else modes.disable,
        compress_streams=packed,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )


def _rights(licence: str, origin: str) -> str:
    """Return a licence in XMP (ISO 16684-1, 8.3 and 8.5), as Creative Commons asks for.

    ``cc:license`` is left out: PDF/A would require a description of it.
    """
    if not licence:
        return ""
    words = ", ".join(filter(None, (escape(origin, quote=False), licence, LICENCES[licence])))
    return _RIGHTS.format(words=words, address=LICENCES[licence], marked=licence not in WAIVERS)


def _is_wrapped(thing: Any) -> TypeGuard[pikepdf.Stream]:
    if not isinstance(thing, pikepdf.Stream):
        return False
    return [str(one) for one in listed(thing.get("/Filter"))[:1]] == ["/ASCII85Decode"]


def _end_streams_plainly(pdf: pikepdf.Pdf, *, packed: bool) -> None:
    """Wrap in ASCII85, which ends in ``~>``, each stream whose last byte is a carriage return.

    With the line feed before ``endstream`` that byte would be read as one line end, and the stream
    as one byte shorter than its length (ISO 19005-2, 6.1.7.1). The last bytes of a deflated stream
    are a checksum of its content: no other level of compression would change them. If ``packed``,
    streams without a filter will be deflated later.
    """
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        raw = thing.read_raw_bytes()
        deflated = packed and "/Filter" not in thing and zlib.adler32(raw) & 0xFF == _RETURN
        if raw.endswith(b"\r") or deflated:
            filters, parameters = listed(thing.get("/Filter")), listed(thing.get("/DecodeParms"))
            parameters += [None] * (len(filters) - len(parameters))
            thing.write(
                base64.a85encode(raw) + b"~>",
                filter=Array([Name.ASCII85Decode, *filters]),
                decode_parms=Array([None, *parameters]),
            )
