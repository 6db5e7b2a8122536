"""How documents are printed, and what became of them: what the counter and the workshop share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.problems import Problem

ROLES = ("reader", "sheets")
INKS = ("black", "colour")


@dataclass(frozen=True)
class Options:
    """``roles`` empty and ``ink`` empty mean what outputs.yaml says; ``workers`` 0, one a core."""

    out: Path
    roles: tuple[str, ...] = ()
    ink: str = ""
    qr: bool = True
    edition: Path | None = None
    workers: int = 0
    force: bool = False

    def file_name(self, output: str, ink: str) -> str:
        """Return the name of a file, so that two ways of printing never overwrite each other."""
        parts = [output]
        if not self.qr:
            parts.append("sans-qr")
        if ink == "black":
            parts.append("noir")
        if self.edition:
            parts.append(self.edition.stem)
        return "-".join(parts) + ".pdf"


@dataclass(frozen=True)
class Made:
    """What became of one document: its manifest entries, and whether any was made just now."""

    slug: str
    files: tuple[dict[str, Any], ...] = ()
    fresh: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass
class BuildReport:
    """What a run made, in the order of the documents, and everything that is wrong."""

    out: Path
    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
