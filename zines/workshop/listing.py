"""The command ``list``: what there is to print."""

from __future__ import annotations

from typing import TypedDict

from zines.base.manifest_entry import Role
from zines.base.problems import Problem, ProblemError, at, in_order
from zines.manuscript import documents
from zines.workshop import equipment
from zines.workshop.chosen_documents import chosen
from zines.workshop.project import Project, entries, placed


class ListedOutput(TypedDict):
    """One way in which a document is printed."""

    name: str
    role: Role


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
                    {"name": one.name, "role": one.role} for one in document.layout.outputs
                ],
            }
        )
    return rows, in_order(placed(problems, project))
