"""The command ``pdf`` for any number of editions: each into its folder, all with one reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from zines.base.file_names import check
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import in_order
from zines.workshop import build as one_build
from zines.workshop.build import Progress, Working
from zines.workshop.chosen_editions import Edition, chosen
from zines.workshop.project import Project


def build(
    project: Project,
    wanted: tuple[str, ...],
    editions: tuple[str, ...],
    options: Options,
    progress: Progress = lambda made, total: None,
    working: Working = lambda slug, total: None,
) -> BuildReport:
    """Print documents for each edition; without any, as neutral papers.

    An edition that is wrong does not stop the others. Ctrl-C stops all: the report says so, and
    holds what was finished. Raises as :func:`zines.workshop.build.build`, and UsageError for an
    edition that does not exist.
    """
    found = chosen(project, editions)
    if not any(one.folder for one in found):
        alone = replace(options, edition=found[0].file) if found else options
        return one_build.build(project, wanted, alone, progress, working)
    every = [replace(options, edition=one.file, out=options.out / one.folder) for one in found]
    for one in every:
        check(one)
    reports: list[tuple[Edition, BuildReport]] = []
    for edition, report in _reports(project, wanted, found, every, progress, working):
        reports.append((edition, report))
        if report.stopped:
            break
    asked = max(report.asked for _, report in reports) * len(found)
    return _together(options, reports, asked)


def _reports(
    project: Project,
    wanted: tuple[str, ...],
    editions: list[Edition],
    every: list[Options],
    progress: Progress,
    working: Working,
) -> Iterator[tuple[Edition, BuildReport]]:
    from zines.workshop.preparation import Desk

    desk = Desk(project)
    for edition, options in zip(editions, every, strict=True):
        yield (
            edition,
            one_build.build(
                project,
                wanted,
                options,
                partial(_step, progress, edition, len(editions)),
                partial(_begin, working, edition, len(editions)),
                desk,
            ),
        )


def _step(progress: Progress, edition: Edition, count: int, made: Made, total: int) -> None:
    progress(replace(made, slug=f"{edition.folder}/{made.slug}"), total * count)


def _begin(working: Working, edition: Edition, count: int, slug: str, total: int) -> None:
    working(f"{edition.folder}/{slug}", total * count)


def _together(
    options: Options, reports: list[tuple[Edition, BuildReport]], asked: int
) -> BuildReport:
    """Return one report of all, with paths and names from the folder that holds all editions."""
    return BuildReport(
        options.out,
        [_below(edition.folder, made) for edition, report in reports for made in report.made],
        in_order(one for _, report in reports for one in report.problems),
        in_order(one for _, report in reports for one in report.remarks),
        asked,
        any(report.stopped for _, report in reports),
        sum(report.removed for _, report in reports),
    )


def _below(folder: str, made: Made) -> Made:
    files: list[FileEntry] = [{**file, "path": f"{folder}/{file['path']}"} for file in made.files]
    return replace(made, slug=f"{folder}/{made.slug}", files=tuple(files))
