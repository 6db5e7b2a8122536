"""The writer of one file for the copier: the sheets of each group after an announcement sheet."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from zines.base import files, memory
from zines.base.file_names import companion_name
from zines.base.manifest_entry import FileEntry, sheets_of, sides_of, times_for
from zines.base.problems import Problem, ProblemError
from zines.base.variants import Variant
from zines.composition.typesetting import Typesetter
from zines.prepress.finishing import Properties
from zines.prepress.panelled_sheets import Panel, PanelledSheets
from zines.prepress.shared_pages import SharedPages, Source
from zines.workshop.groups.announcing import Announcing, announced, signs_of
from zines.workshop.groups.packed_groups import PackedGroup
from zines.workshop.groups.panelled_output import BlankSheets, PanelledOutput

#: The number of groups set in one document: more take more memory, fewer take more time.
_AT_ONCE = 100
#: Keys of the manifest that are true for the file of one group and not for the pile.
_OF_ONE = ("qr",)


@dataclass(frozen=True)
class SheetsFile:
    """The sheets of one group in a file of their own, and its manifest entry."""

    file: Path
    entry: FileEntry


@dataclass(frozen=True)
class GroupSheets:
    """The sheets of one group: their manifest entry, and a function that adds them to the pile."""

    entry: FileEntry
    add: Callable[[], None]


@dataclass(frozen=True)
class PileSources:
    """The sources of the sheets of each row: a file, or an output that is set for many rows.

    The rows start with number ``first``, from 1, of ``count`` rows.
    ``whole`` builds a file for a row that cannot be set with others; it raises ProblemError.
    """

    rows: Sequence[Variant]
    first: int
    count: int
    groups: Mapping[str, PackedGroup]
    parts: Mapping[str, SheetsFile]
    panelled: Mapping[str, PanelledOutput]
    whole: Callable[[Variant], SheetsFile | None]


@dataclass(frozen=True)
class MadePile:
    """The entries of the files that were written, their warnings, the number of missing rows."""

    entries: tuple[FileEntry, ...]
    warnings: tuple[Problem, ...]
    missing: int


class PileMaker:
    """Build one pile, a hundred groups at a time."""

    def __init__(
        self, sheets: PileSources, typesetter: Typesetter, date: str, copies: int, *, codes: bool
    ) -> None:
        """Start with an empty pile.

        ``date`` is that of the document. The sheets of each group are repeated until they make its
        own number of copies, else this number of ``copies`` (0: they are there once). ``codes``
        adds QR codes.
        """
        self._date = date
        self._copies = copies
        self._from = sheets
        self._codes = codes
        self._pages = SharedPages()
        self._signs = signs_of(sheets.rows)
        self._announcing = Announcing(typesetter, self._pages, self._signs, date)
        self._bases: dict[int, tuple[BlankSheets, PanelledSheets]] = {}
        self._missing = 0

    def made(self, out: Path, path: str, working: Callable[[str], None]) -> MadePile:
        """Write the pile, and its recipe if any, below a folder; raises ProblemError, OSError.

        ``working`` is called with the name of a row. If there are no sheets, nothing is written.
        """
        first: FileEntry | None = None
        rows = iter(enumerate(self._from.rows, self._from.first))
        while some := list(islice(rows, _AT_ONCE)):
            working(some[0][1].name)
            drawn = list(self._drawn(some))
            if not drawn:
                continue
            first = first or drawn[0][1].entry
            self._announce(drawn)
        if first is None:
            return MadePile((), (), self._missing)
        title = f"{first['title']}, {PurePosixPath(path).stem}"
        properties = Properties(title, first["lang"], self._date, first.get("flip"), ("1.7", 0))
        content = self._pages.finished(properties)
        memory.give_back()
        whole = {key: value for key, value in first.items() if key not in _OF_ONE}
        entry: FileEntry = {
            **whole,  # type: ignore[typeddict-item]
            "path": path,
            "pdf_pages": len(self._pages),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        bases = [base for base, _ in self._bases.values()]
        # (Rows that are built one by one have their recipe in their own folders.)
        contents, entries = {out / path: content}, [entry]
        # (One recipe is enough for all lots.)
        if self._from.first == 1 and bases and (recipe := bases[0].recipe):
            beside = companion_name(path, first["role"])
            contents[out / beside] = recipe[0]
            entries.append({**recipe[1], "path": beside})
        files.write_all(contents)
        warnings = dict.fromkeys(one for base in bases for one in base.warnings)
        return MadePile(tuple(entries), tuple(warnings), self._missing)

    def _announce(self, drawn: Sequence[tuple[tuple[int, Variant], GroupSheets]]) -> None:
        count = self._from.count
        copies = [copies_of(row, self._copies) for (_, row), _ in drawn]
        often = [
            times_for(each, one.entry.get("up", 1))
            for each, (_, one) in zip(copies, drawn, strict=True)
        ]
        groups = [
            announced(row, number, count, each, sheets_of(one.entry) * times)
            for ((number, row), one), each, times in zip(drawn, copies, often, strict=True)
        ]
        self._announcing.set(groups, drawn[0][1].entry)
        for index, ((_, one), times) in enumerate(zip(drawn, often, strict=True)):
            self._announcing.add(index, one.entry)
            if sides_of(one.entry) == 2:
                self._pages.blank_like_last()
            start = len(self._pages)
            one.add()
            if len(self._pages) % sides_of(one.entry):
                self._pages.blank_like_last()
            self._pages.repeat(start, times)

    def _drawn(
        self, rows: Sequence[tuple[int, Variant]]
    ) -> Iterator[tuple[tuple[int, Variant], GroupSheets]]:
        """Yield the rows that have sheets, with their numbers; count the missing rows."""
        ready: dict[str, GroupSheets] = {}
        together: dict[PanelledOutput, list[Variant]] = defaultdict(list)
        for _, variant in rows:
            output = self._from.panelled.get(variant.name)
            if output and variant.name not in self._from.parts:
                together[output].append(variant)
        for output, variants in together.items():
            ready |= self._set(output, variants)
        for number, variant in rows:
            one = ready.get(variant.name)
            if one is None:
                part = self._from.parts.get(variant.name) or self._from.whole(variant)
                one = self._from_file(part) if part else None
            if one is None:
                self._missing += 1
            else:
                yield (number, variant), one

    def _set(self, output: PanelledOutput, variants: Sequence[Variant]) -> dict[str, GroupSheets]:
        """Return the sheets of the rows that can be set together, by name; leave out the others."""
        layout = output.planned.document.layout
        groups = [
            self._from.groups[one.name].for_layout(
                output.planned.output.role, layout.reading_distance_mm, codes=self._codes
            )
            for one in variants
        ]
        found: dict[str, GroupSheets] = {}
        try:
            panels = output.panels(groups, self._signs, self._pages)
            for at, (variant, group) in enumerate(zip(variants, groups, strict=True)):
                own = panels.of(at + 1)
                base = output.base(tuple(one.height for one in own.values()), group)
                if base:
                    found[variant.name] = GroupSheets(base.entry, self._adding(base, own))
        except ProblemError:
            # Building each row on its own reports which row fails, and why.
            return {}
        return found

    def _adding(self, base: BlankSheets, panels: Mapping[str, Panel]) -> Callable[[], None]:
        if id(base) not in self._bases:
            drawn = PanelledSheets(self._pages, base.content, base.panels, base.page_height)
            self._bases[id(base)] = base, drawn
        _, sheets = self._bases[id(base)]
        return lambda: sheets.add(panels)

    def _from_file(self, part: SheetsFile) -> GroupSheets:
        def add() -> None:
            source = Source(part.file.read_bytes())
            for index in range(part.entry["pdf_pages"]):
                self._pages.add(source, index)

        return GroupSheets(part.entry, add)


def copies_of(row: Variant, copies: int) -> int:
    """Return how many copies a row gets: its own number, else that of all rows; 0 is unknown."""
    return row.copies or copies
