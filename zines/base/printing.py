"""What a printer requires of a press file; the defaults are the usual rules of print shops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zines.base import files, limits
from zines.base.names import is_file

#: The printer of press files unless another is chosen.
DEFAULT = "print-shop"


def resolved_printer(printer: str) -> str:
    """Return the printer that a word means: the absolute path of an existing file, or a name.

    A name means the same in every current folder.
    """
    return str(files.real(Path(printer))) if is_file(printer) else printer


@dataclass(frozen=True)
class Condition:
    """A printing condition: its registered name, a description for people, and its CMYK profile."""

    name: str
    info: str
    profile: Path


@dataclass(frozen=True)
class Printer:
    """A printer of assets/printers/, or of the user; ``label`` describes it in French.

    ``marks`` are ``crop`` or ``registration``; ``profile_candidates`` are the paths where its
    profile was searched for.
    """

    label: str
    condition: Condition
    bleed_mm: float = limits.BLEED_MM
    marks: tuple[str, ...] = ()
    total_ink_percent: float = limits.TOTAL_INK_PERCENT
    standard: str = "PDF/X-4"
    min_line_pt: float = limits.THINNEST_LINE_PT
    min_text_pt: float = limits.SMALLEST_TEXT_PT
    profile_candidates: tuple[Path, ...] = ()


#: Type that the first drum of a risograph may print: on a block of the second drum, or on paper.
DrumUse = Literal["large", "small", "headlines"]


@dataclass(frozen=True)
class Drum:
    """A drum of a risograph; ``screen`` is its colour on screens (red, green, blue from 0 to 1)."""

    name: str
    label: str
    screen: tuple[float, float, float]
