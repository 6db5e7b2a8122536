"""Lines of text for people: built files, documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zines.base.options import BuildReport
from zines.cli.how_to_print import one_line


def built_files(report: BuildReport) -> Iterator[str]:
    """Yield one line a file, what it is and how to print it; last, how many there are."""
    files = [file for made in report.made for file in made.files]
    width = max((len(file["path"]) for file in files), default=0)
    for file in files:
        yield f"{file['path']:<{width}}  {file['pages']:>3} p.  {one_line(file)}"
    if report.removed:
        yield f"removed {_counted(report.removed, 'file')} that no document makes any more"
    failed = sum(not made.files for made in report.made)
    yield f"{_counted(len(files), 'file')} in {report.out}" + (
        f"; {_counted(failed, 'document')} failed" if failed else ""
    )


def stopped(report: BuildReport) -> str:
    """Say how far a build had come when it was stopped."""
    made = _counted(len(report.made), "document")
    return f"stopped: {made} of {report.asked} finished, the others are as they were before"


def documents(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one line a document: its slug, its layout, its title, and whether it is shipped."""
    for row in rows:
        origin = "  (shipped)" if row["path"].startswith("shipped:") else ""
        yield f"{row['slug']:<28} {row['layout']:<12} {row['title']}{origin}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
