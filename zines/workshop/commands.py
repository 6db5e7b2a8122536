"""Who goes where: what the counter asks for, one function a command.

Stations, and what runs them, are imported inside the call that needs them, so that a build with
nothing to do stays as quick as reading the files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from zines.base import files
from zines.base.options import RECIPE, BuildReport, Made, Options
from zines.base.paper import size_named
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, ProblemError, Severity, UsageError, in_order, unwritten
from zines.workshop.project import Project, chosen


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
    from zines.workshop import manifest
    from zines.workshop.build_cache import BuildCache

    entries = chosen(project, wanted)
    if options.edition and not options.edition.is_file():
        raise UsageError(f"there is no file '{options.edition}'")
    options.check_names()
    if options.ink == "riso" and set(options.roles) - {"plates"}:
        raise UsageError("a riso prints plates: leave out --role, or leave out --ink riso")
    if "plates" in options.roles and options.ink not in ("", "riso"):
        raise UsageError(f"plates are for a riso: leave out --ink {options.ink}")
    memory = BuildCache(project, options)
    known = {} if options.force else {entry.slug: memory.unchanged(entry) for entry in entries}
    results = {slug: made for slug, made in known.items() if made}
    waiting = [entry for entry in entries if entry.slug not in results]
    for made in results.values():
        progress(made, len(entries))
    problems: list[Problem] = []
    if waiting:
        from zines.workshop.build import Run

        run = Run(project, options, memory)
        for made in run.build(waiting):
            results[made.slug] = made
            progress(made, len(entries))
        problems += run.shared_problems
        try:
            memory.save()
        except OSError as error:
            # All is made; the next build will only make it again.
            problems.append(replace(unwritten(error), severity=Severity.WARNING))
    report = BuildReport(options.out, [results[entry.slug] for entry in entries])
    try:
        manifest.merge(options.out, (file for made in report.made for file in made.files))
    except OSError as error:
        problems.append(unwritten(error))
    report.problems = in_order(
        [*problems, *(problem for made in report.made for problem in made.problems)]
    )
    return report


def check(
    project: Project,
    wanted: tuple[str, ...] = (),
    printer: str = DEFAULT,
    edition: Path | None = None,
) -> list[Problem]:
    """Return every problem of documents and of PDFs: all documents when nothing is named.

    Raises UsageError for what does not exist.
    """
    from zines.workshop import checking

    if edition and not edition.is_file():
        raise UsageError(f"there is no file '{edition}'")
    files = [Path(word) for word in wanted if word.lower().endswith(".pdf")]
    documents = tuple(word for word in wanted if not word.lower().endswith(".pdf"))
    for file in files:
        if not file.is_file():
            raise UsageError(f"there is no file '{file}'")
    problems = [one for file in files for one in checking.pdf(project, file, printer)]
    if documents or not files:
        problems += checking.texts(project, documents, edition)
    return in_order(problems)


def listing(
    project: Project, wanted: tuple[str, ...] = ()
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return what there is to print, one entry a document, and the problems of the others."""
    from zines.workshop import checking

    documents, problems = checking.read_all(project, wanted)
    rows = [
        {
            "slug": document.slug,
            "layout": document.layout.name,
            "title": document.title,
            "description": document.description,
            "lang": document.lang,
            "date": document.date,
            "path": document.path,
            "outputs": [
                {"name": output.name, "role": output.role} for output in document.layout.outputs
            ],
        }
        for document in documents
    ]
    return rows, in_order(problems)


def impose(
    project: Project,
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    *,
    sheet: str = "a4",
    pages: str = "",
) -> dict[str, Any]:
    """Impose any PDF, and write beside it the recipe to print, cut and fold it.

    ``options`` are those of base/imposition_options.py that were typed, ``schema`` among them;
    ``pages`` are numbers as in 1-8,12.

    Returns a manifest entry, with warnings. Raises ProblemError for pages that cannot be imposed
    so, UsageError for an output over its own input.
    """
    from zines.imposition.request import requested
    from zines.pdf.errors import PdfError
    from zines.workshop import equipment, imposing

    _apart(source, target)
    recipe_file = target.with_name(f"{target.stem}-{RECIPE}.pdf")
    _apart(source, recipe_file)
    if os.path.lexists(recipe_file) and not imposing.is_recipe(recipe_file):
        raise UsageError(f"'{recipe_file}' would be written over: name another output")

    with ThreadPoolExecutor(1) as pool:
        # The page maker gets ready while the file is read.
        maker = pool.submit(equipment.typesetter, project)

        def typeset(request: str, date: str) -> bytes:
            return maker.result().pages(request, date)

        try:
            wanted = requested(options, size_named(sheet))
            made = imposing.imposed(source, wanted, typeset, pool, chosen=pages)
        except PdfError as error:
            raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
        contents = {target: made.content}
        if made.recipe:
            contents[recipe_file] = made.recipe.result()
        files.write_all(contents)
        if not made.recipe:
            # How to cut what is no longer cut.
            recipe_file.unlink(missing_ok=True)
    return {
        "path": str(target),
        "role": "tiles" if made.plan.schema == "tiles" else "sheets",
        "pages": made.plan.pages,
        "warnings": list(made.plan.warnings),
        **imposing.entry(made.plan),
    }


def unimpose(
    source: Path, target: Path, options: Mapping[str, Any], *, trim: str = "", count: int = 0
) -> None:
    """Give back, in reading order, the pages of an imposed PDF; raises as :func:`impose`.

    ``trim`` is the size of a page, empty where it is to be found; ``count`` 0 is any number.
    """
    from zines.imposition.request import requested
    from zines.pdf.errors import PdfError
    from zines.workshop import imposing

    _apart(source, target)
    try:
        size = size_named(trim) if trim else None
        # The sheets of the file say how large they are.
        wanted = requested(options, size_named("a4"))
        content = imposing.separated(source, wanted, size, count)
    except PdfError as error:
        raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
    files.write(target, content)


def _apart(source: Path, target: Path) -> None:
    if not source.is_file():
        raise UsageError(f"there is no file '{source}'")
    if not target.name or target.is_dir():
        raise UsageError(f"'{target}' is no name for a file: say out.pdf")
    if os.path.lexists(target) and not target.is_file():
        raise UsageError(f"'{target}' is no file that can be written over: name another output")
    if target.exists() and target.samefile(source):
        raise UsageError(f"'{target}' is the file to read: name another output")
