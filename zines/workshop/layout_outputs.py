"""What a layout's outputs.yaml asks of the imposition, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zines.base.outputs import Output
from zines.base.paper import size_named
from zines.base.problems import Problem
from zines.imposition import schemas
from zines.imposition.plan import ImpositionError
from zines.imposition.request import ImpositionRequest

#: What is said of a poster in black alone.
COLOURED_PAPER = "à imprimer sur papier de couleur"
#: How many pages a piece has that may have any number, to try what a layout asks for.
_LIKELY = {"one-sheet-zine": 8, "one-sheet-zine-16": 16, "leaflet": 6, "tiles": 1}
_MANY = 32


def wishes_for(output: Output, title: str = "", *, posted: bool = False) -> ImpositionRequest:
    """Return what a layout asks of the imposition for one of its outputs.

    ``posted``: it is put up on walls, where black on white is kept for official notices (loi du 29
    juillet 1881, art. 15).
    """
    asked: dict[str, Any] = dict(output.imposition)
    if "poster" in asked:
        asked["poster"] = size_named(asked["poster"])
    note = COLOURED_PAPER if posted and output.ink == "black" else ""
    return ImpositionRequest(
        sheet=size_named(output.sheet), title=title, ink=output.ink, note=note, **asked
    )


def wrong_outputs(layout: str, outputs: Sequence[Output], pages: int) -> list[Problem]:
    """Return what cannot be in a layout's outputs.yaml, before any page is set.

    ``pages`` is how many a piece of this layout has; 0 means any number.
    """
    problems = []
    for output in outputs:
        if not output.imposition:
            continue
        count = pages or _LIKELY.get(output.imposition["schema"], _MANY)
        if output.imposition.get("fold") == "single":
            count = pages or 4
        try:
            schemas.plan([size_named(output.trim)] * count, wishes_for(output))
        except ImpositionError as error:
            problems.append(wrong_output(layout, output, error))
    return problems


def wrong_output(layout: str, output: Output, error: Exception | str) -> Problem:
    """Make a problem of an imposition that a layout asks for, where it does."""
    where = f"layouts/{layout}/outputs.yaml"
    message = f"{output.name}: {error}"
    return Problem("imposition", message, "", where, output.line, output.column)
