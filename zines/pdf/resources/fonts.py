"""Fonts of a PDF: whether they are embedded, and the widths of characters. Imports pikepdf."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pikepdf

from zines.base.language import tr
from zines.pdf.opening.budget import Budget
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import get, key, name, number
from zines.pdf.pdf_file import Font

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
#: The codes of two bytes that a font can have.
_CODES = 65536
#: The cost of reading a font, and of reading one of its widths, in words.
_FONT, _WIDTH = 10, 2
#: The most bytes of a name (ISO 32000-1, annex C).
_LONGEST_NAME = 127
_SPACE, _BLANK = 0x20, (0x20, 0xA0)
#: A table from codes to Unicode (ISO 32000-1, 9.10.3): the most bytes that are read, how many cost
#: a step, its blocks, and what stands in them; of a range, only the first code may be a space.
_LONGEST_MAPPING, _BYTES_A_STEP = 200_000, 100
_BLOCKS = re.compile(rb"beginbf(char|range)\b(.*?)\bendbf", re.DOTALL)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f]{1,8})\s*>\s*<\s*([0-9A-Fa-f]{1,8})[^>]*>")
_RANGE = re.compile(
    rb"<\s*([0-9A-Fa-f]{1,8})\s*>\s*<[^>]*>\s*(?:<\s*([0-9A-Fa-f]{1,8})[^>]*>|\[[^\]]*\])"
)


@dataclass(frozen=True)
class Widths:
    """Widths of characters: of single codes, and of sorted ranges that do not overlap.

    A range is its first code, its last code, and the width of all its codes: a single line of a
    file can give 65,536 widths. A width looked up in a range is then kept in ``single``.
    """

    single: dict[int, float] = field(default_factory=dict)
    ranges: tuple[tuple[int, int, float], ...] = ()

    def get(self, code: int, default: float) -> float:
        """Return the width of a character."""
        if (found := self.single.get(code)) is not None:
            return found
        place = bisect_right(self.ranges, code, key=lambda one: one[0]) - 1
        if place >= 0 and code <= self.ranges[place][1]:
            return self.single.setdefault(code, self.ranges[place][2])
        return default


NO_WIDTHS = Widths()


@dataclass(frozen=True)
class ReadFont:
    """What text layout needs of a font; widths in thousandths of the font size."""

    font: Font
    type3: bool = False
    two_bytes: bool = False
    default: float = 500.0
    widths: Widths = NO_WIDTHS
    spaces: frozenset[int] = frozenset()

    def _codes(self, shown: bytes) -> Iterable[int]:
        if self.two_bytes:
            return (shown[place] << 8 | shown[place + 1] for place in range(0, len(shown) - 1, 2))
        return shown

    def advance(self, shown: bytes) -> float:
        """Return the advance of a text, in thousandths of the font size."""
        codes = self._codes(shown)
        widths, default = self.widths, self.default
        if not widths.ranges:
            return sum(widths.single.get(code, default) for code in codes)
        return sum(widths.get(code, default) for code in codes)

    def count(self, shown: bytes) -> int:
        """Return the number of characters."""
        return len(shown) // 2 if self.two_bytes else len(shown)

    def is_blank(self, shown: bytes) -> bool:
        """Return whether a text is known to have only spaces, which paint nothing."""
        return bool(self.spaces) and all(code in self.spaces for code in self._codes(shown))


NO_FONT = ReadFont(Font("", embedded=True))


class FontCache:
    """The fonts of a file, each read once, and their widths, which fonts may share."""

    def __init__(self, budget: Budget | None = None) -> None:
        """Start empty; reading takes steps from the budget, if there is one."""
        self._budget = budget
        self._read: dict[str, ReadFont] = {}
        self._widths: dict[str, Widths] = {}

    def font(self, value: Any) -> ReadFont:
        """Read a font, only once if it is an indirect object; raises TooMuchError."""
        own = key(value)
        if own in self._read:
            return self._read[own]
        self._spend(_FONT)
        found = self._font(value)
        if own:
            self._read[own] = found
        return found

    def _spend(self, work: int) -> None:
        if self._budget:
            self._budget.spend(work)

    def _font(self, value: Any) -> ReadFont:
        """Read a font dictionary; characters of unknown width count as half an em.

        Composite fonts are read with two bytes for each character (Identity), as nearly all are.
        """
        if not isinstance(value, pikepdf.Dictionary):
            return NO_FONT
        label = name(get(value, "/BaseFont"))[:_LONGEST_NAME] or tr("(no name)")
        kind = name(get(value, "/Subtype"))
        if kind == "Type3":
            return ReadFont(Font(label, embedded=True), type3=True)
        if kind == "Type0":
            below = get(value, "/DescendantFonts")
            if isinstance(below, pikepdf.Array):
                below = next(iter(below), None)
            return ReadFont(
                Font(label, _embedded(below)),
                two_bytes=True,
                default=number(get(below, "/DW"), 1000.0),
                widths=self._composite(get(below, "/W")),
                spaces=self._spaces(value),
            )
        first = int(number(get(value, "/FirstChar")))
        listed = get(value, "/Widths")
        found = list(islice(listed, 256)) if isinstance(listed, pikepdf.Array) else []
        self._spend(_WIDTH * len(found))
        widths = Widths({first + place: number(one) for place, one in enumerate(found)})
        missing = number(get(get(value, "/FontDescriptor"), "/MissingWidth")) if found else 500.0
        spaces = self._spaces(value)
        font = Font(label, _embedded(value))
        return ReadFont(font, default=missing, widths=widths, spaces=spaces)

    def _spaces(self, font: Any) -> frozenset[int]:
        """Return the codes of spaces, as far as they are known (ISO 32000-1, 9.10.2)."""
        mapping = get(font, "/ToUnicode")
        if not isinstance(mapping, pikepdf.Stream):
            # All named encodings of single bytes have it there (annex D.2).
            named = name(get(font, "/Encoding")).endswith("Encoding")
            return frozenset((_SPACE,) if named else ())
        try:
            data = decoded(mapping, _LONGEST_MAPPING)
        except (TooLongError, pikepdf.PdfError):
            data = b""
        self._spend(len(data) // _BYTES_A_STEP)
        starts = [
            (found[1], found[2])
            for block in _BLOCKS.finditer(data)
            for found in (_PAIR if block[1] == b"char" else _RANGE).finditer(block[2])
            if found[2]
        ]
        return frozenset(int(code, 16) for code, to in starts if int(to, 16) in _BLANK)

    def _composite(self, entries: Any) -> Widths:
        """Read a W array: ``first [w w w]`` or ``first last w`` (ISO 32000-1, 9.7.4.3)."""
        if not isinstance(entries, pikepdf.Array):
            return NO_WIDTHS
        own = key(entries)
        if own in self._widths:
            return self._widths[own]
        single: dict[int, float] = {}
        ranges: list[tuple[int, int, float]] = []
        place, count = 0, len(entries)
        while place + 1 < count and len(single) + len(ranges) < _CODES:
            first = int(number(entries[place]))
            following = entries[place + 1]
            if isinstance(following, pikepdf.Array):
                self._spend(_WIDTH * (1 + len(following)))
                several = islice(following, _CODES)
                single |= {first + step: number(one) for step, one in enumerate(several)}
                place += 2
            elif place + 2 < count:
                self._spend(_WIDTH)
                ranges.append((first, int(number(following)), number(entries[place + 2])))
                place += 3
            else:
                break
        found = Widths(single, tuple(sorted(ranges)))
        if own:
            self._widths[own] = found
        return found


def _embedded(font: Any) -> bool:
    descriptor = get(font, "/FontDescriptor")
    return any(isinstance(get(descriptor, key), pikepdf.Stream) for key in _FILES)
