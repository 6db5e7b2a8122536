"""Pages of our own that go with imposed sheets: recipes, and the labels printed on the sheets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path

from zines.base.manifest_entry import FileEntry
from zines.composition import request
from zines.composition.request import Request
from zines.imposition.plans import recipe
from zines.imposition.plans.plan import Gather, Plan
from zines.pdf import page_boxes
from zines.pdf.opening.errors import PdfError
from zines.prepress import finishing

#: Sets a request as the pages of a PDF.
Typeset = Callable[[Request], bytes]
#: The manifest keys of a recipe.
ENTRY: FileEntry = {"role": "recipe", "ink": "black", "trim_mm": [210, 297], "pages": 1}
#: The start of the title of each recipe, by language: files with such a title may be overwritten.
TITLES = {"fr": "Imprimer, plier, couper", "en": "Print, fold, cut"}
#: The same for a poster in tiles, which is not folded.
TILE_TITLES = {"fr": "Imprimer, couper, coller", "en": "Print, cut, glue"}
#: Replaces the date of a PDF that has none; the page does not show it.
_NO_DATE = "2000-01-01"


def set_page(pool: Executor, typeset: Typeset, page: Request) -> Future[bytes]:
    """Have ``pool`` set and finish one of our own pages, in parallel with other work."""
    return pool.submit(lambda: finishing.finished_page(typeset(page)))


def language_of(lang: str) -> str:
    """Return the language of the recipe of a document: ``en`` for English, else ``fr``."""
    return "en" if lang.partition("-")[0].lower() == "en" else "fr"


def recipe_request(plan: Plan, title: str, date: str, language: str) -> Request | None:
    """Return the request for the recipe of a plan; ``language`` is ``fr`` or ``en``.

    Return None if there is nothing to do after printing.
    """
    if (
        not plan.note
        and not plan.two_passes
        and all(isinstance(step, Gather) for step in plan.steps)
    ):
        return None
    heading = (TILE_TITLES if plan.schema == "tiles" else TITLES)[language]
    fields = {
        "recipe": recipe.data(plan),
        "drawing": recipe.drawing(plan),
        "piece": title,
        "heading": heading,
    }
    colon = "\u00a0: " if language == "fr" else ": "
    name = heading + colon + title if title else heading
    return request.own_page("_recipe", name, date or _NO_DATE, fields, lang=language)


def labels_request(plan: Plan, date: str, language: str) -> Request | None:
    """Return the request for the labels that are printed on the sheets; None if there are none.

    They are in the ``language`` of the recipe.
    """
    sides = [[recipe.label(label) for label in side.labels] for side in plan.sides if side.labels]
    if not sides:
        return None
    size = plan.sheet.width, plan.sheet.height
    return request.own_page(
        "_overlay", plan.schema, date or _NO_DATE, {"sides": sides}, size, language
    )


def is_recipe(file: Path) -> bool:
    """Return whether a file is a recipe, which may be overwritten."""
    if not file.is_file():
        return False
    try:
        title, _, _ = page_boxes.title_and_date(page_boxes.opened(file))
    except (PdfError, OSError):
        return False
    return title.startswith((*TITLES.values(), *TILE_TITLES.values()))
