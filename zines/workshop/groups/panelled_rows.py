"""Search for the rows of a table that can be set together: they differ only in their panels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from zines.base.manifest_entry import ON_SHEETS
from zines.base.options import Options
from zines.base.problems import ProblemError
from zines.composition.request import has_long_words
from zines.manuscript.declared_fields import declared
from zines.manuscript.layouts import Layout
from zines.workshop.groups.packed_groups import PackedGroup
from zines.workshop.groups.panelled_output import PanelledOutput
from zines.workshop.groups.table_editions import Rows
from zines.workshop.production import preparation
from zines.workshop.production.document_build import printable
from zines.workshop.production.planned_files import planned, wanted_outputs
from zines.workshop.production.session import Session
from zines.workshop.project import Entry

#: For more rows than this, memory is saved rather than time.
MANY = 200
#: A document with one of these fields shows data of the group outside its panels, too.
_OWN = {"event", "hours", "front_meeting", "sender_is_group"}
#: Fewer rows than this are built one by one: a common base would save nothing.
_LEAST = 2
#: By slug and row, the outputs of a document that are set together; rows in any order.
Panelled: TypeAlias = Mapping[str, Mapping[str, tuple[PanelledOutput, ...]]]


def panelled(session: Session, documents: list[Entry], options: Options, rows: Rows) -> Panelled:
    """Return the rows that are set together.

    Rows that cannot be planned are left out: they are built one by one, which reports the problems.
    Raises UsageError.
    """
    found: dict[str, dict[str, tuple[PanelledOutput, ...]]] = {}
    if options.large_print or options.ink == "riso":
        return {}
    for entry in documents:
        listed = found.setdefault(entry.slug, {})
        for names in _similar_rows(entry, options, rows, session):
            try:
                # (A row with few fields has its panels at the usual places.)
                least = min(names, key=lambda name: len(rows.groups[name].fields))
                outputs = _outputs(session, entry, options, rows, least)
            except (ProblemError, OSError):
                continue
            listed.update(dict.fromkeys(names, outputs) if outputs else ())
    return found


def _similar_rows(
    entry: Entry, options: Options, rows: Rows, session: Session
) -> Iterator[list[str]]:
    """Yield lists of names of rows that differ only in the panels of a document."""
    read = session.texts.get(entry.file)
    if read is None or read.document is None:
        return
    layout = read.document.layout
    if not layout.panels or not _OWN.isdisjoint(read.document.fields):
        return
    alike: dict[tuple[object, ...], list[str]] = {}
    filled = bool(read.parsed and declared(read.parsed))
    for name, group in rows.groups.items():
        common = group.texts if filled else "", *_common(group, layout, options)
        alike.setdefault(common, []).append(name)
    yield from (names for names in alike.values() if len(names) >= _LEAST)


def _common(group: PackedGroup, layout: Layout, options: Options) -> tuple[object, ...]:
    fields = group.for_layout("sheets", layout.reading_distance_mm, codes=options.qr)
    other = {key: one for key, one in fields.items() if key not in layout.panels}
    fields_json = json.dumps(fields, ensure_ascii=False)
    return json.dumps(other, sort_keys=True), group.pictures, has_long_words(fields_json)


def _outputs(
    session: Session, entry: Entry, options: Options, rows: Rows, name: str
) -> tuple[PanelledOutput, ...]:
    variant = next(one for one in rows.good if one.name == name)
    asked = replace(options, variant=variant, out=options.out / name)
    context, problems = preparation.prepared(session, asked)
    if problems or context.equipment is None:
        return ()
    document = printable(context.texts.read(entry), context)
    wanted, _ = wanted_outputs(document, asked)
    outputs = [one for one in wanted if one.role in ON_SHEETS]
    if any(one.role != "sheets" for one in outputs):
        return ()  # (A tile shows only a part of its page, and may cut panels.)
    plan = planned(document, entry.file, outputs, context.equipment, asked)
    return tuple(PanelledOutput(one, context.equipment, many=len(rows.good) > MANY) for one in plan)
