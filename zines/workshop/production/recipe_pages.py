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
#: The words of titles, by language: they say what is done with sheets, in the order of the steps.
_WORDS = {
    "fr": {
        "print": "Imprimer",
        "cut": "couper",
        "fold": "plier",
        "staple": "agrafer",
        "bind": "relier",
        "glue": "coller",
    },
    "en": {
        "print": "Print",
        "cut": "cut",
        "fold": "fold",
        "staple": "staple",
        "bind": "bind",
        "glue": "glue",
    },
}
#: The word for a kind of step, where it is not that of the kind itself.
_WORD_OF = {"slit": "cut", "trim": "cut", "pleat": "fold", "stab": "bind"}
#: Schemas whose sections are sewn or glued after their steps (see layouts/_recipe/steps.typ).
_SEWN = ("gathered-signatures", "quarto", "octavo", "sextodecimo")


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
    heading = heading_of(plan, language)
    fields = {
        "recipe": recipe.data(plan),
        "drawing": recipe.drawing(plan),
        "piece": title,
        "heading": heading,
    }
    colon = "\u00a0: " if language == "fr" else ": "
    name = heading + colon + title if title else heading
    return request.own_page("_recipe", name, date, fields, lang=language)


def heading_of(plan: Plan, language: str) -> str:
    """Return what is to be done with the sheets of a plan: "Imprimer, couper, plier"."""
    kinds = [type(step).__name__.lower() for step in (*plan.cover_steps, *plan.steps)]
    done = ["print", *(_WORD_OF.get(kind, kind) for kind in kinds)]
    if plan.schema in _SEWN:
        done.append("bind")
    words = _WORDS[language]
    return ", ".join(dict.fromkeys(words[one] for one in done if one in words))


def labels_request(plan: Plan, date: str, language: str) -> Request | None:
    """Return the request for the labels that are printed on the sheets; None if there are none.

    They are in the ``language`` of the recipe.
    """
    sides = [
        [recipe.label_values(label) for label in side.labels] for side in plan.sides if side.labels
    ]
    if not sides:
        return None
    size = plan.sheet.width, plan.sheet.height
    return request.own_page("_overlay", plan.schema, date, {"sides": sides}, size, language)


def is_recipe(file: Path) -> bool:
    """Return whether a file is a recipe of this program, which may be overwritten.

    Its title begins with words of titles; those of 0.3.0 and before had the same.
    """
    if not (file.is_file() and finishing.is_ours(file)):
        return False
    try:
        title, _, _ = page_boxes.title_and_date(page_boxes.opened(file))
    except (PdfError, OSError):
        return False
    heading = title.partition(":")[0].strip()
    return any(
        heading.startswith(words["print"]) and set(heading.split(", ")) <= set(words.values())
        for words in _WORDS.values()
    )
