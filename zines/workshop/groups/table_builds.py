"""The command ``pdf`` for the rows of a table: each into its folder, or merged for the copier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from zines.base import files
from zines.base.file_names import edition_name
from zines.base.manifest_entry import ON_SHEETS
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, in_order
from zines.base.variants import Shard, Variant, values_as_json
from zines.workshop.cache import old_papers
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.groups import former_groups, merged_sheets, panelled_rows, table_editions
from zines.workshop.groups.announcing import ANNOUNCEMENT
from zines.workshop.groups.chosen_editions import Edition
from zines.workshop.groups.edition_jobs import EditionJob, JobRunner, Reports, joined
from zines.workshop.groups.panelled_rows import Panelled
from zines.workshop.groups.table_editions import Rows
from zines.workshop.production.session import Session
from zines.workshop.progress import Reporter
from zines.workshop.project import Entry, Project


def build(
    project: Project,
    wanted: tuple[str, ...],
    table: Path,
    options: Options,
    progress: Reporter,
    *,
    merge: bool,
    shard: str | None,
    scheduler: str | None,
) -> BuildReport:
    """Print documents for each good row of a table; problems of the others are reported.

    ``merge``: their sheets go into one file. Rows that differ only in panels are set together, and
    then have files of their own only in the roles of ``options``. ``scheduler``: a cluster builds
    what is built row by row. Raises UsageError, and ProblemError for a table that cannot be read.
    """
    table_editions.check_there(table)
    part = table_editions.WHOLE if shard is None else table_editions.shard_of(shard)
    session = Session(project, options.out)
    documents = session.chosen(wanted)
    rows = table_editions.rows(session, table, documents, options, part)
    found = panelled_rows.panelled(session, documents, options, rows) if merge else {}
    jobs = list(_jobs(rows, documents, wanted, options, found))
    runner = JobRunner(session, options, progress)
    failed: list[Problem] = []
    stopped = False
    if scheduler is None:
        done = runner.run(jobs)
    else:
        from zines.workshop.groups import shard_tasks

        done, failed, stopped = shard_tasks.run(scheduler, runner, jobs, table)
    report = joined(options, done, len(rows.good))
    report.stopped |= stopped
    report.copies = {one.name: one.copies for one in rows.good if one.copies}
    report.problems = [*failed, *rows.with_column_names(report.problems)]
    if merge and not report.stopped and rows.good:
        try:
            _merge(runner, rows, documents, report, done, found, part)
        except KeyboardInterrupt:
            report.stopped = True
    if part.count > 1 and not report.stopped:
        from zines.workshop.groups import shard_manifests

        report.problems += shard_manifests.write(
            part, table, rows.whole, documents, options, report
        )
    if not (report.stopped or rows.left_out or options.owner):
        merged = [file["path"] for one in report.made for file in one.files]
        report.problems += former_groups.of_table(session, options.out, rows, part, merged)
    report.problems = in_order([*rows.problems, *report.problems, *session.save_records()])
    return report


def _jobs(
    rows: Rows,
    documents: Iterable[Entry],
    wanted: tuple[str, ...],
    options: Options,
    panelled: Panelled,
) -> Iterator[EditionJob]:
    """Yield what is built row by row."""
    listed = list(documents)
    # (The pile has the sheets of panelled rows.)
    others = tuple(role for role in options.roles if role not in ON_SHEETS)
    for variant in rows.good:
        edition = Edition(options.edition, variant.name, variant)
        apart = tuple(one.slug for one in listed if variant.name not in panelled.get(one.slug, {}))
        if len(apart) == len(listed):
            yield EditionJob(edition, wanted, options.roles)
            continue
        if apart:
            yield EditionJob(edition, apart, options.roles)
        if others:
            rest = tuple(one.slug for one in listed if one.slug not in apart)
            yield EditionJob(edition, rest, others)


def _merge(
    runner: JobRunner,
    rows: Rows,
    documents: Iterable[Entry],
    report: BuildReport,
    done: Reports,
    panelled: Panelled,
    part: Shard,
) -> None:
    """Merge the sheets, and add them and their problems to the report."""
    options = runner.options
    built = [(one.variant, each) for one, each in done if one.variant]
    set_whole: set[tuple[str, str]] = set()
    count = len(rows.good)
    others: Reports = []
    quiet = JobRunner(runner.session, options)

    def whole(variant: Variant, slug: str) -> BuildReport:
        edition = Edition(options.edition, variant.name, variant)
        made = quiet.run([EditionJob(edition, (slug,), options.roles)])
        set_whole.add((slug, variant.name))
        others.extend(made)
        return made[0][1]

    def begun(row: str) -> None:
        runner.progress.begin(row, count)

    try:
        merged = merged_sheets.merge(
            runner.session, options, rows, built, panelled, whole, part, begun
        )
    finally:
        of_others = joined(options, others, count)
        report.made += of_others.made
        report.problems += rows.with_column_names(of_others.problems)
    report.made = [*merged.made, *report.made]
    report.asked += len(merged.made)
    # (Rows are counted, not their papers: a row that is set whole in one of them is whole. Papers
    # of which no row can be set with others, such as letters, say nothing about rows.)
    papers = {slug: set(listed) for slug, listed in panelled.items() if listed}
    for slug, row in set_whole:
        papers.get(slug, set()).discard(row)
    set_together = set.intersection(*papers.values()) if papers else set[str]()
    report.together = len(set_together)
    report.whole = count - report.together
    report.problems += merged.problems
    report.problems += _older_piles(runner, rows, documents, merged.made, part)


def _older_piles(
    runner: JobRunner, rows: Rows, documents: Iterable[Entry], made: Sequence[Made], part: Shard
) -> list[Problem]:
    """Return remarks on merged files in other ways from before a row or a text was changed.

    For the records, all rows together are one group.
    """
    session, options = runner.session, runner.options
    listed = {one.slug: one for one in documents}
    name = f"{edition_name(rows.table_file)} {part.number}/{part.count}"
    # (Rows may extend editions, which are no part of ``rows.whole``.)
    groups = sorted(files.digest(repr(one)) for one in rows.groups.values())
    content = files.digest(rows.whole, *groups)
    whole = Variant(name, rows.table_file, 0, values_as_json({"rows": content}))
    cache = BuildCache(session.project, replace(options, variant=whole), session.records)
    for one in made:
        cache.remember_document(listed[one.slug], ANNOUNCEMENT, (), one)
    return old_papers.of_other_ways(session.project, listed.values(), made, cache, options)
