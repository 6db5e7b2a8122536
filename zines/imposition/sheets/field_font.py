"""The font that a form field asks for, and its text in the codes of that font. Imports pikepdf."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name
from pikepdf.canvas import SimpleFont

from zines.pdf.annotations.field_text import printable
from zines.pdf.annotations.notes import inherited
from zines.pdf.content.drawing import written
from zines.pdf.opening.safe_get import get, name, number, text
from zines.pdf.resources.fonts import FontCache
from zines.pdf.resources.standard_fonts import standard_name, widths

#: Operators of colour in a default appearance, and the number of operands of each.
_COLOURS = {"g": 1, "rg": 3, "k": 4}
#: The most characters of a default appearance.
_LONGEST = 4_000


@dataclass(frozen=True)
class Appearance:
    """Data of the default appearance of a field: font, size (0: as it fits) and colour."""

    font: str
    size: float
    colour: str


@dataclass(frozen=True)
class Face:
    """A font as a resource of a page, the widths of its codes, and its encoder for texts."""

    resource: Any
    widths: dict[int, float] = field(default_factory=dict)
    own: SimpleFont | None = None

    def codes(self, words: str) -> bytes | None:
        """Return a text in codes of this font; None for characters that it lacks."""
        words = printable(words)
        try:
            codes = bytes(self.own.encode(words)) if self.own else words.encode("cp1252")
        except (NotImplementedError, ValueError, TypeError, LookupError, pikepdf.PikepdfError):
            return None
        whole = len(codes) == len(words) and all(self.widths.get(code) for code in codes)
        return codes if whole else None


def appearance(annotation: Any, form: Any) -> Appearance | None:
    """Return the default appearance of a field, or that of the form; None without one."""
    operators = text(inherited(annotation, "/DA")) or text(get(form, "/DA"))
    if not operators or len(operators) > _LONGEST:
        return None
    font, size, colour = "", 0.0, "0 g"
    tokens = operators.split()
    for place, token in enumerate(tokens):
        if token == "Tf" and place > 1:
            font, size = tokens[place - 2].removeprefix("/"), number(tokens[place - 1])
        elif token in _COLOURS and place >= _COLOURS[token]:
            parts = [number(one) for one in tokens[place - _COLOURS[token] : place]]
            colour = " ".join([*map(written, parts), token])
    return Appearance(font, abs(size), colour) if font else None


def faces(wanted: Appearance, annotation: Any, form: Any) -> list[Face]:
    """Return the fonts to try: the requested font if it can be used, then a standard font."""
    found = None
    for resources in (inherited(annotation, "/DR"), get(form, "/DR")):
        found = found or get(get(resources, "/Font"), f"/{wanted.font}")
    font_name = standard_name(name(get(found, "/BaseFont"))) or standard_name(wanted.font)
    standard = [_standard(font_name or "Helvetica")]
    own = _own(found)
    return [own, *standard] if own else standard


def _own(found: Any) -> Face | None:
    """Return a font that is embedded in the file, with its widths; None if it cannot be used."""
    read = FontCache().font(found)
    if not read.widths.single or not read.font.embedded or read.two_bytes or read.type3:
        return None
    try:
        return Face(found, read.widths.single, SimpleFont(found))
    except ValueError:
        return None


def _standard(font_name: str) -> Face:
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name(f"/{font_name}"),
        Encoding=Name.WinAnsiEncoding,
    )
    return Face(made, {code: float(width) for code, width in widths(font_name).items()})
