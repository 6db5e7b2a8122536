"""Check before a file is overwritten: files of this program may be, others need --force."""

from __future__ import annotations

import os
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import UsageError
from zines.prepress import finishing


def check(target: Path, *, any_page: bool = False) -> None:
    """Raise UsageError if the file exists and is no PDF of ours, or belongs to another user.

    Only sheets count as ours; with ``any_page`` all PDFs of this program do, such as readers and
    recipes. A link is always refused, since it may lead to any file.
    """
    if not os.path.lexists(target):
        return
    if target.is_symlink():
        raise UsageError(
            tr("'{target}' is a link: --force puts a file in its place", target=target)
        )
    if not target.is_file():
        return  # (A folder or a device is refused anyway.)
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
