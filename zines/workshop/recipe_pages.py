"""Pages of our own that go with imposed sheets: recipes, and the labels printed on the sheets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path

from zines.base.manifest_entry import FileEntry
from zines.composition import request
from zines.composition.request import Request
from zines.imposition import recipe
from zines.imposition.plan import Gather, Plan
from zines.pdf import page_boxes
from zines.pdf.errors import PdfError
from zines.prepress import finishing

#: Sets a request as the pages of a PDF.
Typeset = Callable[[Request], bytes]
#: What the manifest says of a recipe.
ENTRY: FileEntry = {"role": "recipe", "ink": "black", "trim_mm": [210, 297], "pages": 1}
#: How the title of each recipe begins: a file with such a title may be written over.
_TITLE = "Imprimer, plier, couper"
#: Stands for the date of a PDF that has none; the page shows no date.
_NO_DATE = "2000-01-01"


def set_page(pool: Executor, typeset: Typeset, page: Request) -> Future[bytes]:
    """Have a page of our own set and finished by ``pool``, beside other work."""
    return pool.submit(lambda: finishing.finished_page(typeset(page)))


def recipe_request(plan: Plan, title: str, date: str) -> Request | None:
    """Return the request for the recipe of a plan; None where there is nothing to do but print."""
    if (
        not plan.note
        and not plan.two_passes
        and all(isinstance(step, Gather) for step in plan.steps)
    ):
        return None
    fields = {"recipe": recipe.data(plan), "drawing": recipe.drawing(plan), "piece": title}
    name = f"{_TITLE}\u00a0: {title}" if title else _TITLE
    return request.own_page("_recipe", name, date or _NO_DATE, fields)


def labels_request(plan: Plan, date: str) -> Request | None:
    """Return the request for the labels that are printed on the sheets; None without any."""
    sides = [[recipe.label(label) for label in side.labels] for side in plan.sides if side.labels]
    if not sides:
        return None
    size = plan.sheet.width, plan.sheet.height
    return request.own_page("_overlay", plan.schema, date or _NO_DATE, {"sides": sides}, size)


def is_recipe(file: Path) -> bool:
    """Tell whether a file is a recipe, that may be written over."""
    if not file.is_file():
        return False
    try:
        title, _, _ = page_boxes.title_and_date(page_boxes.opened(file))
    except (PdfError, OSError):
        return False
    return title.startswith(_TITLE)
