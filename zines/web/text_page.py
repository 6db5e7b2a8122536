"""The page of a text as it is shown: its form, and beside it its real pages and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from zines.base.language import mark
from zines.base.problems import ProblemError, UsageError
from zines.web.atelier import Atelier, atelier_of
from zines.web.rendering import page
from zines.workshop.atelier import field_problems, left_drafts, text_editing
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.previewing import Preview, View
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.atelier.text_editing import OpenedText

UNFINISHED = mark(
    "This text cannot be printed yet: what is missing or wrong is written beside its fields. Mend "
    "it, and save it again."
)


@dataclass(frozen=True)
class TextForm:
    """The content of a form; ``text`` has its fields. ``is_saved``: nothing was typed.

    ``typed`` are the texts of its fields, ``raw`` those of fields that are typed as YAML.
    """

    text: OpenedText
    tab: str
    typed: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    view: View = "pages"
    notices: tuple[str, ...] = ()
    problems: tuple[FieldProblem, ...] = field(default=())
    is_saved: bool = False
    #: The list that gets one more empty item, or the picture that was added: both are shown open.
    more: str = ""


def address(slug: str, **asked: str) -> str:
    """Return the address of a text's page."""
    return f"/texts/{quote(slug)}" + (f"?{urlencode(asked)}" if asked else "")


def shown_pages(atelier: Atelier, typing: TextForm) -> Preview:
    """Write the draft, and have its pages set."""
    project, slug = atelier.project, typing.text.slug
    try:
        with atelier.typing:
            if typing.is_saved or atelier.has_saved(typing.tab):
                file = text_editing.file_of(project, slug)
            elif typing.typed or typing.raw:
                file = text_editing.keep(project, slug, typing.tab, typing.typed, typing.raw)
            else:
                file = _left_by(atelier, slug, typing.tab)
        shown: Preview = atelier.worker.ask(
            "shown", slug, None, Wish("copier-black"), typing.view, file
        )
    except (UsageError, ProblemError, OSError, ValueError) as error:
        return Preview(problems=field_problems.of_error(error))
    return shown


def _left_by(atelier: Atelier, slug: str, tab: str) -> Path:
    draft = text_editing.drafts_of(atelier.project, slug).of(tab)
    return draft if draft.is_file() else text_editing.file_of(atelier.project, slug)


def seen(request: Request, typing: TextForm, shown: Preview) -> dict[str, Any]:
    """Return the values for the template of the preview."""
    atelier = atelier_of(request)
    by_field: dict[str, list[FieldProblem]] = {}
    names = {one.name for one in typing.text.fields}
    for one in (*typing.problems, *shown.problems):
        name = one.field.partition(".")[0]
        by_field.setdefault(name if name in names else "", []).append(
            one.in_form(typing.text.fields)
        )
    what = f"{typing.text.slug} {typing.view}"
    return {
        **atelier.showing(typing.tab, what, shown, is_saved=typing.is_saved),
        "typing": typing,
        "text": typing.text,
        "title": typing.text.typed.get("title", typing.text.slug),
        "by_field": by_field,
        "view": typing.view,
        "remarks": text_editing.REMARKS,
        "count": sum(map(len, by_field.values())),
    }


async def again(
    request: Request, typing: TextForm, status: int = 200, *, waits: bool = False
) -> Response:
    """Show the page of a text again, with the typed texts.

    If it ``waits``, it comes without the pages of the text, and asks for them: those of a booklet
    take some seconds.
    """
    atelier = atelier_of(request)
    shown = Preview() if waits else await run_sync(shown_pages, atelier, typing)
    left = await run_sync(left_drafts.of_text, atelier.project, typing.text.slug, typing.tab)
    here = address(typing.text.slug, tab=typing.tab)
    return page(
        request,
        "text.html",
        status,
        **seen(request, typing, shown),
        waits=waits,
        swapped=False,
        left=left,
        here=here,
        **addresses(typing.text.slug),
    )


def addresses(slug: str) -> dict[str, Any]:
    """Return where fields send a picture, get those that were left out, and show drawings."""
    own = address(slug)
    return {
        "upload": f"{own}/picture",
        "later": f"{own}/fields",
        "drawings": f"{own}/drawings",
        "cited": f"{own}/sources",
    }
