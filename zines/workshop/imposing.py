"""From pages to finished sheets, for our documents and for any PDF: imposition and prepress.

One of the few modules that know the stations; what Typst must set (labels, recipe sheets) is asked
of the ``typeset`` that is passed in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zines.base.outputs import Output
from zines.base.paper import size_named
from zines.base.problems import Problem, UsageError

if TYPE_CHECKING:
    from zines.base.geometry import Size
    from zines.imposition.plan import Plan
    from zines.imposition.request import ImpositionRequest

#: Sets a request as pages: a JSON and a date in, a PDF out.
Typeset = Callable[[str, str], bytes]
#: What is said of a poster in black alone.
COLOURED_PAPER = "à imprimer sur papier de couleur"
#: No signs to Python, and in our fonts all the same.
_SPACES = "\u00a0\u202f"
#: Characters that the shipped faces are sure to hold: European Latin, and what stands between.
_HELD = re.compile("[\u0020-\u007e\u00a0-\u017e\u2010-\u2014\u2018-\u201e\u2026\u202f\u20ac]")
#: How the title of each recipe begins, and by which it is known.
_RECIPE = "Imprimer, plier, couper"
#: Stands where a PDF has no date of its own; what is set for it shows none.
_NO_DATE = "2000-01-01"


@dataclass(frozen=True)
class Sheets:
    """Imposed sheets, the plan they follow, and the recipe to come (None: none is needed)."""

    content: bytes
    plan: Plan
    recipe: Future[bytes] | None


def request_for(output: Output, title: str = "", *, posted: bool = False) -> ImpositionRequest:
    """Return the imposition of one output of a layout; raises UsageError for a wrong option.

    ``posted``: it is put up on walls, where black on white is kept for official notices (loi du 29
    juillet 1881, art. 15).
    """
    from zines.imposition.request import requested

    note = COLOURED_PAPER if posted and output.ink == "black" else ""
    options = requested(output.imposition, size_named(output.sheet))
    return replace(options, title=title, ink=output.ink, note=note)


def wrong_outputs(layout: str, outputs: Sequence[Output], pages: int) -> list[Problem]:
    """Return what cannot be in a layout's outputs.yaml, before any page is set.

    ``pages`` is how many a piece of this layout has; 0 means any number.
    """
    from zines.imposition import planning
    from zines.imposition.plan import ImpositionError

    problems = []
    for output in outputs:
        if not output.imposition:
            continue
        try:
            wanted = request_for(output)
            count = pages or planning.typical_pages(wanted)
            planning.plan([size_named(output.trim)] * count, wanted)
        except (ImpositionError, UsageError) as error:
            problems.append(wrong_output(layout, output, error))
    return problems


def wrong_output(layout: str, output: Output, error: Exception | str) -> Problem:
    """Make a problem of an imposition that a layout asks for, where it does."""
    where = f"layouts/{layout}/outputs.yaml"
    message = f"{output.name}: {error}"
    return Problem("imposition", message, "", where, output.line, output.column)


def imposed(
    pages: bytes | Path,
    wanted: ImpositionRequest,
    typeset: Typeset,
    pool: Executor,
    *,
    chosen: str = "",
    title: str = "",
    lang: str = "",
    date: str = "",
) -> Sheets:
    """Impose a PDF; ``pool`` sets the recipe. Raises ImpositionError, which is for people."""
    from zines.imposition import page_matrix, planning, sheet_drawing
    from zines.imposition.request import pages_named
    from zines.pdf import page_boxes, soundness
    from zines.prepress import finishing

    pdf = page_boxes.opened(pages)
    boxes = page_boxes.boxes(pdf)
    own_title, own_lang, own_date = page_boxes.title_and_date(pdf)
    title, lang, date = title or own_title, lang or own_lang, date or own_date
    numbers = pages_named(chosen, len(boxes)) if chosen else list(range(1, len(boxes) + 1))
    printed = [boxes[number - 1] for number in numbers]
    bleed = page_matrix.largest_bleed(printed)
    # A slug names its document, if only by its file.
    fallback = pages.stem if isinstance(pages, Path) else ""
    wanted = replace(wanted, title=settable(wanted.title or title or fallback))
    plan = planning.plan([box.size for box in printed], wanted, bleed)
    plan = replace(plan, warnings=(*planning.bleed_warnings(plan, printed), *plan.warnings))
    properties = finishing.Properties(title, lang, date, plan.flip)
    recipe = _recipe(plan, settable(title), date or _NO_DATE)
    # Typst draws the recipe while the sheets are drawn here: it releases the GIL.
    drawn_recipe = page_to_come(pool, typeset, recipe, date or _NO_DATE) if recipe else None
    drawn = sheet_drawing.draw(pdf, boxes, numbers, plan, _overlay(plan, typeset, date or _NO_DATE))
    content = finishing.finished_sheets(drawn, properties)
    soundness.refuse_losses(pdf)
    return Sheets(content, plan, drawn_recipe)


def page_to_come(pool: Executor, typeset: Typeset, request: str, date: str) -> Future[bytes]:
    """Have a page of our own set and finished beside other work."""
    from zines.prepress import finishing

    return pool.submit(lambda: finishing.finished_page(typeset(request, date)))


def entry(plan: Plan) -> dict[str, Any]:
    """Return what the manifest says of imposed sheets."""
    from zines.imposition import recipe

    found = {
        "sheet_mm": [plan.sheet.width, plan.sheet.height],
        "schema": plan.schema,
        "up": plan.up,
        "sheets_per_copy": len(plan.sheets) / plan.up,
        "recipe": recipe.data(plan),
    }
    return found | ({"flip": plan.flip} if plan.flip else {})


def _overlay(plan: Plan, typeset: Typeset, date: str) -> bytes | None:
    from zines.imposition import recipe

    sides = [[recipe.label(label) for label in side.labels] for side in plan.sides if side.labels]
    if not sides:
        return None
    return typeset(
        request(
            "_overlay", plan.schema, date, plan.sheet.width, plan.sheet.height, {"sides": sides}
        ),
        date,
    )


def _recipe(plan: Plan, title: str, date: str) -> str:
    """Return the request for the recipe of a plan; empty where there is nothing to do."""
    from zines.imposition import recipe
    from zines.imposition.plan import Gather

    if not plan.note and all(isinstance(step, Gather) for step in plan.steps):
        return ""
    fields = {"recipe": recipe.data(plan), "drawing": recipe.drawing(plan), "piece": title}
    name = f"{_RECIPE}\u00a0: {title}" if title else _RECIPE
    return request("_recipe", name, date, 210, 297, fields)


def settable(title: str) -> str:
    """Return a title of anyone's file as far as our fonts hold it: the sheets do not need more."""
    return "".join(
        sign if sign in _SPACES or (sign.isprintable() and _HELD.fullmatch(sign)) else "?"
        for sign in title
    )


def is_recipe(file: Path) -> bool:
    """Tell whether a file is a recipe sheet, that may be written over."""
    from zines.pdf import page_boxes
    from zines.pdf.errors import PdfError

    if not file.is_file():
        return False
    try:
        title, _, _ = page_boxes.title_and_date(page_boxes.opened(file))
    except (PdfError, OSError):
        return False
    return title.startswith(_RECIPE)


def request(
    layout: str, title: str, date: str, width: float, height: float, fields: dict[str, Any]
) -> str:
    """Return the request for a page of our own that goes with a file; sizes in mm."""
    return json.dumps(
        {
            "layout": layout,
            "title": title,
            "description": title,
            "lang": "fr",
            "theme": "affiche",
            "date": [int(part) for part in date.split("-")],
            "page": {"width": width, "height": height, "bleed": 0},
            "ink": "black",
            "large": False,
            "least_pt": {"text": 0, "line": 0},
            "fields": fields,
            "sources": [],
            "organisation": {},
            "qr": [],
            "pictures": {},
        },
        ensure_ascii=False,
    )


def separated(
    sheets: bytes | Path, wanted: ImpositionRequest, trim: Size | None, count: int
) -> bytes:
    """Give back the pages of imposed sheets, in reading order, by the plan of their imposition.

    ``trim`` None takes the cells of the sheet for pages; ``count`` 0 as many pages as the sheets
    can hold, without blank ones at the end. Raises ImpositionError.
    """
    from zines.imposition import unimposing
    from zines.pdf import page_boxes
    from zines.prepress import finishing

    pdf = page_boxes.opened(sheets)
    title, lang, date = page_boxes.title_and_date(pdf)
    pages = unimposing.undone(pdf, wanted, trim, count)
    return finishing.finished_pages(pages, finishing.Properties(title, lang, date, None))
