"""Documents to be built for editions, one after another, and one report of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base.language import tr
from zines.base.manifest_entry import FileEntry, Role
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, from_os_error, in_order, some_of
from zines.workshop import build as one_build
from zines.workshop.groups.chosen_editions import Edition
from zines.workshop.progress import SILENT, PartReporter, Reporter

if TYPE_CHECKING:
    from zines.workshop.production.session import Session

#: The editions that were built, each with its report.
Reports = list[tuple[Edition, BuildReport]]


@dataclass(frozen=True)
class EditionJob:
    """Documents to build for an edition, in these roles; no roles: as in outputs.yaml."""

    edition: Edition
    wanted: tuple[str, ...]
    roles: tuple[Role, ...]

    def options(self, options: Options) -> Options:
        """Return the options of this job's build: its edition, folder, roles and copies."""
        edition, out = self.edition, options.out / self.edition.folder
        copies = (edition.variant.copies if edition.variant else 0) or options.copies
        named = replace(options, edition=edition.file, variant=edition.variant, copies=copies)
        return replace(named, out=out, roles=self.roles)


@dataclass(frozen=True)
class JobRunner:
    """Builds jobs one after another; ``options`` are those of all, ``out`` holds their folders."""

    session: Session
    options: Options
    progress: Reporter = SILENT

    def run(self, jobs: Sequence[EditionJob]) -> Reports:
        """Build each job, until the user stops it; raises OSError if the first cannot write."""
        found: Reports = []
        for job in jobs:
            try:
                report = one_build.build(
                    self.session.project,
                    job.wanted,
                    job.options(self.options),
                    self.progress_of(job.edition, len(jobs)),
                    self.session,
                )
            except OSError as error:
                if not found:
                    raise
                # The folder of one edition may not be writable: the others are not lost.
                report = BuildReport(self.options.out, problems=[from_os_error(error)])
            found.append((job.edition, report))
            if report.stopped:
                break
        return found

    def progress_of(self, edition: Edition, count: int) -> Reporter:
        """Return what the build of one edition reports to; ``count`` is that of jobs."""
        return PartReporter(self.progress, count, edition.folder)


def joined(options: Options, reports: Reports, count: int) -> BuildReport:
    """Return one report of ``count`` editions, with paths from the folder that holds them all."""
    return BuildReport(
        options.out,
        made=[_below(edition.folder, made) for edition, report in reports for made in report.made],
        problems=in_order(
            with_groups([(edition, report.problems) for edition, report in reports], count)
        ),
        remarks=in_order(one for _, report in reports for one in report.remarks),
        asked=max((report.asked for _, report in reports), default=0) * count,
        stopped=any(report.stopped for _, report in reports),
        removed=sum(report.removed for _, report in reports),
    )


def with_groups(
    found: Iterable[tuple[Edition, Iterable[Problem]]], count: int
) -> Iterator[Problem]:
    """Yield the problems, each once; those of some of ``count`` editions say for which.

    A problem in the file of an edition says that already.
    """
    groups: dict[Problem, dict[str, None]] = {}
    for edition, problems in found:
        files = edition.file, edition.variant.table if edition.variant else None
        own = {file.name for file in files if file}
        for one in problems:
            named = {} if Path(one.path).name in own else {edition.folder: None}
            groups.setdefault(one, {}).update(named)
    for one, named in groups.items():
        if not 0 < len(named) < count:
            yield one
            continue
        message = tr("{message} (for {groups})", message=one.message, groups=some_of([*named]))
        yield replace(one, message=message)


def _below(folder: str, made: Made) -> Made:
    files: list[FileEntry] = [{**file, "path": f"{folder}/{file['path']}"} for file in made.files]
    return replace(made, slug=f"{folder}/{made.slug}", files=tuple(files))
