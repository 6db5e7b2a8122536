"""The command ``watch``: build PDFs again when their inputs are saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zines.base import problems
from zines.base.language import tr
from zines.base.manifest_entry import Ink
from zines.base.options import Options
from zines.cli.messages import colour, leave, reports_problems, say, show
from zines.cli.options import DOCUMENTS, EDITION, INK, NO_CHECK, OPEN, OUT, PICTURES, ROLES
from zines.cli.paths import linked
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.cli.tables import built, failures, in_order_of_use, problems_to_show
from zines.cli.terminal import Part, width
from zines.cli.viewing import show_made
from zines.workshop.project import find

if TYPE_CHECKING:
    from zines.workshop.watching import Round, Watch


@click.command(
    cls=Command,
    epilog="tracts/guichets --open",
    help=tr(
        "Rebuild PDFs when you save the files they are made from.\n\n"
        "All documents of the project are watched when none is named: their texts, sources, "
        "pictures, layouts, themes and editions. Problems are shown, and the PDFs then stay as "
        "they were. Ctrl-C stops it."
    ),
)
@DOCUMENTS
@OUT
@ROLES
@INK
@EDITION
@PICTURES
@NO_CHECK
@OPEN
@reports_problems
def watch(
    documents: tuple[str, ...],
    out: Path | None,
    ink: Ink | None,
    pictures: tuple[Path, ...],
    editions: tuple[str, ...],
    view: bool,
    **options: Any,
) -> int:
    """Build PDFs again whenever their inputs are saved."""
    from zines.workshop import file_changes
    from zines.workshop.groups import chosen_editions
    from zines.workshop.watching import Watch

    project = replace(find(), pictures=pictures)
    chosen = Options(out=out or project.out, ink=ink or "", **options)
    chosen = replace(chosen, edition=chosen_editions.only(project, editions, chosen))
    watched = Watch(project, documents, chosen)
    started = False
    try:
        for paths in file_changes.batches(watched.folders):
            if started:
                found = watched.changed(paths)
                if found:
                    _report_round(found)
            else:
                found = _start(watched)
                started = True
            if found and found.report.stopped:
                break
            if view and found and any(one.files for one in found.report.made):
                show_made(found.report)
                view = False
    except KeyboardInterrupt:
        pass
    if not project.root.is_dir():
        message = tr(
            "'{folder}' was renamed or removed: start 'watch' again where its files are",
            folder=project.root,
        )
        say(message, err=True)
        leave(problems.EXIT_PROBLEMS)
        return problems.EXIT_PROBLEMS
    say(tr("Ended."))
    leave(problems.EXIT_DONE)
    return problems.EXIT_DONE


def _start(watched: Watch) -> Round:
    """Build what is not up to date, and print the result."""
    with Progress() as progress:
        found = watched.start(progress)
    for line in built(found.report, width()):
        say(*line.parts, hanging=line.hanging)
    _report_problems(found)
    if not found.report.stopped:
        say(tr("Waiting for what you save; Ctrl-C ends it."))
    return found


def _report_round(found: Round) -> None:
    """Print the time and each document that was built, a line each, and the problems.

    Where a mistake is mended and nothing had to be built, that there are no problems.
    """
    clock = f"{datetime.now():%H:%M:%S}"
    for made in found.report.made:
        if made.files:
            file = linked(found.report.out / in_order_of_use(made.files)[0]["path"])
            took = tr("{seconds:.2f} s", seconds=found.seconds) if made.fresh else tr("unchanged")
            say(Part(clock, "dim"), f"  {took:>9}  ", file)
    report = found.report
    if not (report.made or report.problems or report.stopped or found.usage):
        say(Part(clock, "dim"), f"  {problems.counted([])}")
    _report_problems(found)


def _report_problems(found: Round) -> None:
    listed, _ = problems_to_show(found.report)
    show(listed)
    if found.usage:
        say(found.usage, err=True)
    if last := failures(found.report, listed):
        say(Part(last, colour(listed)), err=True)
