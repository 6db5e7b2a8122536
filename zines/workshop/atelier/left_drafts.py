"""What another tab has left unsaved: when it was typed, and in which fields it differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.workshop.atelier import form_schema, group_editing, text_editing
from zines.workshop.atelier.drafts import Drafts
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.project import Project


@dataclass(frozen=True)
class LeftDraft:
    """The draft of a tab; ``fields`` are the labels of those that differ from what is saved.

    There are none if only the printing differs, or if it cannot be read. ``typed_at`` is the time
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

    @property
    def differing(self) -> str:
        """The sentence that names its fields, empty for none."""
        fields = ", ".join(self.fields)
        return tr("It differs in: {fields}.", fields=fields) if fields else ""


def of_text(project: Project, slug: str, tab: str) -> LeftDraft | None:
    """Return the newest draft of a text that another tab than ``tab`` has left, or None.

    Raises UsageError for an unknown text.
    """

    def of_draft(left: str) -> tuple[str, ...]:
        saved = text_editing.opened(project, slug)
        return changed(saved.fields, saved.typed, text_editing.opened(project, slug, left).typed)

    return _newest(text_editing.drafts_of(project, slug, tab), tab, of_draft)


def of_group(project: Project, name: str, tab: str) -> LeftDraft | None:
    """Return the newest draft of a group that another tab than ``tab`` has left, or None."""

    def of_draft(left: str) -> tuple[str, ...]:
        saved, typed = (group_editing.opened(project, name, one).typed for one in ("", left))
        return changed(form_schema.group_fields(), saved, typed)

    return _newest(group_editing.drafts_of(project, name), tab, of_draft)


def changed(
    fields: Sequence[FormField], saved: Mapping[str, str], typed: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the labels of the fields of a form that differ from what is saved."""
    names = differing(saved, typed)
    return tuple(one.label for one in fields if one.name in names)


def differing(saved: Mapping[str, str], typed: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the fields of a form that differ from what is saved."""
    return frozenset(
        name.partition(".")[0]
        for name in (*saved, *typed)
        if saved.get(name, "") != typed.get(name, "")
    )


def _newest(
    drafts: Drafts, tab: str, changed: Callable[[str], tuple[str, ...]]
) -> LeftDraft | None:
    """Return the newest draft of another tab; ``changed`` returns the labels of its fields."""
    for left in drafts.left(tab)[:1]:
        try:
            fields = changed(left)
        except (ProblemError, UsageError):
            fields = ()
        # (It may be removed meanwhile.)
        with suppress(OSError):
            typed_at = datetime.fromtimestamp(drafts.of(left).stat().st_mtime)
            return LeftDraft(left, typed_at, fields)
    return None
