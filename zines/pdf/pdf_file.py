"""Contents of a PDF and of its pages, as plain frozen values. Pure.

Lengths are PostScript points at the printed size: the ``UserUnit`` of the page is included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from zines.base.language import tr
from zines.pdf.annotations.actions import Action
from zines.pdf.content.painted import Area, Colour, Line, Picture, Text
from zines.pdf.geometry import Box


@dataclass(frozen=True)
class Samples:
    """What is in the data of a picture.

    ``ink``: percent that all but a thousandth of its pixels do not exceed, None if not measured.
    ``traces``: what its JPEG reveals about its origin: ``EXIF``, the place, ``XMP``, a path.
    ``read``: the number of bytes of dots that were measured. ``unmeasured``: there are too many.
    ``broken``: a part of them is lost.
    """

    ink: float | None = None
    traces: tuple[str, ...] = ()
    read: int = 0
    unmeasured: bool = False
    broken: bool = False


@dataclass(frozen=True)
class Annotation:
    """A note, link or form field on a page.

    ``field``: the full name of a form field. ``prints``: it appears when the page is printed.
    ``seen``: it appears on a screen. ``filled``: a field with a value. ``has_look``: the file has
    its appearance.
    """

    subtype: str
    box: Box | None
    field: str = ""
    prints: bool = False
    seen: bool = False
    filled: bool = False
    has_look: bool = True

    @property
    def is_lost_on_paper(self) -> bool:
        """Whether it seems to be part of the page and is seen on a screen, but is not printed.

        Other kinds of notes are remarks on the page.
        """
        part = self.filled or (self.subtype in ("Stamp", "FreeText") and self.has_look)
        return part and self.seen and not self.prints

    @property
    def is_left_to_programs(self) -> bool:
        """Whether it is to be printed, but the file has no appearance for it."""
        return self.prints and not self.has_look and (self.filled or self.subtype != "Widget")

    @property
    def is_bare_remark(self) -> bool:
        """Whether it is a remark or a file beside the page, and the file has no sign for it.

        Its words are in a window of their own: paper would only show a sign.
        """
        return self.subtype in ("Text", "FileAttachment") and not self.has_look

    @property
    def label(self) -> str:
        """Its name in a message: the field 'name', a stamp, a note (Square)."""
        if self.subtype == "Widget":
            if not self.field:
                return tr("a field without a name")
            return tr("the field '{name}'", name=self.field)
        if self.subtype == "Stamp":
            return tr("a stamp")
        return tr("a note ({kind})", kind=self.subtype[:20])


@dataclass(frozen=True)
class Code:
    """A QR code as a machine sees it on the printed page; lengths in pt.

    ``text`` is None if it looks like a QR code but cannot be read. ``quiet`` is the width of the
    zone around it that is free of ink, in modules, 4 at most.
    """

    text: str | None
    side: float
    module: float
    quiet: float
    light_on_dark: bool = False


class UnprintedLayer(NamedTuple):
    """A layer that does not print; ``seen``: it is shown on a screen."""

    name: str
    seen: bool


@dataclass(frozen=True)
class Intent:
    """An output intent: its standard (GTS_PDFX, GTS_PDFA1), name and embedded profile.

    ``trouble``: why that profile is no whole profile of a CMYK printer; empty if it is.
    """

    standard: str
    condition: str
    has_profile: bool
    trouble: str = ""


@dataclass(frozen=True)
class Page:
    """One page. Boxes are None if the file does not have them.

    ``blended_in``: the colours of its transparency groups; ``blended_by_profile``: those with a
    profile. ``overprint_ink``: the total ink where colours overprint or blend, in percent, if it
    was measured. ``marks_lang``: marked content declares its language; ``silent_text``: some text
    of an element has no language. ``intents``: those of the page alone. ``attached``: one of its
    notes, forms or pictures holds a file. ``programs``: those with private data in it. ``damage``:
    what is lost of its content; ``unseen``: what was not checked; ``unprinted``: the layers that do
    not print, but in which something is drawn.
    """

    number: int
    media: Box | None
    bleed: Box | None = None
    trim: Box | None = None
    crop: Box | None = None
    rotate: float = 0
    user_unit: float = 1
    texts: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    areas: tuple[Area, ...] = ()
    pictures: tuple[Picture, ...] = ()
    shadings: tuple[tuple[Colour, Box], ...] = ()
    transparency: frozenset[str] = frozenset()
    blended_in: frozenset[str] = frozenset()
    blended_by_profile: frozenset[str] = frozenset()
    white_overprint: bool = False
    overprints: bool = False
    marks_lang: bool = False
    silent_text: bool = False
    intents: tuple[Intent, ...] = ()
    actions: frozenset[Action] = frozenset()
    attached: bool = False
    programs: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    codes: tuple[Code, ...] | None = None
    trouble: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    unprinted: tuple[UnprintedLayer, ...] = ()
    overprint_ink: float | None = None

    @property
    def painted(self) -> tuple[Text | Line | Area, ...]:
        """All things with a colour of their own: texts, lines and areas."""
        return (*self.texts, *self.lines, *self.areas)

    @property
    def finished(self) -> Box | None:
        """The page after cutting: its trim or, without one, what is shown."""
        return self.trim or self.shown

    @property
    def shown(self) -> Box | None:
        """What a viewer shows: the MediaBox, cut to the CropBox where they meet (14.11.2)."""
        within = self.crop.cut_to(self.media) if self.crop and self.media else None
        return within if within and within.has_area else self.media


@dataclass(frozen=True)
class Font:
    """A font of the file."""

    name: str
    embedded: bool


@dataclass(frozen=True)
class Xmp:
    """The XMP of a file: its properties by name (``dc:title``), and the whole packet.

    ``trouble``: why it cannot be read; empty if it can, or if there is none.
    """

    properties: dict[str, str] = field(default_factory=dict)
    packet: str = ""
    trouble: str = ""

    def get(self, name: str) -> str:
        """Return a property, empty if the file has none of that name."""
        return self.properties.get(name, "")


@dataclass(frozen=True)
class PdfFile:
    """A PDF as a whole; ``info`` by name: ``Title``; ``printable``: its lock permits printing.

    ``code_figures``: how many figures are QR codes by their alternative text; ``codes_read``: the
    pages that may hold codes were decoded. ``elements_have_lang``: an element declares its
    language; ``silent_words``: some alternative text has no language. ``actions``, ``attached``,
    ``programs`` and ``unknown_keys`` (keys of the catalogue that no standard knows) are those of
    the document, not of a page. ``drawn_by_xfa``: the file states that XFA builds its pages.
    ``unseen``: what was not checked. ``circles``: messages about fields in themselves.
    """

    version: str = "1.7"
    encrypted: bool = False
    printable: bool = True
    has_id: bool = True
    info: dict[str, str] = field(default_factory=dict)
    xmp: Xmp = field(default_factory=Xmp)
    intents: tuple[Intent, ...] = ()
    fonts: dict[str, Font] = field(default_factory=dict)
    samples: dict[str, Samples] = field(default_factory=dict)
    structured: bool = False
    marked: bool = False
    lang: str = ""
    shows_title: bool = False
    for_printer: bool = False
    actions: frozenset[Action] = frozenset()
    attached: bool = False
    programs: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    form_fields: int = 0
    circles: tuple[str, ...] = ()
    xfa: bool = False
    drawn_by_xfa: bool = False
    damage: tuple[str, ...] = ()
    code_figures: int = 0
    elements_have_lang: bool = False
    silent_words: bool = False
    codes_read: bool = False
    unseen: tuple[str, ...] = ()
    overprint_ink_failed: bool = False  # It should have been measured.
    pages: tuple[Page, ...] = ()

    @property
    def claims_x(self) -> str:
        """The PDF/X that the file claims to be (``PDF/X-4``, ``PDF/X-1a:2001``), or empty."""
        claims = [self.xmp.get("pdfxid:GTS_PDFXVersion"), self.xmp.get("pdfx:GTS_PDFXVersion")]
        claims += [self.info.get(key, "") for key in ("GTS_PDFXConformance", "GTS_PDFXVersion")]
        return next((claim.strip() for claim in claims if claim), "")

    @property
    def claims_a(self) -> str:
        """The PDF/A that the file claims to be, as ``2A``, or empty."""
        part = self.xmp.get("pdfaid:part")
        return f"{part}{self.xmp.get('pdfaid:conformance')}" if part else ""

    @property
    def claims_ua(self) -> bool:
        """Whether the file claims to be PDF/UA."""
        return "pdfuaid:part" in self.xmp.properties

    @property
    def is_press(self) -> bool:
        """Whether it is for a print shop: it claims PDF/X, or has an output intent of PDF/X.

        A PDF/A may also have intents of other standards (ISO 19005-2, 6.2.3), and remains a PDF/A.
        """
        has_intent = any(one.standard == "GTS_PDFX" for one in self.intents)
        return bool(self.claims_x) or (has_intent and not self.claims_a)

    @property
    def is_reader(self) -> bool:
        """Whether it is for screens, screen readers and archives."""
        return not self.is_press and bool(self.claims_a or self.claims_ua or self.marked)

    @property
    def is_ours(self) -> bool:
        """Whether it looks like a file of this toolkit.

        Our files name no producer and no author. Their dates are the day of the document, at
        midnight UTC. They name no creator, or Typst without its version, which itself writes it.
        """
        created = self.info.get("CreationDate", "")
        return (
            not self.info.keys() & {"Producer", "Author"}
            and created.startswith("D:")
            and created.endswith("000000Z")
            and created == self.info.get("ModDate")
            and self.info.get("Creator", "Typst") == "Typst"
        )

    @property
    def is_sheet(self) -> bool:
        """Whether it has imposed sheets of ours: they ask the print dialog for true size."""
        return self.is_ours and self.for_printer and not self.is_press
