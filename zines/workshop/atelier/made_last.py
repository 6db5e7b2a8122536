"""The papers that were made last, each for its group: to print one again with another date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from zines.base.file_names import slug_of
from zines.workshop import manifest
from zines.workshop.project import Project

#: The most papers that are listed, and the roles of what is not printed.
_MOST, _BESIDE = 6, ("recipe", "order")


@dataclass(frozen=True)
class MadePaper:
    """A paper by its slug; ``group`` is the name of an edition.

    It is empty for none, for one that was removed, and for the rows of a table.
    """

    slug: str
    group: str
    made_at: datetime

    @property
    def day(self) -> str:
        """The day on which it was made, as 29/11/2026."""
        return self.made_at.strftime("%d/%m/%Y")


def made_last(project: Project, groups: Mapping[str, str]) -> list[MadePaper]:
    """Return the papers that were made last, the newest first, each once for each group.

    ``groups`` are the editions by their names. The end of the name of a file shows its group.
    """
    newest: dict[tuple[str, str], MadePaper] = {}
    for one in sorted(_made(project, groups), key=lambda one: one.made_at):
        newest.pop((one.slug, one.group), None)
        newest[one.slug, one.group] = one
    return [*reversed(newest.values())][:_MOST]


def _made(project: Project, groups: Mapping[str, str]) -> Iterator[MadePaper]:
    # (Of sud and gare-du-sud, a file of the second ends with both.)
    endings = sorted(((slug_of(name), name) for name in groups), key=lambda one: -len(one[0]))
    for entry in manifest.listed(project.out):
        if entry.get("role") in _BESIDE:
            continue
        stem = entry["path"].rpartition("/")[2].removesuffix(".pdf")
        group = next((name for end, name in endings if stem.endswith(f"-{end}")), "")
        try:
            made_at = (project.out / entry["path"]).stat().st_mtime
        except OSError:  # (It was removed since.)
            continue
        yield MadePaper(entry["slug"], group, datetime.fromtimestamp(made_at))
