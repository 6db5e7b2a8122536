"""The saved groups of a project: list them, remove one, restore a removed one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.base.language import tr
from zines.base.problems import UsageError
from zines.manuscript.schemas import french_keys
from zines.workshop.atelier import group_editing
from zines.workshop.production.equipment import group_files
from zines.workshop.project import Project, edition_folders

#: The ending of removed editions: hidden files in the same folder, with a part of their digest.
_REMOVED = ".removed"


@dataclass(frozen=True)
class KeptGroup:
    """One group of a list: the name of its edition, its label, and its file."""

    name: str
    label: str
    file: str


def kept(project: Project) -> list[KeptGroup]:
    """Return the groups of a project, in the order of their names."""
    found = []
    for name, label in group_editing.listed(project).items():
        if file := group_editing.file_of(project, name):
            found.append(KeptGroup(name, label, project.named(file)))
    return found


def removed(project: Project) -> list[KeptGroup]:
    """Return the removed groups; ``name`` is the word for :func:`restore`."""
    found = []
    for file in sorted(_removed(project)):
        old = _original_path(file)
        label = group_editing.title(project, file) or old.stem
        found.append(KeptGroup(file.name, label, project.named(old)))
    return found


def remove(project: Project, name: str) -> None:
    """Remove a group: rename its file to a hidden one.

    Raises UsageError if it does not exist or another group extends it; OSError.
    """
    file = group_editing.file_of(project, name)
    if file is None:
        raise UsageError(tr("there is no group '{word}'", word=name[:80]))
    if heirs := [one for one in kept(project) if _extends(project, one, file)]:
        message = tr(
            "'{group}' was not taken away, since other groups have from it what they leave empty: "
            "{others}. Take those away first, or fill them in and take the line '{key}' out of "
            "their files.",
            group=group_editing.title(project, file) or name,
            others=", ".join(one.label for one in heirs),
            key=french_keys.shown("extends"),
        )
        raise UsageError(message)
    word = files.digest_of(file)[:8]
    files.rename(file, file.with_name(f".{file.name}.{word}{_REMOVED}"))


def restore(project: Project, word: str) -> str:
    """Restore a removed group; return the name of its edition.

    Raises UsageError for an unknown word, or if another group has its file name now; OSError.
    """
    file = next((one for one in _removed(project) if one.name == word), None)
    if file is None:
        raise UsageError(tr("there is no group '{word}'", word=word[:80]))
    old = _original_path(file)
    if old.exists():
        raise UsageError(tr("another group has its name by now: '{file}'", file=old.name))
    files.rename(file, old)
    names = group_editing.listed(project)
    return next((name for name in names if group_editing.file_of(project, name) == old), "")


def _extends(project: Project, group: KeptGroup, file: Path) -> bool:
    """Return whether a group extends the edition in a file, directly or through others."""
    own = group_editing.file_of(project, group.name)
    return own != file and any(link.file == file for link in group_files(project, own))


def _removed(project: Project) -> Iterator[Path]:
    for folder in edition_folders(project):
        with suppress(OSError):
            yield from (one for one in folder.rglob(f".*{_REMOVED}") if one.is_file())


def _original_path(file: Path) -> Path:
    """Return the old path of a removed file: .cgt.yaml.0123abcd.removed gives cgt.yaml."""
    return file.with_name(file.name.removesuffix(_REMOVED).rpartition(".")[0].removeprefix("."))
