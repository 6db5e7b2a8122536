"""The command ``pdf``: asks the cache what is to be made, has it made, and keeps the books.

What makes files is imported only where there is something to make, so that a build with nothing to
do stays as quick as reading the files.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from zines.base.files import sweep
from zines.base.names import is_file
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, Severity, UsageError, in_order, unwritten
from zines.workshop import manifest
from zines.workshop.build_cache import BuildCache
from zines.workshop.project import Entry, Project, chosen, placed

#: Is called once a document, with the number of all documents.
Progress = Callable[[Made, int], None]
#: Is called with the slug of the document that is being made, and the number of all documents.
Working = Callable[[str, int], None]


def build(
    project: Project,
    wanted: tuple[str, ...],
    options: Options,
    progress: Progress = lambda made, total: None,
    working: Working = lambda slug, total: None,
) -> BuildReport:
    """Print documents to PDF files; what has not changed is left alone.

    A document that fails leaves its last good files in place and does not stop the others.
    Ctrl-C stops it: the report says so, and holds what was finished.
    Raises UsageError for a document that does not exist, and for options that contradict.
    """
    entries = chosen(project, wanted)
    _check(options)
    cache = BuildCache(project, options)
    for folder in {options.out, project.cache, *(options.out / one.slug for one in entries)}:
        sweep(folder)
    results: dict[str, Made] = {}
    for entry in [] if options.force else entries:
        if unchanged := cache.unchanged(entry):
            results[entry.slug] = unchanged
            progress(unchanged, len(entries))
    waiting = [entry for entry in entries if entry.slug not in results]
    problems: list[Problem] = []
    stopped = False
    if waiting:
        made, problems, stopped = _make(
            project,
            waiting,
            options,
            cache,
            lambda made: progress(made, len(entries)),
            lambda slug: working(slug, len(entries)),
        )
        results |= made
    finished = [results[entry.slug] for entry in entries if entry.slug in results]
    report = BuildReport(options.out, finished, asked=len(entries), stopped=stopped)
    try:
        manifest.merge(options.out, (file for made in report.made for file in made.files))
    except OSError as error:
        problems.append(unwritten(error))
    found = [*problems, *(problem for made in report.made for problem in made.problems)]
    report.problems = in_order(placed(found, project))
    return report


def _check(options: Options) -> None:
    """Raise UsageError for options that contradict each other, or name what is not there."""
    options.check_names()
    if options.edition and not is_file(options.edition):
        raise UsageError(f"there is no file '{options.edition}'")
    if options.ink == "riso" and set(options.roles) - {"plates"}:
        raise UsageError("a riso prints plates: leave out --role, or leave out --ink riso")
    if "plates" in options.roles and options.ink not in ("", "riso"):
        raise UsageError(f"plates are for a riso: leave out --ink {options.ink}")


def _make(
    project: Project,
    entries: list[Entry],
    options: Options,
    cache: BuildCache,
    progress: Callable[[Made], None],
    working: Callable[[str], None],
) -> tuple[dict[str, Made], list[Problem], bool]:
    """Make documents; returns them by slug, what is wrong with what they share, whether stopped.

    Where the user stops it (Ctrl-C), the books are kept of what was finished.
    """
    from zines.workshop import document_build

    shared, problems = document_build.prepared(project, options)
    results: dict[str, Made] = {}
    stopped = False
    try:
        with closing(document_build.documents(entries, shared, cache, working)) as documents:
            for made in documents:
                results[made.slug] = made
                progress(made)
    except KeyboardInterrupt:
        stopped = True
    try:
        cache.save()
    except OSError as error:
        # All files are there; the next build will only make them again.
        problems.append(replace(unwritten(error), severity=Severity.WARNING))
    return results, problems, stopped
