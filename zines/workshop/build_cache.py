"""What was made from what, so that a build leaves alone what has not changed.

There are two records. That of a document compares the bytes of its inputs and needs no library, so
that a build with nothing to do costs no more than reading files. Where bytes did change, that of a
file compares what would really be set (the request to the layout), so that a new source, or a
comment, does not print again the documents that do not show it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zines.base import files
from zines.base.manifest_entry import FileEntry
from zines.base.options import Made, Options
from zines.base.problems import Problem, Severity
from zines.workshop.layout_digests import LayoutDigests
from zines.workshop.project import Entry, Project

VERSION = 8
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


@dataclass(frozen=True)
class KnownFiles:
    """What an earlier build made of one output: manifest entries, the file's own first."""

    entries: tuple[FileEntry, ...]
    warnings: tuple[Problem, ...]


class BuildCache:
    """The records of one project, as one build with its options needs them."""

    def __init__(self, project: Project, options: Options) -> None:
        """Read the records; those that cannot be read are as if they had never been written."""
        self._options = options
        self._pictures = files.digest(*(str(files.real(one)) for one in project.pictures))
        self._file = project.cache / "records.json"
        self._documents, self._files = _read(self._file)
        #: What this build has recorded itself.
        self._new_documents: dict[str, Any] = {}
        self._new_files: dict[str, Any] = {}
        assets = project.search_path("assets")
        self._programs = files.digest(
            _versions(),
            _own_code(),
            assets.digest("fonts"),
            assets.digest("icc"),
        )
        self._shared = files.digest(
            self._programs,
            *map(files.of_file, project.search_path("content").candidates("sources.yaml")),
            files.of_file(options.edition or project.file("content/organisation.yaml")),
            assets.digest("printers"),
            files.of_file(project.file("assets/drums.yaml")),
            files.of_file(Path(options.printer)),
        )
        self._layouts = LayoutDigests(project.search_path("layouts"))

    def unchanged(self, entry: Entry) -> Made | None:
        """Return what an earlier build made of a document, if this one would make the same."""
        record = self._documents.get(self._key(entry))
        if record is None or entry.twin:
            return None
        if record["digest"] != self._digest(entry, record["layout"], record["inputs"]):
            return None
        # Another build may have written other files there since, under the same names.
        if not all(
            self._intact(path) and self._files[path]["entry"]["sha256"] == digest
            for path, digest in record["files"].items()
        ):
            return None
        entries = tuple(self._files[path]["entry"] for path in record["files"])
        return Made(entry.slug, entries, problems=_problems(record["warnings"]))

    def taken(self, file: Path, owners: Mapping[str, str]) -> str:
        """Return from what else a file is made that would be written over; empty if from nothing.

        ``owners`` says, by kind, from which document, edition or printer the new one is made.
        """
        record = self._files.get(str(file))
        if record is None or self._options.force or not os.path.exists(file):
            return ""
        other: dict[str, str] = record["owners"]
        return next((other[kind] for kind in owners if other.get(kind, "") != owners[kind]), "")

    def known(self, file: Path, layout: str, digest: str) -> KnownFiles | None:
        """Return what is on disk of an output, if it was made from just this, by just this.

        ``file`` is the first file of the output; ``digest`` is that of a PlannedFile.
        """
        record = self._files.get(str(file))
        if self._options.force or record is None:
            return None
        if record["digest"] != self._digest_of_file(layout, digest):
            return None
        paths = [str(file), *record["others"]]
        if not all(self._intact(path) for path in paths):
            return None
        entries = tuple(self._files[path]["entry"] for path in paths)
        return KnownFiles(entries, _problems(record["warnings"]))

    def remember(
        self,
        out: Path,
        layout: str,
        digest: str,
        owners: Mapping[str, str],
        made: KnownFiles,
    ) -> None:
        """Record the files of an output; ``out`` is the folder of the manifest."""
        first, *others = (str(out / entry["path"]) for entry in made.entries)
        for path, entry in zip((first, *others), made.entries, strict=True):
            self._new_files[path] = {
                "digest": self._digest_of_file(layout, digest) if path == first else "",
                "entry": entry,
                "others": others if path == first else [],
                "warnings": [vars(one) for one in made.warnings] if path == first else [],
                "owners": dict(owners),
            }

    def remember_document(
        self, entry: Entry, layout: str, inputs: Iterable[Path], made: Made
    ) -> None:
        """Record what a document was made from: ``inputs`` beside its text and its layout."""
        out = files.real(self._options.out)
        read = sorted(str(files.real(file)) for file in inputs)
        self._new_documents[self._key(entry)] = {
            "digest": self._digest(entry, layout, read),
            "layout": layout,
            "inputs": read,
            "files": {str(out / file["path"]): file["sha256"] for file in made.files},
            "warnings": [vars(problem) for problem in made.problems],
        }

    def save(self) -> None:
        """Write the records, without those of files that are gone; raises OSError.

        Another build may have written its own since these were read: they are kept.
        """
        documents, listed = _read(self._file)
        listed = listed | self._new_files
        listed = {path: record for path, record in listed.items() if os.path.exists(path)}
        documents = {
            key: record
            for key, record in (documents | self._new_documents).items()
            if all(path in listed for path in record["files"])
        }
        content = json.dumps({"documents": documents, "files": listed}).encode()
        files.write(self._file, _checksum(content) + b"\n" + content)

    def _intact(self, path: str) -> bool:
        record = self._files.get(path)
        return record is not None and files.of_file(Path(path)) == record["entry"]["sha256"]

    def _key(self, entry: Entry) -> str:
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
            self._pictures,
        )

    def _digest(self, entry: Entry, layout: str, inputs: Iterable[str]) -> str:
        return files.digest(
            self._shared,
            self._layouts.of(layout),
            files.of_file(entry.file),
            *(files.of_file(Path(one)) for one in inputs),
        )

    def _digest_of_file(self, layout: str, digest: str) -> str:
        return files.digest(self._programs, self._layouts.of(layout), digest)


@cache
def _own_code() -> str:
    """Return the digest of this program, which stays the same while it runs."""
    return files.of_folder(Path(__file__).parent.parent, (".py", ".yaml"))


def _read(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the records of documents and of files, by key and by path.

    The first line is a checksum of the second, so that what a crash or a hand has changed is not
    taken for a record.
    """
    try:
        checksum, content = file.read_bytes().split(b"\n", 1)
        if checksum == _checksum(content):
            found = json.loads(content)
            return found["documents"], found["files"]
    except (OSError, ValueError):
        pass
    return {}, {}


def _checksum(content: bytes) -> bytes:
    return files.digest(str(VERSION), content).encode()


def _problems(records: Iterable[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in records)


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
                and name.split("-")[0].lower().replace(".", "_") in _LIBRARIES
            }
    return files.digest(*sorted(found))
