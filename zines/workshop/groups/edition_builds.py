"""The command ``pdf`` for any number of editions: each into its folder, all with one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base import files
from zines.base.file_names import check
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry, Role
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, Severity, UsageError, in_order, unwritten
from zines.workshop import build as one_build
from zines.workshop.build import Progress, Working
from zines.workshop.groups import chosen_editions
from zines.workshop.groups.chosen_editions import Edition, chosen
from zines.workshop.project import Project

if TYPE_CHECKING:
    from zines.workshop.production.preparation import Desk


@dataclass(frozen=True)
class Job:
    """Documents to build for an edition, in these roles: none for what they are printed as."""

    edition: Edition
    wanted: tuple[str, ...]
    roles: tuple[Role, ...]


def build(
    project: Project,
    wanted: tuple[str, ...],
    editions: tuple[str, ...],
    options: Options,
    progress: Progress = lambda made, total: None,
    working: Working = lambda slug, total: None,
    table: Path | None = None,
    *,
    merge: bool = False,
    shard: str | None = None,
    scheduler: str | None = None,
) -> BuildReport:
    """Print documents for each edition; without any, as neutral papers.

    Of a ``table``, each row is an edition that extends the one that is named, if any is;
    ``merge``: its sheets go into one file for the copier, too; ``shard``: only that part of its
    rows, as 2/3; ``scheduler``: they are built by the Dask cluster whose scheduler has that
    address, in folders that all its workers see.
    An edition that is wrong does not stop the others. Ctrl-C stops all: the report says so, and
    holds what was finished. Raises as :func:`zines.workshop.build.build`, UsageError for an
    edition that does not exist, and OSError where nothing can be written into ``options.out``.
    """
    found = chosen(project, editions)
    files.check_can_write(options.out)
    if table is not None:
        from zines.workshop.groups import table_builds

        base = replace(options, edition=chosen_editions.single(found))
        return table_builds.build(
            project,
            wanted,
            table,
            base,
            progress,
            working,
            merge=merge,
            shard=shard,
            scheduler=scheduler,
        )
    if merge or shard is not None or scheduler is not None:
        raise UsageError(
            tr("--merge, --shard and --scheduler go with --variants: they are of a table's rows")
        )
    if not any(one.folder for one in found):
        alone = replace(options, edition=found[0].file) if found else options
        return one_build.build(project, wanted, alone, progress, working)
    for one in found:
        check(_options(options, Job(one, wanted, options.roles)))
    from zines.workshop.production.preparation import Desk

    desk = Desk(project, options.out)
    jobs = [Job(one, wanted, options.roles) for one in found]
    done = reports(project, jobs, options, progress, working, desk)
    report = together(options, done, len(found))
    report.problems = in_order([*report.problems, *saved(desk)])
    return report


def saved(desk: Desk) -> list[Problem]:
    """Write the records of all builds; where that fails, all files are there all the same."""
    try:
        desk.records.save()
    except OSError as error:
        return [replace(unwritten(error), severity=Severity.WARNING)]
    return []


def _options(options: Options, job: Job) -> Options:
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
            _options(options, job),
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
