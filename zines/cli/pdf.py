"""``pdf``: documents become PDFs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from zines.base.language import tr
from zines.base.manifest_entry import Ink
from zines.base.options import INKS, ROLES, Options
from zines.cli.messages import exit_code, leave, reports_problems, say, show
from zines.cli.options import EDITION, PICTURES, PRINTER, DocumentName
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.cli.tables import built_files, stopped
from zines.workshop.build import build
from zines.workshop.project import find


@click.command(cls=Command, epilog="tracts/guichets --no-qr --ink black")
@click.argument("documents", metavar="[DOCUMENT | FOLDER]...", nargs=-1, type=DocumentName())
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=tr("Where the PDFs go.  [default: out/ in the project]"),
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    help=tr("Only files for that use; may be repeated.  [default: what outputs.yaml says]"),
)
@click.option(
    "--ink",
    type=click.Choice(INKS),
    help=tr("Print everything in that ink.  [default: what outputs.yaml says]"),
)
@click.option("--qr/--no-qr", default=True, show_default=True, help=tr("QR codes to the sources."))
@click.option(
    "--large-print",
    is_flag=True,
    help=tr("Set anew at 18 pt (posters' small print at 16), on A4 at least."),
)
@EDITION
@PICTURES
@PRINTER
@click.option(
    "--icc",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=tr("The CMYK profile of press files, instead of the printer's ..."),
)
@click.option(
    "--condition", default="", metavar="NAME", help=tr("... and the condition that it describes.")
)
@click.option(
    "--drums",
    default="noir,rouge",
    show_default=True,
    metavar="NAME,NAME",
    help=tr("For --ink riso: the drums for black and for colour, of assets/drums.yaml."),
)
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(min=1),
    metavar="N",
    help=tr("How many documents at a time.  [default: one a core]"),
)
@click.option("--force", is_flag=True, help=tr("Make again what has not changed."))
@reports_problems
def pdf(
    documents: tuple[str, ...],
    out: Path | None,
    workers: int | None,
    ink: Ink | None,
    drums: str,
    pictures: tuple[Path, ...],
    **options: Any,
) -> int:
    """Build PDFs of documents.

    All documents of the project are built when none is named. DOCUMENT is a name like
    tracts/guichets or the path of a YAML file; FOLDER stands for all documents in it.
    """
    project = replace(find(), pictures=pictures)
    with Progress() as progress:
        report = build(
            project,
            documents,
            Options(
                out=out or project.out,
                workers=workers or 0,
                ink=ink or "",
                drums=tuple(drums.split(",")),
                **options,
            ),
            progress.step,
        )
    show(report.problems)
    for line in built_files(report):
        say(line)
    if report.stopped:
        say(stopped(report), err=True)
        leave()
    return exit_code(report.problems)
