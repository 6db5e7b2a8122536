"""The command ``list``: the documents that can be printed."""

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
from zines.workshop.project import Project, entries, with_shown_paths


class ListedOutput(TypedDict):
    """One output of a document.

    ``fields`` are the form fields of its last printed file, as only the pages show them.
    """

    name: str
    role: Role
    fields: NotRequired[list[FieldEntry]]


class ListedDocument(TypedDict):
    """One document in the JSON of ``list --json``."""

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
    """Return the documents of a project, and the problems of those that cannot be read.

    ``wanted`` are slugs, folders or paths; without any, all documents are listed, shipped ones too.
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
    return rows, in_order(with_shown_paths(problems, project))


def _output(output: Output, fields: list[FieldEntry] | None) -> ListedOutput:
    listed: ListedOutput = {"name": output.name, "role": output.role}
    if fields and output.role == "reader":
        listed["fields"] = fields
    return listed


def _forms(files: Iterable[FileEntry]) -> dict[str, list[FieldEntry]]:
    """Return the form fields of documents by slug: of the file with the shortest path."""
    by_length = sorted(files, key=lambda one: -len(one["path"]))
    return {one["slug"]: one["fields"] for one in by_length if one.get("fields")}
