"""Files that are to be written over: ours without a word, the user's own only when told to."""

from __future__ import annotations

import os
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import UsageError
from zines.prepress import finishing


def check(target: Path, *, any_page: bool = False) -> None:
    """Raise UsageError where something stands that is no PDF of ours, or belongs to another.

    Sheets are ours; with ``any_page`` so is whatever the program makes, readers and recipes too.
    A link is never followed: what it leads to may be anything.
    """
    if not os.path.lexists(target):
        return
    if target.is_symlink():
        raise UsageError(
            tr("'{target}' is a link: --force puts a file in its place", target=target)
        )
    if not target.is_file():
        return  # a folder or a device is refused anyway
    if hasattr(os, "geteuid") and target.stat().st_uid != os.geteuid():
        raise UsageError(
            tr("'{target}' belongs to someone else: --force writes over it", target=target)
        )
    if not (finishing.is_ours if any_page else finishing.is_finished)(target):
        raise UsageError(
            tr(
                "'{target}' is there already, and is no file of ours: name another output, or "
                "--force",
                target=target,
            )
        )
