"""Who goes where: documents x outputs x options become jobs, jobs pass through the stations.

The only module that knows all four stations; each is imported inside the call that needs it, so
that a build with nothing to do stays as quick as reading the files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zines import files, manifest
from zines.memory import Memory
from zines.options import BuildReport, Made, Options, SheetOrder
from zines.paper import size_named
from zines.problems import Problem, ProblemError, UsageError, at, in_order
from zines.project import Entry, Project, chosen

if TYPE_CHECKING:
    from zines.composition.typesetting import Typesetter
    from zines.job import Job
    from zines.manuscript.documents import Document, Reading
    from zines.manuscript.organisation import Organisation


def build(
    project: Project,
    wanted: tuple[str, ...],
    options: Options,
    progress: Callable[[Made, int], None] = lambda made, total: None,
) -> BuildReport:
    """Print documents to PDF files; what has not changed is left alone.

    A document that fails leaves its last good files in place and does not stop the others.
    ``progress`` is called once a document, with the total. Raises UsageError for a document that
    does not exist.
    """
    entries = chosen(project, wanted)
    if options.edition and not options.edition.is_file():
        raise UsageError(f"there is no file '{options.edition}'")
    memory = Memory(project, options)
    known = {} if options.force else {entry.slug: memory.unchanged(entry) for entry in entries}
    results = {slug: made for slug, made in known.items() if made}
    waiting = [entry for entry in entries if entry.slug not in results]
    for made in results.values():
        progress(made, len(entries))
    problems: list[Problem] = []
    if waiting:
        shop = _Workshop(project, options, memory)
        problems = shop.shared_problems
        for made in shop.build(waiting):
            results[made.slug] = made
            progress(made, len(entries))
        memory.save()
    report = BuildReport(options.out, [results[entry.slug] for entry in entries])
    report.problems = in_order(
        [*problems, *(problem for made in report.made for problem in made.problems)]
    )
    manifest.merge(options.out, (file for made in report.made for file in made.files))
    return report


def check(project: Project, wanted: tuple[str, ...] = ()) -> list[Problem]:
    """Return every problem of the documents, of all sources and of the organisation's file."""
    return in_order(problem for _, found in _read(project, wanted) for problem in found)


def listing(
    project: Project, wanted: tuple[str, ...] = ()
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return what there is to print, one entry a document, and the problems of the others."""
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for document, found in _read(project, wanted):
        problems += found
        if document:
            rows.append(
                {
                    "slug": document.slug,
                    "layout": document.layout.name,
                    "title": document.title,
                    "description": document.description,
                    "lang": document.lang,
                    "date": document.date,
                    "path": document.path,
                    "outputs": [
                        {"name": output.name, "role": output.role}
                        for output in document.layout.outputs
                    ],
                }
            )
    return rows, in_order(problems)


def impose(project: Project, source: Path, target: Path, order: SheetOrder) -> dict[str, Any]:
    """Impose any PDF, and write beside it the recipe to print, cut and fold it.

    Returns a manifest entry, with warnings. Raises ProblemError for pages that cannot be imposed
    so, UsageError for an output over its own input.
    """
    from zines import sheets
    from zines.imposition.plan import ImpositionError

    recipe_file = target.with_name(f"{target.stem}-imprimer-plier-couper.pdf")
    _apart(source, target)
    _apart(source, recipe_file)

    def typeset(request: str, date: str) -> bytes:
        return _typesetter(project).pages(request, date)

    with ThreadPoolExecutor(1) as pool:
        try:
            wishes = sheets.wishes_of(order)
            made = sheets.imposed(source, wishes, typeset, pool, chosen=order.pages)
        except ImpositionError as error:
            raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
        files.write(target, made.content)
        if made.recipe:
            files.write(recipe_file, made.recipe.result())
    return {
        "path": str(target),
        "role": "tiles" if made.plan.schema == "tiles" else "sheets",
        "pages": made.plan.pages,
        "warnings": list(made.plan.warnings),
        **sheets.entry(made.plan),
    }


def unimpose(source: Path, target: Path, order: SheetOrder) -> None:
    """Give back, in reading order, the pages of an imposed PDF; raises as :func:`impose`."""
    from zines import sheets
    from zines.imposition.plan import ImpositionError

    _apart(source, target)
    try:
        trim = size_named(order.trim) if order.trim else None
        content = sheets.separated(source, sheets.wishes_of(order), trim, order.count)
    except ImpositionError as error:
        raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
    files.write(target, content)


def _apart(source: Path, target: Path) -> None:
    if not source.is_file():
        raise UsageError(f"there is no file '{source}'")
    if target.exists() and target.samefile(source):
        raise UsageError(f"'{target}' is the file to read: name another output")


def _typesetter(project: Project) -> Typesetter:
    from zines.composition import fonts, staging
    from zines.composition.typesetting import Typesetter

    own = fonts.files(project.assets / "fonts")
    return Typesetter(staging.set_up(project.cache / "stage", project.layouts, own))


def _read(
    project: Project, wanted: tuple[str, ...]
) -> Iterator[tuple[Document | None, list[Problem]]]:
    from zines.manuscript import documents

    entries = chosen(project, wanted)
    reading, problems = _reading(project)
    yield None, problems
    try:
        _organisation(project, None)
    except ProblemError as error:
        yield None, list(error.problems)
    for entry in entries:
        name = project.named(entry.file)
        try:
            yield documents.load(entry.file, name, entry.slug, reading), []
        except ProblemError as error:
            yield None, at(error.problems, name)


def _reading(project: Project) -> tuple[Reading, list[Problem]]:
    from zines.manuscript import documents, layouts, sources

    known, problems = None, []
    try:
        known = sources.load(
            project.content / "sources.yaml",
            "content/sources.yaml",
            layouts.shipped_schema("sources"),
        )
    except ProblemError as error:
        problems = list(error.problems)
    return documents.Reading(project.layouts, project.assets, known), problems


def _organisation(project: Project, edition: Path | None) -> Organisation:
    from zines.manuscript import organisation

    file = edition or project.content / "organisation.yaml"
    return organisation.load(file, project.named(file), project.assets, edition=bool(edition))


class _Workshop:
    """One run with something to do: what all its documents share."""

    def __init__(self, project: Project, options: Options, memory: Memory) -> None:
        self.project, self.options, self.memory = project, options, memory
        self.out = options.out.resolve()
        self.reading, self.shared_problems = _reading(project)
        self.organisation: Organisation | None = None
        try:
            self.organisation = _organisation(project, options.edition)
        except ProblemError as error:
            self.shared_problems += error.problems

    def build(self, entries: list[Entry]) -> Iterator[Made]:
        """Build documents, short ones first; yields each as it is done.

        While Typst sets pages (and recipes) in the workers, the texts that follow are read, and
        the sheets of those before are made, here.
        """
        from zines.job import Job

        typesetter = None if self.shared_problems else _typesetter(self.project)
        with ThreadPoolExecutor(self.options.workers or os.cpu_count() or 1) as pool:
            started: list[tuple[Entry, Job]] = []
            for entry in sorted(entries, key=_length):
                try:
                    document = self._read(entry)
                    if typesetter is None or self.organisation is None:
                        yield Made(entry.slug)
                        continue
                    job = Job(
                        self.project,
                        self.options,
                        self.memory,
                        typesetter,
                        document,
                        self.organisation,
                    )
                    job.start(pool)
                except ProblemError as error:
                    yield self._failed(entry, error)
                    continue
                started.append((entry, job))
            laid = []
            for entry, job in started:
                try:
                    job.lay(pool)
                except ProblemError as error:
                    yield self._failed(entry, error)
                    continue
                laid.append((entry, job))
            for entry, job in laid:
                try:
                    yield self._finish(entry, job)
                except ProblemError as error:
                    yield self._failed(entry, error)

    def _read(self, entry: Entry) -> Document:
        from zines.manuscript import documents

        name = self.project.named(entry.file)
        return documents.load(entry.file, name, entry.slug, self.reading)

    def _finish(self, entry: Entry, job: Job) -> Made:
        made, fresh = job.finish()
        pictures = [*job.document.pictures.values(), *job.organisation.pictures.values()]
        paths = [self.out / file["path"] for file in made]
        self.memory.run_done(entry, job.document.layout.name, pictures, paths)
        return Made(entry.slug, tuple(made), fresh, tuple(job.warnings))

    def _failed(self, entry: Entry, error: ProblemError) -> Made:
        told = at(error.problems, self.project.named(entry.file))
        return Made(entry.slug, problems=tuple(_placed(problem, entry.file) for problem in told))


def _length(entry: Entry) -> int:
    return entry.file.stat().st_size if entry.file.is_file() else 0


def _placed(problem: Problem, file: Path) -> Problem:
    """Show where a character stands that no font holds: the page maker only knows which it is."""
    if problem.code == "missing-glyph":
        signs = [sign for sign in problem.message if not sign.isascii()]
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for sign in signs:
                if sign in line:
                    return replace(problem, line=number, column=line.index(sign) + 1)
    return problem
