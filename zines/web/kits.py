"""The page Kits: papers to download together, for one group and one machine."""

from __future__ import annotations

from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zines.base.language import tr
from zines.base.problems import Severity
from zines.web import forms, last_group, taking, typed_groups
from zines.web.atelier import Atelier, atelier_of
from zines.web.forms import Form
from zines.web.rendering import page, refusal
from zines.workshop.atelier import group_editing, printing_ways
from zines.workshop.atelier.field_problems import FieldProblem

#: The ways of printing that suit all papers of kits.
_OF_KITS = ("copier-black", "copier-colour", "shop", "riso", "screen")


@dataclass(frozen=True)
class _Chosen:
    """The choices in the form of a kit; ``papers`` None means all papers of the kit."""

    group: str
    papers: frozenset[str] | None = None
    way: str = printing_ways.WAYS[0].name
    sheet: str = "a4"
    large: bool = False
    codes: bool = True


async def kits(request: Request) -> Response:
    """Show all kits."""
    return await _page(request)


async def take_kit(request: Request) -> Response:
    """Build the ticked papers of a kit."""
    form = await forms.posted(request)
    atelier = atelier_of(request)
    catalogue = await run_sync(atelier.catalogue)
    kit = catalogue.kit(request.path_params["name"])
    if kit is None:
        return refusal(request, tr("there is no such kit"), 404)
    ticked = set(form.chosen("paper"))
    chosen = [one for one in catalogue.of_kit(kit) if one.slug in ticked]
    if not chosen:
        return await _page(request, kit.name, form, tr("no paper is ticked"), 400)
    if mend := await run_sync(_of_group, atelier, form.text("group")):
        return await _page(request, kit.name, form, mend, 422, form.text("group"))
    if busy := taking.busy(atelier):
        return await _page(request, kit.name, form, busy, 429)
    return await taking.begin(request, form, chosen, kit.label, "/kits")


def _of_group(atelier: Atelier, name: str) -> str:
    """Return what keeps papers from being made for a group, empty for nothing."""
    file = group_editing.file_of(atelier.project, name)
    if file is None:
        return ""
    problems: tuple[FieldProblem, ...] = atelier.worker.ask("group_problems", file)
    if not any(one.problem.severity is Severity.ERROR for one in problems):
        return ""
    return typed_groups.notice_of(group_editing.title(atelier.project, file) or name, problems)


async def _page(
    request: Request,
    kit: str = "",
    form: Form | None = None,
    wrong: str = "",
    status: int = 200,
    mend: str = "",
) -> Response:
    """Show all kits; for the kit that was sent, show its choices and the error.

    ``mend`` is the name of a group to mend first.
    """
    atelier = atelier_of(request)
    catalogue = await run_sync(atelier.catalogue)
    return page(
        request,
        "kits.html",
        status,
        catalogue=catalogue,
        groups=await run_sync(group_editing.listed, atelier.project),
        fresh=_Chosen(await run_sync(last_group.of, request)),
        sent=_sent(form) if form else None,
        kit_sent=kit,
        wrong=wrong,
        mend=mend,
        here="/kits",
        sheets=printing_ways.SHEETS,
        ways=[way for way in printing_ways.WAYS if way.name in _OF_KITS],
    )


def _sent(form: Form) -> _Chosen:
    return _Chosen(
        form.text("group"),
        frozenset(form.chosen("paper")),
        form.text("way"),
        form.text("sheet"),
        bool(form.text("large")),
        bool(form.text("codes")),
    )


routes = [Route("/kits", kits), Route("/kits/{name}", take_kit, methods=["POST"])]
