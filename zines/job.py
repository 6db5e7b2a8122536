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
from zines.options import Options
from zines.paper import size_named
from zines.problems import Problem, ProblemError

if TYPE_CHECKING:
    from zines.composition.typesetting import Typesetter
    from zines.manuscript.documents import Document
    from zines.manuscript.layouts import Layout, Output
    from zines.manuscript.organisation import Organisation


class _Planned(NamedTuple):
    """One file to come; ``known`` is its manifest entry when it is there already."""

    output: Output
    request: str
    path: str
    exact: str
    known: dict[str, Any] | None


class Job:
    """One document on its way through the stations."""

    def __init__(
        self,
        options: Options,
        memory: Memory,
        typesetter: Typesetter,
        document: Document,
        organisation: Organisation,
    ) -> None:
        self.options, self.memory, self.typesetter = options, memory, typesetter
        self.out = options.out.resolve()
        self.document, self.organisation = document, organisation
        #: Outputs that differ only in how pages lie on sheets share their pages.
        self._pages: dict[str, Future[bytes]] = {}
        self._planned: list[_Planned] = []

    def start(self, pool: Executor) -> None:
        """Have the pages set that are wanted and not there; raises ProblemError.

        Only Typst works beside us: all else is Python, which threads would not make faster.
        """
        for output, request in self._asked():
            exact = self.memory.exact(self.document.layout.name, request, repr(output))
            path = f"{self.document.slug}/{self.options.file_name(output.name, output.ink)}"
            known = None if self.options.force else self.memory.same(self.out / path, exact)
            self._planned.append(_Planned(output, request, path, exact, known))
            if known is None and request not in self._pages:
                self._pages[request] = pool.submit(
                    self.typesetter.pages, request, self.document.date
                )

    def finish(self) -> tuple[list[dict[str, Any]], bool]:
        """Make the files of the pages; returns all manifest entries, True if any file is new."""
        made = []
        for planned in self._planned:
            entry = planned.known
            if entry is None:
                content, own = self._print(planned.output, self._pages[planned.request].result())
                entry = {
                    "path": planned.path,
                    **own,
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "slug": self.document.slug,
                    "layout": self.document.layout.name,
                    "title": self.document.title,
                    "lang": self.document.lang,
                }
                files.write(self.out / planned.path, content)
                self.memory.file_made(self.out / planned.path, planned.exact, entry)
            made.append(entry)
        return made, bool(self._pages)

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
        for output in _wanted(document.layout, self.options):
            trim = size_named(output.trim)
            page = {"width": trim.width, "height": trim.height, "bleed": 0}
            whole = {**request, "page": page, "ink": output.ink}
            asked.append((output, json.dumps(whole, ensure_ascii=False)))
        return asked

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

    def _print(self, output: Output, content: bytes) -> tuple[bytes, dict[str, Any]]:
        from zines.prepress import finishing

        count = finishing.page_count(content)
        expected = self.document.layout.pages
        if expected and count != expected:
            raise ProblemError(
                [
                    Problem(
                        "page-count",
                        f"the text takes {count} pages; a {self.document.layout.name} has "
                        f"{expected}",
                        "shorten it, or say more",
                        self.document.path,
                    )
                ]
            )
        trim = size_named(output.trim)
        entry: dict[str, Any] = {
            "role": output.role,
            "ink": output.ink,
            "trim_mm": [trim.width, trim.height],
            "pages": count,
        }
        if output.role == "sheets":
            content, laid = self._impose(content, count, output)
            entry |= laid
        if self.options.qr and self.document.qr:
            entry["qr"] = [
                source.url for source in self.document.sources if source.id in self.document.qr
            ]
        return content, entry

    def _impose(self, pages: bytes, count: int, output: Output) -> tuple[bytes, dict[str, Any]]:
        from zines.imposition import drawing, schemas
        from zines.imposition.plan import ImpositionError
        from zines.prepress import finishing

        try:
            plan = schemas.plan(
                output.schema,
                count,
                size_named(output.trim),
                size_named(output.sheet),
                output.up,
                output.flip or None,
            )
        except ImpositionError as error:
            raise ProblemError(
                [
                    Problem(
                        "imposition",
                        f"{output.name}: {error}",
                        path=f"layouts/{self.document.layout.name}/outputs.yaml",
                    )
                ]
            ) from error
        properties = finishing.Properties(
            f"{self.document.title}, {output.label}" if output.label else self.document.title,
            self.document.lang,
            self.document.date,
            plan.flip,
        )
        entry = {
            "sheet_mm": [plan.sheet.width, plan.sheet.height],
            "schema": plan.schema,
            "up": plan.up,
            "sheets_per_copy": len(plan.sheets) / plan.up,
        }
        if plan.flip:
            entry["flip"] = plan.flip
        return finishing.finished_sheets(drawing.draw(pages, plan), properties), entry


def _wanted(layout: Layout, options: Options) -> list[Output]:
    """Return the outputs to make; a role that outputs.yaml leaves out is made from the first."""
    found = [
        output for output in layout.outputs if not options.roles or output.role in options.roles
    ]
    if "reader" in options.roles and not any(output.role == "reader" for output in found):
        found.append(replace(layout.outputs[0], name="page-par-page", label="", role="reader"))
    if not found:
        raise ProblemError(
            [
                Problem(
                    "no-output",
                    f"the layout '{layout.name}' is not printed as {options.roles[0]}",
                    "add such an output to its outputs.yaml",
                    f"layouts/{layout.name}/outputs.yaml",
                )
            ]
        )
    return [replace(output, ink=options.ink or output.ink) for output in found]


def _plain(value: Any) -> Any:
    from zines.manuscript.text import plain

    return plain(value)
