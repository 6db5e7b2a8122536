"""Editing of editions in forms: open, store drafts while the user types, save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.base import editions, files, names
from zines.base.file_names import edition_name, slug_of
from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.manuscript import layouts
from zines.manuscript.groups import postal_address
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader, yaml_writer
from zines.workshop.atelier import field_values
from zines.workshop.atelier.drafts import Drafts
from zines.workshop.groups import chosen_editions
from zines.workshop.project import EDITIONS, Project, edition_folders

#: Keys that the form of a group does not show and that the file keeps.
_KEPT = ("kind", "extends")


@dataclass(frozen=True)
class OpenedGroup:
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


def opened(project: Project, name: str, draft: str = "") -> OpenedGroup:
    """Return an edition by its name, or the draft of it that the tab ``draft`` has left.

    Raises UsageError for an edition that does not exist, ProblemError if it cannot be read.
    """
    file = file_of(project, name)
    if name and file is None:
        raise UsageError(tr("there is no group '{word}'", word=name))
    shown = drafts_of(project, name).of(draft) if draft else file
    tree: dict[str, Any] = {}
    if shown and names.is_file(shown):
        tree = _tree(shown, project.named(shown))
    printing = tree.pop("printing", None)
    return OpenedGroup(
        name,
        field_values.typed_of({key: one for key, one in tree.items() if key not in _KEPT}),
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
    found = names.first_file(places)
    leads = files.real(found) if found else None
    known = editions.listed(folders).items()
    return next((name for name, place in known if files.real(place) == leads), "")


def extending(project: Project, name: str) -> dict[str, str]:
    """Return the key of a new edition that extends the edition of this name, if there is one."""
    folders = edition_folders(project)
    wanted = editions.listed(folders).get(name)
    if wanted is None:
        return {}
    places = editions.candidates(name, folders)
    if names.first_file(places) == wanted:
        return {"extends": name}
    # (Its path is not its slug: Loire/Le Puy.yaml is loire/le-puy.)
    folder = next(folder for folder in folders if wanted.is_relative_to(folder))
    return {"extends": wanted.relative_to(folder).as_posix()}


def drafts_of(project: Project, name: str) -> Drafts:
    """Return the drafts of an edition; without a name, those of new ones."""
    return Drafts(file_of(project, name) or project.root / EDITIONS / "new.yaml")


def keep(project: Project, name: str, tab: str, values: Mapping[str, Any]) -> Path:
    """Write the draft of a tab beside its edition; return the draft file. Raises OSError.

    Returns the edition itself where nothing differs from it.
    """
    file = file_of(project, name)
    return drafts_of(project, name).keep(tab, _text(file, values), file)


def save(
    project: Project, name: str, version: str, tab: str, values: Mapping[str, Any]
) -> OpenedGroup:
    """Write an edition, with the comments and the order of its file; remove the draft of the tab.

    Without a ``name``, the new file is named after its group. Raises ConflictError if the file no
    longer has this ``version``, UsageError if the name of the group gives no file name, OSError.
    What is sent twice, by a second click, is saved once.
    """
    if not name and (there := _saved_already(project, values)):
        return opened(project, slug_of(there.stem))
    file = file_of(project, name) if name else _new_file(project, values)
    if file is None:
        raise UsageError(tr("there is no group '{word}'", word=name))
    drafts_of(project, name).save(tab, _text(file, values), file, version)
    return opened(project, name or slug_of(file.stem))


def file_of(project: Project, name: str) -> Path | None:
    """Return the file of an edition by its name; None for an empty or unknown name."""
    return editions.listed(edition_folders(project)).get(name) if name else None


def _new_files(project: Project, values: Mapping[str, Any]) -> list[Path]:
    """Return the files that a new group may have, after its name, or its name and town."""
    alone = slug_of(str(values.get("name", "")))[:60].strip("-")
    if not alone:
        raise UsageError(tr("give the group a name first: its file is called after it"))
    whole = slug_of(f"{values['name']} {values.get('place', '')}")[:60].strip("-")
    return [project.root / EDITIONS / f"{stem}.yaml" for stem in dict.fromkeys((alone, whole))]


def _saved_already(project: Project, values: Mapping[str, Any]) -> Path | None:
    """Return the file that says just what a new group says; None without one."""
    text = _text(None, values).encode()
    files = filter(names.is_file, _new_files(project, values))
    return next((file for file in files if file.read_bytes() == text), None)


def _new_file(project: Project, values: Mapping[str, Any]) -> Path:
    """Return the file of a new group; raises UsageError where there are groups of its names."""
    for file in _new_files(project, values):
        edition_name(file)
        if not chosen_editions.named(project, file.stem):
            return file
    raise UsageError(tr("there is a group of that name already: choose it, or add the town"))


def _text(file: Path | None, values: Mapping[str, Any]) -> str:
    """Return the text of an edition: its old text with these values."""
    old = file.read_bytes().decode() if file and names.is_file(file) else ""
    kept = _tree(file, file.name) if old and file else {}
    whole = {key: kept[key] for key in _KEPT if key in kept} | dict(values)
    rules = layouts.shipped_schema("organisation")
    return yaml_writer.changed(old, {"kind": "edition", **whole}, rules)


def _tree(file: Path, name: str) -> dict[str, Any]:
    """Return the fields of an edition as its form has them: with one address."""
    parsed = yaml_reader.read_on(file, name)
    french_keys.rename(parsed, layouts.shipped_schema("organisation"))
    # (A post code without quotes is a number: saving the form must not remove it.)
    as_written = {
        key: parsed.written[(key,)] for key in postal_address.APART if (key,) in parsed.written
    }
    return postal_address.joined({**parsed.value, **as_written})


def title(project: Project, file: Path) -> str:
    """Return the label of a group in lists, empty for a file that cannot be read."""
    try:
        tree = _tree(file, project.named(file))
    except (ProblemError, OSError):
        return ""
    return ", ".join(str(tree[key]) for key in ("name", "place") if tree.get(key))
