"""The manifests of the shards of a table, one for each machine, and their joining into one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zines import __version__
from zines.base import files, names
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Options
from zines.base.problems import Problem, ProblemError, Severity, UsageError, from_os_error
from zines.base.variants import Shard
from zines.workshop import manifest
from zines.workshop.project import Entry

_PATTERN = "manifest-*-sur-*.json"
_MOST_PARTS = 999_999
_KEYS = {"number": int, "count": int, "of": str, "missing": list}


@dataclass(frozen=True)
class _ShardManifest:
    """The manifest of one machine; ``of`` is the digest that all parts of one job share."""

    file: Path
    shard: Shard
    of: str
    missing: tuple[str, ...]
    entries: tuple[FileEntry, ...]


@dataclass(frozen=True)
class JoinedManifest:
    """The manifest that was written, the number of files from all parts, and the warnings."""

    file: Path
    count: int
    problems: tuple[Problem, ...]


def write(
    shard: Shard,
    table: Path,
    rows: str,
    documents: Iterable[Entry],
    options: Options,
    report: BuildReport,
) -> list[Problem]:
    """Write the manifest of a part of a table beside the folders of its rows.

    ``rows`` is the digest of all rows of the table. Returns the problems.
    """
    whole = files.digest(
        __version__,
        rows,
        files.digest_of(options.edition) if options.edition else "",
        *sorted(one.slug for one in documents),
        *sorted(options.roles),
        repr((options.ink, options.qr, options.large_print, options.copies)),
        *_press(options),
    )
    shard_entry = {
        "number": shard.number,
        "count": shard.count,
        "table": table.name,
        "of": whole,
        "missing": [one.slug for one in report.made if not one.files],
    }
    entries = [file for one in report.made for file in one.files]
    content = manifest.content_of(sorted(entries, key=lambda one: one["path"]))
    file = options.out / f"manifest-{shard.number}-sur-{shard.count}.json"
    try:
        manifest.put(file, {"shard": shard_entry, **content})
    except OSError as error:
        return [from_os_error(error)]
    return []


def _press(options: Options) -> Iterator[str]:
    """Yield what files for a print shop or a risograph depend on, with the content of files."""
    printer = Path(options.printer)
    yield files.digest_of(printer) if names.is_file(printer) else options.printer
    yield files.digest_of(options.icc) if options.icc else ""
    yield options.condition
    yield from options.drums


def join(places: Sequence[Path], out: Path | None = None) -> JoinedManifest:
    """Join the manifests of all shards of a table; a place is a manifest or a folder with some.

    ``out`` is the folder of the new manifest and must contain all files; by default it is the
    common parent folder of all manifests. Raises UsageError for a place without a manifest, and
    ProblemError for parts that do not fit together or for files that are missing or changed: then
    nothing is written.
    """
    found = [file for place in places for file in _files(place)]
    parts = [_read(file) for file in dict.fromkeys(found)]
    folder = out or _common_folder(parts)
    problems = [*_unfit(parts)]
    entries: dict[str, FileEntry] = {}
    for part in [] if problems else parts:
        for entry in part.entries:
            try:
                moved = _moved(part, entry, folder)
            except ProblemError as error:
                problems += error.problems
                continue
            other = entries.setdefault(moved["path"], moved)
            if other is not moved:
                message = tr("'{path}' is in two parts", path=moved["path"])
                problems.append(Problem("shard", message, _hint(), str(part.file)))
    if problems:
        raise ProblemError(problems)
    try:
        manifest.merge(folder, entries.values())
    except OSError as error:
        raise ProblemError([from_os_error(error)]) from error
    return JoinedManifest(folder / manifest.NAME, len(entries), tuple(_missing(parts)))


def _common_folder(parts: Sequence[_ShardManifest]) -> Path:
    folders = [files.real(one.file).parent for one in parts]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        # Two drives of Windows: those that lie elsewhere are reported.
        return folders[0]


def _files(place: Path) -> list[Path]:
    names.check_argument(place)
    if names.is_file(place):
        return [place]
    if not place.is_dir():
        raise UsageError(tr("there is no file or folder '{place}'", place=str(place)))
    found = sorted(place.glob(_PATTERN))
    if not found:
        raise UsageError(
            tr(
                "in '{place}' there is no manifest of a part of a table: 'pdf --variants TABLE "
                "--shard 2/3' writes manifest-2-sur-3.json",
                place=str(place),
            )
        )
    return found


def _read(file: Path) -> _ShardManifest:
    content = manifest.read(file)
    shard_entry = content.get("shard") if isinstance(content, dict) else None
    if (
        not isinstance(shard_entry, dict)
        or not all(isinstance(shard_entry.get(key), kind) for key, kind in _KEYS.items())
        or not 1 <= shard_entry["number"] <= shard_entry["count"] <= _MOST_PARTS
    ):
        message = tr("it is no manifest of a part of a table")
        hint = tr("name those that 'pdf --shard' writes, as manifest-2-sur-3.json")
        raise ProblemError([Problem("shard", message, hint, str(file))])
    if content.get("version") != manifest.VERSION:
        message = tr("it was written by another version of hors-bocal")
        raise ProblemError([Problem("shard", message, _hint(), str(file))])
    shard = Shard(shard_entry["number"], shard_entry["count"])
    missing = tuple(map(str, shard_entry["missing"]))
    entries = tuple(manifest.entries_of(content))
    return _ShardManifest(file, shard, shard_entry["of"], missing, entries)


def _hint() -> str:
    return tr("print all parts of one table, with the same documents and options, and join those")


def _unfit(parts: Sequence[_ShardManifest]) -> Iterator[Problem]:
    """Yield problems for parts of different jobs, parts that occur twice, and missing parts."""
    first = parts[0]
    there: dict[int, _ShardManifest] = {}
    for part in parts:
        if (part.of, part.shard.count) != (first.of, first.shard.count):
            message = tr(
                "it does not go with '{other}': another table, other documents, other options, or "
                "another number of parts",
                other=str(first.file),
            )
            yield Problem("shard", message, _hint(), str(part.file))
            continue
        other = there.setdefault(part.shard.number, part)
        if other is not part:
            message = tr(
                "part {number}/{count} is there twice: '{other}' is the same",
                number=part.shard.number,
                count=part.shard.count,
                other=str(other.file),
            )
            yield Problem("shard", message, tr("leave one of them out"), str(part.file))
    count = first.shard.count
    if absent := [str(one) for one in range(1, count + 1) if one not in there]:
        shown = ", ".join(absent[:10]) + (" ..." if len(absent) > 10 else "")
        message = tr_n(
            "part {numbers} of {of} is missing",
            "parts {numbers} of {of} are missing",
            len(absent),
            numbers=shown,
            of=count,
        )
        hint = tr("print it with --shard {number}/{count}", number=absent[0], count=count)
        yield Problem("shard", message, hint)


def _moved(part: _ShardManifest, entry: FileEntry, folder: Path) -> FileEntry:
    """Return an entry with its path relative to the folder.

    Raises ProblemError for a file outside of the folder, or one that is missing or changed.
    """
    file = files.real(part.file.parent / entry["path"])
    root = files.real(folder)
    if not file.is_relative_to(root):
        message = tr("'{file}' does not lie in '{folder}'", file=str(file), folder=str(folder))
        hint = tr("say with --out the folder in which all parts lie")
        raise ProblemError([Problem("shard", message, hint, str(part.file))])
    if files.digest_of(file) != entry["sha256"]:
        message = tr("'{file}' is missing, or is not as it was printed", file=entry["path"])
        hint = tr("copy the folder of that part again, or print it again")
        raise ProblemError([Problem("shard", message, hint, str(part.file))])
    return {**entry, "path": PurePosixPath(file.relative_to(root)).as_posix()}


def _missing(parts: Iterable[_ShardManifest]) -> Iterator[Problem]:
    for part in parts:
        if part.missing:
            message = tr_n(
                "{count} document was not made there, as '{first}'",
                "{count} documents were not made there, as '{first}'",
                len(part.missing),
                first=part.missing[0],
            )
            yield Problem("shard", message, "", str(part.file), severity=Severity.WARNING)
