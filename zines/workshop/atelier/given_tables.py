"""Tables of groups that a browser sends, stored in the cache for the job that reads them."""

from __future__ import annotations

import codecs
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.base.file_names import edition_name, slug_of
from zines.base.language import tr
from zines.base.problems import UsageError
from zines.base.variants import OTHER_TABLES, TABLES
from zines.manuscript.groups import column_names
from zines.workshop.project import Project

MOST_BYTES = 20_000_000
#: In number of tables; a few jobs run at once.
_MOST_KEPT = 12
#: The start of the digest of a table, which names its folder.
_WORD = re.compile(r"[0-9a-f]{16}")
#: Keys of the columns that a table to fill in starts with.
_USUAL = (
    "name", "address", "postcode", "town", "phone", "hours.days", "hours.times", "copies",
)  # fmt: skip


@dataclass(frozen=True)
class GivenTable:
    """A stored table; ``name`` is the file name on the sender's side, for messages.

    ``copies`` is how many copies a file for the copier has of each group whose row has no number of
    its own; 0 is as many as 1.
    """

    file: Path
    name: str
    copies: int = 0

    @property
    def kept_as(self) -> str:
        """The word that :func:`kept` finds it by."""
        return self.file.parent.name


def usual_columns() -> list[str]:
    """Return the names of the columns that most groups fill in, in the language of messages."""
    return [column_names.shown(key) for key in _USUAL]


def blank() -> bytes:
    """Return a table with these columns and no rows, as CSV that French spreadsheets open."""
    return codecs.BOM_UTF8 + f"{';'.join(usual_columns())}\r\n".encode()


def keep(project: Project, name: str, content: bytes) -> GivenTable:
    """Store a table under a safe name, in a folder of its own content.

    Another table of that name, from another window, does not replace it while a job reads it. Only
    the last tables are kept: they hold addresses, and no job runs long enough to need the others.
    Raises UsageError for a file that is no table, OSError.
    """
    given = Path(name.replace("\\", "/")).name
    ending = Path(given).suffix.lower()
    stem = slug_of(Path(given).stem)[:60].strip("-")
    if ending not in TABLES:
        endings = ", ".join(TABLES)
        if ending in OTHER_TABLES:
            raise UsageError(
                tr("'{name}' is another kind of workbook: save it again as XLSX", name=given)
            )
        raise UsageError(tr("'{name}' is no table: {endings}", name=given, endings=endings))
    if len(content) > MOST_BYTES:
        raise UsageError(tr("'{name}' is too large", name=given))
    own = folder(project) / files.digest(content)[:16]
    file = own / f"{stem}{ending}"
    # (A name that is cut off can end like that of another file.)
    for named in (Path(given), file):
        edition_name(named)
    files.write(file, content)
    # (Another window may remove them at the same time.)
    with suppress(OSError):
        old = sorted(own.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in old[_MOST_KEPT:]:
            shutil.rmtree(one)
    return GivenTable(file, given)


def kept(project: Project, word: str) -> GivenTable | None:
    """Return a table that :func:`keep` has stored, by its word; None if it is kept no longer."""
    own = folder(project) / word
    if not _WORD.fullmatch(word) or not own.is_dir():
        return None
    file = next(iter(sorted(own.iterdir())), None)
    return GivenTable(file, file.name) if file else None


def folder(project: Project) -> Path:
    """Return the folder of all tables; it owns their files, which a corrected table replaces."""
    return project.cache / "atelier" / "tables"
