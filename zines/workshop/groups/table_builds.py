"""The command ``pdf`` for the rows of a table: each into its folder, or merged for the copier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, in_order
from zines.base.variants import Shard, Variant
from zines.workshop.build import Progress, Working
from zines.workshop.groups import merged_sheets, panelled_rows, table_editions
from zines.workshop.groups.chosen_editions import Edition
from zines.workshop.groups.edition_jobs import Job, reports, saved, together
from zines.workshop.groups.edition_jobs import told as said
from zines.workshop.groups.panelled_rows import Panelled, own_roles
from zines.workshop.groups.table_editions import Rows
from zines.workshop.production.preparation import Desk
from zines.workshop.project import Entry, Project


def build(
    project: Project,
    wanted: tuple[str, ...],
    table: Path,
    options: Options,
    progress: Progress,
    working: Working,
    *,
    merge: bool,
    shard: str | None,
    scheduler: str | None,
) -> BuildReport:
    """Print documents for each good row of a table; what is wrong with the others is told.

    ``merge``: their sheets go into one file. What differs between them in panels alone is set
    together, and a row has files of its own then only in the roles that are asked for.
    ``scheduler``: a cluster builds what is built row by row. Raises UsageError, ProblemError for a
    table that cannot be read.
    """
    table_editions.check_there(table)
    part = table_editions.WHOLE if shard is None else table_editions.shard_of(shard)
    desk = Desk(project, options.out)
    documents = desk.chosen(wanted)
    rows = table_editions.rows(project, table, documents, options, desk, part)
    found = panelled_rows.panelled(project, documents, options, rows, desk) if merge else Panelled()
    jobs = list(_jobs(rows, documents, wanted, options, found))
    undone: list[Problem] = []
    stopped = False
    if scheduler is None:
        done = reports(project, jobs, options, progress, working, desk)
    else:
        from zines.workshop.groups import shard_tasks

        step = partial(step_of, progress, count=len(jobs))
        done, undone, stopped = shard_tasks.run(
            scheduler, project, jobs, options, table, desk, step
        )
    report = together(options, done, len(rows.good))
    report.stopped |= stopped
    told = [*undone, *rows.told(report.problems)]
    if merge and not report.stopped and rows.good:
        try:
            _merge(project, rows, report, done, options, found, working, desk, part, told)
        except KeyboardInterrupt:
            report.stopped = True
    if part.count > 1 and not report.stopped:
        from zines.workshop.groups import shard_manifests

        told += shard_manifests.write(part, table, rows.whole, documents, options, report)
    report.problems = in_order([*rows.problems, *told, *saved(desk)])
    return report


def step_of(progress: Progress, edition: Edition, made: Made, total: int, count: int) -> None:
    """Tell what a machine of a cluster made."""
    said(progress, edition, count, made, total)


def _jobs(
    rows: Rows,
    documents: Iterable[Entry],
    wanted: tuple[str, ...],
    options: Options,
    panelled: Panelled,
) -> Iterator[Job]:
    """Yield what is built row by row."""
    listed = list(documents)
    others = own_roles(options)
    for variant in rows.good:
        edition = Edition(options.edition, variant.name, variant)
        apart = tuple(one.slug for one in listed if not panelled.has(one.slug, variant.name))
        if len(apart) == len(listed):
            yield Job(edition, wanted, options.roles)
            continue
        if apart:
            yield Job(edition, apart, options.roles)
        if others:
            rest = tuple(one.slug for one in listed if one.slug not in apart)
            yield Job(edition, rest, others)


def _merge(
    project: Project,
    rows: Rows,
    report: BuildReport,
    done: list[tuple[Edition, BuildReport]],
    options: Options,
    panelled: Panelled,
    working: Working,
    desk: Desk,
    part: Shard,
    told: list[Problem],
) -> None:
    """Merge the sheets; the report says so, and what is wrong is added to what is told."""
    built = [(one.variant, each) for one, each in done if one.variant]
    after_all: set[tuple[str, str]] = set()

    def whole(variant: Variant, slug: str) -> BuildReport:
        edition = Edition(options.edition, variant.name, variant)
        job = Job(edition, (slug,), options.roles)
        made = reports(project, [job], options, lambda *_: None, lambda *_: None, desk)
        after_all.add((slug, variant.name))
        one = together(options, made, 1)
        report.made += one.made
        told.extend(rows.told(one.problems))
        return made[0][1]

    count = len(rows.good)

    def begun(row: str) -> None:
        working(row, count)

    made, wrong = merged_sheets.merge(
        project, options, rows, built, panelled, whole, desk, part, begun
    )
    report.made = [*made, *report.made]
    report.asked += len(made)
    set_together = {
        (slug, row) for slug, listed in panelled.outputs.items() for row in listed
    } - after_all
    report.together = len(set_together)
    report.whole = count * len(rows.dates) - len(set_together)
    told.extend(wrong)
