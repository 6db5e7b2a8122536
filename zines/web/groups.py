"""The page Groups: open, copy, remove and restore the groups of the project."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.web import forms, last_group, saved_groups, typed_groups
from zines.web.atelier import Atelier, atelier_of
from zines.web.rendering import in_words, page, refusal, wants_part
from zines.web.typed_groups import GroupForm
from zines.workshop.atelier import (
    field_problems,
    group_editing,
    inheritance,
    kept_groups,
    left_drafts,
)
from zines.workshop.atelier.field_problems import FieldProblem


async def listed(request: Request) -> Response:
    """Show all groups."""
    return await _list(request)


async def one(request: Request) -> Response:
    """Show the page of a group, of a new group, or of a copy of another group."""
    atelier, asked = atelier_of(request), request.query_params
    name, model = asked.get("group", ""), asked.get("model", "")
    try:
        typed = await run_sync(typed_groups.opened, atelier, model or name, asked.get("tab", ""))
    except (UsageError, ProblemError) as error:
        return refusal(request, in_words(error), 404)
    if model:
        notice = tr("A copy: give it another name, or another town, and save it.")
        typed = replace(typed, group="", version="", notices=(notice,), is_saved=False)
    return await _again(request, typed)


async def see(request: Request) -> Response:
    """Write the draft, and show its problems beside the fields."""
    form = await forms.posted(request)
    typed = typed_groups.read(form)
    if form.text("apart"):
        typed = await run_sync(saved_groups.apart, atelier_of(request), typed)
    if not wants_part(request):
        return await _again(request, typed)
    problems = await run_sync(_problems, atelier_of(request), typed)
    return page(request, "group-see.html", **_seen(typed, problems), swapped=True)


async def save(request: Request) -> Response:
    """Save the group, and return to the list."""
    typed = typed_groups.read(await forms.posted(request))
    saved = await run_sync(saved_groups.saved, atelier_of(request), typed)
    if isinstance(saved, GroupForm):
        return await _again(request, saved, 409)
    answer = RedirectResponse(f"/groups?{urlencode({'saved': saved.name})}", 303)
    return last_group.noted(request, answer, saved.name)


async def add_logo(request: Request) -> Response:
    """Store a picture for the group, and show the page again with it."""
    form = await forms.posted(request, most_files=2)
    typed = typed_groups.read(form)
    typed, status = await run_sync(typed_groups.with_logo, atelier_of(request), form, typed)
    return await _again(request, typed, status)


async def forget(request: Request) -> Response:
    """Remove the draft that another tab has left."""
    form = await forms.posted(request)
    name = form.text("group")
    try:
        group_editing.drafts_of(atelier_of(request).project, name).forget(form.text("left"))
    except UsageError as error:
        return refusal(request, in_words(error), 400)
    return RedirectResponse(_address(name), 303)


async def ask(request: Request) -> Response:
    """Ask for confirmation before a group is removed."""
    name = request.query_params.get("group", "")
    groups = await run_sync(kept_groups.kept, atelier_of(request).project)
    group = next((group for group in groups if group.name == name), None)
    if group is None:
        return refusal(request, tr("there is no such group"), 404)
    return page(request, "group-remove.html", group=group)


async def remove(request: Request) -> Response:
    """Remove a group, so that it can be restored."""
    form = await forms.posted(request)
    try:
        await run_sync(kept_groups.remove, atelier_of(request).project, form.text("group"))
    except (UsageError, OSError) as error:
        return await _list(request, in_words(error), 500 if isinstance(error, OSError) else 409)
    return RedirectResponse("/groups", 303)


async def restore(request: Request) -> Response:
    """Restore a removed group."""
    form = await forms.posted(request)
    try:
        name = await run_sync(
            kept_groups.restore, atelier_of(request).project, form.text("removed")
        )
    except (UsageError, OSError) as error:
        return await _list(request, in_words(error), 500 if isinstance(error, OSError) else 409)
    return RedirectResponse(f"/groups?{urlencode({'saved': name})}", 303)


def _address(name: str, tab: str = "") -> str:
    asked = {word: value for word, value in (("group", name), ("tab", tab)) if value}
    return "/groups/one" + (f"?{urlencode(asked)}" if asked else "")


def _problems(atelier: Atelier, typed: GroupForm) -> tuple[FieldProblem, ...]:
    """Write the draft beside the edition; return its problems."""
    try:
        edition = typed_groups.write_draft(atelier, typed)
        if edition is None:
            return typed.problems
        renamed = saved_groups.renaming(atelier.project, typed)
        problems = (*renamed, *atelier.worker.ask("group_problems", edition))
    except (UsageError, ProblemError, OSError) as error:
        problems = field_problems.of_error(error)
    return (*typed.problems, *problems)


def _seen(typed: GroupForm, problems: tuple[FieldProblem, ...]) -> dict[str, Any]:
    return {
        "typed": typed,
        "fields": typed_groups.fields(),
        "by_field": typed_groups.by_field(problems),
    }


async def _again(request: Request, typed: GroupForm, status: int = 200) -> Response:
    """Show the page of a group again, with the typed texts."""
    atelier = atelier_of(request)
    try:
        problems = await run_sync(_problems, atelier, typed)
        left = await run_sync(left_drafts.of_group, atelier.project, typed.group, typed.tab)
        inherited = await run_sync(inheritance.of, atelier.project, typed.group, typed.extends)
    except UsageError as error:
        return refusal(request, in_words(error), 400)
    return page(
        request,
        "group.html",
        status,
        **_seen(typed, problems),
        first=typed_groups.FIRST,
        left=left,
        inherited=inherited,
        base="/groups",
        here=_address(typed.group, typed.tab),
        swapped=False,
    )


async def _list(request: Request, wrong: str = "", status: int = 200) -> Response:
    project = atelier_of(request).project
    return page(
        request,
        "groups.html",
        status,
        groups=await run_sync(kept_groups.kept, project),
        removed=await run_sync(kept_groups.removed, project),
        saved=await run_sync(
            typed_groups.saved_notice, atelier_of(request), request.query_params.get("saved", "")
        ),
        wrong=wrong,
        here="/groups",
    )


routes = [
    Route("/groups", listed),
    Route("/groups/one", one),
    Route("/groups/see", see, methods=["POST"]),
    Route("/groups/save", save, methods=["POST"]),
    Route("/groups/logo", add_logo, methods=["POST"]),
    Route("/groups/forget", forget, methods=["POST"]),
    Route("/groups/remove", ask),
    Route("/groups/remove", remove, methods=["POST"]),
    Route("/groups/restore", restore, methods=["POST"]),
]
