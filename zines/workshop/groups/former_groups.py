"""Folders of groups that are no longer printed: their old papers could be handed out unnoticed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from zines.base import files
from zines.base.language import mark, tr
from zines.base.problems import Problem, Severity, some_of
from zines.workshop.production.session import Session


def of_table(session: Session, out: Path, table: Path, now: Collection[str]) -> list[Problem]:
    """Return a remark on folders built from a table that has no such rows any more.

    ``now`` are the folders of its current rows.
    """
    owner = str(files.real(table))
    folders = _built(session, out, now, lambda edition: edition == owner)
    message = mark("the table has these groups no more, but their papers are still there: {names}")
    return _remark(session, message, folders, out)


def of_editions(session: Session, out: Path, now: Collection[str]) -> list[Problem]:
    """Return a remark on folders built from editions that were removed or renamed.

    ``now`` are the folders of the editions that are printed.
    """
    folders = _built(session, out, now, lambda edition: not os.path.lexists(edition))
    message = mark("these editions are gone, but their papers are still there: {names}")
    return _remark(session, message, folders, out)


def _built(
    session: Session, out: Path, now: Collection[str], is_former: Callable[[str], bool]
) -> list[str]:
    """Return the folders in an output folder with a file of a former group, as the records say."""
    records, start = session.records.old.files, len(os.path.join(files.real(out), ""))
    first: dict[str, str] = {}
    for path in records:
        first.setdefault(path[start:].partition(os.sep)[0], path)
    return [
        folder
        for folder, path in sorted(first.items())
        if folder not in now
        and os.path.exists(path)
        and is_former(_edition(records[path]["owners"]))
    ]


def _edition(owners: Mapping[str, str]) -> str:
    """Return the edition or table that a file of one group was built for; . if there is none.

    (A merged file is of no group: its table is its document as well.)
    """
    edition = owners.get("edition", os.curdir)
    return os.curdir if edition == owners["document"] else edition


def _remark(session: Session, message: str, folders: list[str], out: Path) -> list[Problem]:
    if not folders:
        return []
    hint = tr("remove these folders, so that nobody hands out old papers")
    where = session.project.named(out)
    text = tr(message, names=some_of(folders))
    return [Problem("former-group", text, hint, where, severity=Severity.INFO)]
