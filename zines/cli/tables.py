"""Lines of text for people: what was built, how to print it, what failed; documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base import problems
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made
from zines.base.problems import Problem
from zines.cli.paths import linked
from zines.cli.terminal import Part
from zines.workshop.catalogue.how_to_print import is_sheets, one_line, paper_and_sides

#: Of so many documents every file is named; of more, the one that is printed first.
FEW = 5
#: Of more that were made now, those that follow are only counted: nobody reads a thousand lines.
_MOST = 100
_GAP = "  "


@dataclass(frozen=True)
class Line:
    """A line in parts; what does not fit in the window goes on below, indented by ``hanging``."""

    parts: tuple[Part, ...]
    hanging: int = 0

    def __str__(self) -> str:
        """Return it without colours and links."""
        return "".join(part.text for part in self.parts)


def built(report: BuildReport, width: int, *, verbose: bool = False) -> list[Line]:
    """Return what was made, by document, and last how many files there are.

    Of a few documents (or ``verbose``) every file is named, with how to print it. Of many, those
    that were there already are only counted; of many that were made now, the file is named that is
    printed first. ``width`` is that of the window, 0 for any.
    """
    made = [one for one in report.made if one.files]
    if not made:
        return []
    fresh = [one for one in made if one.fresh]
    many = len(made) > FEW and not verbose
    if many and len(fresh) > FEW:
        lines = list(_first_files(report.out, fresh[:_MOST]))
        if others := len(fresh[_MOST:]):
            said = tr_n("and {count} document more", "and {count} documents more", others)
            lines.append(filled(said))
    else:
        lines = list(_all_files(report.out, fresh if many else made, width))
    count = sum(len(one.files) for one in made)
    said = tr_n("{count} file in {folder}", "{count} files in {folder}", count, folder=slot("out"))
    lines.append(filled(said, out=linked(report.out)))
    if report.removed:
        lines.append(filled(_removed(report.removed)))
    if report.together:
        lines += map(filled, _set_together(report))
    if any(is_sheets(file) for one in made for file in one.files):
        lines.append(filled(tr("Print at 100 %, without fitting to the page.")))
    if many:
        numbers = {"count": len(made), "fresh": len(fresh), "unchanged": len(made) - len(fresh)}
        said = tr("{count} documents: {fresh} made now, {unchanged} unchanged.", **numbers)
        lines.append(filled(said))
        said = tr(
            "Every file, with how to print it: add --verbose, or name one document, as {document}",
            document=slot("document"),
        )
        lines.append(
            filled(said, document=Part((fresh or made)[0].files[0]["slug"], "bold", whole=True))
        )
    return lines


def _set_together(report: BuildReport) -> Iterator[str]:
    yield tr_n(
        "{count} group was set with others.", "{count} groups were set together.", report.together
    )
    if report.whole:
        yield tr_n(
            "{count} group was set whole: it differs in more than who signs and where to come.",
            "{count} groups were set whole: they differ in more than who signs and where to come.",
            report.whole,
        )


def _removed(count: int) -> str:
    return tr_n(
        "{count} file removed that no document makes any more",
        "{count} files removed that no document makes any more",
        count,
    )


def in_order_of_use(files: Iterable[FileEntry]) -> list[FileEntry]:
    """Return files with those that are printed first, those for screens last."""
    return sorted(files, key=lambda file: file["role"] in ("reader", "preview"))


def told(report: BuildReport, *, verbose: bool = False) -> tuple[list[Problem], int]:
    """Return the problems to show, and how many warnings of lint are only counted."""
    if report.asked > FEW and not verbose:
        return report.problems, len(report.remarks)
    return problems.in_order([*report.problems, *report.remarks]), 0


def failures(report: BuildReport, told_problems: Sequence[Problem]) -> str:
    """Return the last line: how many errors and warnings, and what was not made; empty for none."""
    failed = [made.slug for made in report.made if not made.files]
    found = problems.counted(told_problems)
    if failed:
        if len(failed) == report.asked > FEW:
            return tr("{problems}; none of the documents was made", problems=found)
        names = ", ".join(failed)
        return tr("{problems}; not made: {documents}", problems=found, documents=names)
    return found if told_problems else ""


def stopped(report: BuildReport) -> str:
    """Say how far a build had come when it was stopped."""
    return tr_n(
        "stopped: {count} document of {asked} finished, the others are as they were before",
        "stopped: {count} documents of {asked} finished, the others are as they were before",
        len(report.made),
        asked=report.asked,
    )


def documents(rows: Sequence[Mapping[str, Any]], width: int) -> Iterator[Line]:
    """Yield one line a document: its slug, its layout, its title, and whether it is shipped.

    A narrow window has no room for the layout.
    """
    longest = max((len(row["slug"]) for row in rows), default=0)
    wide = not width or width >= 100
    column = longest if wide else min(longest, width * 2 // 5)
    for row in rows:
        shipped = row["path"].startswith("shipped:")
        title = tr("{title}  (shipped)", title=row["title"]) if shipped else row["title"]
        layout = f"{row['layout']:<12} " if wide else ""
        slug = Part(f"{row['slug']:<{column}}", "bold")
        hanging = column + len(_GAP) + len(layout)
        yield Line((slug, Part(_GAP), Part(layout, "dim"), Part(title)), hanging)


def _all_files(out: Path, documents: list[Made], width: int) -> Iterator[Line]:
    """Yield the files of each document: on one line each where all fit, else on two."""
    rows = [
        (made, file, linked(out / file["path"]), f"{file['pdf_pages']:>3} p.{_GAP}{one_line(file)}")
        for made in documents
        for file in in_order_of_use(made.files)
    ]
    longest = max((len(path.text) for _, _, path, _ in rows), default=0)
    widest = max((len(how) for *_, how in rows), default=0)
    narrow = 0 < width < longest + widest + 2 * len(_GAP)
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


def _first_files(out: Path, documents: list[Made]) -> Iterator[Line]:
    """Yield the file of each document that is printed first, below what is set at the printer."""
    ways: dict[str, list[Part]] = {}
    for one in documents:
        first = in_order_of_use(one.files)[0]
        how = paper_and_sides(first) if is_sheets(first) else one_line(first)
        ways.setdefault(how, []).append(linked(out / first["path"]))
    for how, paths in ways.items():
        yield Line((Part(how, "bold"),))
        yield from (Line((Part(_GAP), path)) for path in paths)


def slot(name: str) -> str:
    """Return what stands in a message for a part that is put in by :func:`filled`."""
    return f"\0{name}\0"


def filled(said: str, **parts: Part) -> Line:
    """Return a message as a line, with the parts that stand in its slots."""
    pieces = said.split("\0")
    return Line(tuple(parts[one] if index % 2 else Part(one) for index, one in enumerate(pieces)))
