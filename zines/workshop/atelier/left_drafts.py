"""What another tab has left unsaved: when it was typed, and in which fields it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.workshop.atelier import form_schema, group_editing, text_editing
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.project import Project


@dataclass(frozen=True)
class LeftDraft:
    """The draft of a tab; ``fields`` are the labels of those that differ from what is saved.

    There are none if it differs in how it is printed, or cannot be read. ``typed_at`` is the time
    of its file.
    """

    tab: str
    typed_at: datetime
    fields: tuple[str, ...] = ()

    @property
    def notice(self) -> str:
        """The sentence that reports it."""
        day, minute = self.typed_at.strftime("%d/%m/%Y"), self.typed_at.strftime("%M")
        hour = tr("{hour}:{minute}", hour=self.typed_at.hour, minute=minute)
        if self.typed_at.date() == datetime.now().date():
            return tr(
                "Something was typed in another tab, or before an interruption, today at {hour}, "
                "and not saved.",
                hour=hour,
            )
        return tr(
            "Something was typed in another tab, or before an interruption, on {day} at {hour}, "
            "and not saved.",
            day=day,
            hour=hour,
        )


def of_text(project: Project, slug: str, tab: str) -> LeftDraft | None:
    """Return the newest draft of a text that another tab than ``tab`` has left, or None.

    Raises UsageError for an unknown text.
    """
    for left in text_editing.left(project, slug, tab)[:1]:
        try:
            saved = text_editing.opened(project, slug)
            typed = text_editing.opened(project, slug, left).typed
        except ProblemError:
            return _left(text_editing.draft_file(project, slug, left), left)
        changed = _changed(saved.fields, saved.typed, typed)
        return _left(text_editing.draft_file(project, slug, left), left, changed)
    return None


def of_group(project: Project, name: str, tab: str) -> LeftDraft | None:
    """Return the newest draft of a group that another tab than ``tab`` has left, or None.

    Raises UsageError for a wrong name.
    """
    for left in group_editing.left(project, name, tab)[:1]:
        try:
            saved = group_editing.opened(project, name).typed
            typed = group_editing.opened(project, name, left).typed
        except (ProblemError, UsageError):
            return _left(group_editing.draft_file(project, name, left), left)
        changed = _changed(form_schema.group_fields(), saved, typed)
        return _left(group_editing.draft_file(project, name, left), left, changed)
    return None


def _changed(
    fields: Sequence[FormField], saved: Mapping[str, str], typed: Mapping[str, str]
) -> tuple[str, ...]:
    names = {
        name.partition(".")[0]
        for name in (*saved, *typed)
        if saved.get(name, "") != typed.get(name, "")
    }
    return tuple(one.label for one in fields if one.name in names)


def _left(file: Path, tab: str, fields: tuple[str, ...] = ()) -> LeftDraft | None:
    """Return the draft of a file; None if it was removed meanwhile."""
    try:
        return LeftDraft(tab, datetime.fromtimestamp(file.stat().st_mtime), fields)
    except OSError:
        return None
