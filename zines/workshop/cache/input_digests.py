"""Digests of what decides the files of a document, to compare with records of earlier builds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from zines.base import files, printing
from zines.base.options import Options
from zines.workshop.cache.run_records import RunRecords
from zines.workshop.project import Entry, Project


class InputDigests:
    """The digests of the inputs of one project, for one build with its options."""

    def __init__(self, project: Project, options: Options, records: RunRecords) -> None:
        """Take the digests of files, layouts and programs from the ``records`` of the run."""
        self._options = options
        self._files, self._layouts = records.digests, records.layouts
        self._programs = records.programs
        self._pictures = files.digest(*(str(files.real(one)) for one in project.pictures))
        self._folders: dict[str, str] = {}
        group = options.edition or project.file("content/organisation.yaml")
        self._group_file = self._files.digest_of(group)
        self._shared = files.digest(
            records.shared,
            self._group_file,
            self._files.digest_of(options.printer),
            _period(options) if options.lint else "",
        )

    def key(self, entry: Entry) -> str:
        """Return the key of the record of a document: its text, and how it is printed."""
        return f"{self._options_digest} {self.text_key(entry)}"

    def text_key(self, entry: Entry) -> str:
        """Return the end of the keys of all records of a document, however it is printed."""
        return f"{entry.slug} {self._real(entry.file)}"

    def of_document(self, entry: Entry, layout: str, inputs: Iterable[str]) -> str:
        """Return the digest of a document: its text, its layout, all other files that it reads."""
        # (Each part is a digest or empty, so that joining them is unambiguous.)
        digests = [self._shared, self._layouts.of(layout), self._files.digest_of(entry.file)]
        digests += map(self._files.digest_of, inputs)
        return hashlib.sha256(" ".join(digests).encode()).hexdigest()

    def of_content(self, entry: Entry, inputs: Iterable[str]) -> str:
        """Return a digest of what people wrote: a text, its group, and the files that both read.

        It does not depend on how the text is printed.
        """
        options = self._options
        digests = [self._files.digest_of(entry.file), self._group_file]
        digests += map(self._files.digest_of, inputs)
        return files.digest(options.variant.as_json if options.variant else "", *digests)

    @cached_property
    def group(self) -> str:
        """A digest of the group that prints and of its output folder, whatever is in its file."""
        options = self._options
        edition = files.real(options.edition) if options.edition else ""
        row = options.variant.name if options.variant else ""
        return files.digest(str(files.real(options.out)), str(edition), row)

    def of_file(self, layout: str, digest: str) -> str:
        """Return the digest of an output: ``digest`` is that of a PlannedFile."""
        return files.digest(self._programs, self._layouts.of(layout), digest)

    def _real(self, file: Path) -> str:
        """Return the real path of a file; the real path of its folder is looked up only once."""
        path = os.fspath(file)
        if os.path.islink(path):
            return str(files.real(file))
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = str(files.real(Path(folder)))
        return os.path.join(self._folders[folder], name)

    @cached_property
    def _options_digest(self) -> str:
        """Return the digest of the options, which is the same for all documents."""
        options = self._options
        return files.digest(
            str(files.real(options.out)),
            ",".join(sorted(options.roles)),
            options.ink,
            str(options.qr),
            str(files.real(options.edition)) if options.edition else "",
            options.variant.as_json if options.variant else "",
            printing.resolved_printer(options.printer),
            str(files.real(options.icc)) if options.icc else "",
            options.condition,
            ",".join(options.drums),
            str(options.large_print),
            str(options.copies),
            self._pictures,
        )


def _period(options: Options) -> str:
    """Return the month of a build, or its day if an edition prints: its events are soon over.

    (Those of the rows of a table are looked at when the table is read.)
    Sources expire: the first build of a month checks each text again. It does not write the files
    again, since they do not depend on the date.
    """
    today = options.today or date.today()
    return today.isoformat() if options.edition and not options.variant else f"{today:%Y-%m}"
