"""What a catalogue for a web space offers of each paper: the files that one may take away."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base.manifest_entry import FileEntry, FileRole
from zines.base.options import Made, Options
from zines.base.problems import Problem
from zines.workshop.build import build
from zines.workshop.catalogue import papers
from zines.workshop.catalogue.how_to_print import one_line
from zines.workshop.catalogue.papers import Paper
from zines.workshop.project import Project

#: Is called with what became of a document, and how many builds of a document there are.
Step = Callable[[Made, int], None]
#: Is called with the name of the document that is being made, and that number.
Begin = Callable[[str, int], None]


@dataclass(frozen=True)
class Offer:
    """One file to take: ``how`` it is printed, in a line; ``sha256`` is its digest, in hex.

    ``pages`` are those of the file, ``size`` counts bytes, ``sheet`` is the area of its paper in
    mm2, 0 of what is not for a copier; ``large``: in large print.
    """

    name: str
    file: Path
    role: FileRole
    how: str
    pages: int
    size: int
    sha256: str
    sheet: float
    large: bool


@dataclass(frozen=True)
class Offered:
    """A paper and its files; ``name`` is how they all begin, and what its page is called."""

    paper: Paper
    name: str
    offers: tuple[Offer, ...]

    def of(self, *roles: FileRole, large: bool = False) -> list[Offer]:
        """Return the files for these roles."""
        return [one for one in self.offers if one.role in roles and one.large == large]

    @property
    def reader(self) -> Offer | None:
        """The file whose pages are shown: page by page."""
        return next(iter(self.of("reader")), None)

    @property
    def advised(self) -> Offer | None:
        """What to print on an office copier: the smallest sheets that there are, else its pages."""
        sheets = sorted(self.of("sheets"), key=lambda one: one.sheet)
        return next(iter([*sheets, *self.of("reader")]), None)

    @property
    def recipe(self) -> Offer | None:
        """How what is advised is folded and cut."""
        advised = self.advised
        begins = advised.name.removesuffix(".pdf") if advised else ""
        found = [one for one in self.of("recipe") if begins and one.name.startswith(begins)]
        return next(iter(found), None)


def offered(
    project: Project,
    catalogue: papers.Catalogue,
    out: Path,
    step: Step = lambda made, total: None,
    begin: Begin = lambda slug, total: None,
) -> tuple[list[Offered], list[Problem], bool]:
    """Make the files of all papers: as they are, for a print shop, in large print.

    Returns them, what is wrong, and whether the user stopped it. Raises UsageError.
    """
    usual = Options(out=out)
    ways = (usual, replace(usual, roles=("press",)), replace(usual, large_print=True))
    slugs = tuple(one.slug for one in catalogue.papers)
    total = len(slugs) * len(ways)
    offers: dict[str, list[Offer]] = {slug: [] for slug in slugs}
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for options in ways if slugs else ():
        report = build(
            project,
            slugs,
            options,
            lambda made, _: step(made, total),
            lambda slug, _: begin(slug, total),
        )
        problems += [one for one in report.problems if one not in problems]
        for made in report.made:
            names.setdefault(made.slug, made.name)
            known = {one.name for one in offers[made.slug]}
            found = [_offer(out, entry, options) for entry in made.files]
            offers[made.slug] += [one for one in found if one.name not in known]
        if report.stopped:
            return [], problems, True
    return _in_order(catalogue.papers, names, offers), problems, False


def _in_order(
    chosen: Sequence[Paper], names: dict[str, str], offers: dict[str, list[Offer]]
) -> list[Offered]:
    return [
        Offered(one, names[one.slug], tuple(offers[one.slug]))
        for one in chosen
        if names.get(one.slug) and offers[one.slug]
    ]


def _offer(out: Path, entry: FileEntry, options: Options) -> Offer:
    file = out / entry["path"]
    return Offer(
        file.name,
        file,
        entry["role"],
        one_line(entry),
        entry.get("pdf_pages", 0),
        file.stat().st_size,
        entry.get("sha256", ""),
        math.prod(entry.get("sheet_mm", (0,))),
        options.large_print,
    )
