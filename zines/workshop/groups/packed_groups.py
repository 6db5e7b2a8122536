"""What the rows of a table say, in little room: ten thousands of them wait to be printed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from zines.base.manifest_entry import Role
from zines.manuscript.groups.organisation import Organisation
from zines.manuscript.text import plain
from zines.workshop.production.group_fields import fields_for


class PackedGroup(NamedTuple):
    """The fields of a group as deflated JSON, its texts and pictures: see Organisation."""

    fields: bytes
    texts: str
    pictures: tuple[tuple[str, Path], ...]

    def for_layout(self, role: Role, reading_distance_mm: float, *, codes: bool) -> dict[str, Any]:
        """Return what a layout gets of it; see :func:`fields_for`."""
        group = Organisation(json.loads(zlib.decompress(self.fields)), {})
        return fields_for(group, role, reading_distance_mm, codes=codes)


def packed(group: Organisation) -> PackedGroup:
    """Pack a group."""
    texts = _json(group.texts)
    fields = zlib.compress(_json(plain(group.fields)).encode(), 1)
    return PackedGroup(fields, texts, tuple(group.pictures.items()))


def _json(value: Mapping[str, Any] | Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
