"""What a PDF is and what is painted in it, as plain frozen values: what the rules look at.

Lengths are PostScript points at the printed size: the ``UserUnit`` of a page is already in them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle, in pt; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Never negative in a box that was read from a file: its corners are put in order."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """See ``width``."""
        return self.top - self.bottom

    def inside(self, other: Box, tolerance: float = 0.05) -> bool:
        """Lie wholly within ``other``."""
        return (
            self.left >= other.left - tolerance
            and self.bottom >= other.bottom - tolerance
            and self.right <= other.right + tolerance
            and self.top <= other.top + tolerance
        )

    def grown(self, by: float) -> Box:
        """Return the box with each edge moved outwards."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def cut_to(self, other: Box) -> Box | None:
        """Return what both have in common (it may be a line), or None."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Box(left, bottom, right, top) if left <= right and bottom <= top else None


@dataclass(frozen=True)
class Colour:
    """A colour as it is painted.

    ``family`` is ``cmyk``, ``grey``, ``rgb``, ``lab``, ``ink`` (Separation and DeviceN, one value
    an ink), ``all`` (registration: one value for all inks), ``pattern`` or ``unknown``; values run
    from 0 to 1 save in ``lab``. ``by_profile``: no device space but one measured (ICCBased, Cal).
    """

    family: str
    values: tuple[float, ...]
    by_profile: bool = False

    @property
    def ink(self) -> float | None:
        """Total ink in percent; None where it depends on a conversion."""
        if self.family in ("cmyk", "ink"):
            return 100 * sum(self.values)
        if self.family == "all":
            return 400 * sum(self.values)
        return 100 * (1 - self.values[0]) if self.family == "grey" and self.values else None

    @property
    def is_light(self) -> bool:
        """Paper shows through all but untouched: white, for the eye."""
        if self.family in ("rgb", "grey"):
            return bool(self.values) and min(self.values) >= 0.9
        return self.family in ("cmyk", "ink", "all") and (self.ink or 0) <= 10

    @property
    def is_black(self) -> bool:
        """Meant as black: K of 85 % and more, or RGB and grey nearly 0."""
        if self.family in ("cmyk", "all"):
            return len(self.values) in (1, 4) and self.values[-1] >= 0.85
        return self.family in ("rgb", "grey") and bool(self.values) and max(self.values) <= 0.15


@dataclass(frozen=True)
class Text:
    """One text show. ``size``: of the font on paper, in pt; None in a Type 3 font."""

    font: str
    size: float | None
    colour: Colour
    box: Box
    signs: int = 1


@dataclass(frozen=True)
class Line:
    """A stroked path; a width of 0 is the thinnest line the device can draw."""

    width: float
    colour: Colour
    box: Box


@dataclass(frozen=True)
class Area:
    """A filled path; ``segments`` counts its lines and curves."""

    colour: Colour
    box: Box
    segments: int


@dataclass(frozen=True)
class Picture:
    """A picture as placed; ``key`` finds it among the samples of the file."""

    key: str
    width: int
    height: int
    bits: int
    family: str
    stencil: bool
    dpi: float
    box: Box
    by_profile: bool = False


@dataclass(frozen=True)
class Samples:
    """What is in a picture's data.

    ``ink``: percent that all but a thousandth of its pixels stay under, None where not measured.
    ``traces``: what its JPEG tells about where it comes from: ``EXIF``, ``place``, ``XMP``, a path.
    """

    ink: float | None = None
    traces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annotation:
    """A note, link or form field on a page."""

    subtype: str
    box: Box | None


@dataclass(frozen=True)
class Code:
    """A QR code as a machine sees it on the printed page; lengths in pt.

    ``text`` is None where it looks like a QR code and cannot be read. ``quiet`` is the number of
    modules around it that are free of ink, 4 at most.
    """

    text: str | None
    side: float
    module: float
    quiet: float
    light_on_dark: bool = False


@dataclass(frozen=True)
class Page:
    """One page. Boxes are None where the file does not write them.

    ``layered_ink``: the ink of layers on top of one another, in percent, where it was measured.
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
    white_overprint: bool = False
    overprints: bool = False
    annotations: tuple[Annotation, ...] = ()
    codes: tuple[Code, ...] | None = None
    trouble: tuple[str, ...] = ()
    layered_ink: float | None = None

    @property
    def painted(self) -> tuple[Text | Line | Area, ...]:
        """All that has a colour of its own."""
        return (*self.texts, *self.lines, *self.areas)

    @property
    def finished(self) -> Box | None:
        """The page as it is once cut: its trim or, without one, what a reader program shows."""
        return self.trim or self.crop or self.media


@dataclass(frozen=True)
class Font:
    """A font of the file."""

    name: str
    embedded: bool


@dataclass(frozen=True)
class Intent:
    """An output intent: its standard (GTS_PDFX, GTS_PDFA1), name and embedded profile.

    ``trouble``: why that profile is no whole one of a CMYK printer, empty where it is.
    """

    standard: str
    condition: str
    has_profile: bool
    trouble: str = ""


@dataclass(frozen=True)
class PdfFile:
    """A PDF as a whole. ``info`` and ``xmp`` by name: ``Title``, ``dc:title``.

    ``code_figures``: how many figures are QR codes by their alternative text; ``codes_read``: the
    pages that may hold codes were drawn and decoded.
    """

    version: str = "1.7"
    encrypted: bool = False
    has_id: bool = True
    info: dict[str, str] = field(default_factory=dict)
    xmp: dict[str, str] = field(default_factory=dict)
    xmp_trouble: str = ""
    intents: tuple[Intent, ...] = ()
    fonts: dict[str, Font] = field(default_factory=dict)
    samples: dict[str, Samples] = field(default_factory=dict)
    structured: bool = False
    marked: bool = False
    lang: str = ""
    shows_title: bool = False
    for_printer: bool = False
    scripts: bool = False
    open_action: str = ""
    attachments: int = 0
    form_fields: int = 0
    damage: tuple[str, ...] = ()
    code_figures: int = 0
    codes_read: bool = False
    pages: tuple[Page, ...] = ()

    @property
    def claims_x(self) -> str:
        """The PDF/X the file says it is (``PDF/X-4``, ``PDF/X-1a:2001``), or empty."""
        said = [self.xmp.get("pdfxid:GTS_PDFXVersion"), self.xmp.get("pdfx:GTS_PDFXVersion")]
        said += [self.info.get("GTS_PDFXConformance"), self.info.get("GTS_PDFXVersion")]
        return next((one.strip() for one in said if one), "")

    @property
    def claims_a(self) -> str:
        """The PDF/A the file says it is, as ``2A``, or empty."""
        part = self.xmp.get("pdfaid:part", "")
        return f"{part}{self.xmp.get('pdfaid:conformance', '')}" if part else ""

    @property
    def claims_ua(self) -> bool:
        """The file says that it is PDF/UA."""
        return "pdfuaid:part" in self.xmp

    @property
    def is_press(self) -> bool:
        """Made for a print shop: it says PDF/X, or has an output intent of PDF/X."""
        return bool(self.claims_x) or any(one.standard == "GTS_PDFX" for one in self.intents)

    @property
    def is_reader(self) -> bool:
        """Made for screens, screen readers and archives."""
        return not self.is_press and bool(self.claims_a or self.claims_ua or self.marked)

    @property
    def is_ours(self) -> bool:
        """Looks like a file of this toolkit.

        Ours name no producer and no author, and are dated with the day of the document, at
        midnight UTC: no other program is known to do both.
        """
        made = self.info.get("CreationDate", "")
        return (
            not self.info.keys() & {"Producer", "Author"}
            and made.startswith("D:")
            and made.endswith("000000Z")
            and made == self.info.get("ModDate")
            and self.info.get("Creator", "Typst").split(" ")[0] == "Typst"
        )

    @property
    def is_sheet(self) -> bool:
        """Imposed sheets of ours: they ask the print dialog for true size."""
        return self.is_ours and self.for_printer and not self.is_press
