"""The application: all routes behind the guard."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from zines.base import language
from zines.base.language import LANGUAGES, tr
from zines.base.problems import ProblemError
from zines.web import (
    any_pdf,
    beginning,
    choosing,
    ending,
    forms,
    groups,
    kits,
    paper_page,
    taking,
    writing,
)
from zines.web.atelier import Atelier
from zines.web.guard import Guard
from zines.web.rendering import STATIC, in_words, refusal
from zines.workshop.atelier import given_pictures, given_tables, trial_sheets
from zines.workshop.atelier.previewing import own_faces

#: The most bytes of uploaded files, by a pattern of the path.
LIMITS = {
    "/papers/.*/logo": given_pictures.MOST_BYTES,
    "/groups/logo": given_pictures.MOST_BYTES,
    "/texts/.*/picture": given_pictures.MOST_BYTES,
    "/impose": trial_sheets.MOST_BYTES,
    "/papers/.*/many": given_tables.MOST_BYTES,
}
#: The types of our own files, whatever the registry of Windows has, which Python reads: some
#: programs write text/plain there, and browsers then run no script ("nosniff").
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


async def face(request: Request) -> Response:
    """Send a font that papers are set in."""
    file = own_faces().get(request.path_params["name"])
    if file is None:
        return refusal(request, tr("there is no such file"), 404)
    return FileResponse(file, headers={"Cache-Control": "private, max-age=86400"})


async def speak(request: Request) -> Response:
    """Change the language, and return to the page."""
    form = await forms.posted(request)
    if (wanted := form.text("lang")) in LANGUAGES:
        language.use(wanted)
    back = form.text("back")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if inside else "/", 303)


async def refused(request: Request, error: Exception) -> Response:
    """Show a page with the reason why a request failed."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.SEE_OTHER:
        return RedirectResponse((error.headers or {})["Location"], error.status_code)
    unknown = error.detail == HTTPStatus.NOT_FOUND.phrase
    message = tr("there is no such page") if unknown else error.detail
    return refusal(request, message, error.status_code)


async def failed(request: Request, error: Exception) -> Response:
    """Show a page with the problem that stopped a request, such as the end of the other process."""
    assert isinstance(error, ProblemError | OSError)
    return refusal(request, in_words(error), 500)


def application(atelier: Atelier, port: int) -> Guard:
    """Return the application for this port of this machine."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.covers = CapacityLimiter(1)
        await run_sync(lambda: atelier.worker)
        yield
        await run_sync(atelier.close)

    inner = Starlette(
        routes=[
            *choosing.routes,
            *taking.routes,
            *kits.routes,
            *groups.routes,
            *paper_page.routes,
            *beginning.routes,
            *writing.routes,
            *any_pdf.routes,
            *ending.routes,
            Route("/language", speak, methods=["POST"]),
            Route("/static/faces/{name}", face),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={HTTPException: refused, ProblemError: failed, OSError: failed},
        lifespan=lifespan,
    )
    inner.state.atelier = atelier
    for suffix, kind in _TYPES.items():
        mimetypes.add_type(kind, suffix)
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    return Guard(inner, hosts, atelier.key, refusal, LIMITS)
