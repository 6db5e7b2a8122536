"""Files to download: those of one paper or of a kit, with reports of progress."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zines.base.file_names import companion_name, is_of_output
from zines.base.files import digest_of
from zines.base.geometry import Size
from zines.base.language import mark, tr
from zines.base.manifest_entry import ON_SHEETS, FileEntry, FileRole, is_sheets
from zines.base.options import Made
from zines.base.paper import name_of, size_named
from zines.base.problems import Problem, ProblemError, UsageError, causes_once, problems_of
from zines.workshop.atelier import given_tables, plain_words
from zines.workshop.atelier.given_tables import GivenTable
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.catalogue import copier_runs, how_to_print
from zines.workshop.progress import Reporter
from zines.workshop.project import Project

#: The date of all files in a zip, so that the same files give the same zip on any day.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
#: What the files of each role are for, in the words of users.
USES: dict[FileRole, str] = {
    "sheets": mark("for the copier"),
    "tiles": mark("for the copier, in parts"),
    "recipe": mark("how to print it, step by step"),
    "press": mark("for the print shop"),
    "order": mark("the order to the print shop"),
    "plates": mark("a plate for the risograph"),
    "preview": mark("what the plates make together"),
    "reader": mark("page by page, for screens"),
}


@dataclass(frozen=True)
class TakenFile:
    """One file to download, with its entry in the manifest."""

    entry: FileEntry

    @property
    def path(self) -> str:
        """The path from the output folder."""
        return self.entry["path"]

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition("/")[2]

    @property
    def role(self) -> FileRole:
        """What the file is for, in the words of the manifest."""
        return self.entry["role"]

    @property
    def pages(self) -> int:
        """The number of pages of the PDF."""
        return self.entry.get("pdf_pages", 0)

    @property
    def is_sheets(self) -> bool:
        """Whether a copier prints it, at 100 %."""
        return is_sheets(self.entry)

    @property
    def is_fillable(self) -> bool:
        """Whether it has fields that are filled in on a screen."""
        return bool(self.entry.get("fields"))

    @property
    def up(self) -> int:
        """How many copies one set of its sheets gives: what a copier is set to is so much less."""
        return self.entry.get("up", 1)

    def run(self, copies: int) -> str:
        """Return what the copier is set to for so many copies (1 or more), and what it takes."""
        return copier_runs.in_words(self.entry, copies)

    @property
    def use(self) -> str:
        """What the file is for, in words, and its paper; for a copier, all that it asks for."""
        use, size = tr(USES[self.role]), self.entry.get("sheet_mm") or self.entry.get("trim_mm")
        if not size or self.role in ("recipe", "order"):
            return use
        if self.is_sheets:
            return f"{use}, {how_to_print.one_line(self.entry)}"
        return f"{use}, {name_of(Size(*size))}"


@dataclass(frozen=True)
class Taken:
    """The files that were built, and the problems; ``out`` is the output folder.

    ``groups`` is the number of good rows of a table, 0 without one; ``copies`` is how many copies
    of each are in the files for the copier, ``own_copies`` whether rows have their own numbers.
    """

    out: Path
    files: tuple[TakenFile, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    groups: int = 0
    copies: int = 0
    own_copies: bool = False

    def check_unchanged(self, wanted: Iterable[TakenFile]) -> None:
        """Raise UsageError if a later build (of another table, say) has replaced one of the files.

        A file that cannot be read is not reported here: sending it does.
        """
        for one in wanted:
            if digest_of(self.out / one.path) not in ("", one.entry["sha256"]):
                message = tr(
                    "'{file}' was made again since: take it from the newer page, or make it anew",
                    file=one.name,
                )
                raise UsageError(message)


#: Called with the number of finished documents, the total, and the name of the current one.
Report = Callable[[int, int, str], None]


@dataclass
class _Counted(Reporter):
    """Reports the number of finished documents, too."""

    report: Report
    done: int = 0

    def begin(self, slug: str, total: int) -> None:
        self.report(self.done, total, slug)

    def step(self, made: Made, total: int) -> None:
        self.done += 1
        self.report(self.done, total, made.slug)


def take(
    project: Project,
    slugs: Sequence[str],
    wish: Wish,
    edition: Path | None,
    table: GivenTable | None = None,
    report: Report = lambda done, total, name: None,
) -> Taken:
    """Build the files of papers, for a group or for each row of a table; never raises.

    A paper without an output of the chosen size or sheet gets all its files.
    """
    from zines.workshop.cache.old_papers import FORMER, OLDER
    from zines.workshop.groups import edition_builds
    from zines.workshop.groups.merged_sheets import NOTHING

    words = (str(edition),) if edition else ()
    options = wish.options(project.out, edition)
    copies = table.copies if table and wish.chosen.role in ON_SHEETS else 0
    owner = given_tables.folder(project) if table else None
    options = replace(options, copies=copies or options.copies, owner=owner)
    try:
        built = edition_builds.build(
            project,
            tuple(slugs),
            words,
            options,
            _Counted(report),
            table.file if table else None,
            merge=table is not None,
        )
    except (UsageError, ProblemError, OSError) as error:
        return Taken(project.out, problems=_named(problems_of(error), project, table))
    found = tuple(TakenFile(one) for made in built.made for one in _wanted(made, wish))
    # (Only the files for a copier are merged: nobody has asked for it by a word. Who takes files
    # from a page does not see the folder with those of earlier builds.)
    unasked = (NOTHING, FORMER, OLDER)
    reported = (one for one in causes_once(built.problems) if one.code not in unasked)
    problems = _named(reported, project, table)
    groups = built.together + built.whole
    own = bool(built.copies)
    return Taken(built.out, found, problems, groups, copies, own)


def _named(
    problems: Iterable[Problem], project: Project, table: GivenTable | None
) -> tuple[Problem, ...]:
    """Return problems in words of pages, and a table under the name that its sender gave it."""
    kept = project.named(table.file) if table else ""
    plain = map(plain_words.problem, problems)
    if table is None:
        return tuple(plain)
    return tuple(replace(one, path=table.name) if one.path == kept else one for one in plain)


def zipped(out: Path, files: Iterable[TakenFile]) -> bytes:
    """Return files as a zip, each under its file name, or under its path if two are the same."""
    paths = [one.path for one in files]
    alone = len({path.rpartition("/")[2] for path in paths}) == len(paths)
    return archive({path.rpartition("/")[2] if alone else path: out / path for path in paths})


def archive(contents: Mapping[str, Path]) -> bytes:
    """Return files, given by their names in it, as a zip; the same files give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, file in contents.items():
            packed.writestr(zipfile.ZipInfo(name, _ZIP_DATE), file.read_bytes())
    return written.getvalue()


def _wanted(made: Made, wish: Wish) -> list[FileEntry]:
    """Return the files of the chosen output that fit the chosen sheet; all if there are none.

    The recipe of a file that is left out is left out, too.
    """
    named = _of_size(made, wish.size) or list(made.files)
    if not wish.sheet:
        return named
    largest = size_named(wish.sheet)
    beside = {companion_name(one["path"], one["role"]) for one in named if not fits(one, largest)}
    small = [one for one in named if fits(one, largest) and one["path"] not in beside]
    return small if any("sheet_mm" in one for one in small) else named


def _of_size(made: Made, size: str) -> list[FileEntry]:
    """Return the files of the output with the name ``size``; none if there is no such output."""
    outputs = [size] if size else []
    return [
        one
        for one in made.files
        if is_of_output(one["path"].rpartition("/")[2], made.name, outputs)
    ]


def fits(entry: FileEntry, sheet: Size) -> bool:
    """Return whether the sheets of a file are at most as large as ``sheet``, in any orientation."""
    own = entry.get("sheet_mm")
    within = (min(sheet.width, sheet.height), max(sheet.width, sheet.height))
    return own is None or (min(own) <= within[0] and max(own) <= within[1])
