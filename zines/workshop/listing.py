"""The command ``list``: what there is to print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NotRequired, TypedDict

from zines.base.manifest_entry import FieldEntry, FileEntry, Role
from zines.base.outputs import Output
from zines.base.problems import Problem, ProblemError, at, in_order
from zines.manuscript import documents
from zines.workshop import manifest
from zines.workshop.chosen_documents import chosen
from zines.workshop.production import equipment
from zines.workshop.project import Project, entries, placed


class ListedOutput(TypedDict):
    """One way in which a document is printed.

    ``fields`` are those of the form that its file is, as it was printed last; only pages tell.
    """

    name: str
    role: Role
    fields: NotRequired[list[FieldEntry]]


class ListedDocument(TypedDict):
    """One document, as programs get it from ``list --json``."""

    slug: str
    layout: str
    title: str
    description: str
    lang: str
    date: str
    path: str
    outputs: list[ListedOutput]


def listing(
    project: Project, wanted: tuple[str, ...] = ()
) -> tuple[list[ListedDocument], list[Problem]]:
    """Return the documents that can be read, all when none is named, and the others' problems.

    Raises UsageError for a document that does not exist.
    """
    rows: list[ListedDocument] = []
    forms = _forms(manifest.listed(project.out))
    reading, problems = equipment.reading(project)
    for entry in chosen(project, wanted) if wanted else entries(project):
        name = project.named(entry.file)
        try:
            entry.check_alone(project)
            document = documents.load(entry.file, name, entry.slug, reading)
        except ProblemError as error:
            problems += at(error.problems, name)
            continue
        rows.append(
            {
                "slug": document.slug,
                "layout": document.layout.name,
                "title": document.title,
                "description": document.description,
                "lang": document.lang,
                "date": document.date,
                "path": document.path,
                "outputs": [
                    _output(one, forms.get(document.slug)) for one in document.layout.outputs
                ],
            }
        )
    return rows, in_order(placed(problems, project))


def _output(output: Output, fields: list[FieldEntry] | None) -> ListedOutput:
    listed: ListedOutput = {"name": output.name, "role": output.role}
    if fields and output.role == "reader":
        listed["fields"] = fields
    return listed


def _forms(files: Iterable[FileEntry]) -> dict[str, list[FieldEntry]]:
    """Return the fields of forms by their document: of its plainest file, which has no variant."""
    by_length = sorted(files, key=lambda one: -len(one["path"]))
    return {one["slug"]: one["fields"] for one in by_length if one.get("fields")}
