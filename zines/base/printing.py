"""What a printer asks of a press file; the defaults are those of rules for print shops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zines.base import files, limits
from zines.base.names import is_file

#: The printer that press files are made for unless another is named.
DEFAULT = "print-shop"


def whichever(printer: str) -> str:
    """Return which printer a word stands for: the whole path of a file that is there, or a name.

    A name means the same wherever one stands.
    """
    return str(files.real(Path(printer))) if is_file(printer) else printer


@dataclass(frozen=True)
class Condition:
    """A printing condition: its registered name, words for people, and its CMYK profile."""

    name: str
    info: str
    profile: Path


@dataclass(frozen=True)
class Printer:
    """One of assets/printers/, or one's own; ``label`` says in French what it is.

    ``marks`` are ``crop`` or ``registration``; ``sought`` are the places where its profile was
    looked for.
    """

    label: str
    condition: Condition
    bleed_mm: float = limits.BLEED_MM
    marks: tuple[str, ...] = ()
    total_ink_percent: float = limits.TOTAL_INK_PERCENT
    standard: str = "PDF/X-4"
    min_line_pt: float = limits.THINNEST_LINE_PT
    min_text_pt: float = limits.SMALLEST_TEXT_PT
    sought: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Drum:
    """A drum of a risograph; ``screen`` is the colour (red, green, blue from 0 to 1) to show it."""

    name: str
    label: str
    screen: tuple[float, float, float]
