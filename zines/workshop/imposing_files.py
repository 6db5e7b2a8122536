"""The commands ``impose`` and ``unimpose``: read any PDF, write sheets or pages."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base import files, names
from zines.base.file_names import companion_name
from zines.base.language import mark, tr
from zines.base.limits import MOST_IMPOSED_PAGES, MOST_MEMORY
from zines.base.manifest_entry import FileEntry
from zines.base.paper import size_named
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.composition.request import Request
from zines.imposition.plans import two_passes
from zines.imposition.plans.request import requested
from zines.pdf import page_boxes
from zines.pdf.opening import object_streams
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.soundness import UNREADABLE
from zines.preflight.process_limits import bounded
from zines.workshop import other_files, overwriting
from zines.workshop.chosen_documents import has_documents
from zines.workshop.production import imposing, recipe_pages
from zines.workshop.production.project_typesetter import own_fonts, project_typesetter
from zines.workshop.project import Project

_TOO_MUCH = mark(
    "to read it takes more memory than it may: export it again from the program it comes from"
)


class ImposedEntry(FileEntry):
    """The result for an imposed PDF: its manifest entry, its files, and warnings to show."""

    files: list[Path]
    warnings: list[str]
    tips: list[str]


@dataclass(frozen=True)
class _Piece:
    """The source files of one piece, and the file for its sheets.

    ``apart``: its fronts and backs go into a file each, with the name of ``target`` and a word.
    """

    sources: tuple[Path, ...]
    target: Path
    apart: bool

    @property
    def files(self) -> list[Path]:
        """The files for its sheets: one, or one for fronts and one for backs."""
        stem, ending = self.target.stem, self.target.suffix
        sides = (two_passes.FRONTS, two_passes.BACKS)
        apart = [self.target.with_name(f"{stem}-{side}{ending}") for side in sides]
        return apart if self.apart else [self.target]

    @property
    def recipe(self) -> Path:
        return self.target.with_name(companion_name(self.target.name, "sheets"))

    def contents(self, sheets: imposing.ImposedSheets) -> dict[Path, bytes]:
        """Return the content of each of its files of sheets."""
        sides = [sheets.content] if sheets.backs is None else [sheets.content, sheets.backs]
        return dict(zip(self.files, sides, strict=True))


def impose(
    project: Project,
    sources: Sequence[Path],
    into: Path | str,
    options: Mapping[str, Any],
    *,
    sheet: str = "a4",
    pages: str = "",
    force: bool = False,
    password: str = "",
    notes: bool = True,
) -> list[ImposedEntry]:
    """Impose any PDFs, and write with the sheets a recipe to print, cut and fold them.

    If ``into`` is a file, all sources one after another are one piece. If it is a folder (an
    existing one, or a name that ends in a slash), each source is a piece. ``options`` are those of
    base/imposition_options.py that were given, with ``schema``; ``pages`` are numbers such as
    1-8,12, counted through the whole piece. Only with ``force`` are foreign files overwritten.
    ``password`` opens locked files and is not stored; ``notes`` False leaves out stamps, notes
    and fields. All files are written together or not at all.

    Raises ProblemError for pages that cannot be imposed in this way, UsageError for an output that
    would overwrite an input or a foreign file, OSError.
    """
    for source in sources:
        if not names.is_file(source) and has_documents(project, str(source)):
            message = tr("'{text}' is a text: 'pdf' makes its sheets", text=source)
            raise UsageError(message)
    pieces = _pieces(sources, into, apart=bool(options.get("two_passes")))
    _check_names_differ(pieces)
    for piece in pieces:
        _check_free(piece, sources, force=force)
    _check_sizes(sources, password)
    own = own_fonts(project)
    contents: dict[Path, bytes] = {}
    entries: list[ImposedEntry] = []
    # Recipes of earlier impositions, which are no longer needed.
    idle: list[Path] = []
    with ThreadPoolExecutor(1) as pool:
        # Fonts and layouts are read in parallel with the PDF.
        typesetter = pool.submit(project_typesetter, project)

        def typeset(page: Request) -> bytes:
            return typesetter.result().pages(page)

        for piece in pieces:
            with _faults_as_problems(piece.sources, password):
                sheets = imposing.imposed(
                    piece.sources,
                    requested(options, size_named(sheet)),
                    typeset,
                    pool,
                    chosen=pages,
                    password=password,
                    notes=notes,
                    faces=own,
                )
            made = piece.contents(sheets)
            contents |= made
            if sheets.recipe:
                contents[piece.recipe] = sheets.recipe.result()
            else:
                idle.append(piece.recipe)
            entries.append(_entry(made, sheets))
    files.write_all(contents)
    for recipe in idle:
        recipe.unlink(missing_ok=True)
    return entries


@contextmanager
def _faults_as_problems(sources: Sequence[Path], password: str) -> Iterator[None]:
    """Raise a ProblemError for a PdfError; it names the file, or the first page of each of them."""
    try:
        yield
    except PdfError as error:
        path = str(sources[0]) if len(sources) == 1 else ""
        hint = imposing.page_counts(sources, password)
        raise ProblemError([Problem("imposition", str(error), hint, path)]) from error


def _pieces(sources: Sequence[Path], into: Path | str, *, apart: bool) -> list[_Piece]:
    """Return the pieces to impose, with the file for the sheets of each."""
    folder = Path(into)
    if not folder.is_dir() and not names.names_folder(str(into)):
        return [_Piece(tuple(sources), folder, apart)]
    return [_Piece((source,), folder / source.name, apart) for source in sources]


def _check_names_differ(pieces: Sequence[_Piece]) -> None:
    """Raise UsageError if two files of one run, with recipes, would have the same name.

    Names that differ only in case or in the encoding of accents are the same on many disks.
    """
    seen: set[str] = set()
    for piece in pieces:
        for file in (*piece.files, piece.recipe):
            name = unicodedata.normalize("NFC", file.name).casefold()
            if name in seen:
                raise UsageError(
                    tr(
                        "two files would be called '{name}': impose them into different folders",
                        name=file.name,
                    )
                )
            seen.add(name)


def _check_free(piece: _Piece, sources: Sequence[Path], *, force: bool) -> None:
    """Raise UsageError unless all sources exist and no other file would be overwritten."""
    target, recipe = piece.target, piece.recipe
    if not target.name:
        raise UsageError(tr("'{target}' is no name for a file: say out.pdf", target=target))
    names.check_argument(target)
    for source in sources:
        for file in dict.fromkeys((target, recipe, *piece.files)):
            _check_other(source, file)
    if not force:
        for file in piece.files:
            overwriting.check(file)
    if os.path.lexists(recipe) and not recipe_pages.is_recipe(recipe):
        raise UsageError(tr("'{recipe}' would be written over: name another output", recipe=recipe))


def _check_sizes(sources: Iterable[Path], password: str) -> None:
    """Raise ProblemError for a PDF with too many pages, or that needs too much memory.

    It is called before all other work, because Typst ends the whole program if memory runs out.
    """
    for source in sources:
        wrong = ""
        try:
            if object_streams.too_long(source):
                raise MemoryError
            with (
                bounded(MOST_MEMORY + source.stat().st_size),
                page_boxes.opened(source, password) as pdf,
            ):
                if (count := len(pdf.pages)) > MOST_IMPOSED_PAGES:
                    wrong = tr(
                        "the file has {count:,} pages, and {most:,} are imposed at most: split it",
                        count=count,
                        most=MOST_IMPOSED_PAGES,
                    )
                elif len(pdf.objects) and _lacks_memory(pdf):
                    wrong = tr(_TOO_MUCH)
        except MemoryError:
            wrong = tr(_TOO_MUCH)
        except PdfError as error:
            # Without the bound, the file might open, and then use all memory.
            wrong = str(error)
        except (OSError, *UNREADABLE):
            # The function that reads the file reports this in its own words.
            continue
        if wrong:
            raise ProblemError([Problem("imposition", wrong, path=str(source))])


def _lacks_memory(pdf: Any) -> bool:
    """Return whether memory was too small to read an object, which qpdf then treats as null."""
    return any("bad_alloc" in str(warning) for warning in pdf.get_warnings())


def _entry(made: Mapping[Path, bytes], sheets: imposing.ImposedSheets) -> ImposedEntry:
    return {
        "path": ", ".join(map(str, made)),
        "files": list(made),
        "role": "tiles" if sheets.plan.schema == "tiles" else "sheets",
        "pages": sheets.plan.pages,
        "warnings": list(sheets.plan.warnings),
        "tips": sheets.tips,
        **imposing.entry(sheets.plan),
    }


def unimpose(
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    *,
    trim: str = "",
    count: int = 0,
    password: str = "",
    notes: bool = True,
) -> tuple[str, ...]:
    """Write the pages of an imposed PDF in reading order; raises as :func:`impose`.

    ``trim`` is the size of a page; if it is empty, it is computed. ``count`` is the number of
    pages, 0 for all; ``notes`` False leaves out the notes on the sheets. Returns warnings to show.
    """
    _check_other(source, target)
    _check_sizes([source], password)
    with _faults_as_problems([source], password):
        size = size_named(trim) if trim else None
        # (This size is not used: sheets have their size in the file.)
        wanted = requested(options, size_named("a4"))
        content, warnings = imposing.unimposed_pages(
            source, wanted, size, count, password=password, notes=notes
        )
    files.write(target, content)
    return warnings


def as_problems(
    source: Path | str, warnings: Iterable[str], severity: Severity = Severity.WARNING
) -> list[Problem]:
    """Return warnings, or remarks of that severity, as problems of a file."""
    return [Problem("imposition", one, path=str(source), severity=severity) for one in warnings]


def _check_other(source: Path, target: Path) -> None:
    """Raise UsageError unless the source exists, and the target is another file or free."""
    for path in (source, target):
        names.check_argument(path)
    if not names.is_file(source):
        raise UsageError(other_files.missing(source))
    if not target.name or target.is_dir():
        raise UsageError(tr("'{target}' is no name for a file: say out.pdf", target=target))
    if os.path.lexists(target) and not target.is_file():
        raise UsageError(
            tr("'{target}' is no file that can be written over: name another output", target=target)
        )
    if target.exists() and target.samefile(source):
        raise UsageError(tr("'{target}' is the file to read: name another output", target=target))
