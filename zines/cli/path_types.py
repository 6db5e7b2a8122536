"""The types of options and arguments that are files and folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from zines.base.language import tr
from zines.base.names import word_on_disk


def path_of(kind: click.ParamType[Any], value: Any, param: Any, ctx: Any) -> str:
    """Return a path as on the disk; fail for an empty one, such as that of an unset variable."""
    if not os.fspath(value).strip():
        kind.fail(tr("a name is missing between the quotation marks"), param, ctx)
    return word_on_disk(os.fspath(value))


class Folder(click.Path):
    """A folder; one that is made when it is missing, unless it must exist."""

    def __init__(self, *, exists: bool = False) -> None:
        """Take whether the folder must exist."""
        super().__init__(exists=exists, file_okay=False)

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Return the path; fail for a file, and for a folder that must exist and does not."""
        value = path_of(self, value, param, ctx)
        # (Path.is_dir raises OSError for a name that is too long.)
        is_there = os.path.isdir(value)
        if os.path.lexists(value) and not is_there:
            self.fail(tr("'{folder}' is a file, and no folder", folder=value), param, ctx)
        if self.exists and not is_there:
            self.fail(tr("there is no folder '{folder}'", folder=value), param, ctx)
        return Path(value)


class File(click.Path):
    """A file to read or to write; what uses it reports what else is wrong with it."""

    def __init__(self, *, or_folder: bool = True) -> None:
        """Take whether a folder may be named too, or is refused before anything is done."""
        super().__init__(dir_okay=or_folder)

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Return the path; fail for a folder where none is meant."""
        if not self.dir_okay and os.path.isdir(value):
            self.fail(tr("'{file}' is a folder, and no file", file=value), param, ctx)
        return Path(path_of(self, value, param, ctx))
