"""One document on its way through composition, imposition and prepress.

With workshop.py the only module that knows the stations.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING, Any

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
        self.pages: dict[str, tuple[bytes, int]] = {}

    def outputs(self) -> tuple[list[dict[str, Any]], bool]:
        """Make the files that are wanted and not there; returns all entries, True if any is new."""
        made, fresh = [], False
        for output in _wanted(self.document.layout, self.options):
            request = json.dumps(self._request(output), ensure_ascii=False)
            exact = self.memory.exact(self.document.layout.name, request, repr(output))
            path = f"{self.document.slug}/{self.options.file_name(output.name, output.ink)}"
            entry = self.memory.same(self.out / path, exact)
            if entry is None or self.options.force:
                content, entry = self._print(output, request)
                entry = {"path": path, **entry, "sha256": hashlib.sha256(content).hexdigest()}
                entry |= {
                    "slug": self.document.slug,
                    "layout": self.document.layout.name,
                    "title": self.document.title,
                    "lang": self.document.lang,
                }
                files.write(self.out / path, content)
                self.memory.file_made(self.out / path, exact, entry)
                fresh = True
            made.append(entry)
        return made, fresh

    def _request(self, output: Output) -> dict[str, Any]:
        """Return all that the layout gets: the one JSON that Typst reads."""
        document, trim = self.document, size_named(output.trim)
        codes = []
        if self.options.qr:
            listed = {source.id: source for source in document.sources}
            codes = [
                {
                    **_code(listed[one].url, document.layout.reading_distance_mm),
                    "address": listed[one].url,
                    "segments": listed[one].segments,
                    "title": _plain(listed[one].title),
                }
                for one in document.qr
            ]
        return {
            "layout": document.layout.name,
            "title": document.title,
            "description": document.description,
            "lang": document.lang,
            "date": [int(part) for part in document.date.split("-")],
            "page": {"width": trim.width, "height": trim.height, "bleed": 0},
            "ink": output.ink,
            "fields": document.fields,
            "sources": _plain(document.sources),
            "organisation": _plain(self.organisation.fields),
            "qr": codes,
            "pictures": self._pictures(),
        }

    def _pictures(self) -> dict[str, str]:
        from zines.composition import pictures, staging

        named = {**self.document.pictures, **self.organisation.pictures}
        return {
            name: staging.add_picture(self.typesetter.stage, pictures.prepared(file, name))
            for name, file in named.items()
        }

    def _print(self, output: Output, request: str) -> tuple[bytes, dict[str, Any]]:
        from zines.prepress import finishing

        if request not in self.pages:
            content = self.typesetter.pages(request, self.document.date)
            self.pages[request] = content, finishing.page_count(content)
        content, count = self.pages[request]
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


@cache
def _code(address: str, reading_distance_mm: float) -> dict[str, Any]:
    from zines.composition import qr

    return asdict(qr.encode(address, reading_distance_mm))


def _plain(value: Any) -> Any:
    from zines.manuscript.text import plain

    return plain(value)
