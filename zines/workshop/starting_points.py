"""What a new text begins from: the example of a layout, or a text that is there already."""

from __future__ import annotations

from dataclasses import dataclass

from zines.base import language
from zines.base.editions import ENDINGS
from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError, meant, some_of
from zines.manuscript import layouts, wanted_layout
from zines.manuscript.layouts import Layout
from zines.manuscript.schemas import french_keys, schema
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed
from zines.workshop import layout_names
from zines.workshop.chosen_documents import chosen
from zines.workshop.project import Entry, Project, entries

#: What can be created besides texts, as it is typed in English or French.
OTHERS = {
    "project": "project",
    "projet": "project",
    "dossier": "project",
    "edition": "edition",
    "groupe": "edition",
    "group": "edition",
    "layout": "layout",
    "modele": "layout",
    "mise-en-page": "layout",
}


@dataclass(frozen=True)
class StartingPoint:
    """The words that a new text begins with, its keys in English.

    ``folder`` is that of such texts below content/; ``text`` the slug, if they are those of a text.
    """

    layout: Layout
    words: Parsed
    folder: str
    text: str = ""


def kinds(project: Project) -> list[str]:
    """Return all kinds that can be created: each layout, then edition, layout and project."""
    return [*layouts.names(project.search_path("layouts")), *dict.fromkeys(OTHERS.values())]


def typed_kinds(project: Project) -> list[str]:
    """Return all kinds as they are typed in the language in use, such as affiche."""
    if language.spoken() != "fr":
        return kinds(project)
    folders = project.search_path("layouts")
    pieces = layout_names.by_piece(project).values()
    loaded = (layouts.load(folders, one, project.named) for one in pieces)
    return [*(one.piece for one in loaded), "projet", "édition", "modèle"]


def of_layout(project: Project, name: str) -> StartingPoint:
    """Return the example of a layout; raises ProblemError for a layout with errors."""
    folders = project.search_path("layouts")
    layout = layouts.load(folders, name, project.named)
    words = layouts.example(folders, layout, project.named)
    return StartingPoint(layout, words, layout.folder)


def named(project: Project, kind: str) -> StartingPoint:
    """Return what a word of the command line names.

    It is a layout (poster, affiche), a text by its slug or its path (formulaires/petition), or by
    its name alone where only one is called so (petition). Raises UsageError if it is none of them,
    ProblemError for a layout or a text with errors.
    """
    if name := layout_names.called(project, kind):
        return of_layout(project, name)
    known, word = entries(project), slug_of(kind)
    if "/" in kind or "\\" in kind or kind.lower().endswith(ENDINGS):
        return _of_text(project, _only(kind, chosen(project, (kind,))))
    if same := [one for one in known if one.slug.rpartition("/")[2] == word]:
        return _of_text(project, _only(kind, same))
    if below := [one for one in known if one.slug.startswith((f"{word}/", f"{word}s/"))]:
        return _of_text(project, _only(kind, below))
    if name := layout_names.meant_by(project, kind):
        return of_layout(project, name)
    others = tr("one of: {choices}", choices=", ".join(typed_kinds(project)))
    pieces = layout_names.by_piece(project)
    hint = meant(word, [*layouts.names(project.search_path("layouts")), *pieces, *OTHERS], others)
    raise UsageError(tr("there is no layout '{name}': {hint}", name=kind, hint=hint))


def _only(kind: str, found: list[Entry]) -> Entry:
    """Return the one text that was found; raises UsageError with their names if there are more."""
    if len(found) > 1:
        names = some_of([one.slug for one in found])
        raise UsageError(
            tr("'{name}' means several texts: name the one to begin with, {names}",
               name=kind, names=names)
        )  # fmt: skip
    return found[0]


def _of_text(project: Project, entry: Entry) -> StartingPoint:
    folders = project.search_path("layouts")
    words = yaml_reader.read(entry.file, project.named(entry.file))
    french_keys.rename(words, layouts.shipped_schema("document"))
    layout = wanted_layout.layout_of(
        words, folders, lambda name: layouts.load(folders, name, project.named)
    )
    if problems := schema.validate(words, layout.schema):
        raise ProblemError(problems)
    folder = entry.slug.rpartition("/")[0] or layout.folder
    return StartingPoint(layout, words, folder, entry.slug)
