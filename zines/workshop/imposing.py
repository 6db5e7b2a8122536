"""From pages to finished sheets and back, for our documents and for any PDF."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zines.base import files, names
from zines.base.geometry import Size
from zines.base.manifest_entry import FileEntry
from zines.base.options import RECIPE
from zines.base.paper import size_named
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.composition.request import Request
from zines.imposition import (
    page_matrix,
    planning,
    recipe,
    sheet_drawing,
    unimposing,
)
from zines.imposition.annotations import unprinted
from zines.imposition.plan import Plan
from zines.imposition.request import ImpositionRequest, pages_named, requested
from zines.pdf import catalog, locks, page_boxes, soundness
from zines.pdf.errors import PdfError
from zines.prepress import finishing
from zines.workshop import recipe_pages
from zines.workshop.project import Project
from zines.workshop.project_typesetter import project_typesetter
from zines.workshop.recipe_pages import Typeset


class ImposedEntry(FileEntry):
    """What is said of an imposed PDF: its manifest entry, with warnings for people."""

    warnings: list[str]


@dataclass(frozen=True)
class Sheets:
    """Imposed sheets, the plan they follow, and the recipe to come (None: none is needed)."""

    content: bytes
    plan: Plan
    recipe: Future[bytes] | None


def impose(
    project: Project,
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    *,
    sheet: str = "a4",
    pages: str = "",
    password: str = "",
    notes: bool = True,
) -> ImposedEntry:
    """Impose any PDF, and write beside it the recipe to print, cut and fold it.

    ``options`` are those of base/imposition_options.py that were typed, ``schema`` among them;
    ``pages`` are numbers as in 1-8,12; ``password`` opens a locked file, and is kept nowhere;
    ``notes`` False leaves out stamps, notes and fields.

    Raises ProblemError for pages that cannot be imposed so, UsageError for an output over its own
    input, OSError.
    """
    _check_apart(source, target)
    recipe_file = target.with_name(f"{target.stem}-{RECIPE}.pdf")
    _check_apart(source, recipe_file)
    if os.path.lexists(recipe_file) and not recipe_pages.is_recipe(recipe_file):
        raise UsageError(f"'{recipe_file}' would be written over: name another output")

    with ThreadPoolExecutor(1) as pool:
        # Fonts and layouts are read while the PDF is.
        typesetter = pool.submit(project_typesetter, project)

        def typeset(page: Request) -> bytes:
            return typesetter.result().pages(page)

        try:
            wanted = requested(options, size_named(sheet))
            sheets = imposed(
                source, wanted, typeset, pool, chosen=pages, password=password, notes=notes
            )
        except PdfError as error:
            raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
        contents = {target: sheets.content}
        if sheets.recipe:
            contents[recipe_file] = sheets.recipe.result()
        files.write_all(contents)
        if not sheets.recipe:
            # That of an earlier imposition, which needed one.
            recipe_file.unlink(missing_ok=True)
    return {
        "path": str(target),
        "role": "tiles" if sheets.plan.schema == "tiles" else "sheets",
        "pages": sheets.plan.pages,
        "warnings": list(sheets.plan.warnings),
        **entry(sheets.plan),
    }


def unimpose(
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    *,
    trim: str = "",
    count: int = 0,
    password: str = "",
    notes: bool = True,
) -> tuple[str, ...]:
    """Give back, in reading order, the pages of an imposed PDF; raises as :func:`impose`.

    ``trim`` is the size of a page, empty where it is to be found; ``count`` 0 is any number;
    ``notes`` False leaves out what is noted on the sheets. Returns warnings for people.
    """
    _check_apart(source, target)
    try:
        size = size_named(trim) if trim else None
        # The sheets of the file say how large they are.
        wanted = requested(options, size_named("a4"))
        sheets = page_boxes.opened(source, password)
        warnings = locks.told(sheets)
        content = _separated(sheets, wanted, size, count, notes=notes)
    except PdfError as error:
        raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
    files.write(target, content)
    return warnings


def warned(source: Path, warnings: Iterable[str]) -> list[Problem]:
    """Return warnings as problems of the file that they speak of."""
    return [
        Problem("imposition", one, path=str(source), severity=Severity.WARNING) for one in warnings
    ]


def _check_apart(source: Path, target: Path) -> None:
    """Raise UsageError unless there is a source, and a target that may be written."""
    for path in (source, target):
        names.check_argument(path)
    if not names.is_file(source):
        raise UsageError(f"there is no file '{source}'")
    if not target.name or target.is_dir():
        raise UsageError(f"'{target}' is no name for a file: say out.pdf")
    if os.path.lexists(target) and not target.is_file():
        raise UsageError(f"'{target}' is no file that can be written over: name another output")
    if target.exists() and target.samefile(source):
        raise UsageError(f"'{target}' is the file to read: name another output")


def imposed(
    pages: bytes | Path,
    wanted: ImpositionRequest,
    typeset: Typeset,
    pool: Executor,
    *,
    chosen: str = "",
    password: str = "",
    notes: bool = True,
    title: str = "",
    lang: str = "",
    date: str = "",
) -> Sheets:
    """Impose a PDF; ``pool`` sets the recipe.

    ``chosen`` are page numbers as in 1-8,12. ``title``, ``lang`` and ``date`` are those of the PDF
    itself where they are empty. Raises PdfError, ImpositionError.
    """
    pdf = page_boxes.opened(pages, password)
    boxes = page_matrix.with_trims(pdf, page_boxes.boxes(pdf))
    own_title, own_lang, own_date = page_boxes.title_and_date(pdf)
    title, lang, date = title or own_title, lang or own_lang, date or own_date
    numbers = pages_named(chosen, len(boxes)) if chosen else list(range(1, len(boxes) + 1))
    printed = [boxes[number - 1] for number in numbers]
    bleed = page_matrix.largest_bleed(printed)
    # A slug names its document, if only by its file.
    fallback = pages.stem if isinstance(pages, Path) else ""
    wanted = replace(wanted, title=recipe_pages.settable(wanted.title or title or fallback))
    plan = planning.plan([box.size for box in printed], wanted, bleed)
    bleeding = planning.bleed_warnings(plan, printed)
    told = (*locks.told(pdf), *(unprinted(pdf, numbers) if notes else ()))
    plan = replace(plan, warnings=(*told, *bleeding, *plan.warnings))
    properties = finishing.Properties(title, lang, date, plan.flip, catalog.version(pdf))
    page = recipe_pages.recipe_request(plan, recipe_pages.settable(title), date)
    # Typst sets the recipe while the sheets are drawn here: it releases the GIL.
    set_recipe = recipe_pages.set_page(pool, typeset, page) if page else None
    labels = recipe_pages.labels_request(plan, date)
    overlay = typeset(labels) if labels else None
    drawn = sheet_drawing.draw(pdf, boxes, numbers, plan, overlay, notes=notes)
    content = finishing.finished_sheets(drawn, properties)
    soundness.refuse_losses(pdf)
    return Sheets(content, plan, set_recipe)


def entry(plan: Plan) -> FileEntry:
    """Return what the manifest says of imposed sheets."""
    found: FileEntry = {
        "sheet_mm": [plan.sheet.width, plan.sheet.height],
        "schema": plan.schema,
        "up": plan.up,
        "sheets_per_copy": len(plan.sheets) / plan.up,
        "recipe": recipe.data(plan),
    }
    return {**found, "flip": plan.flip} if plan.flip else found


def separated(
    sheets: bytes | Path,
    wanted: ImpositionRequest,
    trim: Size | None,
    count: int,
) -> bytes:
    """Give back the pages of imposed sheets, in reading order, by the plan of their imposition.

    ``trim`` None takes the cells of the sheet for pages; ``count`` 0 as many pages as the sheets
    can hold, without blank ones at the end. Raises ImpositionError.
    """
    return _separated(page_boxes.opened(sheets), wanted, trim, count)


def _separated(
    pdf: Any, wanted: ImpositionRequest, trim: Size | None, count: int, *, notes: bool = True
) -> bytes:
    title, lang, date = page_boxes.title_and_date(pdf)
    pages = unimposing.undone(pdf, wanted, trim, count, notes=notes)
    properties = finishing.Properties(title, lang, date, None, catalog.version(pdf))
    return finishing.finished_pages(pages, properties)
