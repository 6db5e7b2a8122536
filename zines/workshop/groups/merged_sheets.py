"""One file for the copier with the sheets of many groups, an announcement sheet before each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from zines.base import files
from zines.base.file_names import edition_name
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry, is_sheets, sheets_of, times_for
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, ProblemError, Severity, at, from_os_error
from zines.base.variants import Shard, Variant
from zines.workshop import manifest
from zines.workshop.cache.build_cache import BuildCache, KnownFiles
from zines.workshop.groups.announcing import ANNOUNCEMENT
from zines.workshop.groups.panelled_output import PanelledOutput
from zines.workshop.groups.panelled_rows import Panelled
from zines.workshop.groups.pile_maker import PileMaker, PileSources, SheetsFile, copies_of
from zines.workshop.groups.table_editions import Rows
from zines.workshop.production.session import Session

#: The most groups in one file: many copiers refuse thicker piles, which are too heavy to lift.
_MOST = 1000
#: The most sheets of paper in one file, for the same reason, and since each has pages of its own.
_MOST_SHEETS = 20_000
#: The code of the warning that no output has sheets.
NOTHING = "nothing-to-merge"
#: Builds one document for a row that could not be set together with others.
Whole = Callable[[Variant, str], BuildReport]


@dataclass
class Pile:
    """The content of one file: rows with a file of their own, and rows that are set together.

    ``lot`` is its number, from 0, if there are too many rows for one file.
    """

    slug: str
    lot: int
    parts: dict[str, SheetsFile] = field(default_factory=dict)
    panelled: dict[str, PanelledOutput] = field(default_factory=dict)


def merge(
    session: Session,
    options: Options,
    rows: Rows,
    built: Iterable[tuple[Variant, BuildReport]],
    panelled: Panelled,
    whole: Whole,
    shard: Shard,
    working: Callable[[str], None],
) -> BuildReport:
    """Merge the sheets of the rows of a table: one file for each output.

    The sheets of ``built`` rows exist already. The ``panelled`` rows are set together here, or
    else one by one with ``whole``. Names of files contain the ``shard``. ``working`` is called with
    the name of a row. Files that would not change are not written again.
    """
    reports = list(built)
    cache = BuildCache(session.project, options, session.records)
    found: dict[str, list[FileEntry]] = {}
    fresh: set[str] = set()
    problems: list[Problem] = []
    lots = _Lots(rows, shard, _kinds(reports, panelled), options.copies)
    piles = _piles(reports, panelled, options, lots)
    if not piles and any(made.files for _, report in reports for made in report.made):
        problems.append(_nothing(options))
    owner = files.real(options.owner or rows.table_file)
    owners = dict.fromkeys(("document", "edition"), str(owner))
    for path, pile in piles.items():
        first, some = lots.rows(pile.lot)
        digest = _digest(rows, first, some, pile, session, options.copies)
        known = cache.known(path, ANNOUNCEMENT, digest)
        if known is None:
            one = partial(_whole, whole, pile.slug, path, options, lots)
            count = len(rows.good)
            sheets = PileSources(some, first, count, rows.groups, pile.parts, pile.panelled, one)
            try:
                cache.check_free(path, owners, path)
                date = rows.dates[pile.slug]
                maker = PileMaker(
                    sheets, session.typesetter, date, options.copies, codes=options.qr
                )
                made = maker.made(options.out, path, working)
            except ProblemError as error:
                problems += at(error.problems, path)
                continue
            except OSError as error:
                problems.append(from_os_error(error))
                continue
            if not made.entries:
                continue
            missing = [_missing(path, made.missing)] if made.missing else []
            known = KnownFiles(made.entries, (*at(made.warnings, path), *missing))
            cache.remember(ANNOUNCEMENT, digest, owners, known)
            fresh.add(pile.slug)
        problems += known.warnings
        found.setdefault(pile.slug, []).extend(known.entries)
    if found and rows.left_out:
        problems.append(_left_out(rows.table.name, len(rows.left_out)))
    made_files = [Made(slug, tuple(one), slug in fresh) for slug, one in found.items()]
    try:
        cache.save()
        manifest.merge(options.out, [entry for one in made_files for entry in one.files])
    except OSError as error:
        problems.append(from_os_error(error))
    return BuildReport(options.out, made_files, problems)


def _piles(
    reports: Iterable[tuple[Variant, BuildReport]],
    panelled: Panelled,
    options: Options,
    lots: _Lots,
) -> dict[str, Pile]:
    """Return the pile of each file, by path."""
    found: dict[str, Pile] = {}
    for variant, report in reports:
        for path, part in _parts(variant, report, options, lots):
            pile = found.setdefault(path, Pile(part.entry["slug"], lots.of[variant.name]))
            pile.parts[variant.name] = part
    for slug, listed in panelled.items():
        for row, outputs in listed.items():
            for output in outputs:
                path = lots.path(output.planned.path, output.row, row)
                found.setdefault(path, Pile(slug, lots.of[row])).panelled[row] = output
    return dict(sorted(found.items(), key=lambda item: item[1].lot))


def _kinds(
    reports: Iterable[tuple[Variant, BuildReport]], panelled: Panelled
) -> set[tuple[int, int]]:
    """Return the kinds of files for the copier: their sheets of paper, and the copies these give.

    Documents that are not set yet have a sheet a copy at most: those with panels are thin.
    """
    entries = (file for _, report in reports for made in report.made for file in made.files)
    known = {(sheets_of(one), one.get("up", 1)) for one in entries if is_sheets(one)}
    return known | ({(1, 1)} if any(panelled.values()) else set())


class _Lots:
    """The rows of a table in lots, each of which has its own merged file of an output.

    A lot ends before ``_MOST`` groups or ``_MOST_SHEETS`` sheets are exceeded; the sheets of a
    group are those of the thickest of ``kinds``. ``of`` gives the lot of each row, from 0, by name.
    """

    def __init__(
        self, rows: Rows, shard: Shard, kinds: Iterable[tuple[int, int]], copies: int
    ) -> None:
        self._good = rows.good
        self._starts = [0]
        self.of: dict[str, int] = {}
        listed, total = list(kinds), 0
        for number, one in enumerate(rows.good):
            own = max((n * times_for(copies_of(one, copies), up) for n, up in listed), default=1)
            total += own
            if number and (total > _MOST_SHEETS or number - self._starts[-1] >= _MOST):
                self._starts.append(number)
                total = own
            self.of[one.name] = len(self._starts) - 1
        self._table = edition_name(rows.table_file)
        self._table += f"-{shard.number}-sur-{shard.count}" if shard.count > 1 else ""

    def rows(self, lot: int) -> tuple[int, Sequence[Variant]]:
        """Return the number of the first row of a lot in the table, from 1, and all its rows."""
        first, end = [*self._starts, len(self._good)][lot : lot + 2]
        return first + 1, self._good[first:end]

    def path(self, path: str, named: str, row: str) -> str:
        """Return the path of the merged file for a row; ``path`` is a file of the row ``named``."""
        lot = f"-lot-{self.of[row] + 1}" if len(self._starts) > 1 else ""
        return path.removesuffix(f"-{named}.pdf") + f"-{self._table}{lot}.pdf"


def _parts(
    variant: Variant, report: BuildReport, options: Options, lots: _Lots
) -> Iterator[tuple[str, SheetsFile]]:
    """Yield the sheets that were built for a row, after the path of their merged file."""
    for entry in (file for made in report.made for file in made.files):
        if is_sheets(entry):
            file = options.out / variant.name / entry["path"]
            yield lots.path(entry["path"], variant.name, variant.name), SheetsFile(file, entry)


def _whole(
    whole: Whole, slug: str, path: str, options: Options, lots: _Lots, variant: Variant
) -> SheetsFile | None:
    """Build a row on its own and return its sheets, None if they could not be built."""
    report = whole(variant, slug)
    return dict(_parts(variant, report, options, lots)).get(path)


def _digest(
    rows: Rows, first: int, some: Sequence[Variant], pile: Pile, session: Session, copies: int
) -> str:
    """Return a digest of what decides the bytes of a pile, except announcements and programs."""
    inputs = [f"{first} {len(rows.good)} {copies}"]
    inputs += [str(one.copies) for one in some]
    for variant in some:
        if one := pile.parts.get(variant.name):
            inputs.append(files.digest(one.entry["sha256"], variant.as_json))
        elif variant.name in pile.panelled:
            inputs.append(files.digest(variant.as_json, repr(rows.groups[variant.name])))
    for output in dict.fromkeys(pile.panelled.values()):
        planned = output.planned
        inputs += [planned.digest, session.records.layouts.of(planned.document.layout.name)]
    return files.digest(*inputs)


def _left_out(name: str, count: int) -> Problem:
    message = tr_n(
        "{count} row with errors is in no merged file",
        "{count} rows with errors are in no merged file",
        count,
    )
    hint = tr("correct the table, and print again: what is made stays")
    return Problem("merge", message, hint, name, severity=Severity.WARNING)


def _nothing(options: Options) -> Problem:
    message = tr("there is nothing for --merge: no sheets were made")
    hint = tr("leave out --role, or add --role sheets")
    if options.ink == "riso":
        hint = tr("a risograph prints from plates, which are not merged: leave out --merge")
    return Problem(NOTHING, message, hint, severity=Severity.WARNING)


def _missing(path: str, count: int) -> Problem:
    message = tr_n(
        "{count} group is not in it, since its sheets were not made",
        "{count} groups are not in it, since their sheets were not made",
        count,
    )
    return Problem("merge", message, "", path, severity=Severity.WARNING)
