"""The end of a session, for who has no terminal to type Ctrl-C in."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zines.web import forms
from zines.web.atelier import atelier_of
from zines.web.rendering import page

#: In seconds: the last page fetches its style and its picture first.
_LAST_WORDS = 2.0


async def ask(request: Request) -> Response:
    """Ask whether it is to end, and say where everything lies."""
    return page(request, "end.html", ended=False, running=atelier_of(request).jobs.running())


async def end(request: Request) -> Response:
    """End the program, once its last page has come."""
    await forms.posted(request)
    atelier = atelier_of(request)
    atelier.ending = True
    asyncio.get_running_loop().call_later(_LAST_WORDS, atelier.end)
    return page(request, "end.html", ended=True, running=0)


routes = [Route("/end", ask), Route("/end", end, methods=["POST"])]
