"""One file for the copier of the sheets of many groups, each announced by a sheet of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from zines.base import files
from zines.base.file_names import edition_name
from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, ProblemError, Severity, at, unwritten
from zines.base.variants import Shard, Variant
from zines.composition import request
from zines.prepress.finishing import Properties
from zines.prepress.shared_pages import SharedPages, Source
from zines.workshop import manifest
from zines.workshop.build_cache import BuildCache, KnownFiles
from zines.workshop.preparation import Desk
from zines.workshop.project import Project

_LAYOUT = "_announcement"
_ROLES = ("sheets", "tiles")
#: What the manifest says of one group's file and not of the whole.
_OF_ONE = ("qr",)


@dataclass(frozen=True)
class Part:
    """The sheets of one group: the row of a table, and what the manifest says of its file."""

    variant: Variant
    entry: FileEntry

    @property
    def sheets(self) -> int:
        """How many sheets of paper they are."""
        return -(-self.entry["pdf_pages"] // _sides(self.entry))


def merge(
    project: Project,
    options: Options,
    built: Iterable[tuple[Variant, BuildReport]],
    dates: dict[str, str],
    desk: Desk,
    shard: Shard,
) -> tuple[list[Made], list[Problem]]:
    """Merge the sheets that were built for the rows of a table: a file for each output.

    ``dates`` are those of the documents; files of a ``shard`` of a table say which it is. What has
    not changed is left alone. Returns what was made, by document, and what is wrong.
    """
    reports = list(built)
    out = files.real(options.out)
    cache = BuildCache(project, options, desk.records)
    found: dict[str, list[FileEntry]] = {}
    fresh: set[str] = set()
    problems: list[Problem] = []
    outputs = _outputs(reports, shard)
    if not outputs and any(made.files for _, report in reports for made in report.made):
        problems.append(_nothing())
    for path, parts in outputs.items():
        slug = parts[0].entry["slug"]
        if len(parts) < len(reports):
            problems.append(_missing(path, len(reports) - len(parts)))
        digest = _digest(parts)
        known = cache.known(out / path, _LAYOUT, digest)
        if known is None:
            table = str(files.real(parts[0].variant.table))
            owners = {"document": table, "edition": table}
            try:
                cache.check_free(out / path, owners, path, path)
                entry = _written(path, parts, options, dates[slug], desk)
            except ProblemError as error:
                problems += at(error.problems, path)
                continue
            except OSError as error:
                problems.append(unwritten(error))
                continue
            known = KnownFiles((entry,), ())
            cache.remember(out, _LAYOUT, digest, owners, known)
            fresh.add(slug)
        found.setdefault(slug, []).extend(known.entries)
    made = [Made(slug, tuple(entries), slug in fresh) for slug, entries in found.items()]
    try:
        cache.save()
        manifest.merge(options.out, [entry for one in made for entry in one.files])
    except OSError as error:
        problems.append(unwritten(error))
    return made, problems


def _outputs(reports: Iterable[tuple[Variant, BuildReport]], shard: Shard) -> dict[str, list[Part]]:
    """Return the sheets of the groups, by the path of the file that they become."""
    found: dict[str, list[Part]] = {}
    for variant, report in reports:
        table = edition_name(variant.table)
        table += f"-{shard.number}-sur-{shard.count}" if shard.count > 1 else ""
        for entry in (file for made in report.made for file in made.files):
            if entry["role"] in _ROLES:
                path = entry["path"].removesuffix(f"-{variant.name}.pdf") + f"-{table}.pdf"
                found.setdefault(path, []).append(Part(variant, entry))
    return found


def _sides(entry: FileEntry) -> int:
    return 2 if "flip" in entry else 1


def _digest(parts: Iterable[Part]) -> str:
    said = (f"{one.entry['sha256']} {one.variant.as_json}" for one in parts)
    return files.digest(*said)


def _nothing() -> Problem:
    message = tr("there is nothing for --merge: no sheets were made")
    hint = tr("leave out --role, or add --role sheets")
    return Problem("merge", message, hint, severity=Severity.WARNING)


def _missing(path: str, count: int) -> Problem:
    message = tr_n(
        "{count} group is not in it, since its sheets were not made",
        "{count} groups are not in it, since their sheets were not made",
        count,
    )
    return Problem("merge", message, "", path, severity=Severity.WARNING)


def _written(path: str, parts: list[Part], options: Options, date: str, desk: Desk) -> FileEntry:
    first = parts[0].entry
    pages = SharedPages()
    announced = Source(desk.typesetter.pages(_announcements(parts, date)), searched=True)
    for number, part in enumerate(parts):
        pages.add(announced, number)
        if _sides(part.entry) == 2:
            pages.blank_like_last()
        file = options.out / part.variant.name / part.entry["path"]
        sheets = Source(file.read_bytes())
        for index in range(part.entry["pdf_pages"]):
            pages.add(sheets, index)
        if len(pages) % _sides(part.entry):
            pages.blank_like_last()
    title = f"{first['title']}, {PurePosixPath(path).stem}"
    content = pages.finished(Properties(title, first["lang"], date, first.get("flip"), ("1.7", 0)))
    files.write(options.out / path, content)
    whole = {key: value for key, value in first.items() if key not in _OF_ONE}
    return {
        **whole,  # type: ignore[typeddict-item]
        "path": path,
        "pdf_pages": len(pages),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _announcements(parts: list[Part], date: str) -> request.Request:
    groups = [
        {
            "name": one.variant.values["name"],
            "place": one.variant.values.get("place", ""),
            "sheets": one.sheets,
            "piece": one.entry["title"],
            "number": number,
            "of": len(parts),
        }
        for number, one in enumerate(parts, 1)
    ]
    first = parts[0].entry
    width, height = first["sheet_mm"]
    title = first["title"]
    return request.own_page(_LAYOUT, title, date, {"groups": groups}, (width, height))
