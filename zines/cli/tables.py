"""Lines of text for users: files that were built and how to print them, failures, documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base import problems
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry, is_sheets, sheets_of
from zines.base.options import BuildReport, Made
from zines.base.problems import Problem
from zines.cli.paths import linked
from zines.cli.terminal import Part
from zines.workshop.catalogue.copier_runs import run_of
from zines.workshop.catalogue.how_to_print import one_line, paper_and_sides

#: Up to this number of documents, every file is listed; beyond, only the one to print first.
FEW = 5
#: The most documents that are listed; the others are only counted.
_MOST = 100
_GAP = "  "


@dataclass(frozen=True)
class Line:
    """A line in parts; rows after the first are indented by ``hanging`` spaces."""

    parts: tuple[Part, ...]
    hanging: int = 0

    def __str__(self) -> str:
        """Return the text without colours and links."""
        return "".join(part.text for part in self.parts)


def built(report: BuildReport, width: int, *, verbose: bool = False) -> list[Line]:
    """Return lines on the files that were built, by document, and on their number.

    For a few documents (or ``verbose``) every file is listed, with how to print it. For many,
    unchanged documents are only counted, and if many were built, only the file to print first is
    listed for each. ``width`` is that of the window in columns, 0 for any.
    """
    made = [one for one in report.made if one.files]
    if not made:
        return []
    fresh = [one for one in made if one.fresh]
    many = len(made) > FEW and not verbose
    if many and len(fresh) > FEW:
        lines = list(_first_files(report.out, fresh[:_MOST]))
        if others := len(fresh[_MOST:]):
            text = tr_n("and {count} document more", "and {count} documents more", others)
            lines.append(filled(text))
    else:
        lines = list(_all_files(report.out, fresh if many else made, width))
    count = sum(len(one.files) for one in made)
    text = tr_n("{count} file in {folder}", "{count} files in {folder}", count, folder=slot("out"))
    lines.append(filled(text, out=linked(report.out)))
    if report.removed:
        lines.append(filled(_removed(report.removed)))
    if report.together:
        lines += map(filled, _set_together(report))
    if any(is_sheets(file) for one in made for file in one.files):
        lines.append(filled(tr("Print at 100 %, without fitting to the page.")))
    if many:
        numbers = {"count": len(made), "fresh": len(fresh), "unchanged": len(made) - len(fresh)}
        text = tr("{count} documents: {fresh} made now, {unchanged} unchanged.", **numbers)
        lines.append(filled(text))
        text = tr(
            "Every file, with how to print it: add --verbose, or name one document, as {document}",
            document=slot("document"),
        )
        lines.append(
            filled(text, document=Part((fresh or made)[0].files[0]["slug"], "bold", whole=True))
        )
    return lines


def on_the_copier(report: BuildReport, copies: int, *, merged: bool) -> Iterator[str]:
    """Yield, for each file of sheets of a few documents, what to set at the copier for copies.

    A row of a table may have its own number. A ``merged`` file has the sheets of each group as
    often as they are needed; files of single groups are not named beside it.
    """
    if merged:
        piles = (one for made in report.made for one in made.files if made.slug == one["slug"])
        yield from (_of_pile(file, report, copies) for file in filter(is_sheets, piles))
        return
    files = [(made, file) for made in report.made for file in made.files if is_sheets(file)]
    most = _MOST if report.copies else FEW
    for made, file in files if report.asked <= most else []:
        asked = report.copies.get(made.slug.partition("/")[0], copies)
        if asked:
            run = run_of(file, asked)
            yield tr_n(
                "For {copies} copies, set the copier to {times}: {count} sheet ({file})",
                "For {copies} copies, set the copier to {times}: {count} sheets ({file})",
                run.sheets,
                copies=asked,
                times=run.times,
                file=Path(file["path"]).name,
            )


def _of_pile(file: FileEntry, report: BuildReport, copies: int) -> str:
    name = Path(file["path"]).name
    if report.copies:
        return tr_n(
            "{file} has the copies of each group, {count} sheet: set the copier to 1",
            "{file} has the copies of each group, {count} sheets: set the copier to 1",
            sheets_of(file),
            file=name,
        )
    return tr(
        "{file} has {copies} copies for each group: set the copier to 1", file=name, copies=copies
    )


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
    """Return files in the order of use: those to print first, those for screens last."""
    return sorted(files, key=lambda file: file["role"] in ("reader", "preview"))


def problems_to_show(report: BuildReport, *, verbose: bool = False) -> tuple[list[Problem], int]:
    """Return the problems to show, and the number of warnings of lint that are only counted."""
    if report.asked > FEW and not verbose:
        return problems.causes_once(report.problems), len(report.remarks)
    return problems.causes_once(problems.in_order([*report.problems, *report.remarks])), 0


def failures(report: BuildReport, shown_problems: Sequence[Problem]) -> str:
    """Return the last line: the numbers of errors and warnings, and failed documents, if any."""
    failed = list(dict.fromkeys(made.slug for made in report.made if not made.files))
    counts = problems.counted(shown_problems)
    if failed:
        if len(failed) == report.asked > FEW:
            return tr("{problems}; none of the documents was made", problems=counts)
        names = problems.some_of(failed)
        return tr("{problems}; not made: {documents}", problems=counts, documents=names)
    return counts if shown_problems else ""


def stopped(report: BuildReport) -> str:
    """Return the message on how many documents were finished when a build was stopped."""
    return tr_n(
        "stopped: {count} document of {asked} finished, the others are as they were before",
        "stopped: {count} documents of {asked} finished, the others are as they were before",
        len(report.made),
        asked=report.asked,
    )


def documents(
    rows: Sequence[Mapping[str, Any]], layouts: Mapping[str, str], width: int
) -> Iterator[Line]:
    """Yield one line for each document: its slug, its layout, its title, whether it is shipped.

    ``layouts`` has the words for layouts. In a narrow window the layout is left out.
    """
    longest = max((len(row["slug"]) for row in rows), default=0)
    wide = not width or width >= 100
    column = longest if wide else min(longest, width * 2 // 5)
    for row in rows:
        shipped = row["path"].startswith("shipped:")
        title = tr("{title}  (shipped)", title=row["title"]) if shipped else row["title"]
        layout = f"{layouts[row['layout']]:<12} " if wide else ""
        slug = Part(f"{row['slug']:<{column}}", "bold")
        hanging = column + len(_GAP) + len(layout)
        yield Line((slug, Part(_GAP), Part(layout, "dim"), Part(title)), hanging)


def _all_files(out: Path, documents: list[Made], width: int) -> Iterator[Line]:
    """Yield the files of each document: one line for each file if all fit, else two."""
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
    """Yield the file to print first of each document, below the settings of the printer."""
    ways: dict[str, list[Part]] = {}
    for one in documents:
        first = in_order_of_use(one.files)[0]
        how = paper_and_sides(first) if is_sheets(first) else one_line(first)
        ways.setdefault(how, []).append(linked(out / first["path"]))
    for how, paths in ways.items():
        yield Line((Part(how, "bold"),))
        yield from (Line((Part(_GAP), path)) for path in paths)


def slot(name: str) -> str:
    """Return the placeholder in a message for a part that :func:`filled` inserts."""
    return f"\0{name}\0"


def filled(text: str, **parts: Part) -> Line:
    """Return a message as a line, with the parts that stand in its slots."""
    pieces = text.split("\0")
    return Line(tuple(parts[one] if index % 2 else Part(one) for index, one in enumerate(pieces)))
