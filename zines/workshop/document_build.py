"""One document on its way: what it is asked to become, what is there already, what is written.

One of the few modules that know the stations.
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zines.base import files
from zines.base.options import Made, Options
from zines.base.outputs import Output, of_format, outputs_of
from zines.base.paper import size_named
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, ProblemError
from zines.workshop.build_cache import BuildCache
from zines.workshop.output_files import OutputFiles, Piece, beside
from zines.workshop.project import Project

if TYPE_CHECKING:
    from zines.manuscript.documents import Document
    from zines.workshop.equipment import Equipment


class _Planned(NamedTuple):
    """One file to come; ``known`` its manifest entries when it is there already."""

    output: Output
    request: str
    path: str
    exact: str
    known: list[dict[str, Any]] | None


class DocumentBuild:
    """One document on its way through the stations."""

    def __init__(
        self,
        project: Project,
        options: Options,
        memory: BuildCache,
        equipment: Equipment,
        document: Document,
        file: Path,
    ) -> None:
        """``file`` is where the document was read."""
        self.file = file
        self.project, self.options, self.memory = project, options, memory
        self.typesetter, self.organisation = equipment.typesetter, equipment.organisation
        self.printer = equipment.printer
        self.making = OutputFiles(options, equipment, document)
        self.out = files.real(options.out)
        self.document = document
        #: Outputs that differ only in how pages lie on sheets share their pages.
        self._pages: dict[str, Future[bytes]] = {}
        self._planned: list[_Planned] = []
        self._made: dict[str, list[Piece]] = {}
        self._told: dict[str, list[Problem]] = {}

    def start(self, pool: Executor) -> None:
        """Have the pages set that are wanted and not there; raises ProblemError.

        Only Typst works beside us: all else is Python, which threads would not make faster.
        """
        asked = self._asked()
        if wrong := self._wrong_outputs([output for output, _ in asked]):
            raise ProblemError(wrong)
        for output, request in asked:
            exact = self.memory.exact(
                self.document.layout.name, request, repr(output), self._prints(output)
            )
            path = self.making.path(output)
            self._check_taken(output, path)
            known = None if self.options.force else self.memory.same(self.out / path, exact)
            self._planned.append(_Planned(output, request, path, exact, known))
            if known is None and request not in self._pages:
                self._pages[request] = pool.submit(
                    self.typesetter.pages, request, self.document.date
                )

    def _owners(self, output: Output) -> dict[str, str]:
        """Tell from what an output is made of which its file's name tells only the name."""
        options = self.options
        found = {"document": str(files.real(self.file))}
        if options.edition:
            found["edition"] = str(files.real(options.edition))
        if output.role in ("press", "plates"):
            if options.printer != DEFAULT:
                found["printer"] = str(files.real(Path(options.printer)))
            if options.icc:
                found["profile"] = str(files.real(options.icc))
                found["condition"] = options.condition
        return found

    def _check_taken(self, output: Output, path: str) -> None:
        other = self.memory.taken(self.out / path, self._owners(output))
        if other:
            message = f"'{path}' is there already, made for '{other}'"
            hint = "rename one of them, say another --out, or --force"
            raise ProblemError([Problem("taken", message, hint, self.document.path)])

    def _prints(self, output: Output) -> str:
        """Digest of who prints an output, which decides about its bytes beside the request."""
        making = self.making
        if output.role == "plates":
            return files.digest(repr(self.printer.bleed_mm), repr(making.drums))
        condition = self.printer.condition if output.role == "press" else making.archive
        who = repr(self.printer) if output.role == "press" else repr(condition)
        return files.digest(who, files.of_file(condition.profile))

    def lay(self, pool: Executor) -> None:
        """Make the sheets; ``pool`` sets their recipes. Raises ProblemError; nothing is written."""
        for planned in self._planned:
            if planned.known is None:
                pages = self._pages[planned.request].result()
                before = list(self.making.warnings)
                self._made[planned.path] = self.making.pieces(planned.output, pages, pool)
                told = [one for one in self.making.warnings if one not in before]
                self._told[planned.path] = told

    def finish(self) -> Made:
        """Write everything or nothing; returns what was made, and warnings, old ones too.

        Raises ProblemError for a recipe that cannot be set, OSError.
        """
        contents: dict[str, bytes] = {}
        made: dict[str, list[dict[str, Any]]] = {}
        for planned in self._planned:
            for piece in self._made.get(planned.path, []):
                contents[piece.path] = piece.bytes()
                entry = self._entry(piece.path, contents[piece.path], piece.entry)
                made.setdefault(planned.path, []).append(entry)
        files.write_all({self.out / path: content for path, content in contents.items()})
        entries: list[dict[str, Any]] = []
        for planned in self._planned:
            if planned.known is None:
                if beside(planned.output, planned.path) not in contents:
                    # How to cut what is no longer cut.
                    (self.out / beside(planned.output, planned.path)).unlink(missing_ok=True)
                told = self._told[planned.path]
                owners = self._owners(planned.output)
                self.memory.files_made(self.out, planned.exact, made[planned.path], told, owners)
            else:
                self.making.warn(self.memory.told(self.out / planned.path))
            entries += planned.known or made[planned.path]
        warnings = tuple(dict.fromkeys(self.making.warnings))
        return Made(self.document.slug, tuple(entries), bool(contents), warnings)

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
            "theme": document.theme,
            "date": [int(part) for part in document.date.split("-")],
            "fields": document.fields,
            "sources": _plain(document.sources),
            "organisation": _plain(self.organisation.fields),
            "qr": self._codes() if self.options.qr else [],
        }
        asked = []
        for output in self._outputs():
            trim = size_named(output.trim)
            bleed = self.printer.bleed_mm if output.role in ("press", "plates") else 0
            page = {"width": trim.width, "height": trim.height, "bleed": bleed}
            pressed = output.role == "press"
            least = {"text": self.printer.min_text_pt, "line": self.printer.min_line_pt}
            whole = {
                **request,
                "pictures": self.making.pictured.staged(self.typesetter.stage, output.ink),
                "page": page,
                "ink": output.ink,
                "large": self.options.large_print,
                "least_pt": least if pressed else {"text": 0, "line": 0},
            }
            asked.append((output, json.dumps(whole, ensure_ascii=False)))
        return asked

    def _outputs(self) -> list[Output]:
        layout = self.document.layout
        where = f"layouts/{layout.name}/outputs.yaml"
        usual = of_format(layout.outputs, self.document.format)
        hint = "add such an output to its outputs.yaml"
        if not usual:
            message = f"the layout '{layout.name}' is not printed in the format"
            raise ProblemError(
                [Problem("no-output", f"{message} '{self.document.format}'", hint, where)]
            )
        outputs, missing = outputs_of(usual, layout.pages, self.options)
        way = ""
        if self.options.large_print:
            way, hint = " in large print", "leave out --large-print, or ask for another role"
        problems = [
            Problem(
                "no-output",
                f"the layout '{layout.name}' is not printed as {role}{way}",
                hint,
                where,
            )
            for role in missing
        ]
        if not outputs:
            raise ProblemError(problems)
        self.making.warn(problems)
        return outputs

    def _wrong_outputs(self, outputs: list[Output]) -> list[Problem]:
        from zines.workshop import imposing

        layout = self.document.layout
        return imposing.wrong_outputs(layout.name, outputs, layout.pages)

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


def _plain(value: Any) -> Any:
    from zines.manuscript.text import plain

    return plain(value)
