"""The group that was used last, stored in a session cookie of the browser."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from zines.web.atelier import atelier_of
from zines.workshop.atelier import group_editing

Answer = TypeVar("Answer", bound=Response)


def of(request: Request) -> str:
    """Return the name of that group; empty if there is none, or if it was removed.

    If no choice is stored, it is the group of the project, where there is exactly one.
    """
    project = atelier_of(request).project
    said = request.cookies.get(_cookie(request))
    if said is None:
        groups = [*group_editing.listed(project)]
        return groups[0] if len(groups) == 1 else ""
    name = unquote(said)[:200]
    return name if name and group_editing.file_of(project, name) else ""


def noted(request: Request, answer: Answer, name: str) -> Answer:
    """Return the answer with a cookie that stores the group; an empty name for none."""
    answer.set_cookie(_cookie(request), quote(name), httponly=True, samesite="strict")
    return answer


def _cookie(request: Request) -> str:
    # (Browsers send the cookies of a host to all its ports: the name contains the port.)
    return f"group-{request.url.port}"
