"""Values that a group takes from another one: a section has those of its federation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zines.workshop.atelier import field_values, form_schema, group_editing
from zines.workshop.production.equipment import group_files
from zines.workshop.project import Project


@dataclass(frozen=True)
class Inherited:
    """The group that an edition extends: its ``label``; its ``name``, empty if it has no form.

    ``texts`` gives, by the labels of fields, its values that are printed for empty fields.
    """

    name: str
    label: str
    texts: dict[str, str]


def of(project: Project, name: str, extends: str = "") -> Inherited | None:
    """Return the values that a group takes from others; None if it extends none.

    A new group has no ``name`` yet, and extends ``extends``. Never raises.
    """
    file = group_editing.file_of(project, name or extends)
    links = group_files(project, file) if file else []
    own: Mapping[str, Any] = {}
    if name and links:
        own = links.pop(0).parsed.value
    if not links:
        return None
    nearest = links[0].file
    wider: dict[str, Any] = {}
    for link in links:
        wider = {**link.parsed.value, **wider}
    texts = {}
    for field in form_schema.group_fields():
        text = _in_line(wider.get(field.name))
        # (How a group prints is chosen with a paper, not in this form.)
        if text and field.name != "printing" and not _in_line(own.get(field.name)):
            texts[field.label] = text
    openable = {group_editing.file_of(project, one): one for one in group_editing.listed(project)}
    label = group_editing.title(project, nearest) or nearest.stem
    return Inherited(openable.get(nearest, ""), label, texts)


def _in_line(value: Any) -> str:
    """Return a value of an edition on one line."""
    lines = (text.replace("\n", ", ") for text in field_values.typed_of(value).values())
    return ", ".join(filter(None, lines))
