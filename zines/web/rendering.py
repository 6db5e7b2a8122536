"""Rendering of templates to pages; their texts are translated like all messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from zines.base.language import mark, tr
from zines.base.problems import Problem, ProblemError, UsageError, problems_of
from zines.web.atelier import atelier_of
from zines.web.templating import environment
from zines.workshop.atelier import given_pictures, given_tables, plain_words, trial_sheets

FOLDER = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
#: The links at the top of each page: an address and a label.
PLACES = (
    ("/", mark("Choose")),
    ("/kits", mark("Kits")),
    ("/groups", mark("Groups")),
    ("/write", mark("Write")),
    ("/impose", mark("Fold")),
)

#: The most bytes of files in forms, by the name of the field.
_MOST = {
    "logo": given_pictures.MOST_BYTES,
    "picture": given_pictures.MOST_BYTES,
    "pdf": trial_sheets.MOST_BYTES,
    "table": given_tables.MOST_BYTES,
}


def page(request: Request, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page, or a part of a page."""
    atelier = atelier_of(request)
    shared: dict[str, Any] = {
        "token": atelier.token,
        "folder": str(atelier.project.root),
        "most": _MOST,
        "places": PLACES,
        "path": request.url.path,
        "here": _here(request),
    }
    text = environment(FOLDER).get_template(template).render(shared | values)
    return HTMLResponse(text, status)


def wants_part(request: Request) -> bool:
    """Return whether a request is from htmx, which needs only a part of the page."""
    return request.headers.get("hx-request") == "true"


def refusal(request: Request, message: str, status: int) -> HTMLResponse:
    """Return a page that only shows the reason of a refusal."""
    return page(
        request, "refusal.html", status, message=message, missing=status == 404, back=_from(request)
    )


def in_words(error: ProblemError | UsageError | OSError | ValueError) -> str:
    """Return what is wrong, where, and how to mend it, as one text."""
    return "; ".join(map(_whole, problems_of(error)))


def _whole(problem: Problem) -> str:
    shown = plain_words.problem(problem)
    text = shown.message
    if shown.hint:
        text = tr("{message}: {hint}", message=text, hint=shown.hint)
    place = f"{shown.path}:{shown.line}" if shown.line else shown.path
    return f"{text} ({place})" if place else text


def _here(request: Request) -> str:
    """Return the default address to load a page again."""
    if request.method not in ("GET", "HEAD"):
        return _from(request) or "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _from(request: Request) -> str:
    """Return our page that a form was sent from, by the Referer header; empty if unknown."""
    came = request.headers.get("referer", "")
    own = str(request.base_url)
    if request.method in ("GET", "HEAD") or not came.startswith(own):
        return ""
    return "/" + came.removeprefix(own).lstrip("/\\")
