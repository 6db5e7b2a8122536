"""A saved group whose name is typed over: it is renamed, or another group is begun beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.web.atelier import Atelier
from zines.web.typed_groups import GroupForm
from zines.workshop.atelier import group_editing
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.group_editing import OpenedGroup
from zines.workshop.project import Project


def renaming(project: Project, typed: GroupForm) -> tuple[FieldProblem, ...]:
    """Return a warning if a saved group gets another name.

    The group that was used last is in the form, where one types the name of another group over it.
    """
    name = typed.typed.get("name", "").strip()
    before = _name(_saved(project, typed))
    if not name or before in ("", name):
        return ()
    message = tr("{group} gets this name in all its papers, and keeps no other", group=before)
    return (FieldProblem(Problem("renamed", message, severity=Severity.WARNING), "name"),)


def apart(atelier: Atelier, typed: GroupForm) -> GroupForm:
    """Return the form as that of a new group: the saved one stays as it was saved.

    The draft of this tab beside the saved group is removed.
    """
    saved = _saved(atelier.project, typed)
    if not saved.name:
        return typed
    with atelier.typing:
        group_editing.drafts_of(atelier.project, typed.group).forget(typed.tab)
    notice = tr(
        "This is a new group, not saved yet; {group} stays as it was. What else is different, such "
        "as the address or the logo, is still that of {group}: change it too.",
        group=_name(saved) or saved.name,
    )
    return replace(typed, group="", version="", extends=saved.extends, notices=(notice,))


def _saved(project: Project, typed: GroupForm) -> OpenedGroup:
    """Return the group of a form as it was saved; an empty one if it is new, or unreadable now."""
    with suppress(UsageError, ProblemError, OSError):
        if group_editing.file_of(project, typed.group):
            return group_editing.opened(project, typed.group)
    return OpenedGroup()


def _name(group: OpenedGroup) -> str:
    return group.typed.get("name", "").strip()
