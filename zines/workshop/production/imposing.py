"""Imposition of pages on finished sheets, and its reversal, for our documents and for any PDF.

The module imposing_files.py reads and writes the files of the command ``impose``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base import language
from zines.base.geometry import Size
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry
from zines.composition import coverage, fonts
from zines.imposition.plans import planning, recipe, smaller_posters, tiles, two_passes
from zines.imposition.plans.plan import Plan
from zines.imposition.plans.request import ImpositionRequest, pages_named
from zines.imposition.plans.schemas import SCHEMAS, Schema
from zines.imposition.plans.smaller_posters import SmallerPoster
from zines.imposition.sheets import page_matrix, sheet_drawing, unimposing
from zines.imposition.sheets.annotations import unprinted
from zines.pdf import box_faults, catalog, page_boxes, unprinted_layers
from zines.pdf.annotations import field_circles
from zines.pdf.content import content_mending
from zines.pdf.joining import Joined
from zines.pdf.opening import locks, soundness
from zines.pdf.opening.errors import PdfError
from zines.pdf.page_boxes import PageBox
from zines.pdf.resources import alternates
from zines.prepress import finishing
from zines.workshop.production import recipe_pages, white_rims
from zines.workshop.production.recipe_pages import Typeset

#: The schemas of booklets of any size, for which spreads are taken for pages.
_FOLDED = ("saddle-stitch", "gathered-signatures")


@dataclass(frozen=True)
class ImposedSheets:
    """Imposed sheets, their plan, and the recipe being set (None if no recipe is needed).

    If fronts and backs are printed separately, ``content`` has the fronts and ``backs`` the backs.
    ``wide``: all pages of a foreign booklet are wider than high. ``smaller`` is a smaller poster of
    a foreign page that would take fewer sheets, if there is one.
    """

    content: bytes
    plan: Plan
    recipe: Future[bytes] | None
    backs: bytes | None = None
    smaller: SmallerPoster | None = None
    wide: bool = False

    @property
    def tips(self) -> list[str]:
        """What to look at, and what would take less paper, in words."""
        wide = [
            tr("all pages are wide: if each shows two pages, export single ones, and take those")
        ]
        if not self.smaller:
            return wide if self.wide else []
        return [
            tr_n(
                "at {percent} %, the poster would take {count} sheet instead of {was}: say "
                "--poster {width}x{height}mm",
                "at {percent} %, the poster would take {count} sheets instead of {was}: say "
                "--poster {width}x{height}mm",
                self.smaller.sheets,
                percent=self.smaller.percent,
                was=len(self.plan.sheets),
                width=self.smaller.size.width,
                height=self.smaller.size.height,
            )
        ]


def imposed(
    pages: bytes | Path | Sequence[Path],
    wanted: ImpositionRequest,
    typeset: Typeset,
    pool: Executor,
    *,
    chosen: str = "",
    password: str = "",
    notes: bool = True,
    title: str = "",
    lang: str = "",
    date: str = "",
    faces: Sequence[Path] = (),
) -> ImposedSheets:
    """Impose a PDF, or several one after another as one piece; ``pool`` sets the recipe.

    ``chosen`` are page numbers such as 1-8,12; empty for all. If ``title``, ``lang`` or ``date`` is
    empty, that of the PDF is used; without ``lang``, the recipe is in the language of the program.
    ``notes`` False leaves out notes and form fields. ``faces`` are fonts of the project, which its
    theme may use for titles. Raises PdfError, ImpositionError.
    """
    sources = [pages] if isinstance(pages, bytes | Path) else list(pages)
    ours = isinstance(pages, bytes)
    joined = Joined(sources, password)
    own_title, own_lang, own_date = page_boxes.title_and_date(joined.pdf)
    recipe_lang = recipe_pages.language_of(lang) if lang else language.spoken()
    title, lang, date = title or own_title, lang or own_lang, date or own_date
    boxes = page_matrix.with_trims(joined.pdf, page_boxes.boxes(joined.pdf))
    numbers = pages_named(chosen, len(boxes)) if chosen else list(range(1, len(boxes) + 1))
    printed = [boxes[number - 1] for number in numbers]
    sizes, bleed = [box.size for box in printed], page_matrix.largest_bleed(printed)
    # The slug line on a sheet names the document, at least by its file.
    fallback = sources[0].stem if isinstance(sources[0], Path) else ""
    held = fonts.label_faces(faces)
    wanted = replace(wanted, title=coverage.settable(wanted.title or title or fallback, held))
    properties = finishing.Properties(title, lang, date, None, joined.version)
    drawer = _Drawer(
        sources=sources,
        password=password,
        ours=ours,
        boxes=boxes,
        numbers=numbers,
        notes=notes,
        typeset=typeset,
        properties=properties,
        lang=recipe_lang,
    )
    plan = planning.plan(sizes, wanted, bleed)
    smaller = None
    if plan.schema == "tiles":
        if len(plan.sheets) > 1:
            whole = drawer.drawn_again(tiles.in_one_piece(sizes[0]))
            wanted = replace(wanted, white=white_rims.narrowest(whole, ours=ours))
            plan = planning.plan(sizes, wanted, bleed)
        if not ours:
            smaller = smaller_posters.with_fewer_sheets(sizes, wanted, plan)
    warnings = (
        *_direction(joined, wanted, ours=ours),
        *_mended(joined, numbers, ours=ours, notes=notes),
        *page_matrix.bleed_warnings(plan, printed),
        *plan.warnings,
    )
    plan = replace(plan, warnings=warnings)
    page = recipe_pages.recipe_request(plan, coverage.settable(title, held), date, recipe_lang)
    # Typst sets the recipe while the sheets are drawn here: it releases the GIL.
    set_recipe = recipe_pages.set_page(pool, typeset, page) if page else None
    front = two_passes.fronts(plan) if plan.two_passes else plan
    return ImposedSheets(
        drawer.drawn(joined, front),
        plan,
        set_recipe,
        drawer.drawn_again(two_passes.backs(plan)) if plan.two_passes else None,
        smaller,
        # Two pages side by side, as programs export them for screens (spreads).
        not ours and wanted.schema in _FOLDED and all(one.width > one.height for one in sizes),
    )


@dataclass(frozen=True)
class _Drawer:
    """Draws the sheets of the pages ``numbers`` of some files, by their ``boxes``.

    ``ours``: this program has made the pages. ``lang`` is the language of the labels.
    """

    sources: Sequence[bytes | Path]
    password: str
    ours: bool
    boxes: list[PageBox]
    numbers: list[int]
    notes: bool
    typeset: Typeset
    properties: finishing.Properties
    lang: str

    def drawn(self, joined: Joined, plan: Plan) -> bytes:
        """Return the sheets of a plan; this takes ``joined``, the opened files, apart."""
        labels = recipe_pages.labels_request(plan, self.properties.date, self.lang)
        overlay = self.typeset(labels) if labels else None
        made = sheet_drawing.draw(
            joined.pdf, self.boxes, self.numbers, plan, overlay, notes=self.notes
        )
        content = finishing.finished_sheets(made, replace(self.properties, flip=plan.flip))
        joined.refuse_losses()
        return content

    def drawn_again(self, plan: Plan) -> bytes:
        """Return the sheets of a plan, drawn from files that are opened for them alone."""
        again = Joined(self.sources, self.password)
        if not self.ours:
            content_mending.mend(again.pdf, self.numbers)
        return self.drawn(again, plan)


def _direction(joined: Joined, wanted: ImpositionRequest, *, ours: bool) -> Iterator[str]:
    """Yield a warning if a foreign file is read from right to left, and the spine is at the left.

    A program of Arabic, Hebrew or manga says so in the file; printed as a booklet, it would begin
    at its end. Leaves that are not folded lie the same way for both.
    """
    schema = SCHEMAS[wanted.schema]
    turns = isinstance(schema, Schema) and "right" in schema.bindings and not schema.loose
    if not ours and turns and wanted.binding == "left" and catalog.reads_from_right(joined.pdf):
        yield tr("the file states that it is read from right to left: then say --binding right")


def _mended(joined: Joined, numbers: Sequence[int], *, ours: bool, notes: bool) -> Iterator[str]:
    """Mend the content of the pages to be printed, and yield the warnings about them."""
    yield from joined.warnings
    found: list[str] = []
    # (Our own pages were checked when they were built.)
    if not ours:
        found += box_faults.warnings(joined.pdf, numbers)
        found += alternates.warnings(joined.pdf, numbers)
        found += unprinted_layers.warnings(joined.pdf, numbers)
        found += content_mending.mend(joined.pdf, numbers)
    if notes:
        found += field_circles.warnings(joined.pdf, numbers)
        found += unprinted(joined.pdf, numbers)
    yield from found
    if found and (counted := _page_counts(joined)):
        yield counted


def page_counts(sources: Sequence[Path], password: str) -> str:
    """Return with which page each file begins, as messages count them.

    Empty for one file, and for files that cannot be opened.
    """
    with suppress(PdfError):
        return _page_counts(Joined(sources, password))
    return ""


def _page_counts(joined: Joined) -> str:
    files = joined.beginnings
    return tr("pages are counted through all files: {files}", files=files) if files else ""


def entry(plan: Plan) -> FileEntry:
    """Return the keys of the manifest for imposed sheets."""
    found: FileEntry = {
        "sheet_mm": [plan.sheet.width, plan.sheet.height],
        "schema": plan.schema,
        "up": plan.up,
        "sheets_per_copy": len(plan.sheets) / plan.up,
        "recipe": recipe.data(plan),
    }
    return {**found, "flip": plan.flip} if plan.flip else found


def unimposed_pages(
    sheets: bytes | Path,
    wanted: ImpositionRequest,
    trim: Size | None,
    count: int,
    *,
    password: str = "",
    notes: bool = True,
) -> tuple[bytes, tuple[str, ...]]:
    """Return the pages of imposed sheets, in reading order, by the plan of their imposition.

    ``trim`` is the size of the pages; None: that of the cells of the sheet. ``count`` is the number
    of pages; 0: all that the sheets can hold, without blank pages at the end. ``notes`` False
    leaves out the notes on the sheets. Returns a PDF, and warnings to show. Raises PdfError,
    ImpositionError.
    """
    pdf = page_boxes.opened(sheets, password)
    numbers = range(1, len(pdf.pages) + 1)
    warnings = locks.warnings(pdf) + content_mending.mend(pdf, numbers)
    warnings += field_circles.warnings(pdf, numbers) if notes else ()
    title, lang, date = page_boxes.title_and_date(pdf)
    pages = unimposing.unimposed(pdf, wanted, trim, count, notes=notes)
    warnings += box_faults.warnings_of_ignored(pdf, numbers)
    properties = finishing.Properties(title, lang, date, None, catalog.version(pdf))
    made = finishing.finished_pages(pages, properties)
    # Losses are only known after all objects have been read.
    soundness.refuse_losses(pdf)
    return made, warnings
