"""Templates into pages. What they say goes through the catalogue of messages, like all else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from zines.base.language import mark, spoken, tr, tr_n
from zines.web.atelier import atelier_of

FOLDER = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
#: What stands at the head of each page: an address and a word.
PLACES = (
    ("/", mark("Choose")),
    ("/kits", mark("Kits")),
    ("/write", mark("Write")),
    ("/impose", mark("Impose")),
)


@cache
def environment() -> Environment:
    """Return Jinja, which escapes whatever comes out of a text, and knows every name or fails."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"tr": tr, "tr_n": tr_n, "spoken": spoken, "places": PLACES}
    return made


def page(request: Request, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page, or a part of one."""
    text = (
        environment()
        .get_template(template)
        .render(path=request.url.path, token=atelier_of(request).token, **values)
    )
    return HTMLResponse(text, status)


def wants_part(request: Request) -> bool:
    """Tell a request of htmx, which takes a part of a page."""
    return request.headers.get("hx-request") == "true"


def refusal(request: Request, message: str, status: int) -> HTMLResponse:
    """Return a page that says why there is nothing else."""
    return page(request, "refusal.html", status, message=message)
