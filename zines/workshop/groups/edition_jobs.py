"""Documents to be built for editions, one after another, and one report of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from zines.base.manifest_entry import FileEntry, Role
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, Severity, in_order, unwritten
from zines.workshop import build as one_build
from zines.workshop.build import Progress, Working
from zines.workshop.groups.chosen_editions import Edition
from zines.workshop.project import Project

if TYPE_CHECKING:
    from zines.workshop.production.preparation import Desk


@dataclass(frozen=True)
class Job:
    """Documents to build for an edition, in these roles: none for what they are printed as."""

    edition: Edition
    wanted: tuple[str, ...]
    roles: tuple[Role, ...]


def saved(desk: Desk) -> list[Problem]:
    """Write the records of all builds; where that fails, all files are there all the same."""
    try:
        desk.records.save()
    except OSError as error:
        return [replace(unwritten(error), severity=Severity.WARNING)]
    return []


def options_of(options: Options, job: Job) -> Options:
    """Return the options of a build for a job: its edition, its folder and its roles."""
    edition = job.edition
    out = options.out / edition.folder
    given = replace(options, edition=edition.file, variant=edition.variant, out=out)
    return replace(given, roles=job.roles)


def reports(
    project: Project,
    jobs: Sequence[Job],
    options: Options,
    progress: Progress,
    working: Working,
    desk: Desk,
) -> list[tuple[Edition, BuildReport]]:
    """Build for each edition, until the user stops it."""
    found: list[tuple[Edition, BuildReport]] = []
    for job in jobs:
        report = one_build.build(
            project,
            job.wanted,
            options_of(options, job),
            partial(told, progress, job.edition, len(jobs)),
            partial(_begin, working, job.edition, len(jobs)),
            desk,
        )
        found.append((job.edition, report))
        if report.stopped:
            break
    return found


def told(progress: Progress, edition: Edition, count: int, made: Made, total: int) -> None:
    """Tell what became of a document of an edition, of so many."""
    progress(replace(made, slug=f"{edition.folder}/{made.slug}"), total * count)


def _begin(working: Working, edition: Edition, count: int, slug: str, total: int) -> None:
    working(f"{edition.folder}/{slug}", total * count)


def together(options: Options, found: list[tuple[Edition, BuildReport]], count: int) -> BuildReport:
    """Return one report of all, with paths and names from the folder that holds all editions."""
    return BuildReport(
        options.out,
        [_below(edition.folder, made) for edition, report in found for made in report.made],
        in_order(one for _, report in found for one in report.problems),
        in_order(one for _, report in found for one in report.remarks),
        max((report.asked for _, report in found), default=0) * count,
        any(report.stopped for _, report in found),
        sum(report.removed for _, report in found),
    )


def _below(folder: str, made: Made) -> Made:
    files: list[FileEntry] = [{**file, "path": f"{folder}/{file['path']}"} for file in made.files]
    return replace(made, slug=f"{folder}/{made.slug}", files=tuple(files))
