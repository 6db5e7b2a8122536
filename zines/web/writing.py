"""The page of a text: a form with its words, beside its real pages."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, UsageError, from_os_error
from zines.web import forms
from zines.web.atelier import Atelier, atelier_of
from zines.web.forms import Form
from zines.web.rendering import in_words, page, refusal, wants_part
from zines.workshop.atelier import drafts, given_pictures, text_editing
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.previewing import Shown, View
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.atelier.text_editing import Text

#: The most places for a picture in a form: a booklet has one in each chapter and section.
_MOST_PLACES = 500


@dataclass(frozen=True)
class Typing:
    """The content of a form; ``text`` has its fields. ``is_saved``: nothing was typed."""

    text: Text
    tab: str
    view: View = "pages"
    notices: tuple[str, ...] = ()
    problems: tuple[FieldProblem, ...] = field(default=())
    is_saved: bool = False
    #: The list that gets one more empty item, or the picture that was added: both are shown open.
    more: str = ""


async def edit(request: Request) -> Response:
    """Show the page of a text."""
    slug, asked = request.path_params["slug"], request.query_params
    tab = asked.get("tab", "")
    try:
        text = await run_sync(text_editing.opened, atelier_of(request).project, slug, tab)
    except (UsageError, ProblemError) as error:
        return refusal(request, in_words(error), 404)
    # (A tab that has saved writes no drafts: a page that returns to it gets a new tab.)
    keeps_tab = tab and not atelier_of(request).has_saved(tab)
    typing = Typing(text, tab if keeps_tab else secrets.token_hex(6), is_saved=not keeps_tab)
    if asked.get("saved"):
        typing = replace(typing, notices=(tr("Saved, in the folder of your texts."),))
    return await _again(request, typing, {}, {})


async def see(request: Request) -> Response:
    """Write the draft beside the text, and show its pages."""
    typing, typed, raw = await _typed(request)
    if not wants_part(request):
        return await _again(request, typing, typed, raw)
    shown = await run_sync(_shown, atelier_of(request), typing, typed, raw)
    return page(request, "text-see.html", **_seen(request, typing, shown), swapped=True)


async def save(request: Request) -> Response:
    """Save the text, and return to its page."""
    typing, typed, raw = await _typed(request)
    atelier, text = atelier_of(request), typing.text
    project = atelier.project

    def write() -> None:
        with atelier.typing:
            text_editing.save(project, text.slug, text.version, typing.tab, typed, raw)
            atelier.saved(typing.tab)

    try:
        await run_sync(write)
    except drafts.ConflictError:
        fresh = await run_sync(text_editing.opened, project, text.slug)
        notice = tr(
            "This text has been changed elsewhere since you opened it. What you typed is here, "
            "and not saved: save again to put it in place of the other, or load the page again."
        )
        typing = replace(typing, text=replace(text, version=fresh.version), notices=(notice,))
        return await _again(request, typing, typed, raw, 409)
    except (UsageError, ProblemError, ValueError) as error:
        return refusal(request, in_words(error), 400)
    except OSError as error:
        typing = replace(typing, problems=(FieldProblem(from_os_error(error)),))
        return await _again(request, typing, typed, raw, 500)
    return RedirectResponse(address(text.slug, saved="1"), 303)


async def copy(request: Request) -> Response:
    """Write what is typed as a new text, and redirect to its page."""
    typing, typed, raw = await _typed(request)
    atelier, slug = atelier_of(request), typing.text.slug

    def write() -> str:
        with atelier.typing:
            made = text_editing.save_as_new(atelier.project, slug, typing.tab, typed, raw)
            atelier.saved(typing.tab)
            return made

    try:
        made = await run_sync(write)
    except (UsageError, ProblemError, ValueError) as error:
        return refusal(request, in_words(error), 400)
    except OSError as error:
        typing = replace(typing, problems=(FieldProblem(from_os_error(error)),))
        return await _again(request, typing, typed, raw, 500)
    return RedirectResponse(address(made, saved="1"), 303)


async def add_picture(request: Request) -> Response:
    """Store a picture for the text, and show the page again with it."""
    form = await forms.posted(request, most_files=_MOST_PLACES)
    typing, typed, raw = await _typed(request, form)
    into = form.text("into") or "picture"
    # (The page is shown where the picture is.)
    typing = replace(typing, more=into)
    file = form.files.get(f"{into}_file")
    if file is None:
        return await _again(request, typing, typed, raw)
    project, use = atelier_of(request).project, given_pictures.PICTURE
    try:
        name = await run_sync(given_pictures.add, project, use, file.name, file.content)
    except ProblemError as error:
        problems = tuple(FieldProblem(one, into) for one in error.problems)
        return await _again(request, replace(typing, problems=problems), typed, raw, 422)
    except OSError as error:
        problems = (FieldProblem(from_os_error(error), into),)
        return await _again(request, replace(typing, problems=problems), typed, raw, 500)
    # (It takes the place of the drawing: a text that names both is refused. Its words come next.)
    if not typed.get(f"{into}.alt"):
        typing = replace(typing, more=f"{into}.alt")
    around = into.removesuffix("picture")
    typed |= {f"{into}.file": name, f"{around}drawing": "", f"{around}drawing_alt": ""}
    text = replace(typing.text, typed=typed | raw)
    return await _again(request, replace(typing, text=text), typed, raw)


async def forget(request: Request) -> Response:
    """Remove the draft that another tab has left."""
    form = await forms.posted(request)
    slug = request.path_params["slug"]
    try:
        await run_sync(text_editing.forget, atelier_of(request).project, slug, form.text("left"))
    except UsageError as error:
        return refusal(request, in_words(error), 400)
    return RedirectResponse(address(slug), 303)


def address(slug: str, **asked: str) -> str:
    """Return the address of a text's page."""
    return f"/texts/{quote(slug)}" + (f"?{urlencode(asked)}" if asked else "")


async def _typed(
    request: Request, form: Form | None = None
) -> tuple[Typing, dict[str, str], dict[str, str]]:
    """Return the texts of fields and of YAML; answers 400, 404 or 413 to a wrong form."""
    form = form or await forms.posted(request)
    tab = form.text("tab")
    if not drafts.is_tab(tab):
        raise HTTPException(400, tr("this form cannot be read"))
    slug = request.path_params["slug"]
    try:
        text = await run_sync(text_editing.opened, atelier_of(request).project, slug)
    except (UsageError, ProblemError) as error:
        raise HTTPException(404, in_words(error)) from error
    typed, raw = form.texts("g."), form.texts("y.")
    text = replace(text, version=form.text("version"), typed=typed | raw)
    view: View = "sheets" if form.text("view") == "sheets" else "pages"
    return Typing(text, tab, view, more=form.text("more")), typed, raw


def _shown(atelier: Atelier, typing: Typing, typed: dict[str, str], raw: dict[str, str]) -> Shown:
    """Write the draft, and have its pages set."""
    project, slug = atelier.project, typing.text.slug
    try:
        with atelier.typing:
            if typing.is_saved or atelier.has_saved(typing.tab):
                file = text_editing.file_of(project, slug)
            elif typed or raw:
                file = text_editing.keep(project, slug, typing.tab, typed, raw)
            else:
                file = _left_by(atelier, slug, typing.tab)
        shown: Shown = atelier.worker.ask(
            "shown", slug, None, Wish("copier-black"), typing.view, file
        )
    except UsageError as error:
        return Shown(problems=(FieldProblem(Problem("usage", str(error))),))
    except ProblemError as error:
        return Shown(problems=tuple(FieldProblem(one) for one in error.problems))
    except (OSError, ValueError) as error:
        problem = (
            from_os_error(error) if isinstance(error, OSError) else Problem("yaml", str(error))
        )
        return Shown(problems=(FieldProblem(problem),))
    return shown


def _left_by(atelier: Atelier, slug: str, tab: str) -> Path:
    draft = text_editing.draft_file(atelier.project, slug, tab)
    return draft if draft.is_file() else text_editing.file_of(atelier.project, slug)


def _seen(request: Request, typing: Typing, shown: Shown) -> dict[str, Any]:
    """Return the values for the template of the preview."""
    atelier = atelier_of(request)
    by_field: dict[str, list[FieldProblem]] = {}
    names = {one.name for one in typing.text.fields}
    for one in (*typing.problems, *shown.problems):
        name = one.field.partition(".")[0]
        by_field.setdefault(name if name in names else "", []).append(
            one.in_form(typing.text.fields)
        )
    return {
        "typing": typing,
        "text": typing.text,
        "title": typing.text.typed.get("title", typing.text.slug),
        "shown": shown,
        "pdf": atelier.keep(shown.content) if shown.content else "",
        "recipe": atelier.keep(shown.recipe) if shown.recipe else "",
        "by_field": by_field,
        "view": typing.view,
        "remarks": text_editing.REMARKS,
        "count": sum(map(len, by_field.values())),
    }


async def _again(
    request: Request,
    typing: Typing,
    typed: dict[str, str],
    raw: dict[str, str],
    status: int = 200,
) -> Response:
    """Show the page of a text again, with the typed texts."""
    atelier = atelier_of(request)
    shown = await run_sync(_shown, atelier, typing, typed, raw)
    left = await run_sync(text_editing.left, atelier.project, typing.text.slug, typing.tab)
    seen = _seen(request, typing, shown)
    here = address(typing.text.slug, tab=typing.tab)
    return page(
        request,
        "text.html",
        status,
        **seen,
        swapped=False,
        left=left,
        here=here,
        upload=f"/texts/{quote(typing.text.slug)}/picture",
    )


routes = [
    Route("/texts/{slug:path}/see", see, methods=["POST"]),
    Route("/texts/{slug:path}/save", save, methods=["POST"]),
    Route("/texts/{slug:path}/copy", copy, methods=["POST"]),
    Route("/texts/{slug:path}/picture", add_picture, methods=["POST"]),
    Route("/texts/{slug:path}/forget", forget, methods=["POST"]),
    Route("/texts/{slug:path}", edit),
]
