"""The command ``pdf`` for any number of editions: each into its folder, all with one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base.file_names import check
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, Severity, UsageError, in_order, unwritten
from zines.workshop import build as one_build
from zines.workshop import chosen_editions
from zines.workshop.build import Progress, Working
from zines.workshop.chosen_editions import Edition, chosen
from zines.workshop.project import Project

if TYPE_CHECKING:
    from zines.workshop.preparation import Desk


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
    holds what was finished. Raises as :func:`zines.workshop.build.build`, and UsageError for an
    edition that does not exist.
    """
    found = chosen(project, editions)
    if table is not None:
        return _rows(
            project, wanted, found, table, options, progress, working, merge, shard, scheduler
        )
    if merge or shard is not None or scheduler is not None:
        raise UsageError(
            tr("--merge, --shard and --scheduler go with --variants: they are of a table's rows")
        )
    if not any(one.folder for one in found):
        alone = replace(options, edition=found[0].file) if found else options
        return one_build.build(project, wanted, alone, progress, working)
    for one in found:
        check(_options(options, one))
    from zines.workshop.preparation import Desk

    desk = Desk(project)
    reports = reports_of(project, wanted, found, options, desk, progress, working)
    report = _together(options, reports, len(found))
    report.problems = in_order([*report.problems, *_saved(desk)])
    return report


def _saved(desk: Desk) -> list[Problem]:
    """Write the records of all builds; where that fails, all files are there all the same."""
    try:
        desk.records.save()
    except OSError as error:
        return [replace(unwritten(error), severity=Severity.WARNING)]
    return []


def _rows(
    project: Project,
    wanted: tuple[str, ...],
    editions: list[Edition],
    table: Path,
    options: Options,
    progress: Progress,
    working: Working,
    merge: bool,
    shard: str | None,
    scheduler: str | None,
) -> BuildReport:
    """Print documents for each good row of a table; what is wrong with the others is told."""
    from zines.workshop import table_editions
    from zines.workshop.preparation import Desk

    base = chosen_editions.single(editions)
    table_editions.check_there(table)
    part = table_editions.WHOLE if shard is None else table_editions.shard_of(shard)
    desk = Desk(project)
    documents = desk.chosen(wanted)
    asked = replace(options, edition=base)
    rows = table_editions.rows(project, table, documents, asked, desk, part)
    found = [Edition(base, one.name, one) for one in rows.good]
    problems, stopped = list(rows.problems), False
    if scheduler is None:
        reports = reports_of(project, wanted, found, options, desk, progress, working)
    else:
        from zines.workshop import shard_tasks

        step = partial(_step_of, progress, len(found))
        reports, undone, stopped = shard_tasks.run(
            scheduler, project, wanted, found, options, table, desk, step
        )
        problems += undone
    report = _together(options, reports, len(found))
    report.stopped |= stopped
    problems += rows.told(report.problems)
    if merge and not report.stopped and reports:
        from zines.workshop import merged_sheets

        built = [(one.variant, each) for one, each in reports if one.variant]
        try:
            made, wrong = merged_sheets.merge(project, asked, built, rows.dates, desk, part)
        except KeyboardInterrupt:
            report.stopped = True
        else:
            report.made = [*made, *report.made]
            report.asked += len(made)
            problems += wrong
    if part.count > 1 and not report.stopped:
        from zines.workshop import shard_manifests

        problems += shard_manifests.write(part, table, rows.whole, documents, asked, report)
    report.problems = in_order([*problems, *_saved(desk)])
    return report


def _options(options: Options, edition: Edition) -> Options:
    out = options.out / edition.folder
    return replace(options, edition=edition.file, variant=edition.variant, out=out)


def reports_of(
    project: Project,
    wanted: tuple[str, ...],
    editions: Sequence[Edition],
    options: Options,
    desk: Desk,
    progress: Progress = lambda made, total: None,
    working: Working = lambda slug, total: None,
) -> list[tuple[Edition, BuildReport]]:
    """Build for each edition, until the user stops it."""
    reports: list[tuple[Edition, BuildReport]] = []
    for edition in editions:
        report = one_build.build(
            project,
            wanted,
            _options(options, edition),
            partial(_step, progress, edition, len(editions)),
            partial(_begin, working, edition, len(editions)),
            desk,
        )
        reports.append((edition, report))
        if report.stopped:
            break
    return reports


def _step(progress: Progress, edition: Edition, count: int, made: Made, total: int) -> None:
    progress(replace(made, slug=f"{edition.folder}/{made.slug}"), total * count)


def _step_of(progress: Progress, count: int, edition: Edition, made: Made, total: int) -> None:
    _step(progress, edition, count, made, total)


def _begin(working: Working, edition: Edition, count: int, slug: str, total: int) -> None:
    working(f"{edition.folder}/{slug}", total * count)


def _together(
    options: Options, reports: list[tuple[Edition, BuildReport]], count: int
) -> BuildReport:
    """Return one report of all, with paths and names from the folder that holds all editions."""
    return BuildReport(
        options.out,
        [_below(edition.folder, made) for edition, report in reports for made in report.made],
        in_order(one for _, report in reports for one in report.problems),
        in_order(one for _, report in reports for one in report.remarks),
        max((report.asked for _, report in reports), default=0) * count,
        any(report.stopped for _, report in reports),
        sum(report.removed for _, report in reports),
    )


def _below(folder: str, made: Made) -> Made:
    files: list[FileEntry] = [{**file, "path": f"{folder}/{file['path']}"} for file in made.files]
    return replace(made, slug=f"{folder}/{made.slug}", files=tuple(files))
