"""What ``check`` says of characters that fonts lack: just what ``pdf`` would.

Which font a text is set in, its layout decides. So a document whose characters are not in all fonts
is set once, as for its outputs; the others, nearly all, cost a look into the fonts.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from zines.base.options import Options
from zines.base.problems import Problem, ProblemError
from zines.composition import coverage, fonts
from zines.manuscript.documents import Document
from zines.manuscript.text import plain
from zines.workshop import document_build, missing_glyphs
from zines.workshop.document_build import Shared
from zines.workshop.planned_files import planned, wanted_outputs
from zines.workshop.project import Entry, Project
from zines.workshop.project_typesetter import own_fonts


@dataclass
class GlyphCheck:
    """The fonts of a project, and what sets its documents, made ready for the first that asks."""

    project: Project
    edition: Path | None = None

    @cached_property
    def _faces(self) -> list[Path]:
        try:
            return fonts.files(own_fonts(self.project))
        except ProblemError:
            return []  # where fonts are read, it is told

    @cached_property
    def _shared(self) -> Shared:
        options = Options(self.project.cache / "none", edition=self.edition)
        return document_build.prepared(self.project, options)[0]

    def problems(self, document: Document, entry: Entry) -> list[Problem]:
        """Return a problem at each character of a document that its fonts lack."""
        shown = document.title, document.fields, plain(document.sources)
        if not coverage.missing(json.dumps(shown, ensure_ascii=False), self._faces):
            return []
        found: list[Problem] = []
        # What else is wrong with it, ``pdf`` says; what is shared is judged on its own.
        with suppress(ProblemError, OSError):
            if tools := self._shared.equipment:
                outputs, _ = wanted_outputs(document, self._shared.options)
                plan = planned(document, entry.file, outputs, tools, self._shared.options)
                for asked in {one.request.as_json: one.request for one in plan}.values():
                    try:
                        tools.typesetter.pages(asked)
                    except ProblemError as error:
                        found += [one for one in error.problems if one.code == "missing-glyph"]
        placed = [
            missing_glyphs.placed(one, entry, self.project, self.edition)
            for one in dict.fromkeys(found)
        ]
        return list(dict.fromkeys(placed))
