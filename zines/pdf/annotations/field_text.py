"""The places of the text of a form field in its box (ISO 32000-1, 12.7.3.3). Pure.

Lengths are points from the lower left corner of the box; texts are in the codes of a simple font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zines.pdf.content.drawing import written

#: The space that viewers leave between the text of a field and its border.
_PADDING = 2.0
#: Height of capitals, depth of descenders and distance of lines, in parts of the size (Helvetica).
_CAPITALS, _DEPTH, _LEADING = 0.718, 0.207, 1.15
#: Sizes of a field that leaves its size to the viewer; that of lines that are wrapped begins at 12.
_SMALLEST, _LARGEST, _LARGEST_OF_LINES = 4.0, 144.0, 12.0
_STEP = 0.5
#: So much of a text may lie beyond the edge of its field: overhangs, widths that are rounded.
_NOTHING = 1.0
_SPACE = b" "
#: Characters that code page 1252 lacks, and equivalents on paper.
_INSTEAD = str.maketrans("\u202f\u2010\u2011\u2007\t", "\u00a0--\u00a0 ")


def printable(text: str) -> str:
    """Return a text without what is not printed: line ends, bells, soft hyphens."""
    replaced = unicodedata.normalize("NFC", text).translate(_INSTEAD)
    return "".join(sign for sign in replaced if unicodedata.category(sign) not in ("Cc", "Cf"))


class Piece(NamedTuple):
    """Codes that are shown from a point on the baseline."""

    x: float
    y: float
    codes: bytes


def operators(pieces: Iterable[Piece]) -> list[str]:
    """Return the operators that show each piece, within a text object (ISO 32000-1, 9.4)."""
    return [
        f"1 0 0 1 {written(piece.x)} {written(piece.y)} Tm <{piece.codes.hex()}> Tj"
        for piece in pieces
    ]


@dataclass(frozen=True)
class TextBox:
    """A box of text: ``width`` and ``height`` with its border, which is ``edge`` wide.

    ``size`` is the text size, 0 for the largest that fits. ``align`` is 0 for left, 1 for centred,
    2 for right. ``widths`` are those of the codes, in thousandths of the size.
    """

    width: float
    height: float
    edge: float
    size: float
    align: int
    widths: Mapping[int, float]

    @property
    def room(self) -> float:
        """The greatest width of a line."""
        return max(self.width - 2 * (self.edge + _PADDING), 0.1)

    def long(self, codes: bytes, size: float = 1000.0) -> float:
        """Return the length of a text."""
        return sum(self.widths.get(code, 0.0) for code in codes) * size / 1000

    def cuts(self, piece: Piece, size: float) -> bool:
        """Return whether the edge of the box cuts off a piece, accents and descenders aside."""
        if not piece.codes.strip(_SPACE):
            return False
        wide = self.long(piece.codes.rstrip(_SPACE), size)
        beyond = (
            self.edge - piece.x,
            self.edge - piece.y,
            piece.x + wide - (self.width - self.edge),
            piece.y + _CAPITALS * size - (self.height - self.edge),
        )
        return max(beyond) > _NOTHING

    def line(self, codes: bytes) -> tuple[float, list[Piece]]:
        """Set one line in the middle of the height; returns its size and its only piece."""
        size = self.size or self._fitting(codes)
        foot = self.height / 2 - (_CAPITALS - _DEPTH) / 2 * size
        return size, [Piece(self._start(codes, size), foot, codes)]

    def _fitting(self, codes: bytes) -> float:
        high = (self.height - 2 * self.edge) / _LEADING
        wide = self.room / max(self.long(codes, 1.0), 1e-3)
        return max(_SMALLEST, min(high, wide, _LARGEST))

    def _start(self, codes: bytes, size: float) -> float:
        spare = self.room - self.long(codes, size)
        return self.edge + _PADDING + spare * self._share_before

    @property
    def _share_before(self) -> float:
        """The share of the spare room that is before a text."""
        return min(max(self.align, 0), 2) / 2

    def rows(self, texts: Sequence[bytes]) -> tuple[float, list[Piece]]:
        """Set lines from the head down, none of them wrapped; returns their size and pieces."""
        size = self.size or _LARGEST_OF_LINES
        return size, self._down(texts, size)

    def row(self, piece: Piece, size: float) -> tuple[float, float, float, float]:
        """Return the strip that a row takes: left, foot, width and height."""
        high = size * _LEADING
        foot = piece.y - (high - (_CAPITALS - _DEPTH) * size) / 2
        return self.edge, foot, self.width - 2 * self.edge, high

    def lines(self, texts: Sequence[bytes]) -> tuple[float, list[Piece]]:
        """Set lines from the head down, wrapped between words; returns their size and pieces."""
        size = self.size or _LARGEST_OF_LINES
        room = self.height - 2 * (self.edge + _PADDING)
        wrapped = self._wrapped(texts, size)
        while not self.size and size > _SMALLEST and len(wrapped) * size * _LEADING > room:
            size -= _STEP
            wrapped = self._wrapped(texts, size)
        return size, self._down(wrapped, size)

    def _down(self, texts: Sequence[bytes], size: float) -> list[Piece]:
        head = self.height - self.edge - _PADDING - size
        step = size * _LEADING
        return [
            Piece(self._start(codes, size), head - count * step, codes)
            for count, codes in enumerate(texts)
        ]

    def _wrapped(self, texts: Sequence[bytes], size: float) -> list[bytes]:
        done: list[bytes] = []
        space = self.long(_SPACE, size)
        for text in texts:
            now: list[bytes] = []
            used = 0.0
            for word in text.split(_SPACE):
                wide = self.long(word, size)
                if now and used + space + wide > self.room:
                    done.append(_SPACE.join(now))
                    now, used = [], 0.0
                used += wide + (space if now else 0.0)
                now.append(word)
            done.append(_SPACE.join(now))
        return done

    def comb(self, codes: bytes, cells: int) -> tuple[float, list[Piece]]:
        """Centre each character in a cell of its own; returns their size and pieces."""
        cell = self.width / cells
        high = (self.height - 2 * self.edge) / _LEADING
        size = self.size or max(_SMALLEST, min(high, cell))
        foot = self.height / 2 - (_CAPITALS - _DEPTH) / 2 * size
        empty = int(max(cells - len(codes), 0) * self._share_before)
        pieces = []
        for place, code in enumerate(codes, empty):
            sign = bytes([code])
            pieces.append(Piece((place + 0.5) * cell - self.long(sign, size) / 2, foot, sign))
        return size, pieces
