"""The command ``pdf``: build PDFs of documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from zines.base.language import tr, tr_n
from zines.base.manifest_entry import Ink
from zines.base.names import quoted
from zines.base.options import BuildReport, Options
from zines.cli.messages import colour, exit_code, leave, reports_problems, say, show
from zines.cli.options import (
    DOCUMENTS,
    EDITION,
    INK,
    NO_CHECK,
    OPEN,
    OUT,
    PICTURES,
    PRINTER,
    ROLES,
    Whole,
)
from zines.cli.path_types import File
from zines.cli.paths import typed
from zines.cli.program import Command, program
from zines.cli.progress import Progress
from zines.cli.tables import built, failures, on_the_copier, problems_to_show, stopped
from zines.cli.terminal import Part, width
from zines.cli.viewing import show_made
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import find

_GROUPS = {
    tr("What comes out"): ("roles", "ink", "qr", "large_print", "pictures", "out"),
    tr("For groups"): ("editions", "table", "merge", "shard", "scheduler"),
    tr("For a print shop"): ("printer", "icc", "condition", "copies"),
    tr("For a risograph"): ("drums",),
    tr("What is said"): ("lint", "verbose", "quiet", "view"),
}


@click.command(
    cls=Command,
    epilog="tracts/guichets --no-qr --ink black",
    groups=_GROUPS,
    help=tr(
        "Build PDFs of documents.\n\n"
        "All documents of the project are built when none is named. DOCUMENT is a name like "
        "tracts/guichets or the path of a YAML file; FOLDER stands for all documents in it. What "
        "'check' calls an error stops a document."
    ),
)
@DOCUMENTS
@OUT
@ROLES
@INK
@click.option("--qr/--no-qr", default=True, show_default=True, help=tr("QR codes to the sources."))
@click.option(
    "--large-print",
    is_flag=True,
    help=tr("Set the text in large print: 18 pt (posters' small print at 16), on A4 at least."),
)
@EDITION
@click.option(
    "--variants",
    "table",
    type=File(or_folder=False),
    metavar=tr("FILE.csv"),
    help=tr(
        "A table (.csv, .tsv, .xlsx, .ods): each row is an edition, printed into a folder of its "
        "own; the columns are called as the keys of editions, or as fields of the documents."
    ),
)
@click.option(
    "--merge",
    is_flag=True,
    help=tr(
        "With --variants: one file for the copier, each group announced by a sheet; what differs "
        "between groups in their panels alone has files of its own in the roles of --role only."
    ),
)
@click.option(
    "--shard",
    metavar="K/N",
    help=tr(
        "With --variants: only that part of the rows, as 2/3, so that three machines, each with a "
        "part, make all of them."
    ),
)
@click.option(
    "--scheduler",
    metavar=tr("ADDRESS"),
    help=tr(
        "With --variants: have the rows built by a Dask cluster, as tcp://host:8786, whose workers "
        "see the project and --out under the same paths."
    ),
)
@PICTURES
@PRINTER
@click.option(
    "--icc",
    type=File(or_folder=False),
    metavar=tr("FILE"),
    help=tr("The CMYK profile of press files, instead of the printer's ..."),
)
@click.option(
    "--condition",
    default="",
    metavar=tr("NAME"),
    help=tr("... and the condition that it describes."),
)
@click.option(
    "--copies",
    type=Whole(min=1),
    metavar="N",
    help=tr("How many copies: said in the order to the print shop, and counted for a copier."),
)
@click.option(
    "--drums",
    default="noir,rouge",
    show_default=True,
    metavar=tr("NAME,NAME"),
    help=tr("For --ink riso: the drums for black and for colour, of assets/drums.yaml."),
)
@click.option(
    "--jobs",
    "workers",
    type=Whole(min=1),
    metavar="N",
    help=tr("How many documents at a time.  [default: one a core]"),
)
@NO_CHECK
@click.option("--force", is_flag=True, help=tr("Make again what has not changed."))
@click.option("--verbose", is_flag=True, help=tr("Name every file, also of many documents."))
@click.option("--quiet", is_flag=True, help=tr("Show only problems."))
@OPEN
@reports_problems
def pdf(
    documents: tuple[str, ...],
    out: Path | None,
    workers: int | None,
    copies: int | None,
    ink: Ink | None,
    drums: str,
    editions: tuple[str, ...],
    table: Path | None,
    merge: bool,
    shard: str | None,
    scheduler: str | None,
    pictures: tuple[Path, ...],
    verbose: bool,
    quiet: bool,
    view: bool,
    **options: Any,
) -> int:
    """Build PDFs of documents."""
    project = replace(find(), pictures=pictures)
    with Progress(quiet=quiet) as progress:
        report = build(
            project,
            documents,
            editions,
            Options(
                out=out or project.out,
                workers=workers or 0,
                copies=copies or 0,
                ink=ink or "",
                drums=tuple(drums.split(",")),
                **options,
            ),
            progress,
            table,
            merge=merge,
            shard=shard,
            scheduler=scheduler,
        )
    if not quiet:
        for line in built(report, width(), verbose=verbose):
            say(*line.parts, hanging=line.hanging)
    # Printed last, so that they stay visible on the screen.
    _show_problems(report, _check_command(documents, editions, pictures), verbose=verbose)
    if report.stopped:
        say(stopped(report), err=True)
        leave()
    counted = copies or report.copies
    on_copier = list(on_the_copier(report, copies or 0, merged=merge)) if counted else []
    for text in [] if quiet else on_copier:
        say(text)
    if copies and not on_copier and (made := _roles(report)) and "press" not in made:
        say(
            tr("--copies stands in the order to a print shop, and none was made: add --role press"),
            err=True,
        )
    if view:
        show_made(report)
    return exit_code(report.problems)


def _show_problems(report: BuildReport, check_command: str, *, verbose: bool) -> None:
    """Show the problems of a build, or only count those of many texts, which 'check' then shows."""
    found, only_counted = problems_to_show(report, verbose=verbose)
    show(found)
    if last := failures(report, found):
        say(Part(last, colour(found)), err=True)
    if only_counted:
        heading = tr_n(
            "{count} warning about the texts:", "{count} warnings about the texts:", only_counted
        )
        command = Part(check_command, whole=True)
        say(Part(heading, colour(report.remarks)), " ", command, err=True)


def _roles(report: BuildReport) -> set[str]:
    return {file["role"] for one in report.made for file in one.files}


def _check_command(
    documents: tuple[str, ...], editions: tuple[str, ...], pictures: tuple[Path, ...]
) -> str:
    """Return the command that shows the warnings about the same texts, as it is typed here."""
    words = [program(click.get_current_context()), "check", *map(quoted, documents)]
    for edition in editions:
        words += ["--edition", quoted(edition)]
    for folder in pictures:
        words += ["--pictures", typed(folder)]
    return " ".join(words)
