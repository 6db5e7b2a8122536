"""The page Choose: pictures of all papers, with a search and filters."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zines.base.language import tr
from zines.web import last_group, small_pictures
from zines.web.atelier import atelier_of
from zines.web.rendering import page, refusal, wants_part
from zines.workshop.atelier import group_editing, made_last, plain_words
from zines.workshop.catalogue import paper_search, papers

_FILTERS = ("kind", "subject", "place")
_LONGEST_SEARCH = 200


async def choose(request: Request) -> Response:
    """Show the requested papers."""
    catalogue = await run_sync(atelier_of(request).catalogue)
    asked = {name: request.query_params.get(name, "")[:60] for name in _FILTERS}
    search = request.query_params.get("q", "")[:_LONGEST_SEARCH]
    chosen = papers.matching(catalogue.papers, search=search, **asked)
    found: dict[str, Any] = {
        "papers": chosen,
        "alike": papers.alike((one.slug, one.title, one.kind) for one in catalogue.papers),
        "is_beside": paper_search.is_beside(search),
        "nowhere": [] if chosen else papers.nowhere(catalogue.papers, search),
    }
    if wants_part(request):
        return page(request, "papers.html", **found)
    name = request.query_params.get("group")
    groups = await run_sync(group_editing.listed, atelier_of(request).project)
    group = groups.get(await run_sync(last_group.of, request) if name is None else name, "")
    made = await run_sync(made_last.made_last, atelier_of(request).project, groups)
    found_last = ((catalogue.paper(one.slug), groups.get(one.group, ""), one) for one in made)
    answer = page(
        request,
        "choose.html",
        last=[one for one in found_last if one[0]],
        catalogue=catalogue,
        broken=[plain_words.problem(one) for one in catalogue.problems],
        **found,
        asked=asked,
        search=search,
        group=group,
    )
    return answer if name is None else last_group.noted(request, answer, name)


async def cover(request: Request) -> Response:
    """Send the picture of the first page of a paper."""
    slug = request.path_params["slug"]
    catalogue = await run_sync(atelier_of(request).catalogue)
    if catalogue.paper(slug) is None:
        return refusal(request, tr("there is no such paper"), 404)
    return await small_pictures.answer(request, "cover", slug, seconds=60)


routes = [Route("/", choose), Route("/covers/{slug:path}.webp", cover)]
