"""The list of all input files of a document, for the cache."""

from __future__ import annotations

from pathlib import Path

from zines.base.names import as_on_disk
from zines.manuscript.documents import Document
from zines.workshop.production.equipment import Equipment
from zines.workshop.project import Entry, Project


def inputs_of(
    entry: Entry, document: Document, equipment: Equipment, project: Project
) -> list[Path]:
    """Return every file that may change the document, except its text and its layout.

    A picture is searched for in several places. All of them are inputs, also if there is no file
    yet: a new file in an earlier place would be used instead.
    """
    assets = project.search_path("assets")
    places = [
        place
        for name in document.pictures
        for place in (as_on_disk(entry.file.parent / name), *assets.candidates(name))
    ]
    group = equipment.organisation.inputs
    return [
        *places,
        *group,
        entry.file.parent / "sources.yaml",
        *equipment.printer.profile_candidates,
    ]
