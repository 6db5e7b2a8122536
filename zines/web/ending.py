"""The end of a session, for users without a terminal for Ctrl-C."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zines.web import forms
from zines.web.atelier import atelier_of
from zines.web.rendering import page

#: In s: the time for the last page to load its style sheet and its picture.
_LAST_WORDS = 2.0


async def ask(request: Request) -> Response:
    """Ask whether to end the program, and show where the files are."""
    return page(request, "end.html", ended=False, running=atelier_of(request).jobs.running())


async def end(request: Request) -> Response:
    """Show the last page, then end the program."""
    await forms.posted(request)
    atelier = atelier_of(request)
    atelier.ending = True
    asyncio.get_running_loop().call_later(_LAST_WORDS, atelier.end)
    return page(request, "end.html", ended=True, running=0)


routes = [Route("/end", ask), Route("/end", end, methods=["POST"])]
