"""The pictures of one document, from its files to the inks on finished pages.

Knows composition, which makes them bare, and prepress, which turns them to the inks of the job.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base.options import OF_GROUP
from zines.base.problems import Problem, ProblemError, Severity

if TYPE_CHECKING:
    from zines.composition.staging import Stage


class DocumentPictures:
    """What stands on the stage for a document, and how it is known again on its pages."""

    def __init__(self, named: Mapping[str, Path], document: str) -> None:
        """``named`` gives the file of each picture; ``document`` is the path told in problems."""
        self._named, self._document = dict(named), document
        #: By ink, what a layout gets: names and paths as Typst sees them.
        self._staged: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._drawings: set[str] = set()
        self._inked: dict[tuple[bytes, str, Path, float], bytes] = {}
        self.warnings: list[Problem] = []

    def staged(self, stage: Stage, ink: str) -> dict[str, str]:
        """Put the pictures on the stage; raises ProblemError with all that are none."""
        from zines.composition import pictures, staging

        if ink in self._staged:
            return self._staged[ink]
        problems: list[Problem] = []
        found: dict[str, str] = {}
        for name, file in self._named.items():
            try:
                shown = name.removeprefix(OF_GROUP)
                picture = pictures.prepared(file, shown, ink)
            except ProblemError as error:
                problems += error.problems
                continue
            if picture.fingerprint:
                self._names[picture.fingerprint] = shown
            else:
                self._drawings.add(shown)
            found[name] = staging.add_picture(stage, picture.content)
        if problems:
            raise ProblemError(problems)
        self._staged[ink] = found
        return found

    def in_ink(self, pages: bytes, ink: str, profile: Path, most_ink: float) -> bytes:
        """Return pages whose pictures are in the inks of the job; ``most_ink`` in percent.

        Raises ProblemError where one has too few pixels for its printed size.
        """
        if not self._named:
            return pages
        key = pages, ink, profile, most_ink
        if key not in self._inked:
            from zines.prepress import ink_separation, raster_pictures, resolution, tones

            try:
                made = raster_pictures.inked(pages, ink, profile, most_ink)
            except ink_separation.SeparationError as error:
                hint = "name another profile"
                problem = Problem("profile", str(error), hint, self._document)
                raise ProblemError([problem]) from error
            told = resolution.problems(made.placed, self._names, self._document)
            if any(one.severity is Severity.ERROR for one in told):
                raise ProblemError(told)
            # Drawings leave no fingerprint on a page: only one alone is known by its name.
            alone = next(iter(self._drawings)) if len(self._drawings) == 1 else ""
            told += tones.problems(made.drawings, alone, self._document)
            self.warnings += [one for one in told if one not in self.warnings]
            self._inked[key] = made.content
        return self._inked[key]
