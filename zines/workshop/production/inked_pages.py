"""The pages of an output in the inks that print them: its pictures are converted."""

from __future__ import annotations

from dataclasses import dataclass

from zines.base.language import tr
from zines.base.limits import TOTAL_INK_PERCENT
from zines.base.problems import Problem, ProblemError, Severity
from zines.prepress.inks import ink_separation, tones
from zines.prepress.pictures import raster_pictures, resolution
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.planned_files import PlannedFile, condition_of


@dataclass(frozen=True)
class InkedPages:
    """Pages whose pictures are converted to the inks that print them, and the warnings."""

    content: bytes
    warnings: tuple[Problem, ...] = ()


def in_ink(planned: PlannedFile, pages: bytes, equipment: Equipment) -> InkedPages:
    """Convert the pictures on the set pages of an output to the inks that print them.

    Raises ProblemError if a picture has too few pixels for its printed size, or if the profile of
    the printing condition cannot be used.
    """
    output, pictures, path = planned.output, planned.pictures, planned.document.path
    if not pictures.paths:
        return InkedPages(pages)
    profile = condition_of(output, equipment).profile
    pressed = output.role == "press"
    most_ink = equipment.printer.total_ink_percent if pressed else TOTAL_INK_PERCENT
    try:
        inked = raster_pictures.inked(pages, output.ink, profile, most_ink, pictures.own)
    except ink_separation.SeparationError as error:
        problem = Problem("profile", str(error), tr("name another profile"), path)
        raise ProblemError([problem]) from error
    problems = resolution.problems(inked.placed, pictures.names, path)
    if any(one.severity is Severity.ERROR for one in problems):
        raise ProblemError(problems)
    problems += tones.problems(inked.drawings, pictures.only_drawing, path)
    return InkedPages(inked.content, tuple(problems))
