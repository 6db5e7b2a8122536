"""The command ``impose``: the pages of any PDF on sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from zines.base import names, problems
from zines.base.language import tr
from zines.base.problems import UsageError
from zines.cli.imposition_options import GROUPS, imposition_options
from zines.cli.messages import reports_problems, say, show
from zines.cli.options import FORCE, NO_NOTES, PASSWORD, check_ending
from zines.cli.path_types import File
from zines.cli.paths import linked
from zines.cli.program import Command
from zines.cli.terminal import Part
from zines.workshop.catalogue.how_to_print import one_line
from zines.workshop.project import find


@click.command(
    cls=Command,
    epilog=tr("pages.pdf booklet.pdf --schema saddle-stitch"),
    groups=GROUPS,
    help=tr(
        "Lay the pages of any PDF on sheets, to fold, cut and bind.\n\n"
        "Pages are placed by their TrimBox; the bleed is kept as far as there is room."
    ),
)
@click.argument(
    "pdfs",
    metavar=tr("IN.pdf OUT.pdf"),
    nargs=-1,
    required=True,
    type=File(),
)
@click.option(
    "--into",
    default="",
    metavar=tr("OUT.pdf|FOLDER/"),
    help=tr("Take several files: one after another as one piece, or a piece of each in a folder."),
)
@imposition_options()
@click.option(
    "--sheet",
    default="a4",
    show_default=True,
    metavar=tr("SIZE"),
    help=tr("a6 to a0, b6 to b3, sra4 to sra1, letter, legal, tabloid, ledger, or 320x450mm."),
)
@click.option(
    "--pages",
    default="",
    metavar="1-8,12",
    help=tr("Only those pages, in that order; 8-1 backwards; odd or even."),
)
@FORCE
@NO_NOTES
@PASSWORD
@reports_problems
def impose(
    pdfs: tuple[Path, ...],
    into: str,
    options: Mapping[str, Any],
    sheet: str,
    pages: str,
    force: bool,
    no_notes: bool,
    password: str,
) -> int:
    """Lay the pages of any PDF on sheets."""
    from zines.workshop import imposing_files

    sources, target = _in_and_out(pdfs, into)
    entries = imposing_files.impose(
        find(),
        sources,
        target,
        options,
        sheet=sheet,
        pages=pages,
        force=force,
        password=password,
        notes=not no_notes,
    )
    for entry in entries:
        between = [part for file in entry["files"] for part in (Part(", "), linked(file))]
        say(*between[1:], f"  {one_line(entry)}", hanging=2)
    say(tr("Print at 100 %, without fitting to the page."))
    # Printed last, so that they stay visible on the screen.
    for entry in entries:
        name = sources[0] if len(sources) == 1 else entry["path"]
        show(imposing_files.as_problems(name, entry["warnings"]))
        show(imposing_files.as_problems(name, entry["tips"], problems.INFO))
    return problems.EXIT_DONE


def _in_and_out(pdfs: Sequence[Path], into: str) -> tuple[Sequence[Path], Path | str]:
    """Return the input files and the target; raises UsageError if they are not clear."""
    for file in (*pdfs, *([Path(into)] if into else [])):
        names.check_argument(file)
    if into:
        if not (into.lower().endswith(".pdf") or names.names_folder(into) or Path(into).is_dir()):
            raise UsageError(
                tr("--into {into} is no OUT.pdf, nor a folder: say {into}/ to make one", into=into)
            )
        return pdfs, into
    if len(pdfs) == 2:
        if not str(pdfs[1]) or pdfs[1].is_dir():
            raise UsageError(tr("'{pdfs}' is no name for a file: say out.pdf", pdfs=pdfs[1]))
        check_ending(pdfs[1])
        return pdfs[:1], pdfs[1]
    if len(pdfs) < 2:
        raise UsageError(tr("Missing argument 'OUT.pdf'"))
    raise UsageError(tr("these are more than IN.pdf and OUT.pdf: for several files, say --into"))
