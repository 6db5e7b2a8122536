"""The page of a paper: forms for the group and the machine, beside the real pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.web import (
    forms,
    last_group,
    saved_groups,
    text_page,
    typed_groups,
    wanted_copies,
)
from zines.web.atelier import Atelier, atelier_of
from zines.web.rendering import in_words, page, refusal, wants_part
from zines.web.typed_groups import GroupForm
from zines.workshop.atelier import (
    field_problems,
    given_tables,
    group_editing,
    left_drafts,
    printing_ways,
    text_editing,
)
from zines.workshop.atelier.previewing import Preview
from zines.workshop.atelier.printed_places import TypedWords
from zines.workshop.catalogue.papers import Paper

#: The width of pictures of pages, in pixels.
_WIDTH = 840
#: The most characters by which a page is looked for.
_MOST_WORDS = 600


async def make(request: Request) -> Response:
    """Show the page of a paper."""
    paper = await paper_of(request)
    atelier = atelier_of(request)
    asked = {"copies": wanted_copies.of(request), **request.query_params}
    # (An address without a group opens the group that was used last; so does the address of a new
    # group that has been saved since.)
    name = asked.get("group")
    if name is None or (not name and atelier.has_saved(asked.get("tab", ""))):
        name = await run_sync(last_group.of, request)
    try:
        typed = await run_sync(typed_groups.opened, atelier, name, asked.get("tab", ""), asked)
    except (UsageError, ProblemError) as error:
        return refusal(request, in_words(error), 404)
    if wants_part(request):
        shown = await run_sync(shown_for, atelier, paper, typed)
        return page(request, "see.html", **_seen(request, paper, typed, shown), swapped=True)
    if asked.get("saved"):
        notice = await run_sync(typed_groups.saved_notice, atelier, name)
        typed = replace(typed, notices=(notice,) if notice else ())
    answer = await again(request, paper, typed, waits=not asked.get("whole"))
    return last_group.noted(request, answer, name)


async def see(request: Request) -> Response:
    """Write the draft beside the edition, and show its pages."""
    form = await forms.posted(request)
    paper = await paper_of(request)
    typed = typed_groups.read(form)
    if form.text("apart"):
        typed = await run_sync(saved_groups.apart, atelier_of(request), typed)
        return last_group.noted(request, await again(request, paper, typed), typed.group)
    if not wants_part(request):
        return await again(request, paper, typed)
    shown = await run_sync(shown_for, atelier_of(request), paper, typed)
    return page(request, "see.html", **_seen(request, paper, typed, shown), swapped=True)


async def save(request: Request) -> Response:
    """Save the edition, and return to the page."""
    form = await forms.posted(request)
    paper = await paper_of(request)
    typed = typed_groups.read(form)
    saved = await run_sync(saved_groups.saved, atelier_of(request), typed)
    if isinstance(saved, GroupForm):
        return await again(request, paper, saved, 409, refused="" if saved.notices else "saved")
    answer = RedirectResponse(address(paper, group=saved.name, saved="1"), 303)
    return last_group.noted(request, answer, saved.name)


async def add_logo(request: Request) -> Response:
    """Store a picture for the group, and show the page again with it."""
    form = await forms.posted(request, most_files=2)
    paper = await paper_of(request)
    typed = typed_groups.read(form)
    typed, status = await run_sync(typed_groups.with_logo, atelier_of(request), form, typed)
    return await again(request, paper, typed, status)


async def forget(request: Request) -> Response:
    """Remove the draft that another tab has left."""
    form = await forms.posted(request)
    paper = await paper_of(request)
    name = form.text("group")
    try:
        group_editing.drafts_of(atelier_of(request).project, name).forget(form.text("left"))
    except UsageError as error:
        return refusal(request, in_words(error), 400)
    return RedirectResponse(address(paper, group=name), 303)


async def drawn(request: Request) -> Response:
    """Send the picture of a page of a PDF that was shown."""
    atelier = atelier_of(request)
    content = atelier.kept(request.path_params["pdf"])
    if content is None:
        return refusal(request, tr("this page is not kept any more"), 404)
    try:
        picture = await run_sync(
            atelier.worker.ask, "picture", content, request.path_params["number"], _WIDTH
        )
    except ProblemError:
        return refusal(request, tr("there is no such page"), 404)
    headers = {"Cache-Control": "private, max-age=3600, immutable"}
    return Response(picture, media_type="image/png", headers=headers)


async def printed_at(request: Request) -> Response:
    """Say on which pages of a PDF that was shown the words of a field are; nothing if on none.

    The address has the ``words``, and those ``around`` them in the form; ``part`` if they are of
    the same item or group of fields.
    """
    atelier, asked = atelier_of(request), request.query_params
    content = atelier.kept(request.path_params["pdf"])
    words, around = (asked.get(name, "")[:_MOST_WORDS] for name in ("words", "around"))
    typed = TypedWords(words, around, of_part="part" in asked)
    if content is None:
        return Response(status_code=204)
    try:
        pages = await run_sync(atelier.worker.ask, "pages_of", content, typed)
    except ProblemError:
        pages = ()
    return PlainTextResponse(" ".join(map(str, pages))) if pages else Response(status_code=204)


def address(paper: Paper, **asked: str) -> str:
    """Return the address of a paper's page.

    An empty ``group`` is in it too: without one, the page opens the group that was used last.
    """
    query = urlencode({key: value for key, value in asked.items() if value or key == "group"})
    return f"/papers/{quote(paper.slug)}" + (f"?{query}" if query else "")


def _same(request: Request, typed: GroupForm) -> str:
    """Return the address of the page itself, in this tab, with all that its own address says."""
    asked = {**request.query_params, "group": typed.group, "tab": typed.tab}
    return f"{request.url.path}?{urlencode(asked)}"


async def paper_of(request: Request) -> Paper:
    """Return the paper that the address names; answers 404 if there is none.

    For an own text that is not finished, it redirects to the page of that text, or answers 409.
    """
    atelier, slug = atelier_of(request), request.path_params["slug"]
    paper = (await run_sync(atelier.catalogue)).paper(slug)
    if paper:
        return paper
    if slug not in await run_sync(text_editing.own_texts, atelier.project):
        raise HTTPException(404, tr("there is no such paper"))
    if request.method == "GET" and not wants_part(request):
        there = text_page.address(slug, unfinished="1")
        raise HTTPException(303, tr(text_page.UNFINISHED), {"Location": there})
    raise HTTPException(409, tr(text_page.UNFINISHED))


def shown_for(atelier: Atelier, paper: Paper, typed: GroupForm) -> Preview:
    """Write the draft, and have its pages set."""
    try:
        edition = typed_groups.write_draft(atelier, typed)
        renamed = saved_groups.renaming(atelier.project, typed)
        shown: Preview = atelier.worker.ask("shown", paper.slug, edition, typed.wish, typed.view)
    except (UsageError, ProblemError, OSError) as error:
        return Preview(problems=field_problems.of_error(error))
    return replace(shown, problems=(*renamed, *shown.problems))


def _seen(request: Request, paper: Paper, typed: GroupForm, shown: Preview) -> dict[str, Any]:
    """Return the values for the template of the preview."""
    atelier = atelier_of(request)
    what = f"{paper.slug} {typed.group} {typed.view}"
    return {
        **atelier.showing(typed.tab, what, shown, is_saved=typed.is_saved),
        "paper": paper,
        "typed": typed,
        "plates": [(one.label, atelier.keep(one.content), one.sizes) for one in shown.plates],
        "by_field": typed_groups.by_field((*typed.problems, *shown.problems)),
        "fields": typed_groups.fields(),
    }


async def again(
    request: Request,
    paper: Paper,
    typed: GroupForm,
    status: int = 200,
    *,
    refused: str = "",
    waits: bool = False,
) -> Response:
    """Show the page of a paper again, with the typed texts.

    ``refused``: with the list of what keeps its files from being ``made``, or its group from being
    ``saved``, each with a link to its field. If it ``waits``, it comes without the pages of the
    paper, and asks for them.
    """
    atelier = atelier_of(request)
    try:
        shown = Preview() if waits else await run_sync(shown_for, atelier, paper, typed)
        groups = await run_sync(group_editing.listed, atelier.project)
        left = await run_sync(left_drafts.of_group, atelier.project, typed.group, typed.tab)
    except UsageError as error:
        return refusal(request, in_words(error), 400)
    words = await run_sync(left_drafts.of_text, atelier.project, paper.slug, "")
    here = address(paper, group=typed.group, tab=typed.tab)
    return page(
        request,
        "make.html",
        status,
        **_seen(request, paper, typed, shown),
        swapped=False,
        refused=refused,
        waits=waits,
        here=here,
        pages=_same(request, typed) if waits else here,
        first=typed_groups.FIRST,
        groups=groups,
        left=left,
        ways=printing_ways.ways_for(paper.roles),
        words=words,
        columns=given_tables.usual_columns(),
        table=await run_sync(given_tables.kept, atelier.project, typed.kept),
        printers=printing_ways.printer_names(atelier.project),
    )


routes = [
    Route("/papers/{slug:path}/see", see, methods=["POST"]),
    Route("/papers/{slug:path}/save", save, methods=["POST"]),
    Route("/papers/{slug:path}/logo", add_logo, methods=["POST"]),
    Route("/papers/{slug:path}/forget", forget, methods=["POST"]),
    Route("/papers/{slug:path}", make),
    Route("/drawn/{pdf}/{number:int}.png", drawn),
    Route("/drawn/{pdf}/page", printed_at),
]
