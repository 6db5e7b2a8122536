"""The command ``pdf`` for any number of editions; the documents are read once for all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zines.base.file_names import check
from zines.base.language import tr
from zines.base.options import BuildReport, Options
from zines.base.problems import UsageError, in_order
from zines.workshop import build as one_build
from zines.workshop import copied_files
from zines.workshop.groups import chosen_editions, former_groups
from zines.workshop.groups.chosen_editions import chosen
from zines.workshop.groups.edition_jobs import EditionJob, JobRunner, joined
from zines.workshop.progress import SILENT, Reporter
from zines.workshop.project import Project


def build(
    project: Project,
    wanted: tuple[str, ...],
    editions: tuple[str, ...],
    options: Options,
    progress: Reporter = SILENT,
    table: Path | None = None,
    *,
    merge: bool = False,
    shard: str | None = None,
    scheduler: str | None = None,
) -> BuildReport:
    """Print documents for each edition, or as neutral papers if there is no edition.

    Each row of a ``table`` is an edition that extends the named edition, if there is one.
    ``merge``: the sheets of the rows also go into one file for the copier. ``shard``: print only
    this part of the rows, such as 2/3. ``scheduler``: the Dask cluster whose scheduler has this
    address builds them, in folders that all its workers see.
    An edition with errors does not stop the others. Ctrl-C stops all: the report says so, and
    contains what was finished. Raises as :func:`zines.workshop.build.build`, UsageError for an
    edition that does not exist, and OSError if nothing can be written into ``options.out``.
    """
    check(options)
    found = chosen(project, editions, options)
    of_groups = [one.file for one in found if one.file] + ([table] if table else [])
    copies = copied_files.warnings(project, of_groups)
    if table is not None:
        from zines.workshop.groups import table_builds

        base = replace(options, edition=chosen_editions.single(found))
        report = table_builds.build(
            project,
            wanted,
            table,
            base,
            progress,
            merge=merge,
            shard=shard,
            scheduler=scheduler,
        )
        report.problems = in_order([*copies, *report.problems])
        return report
    if merge or shard is not None or scheduler is not None:
        raise UsageError(
            tr("--merge, --shard and --scheduler go with --variants: they are of a table's rows")
        )
    wrong = chosen_editions.wrong_names(found)
    if not wrong and not any(one.folder for one in found):
        alone = replace(options, edition=found[0].file) if found else options
        report = one_build.build(project, wanted, alone, progress)
        report.problems = in_order([*copies, *report.problems])
        return report
    jobs = [EditionJob(one, wanted, options.roles) for one in found if not one.problem]
    from zines.workshop.production.session import Session

    session = Session(project, options.out)
    report = joined(options, JobRunner(session, options, progress).run(jobs), len(jobs))
    wrong += chosen_editions.left_out(project, editions)
    now = {one.folder for one in found}
    wrong += former_groups.of_editions(session, options.out, now)
    report.problems = in_order([*copies, *wrong, *report.problems, *session.save_records()])
    return report
