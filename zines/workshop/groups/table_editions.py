"""The rows of a table as editions to print: the good rows, and the problems of the others."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from zines.base import file_names, files, names
from zines.base.editions import ENDINGS
from zines.base.language import in_ranges, tr, tr_n
from zines.base.options import Options
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.base.search_path import SearchPath
from zines.base.variants import Shard, Variant
from zines.manuscript import lint
from zines.manuscript.declared_fields import declared
from zines.manuscript.groups import edition_chain, table, variants
from zines.manuscript.groups.edition_chain import EditionFolders
from zines.manuscript.groups.organisation import Organisation
from zines.manuscript.groups.table import Table
from zines.workshop import other_files
from zines.workshop.groups.packed_groups import PackedGroup, packed
from zines.workshop.production import equipment
from zines.workshop.production.session import Session
from zines.workshop.production.text_reading import TextReader
from zines.workshop.project import Entry, Project, entries

_SHARD = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")
WHOLE = Shard()
#: The names of the files that Excel and LibreOffice keep beside an open table begin with these.
_LOCKS = ("~$", ".~lock.")
#: Up to so many rows with the same problem are named one by one.
_FEW = 3
_NUMBER = re.compile(r"\d+")
_DECLARES = re.compile(rb"^(?:fields|champs)[ ]*:", re.MULTILINE)


@dataclass(frozen=True)
class Rows:
    """The good rows of a table, in its order, and the problems of all rows.

    ``table`` is without its rows, to save memory. ``used`` states what each column fills in;
    ``dates`` are those of the documents to print, by slug; ``groups`` are the data of the good
    rows, by name. ``whole`` is the digest of the rows of all parts; it does not depend on their
    order. ``folders`` are the names of these rows. ``left_out`` are the lines of the rows with
    errors, which are not printed.
    """

    table: Table
    good: tuple[Variant, ...]
    problems: tuple[Problem, ...]
    dates: dict[str, str]
    used: variants.Columns
    groups: Mapping[str, PackedGroup]
    table_file: Path
    whole: str
    folders: frozenset[str]
    left_out: frozenset[int]

    def with_column_names(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems with the names of their columns added."""
        return variants.with_columns(problems, self.table)


def check_there(file: Path) -> None:
    """Raise UsageError unless the table exists and its name can be part of file names."""
    names.check_argument(file)
    if file.name.startswith(_LOCKS):
        message = tr(
            "'{file}' only says that a spreadsheet has a table open: name that table", file=file
        )
        raise UsageError(message)
    if not names.is_file(file):
        raise UsageError(other_files.missing(file))
    if file.suffix.lower() in ENDINGS:
        raise UsageError(tr("'{file}' is no table; an edition goes with --edition", file=file))
    file_names.edition_name(file)


def shard_of(word: str) -> Shard:
    """Return the part of a table that a word such as 2/3 means; raises UsageError."""
    found = _SHARD.fullmatch(word.strip())
    number, count = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= count:
        raise UsageError(
            tr("'{word}' is no part of a table: 2/3 is the second of three", word=word)
        )
    return Shard(number, count)


def rows(
    session: Session,
    file: Path,
    documents: Iterable[Entry],
    options: Options,
    shard: Shard = WHOLE,
) -> Rows:
    """Read a table and check each row of a part of it as an edition, before any page is set.

    All rows extend ``options.edition``. Raises ProblemError for a table that cannot be read, that
    has no rows, or that has a column of unknown meaning.
    """
    project = session.project
    found = table.read(file, project.named(file))
    if not found.rows and all(one.severity is not Severity.ERROR for one in found.problems):
        message, hint = tr("the table has no rows"), tr("each row under the first is a group")
        wrong_table = Problem("table", message, hint, found.name, found.header)
        raise ProblemError([wrong_table, *found.problems])
    reader = TextReader(project, options, session.reading[0], session.texts)
    chosen = {entry.slug: entry for entry in documents}
    try:
        used = variants.columns(
            found,
            _fields(reader, chosen.values()),
            lambda: _fields(reader, _others(project, chosen)),
        )
    except ProblemError as error:
        # (It may be another sheet of the workbook that was meant.)
        raise ProblemError([*error.problems, *found.problems_of_file]) from error
    good, problems = variants.variants(found, used, file)
    whole = files.digest(
        *sorted(files.digest(one.name, one.values_json, str(one.copies)) for one in good)
    )
    left_out = {
        one.line for one in problems if one.severity is Severity.ERROR and one.line > found.header
    }
    wrong: list[Problem] = []
    kept = []
    groups: dict[str, PackedGroup] = {}
    # (How a file name is shown is looked up once, not for each row.)
    where = replace(equipment.editions_of(project), shown=cache(project.named))
    check = _RowCheck(project, options, where, project.search_path("assets"))
    for one in filter(lambda row: shard.holds(row.name), good):
        group, row_problems = check.checked(one)
        wrong += row_problems
        if group:
            kept.append(one)
            groups[one.name] = packed(group)
        else:
            left_out.add(one.line)
    # (A row with an error is not printed: whether it is a group at all is no question then.)
    problems = [one for one in problems if not (_is_doubt(one) and one.line in left_out)]
    problems = alike_once([*problems, *variants.with_columns(wrong, found)])
    if good and not any(shard.holds(one.name) for one in good):
        problems.append(_empty_part(found, shard))
    problems += [unused(found, column) for column in variants.unused(found, used)]
    problems += _without_copies(found, used, kept, options)
    texts = (reader.read(entry).document for entry in chosen.values())
    dates = {one.slug: one.date for one in texts if one}
    bare = replace(found, rows=())
    shown = tuple(problems)
    folders, lines = frozenset(one.name for one in good), frozenset(left_out)
    return Rows(bare, tuple(kept), shown, dates, used, groups, file, whole, folders, lines)


def _is_doubt(problem: Problem) -> bool:
    return problem.code == "table-row" and problem.severity is Severity.WARNING


def alike_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems of rows; those that many rows share are one, with the numbers of all lines.

    Messages that differ only in numbers are alike: 17H30 and 18H15 are mended in the same way.
    """
    alike: dict[Problem, list[Problem]] = {}
    for one in problems:
        message = _NUMBER.sub("0", one.message)
        hint = _NUMBER.sub("0", one.hint)
        alike.setdefault(replace(one, line=0, message=message, hint=hint), []).append(one)
    found: list[Problem] = []
    for many in alike.values():
        lines = {one.line for one in many}
        if len(lines) <= _FEW:
            found += many
            continue
        first = min(many, key=lambda one: one.line)
        message = tr("{message} (lines {lines})", message=first.message, lines=in_ranges(lines))
        if any(one.message != first.message for one in many):
            others = in_ranges(lines - {first.line})
            message = tr(
                "{message} (likewise in lines {lines})", message=first.message, lines=others
            )
        found.append(replace(first, message=message))
    return found


def _without_copies(
    found: Table, used: variants.Columns, rows: Iterable[Variant], options: Options
) -> list[Problem]:
    """Return a warning about the rows that have no number of copies where others have one."""
    column = next((column for column, key in used.items() if key == "copies"), "")
    listed = list(rows)
    lines = [one.line for one in listed if not one.copies]
    if not column or options.copies or len(lines) in (0, len(listed)):
        return []
    message = tr_n(
        "column '{column}': no number of copies, and its sheets come once (line {lines})",
        "column '{column}': no number of copies, and sheets come once (lines {lines})",
        len(lines),
        column=column,
        lines=in_ranges(lines),
    )
    hint = tr("fill it in, or give the number of copies for all groups that have none")
    place = found.name, lines[0], found.columns[column]
    return [Problem("copies", message, hint, *place, severity=Severity.WARNING)]


def _empty_part(found: Table, shard: Shard) -> Problem:
    message = tr(
        "no row of this table falls to part {number} of {count}",
        number=shard.number,
        count=shard.count,
    )
    hint = tr("nothing is to be made here: the other parts have all of them")
    return Problem("shard", message, hint, found.name, severity=Severity.INFO)


@dataclass
class _RowCheck:
    """Check rows as editions; ``good`` are texts for which lint has no remark."""

    project: Project
    options: Options
    where: EditionFolders
    assets: SearchPath
    good: set[lint.Said] = field(default_factory=set)

    def checked(self, variant: Variant) -> tuple[Organisation | None, list[Problem]]:
        """Return the group of a row, None if it cannot be printed, and its problems."""
        errors: list[Problem] = []
        group = None
        try:
            file_names.check_length(replace(self.options, variant=variant))
        except UsageError as error:
            name = self.where.shown(variant.table)
            column = variant.columns.get(("name",), 0)
            errors.append(Problem("table-row", str(error), "", name, variant.line, column))
        edition = self.options.edition
        try:
            group = equipment.group(
                self.project, edition, variant, where=self.where, assets=self.assets
            )
        except ProblemError as error:
            errors += error.problems
        if errors or not self.options.lint:
            return (None if errors else group), errors
        links = edition_chain.links(None, "", self.where, variant)
        remarks = lint.organisation(
            next(links).parsed, self.good, self.options.today or date.today()
        )
        wrong = any(one.severity is Severity.ERROR for one in remarks)
        return (None if wrong else group), remarks


def _fields(reader: TextReader, documents: Iterable[Entry]) -> list[str]:
    """Return the names of the fields that documents declare."""
    parsed = (reader.read(entry).parsed for entry in documents)
    return list(dict.fromkeys(one.name for text in parsed if text for one in declared(text)))


def _others(project: Project, chosen: Container[str]) -> Iterator[Entry]:
    """Yield the documents that are not chosen but may declare fields."""
    for entry in entries(project):
        if entry.slug not in chosen and _may_declare(entry.file):
            yield entry


def _may_declare(file: Path) -> bool:
    try:
        return bool(_DECLARES.search(file.read_bytes()))
    except OSError:
        return False


def unused(found: Table, column: str) -> Problem:
    """Return the warning that no document uses a column."""
    message = tr("no document that is printed now uses the column '{column}'", column=column)
    place = found.name, found.header, found.columns[column]
    return Problem("unused-column", message, "", *place, severity=Severity.WARNING)
