"""The files of each paper that a catalogue for a web space offers for download."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from zines.base.manifest_entry import FileEntry, FileRole
from zines.base.options import Options
from zines.base.problems import Problem
from zines.workshop.build import build
from zines.workshop.catalogue import papers
from zines.workshop.catalogue.how_to_print import one_line
from zines.workshop.catalogue.papers import Paper
from zines.workshop.progress import SILENT, PartReporter, Reporter
from zines.workshop.project import Project

#: As usual, in black, or in large print.
Version = Literal["usual", "black", "large"]


@dataclass(frozen=True)
class Offer:
    """One file to download; ``how`` states how to print it, ``sha256`` is its digest in hex.

    ``pages`` is the number of pages of the file, ``size`` is in bytes, ``sheet`` is the area of its
    paper in mm2, 0 for files that are not sheets.
    """

    name: str
    file: Path
    role: FileRole
    how: str
    pages: int
    size: int
    sha256: str
    sheet: float
    version: Version = "usual"


@dataclass(frozen=True)
class Offered:
    """A paper and its files; ``name`` is the start of their names, and the name of its web page."""

    paper: Paper
    name: str
    offers: tuple[Offer, ...]

    def of(self, *roles: FileRole, version: Version = "usual") -> list[Offer]:
        """Return the files with these roles, in this version."""
        return [one for one in self.offers if one.role in roles and one.version == version]

    @property
    def reader(self) -> Offer | None:
        """The reader file, whose pages are shown; None if there is none."""
        return next(iter(self.of("reader")), None)

    @property
    def advised(self) -> Offer | None:
        """The file to print on an office copier: the smallest sheets, else the reader file."""
        sheets = sorted(self.of("sheets"), key=lambda one: one.sheet)
        return next(iter([*sheets, *self.of("reader")]), None)

    @property
    def recipe(self) -> Offer | None:
        """The recipe of the advised file, or None."""
        advised = self.advised
        begins = advised.name.removesuffix(".pdf") if advised else ""
        found = [one for one in self.of("recipe") if begins and one.name.startswith(begins)]
        return next(iter(found), None)


def offered(
    project: Project,
    catalogue: papers.Catalogue,
    out: Path,
    progress: Reporter = SILENT,
) -> tuple[list[Offered], list[Problem], bool]:
    """Build the files of all papers: the usual ones, for a print shop, in black, in large print.

    Returns the papers with their files, the problems, and whether the user stopped the run (then
    there are no papers). Raises UsageError.
    """
    usual = Options(out=out)
    runs: tuple[tuple[Version, Options], ...] = (
        ("usual", usual),
        ("usual", replace(usual, roles=("press",))),
        ("black", replace(usual, roles=("sheets",), ink="black")),
        ("large", replace(usual, large_print=True)),
    )
    slugs = tuple(one.slug for one in catalogue.papers)
    offers: dict[str, list[Offer]] = {slug: [] for slug in slugs}
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for version, options in runs if slugs else ():
        report = build(project, slugs, options, PartReporter(progress, len(runs)))
        problems += [one for one in report.problems if one not in problems]
        for made in report.made:
            names.setdefault(made.slug, made.name)
            known = {one.name for one in offers[made.slug]}
            found = [_offer(out, entry, version) for entry in made.files]
            offers[made.slug] += [one for one in found if one.name not in known]
        if report.stopped:
            return [], problems, True
    result = [
        Offered(one, names[one.slug], tuple(offers[one.slug]))
        for one in catalogue.papers
        if names.get(one.slug) and offers[one.slug]
    ]
    return result, problems, False


def _offer(out: Path, entry: FileEntry, version: Version) -> Offer:
    file = out / entry["path"]
    return Offer(
        name=file.name,
        file=file,
        role=entry["role"],
        how=one_line(entry),
        pages=entry.get("pdf_pages", 0),
        size=file.stat().st_size,
        sha256=entry.get("sha256", ""),
        sheet=math.prod(entry.get("sheet_mm", (0,))),
        version=version,
    )
