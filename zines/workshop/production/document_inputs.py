"""Which files may change a document, beside those that it names itself."""

from __future__ import annotations

from pathlib import Path

from zines.manuscript.documents import Document
from zines.workshop.production.equipment import Equipment
from zines.workshop.project import Entry, Project


def inputs_of(
    entry: Entry, document: Document, equipment: Equipment, project: Project
) -> list[Path]:
    """Return every file that may change the document, beside its text and its layout.

    A picture is looked for in several places: one that is put before another later is an input too.
    """
    assets = project.search_path("assets")
    places = [
        place
        for name in document.pictures
        for place in (entry.file.parent / name, *assets.candidates(name))
    ]
    group = equipment.organisation.inputs
    return [*places, *group, entry.file.parent / "sources.yaml", *equipment.printer.sought]
