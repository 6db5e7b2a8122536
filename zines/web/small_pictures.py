"""Small pictures (WebP) of papers and drawings to choose by, drawn by the worker process."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from zines.base.problems import ProblemError, UsageError
from zines.web.atelier import atelier_of
from zines.web.rendering import in_words, refusal


async def answer(request: Request, task: str, name: str, *, seconds: int) -> Response:
    """Send the picture that a task of the worker makes; browsers keep it for some seconds.

    One is drawn at a time, so that a user who types waits for at most one; a page that was closed
    gets none.
    """
    atelier = atelier_of(request)
    try:
        async with request.app.state.covers:
            if atelier.ending or await request.is_disconnected():
                return Response(status_code=204)
            content = await run_sync(atelier.worker.ask, task, name)
    except (UsageError, ProblemError) as error:
        return refusal(request, in_words(error), 404)
    headers = {"Cache-Control": f"private, max-age={seconds}"}
    return Response(content, media_type="image/webp", headers=headers)
