"""Fonts of a PDF: whether they are embedded, and how wide their characters are. Names pikepdf."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from zines.pdf.pdf_file import Font
from zines.pdf.safe_get import get, key, listed, name, number

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_LAST = 65535


@dataclass(frozen=True)
class ReadFont:
    """A font as needed to lay text out; widths in thousandths of the size."""

    font: Font
    type3: bool = False
    two_bytes: bool = False
    default: float = 500.0
    widths: dict[int, float] = field(default_factory=dict)

    def advance(self, shown: bytes) -> float:
        """Return how far a text moves on, in thousandths of the size."""
        codes: Any = shown
        if self.two_bytes:
            codes = (shown[place] << 8 | shown[place + 1] for place in range(0, len(shown) - 1, 2))
        widths, default = self.widths, self.default
        return sum(widths.get(code, default) for code in codes)

    def count(self, shown: bytes) -> int:
        """Return the number of characters."""
        return len(shown) // 2 if self.two_bytes else len(shown)


NO_FONT = ReadFont(Font("", embedded=True))


def read_font(value: Any) -> ReadFont:
    """Read a font dictionary; characters of unknown width count as half an em.

    Composite fonts are taken to have two bytes a character (Identity): nearly all have.
    """
    if not isinstance(value, pikepdf.Dictionary):
        return NO_FONT
    label = name(get(value, "/BaseFont")) or "(no name)"
    kind = name(get(value, "/Subtype"))
    if kind == "Type3":
        return ReadFont(Font(label, embedded=True), type3=True)
    if kind == "Type0":
        descendant = next(iter(listed(get(value, "/DescendantFonts"))), None)
        return ReadFont(
            Font(label, _embedded(descendant)),
            two_bytes=True,
            default=number(get(descendant, "/DW"), 1000.0),
            widths=_composite(listed(get(descendant, "/W"))),
        )
    first = int(number(get(value, "/FirstChar")))
    found = listed(get(value, "/Widths"))[:256]
    widths = {first + place: number(one) for place, one in enumerate(found)}
    missing = number(get(get(value, "/FontDescriptor"), "/MissingWidth")) if widths else 500.0
    return ReadFont(Font(label, _embedded(value)), default=missing, widths=widths)


def _embedded(font: Any) -> bool:
    descriptor = get(font, "/FontDescriptor")
    return any(isinstance(get(descriptor, key), pikepdf.Stream) for key in _FILES)


def _composite(entries: list[Any]) -> dict[int, float]:
    """Read a W array: ``first [w w w]`` or ``first last w`` (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    place = count = 0
    while place + 1 < len(entries) and count < 2 * _LAST:
        first = int(number(entries[place]))
        following = entries[place + 1]
        if isinstance(following, pikepdf.Array):
            widths |= {first + step: number(one) for step, one in enumerate(following)}
            place += 2
        elif place + 2 < len(entries):
            codes = range(max(first, 0), min(int(number(following)), _LAST) + 1)
            widths |= dict.fromkeys(codes, number(entries[place + 2]))
            count += len(codes)
            place += 3
        else:
            break
    return widths


class FontCache:
    """Fonts of a file, each read once."""

    def __init__(self) -> None:
        """Start empty."""
        self._read: dict[str, ReadFont] = {}

    def font(self, value: Any) -> ReadFont:
        """Read a font, once where it is an indirect object."""
        own = key(value)
        if not own:
            return read_font(value)
        if own not in self._read:
            self._read[own] = read_font(value)
        return self._read[own]
