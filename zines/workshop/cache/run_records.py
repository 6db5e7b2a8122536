"""The part of the cache that all builds of one run share: records, and digests of common inputs.

A table of a thousand rows is a thousand builds: the records are read once and written from time to
time, so that the last row costs the same as the first.
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

from zines.base import file_lock, files
from zines.base.own_processes import is_standalone
from zines.workshop.cache import record_file
from zines.workshop.cache.known_digests import KnownDigests
from zines.workshop.cache.layout_digests import LayoutDigests
from zines.workshop.cache.record_file import Records
from zines.workshop.project import Project

#: The records are written after this number of new files: if the process is killed, at most these
#: files have to be built again.
_OFTEN = 500
#: The digest of the program, by its folder: a running process does not change with its files.
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
    """The records of a project: ``old`` at the start of the run, ``new`` added by the run.

    Each output folder has its own file of records, so that a run does not read those of others.
    Records of checked outputs do not depend on the output folder.
    """

    def __init__(self, project: Project, out: Path | None = None) -> None:
        """Read the records of an output folder, by default that of the project.

        Records that cannot be read are ignored.
        """
        self._out = str(files.real(out or project.out))
        self._file = project.cache / _name(project, out or project.out)
        self._proofs = project.cache / "proofs.json"
        self._folders = project.cache / "folders.json"
        self.old = record_file.read(self._file)
        self.digests = digests = KnownDigests(self.old.digests)
        self.new = Records(digests=digests.new)
        self._written = 0
        assets = project.search_path("assets")
        self.programs = files.digest(
            _versions(),
            _code(digests),
            digests.digest_of_files(assets.files(below="fonts")),
            digests.digest_of_files(assets.files(below="icc")),
        )
        #: The digest of all that may change any document, whatever the options.
        self.shared = files.digest(
            self.programs,
            *map(digests.digest_of, project.search_path("content").candidates("sources.yaml")),
            digests.digest_of_files(assets.files(below="printers")),
            digests.digest_of(project.file("assets/drums.yaml")),
        )
        self.layouts = LayoutDigests(project.search_path("layouts"), digests)

    @cached_property
    def proofs(self) -> dict[str, Any]:
        """The records of outputs that were checked and not written; a build never needs them."""
        return record_file.read(self._proofs).proofs

    @cached_property
    def _by_group(self) -> dict[str, dict[str, Any]]:
        # (A table has thousands of groups: each looks at its own records only.)
        found: dict[str, dict[str, Any]] = {}
        for key, record in {**self.old.documents, **self.new.documents}.items():
            # (Records of earlier versions name no group.)
            found.setdefault(record.get("group", ""), {})[key] = record
        return found

    def of_group(self, group: str) -> dict[str, Any]:
        """Return the records of the documents of a group, by their keys, old and new."""
        return self._by_group.get(group, {})

    def remember_document(self, key: str, record: dict[str, Any]) -> None:
        """Add the record of a document; it names its group."""
        self.new.documents[key] = record
        self._by_group.setdefault(record["group"], {})[key] = record

    def save(self, *, at_once: bool = True) -> None:
        """Write the records, without those of deleted files; raises OSError.

        Unless ``at_once``, write only if there are enough new ones since the last time.
        """
        count = len(self.new.files) + len(self.new.proofs)
        if at_once or count >= self._written + _OFTEN:
            if any((self.new.documents, self.new.files, self.new.digests, self.new.settled)):
                record_file.merge(self._file, replace(self.new, proofs={}))
                with file_lock.held(self._folders.with_suffix(".lock")):
                    self._forget_gone()
            if self.new.proofs:
                record_file.merge(self._proofs, Records(proofs=self.new.proofs))
            self._written = count

    def _forget_gone(self) -> None:
        """Remove the records of deleted folders, since they name the groups that printed there."""
        try:
            known = json.loads(self._folders.read_bytes())
            folders = {name: place for name, place in known.items() if isinstance(place, str)}
        except (OSError, ValueError, AttributeError):
            folders = {}
        now = {**folders, self._file.name: self._out}
        there = {name: place for name, place in now.items() if os.path.isdir(place)}
        for name in now.keys() - there.keys():
            if _RECORDS.fullmatch(name):
                self._file.with_name(name).unlink(missing_ok=True)
        if there != folders:
            files.write(self._folders, json.dumps(there).encode())


def _name(project: Project, out: Path) -> str:
    place = files.real(out)
    if place == files.real(project.out):
        return "records.json"
    return f"records-{files.digest(str(place))[:16]}.json"


def _code(digests: KnownDigests) -> str:
    """Return the digest of this program, as it was when this process first asked for it."""
    package = Path(__file__).parents[2]
    if package not in _CODE:
        _CODE[package] = files.digest(
            digests.digest_of_folder(package, (".py", ".yaml")),
            # (A standalone program is one file that contains its code.)
            digests.digest_of(sys.executable) if is_standalone() else "",
        )
    return _CODE[package]


def _versions() -> str:
    """Return a digest of the Python and library versions, from the names of metadata folders.

    ``importlib.metadata`` would take as long as the whole rest of a build with nothing to do.
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
