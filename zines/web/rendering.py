"""Templates into pages. What they say goes through the catalogue of messages, like all else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from zines.base.language import mark
from zines.web.atelier import atelier_of
from zines.web.templating import environment

FOLDER = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
#: What stands at the head of each page: an address and a word.
PLACES = (
    ("/", mark("Choose")),
    ("/kits", mark("Kits")),
    ("/groups", mark("Groups")),
    ("/write", mark("Write")),
    ("/impose", mark("Impose")),
)


def page(request: Request, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page, or a part of one."""
    atelier = atelier_of(request)
    told = {"token": atelier.token, "folder": str(atelier.project.root)}
    text = (
        environment(FOLDER)
        .get_template(template)
        .render(places=PLACES, path=request.url.path, **told, **values)
    )
    return HTMLResponse(text, status)


def wants_part(request: Request) -> bool:
    """Tell a request of htmx, which takes a part of a page."""
    return request.headers.get("hx-request") == "true"


def refusal(request: Request, message: str, status: int) -> HTMLResponse:
    """Return a page that says why there is nothing else."""
    return page(request, "refusal.html", status, message=message)
