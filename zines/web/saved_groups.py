"""A saved group that is typed over: it gets another name, or its file was changed meanwhile."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.web import typed_groups
from zines.web.atelier import Atelier
from zines.web.typed_groups import GroupForm
from zines.workshop.atelier import drafts, field_problems, form_schema, group_editing, merging
from zines.workshop.atelier.drafts import SavedFile
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.group_editing import OpenedGroup
from zines.workshop.project import Project


def saved(atelier: Atelier, typed: GroupForm) -> OpenedGroup | GroupForm:
    """Save an edition; return it, or the form with the reasons why it was not saved."""
    project, before = atelier.project, _as_opened(atelier, typed)
    try:
        with atelier.typing:
            if before and not group_editing.file_of(project, typed.group):
                # (It was renamed or removed meanwhile: what was typed since is kept as a new one.)
                before.put_back()
                group_editing.drafts_of(project, "").forget(typed.tab)
            group = group_editing.save(
                project,
                typed.group,
                typed.version,
                typed.tab,
                typed_groups.remembered(project, typed),
            )
            atelier.saved(typed.tab)
            return group
    except drafts.ConflictError:
        return _changed_elsewhere(atelier, typed)
    except UsageError as error:
        return replace(typed, problems=field_problems.of_error(error, "name"))
    except (ProblemError, OSError) as error:
        return replace(typed, problems=field_problems.of_error(error))


def _changed_elsewhere(atelier: Atelier, typed: GroupForm) -> GroupForm:
    """Return the form with what another has saved since it was opened, and a notice on it."""
    try:
        fresh = group_editing.opened(atelier.project, typed.group)
    except ProblemError as error:
        return replace(typed, problems=field_problems.of_error(error))
    before = _as_opened(atelier, typed)
    typed_groups.note(atelier, typed.group, fresh)
    found = merging.merged(form_schema.group_fields(), before, fresh.typed, typed.typed, {})
    return replace(
        typed,
        version=fresh.version,
        typed=found.typed,
        values=typed_groups.values_of(found.typed),
        notices=(found.notice(tr("This group has been changed elsewhere since you opened it.")),),
    )


def _as_opened(atelier: Atelier, typed: GroupForm) -> SavedFile | None:
    return atelier.as_opened(f"group {typed.group}", typed.version)


def renaming(project: Project, typed: GroupForm) -> tuple[FieldProblem, ...]:
    """Return a warning if a saved group gets another name, or if its file is gone.

    The form shows the group that was used last: users may type the name of another group over it.
    """
    if typed.group and not group_editing.file_of(project, typed.group):
        gone = tr("the file of this group was renamed, moved or removed")
        hint = tr("to save the group writes it again")
        problem = Problem("group-gone", gone, hint, severity=Severity.WARNING)
        return (FieldProblem(problem, "name"),)
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
