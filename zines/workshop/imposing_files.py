"""``impose`` and ``unimpose``: files of anyone in, sheets or pages out."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from zines.preflight.memory import bounded
from zines.workshop import targets
from zines.workshop.production import imposing, recipe_pages
from zines.workshop.production.project_typesetter import own_fonts, project_typesetter
from zines.workshop.project import Project

_TOO_MUCH = mark(
    "to read it takes more memory than it may: export it again from the program it comes from"
)


class ImposedEntry(FileEntry):
    """What is said of an imposed PDF: its manifest entry, its files, and words for people."""

    files: list[Path]
    warnings: list[str]
    tips: list[str]


@dataclass(frozen=True)
class _Job:
    """The files of one piece, and where its sheets go."""

    sources: tuple[Path, ...]
    target: Path

    @property
    def recipe(self) -> Path:
        return self.target.with_name(companion_name(self.target.name, "sheets"))


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
    """Impose any PDFs, and write beside the sheets the recipe to print, cut and fold them.

    ``into`` is a file, for all the sources one after another as one piece; or a folder (one that is
    there, or a name that ends in a slash), for a piece of each. ``options`` are those of
    base/imposition_options.py that were typed, ``schema`` among them; ``pages`` are numbers as in
    1-8,12, counted through the whole piece. Only ``force`` writes over files of others;
    ``password`` opens locked files, and is kept nowhere; ``notes`` False leaves out stamps, notes
    and fields. All files are written together or not at all.

    Raises ProblemError for pages that cannot be imposed so, UsageError for an output over an
    input, OSError.
    """
    jobs = _jobs(sources, into)
    _check_all_apart(jobs, two_passes_asked=bool(options.get("two_passes")))
    for job in jobs:
        _check_free(job, sources, options, force=force)
    _check_sizes(sources, password)
    own = own_fonts(project)
    contents: dict[Path, bytes] = {}
    entries: list[ImposedEntry] = []
    # That of an earlier imposition, which needed one.
    idle: list[Path] = []
    with ThreadPoolExecutor(1) as pool:
        # Fonts and layouts are read while the PDF is.
        typesetter = pool.submit(project_typesetter, project)

        def typeset(page: Request) -> bytes:
            return typesetter.result().pages(page)

        for job in jobs:
            try:
                wanted = requested(options, size_named(sheet))
                sheets = imposing.imposed(
                    job.sources,
                    wanted,
                    typeset,
                    pool,
                    chosen=pages,
                    password=password,
                    notes=notes,
                    faces=own,
                )
            except PdfError as error:
                path = str(job.sources[0]) if len(job.sources) == 1 else ""
                raise ProblemError([Problem("imposition", str(error), path=path)]) from error
            made = _named(job.target, sheets)
            contents |= made
            if sheets.recipe:
                contents[job.recipe] = sheets.recipe.result()
            else:
                idle.append(job.recipe)
            entries.append(_entry(made, sheets))
    files.write_all(contents)
    for recipe in idle:
        recipe.unlink(missing_ok=True)
    return entries


def _jobs(sources: Sequence[Path], into: Path | str) -> list[_Job]:
    """Return the pieces to make; raises UsageError for a name that is neither file nor folder."""
    folder = Path(into)
    if not folder.is_dir() and not str(into).endswith(("/", os.sep)):
        return [_Job(tuple(sources), folder)]
    return [_Job((source,), folder / source.name) for source in sources]


def _check_all_apart(jobs: Sequence[_Job], *, two_passes_asked: bool) -> None:
    """Raise UsageError where two files of one run, recipes among them, would have one name.

    Names that differ in case or in how accents are put together are one on many disks.
    """
    seen: set[str] = set()
    for job in jobs:
        for file in (*_sides_or_whole(job.target, apart=two_passes_asked), job.recipe):
            name = unicodedata.normalize("NFC", file.name).casefold()
            if name in seen:
                raise UsageError(
                    tr(
                        "two files would be called '{name}': impose them into different folders",
                        name=file.name,
                    )
                )
            seen.add(name)


def _sides_or_whole(target: Path, *, apart: bool) -> list[Path]:
    """Return the files that the sheets of a piece become."""
    if not apart:
        return [target]
    return [_side_file(target, side) for side in (two_passes.FRONTS, two_passes.BACKS)]


def _check_free(
    job: _Job, sources: Sequence[Path], options: Mapping[str, Any], *, force: bool
) -> None:
    """Raise UsageError unless all sources are there and nothing else is written over."""
    if not job.target.name:
        raise UsageError(tr("'{target}' is no name for a file: say out.pdf", target=job.target))
    made = _sides_or_whole(job.target, apart=bool(options.get("two_passes")))
    names.check_argument(job.target)
    for source in sources:
        for file in dict.fromkeys((job.target, job.recipe, *made)):
            _check_apart(source, file)
    if not force:
        for file in made:
            targets.check(file)
    if os.path.lexists(job.recipe) and not recipe_pages.is_recipe(job.recipe):
        raise UsageError(
            tr("'{recipe}' would be written over: name another output", recipe=job.recipe)
        )


def _check_sizes(sources: Iterable[Path], password: str) -> None:
    """Raise ProblemError for a PDF of too many pages, or that takes too much memory to be read.

    Before anything else is done: out of memory, Typst ends the whole program.
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
            # Read without a bound it might be read, and take all the memory there is.
            wrong = str(error)
        except (OSError, *UNREADABLE):
            # It is told, in words of its own, by what reads it.
            continue
        if wrong:
            raise ProblemError([Problem("imposition", wrong, path=str(source))])


def _lacks_memory(pdf: Any) -> bool:
    """Say whether an object could not be read for lack of memory: qpdf takes it for nothing."""
    return any("bad_alloc" in str(warning) for warning in pdf.get_warnings())


def _entry(made: Mapping[Path, bytes], sheets: imposing.Sheets) -> ImposedEntry:
    return {
        "path": ", ".join(map(str, made)),
        "files": list(made),
        "role": "tiles" if sheets.plan.schema == "tiles" else "sheets",
        "pages": sheets.plan.pages,
        "warnings": list(sheets.plan.warnings),
        "tips": sheets.tips,
        **imposing.entry(sheets.plan),
    }


def _named(target: Path, sheets: imposing.Sheets) -> dict[Path, bytes]:
    """Return the files that sheets become: one, or their fronts and backs apart."""
    if sheets.backs is None:
        return {target: sheets.content}
    sides = {two_passes.FRONTS: sheets.content, two_passes.BACKS: sheets.backs}
    return {_side_file(target, side): content for side, content in sides.items()}


def _side_file(target: Path, side: str) -> Path:
    return target.with_name(f"{target.stem}-{side}{target.suffix}")


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
    """Give back, in reading order, the pages of an imposed PDF; raises as :func:`impose`.

    ``trim`` is the size of a page, empty where it is to be found; ``count`` 0 is any number;
    ``notes`` False leaves out what is noted on the sheets. Returns warnings for people.
    """
    _check_apart(source, target)
    _check_sizes([source], password)
    try:
        size = size_named(trim) if trim else None
        # The sheets of the file say how large they are.
        wanted = requested(options, size_named("a4"))
        content, warnings = imposing.separated(
            source, wanted, size, count, password=password, notes=notes
        )
    except PdfError as error:
        raise ProblemError([Problem("imposition", str(error), path=str(source))]) from error
    files.write(target, content)
    return warnings


def warned(
    source: Path | str, told: Iterable[str], severity: Severity = Severity.WARNING
) -> list[Problem]:
    """Return what is told as problems of the file that it speaks of."""
    return [Problem("imposition", one, path=str(source), severity=severity) for one in told]


def _check_apart(source: Path, target: Path) -> None:
    """Raise UsageError unless there is a source, and a target that may be written."""
    for path in (source, target):
        names.check_argument(path)
    if not names.is_file(source):
        raise UsageError(tr("there is no file '{file}'", file=source))
    if not target.name or target.is_dir():
        raise UsageError(tr("'{target}' is no name for a file: say out.pdf", target=target))
    if os.path.lexists(target) and not target.is_file():
        raise UsageError(
            tr("'{target}' is no file that can be written over: name another output", target=target)
        )
    if target.exists() and target.samefile(source):
        raise UsageError(tr("'{target}' is the file to read: name another output", target=target))
