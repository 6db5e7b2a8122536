"""``impose`` and ``unimpose``: files of anyone in, sheets or pages out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from zines.base import files
from zines.base.manifest_entry import FileEntry
from zines.base.options import RECIPE
from zines.base.paper import size_named
from zines.base.problems import Problem, ProblemError, UsageError
from zines.composition.request import Request
from zines.imposition import two_passes
from zines.imposition.request import requested
from zines.pdf.errors import PdfError
from zines.workshop import equipment, imposing, recipe_pages
from zines.workshop.project import Project


class ImposedEntry(FileEntry):
    """What is said of an imposed PDF: its manifest entry, with warnings for people."""

    warnings: list[str]


def impose(
    project: Project,
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    *,
    sheet: str = "a4",
    pages: str = "",
) -> ImposedEntry:
    """Impose any PDF, and write beside it the recipe to print, cut and fold it.

    ``options`` are those of base/imposition_options.py that were typed, ``schema`` among them;
    ``pages`` are numbers as in 1-8,12.

    Raises ProblemError for pages that cannot be imposed so, UsageError for an output over its own
    input, OSError.
    """
    _check_apart(source, target)
    recipe_file = target.with_name(f"{target.stem}-{RECIPE}.pdf")
    sides = [_side_file(target, side) for side in (two_passes.FRONTS, two_passes.BACKS)]
    for file in (recipe_file, *(sides if options.get("two_passes") else ())):
        _check_apart(source, file)
    if os.path.lexists(recipe_file) and not recipe_pages.is_recipe(recipe_file):
        raise UsageError(f"'{recipe_file}' would be written over: name another output")

    own = equipment.own_fonts(project)
    with ThreadPoolExecutor(1) as pool:
        # Fonts and layouts are read while the PDF is.
        typesetter = pool.submit(equipment.typesetter, project)

        def typeset(page: Request) -> bytes:
            return typesetter.result().pages(page)

        try:
            wanted = requested(options, size_named(sheet))
            sheets = imposing.imposed(source, wanted, typeset, pool, chosen=pages, faces=own)
        except PdfError as error:
            raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
        sides_made = _named(target, sheets)
        made = {recipe_file: sheets.recipe.result()} if sheets.recipe else {}
        files.write_all({**sides_made, **made})
        if not sheets.recipe:
            # That of an earlier imposition, which needed one.
            recipe_file.unlink(missing_ok=True)
    return {
        "path": ", ".join(map(str, sides_made)),
        "role": "tiles" if sheets.plan.schema == "tiles" else "sheets",
        "pages": sheets.plan.pages,
        "warnings": list(sheets.plan.warnings),
        **imposing.entry(sheets.plan),
    }


def _named(target: Path, sheets: imposing.Sheets) -> dict[Path, bytes]:
    """Return the files that sheets become: one, or their fronts and backs apart."""
    if sheets.backs is None:
        return {target: sheets.content}
    sides = {two_passes.FRONTS: sheets.content, two_passes.BACKS: sheets.backs}
    return {_side_file(target, side): content for side, content in sides.items()}


def _side_file(target: Path, side: str) -> Path:
    return target.with_name(f"{target.stem}-{side}{target.suffix}")


def unimpose(
    source: Path, target: Path, options: Mapping[str, Any], *, trim: str = "", count: int = 0
) -> None:
    """Give back, in reading order, the pages of an imposed PDF; raises as :func:`impose`.

    ``trim`` is the size of a page, empty where it is to be found; ``count`` 0 is any number.
    """
    _check_apart(source, target)
    try:
        size = size_named(trim) if trim else None
        # The sheets of the file say how large they are.
        wanted = requested(options, size_named("a4"))
        content = imposing.separated(source, wanted, size, count)
    except PdfError as error:
        raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
    files.write(target, content)


def _check_apart(source: Path, target: Path) -> None:
    """Raise UsageError unless there is a source, and a target that may be written."""
    if not source.is_file():
        raise UsageError(f"there is no file '{source}'")
    if not target.name or target.is_dir():
        raise UsageError(f"'{target}' is no name for a file: say out.pdf")
    if os.path.lexists(target) and not target.is_file():
        raise UsageError(f"'{target}' is no file that can be written over: name another output")
    if target.exists() and target.samefile(source):
        raise UsageError(f"'{target}' is the file to read: name another output")
