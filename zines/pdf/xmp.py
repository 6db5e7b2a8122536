"""XMP metadata of a PDF, as names and values. Pure."""

from __future__ import annotations

from xml.etree import ElementTree

from zines.base.language import tr

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}
#: How XMP may begin (ISO 16684-1, 7.3.2): a byte order mark, or ``<`` in the encoding.
_ENCODINGS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def text_of(packet: bytes) -> str:
    """Return the text of a packet in UTF-8, UTF-16 or UTF-32; invalid bytes become U+FFFD."""
    return packet.decode(_encoding(packet) or "utf-8", "replace")


def _encoding(packet: bytes) -> str:
    """Return the encoding of a packet in UTF-16 or UTF-32, empty for any other."""
    return next((of for mark, of in _ENCODINGS if packet.startswith(mark)), "")


def properties(packet: bytes) -> dict[str, str]:
    """Return the properties of the known schemas, as ``dc:title``; the first entry of a list.

    Raises ValueError if it is no well-formed XML.
    """
    blanks = b"\0 \r\n\t"
    try:
        wide = _encoding(packet)
        # The parser handles UTF-8 by itself.
        whole = packet.decode(wide).strip(blanks.decode()) if wide else packet.strip(blanks)
        tree = ElementTree.fromstring(whole)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ValueError(tr("the XMP is no well-formed XML: {error}", error=error)) from error
    found: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            _keep(found, name, value)
        for element in description:
            item = next(element.iter(f"{_RDF}li"), element)
            _keep(found, element.tag, item.text or "")
    return found


def _keep(found: dict[str, str], name: str, value: str) -> None:
    space, _, local = name.rpartition("}")
    prefix = _PREFIXES.get(space.lstrip("{"))
    if prefix:
        found.setdefault(f"{prefix}:{local}", value.strip())
