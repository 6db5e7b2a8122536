"""What one output of a document becomes: press files, plates, sheets with their recipes, readers.

One of the few modules that know the stations.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from zines.base.limits import TOTAL_INK_PERCENT
from zines.base.options import ORDER, RECIPE, Options
from zines.base.outputs import Output, of_format, outputs_of
from zines.base.paper import size_named
from zines.base.printing import Drum
from zines.base.problems import Problem, ProblemError, Severity
from zines.workshop.document_pictures import DocumentPictures

if TYPE_CHECKING:
    from zines.manuscript.documents import Document
    from zines.prepress.finishing import Properties
    from zines.workshop.equipment import Equipment
    from zines.workshop.imposing import Sheets

#: What the manifest says of a recipe sheet.
_RECIPE = {"role": "recipe", "ink": "black", "trim_mm": [210, 297], "pages": 1}


class Piece(NamedTuple):
    """A file that is made but not written; the first of an output has the output's path."""

    path: str
    content: bytes | Future[bytes]
    entry: dict[str, Any]

    def bytes(self) -> bytes:
        """Return the file, when it is made."""
        return self.content if isinstance(self.content, bytes) else self.content.result()


def beside(output: Output, path: str) -> str:
    """Return the path of what goes with a file: its recipe, or its order to the print shop."""
    ending = ORDER if output.role == "press" else RECIPE
    return f"{path.removesuffix('.pdf')}-{ending}.pdf"


def _plate(index: int, drum: Drum) -> str:
    """Name a plate after its drum and its place: the first drum is for black."""
    return f"{index + 1}-{drum.name}"


class OutputFiles:
    """Makes files of the pages of one document; ``warnings`` gathers what does not stop it."""

    def __init__(self, options: Options, equipment: Equipment, document: Document) -> None:
        self.options, self.document = options, document
        self.typesetter, self.drums = equipment.typesetter, equipment.drums
        self.printer, self.archive = equipment.printer, equipment.archive
        organisation = equipment.organisation
        self.pictured = DocumentPictures(
            {**document.pictures, **organisation.pictures}, document.path
        )
        self.warnings: list[Problem] = []

    def warn(self, problems: Iterable[Problem]) -> None:
        """Tell of problems, none of which stops the output."""
        self.warnings += [replace(one, severity=Severity.WARNING) for one in problems]

    def path(self, output: Output, part: str = "") -> str:
        """Return the path of an output; of plates, that of one drum, the first if none is named."""
        if output.role == "plates":
            part = part or _plate(0, self.drums[0])
        name = self.options.file_name(output.name, output.ink, output.role, part)
        return f"{self.document.slug}/{name}"

    def pieces(self, output: Output, pages: bytes, pool: Executor) -> list[Piece]:
        """Return the files of an output, what goes with it last; ``pool`` sets recipes.

        Raises ProblemError where the pages cannot be what is asked for.
        """
        from zines.prepress import finishing
        from zines.prepress.reader import finished_reader

        path = self.path(output)
        pages = self._in_ink(output, pages)
        trims = finishing.page_trims(pages)
        count = len(trims)
        expected = self.document.layout.pages
        # Large print takes the pages that it needs, but for what is one page by nature.
        if expected and (expected == 1 or not self.options.large_print) and count != expected:
            name = self.document.layout.name
            message = f"the text takes {count} pages; a {name} has {expected}"
            problem = Problem("page-count", message, "shorten it, or say more", self.document.path)
            raise ProblemError([problem])
        entry: dict[str, Any] = {"role": output.role, "ink": output.ink}
        if len(set(trims)) == 1:
            trim = size_named(output.trim)
            entry["trim_mm"] = [trim.width, trim.height]
        else:
            entry["page_mm"] = [list(trim) for trim in trims]
        entry["pages"] = count
        if self.options.qr and self.document.qr:
            entry["qr"] = [
                source.url for source in self.document.sources if source.id in self.document.qr
            ]
        if output.role == "press":
            return self._pressed(output, pages, entry, pool)
        if output.role == "plates":
            return self._plates(output, pages, entry)
        if output.role == "reader":
            return [Piece(path, finished_reader(pages, self.archive), entry)]
        from zines.workshop import imposing

        laid = self._impose(pages, output, pool)
        name = self.document.layout.name
        self.warn(imposing.wrong_output(name, output, told) for told in laid.plan.warnings)
        pieces = [Piece(path, laid.content, entry | imposing.entry(laid.plan))]
        if laid.recipe is not None:
            pieces.append(Piece(beside(output, path), laid.recipe, _RECIPE))
        return pieces

    def _in_ink(self, output: Output, pages: bytes) -> bytes:
        """Turn the pictures to the inks of whoever prints; office machines have no profile."""
        pressed = output.role == "press"
        condition = self.printer.condition if pressed else self.archive
        most = self.printer.total_ink_percent if pressed else TOTAL_INK_PERCENT
        pages = self.pictured.in_ink(pages, output.ink, condition.profile, most)
        self.warnings = [*dict.fromkeys([*self.warnings, *self.pictured.warnings])]
        return pages

    def _properties(self) -> Properties:
        from zines.prepress.finishing import Properties

        return Properties(self.document.title, self.document.lang, self.document.date, None)

    def _pressed(
        self, output: Output, pages: bytes, entry: dict[str, Any], pool: Executor
    ) -> list[Piece]:
        from zines.prepress import press
        from zines.workshop import imposing, print_shop_order

        document, printer = self.document, self.printer
        try:
            content = press.finished_press(
                pages, self._properties(), printer.condition, printer.marks
            )
        except press.PressError as error:
            problem = Problem("press", f"{output.name}: {error}", "", document.path)
            raise ProblemError([problem]) from error
        self._prove(output, content)
        entry = {**entry, "bleed_mm": printer.bleed_mm}
        of_its_format = of_format(document.layout.outputs, document.format)
        usual = outputs_of(of_its_format, 0, replace(self.options, roles=()))[0]
        schemas = [one.imposition.get("schema", "") for one in usual]
        request = print_shop_order.request(
            document.title,
            document.date,
            entry,
            schemas,
            printer,
            posted=document.layout.posted,
        )
        order = imposing.page_to_come(pool, self.typesetter.pages, request, document.date)
        path = self.path(output)
        return [Piece(path, content, entry), Piece(beside(output, path), order, _RECIPE)]

    def _prove(self, output: Output, content: bytes) -> None:
        """Look at a press file as a print shop would: it may not be called what it is not."""
        from zines import preflight

        limits = preflight.limits_of(self.printer)
        found = [
            replace(one, message=f"{output.name}: {one.message}")
            for one in preflight.proved(content, self.document.path, limits)
        ]
        if errors := [one for one in found if one.severity is Severity.ERROR]:
            raise ProblemError(errors)
        self.warn(one for one in found if one.severity is Severity.WARNING)

    def _plates(self, output: Output, pages: bytes, entry: dict[str, Any]) -> list[Piece]:
        from zines.prepress import plates

        entry = {**entry, "bleed_mm": self.printer.bleed_mm}
        try:
            pieces = [
                Piece(
                    self.path(output, _plate(index, drum)),
                    plates.plate(pages, index, self._properties()),
                    {**entry, "drum": drum.label},
                )
                for index, drum in enumerate(self.drums)
            ]
            shown = plates.preview(pages, self.drums, self._properties())
        except plates.PlateError as error:
            problem = Problem("plates", f"{output.name}: {error}", "", self.document.path)
            raise ProblemError([problem]) from error
        path = self.path(output, "-".join(["apercu", *self.options.drums]))
        return [*pieces, Piece(path, shown, {**entry, "role": "preview"})]

    def _impose(self, pages: bytes, output: Output, pool: Executor) -> Sheets:
        from zines.pdf.errors import PdfError
        from zines.workshop import imposing

        document = self.document
        try:
            return imposing.imposed(
                pages,
                imposing.wishes_for(output, document.title, posted=document.layout.posted),
                self.typesetter.pages,
                pool,
                title=f"{document.title}, {output.label}" if output.label else document.title,
                lang=document.lang,
                date=document.date,
            )
        except PdfError as error:
            problem = imposing.wrong_output(document.layout.name, output, error)
            raise ProblemError([problem]) from error
