"""Texts as they are typed in forms: begun, opened, kept beside the file while one types, saved.

What a form cannot hold as fields is shown as YAML, or left to the file: nothing of it is lost.
Shipped texts stay as they are: what is typed of one goes into the project's own copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.base import files, names
from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.manuscript import layouts, lint
from zines.manuscript.layouts import Layout
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader, yaml_writer
from zines.workshop.atelier import drawing_labels, text_forms
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.atelier.group_editing import ConflictError, is_tab
from zines.workshop.project import Entry, Project, entries, slug_at

#: The codes of what lint says, as ``check`` does: pages are shown in spite of it.
REMARKS = frozenset(lint.RULES)
_DRAFT = ".draft"


@dataclass(frozen=True)
class Text:
    """One text, opened; ``typed`` are the texts of its form, ``fields`` what it is made of.

    ``version`` is the digest of the project's own file, empty where there is none yet;
    ``left_out`` are the fields that are too long for a form; ``about`` those that each document
    has beside its title, whatever its layout. ``in_program``: the project is the program's own
    folder, in which nothing tells shipped texts from one's own; ``file`` is where it is written.
    """

    slug: str
    version: str
    fields: tuple[FormField, ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    own: bool = True
    in_program: bool = False
    file: str = ""

    @property
    def filled(self) -> frozenset[str]:
        """The fields in which anything is typed."""
        return frozenset(name.partition(".")[0] for name, text in self.typed.items() if text)

    @property
    def about(self) -> frozenset[str]:
        """The fields that are not the words of the paper, but say what it is."""
        shared = layouts.shipped_schema("document")["properties"]
        return frozenset(shared) - {"title"}


@dataclass(frozen=True)
class _Place:
    """Where a text is read, and where it is written."""

    read: Path
    write: Path


def own_texts(project: Project) -> list[str]:
    """Return the slugs of the project's own texts, those that cannot be set among them."""
    return [one.slug for one in entries(project, own=True)]


def kinds(project: Project) -> list[Layout]:
    """Return the layouts that a text can be begun with; those that are wrong are left out."""
    folders = project.search_path("layouts")
    found = []
    for name in layouts.names(folders):
        with suppress(ProblemError):
            found.append(layouts.load(folders, name, project.named))
    return found


def opened(project: Project, slug: str, draft: str = "") -> Text:
    """Return a text by its slug, or what ``draft``, a tab that is gone, left of it.

    Raises UsageError for one that is not there, ProblemError for one that cannot be read.
    """
    place = _place(project, slug)
    shown = draft_file(project, slug, draft) if draft else place.read
    tree = _tree(project, shown if names.is_file(shown) else place.read)
    fields, typed, left_out = text_forms.form_of(_schema(project, tree), tree)
    fields = drawing_labels.labelled(fields, drawing_labels.shown(project.search_path("layouts")))
    version = files.of_file(place.write) if place.write.is_file() else ""
    own, written = place.read == place.write, project.named(place.write)
    return Text(slug, version, fields, typed, left_out, own, in_program(project), written)


def in_program(project: Project) -> bool:
    """Tell whether a project is the program's own folder: shipped texts and one's own are one."""
    shipped = project.shipped
    return shipped is not None and files.real(shipped) == files.real(project.root)


def file_of(project: Project, slug: str) -> Path:
    """Return the file that a text is read from; raises UsageError for none."""
    return _place(project, slug).read


def draft_file(project: Project, slug: str, tab: str) -> Path:
    """Return where a tab keeps what is typed in it; raises UsageError for a wrong word."""
    if not is_tab(tab):
        raise UsageError(tr("'{word}' is no tab of this page", word=tab[:40]))
    file = _place(project, slug).write
    return file.with_name(f".{file.stem}.{tab}{_DRAFT}")


def keep(
    project: Project, slug: str, tab: str, typed: Mapping[str, str], raw: Mapping[str, str]
) -> Path:
    """Write what is typed in a tab beside its text; returns that file.

    ``typed`` are the texts of fields, ``raw`` those that are YAML. Raises OSError, ProblemError.
    """
    file = draft_file(project, slug, tab)
    content = _text(project, slug, typed, raw).encode()
    if not names.is_file(file) or file.read_bytes() != content:
        files.write(file, content)
    return file


def save(
    project: Project,
    slug: str,
    version: str,
    tab: str,
    typed: Mapping[str, str],
    raw: Mapping[str, str],
) -> None:
    """Write a text with its comments and its order; what the tab kept goes.

    Raises ConflictError where the file is not that ``version`` any more, OSError, ProblemError.
    """
    draft, file = draft_file(project, slug, tab), _place(project, slug).write
    if (files.of_file(file) if file.is_file() else "") != version:
        raise ConflictError
    files.write(file, _text(project, slug, typed, raw).encode())
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def save_as_new(
    project: Project, slug: str, tab: str, typed: Mapping[str, str], raw: Mapping[str, str]
) -> str:
    """Write what is typed as a text of its own, called by its title; returns its slug.

    The text that it was begun from stays as it is. Raises OSError, ProblemError, UsageError.
    """
    draft, place = draft_file(project, slug, tab), _place(project, slug)
    stem = slug_of(typed.get("title", ""))[:60].strip("-") or place.write.stem
    known = {one.slug for one in entries(project)}
    for ending in ("", *(f"-{number}" for number in range(2, 100))):
        file = place.write.with_name(f"{stem}{ending}{place.write.suffix}")
        new = slug_at(file.relative_to(project.content))
        if new not in known and not file.exists():
            files.write(file, _text(project, slug, typed, raw).encode())
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return new
    raise UsageError(tr("there are many texts of that title: give it another"))


def forget(project: Project, slug: str, tab: str) -> None:
    """Remove what a tab that is gone left."""
    with suppress(OSError):
        draft_file(project, slug, tab).unlink(missing_ok=True)


def left(project: Project, slug: str, tab: str) -> list[str]:
    """Return the other tabs that have left something typed for a text, the newest first."""
    file = _place(project, slug).write
    start = f".{file.stem}."
    try:
        found = [one for one in file.parent.iterdir() if one.name.startswith(start)]
        drafts = [one for one in found if one.name.endswith(_DRAFT) and one.is_file()]
        drafts.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    except OSError:
        return []
    tabs = [one.name.removeprefix(start).removesuffix(_DRAFT) for one in drafts]
    return [one for one in tabs if one != tab and is_tab(one)]


def _place(project: Project, slug: str) -> _Place:
    """Return the files of a text; a slug is looked up, so that it leads nowhere else."""
    found: Entry | None = next((one for one in entries(project) if one.slug == slug), None)
    if found is None:
        raise UsageError(tr("there is no text '{word}'", word=slug[:80]))
    for folder in project.search_path("content").folders:
        if found.file.is_relative_to(folder):
            return _Place(found.file, project.content / found.file.relative_to(folder))
    raise UsageError(tr("there is no text '{word}'", word=slug[:80]))


def _tree(project: Project, file: Path) -> dict[str, Any]:
    """Return what a file holds, its keys in English."""
    parsed = yaml_reader.read_on(file, project.named(file))
    french_keys.rename(parsed, layouts.shipped_schema("document"))
    if not isinstance(parsed.value, dict):
        raise ProblemError(parsed.problems)
    french_keys.rename(parsed, _schema(project, parsed.value))
    return dict(parsed.value)


def _schema(project: Project, tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of the layout that a text names; raises UsageError for none."""
    folders = project.search_path("layouts")
    name = str(tree.get("layout", ""))
    if name not in layouts.names(folders):
        raise UsageError(tr("there is no layout '{name}'", name=name[:40]))
    return layouts.load(folders, name, project.named).schema


def _text(project: Project, slug: str, typed: Mapping[str, str], raw: Mapping[str, str]) -> str:
    """Return the text of a file with what is typed laid over it."""
    file = _place(project, slug).read
    tree = _tree(project, file)
    fields, _, _ = text_forms.form_of(_schema(project, tree), tree)
    whole = text_forms.laid_over(fields, tree, typed, raw)
    return yaml_writer.changed(file.read_text("utf-8-sig"), whole, keep_lines=True)
