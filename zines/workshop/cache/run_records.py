"""What all builds of one run share of the cache: its records, and digests of what makes all files.

A table of a thousand rows is a thousand builds: the records are read once, and written now and
then, so that a row costs the same at the end as at the beginning.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from zines.base import files
from zines.base.own_processes import is_standalone
from zines.workshop.cache import record_file
from zines.workshop.cache.known_digests import KnownDigests
from zines.workshop.cache.layout_digests import LayoutDigests
from zines.workshop.cache.record_file import Records
from zines.workshop.project import Project

#: After so many files more the records are written: what a kill may cost is to make those again.
_OFTEN = 500
#: What a process runs does not change with its files.
_CODE: dict[Path, str] = {}
_RECORDS = re.compile(r"records-[0-9a-f]{16}\.json")
#: The libraries whose version can change a byte of a PDF.
_LIBRARIES = (
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


class RunRecords:
    """The records of a project: ``old`` when the run began, ``new`` what it has recorded.

    Each folder that a run prints into has its own, so that none is read for the sake of others;
    pages that were judged are known wherever their files were put.
    """

    def __init__(self, project: Project, out: Path | None = None) -> None:
        """Read the records of a folder, or of the project's own.

        Those that cannot be read are as if they had never been written.
        """
        self._out = str(files.real(out or project.out))
        self._file = project.cache / _name(project, out or project.out)
        self._proofs = project.cache / "proofs.json"
        self.old = record_file.read(self._file)
        self.digests = digests = KnownDigests(self.old.digests)
        self.new = Records(digests=digests.new)
        self._written = 0
        assets = project.search_path("assets")
        self.programs = files.digest(
            _versions(),
            _code(digests),
            digests.of_files(assets.files(below="fonts")),
            digests.of_files(assets.files(below="icc")),
        )
        #: Of all that may change any document, whatever the options.
        self.shared = files.digest(
            self.programs,
            *map(digests.of_file, project.search_path("content").candidates("sources.yaml")),
            digests.of_files(assets.files(below="printers")),
            digests.of_file(project.file("assets/drums.yaml")),
        )
        self.layouts = LayoutDigests(project.search_path("layouts"), digests)

    @cached_property
    def proofs(self) -> dict[str, Any]:
        """The records of pages that were judged; a build never needs them."""
        return record_file.read(self._proofs).proofs

    def save(self, *, at_once: bool = True) -> None:
        """Write the records, without those of files that are gone; raises OSError."""
        count = len(self.new.files) + len(self.new.proofs)
        if at_once or count >= self._written + _OFTEN:
            if any((self.new.documents, self.new.files, self.new.digests, self.new.settled)):
                record_file.merge(self._file, replace(self.new, proofs={}))
                self._forget_gone()
            if self.new.proofs:
                record_file.merge(self._proofs, Records(proofs=self.new.proofs))
            self._written = count

    def _forget_gone(self) -> None:
        """Remove the records of folders that are gone: they name the groups that printed there."""
        index = self._file.with_name("folders.json")
        try:
            known = json.loads(index.read_bytes())
            folders = {name: place for name, place in known.items() if isinstance(place, str)}
        except (OSError, ValueError, AttributeError):
            folders = {}
        now = {**folders, self._file.name: self._out}
        there = {name: place for name, place in now.items() if os.path.isdir(place)}
        for name in now.keys() - there.keys():
            if _RECORDS.fullmatch(name):
                self._file.with_name(name).unlink(missing_ok=True)
        if there != folders:
            files.write(index, json.dumps(there).encode())


def _name(project: Project, out: Path) -> str:
    place = files.real(out)
    if place == files.real(project.out):
        return "records.json"
    return f"records-{files.digest(str(place))[:16]}.json"


def _code(digests: KnownDigests) -> str:
    """Return the digest of this program, as it was when this process first made use of it."""
    package = Path(__file__).parents[2]
    if package not in _CODE:
        _CODE[package] = files.digest(
            digests.of_folder(package, (".py", ".yaml")),
            # (A standalone program holds its code in one file, which is the program.)
            digests.of_file(sys.executable) if is_standalone() else "",
        )
    return _CODE[package]


def _versions() -> str:
    """Digest of the Python and library versions, by the names of their metadata folders.

    ``importlib.metadata`` would take as long as all the rest of a build with nothing to do.
    """
    found = {sys.version.split()[0]}
    for place in sys.path:
        own = is_standalone() and place == getattr(sys, "_MEIPASS", "")
        if (own or place.endswith("-packages")) and os.path.isdir(place):
            found |= {
                name
                for name in os.listdir(place)
                if name.endswith(".dist-info")
                and name.split("-")[0].lower().replace(".", "_") in _LIBRARIES
            }
    return files.digest(*sorted(found))
