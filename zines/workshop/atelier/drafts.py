"""Drafts of a file that is edited in the browser: a hidden file beside it for each browser tab.

Two tabs do not overwrite each other, the end of the program loses nothing, and nothing half typed
is printed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from zines.base import files, names
from zines.base.language import tr
from zines.base.problems import UsageError

_TAB = re.compile("[a-z0-9]{6,32}")
_ENDING = ".draft"


class ConflictError(Exception):
    """The file was changed after it was opened: by another tab, or by hand."""


def is_tab(word: str) -> bool:
    """Return whether a word has the form of the id of a tab."""
    return _TAB.fullmatch(word) is not None


def draft_of(file: Path, tab: str) -> Path:
    """Return the draft file of a tab; raises UsageError for a wrong id."""
    if not is_tab(tab):
        raise UsageError(tr("'{word}' is no tab of this page", word=tab[:40]))
    return file.with_name(f".{file.stem}.{tab}{_ENDING}")


def keep(draft: Path, text: str, saved: Path | None) -> Path:
    """Write a draft unless it has this text already; return its path. Raises OSError.

    If the ``saved`` file has this text, nothing was typed: the draft is removed, and the path of
    that file is returned.
    """
    content = text.encode()
    if saved and names.is_file(saved) and saved.read_bytes() == content:
        remove(draft)
        return saved
    if not names.is_file(draft) or draft.read_bytes() != content:
        files.write(draft, content)
    return draft


def remove(draft: Path) -> None:
    """Remove a draft, if it can be removed: of a closed tab, or of one that has saved."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def refuse_conflict(file: Path, version: str, content: bytes) -> None:
    """Raise ConflictError if a file no longer has this digest; that of a missing file is empty.

    There is no conflict if it has this ``content`` already: two windows have saved the same.
    """
    if files.digest_of(file) == version:
        return
    if not names.is_file(file) or file.read_bytes() != content:
        raise ConflictError


def left(file: Path, tab: str) -> list[str]:
    """Return the ids of other tabs that have left a draft of a file, the newest first."""
    start = f".{file.stem}."
    try:
        found = [one for one in file.parent.iterdir() if one.name.startswith(start)]
        drafts = [one for one in found if one.name.endswith(_ENDING) and one.is_file()]
        drafts.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    except OSError:
        return []
    tabs = [one.name.removeprefix(start).removesuffix(_ENDING) for one in drafts]
    return [one for one in tabs if one != tab and is_tab(one)]
