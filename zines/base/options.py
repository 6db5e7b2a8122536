"""How documents are printed, and what became of them: what the counter and the workshop share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from zines.base.manifest_entry import FileEntry, Ink, Role
from zines.base.printing import DEFAULT
from zines.base.problems import Problem
from zines.base.variants import Variant

ROLES: tuple[Role, ...] = get_args(Role)
#: Before the names of a group's pictures, so that none is taken for one of the document.
OF_GROUP = "organisation: "


@dataclass(frozen=True)
class Options:
    """``roles`` empty and ``ink`` empty mean what outputs.yaml says; ``workers`` 0, one a core.

    ``printer`` names one of assets/printers/ or a file; ``icc`` and ``condition`` replace its own.
    ``drums`` are those of a risograph, by their names in assets/drums.yaml: for black, for colour.
    ``lint``: what a proof-reader would call an error stops a document; ``today`` is the day by
    which sources of law are too old, None that of the clock. ``copies`` is what an order to the
    print shop asks for, 0 for a line to write on. ``variant`` is a row of a table, laid over the
    ``edition``.
    """

    out: Path
    roles: tuple[Role, ...] = ()
    ink: Ink | Literal[""] = ""
    qr: bool = True
    edition: Path | None = None
    workers: int = 0
    force: bool = False
    printer: str = DEFAULT
    icc: Path | None = None
    condition: str = ""
    drums: tuple[str, ...] = ("noir", "rouge")
    large_print: bool = False
    lint: bool = True
    copies: int = 0
    today: date | None = None
    variant: Variant | None = None


@dataclass(frozen=True)
class Made:
    """What became of one document: its manifest entries, and whether any was made just now.

    ``problems`` are those of its pages and files; where it failed, also what stopped it in its
    text. ``remarks`` are what lint warns of. ``name`` is how the names of all its files begin,
    ``outputs`` those of its outputs in any variant; both are empty where it failed.
    """

    slug: str
    files: Sequence[FileEntry] = ()
    fresh: bool = False
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    name: str = ""
    outputs: tuple[str, ...] = ()


@dataclass
class BuildReport:
    """What a run made, in the order of the documents, and everything that is wrong."""

    out: Path
    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: What lint warns of, in all documents.
    remarks: list[Problem] = field(default_factory=list)
    #: How many documents were asked for, and whether the user stopped before all were made.
    asked: int = 0
    stopped: bool = False
    #: How many files were removed that no document makes any more.
    removed: int = 0
    #: Of the rows of a table whose sheets are merged, how many were set with others, and whole.
    together: int = 0
    whole: int = 0
