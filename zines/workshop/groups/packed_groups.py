"""The data of the rows of a table in little memory: tens of thousands may wait to be printed."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from zines.base.manifest_entry import Role
from zines.manuscript.groups.organisation import Organisation
from zines.manuscript.text import plain
from zines.workshop.production.group_fields import fields_for


class PackedGroup(NamedTuple):
    """A group (see Organisation): its fields as deflated JSON, its texts as JSON, its pictures."""

    fields: bytes
    texts: str
    pictures: tuple[tuple[str, Path], ...]

    def for_layout(self, role: Role, reading_distance_mm: float, *, codes: bool) -> dict[str, Any]:
        """Return the fields that a layout receives; see :func:`fields_for`."""
        fields = json.loads(zlib.decompress(self.fields))
        return fields_for(fields, role, reading_distance_mm, codes=codes)


def packed(group: Organisation) -> PackedGroup:
    """Pack a group."""
    texts = _json(group.texts)
    fields = zlib.compress(_json(plain(group.fields)).encode(), 1)
    return PackedGroup(fields, texts, tuple(group.pictures.items()))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
