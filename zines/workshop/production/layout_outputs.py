"""The impositions in the outputs.yaml of a layout, and their problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zines.base.outputs import Output
from zines.base.paper import size_named
from zines.base.problems import Problem, UsageError
from zines.imposition.plans import planning
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.plans.request import ImpositionRequest, requested

#: The note on the sheets of a poster that is only black.
COLOURED_PAPER = "à imprimer sur papier de couleur"


def request_for(output: Output, title: str = "", *, posted: bool = False) -> ImpositionRequest:
    """Return the imposition of one output of a layout; raises UsageError for a wrong option.

    ``posted``: it is put up on walls, where black on white paper is reserved for official notices
    (:data:`zines.base.law.OFFICIAL_NOTICES`).
    """
    note = COLOURED_PAPER if posted and output.ink == "black" else ""
    options = requested(output.imposition, size_named(output.sheet))
    return replace(options, title=title, ink=output.ink, note=note)


def wrong_outputs(layout: str, outputs: Sequence[Output], pages: int) -> list[Problem]:
    """Return the problems of impositions in a layout's outputs.yaml, before any page is set.

    ``pages`` is the number of pages of this layout; 0 means any number.
    """
    problems = []
    for output in outputs:
        if not output.imposition:
            continue
        try:
            wanted = request_for(output)
            count = pages or planning.typical_pages(wanted)
            planning.plan([size_named(output.trim)] * count, wanted)
        except (ImpositionError, UsageError) as error:
            problems.append(at_output(layout, output, error))
    return problems


def at_output(layout: str, output: Output, error: Exception | str) -> Problem:
    """Return a problem at the place in outputs.yaml where a layout requests an imposition."""
    where = f"layouts/{layout}/outputs.yaml"
    message = f"{output.name}: {error}"
    return Problem("imposition", message, "", where, output.line, output.column)
