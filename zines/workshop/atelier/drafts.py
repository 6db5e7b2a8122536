"""Drafts of a file that is edited in the browser: a hidden file beside it for each browser tab.

Two tabs do not overwrite each other, the end of the program loses nothing, and nothing half typed
is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base import files, names
from zines.base.editions import ENDINGS
from zines.base.language import tr
from zines.base.problems import UsageError

_TAB = re.compile("[a-z0-9]{6,32}")
#: After the id of a tab, at the end of the name of a draft.
ENDING = ".draft"
#: The ending of a file that the names of its drafts leave out.
_LEFT_OUT = ".yaml"


class ConflictError(Exception):
    """The file was changed after it was opened: by another tab, or by hand."""


def is_tab(word: str) -> bool:
    """Return whether a word has the form of the id of a tab."""
    return _TAB.fullmatch(word) is not None


def file_and_tab(draft: Path) -> tuple[Path, str]:
    """Return the file that a draft is of, and the id of its tab; the id is empty for no draft."""
    name, _, tab = draft.name[1:].removesuffix(ENDING).rpartition(".")
    if not name or not is_tab(tab):
        return draft, ""
    known = name.lower().endswith(ENDINGS)
    return draft.with_name(name if known else f"{name}{_LEFT_OUT}"), tab


@dataclass(frozen=True)
class Drafts:
    """The drafts of one file, which need not exist yet."""

    file: Path

    @property
    def _start(self) -> str:
        """How the names of its drafts begin: the name of a file ends, as a rule, in .yaml."""
        return f".{self.file.name.removesuffix(_LEFT_OUT)}."

    def of(self, tab: str) -> Path:
        """Return the draft of a tab; raises UsageError for a wrong id."""
        if not is_tab(tab):
            raise UsageError(tr("'{word}' is no tab of this page", word=tab[:40]))
        return self.file.with_name(f"{self._start}{tab}{ENDING}")

    def keep(self, tab: str, text: str, saved: Path | None) -> Path:
        """Write the draft of a tab unless it has this text already; return it. Raises OSError.

        If the ``saved`` file has this text, nothing was typed: the draft is removed, and the path
        of that file is returned. Raises UsageError for a wrong id.
        """
        draft, content = self.of(tab), text.encode()
        if saved and _has(saved, content):
            self.forget(tab)
            return saved
        if not _has(draft, content):
            files.write(draft, content)
        return draft

    def save(self, tab: str, text: str, file: Path, version: str) -> None:
        """Write what a tab has typed into ``file``, and remove its draft; raises OSError.

        Raises ConflictError if the file no longer has the digest ``version``; that of a missing
        file is empty. There is no conflict if it has this text already: two windows have saved the
        same. Raises UsageError for a wrong id.
        """
        self.of(tab)
        content = text.encode()
        if files.digest_of(file) != version and not _has(file, content):
            raise ConflictError
        files.write(file, content)
        self.forget(tab)

    def forget(self, tab: str) -> None:
        """Remove the draft of a tab, if it can be removed; raises UsageError for a wrong id."""
        draft = self.of(tab)
        with suppress(OSError):
            draft.unlink(missing_ok=True)

    def left(self, tab: str) -> list[str]:
        """Return the ids of other tabs that have left a draft, the newest first."""
        start = self._start
        try:
            found = [one for one in self.file.parent.iterdir() if one.name.startswith(start)]
            drafts = [one for one in found if one.name.endswith(ENDING) and one.is_file()]
            drafts.sort(key=lambda one: one.stat().st_mtime, reverse=True)
        except OSError:
            return []
        tabs = [one.name.removeprefix(start).removesuffix(ENDING) for one in drafts]
        return [one for one in tabs if one != tab and is_tab(one)]


@dataclass(frozen=True)
class SavedFile:
    """A file as it was saved when its page was opened; ``typed`` are the texts in its form."""

    file: Path
    content: bytes
    typed: Mapping[str, str]

    def keep(self, tab: str) -> None:
        """Write it as the draft of a tab, for when its file is gone; raises OSError."""
        Drafts(self.file).keep(tab, self.content.decode(), None)

    def put_back(self) -> None:
        """Write the file again, for when it is gone; raises OSError."""
        files.write(self.file, self.content)


def _has(file: Path, content: bytes) -> bool:
    return names.is_file(file) and file.read_bytes() == content
