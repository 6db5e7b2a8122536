"""Editing of editions in forms: open, store drafts while the user types, save.

Typed text is stored beside the edition, in a draft file for each browser tab: two tabs do not
overwrite each other, the end of the program loses nothing, and no half typed edition is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.base import editions, files, names
from zines.base.file_names import edition_name, slug_of
from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.manuscript import layouts
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader, yaml_writer
from zines.workshop.atelier import form_schema
from zines.workshop.groups import chosen_editions
from zines.workshop.project import EDITIONS, Project, edition_folders

_TAB = re.compile("[a-z0-9]{6,32}")
_DRAFT = ".draft"
#: Keys that the form of a group does not show and that the file keeps.
_KEPT = ("kind", "extends")


class ConflictError(Exception):
    """The file was changed after it was opened: by another tab, or by hand."""


@dataclass(frozen=True)
class Group:
    """An opened edition; ``name`` is its name for commands, empty if it is not saved yet.

    ``typed`` are the texts of its form, ``version`` is the digest of its file, ``printing`` are the
    values of its key ``printing`` (how the group prints), ``extends`` is the edition that it
    extends, by its name for commands, empty if there is none.
    """

    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    printing: Mapping[str, Any] = field(default_factory=dict)
    extends: str = ""


def listed(project: Project) -> dict[str, str]:
    """Return the label of each edition in a list, by its name."""
    found = {}
    for name, file in editions.listed(edition_folders(project)).items():
        if editions.is_printed(file):
            found[name] = title(project, file) or name
    return found


def opened(project: Project, name: str, draft: str = "") -> Group:
    """Return an edition by its name, or the draft of it that the tab ``draft`` has left.

    Raises UsageError for an edition that does not exist, ProblemError if it cannot be read.
    """
    file = file_of(project, name) if name else None
    if name and file is None:
        raise UsageError(tr("there is no group '{word}'", word=name))
    shown = draft_file(project, name, draft) if draft else file
    tree: dict[str, Any] = {}
    if shown and names.is_file(shown):
        tree = _tree(shown, project.named(shown))
    printing = tree.pop("printing", None)
    return Group(
        name,
        form_schema.typed_of({key: one for key, one in tree.items() if key not in _KEPT}),
        files.digest_of(file) if file else "",
        printing if isinstance(printing, Mapping) else {},
        _extended(project, shown, tree.get("extends")) if shown else "",
    )


def _extended(project: Project, file: Path, word: Any) -> str:
    """Return the name for commands of the edition that a file extends; empty if there is none.

    ``word`` is what the file has for it: a name beside the file, or in a folder of editions.
    """
    if not isinstance(word, str) or not word.strip() or names.fault(word.strip()):
        return ""
    folders = edition_folders(project)
    places = editions.candidates(word.strip(), (file.parent, *folders))
    found = next((files.real(place) for place in places if names.is_file(place)), None)
    known = editions.listed(folders).items()
    return next((name for name, place in known if files.real(place) == found), "")


def extending(project: Project, name: str) -> dict[str, str]:
    """Return the key of a new edition that extends the edition of this name, if there is one."""
    folders = edition_folders(project)
    wanted = editions.listed(folders).get(name)
    if wanted is None:
        return {}
    places = editions.candidates(name, folders)
    if next((place for place in places if names.is_file(place)), None) == wanted:
        return {"extends": name}
    # (Its path is not its slug: Loire/Le Puy.yaml is loire/le-puy.)
    folder = next(folder for folder in folders if wanted.is_relative_to(folder))
    return {"extends": wanted.relative_to(folder).as_posix()}


def is_tab(word: str) -> bool:
    """Return whether a word has the form of the id of a tab."""
    return _TAB.fullmatch(word) is not None


def draft_file(project: Project, name: str, tab: str) -> Path:
    """Return the draft file of a tab; raises UsageError for a wrong id."""
    if not is_tab(tab):
        raise UsageError(tr("'{word}' is no tab of this page", word=tab[:40]))
    file = file_of(project, name) if name else None
    folder = file.parent if file else project.root / EDITIONS
    return folder / f".{file.stem if file else 'new'}.{tab}{_DRAFT}"


def keep(project: Project, name: str, tab: str, values: Mapping[str, Any]) -> Path:
    """Write the draft of a tab beside its edition; return the draft file. Raises OSError."""
    file = draft_file(project, name, tab)
    content = _text(file_of(project, name) if name else None, values).encode()
    if not names.is_file(file) or file.read_bytes() != content:
        files.write(file, content)
    return file


def save(project: Project, name: str, version: str, tab: str, values: Mapping[str, Any]) -> Group:
    """Write an edition, with the comments and the order of its file; remove the draft of the tab.

    Without a ``name``, the new file is named after its group. Raises ConflictError if the file no
    longer has this ``version``, UsageError if the name of the group gives no file name, OSError.
    """
    file = file_of(project, name) if name else _new_file(project, values)
    if file is None:
        raise UsageError(tr("there is no group '{word}'", word=name))
    draft = draft_file(project, name, tab)
    if (files.digest_of(file) if file.is_file() else "") != version:
        raise ConflictError
    files.write(file, _text(file, values).encode())
    with suppress(OSError):
        draft.unlink(missing_ok=True)
    return opened(project, name or slug_of(file.stem))


def forget(project: Project, name: str, tab: str) -> None:
    """Remove the draft that a closed tab has left."""
    with suppress(OSError):
        draft_file(project, name, tab).unlink(missing_ok=True)


def file_of(project: Project, name: str) -> Path | None:
    """Return the file of an edition by its name; None if no folder of editions has it."""
    return editions.listed(edition_folders(project)).get(name)


def _new_file(project: Project, values: Mapping[str, Any]) -> Path:
    """Return the file of a new group, named after the group, or after the group and its town."""
    alone = slug_of(str(values.get("name", "")))[:60].strip("-")
    if not alone:
        raise UsageError(tr("give the group a name first: its file is called after it"))
    whole = slug_of(f"{values['name']} {values.get('place', '')}")[:60].strip("-")
    for stem in dict.fromkeys((alone, whole)):
        file = project.root / EDITIONS / f"{stem}.yaml"
        edition_name(file)
        if not chosen_editions.named(project, stem):
            return file
    raise UsageError(tr("there is a group of that name already: choose it, or add the town"))


def _text(file: Path | None, values: Mapping[str, Any]) -> str:
    """Return the text of an edition: its old text with these values."""
    old = file.read_text("utf-8-sig") if file and names.is_file(file) else ""
    kept = _tree(file, file.name) if old and file else {}
    whole = {key: kept[key] for key in _KEPT if key in kept} | dict(values)
    return yaml_writer.changed(old, {"kind": "edition", **whole})


def _tree(file: Path, name: str) -> dict[str, Any]:
    parsed = yaml_reader.read_on(file, name)
    french_keys.rename(parsed, layouts.shipped_schema("organisation"))
    return dict(parsed.value)


def title(project: Project, file: Path) -> str:
    """Return the label of a group in lists, empty for a file that cannot be read."""
    try:
        tree = _tree(file, project.named(file))
    except (ProblemError, OSError):
        return ""
    return ", ".join(str(tree[key]) for key in ("name", "place") if tree.get(key))


def left(project: Project, name: str, tab: str) -> list[str]:
    """Return the ids of other tabs that have left a draft of an edition, the newest first."""
    file = file_of(project, name) if name else None
    folder = file.parent if file else project.root / EDITIONS
    start = f".{file.stem if file else 'new'}."
    try:
        found = [one for one in folder.iterdir() if one.name.startswith(start)]
    except OSError:
        return []
    drafts = [one for one in found if one.name.endswith(_DRAFT) and one.is_file()]
    drafts.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    tabs = [one.name.removeprefix(start).removesuffix(_DRAFT) for one in drafts]
    return [one for one in tabs if one != tab and is_tab(one)]
