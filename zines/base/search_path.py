"""Folders laid over one another: those of the project first, then the shipped ones."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zines.base import files
from zines.base.names import as_on_disk

#: Shipped files are listed again and again: parsing a path takes longer than listing it.
_path = lru_cache(maxsize=4096)(Path)


@dataclass(frozen=True)
class SearchPath:
    """Folders in which a name is searched for, in this order; a folder may be missing.

    ``reach`` are more folders in which the files that texts name may lie, with links followed.
    """

    folders: tuple[Path, ...]
    reach: tuple[Path, ...] = ()

    def find(self, name: str) -> Path | None:
        """Return the first file or folder of that name (which may have slashes), or None."""
        return next((path for path in self.candidates(name) if os.path.lexists(path)), None)

    def candidates(self, name: str) -> tuple[Path, ...]:
        """Return every path where that name is searched for, in order."""
        return tuple(as_on_disk(folder / name) for folder in self.folders)

    def reaches(self, file: Path, beside: Path) -> bool:
        """Return whether a file lies in one of the folders or in ``beside``, links followed."""
        leads = files.real(file)
        allowed = (beside, *self.folders, *self.reach)
        return any(leads.is_relative_to(files.real(folder)) for folder in allowed)

    def files(self, endings: Iterable[str] = ("",), below: str = "") -> dict[str, Path]:
        """Return all files with such an ending, by their path from their folder, sorted.

        ``below`` is a subfolder of each folder. A file of an earlier folder hides one of the same
        path in a later folder.
        """
        wanted = tuple(ending.lower() for ending in endings)
        first: dict[str, Path] = {}
        for folder in self.folders:
            root = str(folder / below)
            for where, inner, names in os.walk(root):
                inner[:] = [name for name in inner if name != "__pycache__"]
                inside = Path(below, where[len(root) + 1 :]).as_posix()
                path = "" if inside == "." else f"{inside}/"
                for name in names:
                    if name.lower().endswith(wanted):
                        first.setdefault(path + name, _path(os.path.join(where, name)))
        return {name: first[name] for name in sorted(first)}
