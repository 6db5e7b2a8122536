"""The command ``pdf``: build the documents that the cache does not know, update the manifest.

The modules that build files are imported only if there is something to build: a build with nothing
to do only reads files.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base import file_names
from zines.base.files import check_can_write, real, sweep
from zines.base.language import tr
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, Severity, UsageError, from_os_error, in_order
from zines.workshop import copied_files, manifest
from zines.workshop.cache import old_papers, outdated_files
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.cache.outdated_files import Removal
from zines.workshop.chosen_documents import chosen
from zines.workshop.progress import SILENT, Reporter
from zines.workshop.project import Entry, Project, entries, with_shown_paths

if TYPE_CHECKING:
    from zines.workshop.production.session import Session


def build(
    project: Project,
    wanted: tuple[str, ...],
    options: Options,
    progress: Reporter = SILENT,
    session: Session | None = None,
) -> BuildReport:
    """Print documents to PDF files, except those that have not changed.

    A document that fails keeps its last good files and does not stop the others.
    ``session`` holds what other builds have read; who passes it writes its records at the end.
    Ctrl-C stops the build: the report says so, and contains what was finished.
    Raises UsageError for a document that does not exist, and for options that contradict; OSError
    if there is something to build and ``options.out`` cannot be written into.
    """
    documents = session.chosen(wanted) if session else chosen(project, wanted)
    _check(options)
    cache = BuildCache(project, options, session.records if session else None)
    report = BuildReport(options.out, asked=len(documents))
    results = {} if options.force else _unchanged(documents, cache, progress)
    waiting = [entry for entry in documents if entry.slug not in results]
    nothing_to_do = not (waiting or wanted) and cache.is_settled()
    if not (nothing_to_do or options.force):
        manifest.check_free(options.out)
    for folder in {options.out, project.cache, *(options.out / one.slug for one in waiting)}:
        sweep(folder)
    if waiting:
        check_can_write(options.out)
        results |= _make(project, waiting, options, cache, report, progress, session)
    report.made = [results[entry.slug] for entry in documents if entry.slug in results]
    # Only a complete build of all documents shows which files no document produces any more.
    whole = not wanted and not report.stopped
    if not nothing_to_do:
        _list(report, _tidied(project, report, cache) if whole else Removal())
        if wanted:
            listed = manifest.listed(options.out)
            report.problems += old_papers.of_gone_texts(project, options.out, listed, cache)
        if whole and not report.problems and not waiting:
            cache.settle(one["path"] for one in manifest.listed(options.out))
    report.problems += old_papers.of_other_ways(project, documents, report.made, cache, options)
    if not waiting:
        # The next build does not read again the files that this one read to detect changes.
        cache.save_digests()
    report.problems += copied_files.warnings(project, (entry.file for entry in documents))
    of_documents = (problem for made in report.made for problem in made.problems)
    problems = [*report.problems, *_same_names(report), *of_documents]
    report.problems = in_order(with_shown_paths(problems, project))
    report.remarks = in_order(one for made in report.made for one in made.remarks)
    return report


def _unchanged(documents: list[Entry], cache: BuildCache, progress: Reporter) -> dict[str, Made]:
    """Return the results, by slug, of the documents that need no build."""
    results = {}
    for entry in documents:
        if made := cache.unchanged(entry):
            results[entry.slug] = made
            progress.step(made, len(documents))
    return results


def _list(report: BuildReport, removal: Removal) -> None:
    """List the files of a build in the manifest, without those that were removed."""
    report.removed = removal.removed
    report.problems += removal.problems
    try:
        made_files = [file for made in report.made for file in made.files]
        manifest.merge(report.out, made_files, removal.gone)
    except OSError as error:
        report.problems.append(from_os_error(error))


def _turn(project: Project, entry: Entry) -> tuple[bool, int]:
    """Return what sorts documents for their turn: the user's own before the shipped, then short.

    Users wait for the text that they write; with a short text first, Typst can start at once.
    """
    own = project.root in entry.file.parents
    return not own, entry.file.stat().st_size if entry.file.is_file() else 0


def _tidied(project: Project, report: BuildReport, cache: BuildCache) -> Removal:
    """Remove the files that no document produces any more; do not change the manifest yet.

    If the process is killed meanwhile, the next build finds the remaining files in the manifest.
    """
    out, home = real(report.out), real(project.out)

    def ours(path: str) -> bool:
        # Another project may print into the same folder, unless it is the default folder.
        text = cache.made_from(path)
        return out == home or bool(text and Path(text).is_relative_to(real(project.content)))

    def slugs() -> set[str]:
        # Search again: a document may have been added and printed while this build ran.
        return {entry.slug for entry in entries(project)}

    found = outdated_files.outdated(manifest.listed(out), report.made, slugs, ours)
    return outdated_files.remove(out, found)


def _same_names(report: BuildReport) -> list[Problem]:
    """Return warnings for documents whose files have the same names, as they may be mixed up."""
    first: dict[str, str] = {}
    problems = []
    for made in report.made:
        other = first.setdefault(made.name, made.slug)
        if made.files and other != made.slug:
            message = tr(
                "its files have the names of those of '{other}': {name}-...",
                other=other,
                name=made.name,
            )
            hint = tr("rename one of the documents, or say in one what it is: piece: invitation")
            path = made.files[0].get("source", made.slug)
            problems.append(
                Problem("same-file-name", message, hint, path, severity=Severity.WARNING)
            )
    return problems


def _check(options: Options) -> None:
    """Raise UsageError for options that contradict each other."""
    file_names.check(options)
    if options.ink == "riso" and set(options.roles) - {"plates"}:
        raise UsageError(tr("a riso prints plates: leave out --role, or leave out --ink riso"))
    if options.drums != Options(options.out).drums and not (
        {options.ink, *options.roles} & {"riso", "plates"}
    ):
        raise UsageError(tr("--drums names those of a risograph: add --ink riso, or leave it out"))
    if "plates" in options.roles and options.ink not in ("", "riso"):
        raise UsageError(tr("plates are for a riso: leave out --ink {ink}", ink=options.ink))


def _make(
    project: Project,
    waiting: list[Entry],
    options: Options,
    cache: BuildCache,
    report: BuildReport,
    progress: Reporter,
    session: Session | None,
) -> dict[str, Made]:
    """Build documents; return the results by slug, add problems of shared data to the report.

    If the user stops it (Ctrl-C), the report says so, and the finished documents are recorded.
    """
    from zines.workshop.production import document_build, preparation
    from zines.workshop.production.session import Session

    context, problems = preparation.prepared(session or Session(project), options)
    report.problems += problems
    in_turn = sorted(waiting, key=partial(_turn, project))
    texts = (context.texts.read(entry) for entry in in_turn)
    results: dict[str, Made] = {}
    try:
        documents = document_build.documents(
            texts, context, cache, lambda slug: progress.begin(slug, report.asked)
        )
        with closing(documents):
            for made in documents:
                results[made.slug] = made
                progress.step(made, report.asked)
    except KeyboardInterrupt:
        report.stopped = True
    try:
        cache.save()
    except OSError as error:
        # All files were written; the next build will only write them again.
        report.problems.append(replace(from_os_error(error), severity=Severity.WARNING))
    return results
