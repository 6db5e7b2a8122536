"""Labels of drawings in a form: what they show, from the French description in their files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from zines.base.language import tr
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.workshop.atelier.form_schema import FormField

_DESCRIPTION = re.compile(r'^#let description = "(?:Dessin\s:\s)?([^"]+)"', re.MULTILINE)
#: Ends the first part of a description: what is seen. The rest describes the background.
_FIRST_PART = re.compile(r"\s[;:]\s|[.](?:\s|$)")
#: What may be the name of a drawing.
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)+")
#: In characters: the room in a list.
_LONGEST = 90


def shown(folders: SearchPath) -> dict[str, str]:
    """Return what each drawing shows, by its name, sorted by these words; never raises."""
    found = {}
    for name in layouts.names_in(folders, "drawings"):
        file = folders.find(f"lib/drawings/{name}.typ")
        with suppress(OSError):
            if file and (label := _label(file, file.stat().st_mtime_ns)):
                found[name] = label
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


def labelled(fields: tuple[FormField, ...], shown: Mapping[str, str]) -> tuple[FormField, ...]:
    """Return the fields with labels for the choices of a drawing, also in groups and lists.

    ``shown`` has what each drawing shows, by its name.
    """
    return tuple(_labelled(one, shown) for one in fields)


def _labelled(one: FormField, shown: Mapping[str, str]) -> FormField:
    if one.fields:
        return replace(one, fields=labelled(one.fields, shown))
    if not one.is_drawing:
        return one
    known = tuple(name for name in shown if name in one.choices)
    others = tuple(name for name in one.choices if name not in shown)
    # (A help that names a drawing, as its file, names it as the choices do.)
    words = _NAME.sub(lambda found: _quoted(found[0], shown), one.help)
    return replace(one, choices=known + others, labels=shown, help=words)


def _quoted(name: str, shown: Mapping[str, str]) -> str:
    return tr("“{words}”", words=shown[name]) if name in shown else name


@lru_cache(maxsize=500)
def _label(file: Path, changed: int) -> str:
    """Return the first part of a description; ``changed`` is the time of change of its file."""
    description = _DESCRIPTION.search(file.read_text("utf-8", "replace"))
    if not description:
        return ""
    part = _FIRST_PART.split(description[1].strip(), maxsplit=1)[0]
    if len(part) > _LONGEST:
        part = part[:_LONGEST].rpartition(" ")[0].rstrip(",;: ") + "…"
    return part[:1].upper() + part[1:]
