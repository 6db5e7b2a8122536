"""Folders of groups that are no longer printed: their old papers could be handed out unnoticed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base import files
from zines.base.editions import listed
from zines.base.file_names import RECIPE
from zines.base.language import mark, tr
from zines.base.problems import Problem, Severity, some_of
from zines.base.variants import TABLES, Shard, is_same_table
from zines.workshop.project import Project, edition_folders, is_gone

if TYPE_CHECKING:
    from zines.workshop.groups.table_editions import Rows
    from zines.workshop.production.session import Session

#: The number in the name of a merged file, if the rows of a table are divided into several files.
_LOT = re.compile(r"-lot-\d+(?=(?:-[a-z-]+)?\.pdf$)")


def of_table(
    session: Session, out: Path, rows: Rows, part: Shard, merged: Collection[str]
) -> list[Problem]:
    """Return remarks on folders built from a table that has no such rows any more.

    A folder is looked at by the ``part`` of the table that would print it. A table that was renamed
    has no rows: its folders are looked at too, and so are files with the sheets of all rows:
    ``merged`` are those of today.
    """
    owner = str(files.real(rows.table_file))
    project = session.project
    found = _built(
        session,
        out,
        rows.folders,
        lambda edition: is_same_table(edition, owner) or _is_gone_table(project, edition),
    )
    message = mark("the table has these groups no more, but their papers are still there: {names}")
    folders = [one for one in found if part.holds(one)]
    remarks = _remark(session, message, folders, out)
    return [*remarks, *_of_merged(session, out, rows.folders, merged)]


def _is_gone_table(project: Project, edition: str) -> bool:
    return edition.lower().endswith(TABLES) and is_gone(project, edition)


def _of_merged(
    session: Session, out: Path, now: Collection[str], merged: Collection[str]
) -> list[Problem]:
    """Return a remark on files with the sheets of all rows that no table fills any more.

    Their table was renamed, or it has so many rows less or more that it is divided otherwise.
    (Such a file is of no group: its table is its document as well.)
    """
    records, place = session.records.old.files, os.path.join(files.real(out), "")
    today = {place + os.path.normpath(path) for path in merged}
    whole = {_LOT.sub("", path) for path in today}
    found = []
    for path in sorted(records):
        first = _first_part(path, place)
        if path in today or not first or first in now:
            continue
        table = records[path]["owners"]["document"]
        is_old = _LOT.sub("", path) in whole or _is_gone_table(session.project, table)
        if is_old and os.path.exists(path) and not path.endswith(f"-{RECIPE}.pdf"):
            found.append(Path(path).name)
    if not found:
        return []
    message = tr(
        "no table fills these files any more, but they are still there: {names}",
        names=some_of(found),
    )
    hint = tr("remove them, so that nobody hands out old papers")
    where = session.project.named(out)
    return [Problem("former-table", message, hint, where, severity=Severity.INFO)]


def of_editions(session: Session, out: Path, now: Collection[str]) -> list[Problem]:
    """Return a remark on folders built from editions that were removed or renamed.

    ``now`` are the folders of the editions that are printed.
    """
    # (An edition that was moved into a folder of editions still has its papers.)
    elsewhere = {name.rpartition("/")[2] for name in listed(edition_folders(session.project))}
    now = {*now, *elsewhere}
    folders = _built(session, out, now, lambda edition: is_gone(session.project, edition))
    message = mark("these editions are gone, but their papers are still there: {names}")
    return _remark(session, message, folders, out)


def _built(
    session: Session, out: Path, now: Collection[str], is_former: Callable[[str], bool]
) -> list[str]:
    """Return the folders in an output folder with a file of a former group, as the records say."""
    records, place = session.records.old.files, os.path.join(files.real(out), "")
    found: set[str] = set()
    for path in records:
        # (A project that was copied has the records of the one that it is a copy of.)
        folder = _first_part(path, place)
        if not folder or folder in now or folder in found or not os.path.exists(path):
            continue
        if is_former(_edition(records[path]["owners"])):
            found.add(folder)
    return sorted(found)


def _first_part(path: str, place: str) -> str:
    """Return the first part of a path below a folder, which ends in a slash; empty elsewhere."""
    return path[len(place) :].partition(os.sep)[0] if path.startswith(place) else ""


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
