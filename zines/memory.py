"""What was made from what, so that a build leaves alone what has not changed.

Two questions are asked. ``unchanged`` compares bytes only and needs no library, so that a build
with nothing to do costs no more than reading files. Where bytes did change, ``same`` compares
what would really be set (the request to the layout), so that a new source, or a comment, does not
print again the documents that do not show it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from zines import files
from zines.options import Made, Options
from zines.project import Entry, Project

VERSION = 4
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
)


class Memory:
    """The records of one checkout, as one run with its options needs them."""

    def __init__(self, project: Project, options: Options) -> None:
        """Read the records; what cannot be read is as if it had never been."""
        self._project, self._options = project, options
        self._file = project.cache / "records.json"
        self._runs: dict[str, Any] = {}
        self._files: dict[str, Any] = {}
        self._editions: dict[str, str] = {}
        try:
            # The first line vouches for the second: what a crash or a hand has changed is
            # no record.
            vouched, content = self._file.read_bytes().split(b"\n", 1)
            if vouched.decode() == files.digest(str(VERSION), content):
                known = json.loads(content)
                self._runs, self._files = known["runs"], known["files"]
                self._editions = known["editions"]
        except (OSError, ValueError):
            pass
        self._tools = files.digest(
            _versions(),
            files.of_folder(Path(__file__).parent, (".py", ".yaml")),
            files.of_folder(project.assets / "fonts"),
            files.of_folder(project.assets / "icc"),
            files.of_folder(project.assets / "printers"),
            files.of_file(project.assets / "drums.yaml"),
            files.of_file(Path(options.printer)),
            files.of_file(options.icc) if options.icc else "",
            files.of_folder(project.layouts / "lib"),
        )
        self._shared = files.digest(
            self._tools,
            files.of_file(project.content / "sources.yaml"),
            files.of_file(options.edition or project.content / "organisation.yaml"),
        )
        self._layouts: dict[str, str] = {}

    def unchanged(self, entry: Entry) -> Made | None:
        """Return what an earlier run made, if this one would make the same."""
        known = self._runs.get(self._run(entry))
        if known is None or entry.twin:
            return None
        if known["digest"] != self._digest(entry, known["layout"], known["inputs"]):
            return None
        if not all(self._intact(path) for path in known["files"]):
            return None
        return Made(entry.slug, tuple(self._files[path]["entry"] for path in known["files"]))

    def namesake(self) -> str:
        """Return the path of another edition after which the same files are named, or nothing.

        From now on the files are those of this one.
        """
        edition = self._options.edition
        key = self._options.file_name(str(files.real(self._options.out)), "")
        if edition is None:
            return ""
        own = str(files.real(edition))
        other = self._editions.get(key, own)
        self._editions[key] = own
        return other if other != own and os.path.exists(other) else ""

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

    def files_made(self, out: Path, exact: str, entries: list[dict[str, Any]]) -> None:
        """Remember a file and those made with it, by their manifest entries."""
        first, *others = (str(out / entry["path"]) for entry in entries)
        self._files[first] = {"exact": exact, "entry": entries[0], "beside": others}
        for path, entry in zip(others, entries[1:], strict=True):
            self._files[path] = {"exact": exact, "entry": entry}

    def run_done(
        self, entry: Entry, layout: str, inputs: Iterable[Path], made: Iterable[Path]
    ) -> None:
        """Remember what a document was made from: ``inputs`` beside its text and its layout."""
        seen = sorted(str(files.real(file)) for file in inputs)
        self._runs[self._run(entry)] = {
            "digest": self._digest(entry, layout, seen),
            "layout": layout,
            "inputs": seen,
            "files": [str(file) for file in made],
        }

    def save(self) -> None:
        """Write the records, without those of files that are gone; raises OSError."""
        self._files = {path: one for path, one in self._files.items() if os.path.exists(path)}
        self._runs = {
            run: one
            for run, one in self._runs.items()
            if all(path in self._files for path in one["files"])
        }
        known = {"runs": self._runs, "files": self._files, "editions": self._editions}
        content = json.dumps(known).encode()
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
        if name not in self._layouts:
            self._layouts[name] = files.of_folder(self._project.layouts / name)
        return self._layouts[name]


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
