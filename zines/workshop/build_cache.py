"""What was made from what, so that a build leaves alone what has not changed.

Two questions are asked. ``unchanged`` compares bytes only and needs no library, so that a build
with nothing to do costs no more than reading files. Where bytes did change, ``same`` compares
what would really be set (the request to the layout), so that a new source, or a comment, does not
print again the documents that do not show it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from zines.base import files
from zines.base.options import Made, Options
from zines.base.problems import Problem, Severity
from zines.workshop.project import Entry, Project

VERSION = 7
_IMPORTED = re.compile(r'"\.\./([^/"]+)/')
#: The libraries whose version can change a byte of a PDF.
_TOOLS = (
    "typst",
    "pikepdf",
    "qrcode",
    "pillow",
    "pyphen",
    "markdown_it_py",
    "pyyaml",
    "jsonschema_rs",
    "font_source_sans_pro",
    "font_fjallaone",
    "font_manrope",
)


class BuildCache:
    """The records of one checkout, as one run with its options needs them."""

    def __init__(self, project: Project, options: Options) -> None:
        """Read the records; what cannot be read is as if it had never been."""
        self._project, self._options = project, options
        self._file = project.cache / "records.json"
        self._runs: dict[str, Any] = {}
        self._files: dict[str, Any] = {}
        try:
            # The first line vouches for the second: what a crash or a hand has changed is
            # no record.
            vouched, content = self._file.read_bytes().split(b"\n", 1)
            if vouched.decode() == files.digest(str(VERSION), content):
                known = json.loads(content)
                self._runs, self._files = known["runs"], known["files"]
        except (OSError, ValueError):
            pass
        assets = project.search_path("assets")
        self._tools = files.digest(
            _versions(),
            files.of_folder(Path(__file__).parent.parent, (".py", ".yaml")),
            assets.digest("fonts"),
            assets.digest("icc"),
            *map(project.search_path("layouts").digest, ("lib", "_order", "_overlay", "_recipe")),
        )
        self._shared = files.digest(
            self._tools,
            *map(files.of_file, project.search_path("content").candidates("sources.yaml")),
            files.of_file(options.edition or project.file("content/organisation.yaml")),
            assets.digest("printers"),
            files.of_file(project.file("assets/drums.yaml")),
            files.of_file(Path(options.printer)),
        )
        self._layouts: dict[str, str] = {}

    def unchanged(self, entry: Entry) -> Made | None:
        """Return what an earlier run made, if this one would make the same."""
        known = self._runs.get(self._run(entry))
        if known is None or entry.twin:
            return None
        if known["digest"] != self._digest(entry, known["layout"], known["inputs"]):
            return None
        # Another run may have written other files there since, under the same names.
        if not all(
            self._intact(path) and self._files[path]["entry"]["sha256"] == digest
            for path, digest in known["files"].items()
        ):
            return None
        entries = tuple(self._files[path]["entry"] for path in known["files"])
        return Made(entry.slug, entries, problems=_problems(known["told"]))

    def taken(self, file: Path, owners: Mapping[str, str]) -> str:
        """Return whose a file is that would be written over, or nothing.

        ``owners`` tells from what it is made that only its name stands for: an edition, a printer.
        """
        known = self._files.get(str(file))
        if known is None or self._options.force or not os.path.exists(file):
            return ""
        other: dict[str, str] = known["owners"]
        return next((other[kind] for kind in owners if other.get(kind, "") != owners[kind]), "")

    def exact(self, layout: str, *asked: str) -> str:
        """Digest of everything that decides the bytes of one file; ``asked`` is what is its own."""
        return files.digest(self._tools, self._layout(layout), *asked)

    def same(self, file: Path, exact: str) -> list[dict[str, Any]] | None:
        """Return the manifest entries of a file that is on disk and was made from just this.

        The file's own comes first, then those of what was made with it.
        """
        known = self._files.get(str(file))
        if known is None or known["exact"] != exact:
            return None
        paths = [str(file), *known.get("beside", [])]
        if not all(self._intact(path) for path in paths):
            return None
        return [self._files[path]["entry"] for path in paths]

    def told(self, file: Path) -> tuple[Problem, ...]:
        """Return the warnings that came with a file when it was made: they are true still."""
        return _problems(self._files[str(file)].get("told", []))

    def files_made(
        self,
        out: Path,
        exact: str,
        entries: list[dict[str, Any]],
        told: Iterable[Problem],
        owners: Mapping[str, str],
    ) -> None:
        """Remember a file and those made with it, by their manifest entries, and its warnings."""
        first, *others = (str(out / entry["path"]) for entry in entries)
        self._files[first] = {
            "exact": exact,
            "entry": entries[0],
            "beside": others,
            "told": [vars(problem) for problem in told],
            "owners": dict(owners),
        }
        for path, entry in zip(others, entries[1:], strict=True):
            self._files[path] = {"exact": exact, "entry": entry, "owners": dict(owners)}

    def run_done(self, entry: Entry, layout: str, inputs: Iterable[Path], made: Made) -> None:
        """Remember what a document was made from: ``inputs`` beside its text and its layout."""
        out = files.real(self._options.out)
        seen = sorted(str(files.real(file)) for file in inputs)
        self._runs[self._run(entry)] = {
            "digest": self._digest(entry, layout, seen),
            "layout": layout,
            "inputs": seen,
            "files": {str(out / file["path"]): file["sha256"] for file in made.files},
            "told": [vars(problem) for problem in made.problems],
        }

    def save(self) -> None:
        """Write the records, without those of files that are gone; raises OSError."""
        self._files = {path: one for path, one in self._files.items() if os.path.exists(path)}
        self._runs = {
            run: one
            for run, one in self._runs.items()
            if all(path in self._files for path in one["files"])
        }
        content = json.dumps({"runs": self._runs, "files": self._files}).encode()
        vouched = files.digest(str(VERSION), content).encode()
        files.write(self._file, vouched + b"\n" + content)

    def _intact(self, path: str) -> bool:
        known = self._files.get(path)
        return known is not None and files.of_file(Path(path)) == known["entry"]["sha256"]

    def _run(self, entry: Entry) -> str:
        options = self._options
        return files.digest(
            str(files.real(options.out)),
            entry.slug,
            str(files.real(entry.file)),
            ",".join(sorted(options.roles)),
            options.ink,
            str(options.qr),
            str(files.real(options.edition)) if options.edition else "",
            str(files.real(Path(options.printer))),
            str(files.real(options.icc)) if options.icc else "",
            options.condition,
            ",".join(options.drums),
            str(options.large_print),
        )

    def _digest(self, entry: Entry, layout: str, inputs: Iterable[str]) -> str:
        return files.digest(
            self._shared,
            self._layout(layout),
            files.of_file(entry.file),
            *(files.of_file(Path(one)) for one in inputs),
        )

    def _layout(self, name: str) -> str:
        """Digest of a layout, and of the layouts that it borrows from."""
        if name not in self._layouts:
            self._layouts[name] = ""  # where layouts borrow from each other, in a circle
            folders = self._project.search_path("layouts")
            borrowed = set().union(*map(_borrowed, folders.candidates(name)))
            self._layouts[name] = files.digest(
                folders.digest(name), *map(self._layout, sorted(borrowed - {"lib"}))
            )
        return self._layouts[name]


def _borrowed(folder: Path) -> set[str]:
    """Return the folders beside a layout that its Typst files import from."""
    found: set[str] = set()
    for file in folder.glob("*.typ"):
        try:
            found |= set(_IMPORTED.findall(file.read_text("utf-8", "replace")))
        except OSError:
            continue
    return found


def _problems(told: Iterable[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in told)


def _versions() -> str:
    """Digest of the Python and library versions, by the names of their metadata folders.

    ``importlib.metadata`` would take as long as all the rest of a build with nothing to do.
    """
    found = {sys.version.split()[0]}
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):
            found |= {
                name
                for name in os.listdir(place)
                if name.endswith(".dist-info")
                and name.split("-")[0].lower().replace(".", "_") in _TOOLS
            }
    return files.digest(*sorted(found))
