"""The page Write: a new text from a layout, or one of the texts that are there."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zines.base.language import tr
from zines.base.problems import ProblemError, UsageError
from zines.web import forms, text_page
from zines.web.atelier import atelier_of
from zines.web.pasted_text import cleaned
from zines.web.rendering import in_words, page
from zines.workshop import new_files
from zines.workshop.atelier import text_editing
from zines.workshop.catalogue import papers
from zines.workshop.new_files import NewFiles

#: In characters; as a title, the name stays whole.
_LONGEST_FILE_NAME = 80


async def write(request: Request) -> Response:
    """Show the layouts for a new text, and all texts."""
    return await _beginnings(request)


async def begin(request: Request) -> Response:
    """Write a new text, and redirect to its page."""
    form = await forms.posted(request)
    atelier = atelier_of(request)
    name, kind = cleaned(form.text("name")).strip(), form.text("kind")
    here = atelier.project
    program = "python build.py" if (here.root / "build.py").is_file() else "hors-bocal"
    names = {one.name for one in await run_sync(text_editing.kinds, here)}
    if kind not in names:
        return await _beginnings(request, tr("choose first what it is to be"), name, kind)
    # (The name is a title: a slash in it must not create a folder, and it may be a long one.)
    file_name = name.replace("/", " ").replace("\\", " ")[:_LONGEST_FILE_NAME].strip()

    def begun() -> NewFiles:
        # (Of two windows pressed at once, the second learns that the text is there.)
        with atelier.typing:
            return new_files.new(here, kind, file_name, program, title=name, short=True)

    try:
        made = await run_sync(begun)
    except (UsageError, ProblemError, OSError) as error:
        return await _beginnings(request, in_words(error), name, kind)
    return RedirectResponse(text_page.address(made.name), 303)


async def _beginnings(
    request: Request, wrong: str = "", name: str = "", kind: str = ""
) -> Response:
    atelier = atelier_of(request)
    catalogue = await run_sync(atelier.catalogue)
    by_slug = {one.slug: (one.title, one.kind) for one in catalogue.papers}
    covers: dict[str, str] = {}
    for one in catalogue.papers:
        covers.setdefault(one.kind, one.slug)
    own = await run_sync(text_editing.own_texts, atelier.project)
    unsaved = await run_sync(text_editing.without_file, atelier.project)
    for slug in {*own} - {*by_slug}:
        title = await run_sync(text_editing.title_of, atelier.project, slug)
        by_slug[slug] = title, tr("not finished: something is missing or wrong")
    return page(
        request,
        "write.html",
        422 if wrong else 200,
        kinds=await run_sync(text_editing.kinds, atelier.project),
        covers=covers,
        own=[(slug, *by_slug[slug]) for slug in own],
        shipped=[
            (slug, *title_and_kind)
            for slug, title_and_kind in by_slug.items()
            if slug not in set(own)
        ],
        unsaved=unsaved,
        alike=papers.alike((slug, *named) for slug, named in by_slug.items()),
        in_program=text_editing.in_program(atelier.project),
        wrong=wrong,
        name=name,
        kind=kind,
    )


routes = [
    Route("/write", write),
    Route("/write", begin, methods=["POST"]),
]
