"""The rows of a table as tasks for other machines: each builds a shard, in shared folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base import files, language
from zines.base.language import in_ranges, tr, tr_n
from zines.base.options import BuildReport, Options
from zines.base.problems import Problem
from zines.base.variants import Shard
from zines.workshop.groups import cluster
from zines.workshop.groups.edition_jobs import EditionJob, JobRunner, Reports
from zines.workshop.production.session import Session
from zines.workshop.project import Project, shipped_folder


@dataclass(frozen=True)
class Task:
    """A shard of a table, with all that a machine needs to build it; paths are absolute.

    ``numbers`` are the positions of its jobs among all. ``programs`` is the digest of this program
    and its libraries, ``table`` that of the table: another machine builds the same files only if
    both are the same there.
    """

    project: Project
    jobs: tuple[EditionJob, ...]
    numbers: tuple[int, ...]
    options: Options
    shard: Shard
    language: str
    programs: str
    file: Path
    table: str

    def done(self) -> Reports | str:
        """Build the shard on any machine; return the reports, or the reason why it cannot."""
        language.use(self.language)
        if files.digest_of(self.file) != self.table:
            return tr("there, '{file}' is missing, or another one", file=str(self.file))
        project = self.project
        if project.shipped and not project.shipped.is_dir():
            project = replace(project, shipped=shipped_folder())
        session = Session(project, self.options.out)
        if session.records.programs != self.programs:
            return tr("there, hors-bocal, Python or a library has another version")
        reports = JobRunner(session, self.options).run(self.jobs)
        # (If this fails, the files exist anyway; the next build writes them again.)
        session.save_records()
        return reports


def run(
    address: str, runner: JobRunner, jobs: Sequence[EditionJob], table: Path
) -> tuple[Reports, list[Problem], bool]:
    """Have jobs done by the cluster whose scheduler has this address, instead of by ``runner``.

    Returns their reports in the order of the table, a problem for each part that could not be
    done, and whether the user stopped it. Raises UsageError as :func:`cluster.connected`.
    """
    named = runner.session.project.named(table)
    done: dict[int, BuildReport] = {}
    not_made: dict[str, list[int]] = {}
    stopped = False
    with cluster.connected(address) as workers:
        tasks = _tasks(runner, jobs, table, workers.tasks)
        try:
            for task, found, reason in workers.results(Task.done, tasks):
                if found is None or isinstance(found, str):
                    not_made.setdefault(found or reason, []).append(task.shard.number)
                    continue
                for number, (edition, report) in zip(task.numbers, found, strict=False):
                    done[number] = report
                    progress = runner.progress_of(edition, len(jobs))
                    for made in report.made:
                        progress.step(made, report.asked)
        except KeyboardInterrupt:
            stopped = True
    reports = [(job.edition, done[n]) for n, job in enumerate(jobs) if n in done]
    total = tasks[0].shard.count if tasks else 0
    return reports, [_not_built(named, *one, total) for one in not_made.items()], stopped


def _tasks(runner: JobRunner, jobs: Sequence[EditionJob], table: Path, count: int) -> list[Task]:
    """Divide the rows into at most ``count`` shards; the cluster assigns them to its cores."""
    options, file = runner.options, files.real(table)
    whole = Task(
        project=_everywhere(runner.session.project),
        jobs=(),
        numbers=(),
        options=replace(
            options,
            out=files.real(options.out),
            icc=files.real(options.icc) if options.icc else None,
            printer=_path(options.printer),
            workers=1,
        ),
        shard=Shard(),
        language=language.spoken(),
        programs=runner.session.records.programs,
        file=file,
        table=files.digest_of(file),
    )
    found = []
    for number in range(1, count + 1):
        shard = Shard(number, count)
        held = tuple(n for n, one in enumerate(jobs) if shard.holds(one.edition.folder))
        there = tuple(_moved(jobs[n], file) for n in held)
        found += [replace(whole, jobs=there, numbers=held, shard=shard)] if held else []
    return found


def _everywhere(project: Project) -> Project:
    return replace(
        project,
        root=files.real(project.root),
        cache_folder=files.real(project.cache),
        pictures=tuple(map(files.real, project.pictures)),
    )


def _path(word: str) -> str:
    """Return the absolute path of an existing file, or a name unchanged."""
    return str(files.real(Path(word))) if os.path.exists(word) else word


def _moved(job: EditionJob, table: Path) -> EditionJob:
    """Return a job whose paths are absolute."""
    edition = job.edition
    file = files.real(edition.file) if edition.file else None
    row = replace(edition.variant, table=table) if edition.variant else None
    there = replace(edition, file=file, variant=row)
    return replace(job, edition=there, wanted=tuple(map(_path, job.wanted)))


def _not_built(name: str, reason: str, parts: list[int], total: int) -> Problem:
    """Return the problem of parts that were not built for one reason, often the same for all."""
    message = tr_n(
        "part {numbers} of {total} of the table was not made: {reason}",
        "parts {numbers} of {total} of the table were not made: {reason}",
        len(parts),
        numbers=in_ranges(parts),
        total=total,
        reason=reason,
    )
    hint = tr(
        "the scheduler and all workers need the same hors-bocal, and see the project and --out "
        "under the same paths; the same command makes what is missing"
    )
    return Problem("cluster", message, hint, name)
