"""Lines of text for people: what was built, how to print it, what failed; documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base import problems
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made
from zines.cli.how_to_print import is_sheets, one_line, paper_and_sides
from zines.cli.paths import linked
from zines.cli.terminal import Part

#: Of so many documents every file is named; of more, the one that is printed first.
FEW = 5
_GAP = "  "


@dataclass(frozen=True)
class Line:
    """A line in parts; what does not fit in the window goes on below, indented by ``hanging``."""

    parts: tuple[Part, ...]
    hanging: int = 0

    def __str__(self) -> str:
        """Return it without colours and links."""
        return "".join(part.text for part in self.parts)


def built(report: BuildReport, width: int, command: str, *, verbose: bool = False) -> list[Line]:
    """Return what was made, by document, and last how many files there are.

    Of a few documents (or ``verbose``) every file is named, with how to print it; of many, the one
    that is printed first. ``width`` is that of the window, 0 for any; ``command`` is what is typed
    before the name of a document.
    """
    made = [one for one in report.made if one.files]
    count = sum(len(one.files) for one in made)
    brief = len(made) > FEW and not verbose
    lines = list(_first_files(report.out, made, width) if brief else _all_files(report, width))
    where = linked(report.out)
    said = tr_n("{count} file in {folder}", "{count} files in {folder}", count, folder="\0")
    before, _, after = said.partition("\0")
    lines.append(Line((Part(before), where, Part(after))))
    if any(is_sheets(file) for one in made for file in one.files):
        lines.append(_plain(tr("Print at 100 %, without fitting to the page.")))
    if brief:
        fresh = sum(one.fresh for one in made)
        numbers = {"count": len(made), "fresh": fresh, "unchanged": len(made) - fresh}
        lines.append(
            _plain(tr("{count} documents: {fresh} made now, {unchanged} unchanged.", **numbers))
        )
        said = tr(
            "Every file, and how to print it: {command} --verbose, or the name of a document "
            "as in {command} {document}",
            command=command,
            document=made[0].slug,
        )
        lines.append(_plain(said))
    return lines


def in_order_of_use(files: Iterable[FileEntry]) -> list[FileEntry]:
    """Return files with those that are printed first, those for screens last."""
    return sorted(files, key=lambda file: file["role"] in ("reader", "preview"))


def failures(report: BuildReport) -> str:
    """Return the last line: how many errors and warnings, and what was not made; empty for none."""
    failed = [made.slug for made in report.made if not made.files]
    found = problems.counted(report.problems)
    if failed:
        if len(failed) == report.asked > FEW:
            return tr("{problems}; none of the documents was made", problems=found)
        names = ", ".join(failed)
        return tr("{problems}; not made: {documents}", problems=found, documents=names)
    return found if report.problems else ""


def stopped(report: BuildReport) -> str:
    """Say how far a build had come when it was stopped."""
    return tr_n(
        "stopped: {count} document of {asked} finished, the others are as they were before",
        "stopped: {count} documents of {asked} finished, the others are as they were before",
        len(report.made),
        asked=report.asked,
    )


def documents(rows: Iterable[Mapping[str, Any]], width: int) -> Iterator[Line]:
    """Yield one line a document: its slug, its layout, its title, and whether it is shipped."""
    hanging = 42 if not width or width >= 80 else 4
    for row in rows:
        shipped = row["path"].startswith("shipped:")
        title = tr("{title}  (shipped)", title=row["title"]) if shipped else row["title"]
        slug = Part(f"{row['slug']:<28}", "bold")
        yield Line((slug, Part(f" {row['layout']:<12} "), Part(title)), hanging)


def _all_files(report: BuildReport, width: int) -> Iterator[Line]:
    """Yield the files of each document: on one line each where all fit, else on two."""
    rows = [
        (made, file, linked(report.out / file["path"]), one_line(file))
        for made in report.made
        for file in in_order_of_use(made.files)
    ]
    longest = max((len(path.text) for _, _, path, _ in rows), default=0)
    widest = max((len(_GAP + path.text + _GAP + how) for _, _, path, how in rows), default=0)
    narrow = bool(width) and max(widest, longest + 2 * len(_GAP)) > width
    shown = None
    for made, file, path, how in rows:
        if made is not shown:
            shown = made
            yield Line((Part(made.slug, "bold"), Part(f"{_GAP}{file['title']}")), 4)
        if narrow:
            yield Line((Part(_GAP), path))
            yield Line((Part(2 * _GAP), Part(how, "dim")), 4)
        else:
            yield Line((Part(_GAP), path, Part(" " * (longest - len(path.text)) + _GAP), Part(how)))


def _first_files(out: Path, made: list[Made], width: int) -> Iterator[Line]:
    """Yield one line a document: the file that is printed first, and on what, where that fits."""
    rows = []
    for one in made:
        first = in_order_of_use(one.files)[0]
        how = paper_and_sides(first) if is_sheets(first) else one_line(first)
        rows.append((linked(out / first["path"]), how))
    room = width - max(len(how) for _, how in rows) - len(_GAP) if width else 0
    lengths = [len(path.text) for path, _ in rows]
    column = max((one for one in lengths if not width or one <= room), default=0)
    for path, how in rows:
        padding = " " * (column - len(path.text)) + _GAP
        fits = not width or len(path.text + padding + how) <= width
        yield Line((path, Part(padding + how, "dim")) if fits else (path,))


def _plain(text: str) -> Line:
    return Line((Part(text),))
