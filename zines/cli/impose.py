"""``impose``: the pages of any PDF on sheets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from zines.base import problems
from zines.cli.how_to_print import one_line
from zines.cli.imposition_options import imposition_options
from zines.cli.messages import reports_problems, say, show
from zines.cli.options import NO_NOTES, PASSWORD, PDF_IN, PDF_OUT, writes_over
from zines.cli.program import Command
from zines.workshop.project import find


@click.command(
    cls=Command,
    epilog="any.pdf out.pdf --schema octavo --sheet sra3 --creep 0.1 --marks crop,fold,slug",
)
@PDF_IN
@PDF_OUT
@imposition_options()
@click.option(
    "--sheet",
    default="a4",
    show_default=True,
    metavar="SIZE",
    help="a5 to a0, sra3, letter, or 320x450mm.",
)
@click.option("--pages", default="", metavar="1-8,12", help="Only those pages, in that order.")
@NO_NOTES
@PASSWORD
@reports_problems
@writes_over
def impose(
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    sheet: str,
    pages: str,
    no_notes: bool,
    password: str,
) -> int:
    """Lay the pages of any PDF on sheets, to fold, cut and bind.

    Pages are placed by their TrimBox; the bleed is kept as far as there is room.
    """
    from zines.workshop import imposing

    entry = imposing.impose(
        find(),
        source,
        target,
        options,
        sheet=sheet,
        pages=pages,
        password=password,
        notes=not no_notes,
    )
    show(imposing.warned(source, entry["warnings"]))
    say(f"{target}  {one_line(entry)}")
    return problems.EXIT_DONE
