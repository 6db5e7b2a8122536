"""The command ``unimpose``: the pages of imposed sheets, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from zines.base import problems
from zines.base.language import tr
from zines.base.names import check_argument
from zines.cli.imposition_options import GROUPS, imposition_options
from zines.cli.messages import reports_problems, say, show
from zines.cli.options import FORCE, NO_NOTES, PASSWORD, Whole, check_ending
from zines.cli.path_types import File
from zines.cli.paths import linked
from zines.cli.program import Command


@click.command(
    cls=Command,
    epilog="out.pdf pages.pdf --schema octavo --trim a6",
    groups=GROUPS,
    help=tr("Give back the pages of imposed sheets, in reading order."),
)
@click.argument("source", metavar=tr("IN.pdf"), type=File())
@click.argument("target", metavar=tr("OUT.pdf"), type=File())
@imposition_options(unimpose=True)
@click.option(
    "--trim",
    default="",
    metavar=tr("SIZE"),
    help=tr(
        "The size of a page.  [default: that of the pages on our own sheets, else the largest "
        "named size that fits]"
    ),
)
@click.option(
    "--pages",
    "count",
    type=Whole(min=1),
    metavar="N",
    help=tr("How many pages there are.  [default: as many as the sheets hold, without blank ones]"),
)
@NO_NOTES
@PASSWORD
@FORCE
@reports_problems
def unimpose(
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    trim: str,
    count: int | None,
    force: bool,
    no_notes: bool,
    password: str,
) -> int:
    """Give back the pages of imposed sheets."""
    check_argument(target)
    check_ending(target)
    from zines.workshop import imposing_files, overwriting

    if not force:
        overwriting.check(target)
    warnings = imposing_files.unimpose(
        source,
        target,
        options,
        trim=trim,
        count=count or 0,
        password=password,
        notes=not no_notes,
    )
    say(linked(target))
    show(imposing_files.as_problems(source, warnings))
    return problems.EXIT_DONE
