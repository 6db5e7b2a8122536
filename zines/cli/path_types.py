"""The types of options and arguments that are files and folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from zines.base.language import tr


class Folder(click.ParamType[Path]):
    """A folder; one that is made when it is missing, unless it must exist."""

    name = "folder"

    def __init__(self, *, exists: bool = False) -> None:
        """Take whether the folder must exist."""
        self.exists = exists

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Return the path; fail for a file, and for a folder that must exist and does not."""
        # (Path.is_dir raises OSError for a name that is too long.)
        is_there = os.path.isdir(value)
        if os.path.lexists(value) and not is_there:
            self.fail(tr("'{folder}' is a file, and no folder", folder=value), param, ctx)
        if self.exists and not is_there:
            self.fail(tr("there is no folder '{folder}'", folder=value), param, ctx)
        return Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Have the shell complete folders."""
        return [CompletionItem(incomplete, type="dir")]


class File(click.ParamType[Path]):
    """A file to read or to write; what uses it reports what else is wrong with it."""

    name = "file"

    def __init__(self, *, or_folder: bool = True) -> None:
        """Take whether a folder may be named too, or is refused before anything is done."""
        self.or_folder = or_folder

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Return the path; fail for a folder where none is meant."""
        if not self.or_folder and os.path.isdir(value):
            self.fail(tr("'{file}' is a folder, and no file", file=value), param, ctx)
        return Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Have the shell complete files."""
        return [CompletionItem(incomplete, type="file")]
