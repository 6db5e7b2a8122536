"""The page of a text: what its form sends, and where it goes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.web import forms, small_pictures
from zines.web.atelier import Atelier, atelier_of
from zines.web.forms import Form
from zines.web.rendering import in_words, page, refusal, wants_part
from zines.web.text_page import (
    UNFINISHED,
    TextForm,
    address,
    addresses,
    again,
    seen,
    shown_pages,
)
from zines.workshop.atelier import (
    drafts,
    field_problems,
    form_schema,
    given_pictures,
    merging,
    text_editing,
)
from zines.workshop.atelier.previewing import View
from zines.workshop.atelier.text_editing import OpenedText

#: The most places for a picture in a form: a booklet has one in each chapter and section.
_MOST_PLACES = 500
#: The value of ``saved`` in an address where the file of the text was gone.
_AGAIN = "again"


async def edit(request: Request) -> Response:
    """Show the page of a text."""
    asked, project = request.query_params, atelier_of(request).project
    tab = asked.get("tab", "")
    text = await _opened(request, tab)
    has_draft = bool(tab) and text_editing.drafts_of(project, text.slug, tab).of(tab).is_file()
    # (A tab that has saved writes no drafts: a page that returns to it gets a new tab.)
    keeps_tab = tab and not atelier_of(request).has_saved(tab)
    is_saved = not (keeps_tab and has_draft)
    typing = TextForm(text, tab if keeps_tab else secrets.token_hex(6), is_saved=is_saved)
    if not text.gone:
        await run_sync(_note, atelier_of(request), text, bool(tab))
    if not is_saved:
        # (It may have been saved elsewhere since the tab opened it: the draft is not of that.)
        base = atelier_of(request).base_of(tab, text.version)
        typing = replace(typing, text=replace(text, version=base))
    if asked.get("saved"):
        notice = tr("Saved, in the folder of your texts.")
        if asked["saved"] == _AGAIN:
            notice = tr("Saved: its file was gone, and is written again, {file}.", file=text.file)
        typing = replace(typing, notices=(notice,))
    if asked.get("unfinished"):
        typing = replace(typing, notices=(tr(UNFINISHED),))
    if wants_part(request):
        shown = await run_sync(shown_pages, atelier_of(request), typing)
        return page(request, "text-see.html", **seen(request, typing, shown), swapped=True)
    # (A user who was sent here to mend something must see where: folded parts are open.)
    waits = not (asked.get("whole") or asked.get("unfinished"))
    return await again(request, typing, waits=waits)


async def empty_fields(request: Request) -> Response:
    """Show the empty fields of an item of a list, which its page has left out.

    The address has the name of the item in ``at``, with a dot at its end, and a ``key`` for each.
    """
    asked, text = request.query_params, await _opened(request)
    start, keys = asked.get("at", "").removesuffix("."), {*asked.getlist("key")}
    found = [one for one in form_schema.inside(text.fields, start) if one.key in keys]
    if not found:
        raise HTTPException(404)
    return page(request, "more-fields.html", fields=found, start=start, **addresses(text.slug))


async def drawings(request: Request) -> Response:
    """Show a field for a drawing with a picture of each, in place of their list.

    The address has the name of the field in ``at``, and its ``value``.
    """
    asked, text = request.query_params, await _opened(request)
    name = asked.get("at", "")
    field = form_schema.named(text.fields, name)
    if field is None or not field.is_drawing:
        raise HTTPException(404)
    typed = {name: asked.get("value", "")}
    values = {"field": field, "name": name, "typed": typed, **addresses(text.slug)}
    return page(request, "drawings.html", **values)


async def sources(request: Request) -> Response:
    """Show the sources that a text may cite, in a window to choose one."""
    worker, slug = atelier_of(request).worker, request.path_params["slug"]
    try:
        found = await run_sync(worker.ask, "sources", slug)
    except (UsageError, ProblemError) as error:
        return refusal(request, in_words(error), 404)
    return page(request, "sources.html", sources=found)


async def drawing(request: Request) -> Response:
    """Send the small picture of a drawing."""
    return await small_pictures.answer(request, "drawing", request.path_params["name"], seconds=600)


async def see(request: Request) -> Response:
    """Write the draft beside the text, and show its pages."""
    typing = await _typed(request)
    if not wants_part(request):
        return await again(request, typing)
    shown = await run_sync(shown_pages, atelier_of(request), typing)
    return page(request, "text-see.html", **seen(request, typing, shown), swapped=True)


async def save(request: Request) -> Response:
    """Save the text, and return to its page."""
    typing = await _typed(request)
    atelier, text, tab = atelier_of(request), typing.text, typing.tab

    def write() -> str:
        project = atelier.project
        text_editing.save(project, text.slug, text.version, tab, typing.typed, typing.raw)
        for view in ("pages", "sheets"):
            atelier.saved_as_seen(tab, f"{text.slug} {view}")
        return text.slug

    return await _written(request, typing, write)


async def copy(request: Request) -> Response:
    """Write what is typed as a new text, and redirect to its page."""
    typing = await _typed(request)
    project, slug = atelier_of(request).project, typing.text.slug

    def write() -> str:
        return text_editing.save_as_new(project, slug, typing.tab, typing.typed, typing.raw)

    return await _written(request, typing, write)


async def _written(request: Request, typing: TextForm, write: Callable[[], str]) -> Response:
    """Write a text and redirect to its page, or show the page again with the reason why not.

    ``write`` returns the slug of the text.
    """
    atelier, text = atelier_of(request), typing.text

    def saved() -> str:
        with atelier.typing:
            slug = write()
            atelier.saved(typing.tab)
            return slug

    try:
        slug = await run_sync(saved)
    except drafts.ConflictError:
        return await again(request, await run_sync(_put_together, atelier, typing), 409)
    except (UsageError, ProblemError, ValueError) as error:
        return refusal(request, in_words(error), 400)
    except OSError as error:
        typing = replace(typing, problems=field_problems.of_error(error))
        return await again(request, typing, 500)
    written = _AGAIN if text.gone and slug == text.slug else "1"
    return RedirectResponse(address(slug, saved=written), 303)


def _put_together(atelier: Atelier, typing: TextForm) -> TextForm:
    """Return a form with what another has saved since it was opened; the notice says what it is."""
    slug = typing.text.slug
    before = atelier.as_opened(slug, typing.text.version)
    fresh = text_editing.opened(atelier.project, slug)
    _note(atelier, fresh)
    atelier.types_on(typing.tab, fresh.version)
    found = merging.merged(fresh.fields, before, fresh.typed, typing.typed, typing.raw)
    notice = found.notice(tr("This text has been changed elsewhere since you opened it."))
    text = replace(fresh, typed={**found.typed, **found.raw})
    return replace(typing, text=text, typed=found.typed, raw=found.raw, notices=(notice,))


def _note(atelier: Atelier, text: OpenedText, is_draft: bool = False) -> None:
    """Note the saved state of a text whose page is opened; for a draft, read the text itself."""
    with suppress(UsageError, ProblemError, OSError):
        saved = text_editing.as_saved(atelier.project, text.slug, None if is_draft else text)
        atelier.opened(text.slug, text.version, saved)


async def add_picture(request: Request) -> Response:
    """Store a picture for the text, and show the page again with it."""
    form = await forms.posted(request, most_files=_MOST_PLACES)
    typing = await _typed(request, form)
    into = form.text("into") or "picture"
    # (The page is shown where the picture is.)
    typing = replace(typing, more=into)
    file = form.files.get(f"{into}_file")
    if file is None:
        return await again(request, typing)
    project, folder = atelier_of(request).project, given_pictures.PICTURES
    try:
        name = await run_sync(given_pictures.add, project, folder, file.name, file.content)
    except (ProblemError, OSError) as error:
        status = 500 if isinstance(error, OSError) else 422
        problems = field_problems.of_error(error, into)
        return await again(request, replace(typing, problems=problems), status)
    # (It takes the place of the drawing: a text that names both is refused. Its words come next.)
    if not typing.typed.get(f"{into}.alt"):
        typing = replace(typing, more=f"{into}.alt")
    around = into.removesuffix("picture")
    added = {f"{into}.file": name, f"{around}drawing": "", f"{around}drawing_alt": ""}
    typed = {**typing.typed, **added}
    text = replace(typing.text, typed={**typed, **typing.raw})
    return await again(request, replace(typing, text=text, typed=typed))


async def forget(request: Request) -> Response:
    """Remove the draft that another tab has left, also one whose text is gone."""
    form = await forms.posted(request)
    slug, left = request.path_params["slug"], form.text("left")
    try:
        found = await run_sync(text_editing.drafts_of, atelier_of(request).project, slug, left)
        found.forget(left)
    except UsageError as error:
        return refusal(request, in_words(error), 400)
    return RedirectResponse(address(slug) if found.file.exists() else "/write", 303)


async def _opened(request: Request, draft: str = "") -> OpenedText:
    """Return the text that the address names, or a draft of it; answers 404 if there is none."""
    project, slug = atelier_of(request).project, request.path_params["slug"]
    try:
        return await run_sync(text_editing.opened, project, slug, draft)
    except (UsageError, ProblemError) as error:
        raise HTTPException(404, in_words(error)) from error


def _still(atelier: Atelier, slug: str, version: str, tab: str) -> OpenedText:
    """Return the text of an open page, also if its file is gone since; answers 404 if all is."""
    try:
        try:
            return text_editing.opened(atelier.project, slug, tab=tab)
        except UsageError:
            if not (before := atelier.as_opened(slug, version)):
                raise
            before.keep(tab)
            return text_editing.opened(atelier.project, slug, tab=tab)
    except (UsageError, ProblemError) as error:
        raise HTTPException(404, in_words(error)) from error


async def _typed(request: Request, form: Form | None = None) -> TextForm:
    """Return the content of a form; answers 400, 404 or 413 to a wrong form."""
    form = form or await forms.posted(request)
    tab = form.text("tab")
    if not drafts.is_tab(tab):
        raise HTTPException(400, tr("this form cannot be read"))
    version = form.text("version")
    atelier_of(request).types_on(tab, version)
    text = await run_sync(_still, atelier_of(request), request.path_params["slug"], version, tab)
    typed, raw = form.texts("g."), form.texts("y.")
    text = replace(text, version=version, typed=typed | raw)
    view: View = "sheets" if form.text("view") == "sheets" else "pages"
    return TextForm(text, tab, typed, raw, view, more=form.text("more"))


routes = [
    Route("/texts/{slug:path}/see", see, methods=["POST"]),
    Route("/texts/{slug:path}/save", save, methods=["POST"]),
    Route("/texts/{slug:path}/copy", copy, methods=["POST"]),
    Route("/texts/{slug:path}/picture", add_picture, methods=["POST"]),
    Route("/texts/{slug:path}/forget", forget, methods=["POST"]),
    Route("/texts/{slug:path}/fields", empty_fields),
    Route("/texts/{slug:path}/drawings", drawings),
    Route("/texts/{slug:path}/sources", sources),
    Route("/drawings/{name}.webp", drawing),
    Route("/texts/{slug:path}", edit),
]
