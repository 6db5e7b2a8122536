"""How documents are printed and what the result was: data shared by the cli and the workshop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from zines.base.manifest_entry import FileEntry, Ink, Role
from zines.base.printing import DEFAULT
from zines.base.problems import Problem
from zines.base.variants import Variant

ROLES: tuple[Role, ...] = get_args(Role)
#: Prefix of the names of a group's pictures, so that none is taken for one of the document.
OF_GROUP = "organisation: "


@dataclass(frozen=True)
class Options:
    """How to print. Empty ``roles`` and ``ink``: as in outputs.yaml; ``workers`` 0: one per core.

    ``printer`` names a file of assets/printers/ or a path; ``icc`` and ``condition`` replace its
    own. ``drums`` are those of a risograph, by their names in assets/drums.yaml: for black, for
    colour. ``lint``: what a proof-reader would call an error stops a document; ``today`` is the day
    on which the age of sources of law is judged, None for that of the clock. ``copies`` is the
    number in an order to the print shop, 0 for a line to write on. ``variant`` is a row of a table
    that overrides the ``edition``. Files of one table do not replace those of another: ``owner`` is
    the path that stands for the table, None for its own.
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
    owner: Path | None = None


@dataclass(frozen=True)
class Made:
    """The result for one document: its manifest entries, and whether any file was written just now.

    ``problems`` are those of its pages and files; if it failed, also what stopped it in its text.
    ``remarks`` are the warnings of lint. ``name`` is the start of the names of all its files,
    ``outputs`` the names of its outputs in any variant; both are empty if it failed.
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
    """The results of a run, in the order of the documents, and all problems."""

    out: Path
    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: The warnings of lint in all documents.
    remarks: list[Problem] = field(default_factory=list)
    #: How many documents were requested, and whether the user stopped before all were done.
    asked: int = 0
    stopped: bool = False
    #: How many files were removed that no document produces any more.
    removed: int = 0
    #: Of the rows of a table whose sheets are merged: how many were set together, and how many each
    #: as a whole.
    together: int = 0
    whole: int = 0
    #: The number of copies of each row of a table that has its own, by the name of the row.
    copies: Mapping[str, int] = field(default_factory=dict)
