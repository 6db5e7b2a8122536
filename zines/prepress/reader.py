"""Page by page for screens, screen readers and archives: PDF/UA-1 that is PDF/A-2a as well.

Typst writes a tagged PDF/UA-1, but no PDF/A with CMYK colours. What is missing (ISO 19005-2) is
said here: the meaning of the colours and the identification, with the description of PDF/UA's own
property that an archive asks for.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name

from zines.prepress.condition import Condition, declare

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


def finished_reader(pages: bytes, condition: Condition) -> bytes:
    """Return tagged PDF/UA-1 pages as a PDF/A-2a that is still PDF/UA-1."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        declare(pdf, condition, "GTS_PDFA1")
        said = pdf.Root.Metadata.read_bytes().decode()
        before, found, after = said.rpartition(_END)
        assert found, "Typst writes XMP as an RDF description"
        pdf.Root.Metadata = pdf.make_stream(
            (before + _IDENTIFICATION + found + after).encode(),
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
        stream = io.BytesIO()
        pdf.save(
            stream,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return stream.getvalue()
