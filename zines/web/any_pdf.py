"""The page Fold: any PDF that is dropped on it becomes sheets, with their recipe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zines.base.file_names import slug_of
from zines.base.language import mark, tr
from zines.base.problems import Problem, ProblemError, UsageError, problems_of
from zines.web import forms
from zines.web.atelier import Atelier, atelier_of
from zines.web.forms import Form
from zines.web.rendering import page, refusal
from zines.workshop.atelier import plain_words, trial_sheets
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.trial_sheets import FoldedSheets, FoldingRequest

#: The fields of the page, by the options of commands that messages name.
_FIELDS = {
    "--password": mark("Password of the PDF, if it has one"),
    "--pages": mark("Only these pages, as 1-8,12"),
    "--scale fit": mark("Make the pages fit the sheet"),
    "--sheet": mark("Paper in the machine"),
    "--binding right": mark("It is read from right to left (Arabic, Hebrew)"),
    "--binding droite": mark("It is read from right to left (Arabic, Hebrew)"),
}
_BETWEEN_PAGES = re.compile(r"(?<=\d)\s+(?=\d)")


async def impose(request: Request) -> Response:
    """Show all folds, and a field for a file."""
    return _page(request, FoldingRequest("saddle-stitch", fit=True))


async def sheets(request: Request) -> Response:
    """Show the sheets of the file that was sent, or else of the file that was sent before."""
    form = await forms.posted(request, most_files=2)
    wanted = _wanted(form)
    atelier = atelier_of(request)
    try:
        name, tried = await run_sync(_tried, atelier, form, wanted)
    except (UsageError, ProblemError, OSError) as error:
        return _page(request, wanted, form.text("kept"), problems=problems_of(error))
    return _page(request, wanted, name, tried)


async def taken(request: Request) -> Response:
    """Send the sheets, or the recipe, that were shown."""
    content = atelier_of(request).kept(request.path_params["pdf"])
    if content is None:
        return refusal(request, tr("these sheets are not kept any more: show them again"), 404)
    name = slug_of(request.query_params.get("name", ""))[:80] or "pdf"
    how = "inline" if request.query_params.get("show") == "1" else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _wanted(form: Form) -> FoldingRequest:
    file = form.files.get("pdf")
    title = file.name.rpartition(".")[0] if file else form.text("title")
    return FoldingRequest(
        form.text("fold"),
        form.text("sheet"),
        form.text("fit") == "on",
        form.text("size"),
        _pages(form.text("pages")),
        form.text("password"),
        title[:80],
        form.text("from_right") == "on",
    )


def _pages(typed: str) -> str:
    """Return pages as ``impose`` takes them: in 1 3, they are two, and not page 13."""
    return "".join(_BETWEEN_PAGES.sub(",", typed).split())


def _tried(atelier: Atelier, form: Form, wanted: FoldingRequest) -> tuple[str, FoldedSheets]:
    """Store a file, and have it imposed by the worker process."""
    file = form.files.get("pdf")
    project = atelier.project
    name = trial_sheets.keep(project, file.content) if file else form.text("kept")
    path = trial_sheets.kept(project, name)
    if path is None:
        raise UsageError(tr("choose a PDF first, or drop one on the page"))
    tried: FoldedSheets = atelier.worker.ask("imposed", path, wanted)
    return name, tried


def _page(
    request: Request,
    wanted: FoldingRequest,
    kept: str = "",
    tried: FoldedSheets | None = None,
    problems: Sequence[Problem] = (),
) -> Response:
    atelier = atelier_of(request)
    label = next((tr(one.label) for one in trial_sheets.FOLDS if one.name == wanted.fold), "")
    is_kept = trial_sheets.kept(atelier.project, kept) is not None
    return page(
        request,
        "impose.html",
        422 if problems else 200,
        wanted=wanted,
        folds=trial_sheets.FOLDS,
        papers=trial_sheets.PAPERS,
        posters=trial_sheets.POSTERS,
        kept=kept if is_kept else "",
        tried=tried,
        warnings=[plain_words.text(_of_form(one)) for one in tried.warnings] if tried else [],
        problems=[FieldProblem(plain_words.problem(_in_fields(one))) for one in problems],
        pdf=atelier.keep(tried.content) if tried else "",
        recipe=atelier.keep(tried.recipe) if tried else "",
        name=slug_of(wanted.title)[:60] or "pdf",
        fold_name=slug_of(label),
        here="/impose",
    )


def _in_fields(one: Problem) -> Problem:
    return replace(one, message=_of_form(one.message), hint=_of_form(one.hint))


def _of_form(text: str) -> str:
    """Return a message with fields of the page in place of options of commands."""
    for option, label in _FIELDS.items():
        text = text.replace(option, tr("“{words}”", words=tr(label)))
    return text


routes = [
    Route("/impose", impose),
    Route("/impose", sheets, methods=["POST"]),
    Route("/impose/{pdf}.pdf", taken),
]
