"""Records of which files were built from which inputs, so that a build skips unchanged documents.

There are two kinds of record. The record of a document compares the bytes of its inputs and needs
no library: a build with nothing to do only asks the system about files, and reads those that have
changed (file_digests.py). If bytes did change, the record of a file compares what would really be
set (the request to the layout): a new source or a comment does not print again the documents that
do not show it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base import files, language
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry
from zines.base.options import Made, Options
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.workshop import manifest
from zines.workshop.cache.file_owners import FileOwners
from zines.workshop.cache.input_digests import InputDigests
from zines.workshop.cache.record_file import KnownEntries
from zines.workshop.cache.run_records import RunRecords
from zines.workshop.project import Entry, Project


@dataclass(frozen=True)
class KnownFiles:
    """The result of an earlier build for one output: manifest entries, the file's own first."""

    entries: tuple[FileEntry, ...]
    warnings: tuple[Problem, ...]


class BuildCache:
    """The records of one project, for one build with its options.

    Paths of files are relative to the output folder.
    """

    def __init__(
        self, project: Project, options: Options, records: RunRecords | None = None
    ) -> None:
        """Take the ``records`` that the builds of a run share; None if this is the only build."""
        self._options = options
        self._records = records or RunRecords(project, options.out)
        self._saves_now = records is None
        self._old, self._new = self._records.old, self._records.new
        self._digests = self._records.digests
        self._inputs = InputDigests(project, options, self._records)
        self._out = str(files.real(options.out))
        self._owners = FileOwners(project)
        #: The files of documents that were found unchanged, with their digests.
        self._unchanged: dict[str, str] = {}

    def unchanged(self, entry: Entry) -> Made | None:
        """Return the result of an earlier build of a document, None if a new one may differ."""
        record = self._old.documents.get(self._inputs.key(entry))
        if record is None or entry.twin or _in_another_language(record):
            return None
        if record["digest"] != self._inputs.of_document(entry, record["layout"], record["inputs"]):
            return None
        # Another build may since have written other files under the same names.
        known = self._old.files.digests
        if not all(
            known.get(path) == digest == self._digests.now(path)
            for path, digest in record["files"].items()
        ):
            return None
        self._unchanged |= record["files"]
        return Made(
            entry.slug,
            KnownEntries(self._old.files, tuple(record["files"])),
            problems=_problems(record["warnings"]),
            remarks=_problems(record["remarks"]),
            name=record["name"],
            outputs=tuple(record["outputs"]),
        )

    def inputs(self, entry: Entry) -> list[Path]:
        """Return the inputs of the last build of a document, without its text and its layout."""
        record = self._old.documents.get(self._inputs.key(entry))
        return [Path(one) for one in record["inputs"]] if record else []

    def older(self, entries: Iterable[Entry]) -> dict[Entry, list[str]]:
        """Return the files of documents that only older builds for the same group made.

        The text, the group or a file that they read has changed since.
        """
        wanted = {self._inputs.text_key(entry): entry for entry in entries}
        current: set[str] = set()
        found: dict[Entry, list[str]] = {}
        for key, record in self._records.of_group(self._inputs.group).items():
            entry = wanted.get(key.partition(" ")[2])
            if entry is None:
                continue
            if record["content"] == self._inputs.of_content(entry, record["inputs"]):
                current.update(record["files"])
            else:
                found.setdefault(entry, []).extend(record["files"])
        start = len(os.path.join(self._out, ""))
        return {
            entry: [path[start:] for path in paths if path not in current and os.path.isfile(path)]
            for entry, paths in found.items()
        }

    def made_from(self, path: str) -> str:
        """Return the real path of the text that a file was built from; empty if unknown.

        For a text that is shipped with the program it is its name, ``shipped:content/...``.
        """
        record = self._old.files.get(self._full(path))
        return record["owners"]["document"] if record else ""

    def check_free(self, path: str, owners: Mapping[str, str], named_in: str) -> None:
        """Raise ProblemError if the build would overwrite a foreign file or one of other owners.

        ``owners`` gives, by kind, the document, edition or printer that the new file is built from;
        ``named_in`` is the path that the problem names.
        """
        file = self._full(path)
        record = self._old.files.get(file)
        if self._options.force or not os.path.exists(file):
            return
        if record is None:
            # (Imported here: only this case needs a library that reads PDFs.)
            from zines.workshop import overwriting

            try:
                overwriting.check(Path(file), any_page=True)
            except UsageError as error:
                raise ProblemError([Problem("taken", str(error), "", named_in)]) from error
            return
        other = self._owners.rival(record["owners"], owners)
        if other:
            # (Without the group, so that the problem is the same for all rows of a table.)
            group = self._options.variant.name if self._options.variant else ""
            shown = path.replace(f"-{group}.pdf", ".pdf")
            message = tr("'{path}' is there already, made for '{other}'", path=shown, other=other)
            hint = tr("rename one of them, say another --out, or --force")
            raise ProblemError([Problem("taken", message, hint, named_in)])

    def known(self, path: str, layout: str, digest: str) -> KnownFiles | None:
        """Return the recorded files of an output, if they exist and a new build would be the same.

        ``path`` is its first file; ``digest`` is that of a PlannedFile.
        """
        file = self._full(path)
        record = self._old.files.get(file)
        if self._options.force or record is None or _in_another_language(record):
            return None
        if record["digest"] != self._inputs.of_file(layout, digest):
            return None
        paths = [file, *record["others"]]
        if not all(self._intact(path) for path in paths):
            return None
        entries = tuple(self._old.files[path]["entry"] for path in paths)
        return KnownFiles(entries, _problems(record["warnings"]))

    def remember(
        self, layout: str, digest: str, owners: Mapping[str, str], made: KnownFiles
    ) -> None:
        """Record the files of an output."""
        self.remember_proof(made.entries[0]["path"], layout, digest, owners, made.warnings)
        first, *others = (self._full(entry["path"]) for entry in made.entries)
        for path, entry in zip((first, *others), made.entries, strict=True):
            record = {
                "digest": self._inputs.of_file(layout, digest) if path == first else "",
                "entry": entry,
                "others": others if path == first else [],
                "warnings": [vars(one) for one in made.warnings] if path == first else [],
                "language": language.spoken(),
                "owners": self._owners.lasting(owners),
            }
            self._new.files.add(path, record)

    def remember_document(
        self, entry: Entry, layout: str, inputs: Iterable[Path], made: Made
    ) -> None:
        """Record how a document was built: ``inputs`` are those besides its text and layout."""
        read = sorted(str(files.real(file)) for file in inputs)
        record = {
            "digest": self._inputs.of_document(entry, layout, read),
            "content": self._inputs.of_content(entry, read),
            "group": self._inputs.group,
            "layout": layout,
            "inputs": read,
            "files": {self._full(file["path"]): file["sha256"] for file in made.files},
            "warnings": [vars(problem) for problem in made.problems],
            "remarks": [vars(problem) for problem in made.remarks],
            "language": language.spoken(),
            "name": made.name,
            "outputs": list(made.outputs),
        }
        self._records.remember_document(self._inputs.key(entry), record)

    def proved(self, path: str, layout: str, digest: str) -> KnownFiles | None:
        """Return the warnings of an output that was built or checked before from the same input.

        It was in any output folder. The result has no entries.
        """
        record = self._records.proofs.get(path)
        if record is None or _in_another_language(record):
            return None
        if record["digest"] != self._inputs.of_file(layout, digest):
            return None
        return KnownFiles((), _problems(record["warnings"]))

    def remember_proof(
        self,
        path: str,
        layout: str,
        digest: str,
        owners: Mapping[str, str],
        warnings: Iterable[Problem],
    ) -> None:
        """Record, for :meth:`proved`, that an output can be built, and its warnings."""
        self._new.proofs[path] = {
            "digest": self._inputs.of_file(layout, digest),
            "warnings": [vars(one) for one in warnings],
            "language": language.spoken(),
            "owners": [owners[kind] for kind in ("document", "edition") if kind in owners],
        }

    def save(self) -> None:
        """Write the records, without those of deleted files; raises OSError.

        In a run of many builds they are only written from time to time, and at the end of the run.
        """
        self._records.save(at_once=self._saves_now)

    def is_settled(self) -> bool:
        """Return whether the manifest is as the last build left it, and all its files exist.

        Only call this if all documents are unchanged, so that the last build had the same ones.
        """
        known = self._old.settled.get(self._out)
        if known is None or known[0] != self._state():
            return False
        return all(map(os.path.isfile, known[1:]))

    def settle(self, listed: Iterable[str]) -> None:
        """Record that the manifest is up to date; ``listed`` holds the paths of all its files."""
        others = [path for path in map(self._full, listed) if path not in self._unchanged]
        self._new.settled[self._out] = [self._state(), *others]

    def _state(self) -> str:
        parts = (part for one in self._unchanged.items() for part in one)
        return files.digest(self._digests.now(self._full(manifest.NAME)), *parts)

    def save_digests(self) -> None:
        """Write the digests of the files that were read; a failure is ignored, as nothing is lost.

        In a run of many builds this does nothing: they are written at the end of the run.
        """
        if self._saves_now and (self._new.digests or self._new.settled):
            with suppress(OSError):
                self._records.save()

    def _full(self, path: str) -> str:
        return os.path.join(self._out, path)

    def _intact(self, path: str) -> bool:
        return self._old.files.digests.get(path) == self._digests.now(path) != ""


def _in_another_language(record: Mapping[str, Any]) -> bool:
    """Return whether a record has warnings in another language: they must be found again."""
    problems = record["warnings"] or record.get("remarks")
    return bool(problems) and record["language"] != language.spoken()


def _problems(records: Iterable[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in records)
