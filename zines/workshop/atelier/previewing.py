"""Previews of pages while the user types: only the stage and the cache are written.

It is for a process that keeps running (``web.worker``): Typst keeps results, files are read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.options import Options
from zines.base.problems import Problem, ProblemError, Severity, at, from_os_error
from zines.composition import fonts
from zines.manuscript.groups import organisation
from zines.manuscript.groups.organisation import Organisation
from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError
from zines.workshop.atelier import (
    field_problems,
    listed_sources,
    printed_places,
    small_pictures,
    text_editing,
    trial_sheets,
)
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.listed_sources import ListedSource
from zines.workshop.atelier.printed_places import TypedWords
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.atelier.trial_sheets import FoldedSheets, FoldingRequest
from zines.workshop.catalogue import papers
from zines.workshop.catalogue.papers import Catalogue
from zines.workshop.production import equipment, page_problems
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.inked_pages import in_ink
from zines.workshop.production.output_files import MadeFile, files_of
from zines.workshop.production.planned_files import PlannedFile, planned, wanted_outputs
from zines.workshop.production.session import Session
from zines.workshop.production.text_reading import ReadText, TextReader
from zines.workshop.project import Entry, Project, entries, with_shown_paths

View = Literal["pages", "sheets"]
#: The width of pictures of the catalogue, in pixels.
COVER_WIDTH = 420


@dataclass(frozen=True)
class Plate:
    """The plate of one drum of a risograph as a PDF, the drum's name, and the page sizes in pt."""

    label: str
    content: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Preview:
    """Pages or sheets as a PDF, their recipe, and the problems; contents are empty on failure.

    Sizes of pages are in pt. With ``plates``, ``content`` shows all of them together.
    """

    content: bytes = b""
    sizes: tuple[tuple[float, float], ...] = ()
    recipe: bytes = b""
    recipe_sizes: tuple[tuple[float, float], ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    plates: tuple[Plate, ...] = ()


class Previewer:
    """Set and draw the pages that the browser requests."""

    def __init__(self, project: Project) -> None:
        """Read nothing yet."""
        self._project = project
        self._session = Session(project)
        self._pool = ThreadPoolExecutor(1)

    def imposed(self, file: Path, wanted: FoldingRequest) -> FoldedSheets:
        """Return the sheets of any PDF; raises ProblemError, UsageError."""
        return trial_sheets.tried(self._project, file, wanted)

    def catalogue(self) -> Catalogue:
        """Return the papers to choose from."""
        return papers.catalogue(self._project)

    def group_problems(self, edition: Path) -> tuple[FieldProblem, ...]:
        """Return the problems of a group that is being typed, each with its field."""
        options = Options(self._project.out, edition=edition)
        return self._by_field(self._group(options)[1], None, options, None)

    def picture(self, content: bytes, number: int, width: int) -> bytes:
        """Return a page of a PDF, from 1, as a PNG ``width`` pixels wide; raises ProblemError."""
        try:
            return page_pictures.drawn(content, number, width)
        except PdfError as error:
            raise ProblemError([Problem("page", str(error))]) from error

    def pages_of(self, content: bytes, typed: TypedWords) -> tuple[int, ...]:
        """Return the pages of a PDF, from 1, with most of the typed words; raises ProblemError."""
        sources = self._session.reading[0].sources or {}
        addresses = {name: one.get("url", "") for name, one in sources.items()}
        try:
            words = printed_places.of_codes(typed.words, addresses)
            return printed_places.pages_of(content, replace(typed, words=words))
        except PdfError as error:
            raise ProblemError([Problem("page", str(error))]) from error

    def sources(self, slug: str) -> list[ListedSource]:
        """Return the sources that a text may cite; raises ProblemError."""
        self._refresh()
        file = text_editing.file_of(self._project, slug)
        return listed_sources.listed(self._session.reading[0].sources_for(file) or {})

    def cover(self, slug: str) -> bytes:
        """Return a small picture (WebP) of the first page of a document, kept in the cache.

        Raises ProblemError for a document that cannot be set.
        """
        options = Wish("screen").options(self._project.out)
        text, tools, _ = self._prepared(slug, options)
        one = self._plans(text, tools, options)[0]
        key = files.digest(one.digest, str(COVER_WIDTH), str(tools.typesetter.stage.layouts))

        def drawn() -> bytes:
            content = tools.typesetter.set_pages(one.request).content
            return page_pictures.drawn(content, 1, COVER_WIDTH, "webp")

        return small_pictures.kept(self._project.cache, slug_of(slug), key, drawn)

    def drawing(self, name: str) -> bytes:
        """Return a small picture (WebP) of a drawing; raises UsageError, ProblemError."""
        self._refresh()
        return small_pictures.of_drawing(self._project, self._session.typesetter, name)

    def shown(
        self, slug: str, edition: Path | None, wish: Wish, view: View, draft: Path | None = None
    ) -> Preview:
        """Return a document's pages, or its sheets, for a group; never raises ProblemError.

        Problems with what the law requires of a group are reported, but the pages are shown.
        ``draft`` is a file with the typed text: problems then name its fields, and include the
        remarks of lint.
        """
        options = wish.options(self._project.out, edition)
        if view == "pages":
            options = replace(options, roles=("reader",))
        elif options.roles not in (("tiles",), ()):
            # (Options without a role are those for the plates of a risograph.)
            options = replace(options, roles=("sheets",))
        text: ReadText | None = None
        problems: list[Problem] = []
        try:
            text, tools, problems = self._prepared(slug, options, draft)
            plans = self._plans(text, tools, options, wish.size)
            made = self._made(plans[0], tools, problems, view)
            return replace(made, problems=self._by_field(problems, text, options, draft))
        except ProblemError as error:
            problems += error.problems
        except OSError as error:
            problems += at([from_os_error(error)], slug)
        return Preview(problems=self._by_field(problems, text, options, draft))

    def _made(
        self, one: PlannedFile, tools: Equipment, problems: list[Problem], view: View
    ) -> Preview:
        """Return the pages or sheets of an output; add their warnings to ``problems``."""
        pages = tools.typesetter.set_pages(one.request)
        problems += pages.warnings
        inked = in_ink(one, pages.content, tools)
        problems += inked.warnings
        content, recipe = inked.content, b""
        if view == "sheets":
            made = files_of(one, inked, tools, self._pool)
            if one.output.role == "plates":
                return _plates(made)
            content = made[0].bytes()
            recipe = made[1].bytes() if len(made) > 1 else b""
            problems += made[0].warnings
        return Preview(
            content,
            page_pictures.sizes(content),
            recipe,
            page_pictures.sizes(recipe) if recipe else (),
        )

    def _prepared(
        self, slug: str, options: Options, draft: Path | None = None
    ) -> tuple[ReadText, Equipment, list[Problem]]:
        """Return a text, the equipment, and problems of the group; raises ProblemError."""
        self._refresh()
        session, project = self._session, self._project
        entry = next((one for one in self._entries if one.slug == slug), None)
        # (The file of the text itself may be gone.)
        entry = Entry(slug, draft) if draft else entry
        if entry is None:
            raise ProblemError([Problem("no-document", slug)])
        reading, wrong = session.reading
        # (A draft is read each time, with lint; of a saved text, only the pages are needed.)
        lint, texts = draft is not None, {} if draft else session.texts
        reader = TextReader(project, replace(options, lint=lint), reading, texts)
        group, problems = self._group(options)
        reader.values = group.texts
        problems += reader.group_remarks if options.edition else ()
        text = reader.read(entry)
        problems += [one for one in text.remarks if one.path == project.named(entry.file)]
        if wrong or text.problems or text.document is None:
            raise ProblemError([*wrong, *text.problems, *problems])
        return text, equipment.equipped(project, options, session.typesetter, group), problems

    def _group(self, options: Options) -> tuple[Organisation, list[Problem]]:
        """Return the group as far as it is typed, and the problems of its edition."""
        problems: list[Problem] = []
        if options.edition is None:
            return equipment.group(self._project, None), problems
        try:
            return equipment.group(self._project, options.edition), problems
        except ProblemError as error:
            problems += error.problems
        try:
            return equipment.group(self._project, options.edition, extended=True), problems
        except ProblemError:
            return organisation.Organisation({}, {}), problems

    def _plans(
        self, text: ReadText, tools: Equipment, options: Options, size: str = ""
    ) -> list[PlannedFile]:
        """Plan the first output, or the one with the name ``size``."""
        assert text.document is not None
        outputs, _ = wanted_outputs(text.document, options)
        named = [one for one in outputs if one.name == size]
        return planned(text.document, text.entry.file, (named or outputs)[:1], tools, options)

    def _refresh(self) -> None:
        """Read shared files again if any of them has changed."""
        self._session.refresh()
        self._entries: list[Entry] = entries(self._project)

    def _by_field(
        self,
        problems: Iterable[Problem],
        text: ReadText | None,
        options: Options,
        draft: Path | None,
    ) -> tuple[FieldProblem, ...]:
        """Return problems, each with the field of the form in which it is."""
        project = self._project
        links = equipment.group_files(project, options.edition)
        if text:
            problems = page_problems.placed(problems, text, project, links)
        by_field = []
        for one in dict.fromkeys(with_shown_paths(problems, project)):
            # (Notes are only for the author of the text.)
            if draft or one.severity is not Severity.INFO:
                place = field_problems.field_of(one, options.edition, draft, project)
                by_field.append(FieldProblem(one, place))
        return tuple(by_field)


def _plates(made: Sequence[MadeFile]) -> Preview:
    """Return the plates of a risograph; the last file shows all of them together."""
    *plates, together = ((one.entry, one.bytes()) for one in made)
    shown = (Plate(one["drum"], content, page_pictures.sizes(content)) for one, content in plates)
    return Preview(together[1], page_pictures.sizes(together[1]), plates=tuple(shown))


def own_faces() -> dict[str, Path]:
    """Return the font files for the pages in the browser, by their names."""
    return {file.name: file for file in fonts.files(())}
