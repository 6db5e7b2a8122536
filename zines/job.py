"""One document on its way through composition, imposition and prepress.

With workshop.py the only module that knows the stations.
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from zines import files
from zines.memory import Memory
from zines.options import ORDER, RECIPE, Options
from zines.outputs import Output, outputs_of
from zines.paper import size_named
from zines.problems import Problem, ProblemError, Severity
from zines.project import Project

if TYPE_CHECKING:
    from zines.manuscript.documents import Document
    from zines.shared import Equipment
    from zines.sheets import Sheets


#: What the manifest says of a recipe sheet.
_RECIPE = {"role": "recipe", "ink": "black", "trim_mm": [210, 297], "pages": 1}


class _Planned(NamedTuple):
    """One file to come; ``known`` its manifest entries when it is there already."""

    output: Output
    request: str
    path: str
    exact: str
    known: list[dict[str, Any]] | None


def _beside(planned: _Planned) -> str:
    """Return the path of what goes with a file: its recipe, or its order to the print shop."""
    ending = ORDER if planned.output.role == "press" else RECIPE
    return f"{planned.path.removesuffix('.pdf')}-{ending}.pdf"


class Job:
    """One document on its way through the stations."""

    def __init__(
        self,
        project: Project,
        options: Options,
        memory: Memory,
        equipment: Equipment,
        document: Document,
    ) -> None:
        self.project, self.options, self.memory = project, options, memory
        self.typesetter, self.organisation = equipment.typesetter, equipment.organisation
        self.printer, self.archive = equipment.printer, equipment.archive
        self.out = files.real(options.out)
        self.document = document
        #: Outputs that differ only in how pages lie on sheets share their pages.
        self._pages: dict[str, Future[bytes]] = {}
        self._planned: list[_Planned] = []
        self.warnings: list[Problem] = []
        self._made: dict[str, tuple[bytes, dict[str, Any], Future[bytes] | None]] = {}

    def start(self, pool: Executor) -> None:
        """Have the pages set that are wanted and not there; raises ProblemError.

        Only Typst works beside us: all else is Python, which threads would not make faster.
        """
        asked = self._asked()
        if wrong := self._wrong_outputs([output for output, _ in asked]):
            raise ProblemError(wrong)
        for output, request in asked:
            printer = self._printer_digest() if output.role == "press" else ""
            exact = self.memory.exact(self.document.layout.name, request, repr(output), printer)
            path = self._path(output)
            known = None if self.options.force else self.memory.same(self.out / path, exact)
            self._planned.append(_Planned(output, request, path, exact, known))
            if known is None and request not in self._pages:
                self._pages[request] = pool.submit(
                    self.typesetter.pages, request, self.document.date
                )

    def _printer_digest(self) -> str:
        return files.digest(repr(self.printer), files.of_file(self.printer.condition.profile))

    def _path(self, output: Output) -> str:
        name = self.options.file_name(output.name, output.ink, output.role)
        return f"{self.document.slug}/{name}"

    def lay(self, pool: Executor) -> None:
        """Make the sheets; ``pool`` sets their recipes. Raises ProblemError; nothing is written."""
        for planned in self._planned:
            if planned.known is None:
                pages = self._pages[planned.request].result()
                self._made[planned.path] = self._print(planned.output, pages, pool)

    def finish(self) -> tuple[list[dict[str, Any]], bool]:
        """Write everything or nothing; returns all manifest entries, True if any file is new.

        Raises ProblemError for a recipe that cannot be set, OSError.
        """
        contents: dict[str, bytes] = {}
        made: dict[str, list[dict[str, Any]]] = {}
        for planned in self._planned:
            if planned.known is None:
                content, own, recipe = self._made[planned.path]
                contents[planned.path] = content
                made[planned.path] = [self._entry(planned.path, content, own)]
                if recipe is not None:
                    path = _beside(planned)
                    contents[path] = recipe.result()
                    made[planned.path].append(self._entry(path, contents[path], _RECIPE))
        files.write_all({self.out / path: content for path, content in contents.items()})
        entries: list[dict[str, Any]] = []
        for planned in self._planned:
            if planned.known is None:
                if _beside(planned) not in contents:
                    # How to cut what is no longer cut.
                    (self.out / _beside(planned)).unlink(missing_ok=True)
                self.memory.files_made(self.out, planned.exact, made[planned.path])
            entries += planned.known or made[planned.path]
        return entries, bool(contents)

    def _entry(self, path: str, content: bytes, own: dict[str, Any]) -> dict[str, Any]:
        return {
            "path": path,
            **own,
            "sha256": hashlib.sha256(content).hexdigest(),
            "slug": self.document.slug,
            "layout": self.document.layout.name,
            "title": self.document.title,
            "lang": self.document.lang,
        }

    def _asked(self) -> list[tuple[Output, str]]:
        """Return the wanted outputs, each with all that the layout gets: one JSON."""
        document = self.document
        request = {
            "layout": document.layout.name,
            "title": document.title,
            "description": document.description,
            "lang": document.lang,
            "date": [int(part) for part in document.date.split("-")],
            "fields": document.fields,
            "sources": _plain(document.sources),
            "organisation": _plain(self.organisation.fields),
            "qr": self._codes() if self.options.qr else [],
            "pictures": self._pictures(),
        }
        asked = []
        for output in self._outputs():
            trim = size_named(output.trim)
            bleed = self.printer.bleed_mm if output.role == "press" else 0
            page = {"width": trim.width, "height": trim.height, "bleed": bleed}
            whole = {**request, "page": page, "ink": output.ink}
            asked.append((output, json.dumps(whole, ensure_ascii=False)))
        return asked

    def _outputs(self) -> list[Output]:
        layout = self.document.layout
        where = f"layouts/{layout.name}/outputs.yaml"
        outputs, missing = outputs_of(layout.outputs, layout.pages, self.options)
        hint = "add such an output to its outputs.yaml"
        problems = [
            Problem(
                "no-output", f"the layout '{layout.name}' is not printed as {role}", hint, where
            )
            for role in missing
        ]
        if not outputs:
            raise ProblemError(problems)
        self.warnings += [replace(one, severity=Severity.WARNING) for one in problems]
        return outputs

    def _wrong_outputs(self, outputs: list[Output]) -> list[Problem]:
        from zines import sheets

        layout = self.document.layout
        return sheets.wrong_outputs(layout.name, outputs, layout.pages)

    def _codes(self) -> list[dict[str, Any]]:
        from zines.composition import qr

        listed = {source.id: source for source in self.document.sources}
        distance = self.document.layout.reading_distance_mm
        return [
            {
                **vars(qr.encode(listed[one].url, distance)),
                "address": listed[one].url,
                "segments": listed[one].segments,
            }
            for one in self.document.qr
        ]

    def _pictures(self) -> dict[str, str]:
        from zines.composition import pictures, staging

        named = {**self.document.pictures, **self.organisation.pictures}
        return {
            name: staging.add_picture(self.typesetter.stage, pictures.prepared(file, name))
            for name, file in named.items()
        }

    def _print(
        self, output: Output, pages: bytes, pool: Executor
    ) -> tuple[bytes, dict[str, Any], Future[bytes] | None]:
        """Return a file, its own manifest keys, and the recipe to come, if it needs one."""
        from zines.prepress import finishing
        from zines.prepress.reader import finished_reader

        count = finishing.page_count(pages)
        expected = self.document.layout.pages
        if expected and count != expected:
            name = self.document.layout.name
            message = f"the text takes {count} pages; a {name} has {expected}"
            problem = Problem("page-count", message, "shorten it, or say more", self.document.path)
            raise ProblemError([problem])
        trim = size_named(output.trim)
        entry: dict[str, Any] = {
            "role": output.role,
            "ink": output.ink,
            "trim_mm": [trim.width, trim.height],
            "pages": count,
        }
        if self.options.qr and self.document.qr:
            entry["qr"] = [
                source.url for source in self.document.sources if source.id in self.document.qr
            ]
        if output.role == "press":
            return self._pressed(pages, entry, output, pool)
        if output.role == "reader":
            return finished_reader(pages, self.archive), entry, None
        from zines import sheets

        laid = self._impose(pages, output, pool)
        told = [
            sheets.wrong_output(self.document.layout.name, output, warning)
            for warning in laid.plan.warnings
        ]
        self.warnings += [replace(one, severity=Severity.WARNING) for one in told]
        return laid.content, entry | sheets.entry(laid.plan), laid.recipe

    def _pressed(
        self, pages: bytes, entry: dict[str, Any], output: Output, pool: Executor
    ) -> tuple[bytes, dict[str, Any], Future[bytes]]:
        from zines import press_order
        from zines.prepress import finishing, press

        document = self.document
        properties = finishing.Properties(document.title, document.lang, document.date, None)
        try:
            content = press.finished_press(
                pages, properties, self.printer.condition, self.printer.marks
            )
        except press.PressError as error:
            hint = "pictures cannot go into press files yet: leave the logo or picture out"
            problem = Problem("press", f"{output.name}: {error}", hint, document.path)
            raise ProblemError([problem]) from error
        entry = {**entry, "bleed_mm": self.printer.bleed_mm}
        schemas = [one.imposition.get("schema", "") for one in document.layout.outputs]
        request = press_order.request(document.title, document.date, entry, schemas, self.printer)
        return content, entry, pool.submit(self.typesetter.pages, request, document.date)

    def _impose(self, pages: bytes, output: Output, pool: Executor) -> Sheets:
        from zines import sheets
        from zines.imposition.plan import ImpositionError

        document = self.document
        try:
            return sheets.imposed(
                pages,
                sheets.wishes_for(output, document.title),
                self.typesetter.pages,
                pool,
                title=f"{document.title}, {output.label}" if output.label else document.title,
                lang=document.lang,
                date=document.date,
            )
        except ImpositionError as error:
            problem = sheets.wrong_output(document.layout.name, output, error)
            raise ProblemError([problem]) from error


def _plain(value: Any) -> Any:
    from zines.manuscript.text import plain

    return plain(value)
