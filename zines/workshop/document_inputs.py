"""Which files may change a document, beside those that it names itself."""

from __future__ import annotations

from pathlib import Path

from zines.base.options import OF_GROUP
from zines.manuscript.documents import Document
from zines.workshop.equipment import Equipment
from zines.workshop.project import Entry, Project


def inputs_of(
    entry: Entry, document: Document, equipment: Equipment, group: Path, project: Project
) -> list[Path]:
    """Return every file that may change the document, beside its text and its layout.

    A picture is looked for in several places: one that is put before another later is an input too.
    ``group`` is the file that says who prints.
    """
    named = (
        (entry.file, document.pictures),
        (group, equipment.organisation.pictures),
    )
    places = [
        place
        for user, pictures in named
        for name in (one.removeprefix(OF_GROUP) for one in pictures)
        for place in (user.parent / name, *project.search_path("assets").candidates(name))
    ]
    return [*places, entry.file.parent / "sources.yaml", *equipment.printer.sought]
