"""Download of files: they are built by a job, whose page shows the progress and then the files."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.language import mark, tr
from zines.base.problems import Severity, UsageError
from zines.web import forms, last_group, paper_page, saved_groups, typed_groups, wanted_copies
from zines.web.atelier import Atelier, atelier_of
from zines.web.forms import Form
from zines.web.jobs import MOST_RUNNING, Job
from zines.web.rendering import in_words, page, refusal, wants_part
from zines.web.typed_groups import GroupForm
from zines.workshop.atelier import (
    field_problems,
    given_tables,
    group_editing,
    printing_ways,
    taking,
)
from zines.workshop.atelier.given_tables import GivenTable
from zines.workshop.atelier.taking import Taken
from zines.workshop.catalogue.papers import Paper
from zines.workshop.project import entries

#: The most digits of a number of copies of each group: more is no work for a copier.
_MOST_DIGITS = 4
#: The paper that shows how to print, fold and cut, and what to do when it goes wrong.
_GUIDE = "booklets/mode-d-emploi"
_BUSY = mark("enough is being made: wait for it, or stop it")


async def take(request: Request) -> Response:
    """Save the typed group, and build the files of a paper for it."""
    form = await forms.posted(request)
    return await _of_paper(request, form, await paper_page.paper_of(request))


async def many(request: Request) -> Response:
    """Build the files of a paper for each row of a table."""
    form = await forms.posted(request, most_files=2)
    paper, project = await paper_page.paper_of(request), atelier_of(request).project
    file = form.files.get("table")
    try:
        # (A form that is shown again has lost its file: the table that was sent last is kept.)
        table = await run_sync(given_tables.kept, project, form.text("kept"))
        if file:
            table = await run_sync(given_tables.keep, project, file.name, file.content)
        if table is None:
            raise UsageError(tr("there is no table: choose its file first"))
    except (UsageError, OSError) as error:
        wrong = field_problems.of_error(error, "table")
        typed = typed_groups.read(form)
        typed = replace(typed, problems=(*typed.problems, *wrong))
        return await paper_page.again(request, paper, typed, 400)
    each = form.text("each")
    if not wanted_copies.is_number(each, _MOST_DIGITS):
        typed = replace(typed_groups.read(form), kept=table.kept_as)
        typed = replace(typed, problems=(*typed.problems, wanted_copies.no_number(each, "each")))
        return await paper_page.again(request, paper, typed, 422, refused="made")
    table = replace(table, copies=wanted_copies.number(each))
    return await _of_paper(request, form, paper, table)


async def blank_table(request: Request) -> Response:
    """Send a table to fill in."""
    name = slug_of(tr("Groups")) + ".csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(given_tables.blank(), media_type="text/csv", headers=headers)


async def _of_paper(
    request: Request, form: Form, paper: Paper, table: GivenTable | None = None
) -> Response:
    """Start the job, or show the page of the paper again with the reason why not."""
    typed, atelier = typed_groups.read(form), atelier_of(request)
    typed = replace(typed, kept=table.kept_as if table else typed.kept)
    kept_from = await run_sync(_keeps_from_making, atelier, paper, typed, table)
    if kept_from or any(one.problem.severity is Severity.ERROR for one in typed.problems):
        return await paper_page.again(request, paper, typed, 422, refused="made")
    if message := busy(atelier):
        return await paper_page.again(
            request, paper, replace(typed, notices=(f"{message[:1].upper()}{message[1:]}",)), 429
        )
    back = paper_page.address(paper, group=typed.group, **_how(form, table))
    return await begin(request, form, [paper], paper.title, back, table)


def _keeps_from_making(
    atelier: Atelier, paper: Paper, typed: GroupForm, table: GivenTable | None
) -> bool:
    """Return whether the page shows an error that no file can be built with.

    With a table, missing data of the group are no error: each row may have its own.
    """
    shown = paper_page.shown_for(atelier, paper, typed)
    return any(
        one.problem.severity is Severity.ERROR and not (table and one.problem.code == "imprint")
        for one in shown.problems
    )


async def job(request: Request) -> Response:
    """Show the progress of a job, and its files."""
    found = atelier_of(request).jobs.get(request.path_params["name"])
    if found is None:
        return _of_earlier_session(request)
    template = "job-state.html" if wants_part(request) else "job.html"
    pages = await run_sync(_pages, atelier_of(request), found)
    guide = None
    if not found.running:
        guide = (await run_sync(atelier_of(request).catalogue)).paper(_GUIDE)
    asked = request.query_params.get("copies")
    copies = wanted_copies.of(request) if asked is None else asked
    wrong = None if wanted_copies.is_number(copies) else wanted_copies.no_number(copies, "copies")
    answer = page(
        request,
        template,
        job=found,
        pages=pages,
        guide=guide,
        copies=copies,
        count=wanted_copies.number(copies),
        wrong=wrong.problem if wrong else None,
        is_arrival=asked is None and not wants_part(request),
    )
    return answer if asked is None or wrong else wanted_copies.noted(request, answer, asked)


def _pages(atelier: Atelier, found: Job) -> dict[str, str]:
    """Return the addresses of the pages where the problems of a job are mended, by their files."""
    if not isinstance(found.result, Taken):
        return {}
    named = {one.path for one in found.result.problems}
    project = atelier.project
    texts = {project.named(one.file): f"/texts/{quote(one.slug)}" for one in entries(project)}
    editions = {
        project.named(file): f"/groups/one?{urlencode({'group': name})}"
        for name in group_editing.listed(project)
        if (file := group_editing.file_of(project, name))
    }
    return {path: where for path, where in (texts | editions).items() if path in named}


async def stop(request: Request) -> Response:
    """Stop a job."""
    await forms.posted(request)
    found = atelier_of(request).jobs.get(request.path_params["name"])
    if found is None:
        return _of_earlier_session(request)
    found.stop()
    return RedirectResponse(f"/jobs/{found.name}", 303)


def _of_earlier_session(request: Request) -> Response:
    out = atelier_of(request).project.out
    message = tr("this was made in an earlier session: its files lie in {folder}", folder=out)
    return refusal(request, message, 404)


async def file(request: Request) -> Response:
    """Send one file of a job."""
    found = atelier_of(request).jobs.get(request.path_params["name"])
    taken = found.result if found else None
    number = request.path_params["number"]
    if not isinstance(taken, Taken) or number >= len(taken.files):
        return refusal(request, tr("there is no such file"), 404)
    path = taken.out / taken.files[number].path
    if not files.real(path).is_relative_to(files.real(taken.out)) or not path.is_file():
        return refusal(request, tr("there is no such file"), 404)
    try:
        await run_sync(taken.check_unchanged, taken.files[number : number + 1])
    except UsageError as error:
        return refusal(request, str(error), 409)
    shown = request.query_params.get("show") == "1"
    return FileResponse(
        path,
        media_type="application/pdf",
        filename=path.name,
        content_disposition_type="inline" if shown else "attachment",
    )


async def archive(request: Request) -> Response:
    """Send all files of a job as a zip."""
    found = atelier_of(request).jobs.get(request.path_params["name"])
    taken = found.result if found else None
    if not isinstance(taken, Taken) or not taken.files:
        return refusal(request, tr("there is no such file"), 404)
    try:
        await run_sync(taken.check_unchanged, taken.files)
        content = await run_sync(taking.zipped, taken.out, taken.files)
    except UsageError as error:
        return refusal(request, str(error), 409)
    except OSError as error:
        return refusal(request, in_words(error), 404)
    headers = {"Content-Disposition": 'attachment; filename="hors-bocal.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


def busy(atelier: Atelier) -> str:
    """Return why no job can start now, empty if one can."""
    return tr(_BUSY) if atelier.jobs.running() >= MOST_RUNNING else ""


async def begin(
    request: Request,
    form: Form,
    papers: list[Paper],
    title: str,
    back: str,
    table: GivenTable | None = None,
) -> Response:
    """Save the group, start the job, and redirect to its page."""
    atelier = atelier_of(request)
    typed = typed_groups.read(form)
    edition = None
    if form.text("tab") and not typed.is_neutral:
        saved = await run_sync(saved_groups.saved, atelier, typed)
        if isinstance(saved, GroupForm):
            refused = "" if saved.notices else "made"
            return await paper_page.again(request, papers[0], saved, 409, refused=refused)
        typed = replace(typed, group=saved.name)
        back = paper_page.address(papers[0], group=saved.name, **_how(form, table))
    if typed.group:
        edition = await run_sync(group_editing.file_of, atelier.project, typed.group)
        if edition is None:
            return refusal(request, tr("there is no such group"), 404)
    wish = typed.wish
    if len(papers) == 1:
        wish = replace(wish, size=papers[0].size_for(wish.chosen.role, wish.size))
    work = atelier.project, [one.slug for one in papers], wish, edition, table
    begun = atelier.jobs.begin(title, taking.take, *work, back=back)
    if begun is None:
        return refusal(request, tr(_BUSY), 429)
    answer = RedirectResponse(f"/jobs/{begun.name}", 303)
    is_counted = typed.wish.chosen.role in printing_ways.COUNTED
    if "copies" in form.typed and is_counted and wanted_copies.is_number(typed.copies):
        answer = wanted_copies.noted(request, answer, typed.copies)
    return last_group.noted(request, answer, typed.group) if typed.group else answer


def _how(form: Form, table: GivenTable | None) -> dict[str, str]:
    """Return how a form prints, for the address that leads back to it: groups keep no format."""
    names = ("way", "large", "codes", "printer", "copies", "size", "view", "each", "kept")
    how = {name: form.text(name) for name in names}
    return how | ({"kept": table.kept_as} if table else {})


routes = [
    Route("/papers/{slug:path}/take", take, methods=["POST"]),
    Route("/papers/{slug:path}/many", many, methods=["POST"]),
    Route("/table.csv", blank_table),
    Route("/jobs/{name}", job),
    Route("/jobs/{name}/stop", stop, methods=["POST"]),
    Route("/jobs/{name}/files/{number:int}", file),
    Route("/jobs/{name}/all.zip", archive),
]
