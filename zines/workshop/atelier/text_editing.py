"""Editing of texts in forms: open, store drafts while the user types, save.

Values that a form cannot show as fields are shown as YAML, or kept in the file: nothing is lost.
Shipped texts are not changed: the project gets its own copy with the changes.
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
from zines.manuscript.schemas import french_keys, starting_text
from zines.manuscript.yaml_files import yaml_reader, yaml_writer
from zines.workshop.atelier import drafts, drawing_labels, text_forms
from zines.workshop.atelier.drafts import Drafts, SavedFile
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.project import Project, entries, slug_at

#: The codes of the remarks of lint, as in ``check``: they do not prevent a preview.
REMARKS = frozenset(lint.RULES)


@dataclass(frozen=True)
class OpenedText:
    """An opened text; ``fields`` are those of its form, ``typed`` the texts in them.

    ``version`` is the digest of the project's own file, empty if there is none yet;
    ``left_out`` are the labels of fields that are too long for a form, ``first`` the names of those
    that a text begins with. ``own``: the project has a file of its own. ``in_program``: the project
    is the program's own folder, where shipped texts and own texts are the same. ``file`` is the
    path to which it is written; ``gone``: that file is missing, and only a draft is left.
    """

    slug: str
    version: str
    fields: tuple[FormField, ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    own: bool = True
    in_program: bool = False
    file: str = ""
    first: frozenset[str] = frozenset()
    gone: bool = False

    @property
    def filled(self) -> frozenset[str]:
        """The names of the fields that are not empty."""
        return frozenset(name.partition(".")[0] for name, text in self.typed.items() if text)

    @property
    def about(self) -> frozenset[str]:
        """The fields that all documents have, except the title: they describe the paper."""
        shared = layouts.shipped_schema("document")["properties"]
        return frozenset(shared) - {"title"}


@dataclass(frozen=True)
class _Place:
    """The files from which a text is read, and to which it is written.

    Of a text that is ``gone``, a draft is read.
    """

    read: Path
    write: Path
    gone: bool = False


def own_texts(project: Project) -> list[str]:
    """Return the slugs of the project's own texts, also of those with errors."""
    return [one.slug for one in entries(project, own=True)]


def title_of(project: Project, slug: str) -> str:
    """Return the title of a text, also of one with errors; its slug if it has none to read."""
    try:
        return opened(project, slug).typed.get("title") or slug
    except (UsageError, ProblemError):
        return slug


def without_file(project: Project) -> dict[str, tuple[str, str]]:
    """Return the drafts of texts whose file was renamed or removed: the tab and title, by slug.

    Of several drafts of one text, it is the newest; those that cannot be read are left out.
    """
    known = {one.slug for one in entries(project)}
    found = {}
    for draft in sorted(project.content.rglob(f".*{drafts.ENDING}"), key=_last_changed):
        slug, _, tab = _of_draft(project, draft)
        if tab and slug not in known:
            with suppress(UsageError, ProblemError, OSError):
                found[slug] = tab, opened(project, slug, tab).typed.get("title") or slug
    return found


def kinds(project: Project) -> list[Layout]:
    """Return the layouts for new texts, without those with errors."""
    folders = project.search_path("layouts")
    found = []
    for name in layouts.names(folders):
        with suppress(ProblemError):
            found.append(layouts.load(folders, name, project.named))
    return found


def opened(project: Project, slug: str, draft: str = "", *, tab: str = "") -> OpenedText:
    """Return a text by its slug, or the draft of it that the tab ``draft`` has left.

    Raises UsageError for a text that does not exist, nor as a draft of the ``tab``; ProblemError if
    it cannot be read.
    """
    place = _place(project, slug, tab or draft)
    shown = Drafts(place.write).of(draft) if draft else place.read
    tree, schema = _tree_and_schema(project, shown if names.is_file(shown) else place.read)
    fields, typed, left_out = text_forms.form_of(schema, tree)
    fields = drawing_labels.labelled(fields, drawing_labels.shown(project.search_path("layouts")))
    version = files.digest_of(place.write)
    own, written = place.gone or place.read == place.write, project.named(place.write)
    return OpenedText(
        slug,
        version,
        fields,
        typed,
        left_out,
        own,
        in_program(project),
        written,
        starting_text.needed(schema),
        place.gone,
    )


def as_saved(project: Project, slug: str, text: OpenedText | None = None) -> SavedFile:
    """Return a text as it is saved, ``text`` if it is opened; raises as ``opened``, and OSError."""
    place = _place(project, slug)
    typed = (text or opened(project, slug)).typed
    return SavedFile(place.write, place.read.read_bytes(), typed)


def in_program(project: Project) -> bool:
    """Return whether a project is the program folder, where shipped and own texts are the same."""
    shipped = project.shipped
    return shipped is not None and files.real(shipped) == files.real(project.root)


def file_of(project: Project, slug: str) -> Path:
    """Return the file that a text is read from; raises UsageError for an unknown slug."""
    return _place(project, slug).read


def drafts_of(project: Project, slug: str, tab: str = "") -> Drafts:
    """Return the drafts of a text; raises UsageError as ``opened``."""
    return Drafts(_place(project, slug, tab).write)


def keep(
    project: Project, slug: str, tab: str, typed: Mapping[str, str], raw: Mapping[str, str]
) -> Path:
    """Write the draft of a tab beside its text; return the draft file.

    ``typed`` are the texts of fields, ``raw`` those of fields that are typed as YAML. Returns the
    text itself where nothing differs from it. Raises OSError, ProblemError.
    """
    place = _place(project, slug, tab)
    saved = None if place.gone else place.read
    return Drafts(place.write).keep(tab, _text(project, place.read, typed, raw), saved)


def save(
    project: Project,
    slug: str,
    version: str,
    tab: str,
    typed: Mapping[str, str],
    raw: Mapping[str, str],
) -> None:
    """Write a text, with the comments and the order of its file; remove the draft of the tab.

    A file that is gone is written again. Raises ConflictError if the file no longer has this
    ``version``, OSError, ProblemError.
    """
    place = _place(project, slug, tab)
    text = _text(project, place.read, typed, raw)
    Drafts(place.write).save(tab, text, place.write, "" if place.gone else version)


def save_as_new(
    project: Project, slug: str, tab: str, typed: Mapping[str, str], raw: Mapping[str, str]
) -> str:
    """Write what is typed as a new text, named after its title; return its slug.

    The text that it started from is not changed. Raises OSError, ProblemError, UsageError.
    """
    place = _place(project, slug, tab)
    stem = slug_of(typed.get("title", ""))[:60].strip("-") or place.write.stem
    known = {one.slug for one in entries(project)}
    for ending in ("", *(f"-{number}" for number in range(2, 100))):
        file = place.write.with_name(f"{stem}{ending}{place.write.suffix}")
        new = slug_at(file.relative_to(project.content))
        if new not in known and not file.exists():
            text = _text(project, place.read, typed, raw)
            Drafts(place.write).save(tab, text, file, version="")
            return new
    raise UsageError(tr("there are many texts of that title: give it another"))


def _place(project: Project, slug: str, tab: str = "") -> _Place:
    """Return the files of a text; raises UsageError for an unknown slug.

    The slug is searched for in the list of texts, so that it cannot name another file. If its own
    file was renamed or removed, the draft that the ``tab`` has left of it is found.
    """
    for file in (one.file for one in entries(project) if one.slug == slug):
        for folder in project.search_path("content").folders:
            if file.is_relative_to(folder):
                return _Place(file, project.content / file.relative_to(folder))
    left = f".{tab}{drafts.ENDING}"
    for draft in project.content.rglob(f".*{left}") if drafts.is_tab(tab) else ():
        its_slug, file, _ = _of_draft(project, draft)
        if its_slug == slug:
            return _Place(draft, file, gone=True)
    raise UsageError(tr("there is no text '{word}'", word=slug[:80]))


def _of_draft(project: Project, draft: Path) -> tuple[str, Path, str]:
    """Return the slug of the text that a draft is of, its file, and the id of its tab."""
    file, tab = drafts.file_and_tab(draft)
    return slug_at(file.relative_to(project.content)), file, tab


def _last_changed(file: Path) -> float:
    return file.stat().st_mtime if file.is_file() else 0.0


def _tree_and_schema(project: Project, file: Path) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Return the content of a file, with its keys in English, and the schema of its layout."""
    parsed = yaml_reader.read_on(file, project.named(file))
    french_keys.rename(parsed, layouts.shipped_schema("document"))
    if not isinstance(parsed.value, dict):
        raise ProblemError(parsed.problems)
    schema = _schema(project, parsed.value)
    french_keys.rename(parsed, schema)
    return dict(parsed.value), schema


def _schema(project: Project, tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of the layout of a text; raises UsageError for an unknown layout."""
    folders = project.search_path("layouts")
    word = str(tree.get("layout", ""))
    name = layouts.named(folders, word)
    if not name:
        raise UsageError(tr("there is no layout '{name}'", name=word[:40]))
    return layouts.load(folders, name, project.named).schema


def _text(project: Project, file: Path, typed: Mapping[str, str], raw: Mapping[str, str]) -> str:
    """Return the text of a file with the typed values in it."""
    tree, schema = _tree_and_schema(project, file)
    whole = text_forms.laid_over(text_forms.plain_fields(schema), tree, typed, raw)
    return yaml_writer.changed(file.read_bytes().decode(), whole, schema, keep_lines=True)
