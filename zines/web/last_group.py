"""The group that somebody worked for last: a cookie of the browser says it, for this session."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from zines.web.atelier import atelier_of
from zines.workshop.atelier import group_editing

Answer = TypeVar("Answer", bound=Response)


def of(request: Request) -> str:
    """Return the name of that group; empty for none, or for one that is gone."""
    name = unquote(request.cookies.get(_cookie(request), ""))[:200]
    known = bool(name) and group_editing.file_of(atelier_of(request).project, name) is not None
    return name if known else ""


def noted(request: Request, answer: Answer, name: str) -> Answer:
    """Return an answer that has the browser remember a group, or none."""
    answer.set_cookie(_cookie(request), quote(name), httponly=True, samesite="strict")
    return answer


def _cookie(request: Request) -> str:
    # (Cookies of all ports of a machine are sent to each of them.)
    return f"group-{request.url.port}"
